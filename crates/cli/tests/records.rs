//! `plaint show`, `export`, `verify` and `rebuild`.

use serde_json::Value;

use crate::house::House;
use crate::made_up::{REGISTER, describe, recorded};

#[test]
fn an_entity_is_shown() {
    let house = recorded();
    insta::assert_snapshot!(house.transcript(&[
        &["show", "zz-made-up-1"],
        &["show", "zz-made-up-2", "--format", "json"],
        &["show", "zz-made-up-9"],
        &["show", "not an id"],
    ]));
}

#[test]
fn everything_in_force_is_exported() {
    let house = recorded();
    insta::assert_snapshot!(house.transcript(&[
        &["export"],
        &["export", "--ftm-statements", "--format", "csv"]
    ]));
    let out = house.ok(&["export", "--ftm-entities", REGISTER]);
    let schemata: Vec<String> = out
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["schema"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(schemata.len(), 8);
    assert_eq!(
        schemata
            .iter()
            .filter(|schema| *schema == "Sanction")
            .count(),
        4
    );
}

#[test]
fn an_export_can_be_loaded_again_without_loss() {
    let house = recorded();
    let toml = std::fs::read_to_string(house.ledger().join("lists/zz-made-up.toml")).unwrap();
    let head = toml.split("[reader]").next().unwrap();
    let again = head
        .replace("mapped-csv", "ftm")
        .replace("zz-made-up", "zz-again");
    house.write("ledger/lists/zz-again.toml", again);
    house.write("all.ftm.json", house.ok(&["export", REGISTER]));
    house.ok(&[
        "lists",
        "update",
        "zz-again",
        "--from",
        "all.ftm.json",
        "-q",
    ]);
    let names = |list: &str| -> Vec<String> {
        let out = house.ok(&["export", "--ftm-statements", list]);
        let mut rows: Vec<String> = csv::Reader::from_reader(out.as_bytes())
            .records()
            .map(Result::unwrap)
            .filter(|row| {
                [
                    "name",
                    "alias",
                    "country",
                    "birthDate",
                    "listingDate",
                    "recordId",
                ]
                .contains(&&row[2])
            })
            .map(|row| format!("{} {} {}", &row[2], &row[4], &row[5]))
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(names(REGISTER), names("zz-again"));
}

#[test]
fn a_sound_ledger_verifies_and_a_changed_one_does_not() {
    let house = recorded();
    insta::assert_snapshot!(house.transcript(&[&["verify"], &["verify", "--format", "json"]]));
    let blobs = house.ledger().join("vault");
    let blob = walk(&blobs)
        .into_iter()
        .find(|path| std::fs::read(path).unwrap().starts_with(b"id,schema"))
        .unwrap();
    let mut bytes = std::fs::read(&blob).unwrap();
    bytes[40] ^= 1;
    let mut permissions = std::fs::metadata(&blob).unwrap().permissions();
    #[allow(clippy::permissions_set_readonly_false)]
    permissions.set_readonly(false);
    std::fs::set_permissions(&blob, permissions).unwrap();
    std::fs::write(&blob, bytes).unwrap();
    let ran = house.run(&["verify"]);
    assert_eq!(ran.status, Some(1));
    let name = blob.file_name().unwrap().to_str().unwrap();
    assert!(
        ran.out.contains("wrong: ") && ran.out.contains(name),
        "{}",
        ran.out
    );
    let json: Value =
        serde_json::from_str(&house.run(&["verify", "--format", "json"]).out).unwrap();
    assert_eq!(json["sound"], false);
    assert!(json["fault"].is_string());
}

/// Every file below a folder.
fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn what_is_derived_is_made_again_byte_for_byte() {
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
    let segments = house.ledger().join("derived/segments");
    let read = || -> Vec<(std::path::PathBuf, Vec<u8>)> {
        let mut files: Vec<_> = walk(&segments)
            .into_iter()
            .map(|p| (p.clone(), std::fs::read(p).unwrap()))
            .collect();
        files.sort();
        files
    };
    let before = read();
    assert_eq!(before.len(), 2);
    let size = before[0].1.len().to_string();
    let rebuilt = |args| house.transcript(&[args]).replace(&size, "SIZE");
    insta::assert_snapshot!(rebuilt(&["rebuild"]));
    std::fs::remove_file(&before[0].0).unwrap();
    let mut damaged = before[1].1.clone();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    std::fs::write(&before[1].0, damaged).unwrap();
    insta::assert_snapshot!(rebuilt(&["rebuild", "-q"]));
    assert_eq!(read(), before);
}

#[test]
fn an_empty_ledger_has_nothing_to_rebuild_and_is_sound() {
    let house = House::new();
    insta::assert_snapshot!(house.transcript(&[
        &["rebuild"],
        &["verify"],
        &["export"],
        &["screen", "Nobody"]
    ]));
}
