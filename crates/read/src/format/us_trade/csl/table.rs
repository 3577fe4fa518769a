//! The CSV of the Consolidated Screening List, and the older CSV of its source lists, where an
//! address has columns of its own and a party a row for each alias and address.

use super::{Address, Paper, Record, SEVERAL, SINGLE, papers};
use crate::format::us_trade::{ends_in_quotes, names, too_long};
use crate::{Severity, Sink, SourceFile};

/// Older headers, in small letters, and the present column that each stands for.
const OLDER: &[(&str, &str)] = &[
    ("source list", "source"),
    ("entity number", "entity_number"),
    ("sdn type", "type"),
    ("federal register notice", "federal_register_notice"),
    ("effective date", "start_date"),
    ("date lifted/waived/expired", "end_date"),
    ("standard order", "standard_order"),
    ("license requirement", "license_requirement"),
    ("license policy", "license_policy"),
    ("call sign", "call_sign"),
    ("vessel type", "vessel_type"),
    ("gross tonnage", "gross_tonnage"),
    ("gross register tonnage", "gross_registered_tonnage"),
    ("vessel flag", "vessel_flag"),
    ("vessel owner", "vessel_owner"),
    ("remarks/notes", "remarks"),
    ("web link", "source_list_url"),
    ("alternative names", "alt_names"),
    ("debarred party full name and alias", "name"),
    ("date of birth", "dates_of_birth"),
    ("notice", "federal_register_notice"),
    ("notice date", "start_date"),
];

/// Columns that are not values of the party.
const PASSED_OVER: &[&str] = &[
    "_id",
    "address number",
    "alternate number",
    "alternate type",
    "address remarks",
    "alternate remarks",
];

/// Headers by which a file is known; the third and fourth name their list by being that list's.
const HEADERS: &[(&str, &str)] = &[
    (
        "source,entity_number,type,programs,name,title,addresses",
        "",
    ),
    ("source list,", ""),
    ("debarred party full name and alias,", "DTC"),
    ("country,name,address,", "UVL"),
];

/// What a column holds.
#[derive(Clone, Copy)]
enum Column {
    Value(&'static str),
    Addresses,
    AddressPart,
    Country,
    Ids,
    Alias,
    Correction,
    PassedOver,
}

pub fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(1_000)]).into_owned();
    implied_source(&head).is_some()
}

/// The source that the header itself implies (empty when a column names it); `None` when the
/// header is of none of these files.
fn implied_source(text: &str) -> Option<&'static str> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?;
    // The Unverified List's header says little, so its capitals count.
    if line.starts_with("COUNTRY,NAME,ADDRESS") {
        return Some("UVL");
    }
    let line = line.replace('"', "").to_lowercase();
    let line = line.strip_prefix("_id,").unwrap_or(&line);
    let known = HEADERS.iter().filter(|(_, source)| *source != "UVL");
    let mut known = known.filter(|(start, _)| line.starts_with(start));
    known.next().map(|(_, source)| *source)
}

pub fn records(
    file: &SourceFile<'_>,
    text: &str,
    sink: &mut Sink<'_>,
) -> Result<Vec<Record>, String> {
    let Some(source) = implied_source(text) else {
        return Err(
            "its first line is not the header of the Consolidated Screening List or of one \
                    of its sources: fetch the file again"
                .to_owned(),
        );
    };
    // The reader's line numbers count line feeds.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let blank_last = header.iter().collect::<Vec<_>>();
    let blank_last = blank_last
        .iter()
        .rev()
        .take_while(|name| name.trim().is_empty());
    let named = header.len() - blank_last.count();
    let columns: Vec<Column> = header
        .iter()
        .map(|name| column(name, file.name, sink))
        .collect();
    let mut records = Vec::new();
    let mut short = false;
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        short = row.len() < named;
        if row.iter().all(|cell| cell.trim().is_empty()) {
            sink.ignored("row", "it is blank");
            continue;
        }
        if let Some(message) = too_long(row.as_slice().len()) {
            sink.fault(Severity::Record, file.name, format!("line {line}"), message);
            continue;
        }
        let mut record = record(&columns, &row);
        record.place = format!("line {line}");
        record.put("source", source);
        records.push(record);
    }
    if short || ends_in_quotes(&text) {
        return Err("it ends inside its last row: it was cut off; fetch it again".to_owned());
    }
    Ok(records)
}

fn column(name: &str, file: &str, sink: &mut Sink<'_>) -> Column {
    let name = name.trim().to_lowercase();
    let name = OLDER
        .iter()
        .find(|(old, _)| *old == name)
        .map_or(name.as_str(), |(_, new)| new);
    if let Some(known) = SINGLE.iter().chain(SEVERAL).find(|known| **known == name) {
        return Column::Value(known);
    }
    match name {
        "addresses" => Column::Addresses,
        "address" | "city" | "state/province" | "postal code" => Column::AddressPart,
        "country" => Column::Country,
        "ids" => Column::Ids,
        "alternate name" => Column::Alias,
        "corrected notice" | "corrected notice date" => Column::Correction,
        "" => Column::PassedOver,
        _ if PASSED_OVER.contains(&name) => Column::PassedOver,
        _ => {
            let message = format!("column \"{name}\" is not known; its values are not used");
            sink.fault(Severity::Value, file, "line 1", message);
            Column::PassedOver
        }
    }
}

fn record(columns: &[Column], row: &csv::StringRecord) -> Record {
    let mut record = Record::default();
    let (mut parts, mut country, mut correction) = (Vec::new(), String::new(), Vec::new());
    for (column, cell) in columns.iter().zip(row) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Value(name) if SEVERAL.contains(name) => {
                for piece in names::split_outside(cell, ';') {
                    record.put(name, piece);
                }
            }
            Column::Value(name) => record.put(name, cell),
            Column::Addresses => record.addresses = addresses(cell),
            Column::AddressPart => parts.push(cell),
            Column::Country => country = cell.to_owned(),
            Column::Ids => record.papers = ids(cell),
            Column::Alias => record.put("alt_names", cell),
            Column::Correction => correction.push(cell),
            Column::PassedOver => {}
        }
    }
    if !parts.is_empty() || !country.is_empty() {
        let text = parts.join(", ");
        record.addresses.push(Address { text, country });
    }
    record.put("correction", &correction.join(" "));
    record
}

/// `1 Some St., Nowhere, 12345, XX; YY`: the country's code stands last.
fn addresses(cell: &str) -> Vec<Address> {
    let mut addresses = Vec::new();
    for piece in cell.split(';') {
        let piece = piece.trim();
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        let (text, last) = piece.rsplit_once(',').unwrap_or(("", piece));
        let last = last.trim();
        let is_code = last.len() == 2 && last.bytes().all(|b| b.is_ascii_uppercase());
        let (text, country) = if is_code { (text, last) } else { (piece, "") };
        if !piece.is_empty() {
            let (text, country) = (text.trim().to_owned(), country.to_owned());
            addresses.push(Address { text, country });
        }
    }
    addresses
}

fn ids(cell: &str) -> Vec<Paper> {
    cell.split("; ")
        .filter(|piece| !piece.trim().is_empty())
        .map(papers::from_text)
        .collect()
}
