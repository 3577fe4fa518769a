//! `plaint lists`: the catalogue, and updates that are recorded, unchanged, refused and accepted.

use crate::house::House;
use crate::made_up::{self, REGISTER, describe, recorded};

/// The lines that speak of made-up lists, beside the heading: the carried lists grow and change.
fn made_up_lines(out: &str) -> String {
    let lines = out.lines().enumerate();
    let kept = lines.filter(|(n, line)| *n == 0 || line.starts_with("zz-"));
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    kept.map(|(_, line)| words(line) + "\n").collect()
}

#[test]
fn the_catalogue_as_a_table() {
    let house = recorded();
    let day = house.today();
    let out = made_up_lines(&house.ok(&["lists"])).replace(&day, "DATE-TODAY");
    insta::assert_snapshot!(out);
}

#[test]
fn the_catalogue_as_json_and_csv() {
    let house = recorded();
    let day = house.today();
    let lists = house.json(&["lists"]);
    let row = lists
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == REGISTER)
        .unwrap();
    let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
    let promised = [
        "id",
        "title",
        "publisher",
        "country",
        "regimes",
        "topics",
        "licence",
        "entries",
        "snapshot",
        "age_days",
        "snapshots",
        "state",
        "reason",
    ];
    assert_eq!(keys, promised);
    assert_eq!(row["entries"], 4);
    assert_eq!(row["snapshot"], day);
    assert_eq!(row["age_days"], 0);
    assert_eq!(row["state"], "date-unknown");
    assert!(row["reason"].is_null());

    let text = row.to_string();
    let lines = house.ok(&["lists", "--format", "jsonl"]);
    assert_eq!(lines.lines().count(), lists.as_array().unwrap().len());
    assert!(lines.lines().any(|line| line == text));

    let out = house
        .ok(&["lists", "--format", "csv"])
        .replace(&day, "DATE-TODAY");
    insta::assert_snapshot!(made_up_lines(&out));
    assert_eq!(out.lines().count(), 1 + lists.as_array().unwrap().len());
}

