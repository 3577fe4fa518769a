//! `plaint verify`

use anyhow::Result;
use plaint_desk::Desk;
use serde_json::json;

use crate::output::{self, sanitise};
use crate::{Format, Session, Status};

/// Check every record, file and checkpoint of the ledger
///
/// Hashes every leaf of the log and every file of the vault again, rebuilds every signed
/// checkpoint, and names the first thing that is wrong. Changes nothing. Exit status 1 when
/// something is wrong.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// When there is no ledger or it cannot be read at all.
pub fn run(_: &Args, session: &Session) -> Result<Status> {
    let format = session.format(&[Format::Table, Format::Json])?;
    let report = Desk::verify(&session.world, &session.global.ledger)?;
    let checkpoint = report.checkpoint.as_ref();
    if format == Format::Json {
        let checkpoint = checkpoint.map(|c| json!({"size": c.size, "root": c.root.to_string()}));
        output::line(
            &json!({
                "sound": report.is_sound(),
                "checkpoint": checkpoint,
                "leaves": report.leaves,
                "checkpoints": report.checkpoints,
                "blobs": report.blobs,
                "blob_bytes": report.blob_bytes,
                "notes": report.notes,
                "fault": report.fault.as_ref().map(ToString::to_string),
            })
            .to_string(),
        )?;
    } else {
        for note in &report.notes {
            output::error_line(&format!("note: {}", sanitise(note)));
        }
        output::line(&format!(
            "{} records, {} checkpoints, {} files ({} bytes) checked",
            report.leaves, report.checkpoints, report.blobs, report.blob_bytes
        ))?;
        match (&report.fault, checkpoint) {
            (Some(fault), _) => output::line(&format!("wrong: {}", sanitise(&fault.to_string())))?,
            (None, Some(c)) => output::line(&format!("sound: size {}, root {}", c.size, c.root))?,
            (None, None) => output::line("sound, and empty")?,
        }
    }
    Ok(if report.is_sound() {
        Status::Ok
    } else {
        Status::Nothing
    })
}
