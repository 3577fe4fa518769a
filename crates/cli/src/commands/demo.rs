//! `plaint demo`

use anyhow::Result;

use crate::{Session, Status};

/// Try Plaint
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: &Args, _: &Session) -> Result<Status> {
    Ok(Status::Ok)
}
