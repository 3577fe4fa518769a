//! `plaint export`

use std::io::{BufWriter, Write};

use anyhow::Result;
use plaint_desk::Desk;
use plaint_desk::export::{STATEMENT_COLUMNS, each_entry, entity_json, statement};

use crate::{Format, Session, Status};

/// Export the lists in force as FollowTheMoney
///
/// Entities as JSON lines, or statements as CSV with the columns of followthemoney 4.11. Statements
/// are for machines: values are written as they are, also those that a spreadsheet would take for
/// a formula.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Entities, one JSON document a line [the default]
    #[arg(long, conflicts_with = "ftm_statements")]
    ftm_entities: bool,
    /// Statements, as CSV
    #[arg(long)]
    ftm_statements: bool,
    /// Only these lists
    #[arg(value_name = "LIST")]
    lists: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// When there is no list, or the output cannot be written.
pub fn run(args: &Args, session: &Session) -> Result<Status> {
    let known = if args.ftm_statements {
        Format::Csv
    } else {
        Format::Jsonl
    };
    session.format(&[Format::Table, known])?;
    let desk = Desk::read(&session.world, &session.global.ledger)?;
    let loaded = desk.load(&args.lists)?;
    let stdout = BufWriter::new(std::io::stdout().lock());
    if args.ftm_statements {
        let mut writer = csv::Writer::from_writer(stdout);
        writer.write_record(STATEMENT_COLUMNS)?;
        each_entry::<anyhow::Error>(&loaded, &mut |list, entry| {
            let as_of = list.snapshot.as_of.to_string();
            for entity in entry.entities() {
                for (property, value) in entity.values() {
                    writer.write_record(statement(
                        entity,
                        property,
                        value,
                        &list.info.id,
                        &as_of,
                    ))?;
                }
            }
            Ok(())
        })?;
        writer.flush()?;
    } else {
        let mut writer = stdout;
        each_entry::<anyhow::Error>(&loaded, &mut |list, entry| {
            let as_of = list.snapshot.as_of.to_string();
            for entity in entry.entities() {
                writeln!(writer, "{}", entity_json(entity, &list.info.id, &as_of))?;
            }
            Ok(())
        })?;
        writer.flush()?;
    }
    Ok(Status::Ok)
}
