//! `plaint screen NAME`: in every format, with what is known of the party, on several lists.

use serde_json::Value;

use crate::house::House;
use crate::made_up::{REGISTER, describe, recorded};

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_name_as_a_table() {
    let house = recorded();
    insta::assert_snapshot!(house.transcript(&[
        &["screen", "Madeup Cotton Mill"],
        &["screen", "虚构棉纺织"],
        &[
            "screen",
            "НИКТО НИГДЕ",
            "--schema",
            "Person",
            "--birth-date",
            "1970"
        ],
        &["screen", "Nobody Nowhere", "--birth-date", "1934-05-06"],
        &[
            "screen",
            "Nobody Nowhere",
            "--country",
            "Fictional Republic"
        ],
        &["screen", "Wholly Different"],
    ]));
}

#[test]
fn the_promised_document_field_by_field() {
    let house = recorded();
    let answer = house.json(&["screen", "Fictive Vidtech", "--country", "Russia"]);
    assert_eq!(
        keys(&answer),
        [
            "query",
            "checkpoint",
            "algorithm",
            "threshold",
            "lists",
            "candidates"
        ]
    );
    assert_eq!(keys(&answer["query"]), ["name", "countries"]);
    assert_eq!(answer["query"]["name"], "Fictive Vidtech");
    assert_eq!(answer["query"]["countries"][0], "ru");
    assert_eq!(keys(&answer["checkpoint"]), ["size", "root"]);
    assert_eq!(answer["checkpoint"]["size"], 2);
    let root = answer["checkpoint"]["root"].as_str().unwrap();
    assert!(
        root.len() == 64 && root.bytes().all(|b| b.is_ascii_hexdigit()),
        "{root}"
    );
    assert_eq!(answer["checkpoint"], house.json(&["verify"])["checkpoint"]);
    assert!(
        answer["algorithm"]
            .as_str()
            .unwrap()
            .starts_with("plaint-name/")
    );
    assert_eq!(answer["threshold"], 0.7);
    let [list] = &answer["lists"].as_array().unwrap()[..] else {
        panic!("{answer}")
    };
    assert_eq!(keys(list), ["id", "snapshot", "entries", "notes"]);
    assert_eq!(
        (&list["id"], &list["entries"]),
        (&REGISTER.into(), &4.into())
    );
    assert_eq!(list["snapshot"], house.today());
}

#[test]
fn the_promised_candidate_field_by_field() {
    let house = recorded();
    let answer = house.json(&["screen", "Fictive Vidtech", "--country", "Russia"]);
    let [candidate] = &answer["candidates"].as_array().unwrap()[..] else {
        panic!("{answer}")
    };
    // The first nine and the last two stand in the promise; those in between were added.
    assert_eq!(
        keys(candidate),
        [
            "id",
            "caption",
            "schema",
            "score",
            "list",
            "programs",
            "since",
            "topics",
            "authorities",
            "citations",
            "statuses",
            "listed_name",
            "designations",
            "reasons",
            "explanation",
        ]
    );
    assert_eq!(candidate["id"], "zz-made-up-4");
    assert_eq!(candidate["caption"], "Fictive Vidtech LLC");
    assert_eq!(candidate["schema"], "Company");
    let score = candidate["score"].as_f64().unwrap();
    assert!((0.7..=1.0).contains(&score), "{score}");
    assert_eq!(candidate["list"], REGISTER);
    assert_eq!(
        candidate["programs"],
        serde_json::json!(["Made-Up Act 2020"])
    );
    assert_eq!(candidate["since"], "2024-12-11");
    assert_eq!(candidate["topics"], serde_json::json!(["sanction"]));
    assert_eq!(candidate["citations"], serde_json::json!(["89 XX 9"]));
    let reasons = candidate["reasons"].as_array().unwrap();
    assert_eq!(
        keys(&reasons[0]),
        ["kind", "query", "listed", "how", "grade", "share"]
    );
    assert!(reasons.iter().all(|reason| reason["kind"].is_string()));
    assert!(candidate["explanation"].as_str().unwrap().ends_with('.'));
    // The publisher gives no date for this one.
    let undated = house.json(&["screen", "Nowhere City Public Inventions Bureau"]);
    assert_eq!(undated["candidates"][0]["id"], "zz-made-up-3");
    assert!(undated["candidates"][0]["since"].is_null());
}

#[test]
fn machine_readable_formats() {
    let house = recorded();
    let name = "Nobody Nowhere";
    insta::assert_snapshot!(house.transcript(&[
        &["screen", name, "--format", "json"],
        &["screen", name, "Wholly Different", "--format", "jsonl"],
        &["screen", name, "Wholly Different", "--format", "csv"],
    ]));
}

