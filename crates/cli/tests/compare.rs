//! `plaint compare`: two names, and a file of pairs.

use crate::house::House;

#[test]
fn two_names() {
    let house = House::empty();
    insta::assert_snapshot!(house.transcript(&[
        &[
            "compare",
            "Made-Up Cotton Mill Co., Ltd.",
            "MADEUP COTTON MILL"
        ],
        &[
            "compare",
            "虚构棉纺织有限公司",
            "Xugou Mian Fangzhi",
            "--schema",
            "Company"
        ],
        &[
            "compare",
            "Nobody Nowhere",
            "Nowhere, Nobody",
            "--schema",
            "person",
            "--format",
            "json"
        ],
        &["compare", "Nobody", "虚构"],
    ]));
}

#[test]
fn the_promised_document() {
    let house = House::empty();
    let answer = house.json(&["compare", "Nobody Nowhere", "Nobody Nowhere"]);
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "name1",
            "name2",
            "schema",
            "algorithm",
            "score",
            "reasons",
            "explanation"
        ]
    );
    assert!(answer["schema"].is_null());
    assert!(answer["score"].as_f64().unwrap() > 0.9);
}

#[test]
fn comparison_is_the_same_both_ways() {
    let house = House::empty();
    for (a, b) in [
        ("Made-Up Mill Ltd", "Mill Made Up"),
        ("Никто Нигде", "Nikto Nigde"),
        ("虚构", "Xu Gou"),
    ] {
        let score = |a, b| house.json(&["compare", a, b])["score"].clone();
        assert_eq!(score(a, b), score(b, a), "{a} and {b}");
    }
}

#[test]
fn pairs_pass_other_columns_through() {
    let house = House::empty();
    house.write(
        "pairs.csv",
        "id,schema,name1,name2,note\n\
         1,Person,Nobody Nowhere,\"Nowhere, Nobody\",\"a, b\"\n\
         2,Company,Made-Up Mill,Wholly Different,=1+1\n3,,,,\n4,Organization,虚构,虚构\n",
    );
    house.write("wrong.csv", "schema,name1\nPerson,Nobody\n");
    insta::assert_snapshot!(house.transcript(&[
        &["compare", "--pairs", "pairs.csv", "--format", "csv"],
        &["compare", "--pairs", "wrong.csv"],
        &["compare", "--pairs", "missing.csv"],
        &["compare", "--pairs", "pairs.csv", "--format", "json"],
    ]));
}

#[test]
fn a_spreadsheet_s_semicolons_and_mark_are_understood() {
    let house = House::empty();
    house.write(
        "pairs.csv",
        "\u{feff}schema,name1,name2\nPerson,Nobody Nowhere,Nobody Nowhere\n",
    );
    let out = house.ok(&["compare", "--pairs", "pairs.csv"]);
    assert!(
        out.starts_with("schema,name1,name2,score\nPerson,Nobody Nowhere,Nobody Nowhere,0."),
        "{out}"
    );
}
