//! Which room may know which: the edges between crates are those of a reviewed file.

use std::collections::BTreeSet;

use crate::checkout::{files, keep};
use crate::manifests::manifests;

/// Where the edges are reviewed.
const REVIEWED: &str = "docs/internals/edges.txt";

#[test]
fn edges_are_the_reviewed_ones() {
    let files = files();
    let reviewed = files.iter().find(|file| file.path == REVIEWED).unwrap();
    let is_edge = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let lines: Vec<&str> = reviewed.text.lines().filter(is_edge).collect();
    assert!(lines.is_sorted(), "keep {REVIEWED} in order");
    let reviewed: BTreeSet<String> = lines.into_iter().map(str::to_owned).collect();
    let real = real();
    let new = real.difference(&reviewed).map(|e| format!("new: {e}"));
    let gone = reviewed.difference(&real).map(|e| format!("gone: {e}"));
    let broken: Vec<String> = new.chain(gone).collect();
    keep(
        &format!("the edges between crates are those in {REVIEWED}"),
        &broken,
    );
}

/// The edges in the Cargo.toml files: `a -> b`, and `a -> b (tests)` for what only tests need.
fn real() -> BTreeSet<String> {
    let mut edges = BTreeSet::new();
    for (room, manifest) in manifests() {
        for (section, mark) in [
            ("dependencies", ""),
            ("build-dependencies", " (build)"),
            ("dev-dependencies", " (tests)"),
        ] {
            let table = manifest.get(section).and_then(toml::Value::as_table);
            for name in table.into_iter().flat_map(toml::Table::keys) {
                if let Some(other) = name.strip_prefix("plaint-") {
                    edges.insert(format!("{room} -> {other}{mark}"));
                }
            }
        }
    }
    edges
}
