//! `plaint screen`

mod spreadsheet;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use plaint_desk::Desk;
use plaint_desk::answer::Answer;
use plaint_desk::overview;
use plaint_desk::screening::{self, Loaded};
use plaint_model::PartialDate;
use plaint_read::country;
use plaint_resolve::facts;
use plaint_screen::{Candidate, Parameters, Query};

use super::compare::parse_schema;
use crate::output::page::{self, Page};
use crate::output::table::Table;
use crate::output::{self, count, html, json as wire, sanitise};
use crate::progress::Progress;
use crate::table_input::{self, Input, Settings};
use crate::{Format, Session, Status};

/// Screen names, or a file of parties, against the lists in force
///
/// A NAME is compared with every name of every listed party, in any script, and every entry whose
/// score reaches the threshold is shown, best first, with its reasons. A FILE (CSV, TSV, XLSX, JSON
/// lines, FollowTheMoney entities, or one name a line) is screened row by row: encoding, separator
/// and the columns' meaning are found out and printed, and can be set.
///
/// What is found is a candidate: nobody has judged yet whether it is the same party. Exit status 1
/// means that there is none.
///
/// Examples:
///   plaint screen "Xinjiang Public Security Bureau"
///   plaint screen 陈全国 --schema Person --birth-date 1955-11
///   plaint screen suppliers.xlsx --column "Supplier" --column country=Land --format csv
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Names, or one file
    #[arg(required = true, value_name = "NAME|FILE")]
    what: Vec<String>,
    /// Only these lists
    #[arg(long, value_name = "LIST")]
    list: Vec<String>,
    /// The least score of a candidate, 0 to 1
    #[arg(long, default_value = "0.70", value_parser = parse_threshold, value_name = "SCORE")]
    threshold: u32,
    /// Show at most so many candidates of each name or row
    #[arg(long, value_name = "N")]
    limit: Option<NonZeroUsize>,
    /// What the party is: Person, Company, Organization, Vessel …
    #[arg(long, value_name = "SCHEMA")]
    schema: Option<String>,
    /// The party's country, by code or name
    #[arg(long, value_name = "COUNTRY", help_heading = "What is known of a NAME")]
    country: Vec<String>,
    /// The party's date of birth: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE", help_heading = "What is known of a NAME")]
    birth_date: Vec<PartialDate>,
    /// An identifier of the party: passport, tax or registration number, LEI, USCC, IMO
    #[arg(long, value_name = "ID", help_heading = "What is known of a NAME")]
    id: Vec<String>,
    /// Other names of the same party
    #[arg(long, value_name = "NAME", help_heading = "What is known of a NAME")]
    also: Vec<String>,
    /// A column of names by its heading, or ROLE=HEADING (other-name, country, birth-date, id …)
    #[arg(long, value_name = "COL", help_heading = "How a FILE is read")]
    column: Vec<String>,
    /// The sheet of a workbook
    #[arg(long, value_name = "SHEET", help_heading = "How a FILE is read")]
    sheet: Option<String>,
    /// Treat the arguments as names even if a file is called so
    #[arg(long)]
    name: bool,
}

/// Runs the command.
///
/// # Errors
/// When there is no ledger or list, or the file cannot be read.
pub fn run(args: &Args, session: &Session) -> Result<Status> {
    let parameters = Parameters {
        threshold_ppm: args.threshold,
    };
    let of_name = [
        args.country.len(),
        args.birth_date.len(),
        args.id.len(),
        args.also.len(),
    ];
    let of_name = of_name.into_iter().any(|given| given > 0);
    let of_file = !args.column.is_empty() || args.sheet.is_some();
    match file(args)? {
        Some(_) if of_name => bail!(
            "--country, --birth-date, --id and --also speak of a name; a file has columns for them"
        ),
        None if of_file => bail!(
            "--column and --sheet speak of a file, and \"{}\" is none",
            args.what[0]
        ),
        Some(path) => screen_file(&path, args, parameters, session),
        None => screen_names(args, parameters, session),
    }
}

/// A score as the user writes it, in parts per million.
fn parse_threshold(text: &str) -> Result<u32, String> {
    let wrong = || "a number above 0, at most 1, is needed".to_owned();
    let value: f64 = text.parse().map_err(|_| wrong())?;
    // In range, so the conversion is exact to the last digit shown. At 0 every entry would be one.
    let ppm = (value * 1_000_000.0).round();
    if (1.0..=1_000_000.0).contains(&ppm) {
        Ok(ppm as u32)
    } else {
        Err(wrong())
    }
}

