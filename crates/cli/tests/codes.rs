//! Exit statuses: 0 found or done, 1 nothing found or a check that did not hold, 2 wrong use or an
//! error; and what the message of each error names.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::house::House;
use crate::made_up::{self, REGISTER, describe, recorded};

#[test]
fn found_and_not_found() {
    let house = recorded();
    house.write("in.csv", "name\nNobody Nowhere\nWholly Different\n");
    house.write("out.csv", "name\nWholly Different\n");
    for (args, status) in [
        (&["screen", "Nobody Nowhere"][..], 0),
        (&["screen", "Wholly Different"], 1),
        (&["screen", "Wholly Different", "Nobody Nowhere"], 0),
        (&["screen", "Nobody Nowhere", "--threshold", "1"], 1),
        (&["screen", "Nobody Nowhere", "--schema", "Vessel"], 1),
        (&["screen", "in.csv"], 0),
        (&["screen", "out.csv"], 1),
        (&["screen", "Nobody Nowhere", "--limit", "0"], 2),
        (&["screen", "in.csv", "--limit", "1"], 0),
        (&["compare", "Nobody", "Nobody"], 0),
        (&["compare", "Nobody", "虚构"], 1),
        (&["show", "zz-made-up-1"], 0),
        (&["verify"], 0),
        (&["lists"], 0),
        (&["lists", "show", REGISTER], 0),
        (&["--help"], 0),
        (&["screen", "--help"], 0),
    ] {
        let ran = house.run(args);
        assert_eq!(ran.status, Some(status), "{args:?}\n{}{}", ran.out, ran.err);
    }
}

/// What is wrong, and words of what is said of it.
const WRONG: &[(&[&str], &str)] = &[
    (&[], "Usage: plaint"),
    (&["scream", "Nobody"], "unrecognized subcommand"),
    (&["screen"], "<NAME|FILE>"),
    (&["screen", ""], "write the name of a party"),
    (&["screen", "..."], "no letter"),
    (&["screen", "a", "--threshold", "1.5"], "a number above 0"),
    (&["screen", "a", "--threshold", "NaN"], "a number above 0"),
    (&["screen", "a", "--schema", "Robot"], "use Person, Company"),
    (
        &["screen", "a", "--country", "Nowhereland"],
        "two-letter code",
    ),
    (&["screen", "a", "--birth-date", "1970-13-01"], "1970-13-01"),
    (&["screen", "a", "--id", "1"], "is too short"),
    (&["screen", "a", "--list", "zz-none"], "known are"),
    (
        &["screen", "a", "--list", "un-sc"],
        "plaint lists update un-sc",
    ),
    (
        &["screen", "missing.csv"],
        "missing.csv: no such file; to screen it as a name, add --name",
    ),
    (&["screen", "folder"], "this is a folder"),
    (
        &["screen", "folder/in.csv", "--country", "cn"],
        "speak of a name",
    ),
    (&["screen", "Nobody", "--column", "name"], "speak of a file"),
    (&["screen", "broken.xlsx"], "broken.xlsx"),
    (
        &["screen", "a", "--ledger", "elsewhere"],
        "plaint lists update",
    ),
    (
        &["verify", "--format", "html"],
        "use --format table or json",
    ),
    (&["show", "zz-made-up-9"], "plaint screen NAME"),
    (&["lists", "show", "zz-none"], "known are"),
    (&["lists", "update", "zz-none"], "known are"),
    (
        &["lists", "update", REGISTER, "--from", "missing.csv"],
        "missing.csv: cannot be read",
    ),
    (
        &["lists", "update", REGISTER, "--from", "ftp://x.example/a"],
        "ftp://x.example/a",
    ),
    (
        &["lists", "update", REGISTER, "--from", "http://x.example/a"],
        "http://x.example/a",
    ),
    (
        &["lists", "update", "--from", "odd.xyz"],
        "none of the files",
    ),
    (
        &["lists", "update", REGISTER, "--as-of", "yesterday"],
        "yesterday",
    ),
    (
        &["lists", "update", "--from", "https://x.example/a"],
        "name the one list",
    ),
    (&["lists", "update", REGISTER], "pass a file with --from"),
    (&["compare", "only one"], "<NAME2>"),
    (&["compare", "--pairs", "missing.csv"], "missing.csv"),
    (
        &["export", "--ftm-entities", "--ftm-statements"],
        "cannot be used with",
    ),
];