#[test]
fn a_page() {
    let house = recorded();
    let args = [
        "screen",
        "Madeup Cotton Mill",
        "Wholly Different",
        "--format",
        "html",
    ];
    insta::assert_snapshot!(house.page(&args));
    let page = house.ok(&args);
    for loads in ["<script", "http:", "https:", "src=", "href=", "url("] {
        assert!(!page.contains(loads), "{loads}");
    }
}

#[test]
fn several_names_each_have_their_answer() {
    let house = recorded();
    let answers = house.json(&[
        "screen",
        "Nobody Nowhere",
        "Wholly Different",
        "Fictive Vidtech",
    ]);
    let found: Vec<(&str, usize)> = answers
        .as_array()
        .unwrap()
        .iter()
        .map(|a| {
            (
                a["query"]["name"].as_str().unwrap(),
                a["candidates"].as_array().unwrap().len(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Nobody Nowhere", 1),
            ("Wholly Different", 0),
            ("Fictive Vidtech", 1)
        ]
    );
    insta::assert_snapshot!(house.transcript(&[&["screen", "Nobody Nowhere", "Wholly Different"]]));
}

#[test]
fn best_first_and_ties_by_id() {
    let house = recorded();
    describe(&house, "zz-another", 50, "");
    house.ok(&[
        "lists",
        "update",
        "zz-another",
        "--from",
        "register.csv",
        "-q",
    ]);
    let answer = house.json(&[
        "screen",
        "Nowhere City Public Inventions",
        "--threshold",
        "0.3",
    ]);
    let found: Vec<(f64, &str)> = answer["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["score"].as_f64().unwrap(), c["id"].as_str().unwrap()))
        .collect();
    assert!(found.len() > 2, "{found:?}");
    let in_order = |pair: &[(f64, &str)]| {
        pair[0].0 > pair[1].0 || (pair[0].0 == pair[1].0 && pair[0].1 < pair[1].1)
    };
    assert!(found.windows(2).all(in_order), "{found:?}");
    assert_eq!(found[0].1, "zz-another-3");
}

#[test]
fn one_list_only_and_a_limit_that_is_said() {
    let house = recorded();
    describe(&house, "zz-another", 50, "");
    house.ok(&[
        "lists",
        "update",
        "zz-another",
        "--from",
        "register.csv",
        "-q",
    ]);
    insta::assert_snapshot!(house.transcript(&[
        &["screen", "Nobody Nowhere", "--list", "zz-another"],
        &["screen", "Nobody Nowhere", "--limit", "1"],
    ]));
}

#[test]
fn an_index_that_is_lost_or_damaged_is_made_again() {
    let house = recorded();
    let whole = house.ok(&["screen", "Nobody Nowhere", "--format", "json"]);
    let folder = house.ledger().join("derived/segments");
    let [index] = &std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect::<Vec<_>>()[..]
    else {
        panic!("one list, one index")
    };
    std::fs::write(index, "not an index").unwrap();
    assert_eq!(
        house.ok(&["screen", "Nobody Nowhere", "--format", "json"]),
        whole
    );
    std::fs::remove_dir_all(house.ledger().join("derived")).unwrap();
    assert_eq!(
        house.ok(&["screen", "Nobody Nowhere", "--format", "json"]),
        whole
    );
}

#[test]
fn the_sample_register_is_named_on_every_output() {
    let house = House::new();
    let heading = "id,schema,name,other_names,country,topics,notes,list,authority,regime,statutory_basis,effective_date,end_date,status,citation,source_url\n";
    house.write("sample.csv", heading.to_owned() + "1,Company,Made-Up Mill,,cn,sanction,,us-bis-el,Made-Up Bureau,Made-Up List,Made-Up Act,2024-12-11,,,89 XX 9,https://law.example/9\n");
    house.ok(&[
        "lists",
        "update",
        "sample-register",
        "--from",
        "sample.csv",
        "--as-of",
        "2026-05-01",
        "-q",
    ]);
    house.write("in.csv", "name\nMade-Up Mill\n");
    let caution = "sample register of 2026-05-01; for decisions run `plaint lists update`";
    for what in ["Made-Up Mill", "in.csv"] {
        for format in ["table", "json", "jsonl", "csv", "html"] {
            let ran = house.run(&["screen", what, "--format", format]);
            let said = if format == "csv" { &ran.err } else { &ran.out };
            assert!(
                said.contains(caution),
                "{what} {format}: {}{}",
                ran.out,
                ran.err
            );
        }
    }
    assert!(house.ok(&["show", "sample-register-1"]).contains(caution));
}
