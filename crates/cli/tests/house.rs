//! A house to run the program in: a folder of its own, the binary, what it printed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use plaint_desk::Desk;
use plaint_world::World;
use serde_json::Value;

/// A folder that the program runs in, gone when the test ends. The ledger is `ledger` in it.
pub struct House {
    dir: tempfile::TempDir,
}

/// What a run came to.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The exit status; `None` when it was killed.
    pub status: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl House {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with a ledger in which nothing is recorded yet.
    pub fn new() -> Self {
        let house = Self::empty();
        let mut never = |who: &str| panic!("a new ledger is held by {who}");
        drop(Desk::write(&World::real(), &house.ledger(), &mut never).unwrap());
        house
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The ledger's folder.
    pub fn ledger(&self) -> PathBuf {
        self.dir().join("ledger")
    }

    /// Writes a file below the folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program with arguments, not started yet: in the folder, on the ledger, without a
    /// terminal or anything of the caller's environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plaint"));
        command
            .args(args)
            .current_dir(self.dir())
            .env_clear()
            .env("PLAINT_LEDGER", "ledger")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran {
            status: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Runs the program, which must end with status 0, and gives its standard output.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.status, Some(0), "{args:?}\n{}{}", ran.out, ran.err);
        ran.out
    }

    /// As [`House::ok`], read as one JSON document.
    pub fn json(&self, args: &[&str]) -> Value {
        let out = self.ok(&[args, &["--format", "json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{args:?}: {error}\n{out}"))
    }

    /// Runs the program and writes down all that it said, with what differs from run to run taken
    /// out: today's date, roots of the log.
    pub fn transcript(&self, runs: &[&[&str]]) -> String {
        let before = self.today();
        let mut text = String::new();
        for args in runs {
            let ran = self.run(args);
            writeln!(text, "$ plaint {}", args.join(" ")).unwrap();
            text.push_str(&ran.out);
            for line in ran.err.lines() {
                writeln!(text, "2> {line}").unwrap();
            }
            writeln!(text, "status {}\n", ran.status.unwrap()).unwrap();
        }
        // The night may fall while a test runs.
        for day in [before, self.today()] {
            text = text.replace(&day, "DATE-TODAY");
        }
        without_ages(&without_roots(&text))
    }

    /// The transcript of one run that prints a page: its body, a line an element.
    pub fn page(&self, args: &[&str]) -> String {
        let page = self.transcript(&[args]);
        let (_, body) = page.split_once("<body>").unwrap();
        body.replace("><", ">\n<")
    }

    /// The day in UTC, as the program sees it.
    pub fn today(&self) -> String {
        World::real().clock.now().to_string()[..10].to_owned()
    }

    /// The ledger is sound, and says so.
    pub fn assert_sound(&self) {
        let report = self.json(&["verify"]);
        assert_eq!(report["sound"], true, "{report}");
    }

    /// How many entries of a list are in force.
    pub fn entries(&self, list: &str) -> Option<u64> {
        let lists = self.json(&["lists"]);
        let row = lists
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["id"] == list);
        row.unwrap_or_else(|| panic!("no list {list}"))["entries"].as_u64()
    }
}

/// Takes out what depends on the ledger's key and the clock: hashes of 64 figures, and the 12 that
/// stand for a root after "checkpoint SIZE".
fn without_roots(text: &str) -> String {
    let is_hex = |word: &str| word.bytes().all(|b| b.is_ascii_hexdigit());
    let mut out = String::new();
    let mut before = ["", ""];
    for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let clean = match word.len() {
            64 if is_hex(word) => "<hash>",
            12 if is_hex(word) && before[0] == "checkpoint" => "<root>",
            _ => word,
        };
        out.push_str(clean);
        out.push_str(&piece[word.len()..]);
        before = [before[1], word];
    }
    out
}

/// Takes out how many days old a snapshot is: "(204 days)".
fn without_ages(text: &str) -> String {
    let is_age = |piece: &&str| {
        let days = piece.strip_suffix(" days)");
        days.is_some_and(|days| days.bytes().all(|b| b.is_ascii_digit()))
    };
    let pieces: Vec<&str> = text.split_inclusive(['(', ')']).collect();
    let clean = pieces.iter().map(|piece| match is_age(piece) {
        true => "N days)",
        false => piece,
    });
    clean.collect()
}
