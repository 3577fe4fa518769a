//! Statements as CSV: one value of one property of one entity on each line.
//!
//! The full layout has a `schema` column; the packed one writes `Schema:property` into `prop`.
//! Statements marked external are suggestions nobody has confirmed, and are passed over.

use super::{Drafts, Origin, Raw};
use crate::sink::{Severity, Sink};

/// Whether a text starts with the header of a statement file.
pub(super) fn has_header(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let columns: Vec<&str> = line
        .split(',')
        .map(|c| c.trim().trim_matches('"'))
        .collect();
    ["entity_id", "prop", "value"]
        .iter()
        .all(|name| columns.contains(name))
}

/// Reads one file.
pub(super) fn read(
    file: &str,
    text: &str,
    drafts: &mut Drafts,
    sink: &mut Sink<'_>,
) -> Result<(), String> {
    let text = text.trim_start_matches('\u{feff}');
    if !has_header(text) {
        return Err("neither JSON nor a header with entity_id, prop and value".to_owned());
    }
    if !text.ends_with('\n') {
        return Err("the last line does not end".to_owned());
    }
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| header.iter().position(|cell| cell == name);
    let columns: Vec<Option<usize>> = COLUMNS.iter().map(|name| column(name)).collect();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let cell = |name: &str| -> &str {
            let at = COLUMNS.iter().position(|known| *known == name);
            let at = at.and_then(|at| columns[at]);
            at.and_then(|at| record.get(at)).unwrap_or_default()
        };
        let line = record.position().map_or(0, csv::Position::line);
        let origin = Origin {
            file: file.to_owned(),
            place: format!("line {line}"),
        };
        statement(&cell, &origin, drafts, sink);
    }
    Ok(())
}

/// Takes one statement, whose cells are found by the names of their columns.
fn statement<'r>(
    cell: &dyn Fn(&str) -> &'r str,
    origin: &Origin,
    drafts: &mut Drafts,
    sink: &mut Sink<'_>,
) {
    if matches!(cell("external"), "t" | "true" | "True" | "1") {
        sink.ignored(
            "statement",
            "external: a suggestion that nobody has confirmed",
        );
        return;
    }
    let packed = cell("prop").split_once(':');
    let (schema, property) = packed.unwrap_or_else(|| (cell("schema"), cell("prop")));
    let id = match cell("canonical_id") {
        "" => cell("entity_id"),
        canonical => canonical,
    };
    if id.is_empty() || property.is_empty() {
        let message = "a statement without an entity or a property is not understood";
        sink.fault(
            Severity::Record,
            &origin.file,
            origin.place.clone(),
            message,
        );
        return;
    }
    let Some(draft) = drafts.get(id, schema, origin, sink) else {
        return;
    };
    // The property "id" says that the entity exists; its value is a checksum.
    if property != "id" {
        let text = |name: &str| Some(cell(name).to_owned()).filter(|text| !text.is_empty());
        draft.values.push(Raw {
            property: property.to_owned(),
            text: cell("value").to_owned(),
            lang: text("lang"),
            original: text("original_value"),
        });
    }
}

const COLUMNS: [&str; 8] = [
    "canonical_id",
    "entity_id",
    "prop",
    "schema",
    "value",
    "lang",
    "original_value",
    "external",
];
