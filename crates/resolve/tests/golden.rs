//! Scores frozen with the algorithm's name: a change of any of them is a change of the algorithm.

use plaint_resolve::{ALGORITHM, NameKind, analyse, score};

const PAIRS: [(NameKind, &str, &str); 14] = [
    (
        NameKind::Organization,
        "Zhejiang Madeup Technologies Co., Ltd.",
        "Zhejiang Madeup Tech",
    ),
    (
        NameKind::Organization,
        "浙江虚构科技有限公司",
        "Zhejiang Xugou Technology Co Ltd",
    ),
    (
        NameKind::Organization,
        "Nowhere Bureau of Public Security",
        "Nowhere Public Security Bureau",
    ),
    (NameKind::Organization, "Plant No. 5", "Plant No. 6"),
    (
        NameKind::Organization,
        "MadeUpMills GmbH",
        "Made Up Mills Ltd",
    ),
    (NameKind::Person, "王虚构", "WANG Xugou"),
    (NameKind::Person, "Wang Xugou", "Wang Xugao"),
    (NameKind::Person, "Ivan Petrovich Madeupov", "Иван Мадеупов"),
    (NameKind::Person, "Mohammed bin Madeup", "Muhamad Madeup"),
    (NameKind::Person, "محمد مادوب", "Mohammed Madoub"),
    (NameKind::Person, "J. Rowantree", "Jane Rowantree"),
    (NameKind::Person, "김허구", "Kim Heo Gu"),
    (
        NameKind::Unknown,
        "Made-Up Cotton Mill",
        "Cotton Mill of Nowhere",
    ),
    (NameKind::Object, "MV MADE UP 7", "Made Up 7"),
];

#[test]
fn scores_change_only_with_the_algorithms_name() {
    let mut text = format!("{ALGORITHM}\n");
    for (kind, a, b) in PAIRS {
        let ppm = |a, b| score(&analyse(a, kind), &analyse(b, kind)).map_or(0, |s| s.score_ppm);
        assert_eq!(ppm(a, b), ppm(b, a), "{a} | {b}");
        text.push_str(&format!("{:>7} {a} | {b}\n", ppm(a, b)));
    }
    // If this differs, raise the number in ALGORITHM: stored indexes and answers name it.
    insta::assert_snapshot!(text);
}
