//! The user's own files: each folder of `tables/` holds a file to be screened, `options.toml`
//! where the user says something of it, and `expected.txt`: the table and the guess of its
//! columns. Run with `PLAINT_BLESS=1` to write the expected text anew, then review it. The binary
//! files are made by `scripts/table-samples`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use plaint_read::columns;
use plaint_read::table::{self, Cell, Options};

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn cases() -> Vec<PathBuf> {
    sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables"))
}

fn input(case: &Path) -> (String, Vec<u8>) {
    let is_input =
        |path: &PathBuf| !path.ends_with("expected.txt") && !path.ends_with("options.toml");
    let path = sorted(case).into_iter().find(is_input).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    (name, fs::read(&path).unwrap())
}

fn options(case: &Path) -> Options {
    let text = fs::read_to_string(case.join("options.toml")).unwrap_or_default();
    let said: toml::Table = text.parse().unwrap();
    Options {
        sheet: said
            .get("sheet")
            .map(|sheet| sheet.as_str().unwrap().to_owned()),
        ..Options::default()
    }
}

fn render(name: &str, bytes: &[u8], options: &Options) -> String {
    let table = table::read(name, bytes, options);
    let guess = columns::guess(&table);
    let mut out = format!("{:?}", table.kind);
    for (what, value) in [
        ("encoding", table.encoding.map(str::to_owned)),
        ("separator", table.separator.map(|c| format!("{c:?}"))),
        ("sheet", table.sheet.clone()),
        (
            "heading in row",
            table.heading_row.map(|row| row.to_string()),
        ),
    ] {
        if let Some(value) = value {
            write!(out, ", {what} {value}").unwrap();
        }
    }
    writeln!(out, "\n{}", table.columns.join(" | ")).unwrap();
    for row in &table.rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell: &Cell| cell.values().join(" + "))
            .collect();
        writeln!(out, "{}: {}", row.number, cells.join(" | ").trim_end()).unwrap();
        assert_eq!(row.cells.len(), table.columns.len());
    }
    for line in guess.explanation {
        writeln!(out, "{line}").unwrap();
    }
    for fault in table.faults {
        writeln!(out, "{:?} fault: {fault}", fault.severity).unwrap();
    }
    for note in table.notes {
        writeln!(out, "note: {note}").unwrap();
    }
    out
}

#[test]
fn every_table_reads_as_expected() {
    let bless = std::env::var_os("PLAINT_BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let (name, bytes) = input(&case);
        let got = render(&name, &bytes, &options(&case));
        let path = case.join("expected.txt");
        if bless {
            fs::write(&path, &got).unwrap();
        }
        if got != fs::read_to_string(&path).unwrap_or_default() {
            wrong.push(format!("{}:\n{got}", case.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} tables differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn damaged_tables_do_no_harm() {
    for case in cases() {
        let (name, bytes) = input(&case);
        for cut in (0..bytes.len()).step_by(1 + bytes.len() / 150) {
            render(&name, &bytes[..cut], &Options::default());
            for flip in [0x15, 0xff] {
                let mut flipped = bytes.clone();
                flipped[cut] ^= flip;
                render(&name, &flipped, &Options::default());
            }
        }
    }
}
