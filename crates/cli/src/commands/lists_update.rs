//! `plaint lists update`

use std::path::PathBuf;

use anyhow::Result;
use plaint_desk::Desk;
use plaint_desk::update::{ListUpdate, Outcome, Source, Step, Summary, UpdateRequest};
use plaint_model::PartialDate;
use serde_json::{Value, json};

use crate::output::{self, count, sanitise};
use crate::progress::Progress;
use crate::{Format, Session, Status};

/// Record the present state of lists, from their publishers or from files
///
/// Without --from, each list is fetched over HTTPS from its publisher's official addresses (see
/// `plaint lists show LIST`). With --from, nothing is fetched but what you name.
///
/// An update that is empty, cut off, in another format, or far from its expected size is refused:
/// the last good snapshot stays in force, the reason is printed and recorded, and the exit status
/// is 1. An empty list is a fault, never a delisting. Where a folder holds several snapshots of a
/// list and the newest is refused, the next older one is tried.
///
/// Examples:
///   plaint lists update us-ofac-sdn
///   plaint lists update un-sc --from consolidated.xml
///   plaint lists update us-ofac-sdn --from archive/sdn.csv --as-of 2022-01-15
///   plaint lists update --from downloads/
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Which lists [default: all, or all that the files are of]
    #[arg(value_name = "LIST")]
    lists: Vec<String>,
    /// Take the list from a file, a folder of files, or an address
    #[arg(long, value_name = "FILE|DIR|URL")]
    from: Option<String>,
    /// The day whose state an archived file shows
    #[arg(long, value_name = "DATE")]
    as_of: Option<PartialDate>,
    /// Record an update that a check refuses, with your reason, which is recorded too
    #[arg(long, value_name = "REASON")]
    accept: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the source cannot be read at all or the ledger cannot be written.
pub fn run(args: &Args, session: &Session) -> Result<Status> {
    let format = session.format(&[Format::Table, Format::Json])?;
    let request = UpdateRequest {
        lists: args.lists.clone(),
        from: args.from.as_deref().map(source),
        as_of: args.as_of,
        accept: accept(args)?,
    };
    request.check(&session.world, &session.global.ledger)?;
    let mut on_wait = |who: &str| {
        output::error_line(&format!(
            "waiting: the ledger is being written by {}",
            sanitise(who)
        ));
    };
    let mut desk = Desk::write(&session.world, &session.global.ledger, &mut on_wait)?;
    let mut progress = Progress::new(session.global.quiet);
    let updates = desk.update(&request, &mut |step| show(&mut progress, &step))?;
    progress.end();
    if format == Format::Json {
        let updates: Vec<Value> = updates.iter().map(json).collect();
        output::line(&Value::Array(updates).to_string())?;
    } else {
        for update in &updates {
            print(update)?;
        }
    }
    if updates
        .iter()
        .any(|update| matches!(update.outcome, Outcome::Failed(_)))
    {
        let failed = updates
            .iter()
            .filter(|u| matches!(u.outcome, Outcome::Failed(_)))
            .count();
        let mut ids: Vec<&str> = updates.iter().map(|u| u.list.as_str()).collect();
        ids.dedup();
        let lists = ids.len();
        anyhow::bail!(
            "{failed} of {} failed; the reasons stand above",
            count(lists, "list", "lists")
        );
    }
    let refused = updates
        .iter()
        .any(|update| matches!(update.outcome, Outcome::Refused { .. }));
    Ok(if refused { Status::Nothing } else { Status::Ok })
}

fn accept(args: &Args) -> Result<Option<String>> {
    let reason = args.accept.as_deref().map(str::trim);
    if reason == Some("") {
        anyhow::bail!("--accept needs a reason in words; it is recorded with the snapshot");
    }
    Ok(reason.map(str::to_owned))
}

fn source(from: &str) -> Source {
    if from.starts_with("https://") || from.starts_with("http://") {
        Source::Url(from.to_owned())
    } else {
        Source::Path(PathBuf::from(from))
    }
}

