//! Names on lists and files of users that mean harm: nothing runs, nothing is forged, nothing
//! breaks.

use crate::house::House;
use crate::made_up::{self, REGISTER, describe, recorded};

/// Steers a terminal, turns the direction of text, is markup, is a formula.
const TERMINAL: &str = "Made\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m Up";
const TURNED: &str = "Harmless \u{202e}lliM nottoC\u{202c} Trading";
const MARKUP: &str = "<script>alert(1)</script><img src=x onerror=alert(2)> Weaving";
const FORMULA: &str = "=HYPERLINK(\"\"http://x.example\"\",\"\"y\"\") Spinning";

/// What must never reach a terminal as it is.
fn steers(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && c != '\n' && c != '\t' && c != '\r')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    })
}

/// A house with a list of hostile names in force.
fn hostile() -> House {
    let house = House::new();
    describe(&house, REGISTER, 50, "");
    let mut rows = made_up::HEADING.to_owned();
    for (n, name) in [TERMINAL, TURNED, MARKUP, FORMULA].iter().enumerate() {
        rows += &format!(
            "{n},Company,\"{name}\",,cn,,\"{FORMULA}\",2020-07-31,\"{MARKUP}{TERMINAL}\"\n"
        );
    }
    house.write("hostile.csv", rows);
    house.ok(&["lists", "update", REGISTER, "--from", "hostile.csv"]);
    house
}

/// Questions that find each of the hostile names.
const ASKED: [&str; 4] = [
    TERMINAL,
    "Harmless lliM nottoC Trading",
    "script alert 1 script img src x onerror alert 2 Weaving",
    "HYPERLINK http x example y Spinning",
];

