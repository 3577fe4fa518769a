//! The help of every command, as the reference of the documentation; completions; manual pages.

use std::fmt::Write as _;

use crate::house::House;

/// The commands below some words, as their help lists them.
fn commands_of(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let named = lines
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    named
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| *word != "help")
        .map(str::to_owned)
        .collect()
}

fn walk(house: &House, words: &[String], page: &mut String) {
    let args: Vec<&str> = words.iter().map(String::as_str).chain(["--help"]).collect();
    let help = house.ok(&args);
    let name = ["plaint".to_owned()]
        .iter()
        .chain(words)
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    let help: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    let help = help.join("\n");
    writeln!(page, "\n## `{name}`\n\n```text\n{help}\n```").unwrap();
    for command in commands_of(&help) {
        walk(house, &[words, &[command]].concat(), page);
    }
}

#[test]
fn the_reference_of_the_command_line_is_what_the_program_says() {
    let mut page =
        "# The command line\n\nWhat `--help` says of every command. Do not edit this page: \
                    `PLAINT_WRITE_DOCS=1 cargo test -p plaint help` writes it.\n"
            .to_owned();
    walk(&House::empty(), &[], &mut page);
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/reference/cli-help.md"
    );
    if std::env::var_os("PLAINT_WRITE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == page,
        "docs/reference/cli-help.md is out of date; \
         run `PLAINT_WRITE_DOCS=1 cargo test -p plaint help`"
    );
}

#[test]
fn every_command_has_a_short_and_a_long_help() {
    let house = House::empty();
    let help = house.ok(&["--help"]);
    let commands = commands_of(&help);
    assert!(commands.len() >= 10, "{commands:?}");
    for command in commands {
        let short = house.ok(&[&command, "-h"]);
        let long = house.ok(&[&command, "--help"]);
        assert!(short.contains("Usage: plaint"), "{command}");
        assert!(long.len() >= short.len(), "{command}");
    }
}

#[test]
fn completions_name_the_commands() {
    let house = House::empty();
    for shell in ["bash", "zsh", "fish"] {
        let out = house.ok(&["completions", shell]);
        for word in ["screen", "rebuild", "--ftm-statements", "--as-of"] {
            let word = if shell == "fish" {
                word.trim_start_matches('-')
            } else {
                word
            };
            assert!(out.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(house.run(&["completions", "teletype"]).status, Some(2));
}

#[test]
fn a_manual_page_for_each_command() {
    let house = House::empty();
    let page = house.ok(&["man"]);
    assert!(page.contains(".TH plaint 1"), "{page}");
    house.ok(&["man", "--to", "man"]);
    let mut names: Vec<String> = std::fs::read_dir(house.dir().join("man"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in ["plaint.1", "plaint-screen.1", "plaint-lists-update.1"] {
        assert!(names.iter().any(|known| known == name), "{names:?}");
    }
}

#[test]
fn the_version_is_the_package_s() {
    assert_eq!(
        House::empty().ok(&["--version"]),
        format!("plaint {}\n", env!("CARGO_PKG_VERSION"))
    );
}
