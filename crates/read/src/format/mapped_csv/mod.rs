//! Any table with a header row, by a mapping in the `[reader]` table of the list's TOML.
//!
//! A key `"column.P"` names the column (by its heading) that holds the property `P` of the party;
//! `"column.sanction.P"` one that holds the property `P` of its designation. Beside
//! FollowTheMoney's property names, `P` can be `id` (the publisher's own number), `schema`, and
//! `lang` (of the row's names, ISO 639-3). One column can serve several properties. The other keys:
//!
//! | key | meaning | without it |
//! |---|---|---|
//! | `schema` | schema of rows that state none | `LegalEntity` |
//! | `separator` | `,` `;` `tab` or `\|` between cells | the one that the header row has most of |
//! | `multi` | what stands between several values in a cell | a cell is one value |
//! | `date_order` | `month-first` or `day-first`, for dates in figures | `day-first` |
//! | `skip` | headings, separated by `, `, that are not read | other columns are faults |
//!
//! Values of a name column can start with what they are: `weak:`, `former:`, `alias:`, `name:`, and
//! a language by its ISO 639-3 code (`zho:`), one or both.
//!
//! Rows with one id are one party with several designations. Rows without an id get one from their
//! schema, first name and countries.

mod mapping;
mod row;

use std::collections::HashMap;

use plaint_model::{Entry, ListInfo};

use self::mapping::Mapping;
use crate::format::{Format, SourceFile};
use crate::sink::{Severity, Sink};

/// A table with a mapping.
pub const FORMAT: Format = Format {
    id: "mapped-csv",
    version: 1,
    about: "Any table (CSV, TSV) with a header row, by the mapping in the list's TOML",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: has_mapped_columns,
    read,
};

/// Whether the header row has every column that the list's mapping names.
fn has_mapped_columns(list: &ListInfo, file: &SourceFile<'_>) -> bool {
    let text = crate::text::decode(&file.bytes[..file.bytes.len().min(16_384)]);
    let header = mapping::header(&text, None);
    let mut columns = list
        .reader
        .iter()
        .filter(|(key, _)| key.starts_with("column."));
    header.is_some_and(|header| {
        columns.all(|(_, column)| header.cells.iter().any(|c| c.trim() == column))
    })
}

/// Only the list's TOML knows the headings; without it, a table is told by a header row of several
/// short headings, none a number, none twice, one of them a name.
fn recognises(file: &SourceFile<'_>) -> bool {
    let head = &file.bytes[..file.bytes.len().min(16_384)];
    if head.contains(&0) {
        return false;
    }
    let text = String::from_utf8_lossy(head);
    let Some(header) = mapping::header(&text, None) else {
        return false;
    };
    let heading = |cell: &String| {
        let short = (1..=64).contains(&cell.len());
        short && cell.parse::<f64>().is_err() && !cell.contains(['{', '[', '<'])
    };
    let named = header
        .cells
        .iter()
        .any(|cell| cell.to_lowercase().contains("name"));
    let mut distinct = header.cells.clone();
    distinct.sort();
    distinct.dedup();
    header.cells.len() > 1
        && header.cells.iter().all(heading)
        && named
        && distinct.len() == header.cells.len()
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut parties = Parties::default();
    for file in files {
        let text = crate::text::decode(file.bytes);
        let text = text.trim_start_matches('\u{feff}');
        match Mapping::new(list, text) {
            Ok(mapping) => table(list, file.name, text, &mapping, &mut parties, sink),
            Err(problem) => sink.fault(Severity::Fatal, file.name, "", problem),
        }
    }
    if parties.entries.is_empty() && !sink.is_fatal() {
        let message = "there is no row below the header row; give the whole table";
        sink.fault(Severity::Fatal, "", "", message);
    }
    for entry in parties.entries {
        sink.entry(entry);
    }
}

/// The entries in the making.
#[derive(Default)]
struct Parties {
    entries: Vec<Entry>,
    by_id: HashMap<String, usize>,
}

fn table(
    list: &ListInfo,
    file: &str,
    text: &str,
    mapping: &Mapping,
    parties: &mut Parties,
    sink: &mut Sink<'_>,
) {
    for heading in &mapping.unmapped {
        let message =
            format!("the column \"{heading}\" is neither mapped nor skipped in the list's TOML");
        sink.fault(Severity::Value, file, "header row", message);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mapping.separator)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let message = format!("{error}: the table was cut off or is damaged");
                sink.fault(Severity::Fatal, file, "", message);
                return;
            }
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            sink.ignored("row", "it is empty");
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let place = format!("line {line}");
        let record = &record;
        let mut row = row::Row {
            list,
            mapping,
            record,
            file,
            place,
            sink,
        };
        let Some(party) = row.party() else {
            continue;
        };
        let entries = &mut parties.entries;
        let at = *parties
            .by_id
            .entry(party.id.to_string())
            .or_insert_with(|| {
                entries.push(Entry::new(party));
                entries.len() - 1
            });
        row.fill(&mut entries[at]);
    }
}