#[test]
fn a_terminal_is_not_steered() {
    let house = hostile();
    for (n, asked) in ASKED.iter().enumerate() {
        let ran = house.run(&["screen", asked, "--name", "--threshold", "0.5"]);
        assert!(
            ran.out.contains(&format!("zz-made-up-{n}")),
            "{asked}: {}{}",
            ran.out,
            ran.err
        );
        assert!(!steers(&ran.out) && !steers(&ran.err), "{:?}", ran.out);
    }
    for n in 0..4 {
        let out = house.ok(&["show", &format!("zz-made-up-{n}")]);
        assert!(!steers(&out), "{out:?}");
    }
    house.write("in.csv", format!("name\n\"{TERMINAL}\"\n\"{TURNED}\"\n"));
    for args in [
        &["screen", "in.csv", "--threshold", "0.5"][..],
        &["compare", TERMINAL, TURNED],
        &["show", TERMINAL],
        &["lists", "show", TERMINAL],
        &["lists", "update", TERMINAL],
        &["lists", "update", REGISTER, "--from", TERMINAL],
        &["screen", "x", "--ledger", TERMINAL],
        &["screen", "x", "--country", TERMINAL],
        &["screen", "in.csv", "--column", TERMINAL],
    ] {
        let ran = house.run(args);
        assert!(
            !steers(&ran.out) && !steers(&ran.err),
            "{args:?} {:?} {:?}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn a_page_runs_nothing() {
    let house = hostile();
    house.write(
        "<b>in.csv",
        format!("name,{MARKUP}\n\"{MARKUP}\",x\n\"{TURNED}\",y\n"),
    );
    let of_names = [
        &["screen", "--name", "--threshold", "0.5", "--format", "html"],
        &ASKED[..],
    ];
    for args in [
        &of_names.concat()[..],
        &["screen", "<b>in.csv", "--format", "html"],
    ] {
        let ran = house.run(args);
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        for tag in ["<script", "<img", "<b>", "onerror=alert(2)>"] {
            assert!(!ran.out.contains(tag), "{tag}");
        }
        assert!(
            ran.out.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{}",
            ran.out
        );
        assert!(ran.out.contains("default-src 'none'"));
        assert!(!ran.out.contains('\u{1b}'), "{}", ran.out);
    }
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let house = hostile();
    house.write(
        "in.csv",
        format!("name,=1+1,c\n\"{FORMULA}\",@SUM(1),+1\n\"{TERMINAL}\",-1+x,\t=2\n"),
    );
    let of_names = [
        &["screen", "--name", "--threshold", "0.5", "--format", "csv"],
        &ASKED[..],
    ];
    let of_file = [
        "screen",
        "in.csv",
        "--column",
        "name",
        "--threshold",
        "0.5",
        "--format",
        "csv",
    ];
    for args in [&of_names.concat()[..], &of_file] {
        let out = house.ok(args);
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(out.as_bytes());
        for cell in rows
            .records()
            .map(Result::unwrap)
            .flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
        {
            let formula =
                cell.trim_start().starts_with(['=', '@']) || cell.starts_with(['\t', '\r']);
            assert!(!formula, "{cell:?}");
            assert!(
                !cell
                    .chars()
                    .any(|c| c.is_control() && c != '\n' && c != '\t'),
                "{cell:?}"
            );
        }
    }
    assert!(house.ok(&of_file).contains("'=HYPERLINK"));
}

#[test]
fn json_stays_json() {
    let house = hostile();
    let answer = house.json(&["screen", TERMINAL, "--name", "--threshold", "0.5"]);
    let found = answer["candidates"].as_array().unwrap();
    assert!(found.iter().any(|c| c["caption"] == TERMINAL), "{answer}");
    let out = house.ok(&[
        "screen",
        TERMINAL,
        "--name",
        "--threshold",
        "0.5",
        "--format",
        "json",
    ]);
    assert!(!out.contains('\u{1b}'), "{out:?}");
}

/// The program ends in bounded time, without a panic, and says something when it says no.
fn assert_bears(house: &House, args: &[&str]) -> String {
    let ran = house.run(args);
    assert!(
        matches!(ran.status, Some(0..=2)),
        "{args:?}: {:?} {}",
        ran.status,
        ran.err
    );
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert!(
        ran.status != Some(2) || ran.err.contains("plaint: "),
        "{}",
        ran.err
    );
    ran.err
}

#[test]
fn a_cell_of_ten_megabytes() {
    let house = recorded();
    let cell = "made up ".repeat(10 << 17);
    assert!(cell.len() >= 10 << 20);
    house.write(
        "plain.csv",
        format!("name,country\n{cell},cn\nNobody Nowhere,ru\n"),
    );
    house.write(
        "quoted.csv",
        format!("name,country\n\"{cell}\",cn\nNobody Nowhere,ru\n"),
    );
    house.write("one.txt", &cell);
    house.write("line.json", format!("{{\"name\":\"{cell}\"}}\n"));
    for file in ["plain.csv", "quoted.csv", "one.txt", "line.json"] {
        let err = assert_bears(&house, &["screen", file, "--format", "csv"]);
        assert!(err.contains("1 MiB"), "{file}: {err}");
    }
    let found = house.ok(&["screen", "plain.csv", "--format", "csv"]);
    assert!(
        found.contains("zz-made-up-2"),
        "the rows beside it are screened"
    );
    // As a list it is refused, or read, but does not take the ledger along.
    let row = format!(
        "{}9,Company,\"{cell}\",,cn,,R,2020,1\n",
        made_up::register()
    );
    house.write("list.csv", row);
    assert_bears(&house, &["lists", "update", REGISTER, "--from", "list.csv"]);
    house.assert_sound();
    assert_bears(&house, &["screen", "Nobody Nowhere"]);
}

#[test]
fn a_hundred_thousand_rows() {
    let house = recorded();
    let mut text = "name,country\n".to_owned();
    for n in 0..100_000 {
        text += &made_up::word(n);
        text += " Weaving,cn\n";
    }
    text += "Nobody Nowhere,ru\n";
    house.write("rows.csv", text);
    let out = house.ok(&["screen", "rows.csv", "-q"]);
    assert!(out.contains("\n100001  Nobody Nowhere "), "{out}");
}

#[test]
fn two_thousand_columns() {
    let house = recorded();
    let heading: Vec<String> = (0..2000).map(|n| format!("column {n}")).collect();
    let row = vec!["x"; 2000].join(",");
    let text = format!("name,{}\nNobody Nowhere,{row}\n", heading.join(","));
    house.write("wide.csv", text);
    let err = assert_bears(&house, &["screen", "wide.csv"]);
    assert!(err.contains("1000 values"), "{err}");
    assert!(
        err.len() < 10_000,
        "an error of {} bytes helps nobody",
        err.len()
    );
    let text = format!("{}\n{row}\n", heading.join(","));
    house.write("nameless.csv", text);
    let err = assert_bears(&house, &["screen", "nameless.csv"]);
    assert!(
        err.len() < 10_000,
        "an error of {} bytes helps nobody",
        err.len()
    );
}

#[test]
fn rows_of_all_lengths() {
    let house = recorded();
    house.write(
        "ragged.csv",
        "name,country\nNobody Nowhere\nFictive Vidtech,ru,more,and more\n,\n",
    );
    let out = house.ok(&["screen", "ragged.csv", "--format", "csv"]);
    assert!(
        out.contains("zz-made-up-2") && out.contains("zz-made-up-4"),
        "{out}"
    );
    house.write(
        "pairs.csv",
        "schema,name1,name2\nPerson,a\nPerson,a,b,c,d\n",
    );
    assert_bears(&house, &["compare", "--pairs", "pairs.csv"]);
}

#[test]
fn bytes_that_are_no_text() {
    let house = recorded();
    let noise: Vec<u8> = (0..20_000_u32).map(|n| (n * n / 7 % 256) as u8).collect();
    for name in [
        "noise.csv",
        "noise.xlsx",
        "noise.jsonl",
        "noise.txt",
        "noise.ods",
        "noise.xls",
    ] {
        house.write(name, &noise);
        assert_bears(&house, &["screen", name]);
        assert_bears(&house, &["lists", "update", "--from", name]);
        assert_bears(&house, &["lists", "update", "un-sc", "--from", name]);
        assert_bears(&house, &["compare", "--pairs", name]);
    }
    house.write("deep.json", "[".repeat(100_000));
    assert_bears(&house, &["screen", "deep.json"]);
    assert_bears(
        &house,
        &["lists", "update", "eu-fsf", "--from", "deep.json"],
    );
    let deep = "<a>".repeat(100_000);
    house.write(
        "deep.xml",
        format!("<?xml version=\"1.0\"?><CONSOLIDATED_LIST>{deep}"),
    );
    assert_bears(&house, &["lists", "update", "un-sc", "--from", "deep.xml"]);
    house.assert_sound();
}

#[test]
fn arguments_that_are_no_text() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let house = recorded();
        let odd = std::ffi::OsStr::from_bytes(b"Nobody \xff\xfe");
        let output = house.command(&["screen"]).arg(odd).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        house.write("in.csv", "name\nNobody Nowhere\n");
        std::fs::rename(house.dir().join("in.csv"), house.dir().join(odd)).unwrap();
        let update = house
            .command(&["lists", "update", "--from"])
            .arg(odd)
            .output()
            .unwrap();
        assert_eq!(update.status.code(), Some(2));
        // A folder in which it lies is walked all the same.
        assert_bears(&house, &["lists", "update", REGISTER, "--from", "."]);
    }
}

#[test]
fn names_of_many_and_odd_words() {
    let house = recorded();
    let long = "a b c ".repeat(2000);
    let marks = "\u{301}".repeat(5000);
    let mixed = "虚构".repeat(3000);
    for name in [
        &long,
        &format!("o{marks}"),
        &mixed,
        "\u{0}",
        "\u{fffd}",
        "🏭🏭🏭",
        "\u{200d}\u{200c}",
    ] {
        let name = name.replace('\0', " ");
        assert_bears(&house, &["screen", "--name", &name]);
        assert_bears(&house, &["compare", &name, &name]);
    }
}