/// The file to be screened, if it is one.
fn file(args: &Args) -> Result<Option<PathBuf>> {
    if args.name {
        return Ok(None);
    }
    let [what] = &args.what[..] else {
        if let Some(file) = args.what.iter().find(|what| Path::new(what).is_file()) {
            bail!("{file}: a file is screened by itself; to screen it as a name, add --name");
        }
        return Ok(None);
    };
    let path = Path::new(what);
    if path.is_file() {
        return Ok(Some(path.to_owned()));
    }
    let endings = [
        "csv", "tsv", "xlsx", "xls", "ods", "jsonl", "json", "txt", "ndjson", "ijson",
    ];
    let extension = path
        .extension()
        .and_then(|e| e.to_str())
        .map(str::to_lowercase);
    if path.is_dir() {
        bail!("{what}: this is a folder; name a file in it, or add --name to screen it as a name");
    }
    let like_a_path = what.contains('/') && !what.contains(' ');
    let known = extension.is_some_and(|e| endings.contains(&e.as_str()));
    if known || like_a_path || what == "-" {
        bail!("{what}: no such file; to screen it as a name, add --name");
    }
    Ok(None)
}

fn screen_names(args: &Args, parameters: Parameters, session: &Session) -> Result<Status> {
    let format = session.format(&[
        Format::Table,
        Format::Json,
        Format::Jsonl,
        Format::Csv,
        Format::Html,
    ])?;
    let queries: Vec<Query> = args
        .what
        .iter()
        .map(|name| query(name, args))
        .collect::<Result<_>>()?;
    let desk = Desk::read(&session.world, &session.global.ledger)?;
    let loaded = desk.load(&args.list)?;
    say_lists(&desk, &loaded, session);
    let make = |_: &Query, found: Vec<Candidate>| shown(&found, &loaded, args.limit);
    let made = screening::screen_into(&loaded, parameters, &queries, &make, &|_| {})?;
    let (found, answers): (Vec<usize>, Vec<Vec<Answer>>) = made.into_iter().unzip();
    let caution = loaded.caution();
    match format {
        Format::Json if queries.len() == 1 => {
            let value = wire::screening(&queries[0], parameters, &loaded, &answers[0]);
            output::line(&value.to_string())?;
        }
        Format::Json => {
            let both = queries.iter().zip(&answers);
            let all: Vec<_> = both
                .map(|(q, a)| wire::screening(q, parameters, &loaded, a))
                .collect();
            output::line(&serde_json::Value::Array(all).to_string())?;
        }
        Format::Jsonl => {
            for (n, (query, answers)) in queries.iter().zip(&answers).enumerate() {
                output::line(&wire::row(n + 1, query, answers, caution.as_deref()).to_string())?;
            }
        }
        Format::Csv => spreadsheet::names(&queries, &found, &answers, caution.as_deref())?,
        Format::Html => {
            let rows: Vec<page::Row<'_>> = rows(&queries, &answers);
            output::line(&screening_page(&loaded, parameters, &rows, "Screening"))?;
        }
        Format::Table => {
            for ((query, answers), found) in queries.iter().zip(&answers).zip(&found) {
                names_table(query, answers, *found, parameters, &loaded)?;
            }
        }
    }
    Ok(status(&found, &answers))
}

/// Whether anything was found; and what the limit hid is said.
fn status(found: &[usize], answers: &[Vec<Answer>]) -> Status {
    let total: usize = found.iter().sum();
    let shown: usize = answers.iter().map(Vec::len).sum();
    if shown < total {
        let hidden = count(total - shown, "candidate", "candidates");
        output::error_line(&format!("{hidden} beyond --limit not shown"));
    }
    if total > 0 {
        Status::Ok
    } else {
        Status::Nothing
    }
}

/// How many candidates there are, and those to be shown. Made on the thread that found them, so
/// that what is not shown is not kept.
fn shown(
    found: &[Candidate],
    loaded: &Loaded,
    limit: Option<NonZeroUsize>,
) -> (usize, Vec<Answer>) {
    let shown = found
        .iter()
        .take(limit.map_or(usize::MAX, NonZeroUsize::get));
    (
        found.len(),
        shown
            .map(|candidate| Answer::of(candidate, loaded))
            .collect(),
    )
}

fn query(name: &str, args: &Args) -> Result<Query> {
    if name.trim().is_empty() {
        bail!("a name is empty; write the name of a party");
    }
    if !name.chars().any(char::is_alphanumeric) {
        bail!("\"{name}\" has no letter or figure to compare; write the name of a party");
    }
    let mut query = Query {
        names: std::iter::once(name)
            .chain(args.also.iter().map(String::as_str))
            .map(str::to_owned)
            .collect(),
        schema: args.schema.as_deref().map(parse_schema).transpose()?,
        ..Query::default()
    };
    for text in &args.country {
        let code = country::code(text).with_context(|| {
            format!("--country: \"{text}\" is no country; use a two-letter code or an English name")
        })?;
        query.facts.countries.push(code.to_owned());
    }
    query.facts.dates.extend(&args.birth_date);
    for id in &args.id {
        let text = facts::identifier(id);
        if text.chars().count() < facts::IDENTIFIER_CHARS_MIN {
            bail!(
                "--id: \"{id}\" is too short; use at least {} characters",
                facts::IDENTIFIER_CHARS_MIN
            );
        }
        query.facts.identifiers.push((String::new(), text));
    }
    Ok(query)
}

