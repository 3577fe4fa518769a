//! `plaint lists`

use anyhow::Result;
use plaint_desk::Desk;
use plaint_desk::DeskError;
use plaint_desk::overview::{Row, State};
use serde_json::{Value, json};

use super::{lists_show, lists_update};
use crate::output::table::Table;
use crate::output::{self, csv as safe_csv};
use crate::{Format, Session, Status};

/// The catalogue of official lists: what is recorded, how old it is, in what state
///
/// Without a further word: a row for each list that is known, with its publisher, regime, entries,
/// the day of the snapshot in force, its age, its licence and its state. A state of "old" means
/// that the snapshot is over a month old; "date unknown" that nothing told of what day the file is;
/// "update refused" that a later update was not believed and the last good snapshot stayed in
/// force. A description in the ledger's own folder `lists` that is wrong, and a recorded list whose
/// description is gone, are named on standard error.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Update(lists_update::Args),
    Show(lists_show::Args),
}

/// Runs the command.
///
/// # Errors
/// When the ledger cannot be read.
pub fn run(args: Args, session: &Session) -> Result<Status> {
    match args.command {
        Some(Command::Update(args)) => lists_update::run(&args, session),
        Some(Command::Show(args)) => lists_show::run(&args, session),
        None => overview(session),
    }
}

fn overview(session: &Session) -> Result<Status> {
    let format = session.format(&[Format::Table, Format::Json, Format::Jsonl, Format::Csv])?;
    let rows = match Desk::read(&session.world, &session.global.ledger) {
        Ok(desk) => {
            for warning in desk.warnings() {
                output::error_line(&format!("warning: {}", output::sanitise(warning)));
            }
            desk.overview()
        }
        // Without a ledger the catalogue still tells which lists there are.
        Err(DeskError::NoLedger(_)) => {
            output::error_line(&format!(
                "no ledger in {} yet; `plaint lists update` makes one",
                session.global.ledger.display()
            ));
            unrecorded()?
        }
        Err(error) => return Err(error.into()),
    };
    print(&rows, format)?;
    Ok(Status::Ok)
}

fn unrecorded() -> Result<Vec<Row>> {
    let lists = plaint_desk::catalogue::carried()?.into_iter();
    let lists = lists.filter(|list| list.id.as_str() != plaint_desk::sample::REGISTER);
    Ok(lists
        .map(|info| Row {
            info,
            entries: None,
            as_of: None,
            age_days: None,
            snapshots: 0,
            state: State::None,
        })
        .collect())
}

fn print(rows: &[Row], format: Format) -> Result<()> {
    match format {
        Format::Json => {
            let rows: Vec<Value> = rows.iter().map(json).collect();
            output::line(&Value::Array(rows).to_string())?;
        }
        Format::Jsonl => {
            for row in rows {
                output::line(&json(row).to_string())?;
            }
        }
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(std::io::stdout().lock());
            let heading = [
                "id",
                "title",
                "publisher",
                "regime",
                "entries",
                "snapshot",
                "age_days",
                "licence",
                "state",
            ];
            writer.write_record(heading)?;
            for row in rows {
                let info = &row.info;
                let cells = [
                    info.id.to_string(),
                    info.title.clone(),
                    info.publisher.clone(),
                    info.regimes.join("; "),
                    row.entries.map_or(String::new(), |n| n.to_string()),
                    row.as_of.map_or(String::new(), |date| date.to_string()),
                    row.age_days.map_or(String::new(), |n| n.to_string()),
                    info.licence.clone(),
                    state_words(&row.state),
                ];
                safe_csv::write_row(&mut writer, cells)?;
            }
            writer.flush()?;
        }
        _ => output::line(table(rows).trim_end())?,
    }
    Ok(())
}

fn table(rows: &[Row]) -> String {
    let mut table = Table::new(&[
        ("list", 20),
        ("publisher", 30),
        ("regime", 24),
        ("entries", 8),
        ("snapshot", 10),
        ("age", 6),
        ("licence", 16),
        ("state", 40),
    ]);
    for row in rows {
        table.row(&[
            row.info.id.to_string(),
            row.info.publisher.clone(),
            row.info.regimes.join("; "),
            row.entries.map_or("-".to_owned(), |n| n.to_string()),
            row.as_of.map_or("-".to_owned(), |date| date.to_string()),
            row.age_days
                .map_or("-".to_owned(), |days| format!("{days} d")),
            row.info.licence.clone(),
            state_words(&row.state),
        ]);
    }
    table.render()
}

/// A state in words.
pub fn state_words(state: &State) -> String {
    match state {
        State::None => "not recorded".to_owned(),
        State::Current => "current".to_owned(),
        State::Old => "old".to_owned(),
        State::DateUnknown => "date unknown, recorded as of the day it came".to_owned(),
        State::UpdateRefused(reason) => format!("update refused: {reason}"),
        State::Accepted(reason) => format!("accepted against a check: {reason}"),
    }
}

/// A row as JSON.
pub fn json(row: &Row) -> Value {
    let (state, reason) = match &row.state {
        State::None => ("none", None),
        State::Current => ("current", None),
        State::Old => ("old", None),
        State::DateUnknown => ("date-unknown", None),
        State::UpdateRefused(reason) => ("update-refused", Some(reason)),
        State::Accepted(reason) => ("accepted", Some(reason)),
    };
    json!({
        "id": row.info.id.as_str(),
        "title": row.info.title,
        "publisher": row.info.publisher,
        "country": row.info.country,
        "regimes": row.info.regimes,
        "topics": row.info.topics,
        "licence": row.info.licence,
        "entries": row.entries,
        "snapshot": row.as_of.map(|date| date.to_string()),
        "age_days": row.age_days,
        "snapshots": row.snapshots,
        "state": state,
        "reason": reason,
    })
}