fn show(progress: &mut Progress, step: &Step<'_>) {
    match step {
        Step::Fetching(list, url, 0, _) => progress.begin(&format!("{list}: fetching {url}"), None),
        Step::Fetching(_, _, bytes, expected) => progress.at(*bytes, *expected),
        Step::Waiting(list, why) => progress.begin(&format!("{list}: {why}; trying again"), None),
        Step::Reading(list) => progress.begin(&format!("{list}: reading"), None),
        Step::Indexing(list) => progress.begin(&format!("{list}: indexing"), None),
    }
}

fn print(update: &ListUpdate) -> Result<()> {
    let list = &update.list;
    match &update.outcome {
        Outcome::Recorded(summary) => recorded(list.as_str(), summary)?,
        Outcome::Unchanged { as_of } => {
            output::line(&format!(
                "{list}: unchanged; the snapshot of {as_of} stays in force"
            ))?;
        }
        Outcome::Refused {
            reason,
            faults,
            in_force,
            acceptable,
        } => {
            output::line(&format!("{list}: refused: {}", sanitise(reason)))?;
            for fault in faults {
                output::error_line(&format!("{list}: {}", sanitise(&fault.to_string())));
            }
            output::line(&match in_force {
                Some(date) => format!("{list}: the snapshot of {date} stays in force"),
                None => format!("{list}: nothing is in force"),
            })?;
            if *acceptable {
                output::error_line(&format!(
                    "{list}: to record it all the same, add --accept \"your reason\""
                ));
            }
        }
        Outcome::Failed(why) => output::line(&format!("{list}: failed: {}", sanitise(why)))?,
    }
    Ok(())
}

fn recorded(list: &str, summary: &Summary) -> Result<()> {
    let counts = summary.counts;
    output::line(&format!(
        "{list}: {}, {}, {}, {} as of {} ({})",
        count(counts.entries, "entry", "entries"),
        count(counts.other_names, "alias", "aliases"),
        count(counts.addresses, "address", "addresses"),
        count(counts.designations, "designation", "designations"),
        summary.as_of,
        summary.format
    ))?;
    if let Some(reason) = &summary.accepted {
        output::line(&format!(
            "{list}: accepted against a check: {}",
            sanitise(reason)
        ))?;
    }
    if !summary.in_force {
        output::line(&format!(
            "{list}: recorded as history; a later snapshot is in force"
        ))?;
    }
    for note in &summary.notes {
        output::error_line(&format!("{list}: note: {}", sanitise(note)));
    }
    let [values, records, _] = summary.fault_counts;
    if values + records > 0 {
        let (records, values) = (
            count(records, "record", "records"),
            count(values, "value", "values"),
        );
        output::error_line(&format!(
            "{list}: not understood: {records}, {values}; the first of them:"
        ));
        for fault in summary.faults.iter().take(5) {
            output::error_line(&format!("{list}:   {}", sanitise(&fault.to_string())));
        }
        output::error_line(&format!("{list}: all of them: plaint lists show {list}"));
    }
    Ok(())
}

fn json(update: &ListUpdate) -> Value {
    let list = update.list.as_str();
    match &update.outcome {
        Outcome::Recorded(s) => json!({
            "list": list,
            "outcome": "recorded",
            "as_of": s.as_of.to_string(),
            "format": s.format,
            "files": s.files,
            "entries": s.counts.entries,
            "other_names": s.counts.other_names,
            "addresses": s.counts.addresses,
            "designations": s.counts.designations,
            "faults": {"values": s.fault_counts[0], "records": s.fault_counts[1]},
            "ignored": s.ignored,
            "notes": s.notes,
            "accepted": s.accepted,
            "in_force": s.in_force,
            "leaf": s.leaf,
        }),
        Outcome::Unchanged { as_of } => {
            json!({"list": list, "outcome": "unchanged", "as_of": as_of.to_string()})
        }
        Outcome::Refused {
            reason,
            in_force,
            acceptable,
            ..
        } => json!({
            "list": list,
            "outcome": "refused",
            "reason": reason,
            "in_force": in_force.map(|date| date.to_string()),
            "acceptable": acceptable,
        }),
        Outcome::Failed(why) => json!({"list": list, "outcome": "failed", "reason": why}),
    }
}