fn names_table(
    query: &Query,
    answers: &[Answer],
    found: usize,
    parameters: Parameters,
    loaded: &Loaded,
) -> Result<()> {
    if let Some(caution) = loaded.caution() {
        output::line(&caution)?;
    }
    output::line(&format!(
        "\"{}\": {} at or above {} in {}",
        sanitise(&query.names[0]),
        count(found, "candidate", "candidates"),
        output::score(parameters.threshold_ppm),
        basis(loaded, parameters),
    ))?;
    if answers.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&[
        ("score", 5),
        ("candidate", 40),
        ("list", 16),
        ("regime", 20),
        ("since", 10),
        ("id", 40),
    ]);
    for answer in answers {
        table.row(&[
            output::score(answer.score_ppm),
            answer.caption.clone(),
            answer.shown_list(),
            answer.listing.programs.join(", "),
            answer
                .listing
                .since
                .map_or("-".to_owned(), |date| date.to_string()),
            answer.id.clone(),
        ]);
        table.note(&answer.explanation);
        if !answer.listing.citations.is_empty() {
            table.note(&format!("cited: {}", answer.listing.citations.join("; ")));
        }
        if !answer.listing.statuses.is_empty() {
            table.note(&format!("status: {}", answer.listing.statuses.join("; ")));
        }
    }
    output::line(&format!("\n{}", table.render().trim_end()))?;
    Ok(())
}

fn screen_file(
    path: &Path,
    args: &Args,
    parameters: Parameters,
    session: &Session,
) -> Result<Status> {
    let format = session.format(&[
        Format::Table,
        Format::Jsonl,
        Format::Csv,
        Format::Html,
        Format::Json,
    ])?;
    let settings = Settings {
        columns: args.column.clone(),
        sheet: args.sheet.clone(),
        schema: args.schema.as_deref().map(parse_schema).transpose()?,
    };
    let input = table_input::read(path, &settings)?;
    say_input(&input);
    let desk = Desk::read(&session.world, &session.global.ledger)?;
    let loaded = desk.load(&args.list)?;
    say_lists(&desk, &loaded, session);
    let mut progress = Progress::new(session.global.quiet);
    let total = input.queries.len() as u64;
    progress.begin(&format!("screening {total} rows"), Some(total));
    let bar = progress.bar();
    let make = |_: &Query, found: Vec<Candidate>| shown(&found, &loaded, args.limit);
    let made = screening::screen_into(&loaded, parameters, &input.queries, &make, &|n| {
        if let Some(bar) = &bar {
            bar.inc(n as u64);
        }
    })?;
    progress.end();
    let (found, answers): (Vec<usize>, Vec<Vec<Answer>>) = made.into_iter().unzip();
    print_file(&input, &found, &answers, &loaded, parameters, format)?;
    if format != Format::Table {
        let named = found.iter().filter(|found| **found > 0).count();
        output::error_line(&format!("{named} of {total} rows have candidates"));
    }
    Ok(status(&found, &answers))
}

/// What an answer rests on, in a line.
fn basis(loaded: &Loaded, parameters: Parameters) -> String {
    let entries: u64 = loaded.lists.iter().map(|list| list.snapshot.entries).sum();
    format!(
        "{} of {}  ({}, checkpoint {} {})",
        count(entries, "entry", "entries"),
        count(loaded.lists.len(), "list", "lists"),
        parameters.algorithm(),
        loaded.checkpoint.0,
        &loaded.checkpoint.1[..12],
    )
}

/// Says what the lists in force lack, so that "no candidate" is not taken for more than it is.
fn say_lists(desk: &Desk, loaded: &Loaded, session: &Session) {
    if session.global.quiet {
        return;
    }
    for warning in desk.warnings() {
        output::error_line(&format!("warning: {}", sanitise(warning)));
    }
    let old = loaded.lists.iter().filter_map(|list| {
        let days = desk.age_days(list.snapshot.as_of)?;
        (days > overview::OLD_DAYS).then(|| format!("{} ({days} days)", list.info.id))
    });
    let old: Vec<String> = old.filter(|_| loaded.caution().is_none()).collect();
    if !old.is_empty() {
        output::error_line(&format!("old lists: {}", old.join(", ")));
    }
    for list in &loaded.lists {
        for note in &list.snapshot.notes {
            let text = format!("{} of {}: {note}", list.info.id, list.snapshot.as_of);
            output::error_line(&sanitise(&text));
        }
    }
}

