//! `plaint lists show`

use anyhow::Result;
use plaint_desk::Desk;
use plaint_desk::derive::Reading;
use plaint_desk::overview::Row;
use plaint_desk::update::Counts;
use serde_json::{Value, json};

use super::lists;
use crate::output::{self, count, sanitise};
use crate::{Format, Session, Status};

/// Show one list: what is known of it, its addresses, and how its snapshot in force was read
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The list's id, as `plaint lists` prints it
    list: String,
}

/// Runs the command.
///
/// # Errors
/// When the list is not known or its snapshot cannot be read.
pub fn run(args: &Args, session: &Session) -> Result<Status> {
    let format = session.format(&[Format::Table, Format::Json])?;
    let desk = Desk::read(&session.world, &session.global.ledger)?;
    let (row, reading) = desk.list_detail(&args.list)?;
    if format == Format::Json {
        output::line(&json(&row, reading.as_ref()).to_string())?;
    } else {
        text(&row, reading.as_ref())?;
    }
    Ok(Status::Ok)
}

fn json(row: &Row, reading: Option<&Reading>) -> Value {
    let mut out = lists::json(row);
    if let Value::Object(map) = &mut out {
        let origins: Vec<Value> = row
            .info
            .origins
            .iter()
            .map(|o| {
                let (format, urls) = (&o.format, &o.urls);
                json!({"format": format, "urls": urls, "verified": o.verified, "note": o.note})
            })
            .collect();
        map.insert("origins".to_owned(), json!(origins));
        map.insert("formats".to_owned(), json!(row.info.formats));
        if let Some(reading) = reading {
            let counts = Counts::of(&reading.entries);
            let ignored: Vec<Value> = reading
                .ignored
                .iter()
                .map(|(field, why, n)| json!({"field": field, "reason": why, "count": n}))
                .collect();
            map.insert("other_names".to_owned(), json!(counts.other_names));
            map.insert("addresses".to_owned(), json!(counts.addresses));
            map.insert("designations".to_owned(), json!(counts.designations));
            map.insert("notes".to_owned(), json!(reading.notes));
            map.insert("ignored".to_owned(), json!(ignored));
            let faults: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
            map.insert("faults".to_owned(), json!(faults));
        }
    }
    out
}

fn text(row: &Row, reading: Option<&Reading>) -> Result<()> {
    let info = &row.info;
    let field = |name: &str, text: &str| output::line(&format!("{name:<14} {}", sanitise(text)));
    field("list", &format!("{}  {}", info.id, info.title))?;
    field("publisher", &info.publisher)?;
    field("regime", &info.regimes.join("; "))?;
    field("topics", &info.topics.join(", "))?;
    field("licence", &info.licence)?;
    field("formats", &info.formats.join(", "))?;
    for origin in &info.origins {
        let seen = if origin.verified { "" } else { " (unverified)" };
        field(
            "address",
            &format!("{}{seen}: {}", origin.urls.join(" "), origin.note),
        )?;
    }
    let range = &info.expected;
    field(
        "expected",
        &format!(
            "{} to {} entries: {}",
            range.entries_min, range.entries_max, range.why
        ),
    )?;
    field("state", &lists::state_words(&row.state))?;
    field("snapshots", &row.snapshots.to_string())?;
    let (Some(reading), Some(as_of)) = (reading, row.as_of) else {
        output::line(&format!(
            "\nNothing is recorded; `plaint lists update {}` does it.",
            info.id
        ))?;
        return Ok(());
    };
    let counts = Counts::of(&reading.entries);
    field("in force", &format!("the snapshot of {as_of}"))?;
    field(
        "holds",
        &format!(
            "{}, {}, {}, {}",
            count(counts.entries, "entry", "entries"),
            count(counts.other_names, "other name", "other names"),
            count(counts.addresses, "address", "addresses"),
            count(counts.designations, "designation", "designations")
        ),
    )?;
    for note in &reading.notes {
        field("note", note)?;
    }
    for (name, why, n) in &reading.ignored {
        field(
            "passed over",
            &format!("{name}, {}: {why}", count(*n, "time", "times")),
        )?;
    }
    for fault in &reading.faults {
        field("fault", &fault.to_string())?;
    }
    Ok(())
}
