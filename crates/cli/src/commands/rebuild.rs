//! `plaint rebuild`

use anyhow::Result;
use plaint_desk::Desk;

use crate::output::{self, table::Table};
use crate::progress::Progress;
use crate::{Format, Session, Status};

/// Make everything that is derived again from the ledger
///
/// Reads the recorded files again and makes the search indexes anew. The log and the vault are not
/// touched. An index that came out different from the one that was there is named: the old one was
/// damaged, or made by another version.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// When the ledger cannot be read or the indexes cannot be written.
pub fn run(_: &Args, session: &Session) -> Result<Status> {
    session.format(&[Format::Table])?;
    let desk = Desk::read(&session.world, &session.global.ledger)?;
    let mut progress = Progress::new(session.global.quiet);
    let rebuilt = desk.rebuild(&mut |list| progress.begin(&format!("rebuilding {list}"), None))?;
    progress.end();
    let mut table = Table::new(&[("list", 40), ("bytes", 14), ("before", 30)]);
    for (list, bytes, same) in &rebuilt {
        let before = match same {
            Some(true) => "the same, byte for byte",
            Some(false) => "different: replaced",
            None => "missing: made",
        };
        table.row(&[list.as_str(), &bytes.to_string(), before]);
    }
    if rebuilt.is_empty() {
        output::error_line("nothing to rebuild: the ledger holds no list yet");
        return Ok(Status::Nothing);
    }
    output::line(table.render().trim_end())?;
    Ok(Status::Ok)
}