fn say_input(input: &Input) {
    let table = &input.table;
    let mut how = vec![format!("{} rows", table.rows.len())];
    how.extend(table.encoding.map(str::to_owned));
    how.extend(table.separator.map(|c| format!("separator {c:?}")));
    how.extend(
        table
            .sheet
            .as_ref()
            .map(|sheet| format!("sheet \"{sheet}\"")),
    );
    output::error_line(&sanitise(&format!("{}: {}", table.file, how.join(", "))));
    for text in input.explanation.iter().chain(&table.notes) {
        output::error_line(&format!("  {}", sanitise(text)));
    }
    for fault in &table.faults {
        output::error_line(&format!("  {}", sanitise(&fault.to_string())));
    }
    let nameless = input
        .queries
        .iter()
        .zip(&table.rows)
        .filter(|(q, _)| q.names.is_empty());
    let rows: Vec<String> = nameless.map(|(_, row)| row.number.to_string()).collect();
    if !rows.is_empty() {
        let first = rows.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
        let n = count(rows.len(), "row", "rows");
        output::error_line(&format!(
            "  warning: {n} without a name, not screened: {first}"
        ));
    }
}

fn print_file(
    input: &Input,
    found: &[usize],
    answers: &[Vec<Answer>],
    loaded: &Loaded,
    parameters: Parameters,
    format: Format,
) -> Result<()> {
    let caution = loaded.caution();
    let rests_on = format!(
        "{} at or above {} in {}",
        count(input.queries.len(), "row", "rows"),
        output::score(parameters.threshold_ppm),
        basis(loaded, parameters)
    );
    match format {
        Format::Csv => {
            spreadsheet::say_caution(caution.as_deref());
            output::error_line(&rests_on);
            spreadsheet::file(input, found, answers)?;
        }
        Format::Html => {
            let rows = rows(&input.queries, answers);
            let title = format!("Screening of {}", input.table.file);
            output::line(&screening_page(loaded, parameters, &rows, &title))?;
        }
        Format::Table => {
            if let Some(caution) = caution {
                output::line(&caution)?;
            }
            output::line(&rests_on)?;
            let table = file_table(&rows(&input.queries, answers));
            output::line(&format!("\n{}", table.trim_end()))?;
        }
        Format::Json => {
            let rows = input.queries.iter().zip(answers);
            let value = wire::file(&input.table.file, parameters, loaded, rows);
            output::line(&value.to_string())?;
        }
        Format::Jsonl => {
            output::error_line(&rests_on);
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            for (n, (query, answers)) in input.queries.iter().zip(answers).enumerate() {
                let row = wire::row(n + 1, query, answers, caution.as_deref());
                std::io::Write::write_all(&mut out, format!("{row}\n").as_bytes())?;
            }
            std::io::Write::flush(&mut out)?;
        }
    }
    Ok(())
}

fn rows<'a>(queries: &'a [Query], answers: &'a [Vec<Answer>]) -> Vec<page::Row<'a>> {
    let both = queries.iter().zip(answers).enumerate();
    both.map(|(n, (query, answers))| page::Row {
        number: n + 1,
        query,
        answers,
    })
    .collect()
}

/// The rows that have candidates, best first within a row, and how many have none.
pub fn file_table(rows: &[page::Row<'_>]) -> String {
    let mut table = Table::new(&[
        ("row", 9),
        ("asked", 22),
        ("score", 5),
        ("candidate", 26),
        ("list", 13),
        ("regime", 12),
        ("since", 10),
    ]);
    for row in rows.iter().filter(|row| !row.answers.is_empty()) {
        for (n, answer) in row.answers.iter().enumerate() {
            let asked = row.query.names.first().map_or("", String::as_str);
            let (number, asked) = if n == 0 {
                (row.number.to_string(), asked)
            } else {
                (String::new(), "")
            };
            table.row(&[
                number.as_str(),
                asked,
                &output::score(answer.score_ppm),
                &answer.caption,
                &answer.shown_list(),
                &answer.listing.programs.join(", "),
                &answer
                    .listing
                    .since
                    .map_or("-".to_owned(), |date| date.to_string()),
            ]);
            table.note(&answer.explanation);
        }
    }
    let without = rows.iter().filter(|row| row.answers.is_empty()).count();
    let with = rows.len() - without;
    let summary = format!(
        "{with} of {} rows have candidates; {without} have none.\n",
        rows.len()
    );
    if table.is_empty() {
        summary
    } else {
        format!("{}\n{summary}", table.render())
    }
}

fn screening_page(
    loaded: &Loaded,
    parameters: Parameters,
    rows: &[page::Row<'_>],
    title: &str,
) -> String {
    let page = Page {
        title,
        caution: loaded.caution(),
        basis: page::Basis::of(loaded, parameters),
    };
    html::page(&page, &html::screening(rows))
}
