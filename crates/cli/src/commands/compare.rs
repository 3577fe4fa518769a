//! `plaint compare`

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use plaint_desk::answer::compare_names;
use plaint_model::Schema;
use plaint_resolve::{ALGORITHM, Reason};
use serde_json::json;

use crate::output::table::Table;
use crate::output::{self, csv as safe_csv, json as wire};
use crate::table_input::schema_of;
use crate::{Format, Session, Status};

/// Compare two names, or a file of pairs, and show why the score is what it is
///
/// Needs no ledger. The score says how alike the names are; it is no probability that their bearers
/// are the same.
///
/// With --pairs FILE.csv: reads the columns schema, name1 and name2, passes the others through, and
/// adds the column score.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The first name
    #[arg(required_unless_present = "pairs", conflicts_with = "pairs")]
    name1: Option<String>,
    /// The second name
    #[arg(required_unless_present = "pairs")]
    name2: Option<String>,
    /// A CSV file with the columns schema, name1, name2
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// Whose names they are: Person, Company, Organization, Vessel …
    #[arg(long, value_name = "SCHEMA")]
    schema: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read, or lacks a column.
pub fn run(args: &Args, session: &Session) -> Result<Status> {
    let schema = args.schema.as_deref().map(parse_schema).transpose()?;
    if let Some(path) = &args.pairs {
        session.format(&[Format::Table, Format::Csv])?;
        return pairs(path, schema);
    }
    let format = session.format(&[Format::Table, Format::Json])?;
    let (Some(a), Some(b)) = (&args.name1, &args.name2) else {
        bail!("two names are needed")
    };
    let (score_ppm, reasons, sentence) = compare_names(a, b, schema);
    if format == Format::Json {
        let out = json!({
            "name1": a,
            "name2": b,
            "schema": schema.map(Schema::as_str),
            "algorithm": ALGORITHM,
            "score": wire::score(score_ppm),
            "reasons": reasons.iter().map(wire::reason).collect::<Vec<_>>(),
            "explanation": sentence,
        });
        output::line(&out.to_string())?;
    } else {
        output::line(&format!(
            "score {}  ({ALGORITHM})",
            output::score(score_ppm)
        ))?;
        output::line(&output::sanitise(&sentence))?;
        let table = alignment(&reasons);
        if !table.is_empty() {
            output::line(&format!("\n{}", table.render().trim_end()))?;
        }
    }
    Ok(if score_ppm > 0 {
        Status::Ok
    } else {
        Status::Nothing
    })
}

/// A schema by its name or a common word.
///
/// # Errors
/// Names the common schemata.
pub fn parse_schema(word: &str) -> Result<Schema> {
    schema_of(word).with_context(|| {
        format!(
            "\"{word}\" is no FollowTheMoney schema; use Person, Company, Organization, \
             LegalEntity, Vessel or Airplane"
        )
    })
}

/// The alignment as a table.
fn alignment(reasons: &[Reason]) -> Table {
    let mut table = Table::new(&[
        ("first", 30),
        ("second", 30),
        ("how", 18),
        ("grade", 6),
        ("share", 6),
    ]);
    for reason in reasons {
        match reason {
            Reason::Agree {
                query,
                listed,
                how,
                grade_ppm,
                share_ppm,
            } => table.row(&[
                query.as_str(),
                listed,
                how.as_str(),
                &output::score(*grade_ppm),
                &output::score(*share_ppm),
            ]),
            Reason::OnlyInQuery { text, class } => {
                table.row(&[
                    text.as_str(),
                    "",
                    &format!("only {}", class.as_str()),
                    "",
                    "",
                ]);
            }
            Reason::OnlyInListed { text, class } => {
                table.row(&[
                    "",
                    text.as_str(),
                    &format!("only {}", class.as_str()),
                    "",
                    "",
                ]);
            }
            Reason::Lowered {
                penalty,
                factor_ppm,
            } => {
                table.row(&["", "", penalty.as_str(), &output::score(*factor_ppm), ""]);
            }
            Reason::Fact(_) => {}
        }
    }
    table
}

fn pairs(path: &std::path::Path, default: Option<Schema>) -> Result<Status> {
    let place = || path.display().to_string();
    let bytes = std::fs::read(path).with_context(place)?;
    let text = plaint_read::text::decode(&bytes);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let heading = reader.headers().with_context(place)?.clone();
    let column = |name: &str| heading.iter().position(|cell| cell.trim() == name);
    let need = |name: &str| {
        column(name).with_context(|| format!("{}: there is no column \"{name}\"", place()))
    };
    let (name1, name2, schema) = (need("name1")?, need("name2")?, column("schema"));
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(std::io::BufWriter::new(std::io::stdout().lock()));
    safe_csv::write_row(&mut writer, heading.iter().chain(["score"]))?;
    for record in reader.records() {
        let record = record.with_context(place)?;
        let cell = |n: usize| record.get(n).unwrap_or_default();
        let schema = schema.and_then(|n| schema_of(cell(n))).or(default);
        let (score_ppm, ..) = compare_names(cell(name1), cell(name2), schema);
        let missing = heading.len().saturating_sub(record.len());
        let cells = record.iter().chain(std::iter::repeat_n("", missing));
        let score = format!("{:.4}", f64::from(score_ppm / 100) / 10_000.0);
        safe_csv::write_row(&mut writer, cells.chain([score.as_str()]))?;
    }
    writer.flush()?;
    Ok(Status::Ok)
}
