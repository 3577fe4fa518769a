//! Files that nobody would miss because nobody looks at them: a Rust file that no module names is
//! not compiled, a test in it never runs, and a format without a fuzz target is never attacked.

use std::collections::BTreeSet;

use crate::checkout::{File, files, keep};

/// Files from which cargo starts by itself.
const STARTS: [&str; 4] = ["lib.rs", "main.rs", "runner.rs", "build.rs"];

#[test]
fn every_rust_file_is_named_by_a_module() {
    let files = files();
    let is_start = |path: &str| {
        STARTS
            .iter()
            .any(|start| path.ends_with(&format!("/{start}")))
    };
    let broken: Vec<String> = files
        .iter()
        .filter(|file| file.is_rust() && file.room().is_some() && !is_start(&file.path))
        .filter(|file| !is_named(file, &files))
        .map(|file| file.path.clone())
        .collect();
    keep("name the file in a `mod` of its parent", &broken);
}

/// Whether one of the files that can be a module's parent names it: `a/mod.rs`, `a.rs`, or the
/// start of the crate where `a` is its root.
fn is_named(file: &File, files: &[File]) -> bool {
    let module = file.path.strip_suffix("/mod.rs");
    let module = module.unwrap_or_else(|| file.path.trim_end_matches(".rs"));
    let (folder, name) = module.rsplit_once('/').unwrap();
    let mut parents = STARTS.map(|start| format!("{folder}/{start}")).to_vec();
    parents.extend([format!("{folder}/mod.rs"), format!("{folder}.rs")]);
    let names_it = |line: &str| {
        let line = line
            .trim_start_matches("pub ")
            .trim_start_matches("pub(crate) ");
        line == format!("mod {name};")
    };
    files
        .iter()
        .filter(|file| parents.contains(&file.path))
        .any(|file| file.text.lines().any(names_it))
}

/// Tests of a crate are one binary: each further one would be linked again, for minutes.
#[test]
fn a_crate_has_one_test_binary() {
    let broken: Vec<String> = files()
        .into_iter()
        .filter(|file| file.path.ends_with("/Cargo.toml") && file.room().is_some())
        .filter(|file| !file.text.contains("autotests = false"))
        .map(|file| file.path.replace("Cargo.toml", "tests/"))
        .filter(|tests| files().iter().any(|file| file.path.starts_with(tests)))
        .collect();
    keep("set `autotests = false` and name tests/runner.rs", &broken);
}

/// Samples lie below the id of their format, so the ids are known without the code.
#[test]
fn every_format_has_a_fuzz_target() {
    let files = files();
    let ids: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| file.path.strip_prefix("crates/read/tests/samples/"))
        .filter_map(|path| path.split_once('/').map(|(id, _)| id))
        .collect();
    assert!(ids.len() > 15, "{ids:?}");
    let is_attacked = |id: &str| {
        let call = format!("\"{id}\"");
        let targets = files
            .iter()
            .filter(|f| f.path.starts_with("fuzz/fuzz_targets/"));
        targets.into_iter().any(|file| file.text.contains(&call))
    };
    let broken: Vec<String> = ids
        .into_iter()
        .filter(|id| !is_attacked(id))
        .map(str::to_owned)
        .collect();
    keep("add a target for the format to fuzz/fuzz_targets", &broken);
}

#[test]
fn every_fuzz_target_is_declared() {
    let files = files();
    let manifest = files.iter().find(|file| file.path == "fuzz/Cargo.toml");
    let manifest: toml::Table = manifest.unwrap().text.parse().unwrap();
    let bins = manifest["bin"].as_array().unwrap();
    let declared: BTreeSet<String> = bins
        .iter()
        .map(|bin| format!("fuzz/{}", bin["path"].as_str().unwrap()))
        .collect();
    let there: BTreeSet<String> = files
        .into_iter()
        .map(|file| file.path)
        .filter(|path| path.starts_with("fuzz/fuzz_targets/"))
        .collect();
    assert_eq!(declared, there);
}
