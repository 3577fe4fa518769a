//! The Consolidated Screening List of trade.gov: one file with the rows of many lists.
//!
//! A list says which rows are its own: `[reader] csl_source = "Entity List (EL) - …"`. The code in
//! brackets decides, for the words around it have changed over the years.

mod json;
mod papers;
mod party;
mod table;

use std::collections::BTreeMap;

use plaint_model::ListInfo;

use super::rows;
use crate::{Format, Severity, Sink, SourceFile};

/// The format as a table.
pub const CSV: Format = Format {
    id: "csl-csv",
    version: 1,
    about: "Consolidated Screening List of trade.gov, CSV (and the CSV of its source lists)",
    recognises: table::recognises,
    bundle: crate::format::Bundle::One,
    belongs: |list, file| crate::format::names_setting(list, file, "csl_source"),
    read: read_csv,
};

/// The format as JSON.
pub const JSON: Format = Format {
    id: "csl-json",
    version: 1,
    about: "Consolidated Screening List of trade.gov, JSON",
    recognises: json::recognises,
    bundle: crate::format::Bundle::One,
    belongs: |list, file| crate::format::names_setting(list, file, "csl_source"),
    read: read_json,
};

/// One address.
#[derive(Debug, Default)]
struct Address {
    text: String,
    country: String,
}

/// One identity number or remark in the column `ids`.
#[derive(Debug, Default)]
struct Paper {
    kind: String,
    number: String,
    country: String,
}

/// One row, whatever the file's form.
#[derive(Debug, Default)]
struct Record {
    /// Where it stands in the file.
    place: String,
    /// The values of each column by its present name; several where the column holds several.
    values: BTreeMap<&'static str, Vec<String>>,
    addresses: Vec<Address>,
    papers: Vec<Paper>,
}

impl Record {
    fn one(&self, column: &str) -> &str {
        self.all(column).first().map_or("", String::as_str)
    }

    fn all(&self, column: &str) -> &[String] {
        self.values.get(column).map_or(&[], Vec::as_slice)
    }

    fn put(&mut self, column: &'static str, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.values.entry(column).or_default().push(text.to_owned());
        }
    }
}

/// Columns that hold several values, parted by semicolons in the CSV.
const SEVERAL: &[&str] = &[
    "programs",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
];

/// Every other column of a value.
const SINGLE: &[&str] = &[
    "source",
    "entity_number",
    "type",
    "name",
    "title",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "source_information_url",
];

fn read_csv(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    read(list, files, sink, table::records);
}

fn read_json(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    read(list, files, sink, json::records);
}

type Records = fn(&SourceFile<'_>, &str, &mut Sink<'_>) -> Result<Vec<Record>, String>;

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>, records: Records) {
    let [file] = files else {
        let message = format!("{} files; the list is one file: give that one", files.len());
        return sink.fault(Severity::Fatal, "consolidated", "", message);
    };
    let text = decode(file.bytes);
    let records = match records(file, &text, sink) {
        Ok(records) => records,
        Err(message) => return sink.fault(Severity::Fatal, file.name, "", message),
    };
    let mut found = Vec::new();
    for record in &records {
        if !is_of_list(list, record.one("source")) {
            sink.ignored("row", "it belongs to another list of the same file");
        } else if record.one("name").is_empty() {
            sink.fault(
                Severity::Record,
                file.name,
                record.place.clone(),
                "it has no name",
            );
        } else {
            found.push(party::row(list, record, file.name, sink));
        }
    }
    if found.is_empty() {
        let source = list.setting("csl_source").unwrap_or("any source");
        let message = format!(
            "none of its {} rows is of \"{source}\": the file is another or cut off, or the source \
             was renamed; fetch it again, or mend csl_source in the list's TOML",
            records.len()
        );
        return sink.fault(Severity::Fatal, file.name, "", message);
    }
    rows::hand_over(list, &found, file.name, sink);
}

/// Decodes a file. Old files carry single bytes of Windows-1252 that were stored as control
/// characters; they become what they were.
fn decode(bytes: &[u8]) -> String {
    let text = crate::text::decode(bytes);
    let old = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if !text.contains(old) {
        return text.into_owned();
    }
    let restored = |c: char| match u8::try_from(u32::from(c)) {
        Ok(byte) if old(c) => encoding_rs::WINDOWS_1252.decode(&[byte]).0.into_owned(),
        _ => c.to_string(),
    };
    text.chars().map(restored).collect()
}

fn is_of_list(list: &ListInfo, source: &str) -> bool {
    match list.setting("csl_source") {
        Some(own) => code(own) == code(source),
        None => true,
    }
}

/// `EL` of `Entity List (EL) - Bureau of Industry and Security`, and of `EL` alone; in small
/// letters, without the word "List".
fn code(source: &str) -> String {
    let inner = source
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    let code = inner.map_or(source, |(code, _)| code).trim().to_lowercase();
    code.strip_suffix(" list").unwrap_or(&code).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_by_their_code() {
        assert_eq!(code("Entity List (EL) - Bureau of Nothing"), code("EL"));
        assert_eq!(code("Menu List (NS-MBS List) - Nowhere"), "ns-mbs");
        assert_ne!(code("Unverified List (UVL) - Nowhere"), code("EL"));
    }

    #[test]
    fn old_bytes_are_restored() {
        assert_eq!(decode("Jan\u{92}s".as_bytes()), "Jan’s");
    }
}
