//! `plaint man`

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::CommandFactory;

use crate::{Cli, Status};

/// Print the manual page, or write one page per command into a folder
///
/// For instance: `plaint man | man -l -`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A folder to write plaint.1, plaint-screen.1 and so on into
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When the output cannot be written.
pub fn run(args: &Args) -> Result<Status> {
    match &args.to {
        Some(folder) => {
            std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            clap_mangen::generate_to(Cli::command(), folder)
                .with_context(|| folder.display().to_string())?;
        }
        None => clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout().lock())?,
    }
    Ok(Status::Ok)
}
