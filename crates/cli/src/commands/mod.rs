//! The commands, one file each: the doc comment of its arguments is its help.

mod compare;
mod completions;
mod demo;
mod export;
mod lists;
mod lists_show;
mod lists_update;
mod man;
mod rebuild;
mod screen;
mod show;
mod verify;

use clap::Subcommand;

use crate::{Session, Status};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(demo::Args),
    Lists(lists::Args),
    Screen(screen::Args),
    Compare(compare::Args),
    Show(show::Args),
    Export(export::Args),
    Verify(verify::Args),
    Rebuild(rebuild::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs a command.
///
/// # Errors
/// Whatever the command fails with; the message says what to do next.
pub fn run(command: Command, session: &Session) -> anyhow::Result<Status> {
    match command {
        Command::Demo(args) => demo::run(&args, session),
        Command::Lists(args) => lists::run(args, session),
        Command::Screen(args) => screen::run(&args, session),
        Command::Compare(args) => compare::run(&args, session),
        Command::Show(args) => show::run(&args, session),
        Command::Export(args) => export::run(&args, session),
        Command::Verify(args) => verify::run(&args, session),
        Command::Rebuild(args) => rebuild::run(&args, session),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}