#[test]
fn without_a_ledger_the_catalogue_tells_what_there_is() {
    let house = House::empty();
    let ran = house.run(&["lists"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(
        ran.err,
        "no ledger in ledger yet; `plaint lists update` makes one\n"
    );
    assert!(ran.out.contains("un-sc"), "{}", ran.out);
    assert!(!house.ledger().exists(), "to look is not to make");
}

#[test]
fn an_update_is_recorded_then_unchanged() {
    let house = House::new();
    describe(&house, REGISTER, 50, "");
    house.write("register.csv", made_up::register());
    let update = [
        "lists",
        "update",
        REGISTER,
        "--from",
        "register.csv",
        "--as-of",
        "2026-05-01",
    ];
    let json: Vec<&str> = update
        .iter()
        .copied()
        .chain(["--format", "json", "-q"])
        .collect();
    insta::assert_snapshot!(house.transcript(&[&update, &update, &json]));
    house.assert_sound();
}

#[test]
fn an_update_in_json_counts_what_it_brought() {
    let house = House::new();
    describe(&house, REGISTER, 50, "");
    house.write("register.csv", made_up::register());
    let args = [
        "lists",
        "update",
        REGISTER,
        "--from",
        "register.csv",
        "--as-of",
        "2026-05-01",
    ];
    let updates = house.json(&args);
    let [update] = &updates.as_array().unwrap()[..] else {
        panic!("{updates}")
    };
    let keys: Vec<&String> = update.as_object().unwrap().keys().collect();
    let promised = [
        "list",
        "outcome",
        "as_of",
        "format",
        "files",
        "entries",
        "other_names",
        "addresses",
        "designations",
        "faults",
        "ignored",
        "notes",
        "accepted",
        "in_force",
        "leaf",
    ];
    assert_eq!(keys, promised);
    assert_eq!(update["outcome"], "recorded");
    assert_eq!(
        (&update["entries"], &update["other_names"]),
        (&4.into(), &4.into())
    );
    assert_eq!(update["in_force"], true);
}

#[test]
fn what_is_not_the_list_is_refused_and_the_last_good_snapshot_stays() {
    let house = recorded();
    house.write("empty.csv", "");
    house.write("cut.csv", &made_up::register()[..150]);
    house.write("notes.txt", "Not a register at all.\nOnly words.\n");
    house.write(
        "page.html",
        "<!DOCTYPE html><html><head><title>403 Forbidden</title></head><body>No</body></html>",
    );
    house.write(
        "one.csv",
        made_up::HEADING.to_owned() + made_up::PARTIES.lines().next().unwrap(),
    );
    house.write("many.csv", made_up::long_register(51, 1));
    house.write(
        "fewer.csv",
        made_up::HEADING.to_owned()
            + &made_up::PARTIES
                .lines()
                .take(3)
                .collect::<Vec<_>>()
                .join("\n"),
    );
    house.write("heading.csv", made_up::HEADING);
    let files = [
        "empty.csv",
        "cut.csv",
        "notes.txt",
        "page.html",
        "one.csv",
        "many.csv",
        "fewer.csv",
        "heading.csv",
    ];
    let mut transcript = String::new();
    for file in files {
        transcript += &house.transcript(&[&["lists", "update", REGISTER, "-q", "--from", file]]);
        let ran = house.run(&["lists", "update", REGISTER, "-q", "--from", file]);
        assert_eq!(ran.status, Some(1), "{file}");
        assert_eq!(house.entries(REGISTER), Some(4), "{file}");
        let found = house.json(&["screen", "Fictive Vidtech"]);
        assert_eq!(found["candidates"][0]["id"], "zz-made-up-4", "{file}");
    }
    insta::assert_snapshot!(transcript);
    let rows = house.json(&["lists"]);
    let row = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == REGISTER)
        .unwrap()
        .clone();
    assert_eq!(row["state"], "update-refused");
    assert_eq!(row["snapshots"], 1);
    house.assert_sound();
}

#[test]
fn a_refused_update_can_be_accepted_with_a_reason_that_is_recorded() {
    let house = recorded();
    house.write(
        "fewer.csv",
        made_up::HEADING.to_owned()
            + &made_up::PARTIES
                .lines()
                .take(2)
                .collect::<Vec<_>>()
                .join("\n"),
    );
    let update = ["lists", "update", REGISTER, "-q", "--from", "fewer.csv"];
    let with = |reason| [&update[..], &["--accept", reason]].concat();
    insta::assert_snapshot!(house.transcript(&[
        &update,
        &with(" "),
        &with("the ministry took two parties off"),
        &["lists", "show", REGISTER],
    ]));
    assert_eq!(house.entries(REGISTER), Some(2));
    house.assert_sound();
}

#[test]
fn an_older_snapshot_is_recorded_as_history() {
    let house = recorded();
    house.write(
        "old.csv",
        made_up::HEADING.to_owned()
            + &made_up::PARTIES
                .lines()
                .take(2)
                .collect::<Vec<_>>()
                .join("\n"),
    );
    let update = [
        "lists", "update", REGISTER, "-q", "--from", "old.csv", "--as-of", "2021-01",
    ];
    insta::assert_snapshot!(house.transcript(&[&update]));
    assert_eq!(house.entries(REGISTER), Some(4));
}

#[test]
fn files_of_official_formats_are_recognised_by_what_is_in_them() {
    let house = House::new();
    made_up::sdn(&house, "in/ofac");
    house.write("in/un.xml", made_up::UN);
    house.write("in/eu.jsonl", made_up::EU);
    insta::assert_snapshot!(house.transcript(&[
        &[
            "lists",
            "update",
            "-q",
            "--from",
            "in",
            "--as-of",
            "2026-05-01"
        ],
        &[
            "lists",
            "update",
            "-q",
            "--from",
            "in",
            "--as-of",
            "2026-05-01",
            "--accept",
            "made up"
        ],
        &["screen", "Nobody Nowhere", "--birth-date", "1970-01-31"],
    ]));
    house.assert_sound();
}

#[test]
fn ofac_s_main_file_alone_is_taken_and_the_answer_says_what_is_missing() {
    let house = House::new();
    made_up::sdn(&house, "in");
    insta::assert_snapshot!(house.transcript(&[
        &[
            "lists",
            "update",
            "us-ofac-sdn",
            "-q",
            "--from",
            "in/sdn.csv",
            "--as-of",
            "2026-05-01",
            "--accept",
            "made up"
        ],
        &["lists", "show", "us-ofac-sdn"],
    ]));
}

#[test]
fn a_list_is_shown_with_and_without_a_snapshot() {
    let house = recorded();
    describe(
        &house,
        "zz-other",
        50,
        "\n[[origin]]\nformat = \"mapped-csv\"\nurls = [\"https://inventions.example/register.csv\"]\nverified = false\nnote = \"Made up.\"\n",
    );
    insta::assert_snapshot!(house.transcript(&[
        &["lists", "show", REGISTER],
        &["lists", "show", "zz-other"],
        &["lists", "show", REGISTER, "--format", "json"],
    ]));
}

#[test]
fn a_wrong_toml_names_file_line_and_key() {
    let house = recorded();
    let wrong = made_up::toml("zz-wrong", 9, "").replace("entries_max", "entries_mux");
    house.write("ledger/lists/zz-wrong.toml", wrong);
    insta::assert_snapshot!(house.transcript(&[&["screen", "Nobody Nowhere"]]));
}
