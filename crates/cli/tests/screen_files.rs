//! `plaint screen FILE`: every kind of file, columns guessed, printed and set, every format.

use serde_json::Value;

use crate::made_up::recorded;

const SUPPLIERS: &str = "\
Ref;Supplier name;中文名称;Land;Born
A-1;Madeup Cotton Mills;虚构棉纺织有限公司;CN;
A-2;Wholly Different GmbH;;DE;
A-3;\"Nowhere; Nobody\";;RU;31.01.1970
A-4;;;;
";

/// Cyrillic text as old programs of Windows wrote it.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => u8::try_from(c as u32 - 'А' as u32 + 0xc0).unwrap(),
        c => u8::try_from(c).unwrap(),
    };
    text.chars().map(byte).collect()
}

/// A workbook that stands among the samples of the table reader.
fn workbook() -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../read/tests/tables/xlsx/suppliers.xlsx"
    );
    std::fs::read(path).unwrap()
}

#[test]
fn a_table_in_every_format() {
    let house = recorded();
    house.write("suppliers.csv", SUPPLIERS);
    let screen = ["screen", "suppliers.csv", "--format"];
    let runs: Vec<Vec<&str>> = ["table", "json", "jsonl", "csv"]
        .iter()
        .map(|format| [&screen[..], &[format]].concat())
        .collect();
    let runs: Vec<&[&str]> = runs.iter().map(Vec::as_slice).collect();
    insta::assert_snapshot!(house.transcript(&runs));
    insta::assert_snapshot!(house.page(&["screen", "suppliers.csv", "--format", "html", "-q"]));
}

#[test]
fn rows_are_promised_in_input_order() {
    let house = recorded();
    house.write("suppliers.csv", SUPPLIERS);
    let out = house.ok(&["screen", "suppliers.csv", "--format", "jsonl", "-q"]);
    let rows: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for (n, row) in rows.iter().enumerate() {
        let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["row", "query", "candidates"]);
        assert_eq!(row["row"], n + 1);
    }
    let names: Vec<&Value> = rows.iter().map(|row| &row["query"]["name"]).collect();
    assert_eq!(names[0], "Madeup Cotton Mills");
    assert_eq!(names[2], "Nowhere; Nobody");
    assert!(names[3].is_null());
    assert_eq!(rows[0]["candidates"][0]["id"], "zz-made-up-1");
    assert_eq!(rows[1]["candidates"], serde_json::json!([]));
    assert_eq!(rows[2]["candidates"][0]["id"], "zz-made-up-2");
}

#[test]
fn the_whole_answer_is_one_document() {
    let house = recorded();
    house.write("suppliers.csv", SUPPLIERS);
    let answer = house.json(&["screen", "suppliers.csv", "-q"]);
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "file",
            "checkpoint",
            "algorithm",
            "threshold",
            "lists",
            "rows"
        ]
    );
    let lines = house.ok(&["screen", "suppliers.csv", "--format", "jsonl", "-q"]);
    let rows: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answer["rows"], Value::Array(rows));
}

#[test]
fn csv_adds_columns_to_the_user_s_own() {
    let house = recorded();
    house.write("suppliers.csv", SUPPLIERS);
    let out = house.ok(&["screen", "suppliers.csv", "--format", "csv", "-q"]);
    let mut lines = csv::Reader::from_reader(out.as_bytes());
    let heading: Vec<String> = lines.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        heading,
        [
            "Ref",
            "Supplier name",
            "中文名称",
            "Land",
            "Born",
            "plaint_candidates",
            "plaint_score",
            "plaint_id",
            "plaint_caption",
            "plaint_list",
            "plaint_programs",
            "plaint_since",
            "plaint_citations",
            "plaint_explanation",
            "plaint_other_ids",
        ]
    );
    let rows: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    let ids: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(ids, ["A-1", "A-2", "A-3", "A-4"]);
    assert_eq!((&rows[0][5], &rows[0][7]), ("1", "zz-made-up-1"));
    assert_eq!((&rows[1][5], &rows[1][7]), ("0", ""));
    assert_eq!(&rows[2][1], "Nowhere; Nobody");
}

#[test]
fn every_kind_of_file() {
    let house = recorded();
    house.write(
        "people.tsv",
        windows_1251("Имя\tФамилия\tГород\nНикто\tНигде\tНигдеград\nКто\tНибудь\tГород\n"),
    );
    house.write("book.xlsx", workbook());
    let lines = r#"{"name": "Nobody Nowhere", "country": "ru"}
{"name": ["Nothing Alike", "MUCM Cotton Mill Made-Up"]}
"#;
    house.write("lines.jsonl", lines);
    let entity = r#"{"id": "x1", "schema": "Company",
        "properties": {"name": ["Fictive Vidtech"], "country": ["ru"]}}"#;
    house.write("entities.ftm.json", entity.replace('\n', ""));
    house.write(
        "names.txt",
        "Nobody Nowhere\nWholly Different\n虚构棉纺织有限公司\n",
    );
    let files = [
        "people.tsv",
        "book.xlsx",
        "lines.jsonl",
        "entities.ftm.json",
        "names.txt",
    ];
    for file in files {
        assert_eq!(house.run(&["screen", file]).status, Some(0), "{file}");
    }
    let runs: Vec<[&str; 4]> = files
        .iter()
        .map(|file| ["screen", file, "--format", "csv"])
        .collect();
    let runs: Vec<&[&str]> = runs.iter().map(|run| &run[..]).collect();
    insta::assert_snapshot!(house.transcript(&runs));
}

#[test]
fn columns_can_be_set() {
    let house = recorded();
    house.write(
        "odd.csv",
        "a,b,c\nWholly Different,Nobody Nowhere,ru\nSomething Else,Other Name,cn\n",
    );
    house.write("suppliers.csv", SUPPLIERS);
    insta::assert_snapshot!(house.transcript(&[
        &[
            "screen",
            "odd.csv",
            "--column",
            "b",
            "--column",
            "country=c",
            "--format",
            "csv"
        ],
        &[
            "screen",
            "odd.csv",
            "--column",
            "a",
            "--column",
            "other-name=b"
        ],
        &["screen", "odd.csv", "--column", "d"],
        &["screen", "odd.csv", "--column", "colour=c"],
        &["screen", "suppliers.csv", "--column", "中文名称", "-q"],
        &["screen", "suppliers.csv", "--column", "country=Land"],
    ]));
}

#[test]
fn a_limit_is_said() {
    let house = recorded();
    house.write("in.csv", "name\nNowhere Nobody Bureau\n");
    insta::assert_snapshot!(house.transcript(&[
        &["screen", "in.csv", "--threshold", "0.2", "-q"],
        &[
            "screen",
            "in.csv",
            "--threshold",
            "0.2",
            "--limit",
            "1",
            "-q"
        ],
    ]));
}

#[test]
fn a_file_without_rows_or_names_says_so() {
    let house = recorded();
    house.write("empty.csv", "");
    house.write("heading.csv", "name,country\n");
    house.write("figures.csv", "1,2\n3,4\n5,6\n");
    insta::assert_snapshot!(house.transcript(&[
        &["screen", "empty.csv"],
        &["screen", "heading.csv"],
        &["screen", "figures.csv"],
    ]));
}
