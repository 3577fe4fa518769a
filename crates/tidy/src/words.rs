//! Words and calls that stay out, and the few places where some of them belong.

use crate::checkout::{File, files, keep};

/// A module is named for what it is. These names say nothing.
const EMPTY_NAMES: [&str; 4] = ["utils", "common", "helpers", "manager"];

/// Left-overs of unfinished work. Written in pieces: this file is searched too.
const UNFINISHED: [&str; 4] = [
    concat!("to", "do!"),
    concat!("db", "g!"),
    concat!("FIX", "ME"),
    concat!("unimple", "mented!"),
];

/// What reaches the outside, and the rooms that may. Everybody else takes a `World`.
const DOORS: [(&str, &[&str]); 8] = [
    ("fs::", &["world", "collect", "cli"]),
    ("File::open", &["world", "collect", "cli"]),
    ("SystemTime::now", &["world"]),
    ("Instant::now", &["world", "cli"]),
    ("std::env", &["cli"]),
    ("TcpStream", &["collect"]),
    ("ureq::", &["collect"]),
    ("Command::new", &[]),
];

#[test]
fn modules_are_named_for_what_they_are() {
    let is_empty = |file: &File| {
        file.path
            .split('/')
            .any(|part| EMPTY_NAMES.contains(&part.trim_end_matches(".rs")))
    };
    let broken: Vec<String> = files()
        .into_iter()
        .filter(|file| file.is_rust() && is_empty(file))
        .map(|file| file.path)
        .collect();
    keep("name the module for what it is", &broken);
}

#[test]
fn nothing_unfinished_is_left() {
    let mut broken = Vec::new();
    let is_source = |file: &&File| file.is_rust() || file.path.starts_with("scripts/");
    for file in files().iter().filter(is_source) {
        for (at, line) in file.text.lines().enumerate() {
            for word in UNFINISHED.iter().filter(|word| line.contains(*word)) {
                broken.push(format!("{}:{}: {word}", file.path, at + 1));
            }
        }
    }
    keep("finish it, or open an issue", &broken);
}

/// Build scripts have no other way than the environment and the disk, and are exempt.
#[test]
fn only_doors_reach_the_outside() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        let Some(room) = file.room() else { continue };
        for (line, text) in file.program_lines() {
            for (call, rooms) in DOORS {
                let allowed = rooms.contains(&room) || file.path.ends_with("/build.rs");
                if text.contains(call) && !allowed {
                    broken.push(format!("{}:{line}: {call}", file.path));
                }
            }
        }
    }
    keep(
        "take a `World`: only doors reach the outside themselves",
        &broken,
    );
}

/// The one file that needs `unsafe`, for mapping the index into memory.
const UNSAFE: &str = "crates/world/src/real_disk.rs";

#[test]
fn unsafe_stands_in_one_file_and_says_why() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        for (line, text) in file.program_lines() {
            let says_why = || {
                let mut above = file.text.lines().take(line - 1).collect::<Vec<_>>();
                above.retain(|line| !line.trim_start().starts_with("#["));
                let above = above.iter().rev();
                let mut comment = above.take_while(|line| line.trim_start().starts_with("//"));
                comment.any(|line| line.contains("SAFETY:"))
            };
            if text.contains("unsafe ") && (file.path != UNSAFE || !says_why()) {
                broken.push(format!("{}:{line}", file.path));
            }
        }
    }
    let rule = format!("`unsafe` only in {UNSAFE}, below a `// SAFETY:` comment");
    keep(&rule, &broken);
}
