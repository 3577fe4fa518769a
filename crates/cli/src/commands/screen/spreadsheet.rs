//! The answers as CSV: the user's own columns, then ours.

use anyhow::Result;
use plaint_desk::answer::Answer;
use plaint_screen::Query;

use crate::output::{self, csv as safe_csv};
use crate::table_input::Input;

/// Says that an answer rests on the sample register.
pub fn say_caution(caution: Option<&str>) {
    if let Some(caution) = caution {
        output::error_line(caution);
    }
}

const CSV_COLUMNS: [&str; 10] = [
    "plaint_candidates",
    "plaint_score",
    "plaint_id",
    "plaint_caption",
    "plaint_list",
    "plaint_programs",
    "plaint_since",
    "plaint_citations",
    "plaint_explanation",
    "plaint_other_ids",
];

/// What is added to a row: its best candidate in full, the others by id.
fn csv_cells(found: usize, answers: &[Answer]) -> [String; 10] {
    let mut cells = <[String; 10]>::default();
    cells[0] = found.to_string();
    if let Some((best, others)) = answers.split_first() {
        cells[1] = format!("{:.4}", f64::from(best.score_ppm / 100) / 10_000.0);
        cells[2].clone_from(&best.id);
        cells[3].clone_from(&best.caption);
        cells[4] = best.shown_list();
        cells[5] = best.listing.programs.join("; ");
        cells[6] = best
            .listing
            .since
            .map_or(String::new(), |date| date.to_string());
        cells[7] = best.listing.citations.join("; ");
        cells[8].clone_from(&best.explanation);
        cells[9] = others
            .iter()
            .map(|a| a.id.as_str())
            .collect::<Vec<_>>()
            .join("; ");
    }
    cells
}

/// The answers to names.
///
/// # Errors
/// When standard output cannot be written.
pub fn names(
    queries: &[Query],
    found: &[usize],
    answers: &[Vec<Answer>],
    caution: Option<&str>,
) -> Result<()> {
    say_caution(caution);
    let mut writer = csv::Writer::from_writer(std::io::stdout().lock());
    writer.write_record(std::iter::once("name").chain(CSV_COLUMNS))?;
    for ((query, found), answers) in queries.iter().zip(found).zip(answers) {
        let name = query.names.first().cloned().unwrap_or_default();
        let cells = csv_cells(*found, answers);
        safe_csv::write_row(&mut writer, std::iter::once(name).chain(cells))?;
    }
    writer.flush()?;
    Ok(())
}

/// The answers to a file: its own columns, then ours.
///
/// # Errors
/// When standard output cannot be written.
pub fn file(input: &Input, found: &[usize], answers: &[Vec<Answer>]) -> Result<()> {
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut writer = csv::Writer::from_writer(out);
    let heading = input.table.columns.iter().map(String::as_str);
    safe_csv::write_row(&mut writer, heading.chain(CSV_COLUMNS))?;
    for ((row, found), answers) in input.table.rows.iter().zip(found).zip(answers) {
        let own = row.cells.iter().map(|cell| cell.values().join("; "));
        safe_csv::write_row(&mut writer, own.chain(csv_cells(*found, answers)))?;
    }
    writer.flush()?;
    Ok(())
}
