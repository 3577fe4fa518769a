//! `plaint demo`

mod report;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use plaint_desk::answer::Answer;
use plaint_desk::screening::{self, Loaded};
use plaint_desk::update::{Outcome, Source, UpdateRequest};
use plaint_desk::{Desk, sample};
use plaint_screen::{Parameters, Query};

use self::report::Report;
use super::screen::file_table;
use crate::output::page::{Basis, Page, Row};
use crate::output::{self, count, html};
use crate::progress::Progress;
use crate::table_input::{self, Settings};
use crate::{Format, Session, Status};

/// Try Plaint on the sample data that it carries: no network, no configuration
///
/// Makes a ledger in ./plaint-demo, records a sample register of official listings in it, reads
/// five sample reports and a sample supplier file, screens every name in them, prints the
/// candidates with the reasons, and writes demo-report.html. Running it again reuses the ledger.
///
/// The register is a hand-made selection for trying Plaint. For decisions use the lists themselves:
/// `plaint lists update`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the demo's ledger is
    #[arg(long, value_name = "DIR", default_value = "./plaint-demo")]
    to: PathBuf,
    /// Where the report is written
    #[arg(long, value_name = "FILE", default_value = "demo-report.html")]
    report: PathBuf,
    /// Replace the demo's ledger if there is one
    #[arg(long)]
    fresh: bool,
}

/// The reports and the supplier file, as questions.
struct Questions {
    reports: Vec<Report>,
    /// One a name, with the report it stands in.
    of_reports: Vec<(usize, Query)>,
    suppliers: Vec<Query>,
}

/// What was found, in the order of the questions.
struct Found {
    of_reports: Vec<Vec<Answer>>,
    suppliers: Vec<Vec<Answer>>,
}

/// Runs the command.
///
/// # Errors
/// When the ledger or the report cannot be written.
pub fn run(args: &Args, session: &Session) -> Result<Status> {
    session.format(&[Format::Table])?;
    let started = Instant::now();
    let desk = open(args, session)?;
    let loaded = desk.load(&[sample::REGISTER.to_owned()])?;
    let caution = loaded.caution().unwrap_or_default();
    output::line(&format!("{caution}\n"))?;
    let questions = questions()?;
    let parameters = Parameters::default();
    let found = screen(&questions, &loaded, parameters, session)?;
    print(&questions, &found)?;
    let page = page(&questions, &found, &loaded, parameters);
    std::fs::write(&args.report, page).with_context(|| args.report.display().to_string())?;
    output::line(&format!(
        "Wrote {}: open it in a browser. {:.1} seconds in all.",
        args.report.display(),
        started.elapsed().as_secs_f64()
    ))?;
    output::line(&next(&args.to))?;
    Ok(Status::Ok)
}

/// Opens or makes the demo's ledger, records the register, and says which it was.
fn open(args: &Args, session: &Session) -> Result<Desk> {
    let there = args.to.join("FORMAT").is_file();
    if there && args.fresh {
        std::fs::remove_dir_all(&args.to).with_context(|| args.to.display().to_string())?;
    }
    let mut desk = Desk::write(&session.world, &args.to, &mut |who| {
        output::error_line(&format!("waiting: the ledger is being written by {who}"));
    })
    .with_context(|| {
        format!(
            "{} cannot be used; name another folder with --to, or use --fresh",
            args.to.display()
        )
    })?;
    let request = UpdateRequest {
        lists: vec![sample::REGISTER.to_owned()],
        from: Some(Source::Carried(
            "sample register",
            vec![("register.csv".to_owned(), sample::REGISTER_CSV)],
        )),
        as_of: sample::REGISTER_DATE.parse().ok(),
        accept: None,
    };
    let updates = desk.update(&request, &mut |_| {})?;
    let how = match (there, args.fresh) {
        (true, true) => "replaced",
        (true, false) => "reused",
        (false, _) => "made",
    };
    output::line(&format!("Ledger {}: {how}.", args.to.display()))?;
    for update in updates {
        match update.outcome {
            Outcome::Recorded(summary) => output::line(&format!(
                "Sample register: {} parties, {} other names, {} designations recorded.",
                summary.counts.entries, summary.counts.other_names, summary.counts.designations
            ))?,
            Outcome::Unchanged { .. } => {
                output::line("Sample register: recorded before, unchanged.")?
            }
            Outcome::Refused { reason, .. } | Outcome::Failed(reason) => bail!("{reason}"),
        }
    }
    Ok(desk)
}

