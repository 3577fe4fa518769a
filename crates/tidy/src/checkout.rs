//! The files of the checkout, and how a broken rule is reported.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the checkout.
pub struct File {
    /// Its path from the root, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl File {
    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The crate it belongs to: the name of its folder below `crates/`.
    pub fn room(&self) -> Option<&str> {
        let below = self.path.strip_prefix("crates/")?;
        below.split_once('/').map(|(room, _)| room)
    }

    /// Whether it is only for tests: below `tests/`, or a module of unit tests.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.room() == Some("tidy")
    }

    /// The lines that are in the program, numbered from one: without comments, and without the
    /// unit tests, which stand last in a file.
    pub fn program_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = if self.is_test() { "" } else { &self.text };
        lines
            .lines()
            .enumerate()
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(at, line)| (at + 1, line))
    }
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file of the checkout: whatever is UTF-8 and not ignored.
pub fn files() -> Vec<File> {
    let ignored = ignored();
    let mut files = Vec::new();
    walk(&root(), "", &ignored, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 100, "this is not the whole checkout");
    files
}

/// The names in `.gitignore` that have no wildcard. Folders of that name are skipped anywhere,
/// which is simpler than git's rule and has the same result here.
fn ignored() -> Vec<String> {
    let text = fs::read_to_string(root().join(".gitignore")).unwrap();
    let names = text.lines().map(|line| line.trim_matches('/').to_owned());
    names.chain([".git".to_owned()]).collect()
}

fn walk(folder: &Path, prefix: &str, ignored: &[String], files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{prefix}{name}");
        if ignored.contains(&name) || ignored.contains(&path) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{path}/"), ignored, files);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            files.push(File { path, text });
        }
    }
}

/// Fails with every place where a rule is broken.
pub fn keep(rule: &str, broken: &[String]) {
    let places = broken.join("\n  ");
    assert!(broken.is_empty(), "{rule}\n  {places}\n");
}

#[test]
fn unit_tests_and_comments_are_no_program() {
    let file = File {
        path: "crates/x/src/a.rs".to_owned(),
        text: "//! Head.\nuse x;\n#[cfg(test)]\nmod tests {}\n".to_owned(),
    };
    let lines: Vec<_> = file.program_lines().collect();
    assert_eq!((lines, file.room()), (vec![(2, "use x;")], Some("x")));
}
