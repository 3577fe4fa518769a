//! What can be read at one sitting: heads, functions that fit a screen, short files and lines.

use crate::checkout::{File, files, keep};

/// Lines of a function, from its signature to its closing brace.
const FUNCTION_LINES_MAX: usize = 70;
/// Lines of a file.
const FILE_LINES_MAX: usize = 600;
/// Columns of a line. A row of a table in a comment cannot be broken, and a text in a test is best
/// read as it is: both may be longer.
const LINE_COLUMNS_MAX: usize = 100;

#[test]
fn every_rust_file_says_first_what_it_is() {
    let headless = files()
        .into_iter()
        .filter(|file| file.is_rust() && !file.text.starts_with("//! "))
        .map(|file| file.path)
        .collect::<Vec<_>>();
    keep("begin the file with a `//!` head", &headless);
}

#[test]
fn functions_fit_a_screen() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        for (line, length) in functions(&file.text) {
            if length > FUNCTION_LINES_MAX {
                broken.push(format!("{}:{line}: {length} lines", file.path));
            }
        }
    }
    keep(
        &format!("a function has at most {FUNCTION_LINES_MAX} lines"),
        &broken,
    );
}

#[test]
fn files_are_short() {
    let length = |file: &File| file.text.lines().count();
    let broken: Vec<String> = files()
        .iter()
        .filter(|file| file.is_rust() && length(file) > FILE_LINES_MAX)
        .map(|file| format!("{}: {} lines", file.path, length(file)))
        .collect();
    keep(
        &format!("a file has at most {FILE_LINES_MAX} lines"),
        &broken,
    );
}

#[test]
fn lines_are_short() {
    let mut broken = Vec::new();
    // Tests hold made-up records as a publisher writes them, each on its line however long.
    let is_code = |file: &&File| {
        (file.is_rust() && !file.path.contains("/tests/")) || file.path.starts_with("scripts/")
    };
    for file in files().iter().filter(is_code) {
        for (at, line) in file.text.lines().enumerate() {
            let columns = line.chars().count();
            let is_literal = file.is_test() && line.contains('"');
            if columns > LINE_COLUMNS_MAX && !is_table_row(line) && !is_literal {
                broken.push(format!("{}:{}: {columns} columns", file.path, at + 1));
            }
        }
    }
    keep(
        &format!("a line has at most {LINE_COLUMNS_MAX} columns"),
        &broken,
    );
}

fn is_table_row(line: &str) -> bool {
    let comment = line.trim_start().trim_start_matches(['/', '!']);
    comment.len() < line.len() && comment.trim_start().starts_with('|')
}

/// The functions of a file: the line they begin on and how many they have. The file is formatted,
/// so a function ends with the first brace that stands as far in as it does.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !is_signature(line.trim_start()) {
            continue;
        }
        let margin = &line[..line.len() - line.trim_start().len()];
        let ends = |line: &&str| {
            line.strip_prefix(margin)
                .is_some_and(|rest| rest == "}" || rest.starts_with(')') && rest.ends_with(';'))
        };
        let length = match line.ends_with([';', '}']) {
            true => 1,
            false => 1 + lines[at..].iter().position(ends).unwrap_or(0),
        };
        found.push((at + 1, length));
    }
    found
}

fn is_signature(line: &str) -> bool {
    let words = line.split(' ').take_while(|word| *word != "fn");
    let before = words.collect::<Vec<_>>();
    let qualifiers = ["const", "async", "unsafe", "extern", "\"C\"", "pub"];
    before.len() < line.split(' ').count()
        && before
            .iter()
            .all(|word| qualifiers.contains(word) || word.starts_with("pub("))
}

#[test]
fn functions_are_found_and_measured() {
    let text = "trait T {\n    fn a(&self);\n    fn b(\n        x: u8,\n    ) -> u8;\n}\n\
                pub(crate) const fn c() {\n    if x {\n    }\n}\nfn d() {}\n// a fn e() {\n";
    assert_eq!(functions(text), [(2, 1), (3, 3), (7, 4), (11, 1)]);
}
