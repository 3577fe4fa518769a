//! What is written for people: links that lead somewhere, and nothing of one person's machine.

use std::collections::BTreeSet;
use std::path::Path;

use crate::checkout::{File, files, keep, root};

/// Places on somebody's machine, and hosts of package registries: nothing here depends on where it
/// is built or where packages come from. Written in pieces: this file is searched too.
const PLACES: [&str; 9] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/home", "/"),
    concat!("/Use", "rs/"),
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("npmjs", ".com"),
    concat!("debian", ".org"),
];

/// Cargo names its registry in every lock file.
#[test]
fn no_file_names_a_machine_or_a_registry() {
    let mut broken = Vec::new();
    for file in files()
        .iter()
        .filter(|file| !file.path.ends_with("Cargo.lock"))
    {
        for (at, line) in file.text.lines().enumerate() {
            for place in PLACES.iter().filter(|place| line.contains(*place)) {
                broken.push(format!("{}:{}: {place}", file.path, at + 1));
            }
        }
    }
    keep("leave out where it was made", &broken);
}

#[test]
fn packages_come_from_the_default_registry() {
    let default = concat!("registry+https://github.com/rust-lang/crates", ".io-index");
    let mut broken = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.path.ends_with("Cargo.lock"))
    {
        let lock: toml::Table = file.text.parse().unwrap();
        for package in lock["package"].as_array().unwrap() {
            let source = package.get("source").and_then(toml::Value::as_str);
            if source.is_some_and(|source| source != default) {
                broken.push(format!("{}: {}", file.path, package["name"]));
            }
        }
    }
    keep("take the package from the default registry", &broken);
}

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| file.path.ends_with(".md")) {
        let folder = Path::new(&file.path).parent().unwrap();
        for (line, target) in links(&file.text) {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let there = match path {
                "" => Path::new(&file.path).to_owned(),
                path => folder.join(path),
            };
            let there = root().join(there);
            let text = std::fs::read_to_string(&there);
            let leads = match anchor {
                "" => there.exists(),
                anchor => text.is_ok_and(|text| anchors(&text).contains(anchor)),
            };
            if !leads {
                broken.push(format!("{}:{line}: {target}", file.path));
            }
        }
    }
    keep("mend the link", &broken);
}

/// Source files send their readers to the documentation; it must be there.
#[test]
fn documents_that_the_source_speaks_of_exist() {
    let files = files();
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        for (at, line) in file.text.lines().enumerate() {
            for part in line.split(['`', '"', ' ', '(', ')', ',']) {
                let is_document = part.starts_with("docs/") && part.ends_with(".md");
                if is_document && !root().join(part).exists() {
                    broken.push(format!("{}:{}: {part}", file.path, at + 1));
                }
            }
        }
    }
    keep("write the document, or name another", &broken);
}

/// The links of a page to files of the checkout, with their lines. Fenced code has none.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        for part in line.split("](").skip(1) {
            let target = part.split([')', ' ']).next().unwrap_or_default();
            if !target.contains(':') {
                found.push((at + 1, target));
            }
        }
    }
    found
}

/// What a link can name after `#`: each heading in lower case, with `-` for a space and without
/// punctuation.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// Words that a reader of the lists must not meet: nobody is a "hit" before someone has judged.
#[test]
fn a_candidate_is_called_a_candidate() {
    let mut broken = Vec::new();
    let is_said = |file: &&File| file.room() == Some("cli") || file.path.starts_with("docs/");
    for file in files().iter().filter(is_said) {
        for (at, line) in file.text.lines().enumerate() {
            let mut words = line.split(|c: char| !c.is_alphanumeric());
            if words.any(|word| ["hit", "hits", "Hit", "Hits"].contains(&word)) {
                broken.push(format!("{}:{}", file.path, at + 1));
            }
        }
    }
    keep("say candidate", &broken);
}

#[test]
fn links_and_anchors_are_found() {
    let text = "See [a](b.md#c), [x](https://e.example).\n```\n[no](no.md)\n```\n# A `b`, c-d\n";
    assert_eq!(links(text), [(1, "b.md#c")]);
    assert_eq!(anchors(text), BTreeSet::from(["a-b-c-d".to_owned()]));
}