#[test]
fn wrong_use_and_errors_name_place_and_remedy() {
    let house = recorded();
    house.write("folder/in.csv", "name\nNobody\n");
    house.write("odd.xyz", "name\nNobody\n");
    house.write("broken.xlsx", "PK\u{3}\u{4}not a workbook");
    for (args, words) in WRONG {
        let ran = house.run(args);
        assert_eq!(ran.status, Some(2), "{args:?}\n{}{}", ran.out, ran.err);
        let said = ran.out + &ran.err;
        assert!(said.contains(words), "{args:?}\n{said}");
        assert!(!said.contains("panicked"), "{args:?}\n{said}");
    }
}

#[test]
fn a_folder_that_is_no_ledger_is_left_alone() {
    let house = House::empty();
    house.write("ledger/letters.txt", "Dear Nobody");
    house.write("un.xml", made_up::UN);
    let ran = house.run(&["lists", "update", "un-sc", "--from", "un.xml"]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.err.contains("neither empty nor a ledger"),
        "{}",
        ran.err
    );
    let letter = std::fs::read_to_string(house.ledger().join("letters.txt")).unwrap();
    assert_eq!(letter, "Dear Nobody");
    assert!(!house.ledger().join("FORMAT").exists());
}

#[test]
fn a_mistake_makes_no_ledger() {
    let house = House::empty();
    for args in [
        &["lists", "update", "un-sc", "--from", "missing.xml"][..],
        &["lists", "update", "zz-none"],
        &["lists", "update", "--from", "https://x.example/a"],
    ] {
        assert_eq!(house.run(args).status, Some(2));
        assert!(!house.ledger().exists(), "{args:?}");
    }
}

#[test]
fn an_error_is_said_once() {
    let house = recorded();
    let wrong = made_up::toml("zz-wrong", 9, "").replace("entries_max", "entries_mux");
    house.write("ledger/lists/zz-wrong.toml", wrong);
    // A wrong description is left out and told of; it does not stop the others.
    let ran = house.run(&["lists"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(ran.err.matches("unknown field").count(), 1, "{}", ran.err);
}

#[test]
fn whoever_reads_the_output_may_stop() {
    let house = House::new();
    describe(&house, "zz-long", 5000, "");
    house.write("long.csv", made_up::long_register(3000, 1));
    house.ok(&["lists", "update", "zz-long", "--from", "long.csv", "-q"]);
    let name = format!("{} Inventa", made_up::word(3000));
    let many = [&["screen"][..], &[name.as_str(); 400]].concat();
    for args in [
        &["export"][..],
        &["export", "--ftm-statements"],
        &["screen", "long.csv", "--column", "name", "--format", "csv"],
        &[
            "screen", "long.csv", "--column", "name", "--format", "jsonl",
        ],
        &["screen", "long.csv", "--column", "name"],
        &many,
    ] {
        let mut child = house
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let mut err = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}\n{err}");
        assert!(
            !line.is_empty() && !err.contains("plaint:") && !err.contains("panicked"),
            "{err}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let house = recorded();
    for args in [
        &["export"][..],
        &["lists"],
        &["screen", "Nobody Nowhere", "--format", "csv"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let status = house
            .command(args)
            .stdout(full)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_ne!(status.code(), Some(101), "{args:?}: a panic");
        if args != ["--help"] {
            assert_eq!(status.code(), Some(2), "{args:?}");
        }
    }
}
