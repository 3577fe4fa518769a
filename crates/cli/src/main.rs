//! The command line: reads what the user typed, calls the desk, prints, sets the exit code.
//!
//! One file per command in `commands/`; what is printed is made in `output/`. Results go to
//! standard output, everything else to standard error.

mod commands;
mod output;
mod progress;
mod table_input;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use plaint_world::World;

use crate::commands::Command;
use crate::output::sanitise;

/// Which official lists name whom, since when, under what law: shown with reasons.
///
/// Plaint keeps the lists as their publishers put them out, in an append-only ledger, and screens
/// names, supplier files and documents against them. Nothing is fetched unless you ask, and
/// nothing you screen leaves this computer.
#[derive(Debug, Parser)]
#[command(
    name = "plaint",
    version,
    about,
    max_term_width = 100,
    propagate_version = true
)]
#[command(
    after_help = "Exit status: 0 found or done; 1 nothing found, or a check that did not hold; \
                        2 wrong use or an error.\n\nStart with `plaint demo`."
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options that every command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// The folder of the ledger
    #[arg(
        long,
        global = true,
        env = "PLAINT_LEDGER",
        hide_env_values = true,
        value_name = "DIR"
    )]
    #[arg(default_value = "./plaint-ledger", help_heading = "Global options")]
    pub ledger: PathBuf,
    /// How to print results [default: table]
    #[arg(long, global = true, value_enum, help_heading = "Global options")]
    pub format: Option<Format>,
    /// Print no progress
    #[arg(long, short, global = true, help_heading = "Global options")]
    pub quiet: bool,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on a terminal.
    Table,
    /// One JSON document.
    Json,
    /// One JSON document a line.
    Jsonl,
    /// Comma-separated values, spreadsheet formulas made harmless.
    Csv,
    /// A self-contained page without scripts.
    Html,
}

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Found, or done.
    Ok,
    /// Nothing found, or a check that did not hold.
    Nothing,
}

/// What a command works with.
pub struct Session {
    /// The options that every command takes.
    pub global: Global,
    /// The outside.
    pub world: World,
}

impl Session {
    /// The format asked for, which must be one of those the command has.
    ///
    /// # Errors
    /// Names the formats that there are.
    pub fn format(&self, known: &[Format]) -> anyhow::Result<Format> {
        let format = self.global.format.unwrap_or(Format::Table);
        let name = |f: &Format| f.to_possible_value().map(|v| v.get_name().to_owned());
        if known.contains(&format) {
            return Ok(format);
        }
        let known: Vec<String> = known.iter().filter_map(name).collect();
        anyhow::bail!(
            "this command does not print {}; use --format {}",
            name(&format).unwrap_or_default(),
            known.join(" or ")
        )
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let session = Session {
        global: cli.global,
        world: World::real(),
    };
    match commands::run(cli.command, &session) {
        Ok(Status::Ok) => ExitCode::SUCCESS,
        Ok(Status::Nothing) => ExitCode::from(1),
        // Whoever reads the output has seen enough (`plaint export | head`): not an error.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::error_line(&format!("plaint: {}", sanitise(&in_words(&error))));
            ExitCode::from(2)
        }
    }
}

/// An error with its causes, each said once: some messages hold that of their cause already.
fn in_words(error: &anyhow::Error) -> String {
    let mut words = error.to_string().trim_end().to_owned();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !words.contains(cause.trim_end()) {
            words = format!("{words}: {}", cause.trim_end());
        }
    }
    words
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        let io = cause
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind);
        let csv = cause
            .downcast_ref::<csv::Error>()
            .and_then(|error| match error.kind() {
                csv::ErrorKind::Io(error) => Some(error.kind()),
                _ => None,
            });
        io.or(csv)
    };
    error
        .chain()
        .any(|cause| kind(cause) == Some(std::io::ErrorKind::BrokenPipe))
}