fn questions() -> Result<Questions> {
    let reports: Vec<Report> = sample::REPORTS
        .iter()
        .map(|text| report::parse(text))
        .collect::<Result<_>>()?;
    let mut of_reports = Vec::new();
    for (n, report) in reports.iter().enumerate() {
        for name in &report.names {
            of_reports.push((
                n,
                Query {
                    names: vec![name.clone()],
                    ..Query::default()
                },
            ));
        }
    }
    let settings = Settings::default();
    let input = table_input::from_bytes("suppliers.csv", sample::SUPPLIERS_CSV, &settings)?;
    Ok(Questions {
        reports,
        of_reports,
        suppliers: input.queries,
    })
}

fn screen(
    questions: &Questions,
    loaded: &Loaded,
    parameters: Parameters,
    session: &Session,
) -> Result<Found> {
    let names = questions.of_reports.iter().map(|(_, query)| query);
    let all: Vec<Query> = names.chain(&questions.suppliers).cloned().collect();
    let mut progress = Progress::new(session.global.quiet);
    progress.begin(
        &format!("screening {} names", all.len()),
        Some(all.len() as u64),
    );
    let bar = progress.bar();
    let found = screening::screen(loaded, parameters, &all, &|n| {
        if let Some(bar) = &bar {
            bar.inc(n as u64);
        }
    })?;
    progress.end();
    let answer = |found: &Vec<_>| found.iter().map(|c| Answer::of(c, loaded)).collect();
    let mut answers: Vec<Vec<Answer>> = found.iter().map(answer).collect();
    let suppliers = answers.split_off(questions.of_reports.len());
    Ok(Found {
        of_reports: answers,
        suppliers,
    })
}

fn print(questions: &Questions, found: &Found) -> Result<()> {
    let names = questions.of_reports.len();
    output::line(&format!(
        "{} name {names} parties. The candidates among them:\n",
        count(questions.reports.len(), "report", "reports"),
    ))?;
    for (n, report) in questions.reports.iter().enumerate() {
        let rows = rows_of_report(questions, found, n);
        output::line(&format!("{}. {}", n + 1, output::sanitise(&report.title)))?;
        output::line(&indent(&file_table(&rows)))?;
    }
    output::line(&format!(
        "Supplier file, {}:\n",
        count(questions.suppliers.len(), "row", "rows")
    ))?;
    output::line(&file_table(&supplier_rows(questions, found)))?;
    Ok(())
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("   {line}\n")).collect()
}

fn rows_of_report<'a>(questions: &'a Questions, found: &'a Found, report: usize) -> Vec<Row<'a>> {
    let all = questions.of_reports.iter().zip(&found.of_reports);
    all.filter(|((n, _), _)| *n == report)
        .enumerate()
        .map(|(n, ((_, query), answers))| Row {
            number: n + 1,
            query,
            answers,
        })
        .collect()
}

fn supplier_rows<'a>(questions: &'a Questions, found: &'a Found) -> Vec<Row<'a>> {
    let all = questions.suppliers.iter().zip(&found.suppliers).enumerate();
    all.map(|(n, (query, answers))| Row {
        number: n + 1,
        query,
        answers,
    })
    .collect()
}

fn page(questions: &Questions, found: &Found, loaded: &Loaded, parameters: Parameters) -> String {
    let reports: Vec<(&Report, Vec<Row<'_>>)> = questions
        .reports
        .iter()
        .enumerate()
        .map(|(n, report)| (report, rows_of_report(questions, found, n)))
        .collect();
    let body = report::markup(&reports, &supplier_rows(questions, found));
    let page = Page {
        title: "Plaint: demo report",
        caution: loaded.caution(),
        basis: Basis::of(loaded, parameters),
    };
    html::page(&page, &body)
}

/// What to type next.
fn next(ledger: &Path) -> String {
    let ledger = ledger.display();
    format!(
        "\nNext:\n  \
         plaint --ledger {ledger} screen \"Xinjiang Production and Construction Corps\"\n  \
         plaint --ledger {ledger} screen YOUR-SUPPLIERS.csv --format html > screened.html\n  \
         plaint lists                     the official lists and how old they are\n  \
         plaint lists update              fetch them from their publishers\n  \
         plaint lists update LIST --from FILE\n  \
         (from a checkout: cargo run --release -- in place of plaint)"
    )
}
