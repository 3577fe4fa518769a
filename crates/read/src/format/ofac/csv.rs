//! OFAC's four CSV files: entries, other names, addresses, and the rest of long remarks.
//!
//! They have no header; a missing value is `-0-`; the end is marked by the byte 0x1A. Other names
//! and addresses point at an entry by its number. There are no listing dates in them.

use std::collections::{HashMap, HashSet};

use ::csv::StringRecord;
use plaint_model::{EntityId, ListInfo, Property};

use super::draft::Draft;
use super::{remarks, schema};
use crate::format::{Format, SourceFile};
use crate::{Severity, Sink, text};

/// The format.
pub const FORMAT: Format = Format {
    id: "ofac-csv",
    version: 1,
    about: "OFAC's CSV files: SDN, ALT, ADD, SDN_COMMENTS or CONS_PRIM, CONS_ALT, CONS_ADD, \
            CONS_COMMENTS",
    recognises: |file| part(file).is_some(),
    bundle: crate::format::Bundle::Folder,
    belongs: super::is_of_list,
    read,
};

/// The end of file of older systems, which OFAC still writes.
const END_MARK: char = '\u{1a}';
/// The publisher cuts remarks at 1,000 bytes; shorter ones are whole.
const REMARKS_CUT_BYTES: usize = 990;
/// Beyond this share of rows without an entry, the files cannot be of one snapshot.
const STRAY_PERCENT_MAX: usize = 10;

/// The four files of the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Main,
    Names,
    Addresses,
    Comments,
}

impl Part {
    const ALL: [Self; 4] = [Self::Main, Self::Names, Self::Addresses, Self::Comments];

    fn columns(self) -> usize {
        match self {
            Self::Main => 12,
            Self::Names => 5,
            Self::Addresses => 6,
            Self::Comments => 2,
        }
    }

    fn by_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let stem = name.strip_suffix(".csv")?;
        match stem {
            "alt" | "cons_alt" => Some(Self::Names),
            "add" | "cons_add" => Some(Self::Addresses),
            "sdn_comments" | "cons_comments" => Some(Self::Comments),
            _ if stem == "sdn" || stem == "cons_prim" || stem.starts_with("sdn_") => {
                Some(Self::Main)
            }
            _ => None,
        }
    }

    fn by_content(row: &StringRecord, name: &str) -> Option<Self> {
        let is_number = |at| row.get(at).is_some_and(is_number);
        let part = Self::ALL.into_iter().find(|p| p.columns() == row.len())?;
        let fits = is_number(0)
            && match part {
                Self::Main => schema(cell(row, 2)).is_some() && cell(row, 1).is_some(),
                Self::Names => is_number(1) && matches!(cell(row, 2), Some("aka" | "fka" | "nka")),
                Self::Addresses => is_number(1) && row.iter().any(|c| c.trim() == "-0-"),
                Self::Comments => Self::by_name(name) == Some(Self::Comments),
            };
        fits.then_some(part)
    }
}

/// Which file of the set a file is. An empty one has only its name to tell.
fn part(file: &SourceFile<'_>) -> Option<Part> {
    let start = file.bytes.get(..16_384).unwrap_or(file.bytes);
    let is_blank = |b: &u8| b.is_ascii_whitespace() || *b == 0x1a;
    if file.bytes.iter().all(is_blank) {
        return Part::by_name(file.name);
    }
    let start = text::decode(start);
    let row = reader(&start).records().next()?.ok()?;
    Part::by_content(&row, file.name)
}

fn reader(text: &str) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// A cell that has a value. `-0` is `-0-` where the last byte of a file was lost.
fn cell(row: &StringRecord, at: usize) -> Option<&str> {
    let text = row.get(at)?.trim();
    (!matches!(text, "" | "-0-" | "-0")).then_some(text)
}

/// The rows of one file, by the entry they belong to.
#[derive(Default)]
struct Rows<'a> {
    file: &'a str,
    by_entry: HashMap<String, Vec<StringRecord>>,
    total: usize,
}

impl<'a> Rows<'a> {
    fn new(file: &'a str, rows: Vec<StringRecord>) -> Self {
        let total = rows.len();
        let mut by_entry: HashMap<String, Vec<StringRecord>> = HashMap::new();
        for row in rows {
            let number = row.get(0).unwrap_or_default().trim().to_owned();
            by_entry.entry(number).or_default().push(row);
        }
        Self {
            file,
            by_entry,
            total,
        }
    }

    fn take(&mut self, number: &str) -> Vec<StringRecord> {
        self.by_entry.remove(number).unwrap_or_default()
    }

    /// Reports the rows that belong to no entry. Where they are many and mean parties, as other
    /// names and addresses do, nothing of the set can be trusted.
    fn report_strays(self, severity: Severity, sink: &mut Sink<'_>) {
        let mut strays: Vec<&StringRecord> = self.by_entry.values().flatten().collect();
        strays.sort_by_key(|row| number(row));
        let are_many = strays.len() * 100 > self.total * STRAY_PERCENT_MAX;
        if are_many && severity >= Severity::Record {
            let message = format!(
                "{} of {} rows belong to no entry of the main file: the files are not of the \
                 same list and day; fetch them together",
                strays.len(),
                self.total
            );
            sink.fault(Severity::Fatal, self.file, "", message);
        }
        for row in strays {
            let number = row.get(0).unwrap_or_default().trim();
            let message = format!("belongs to entry {number}, which the main file does not have");
            sink.fault(severity, self.file, place(row), message);
        }
    }
}

fn place(row: &StringRecord) -> String {
    format!(
        "row {} (ent_num {})",
        number(row),
        row.get(0).unwrap_or("?").trim()
    )
}

/// The row's number in its file, from 1.
fn number(row: &StringRecord) -> u64 {
    row.position().map_or(0, |position| position.record() + 1)
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut main: Option<(&str, Vec<StringRecord>)> = None;
    let [mut names, mut addresses, mut comments] = [const { None }; 3];
    for file in files {
        let Some(part) = part(file) else {
            let message = "this is none of OFAC's CSV files; give sdn.csv with alt.csv, add.csv \
                           and sdn_comments.csv, or cons_prim.csv with its like";
            sink.fault(Severity::Fatal, file.name, "", message);
            continue;
        };
        let rows = rows(file, part, sink);
        let twice = match part {
            Part::Main => main.replace((file.name, rows)).is_some(),
            Part::Names => names.replace(Rows::new(file.name, rows)).is_some(),
            Part::Addresses => addresses.replace(Rows::new(file.name, rows)).is_some(),
            Part::Comments => comments.replace(Rows::new(file.name, rows)).is_some(),
        };
        if twice {
            let message = "a second file of the same kind; give one of each";
            sink.fault(Severity::Fatal, file.name, "", message);
        }
    }
    let Some((file, rows)) = main else {
        let name = files.first().map_or("", |file| file.name);
        let message = "the main file is missing; give sdn.csv or cons_prim.csv";
        sink.fault(Severity::Fatal, name, "", message);
        return;
    };
    for (missing, what) in [
        (names.is_none(), "aliases (alt.csv)"),
        (addresses.is_none(), "addresses (add.csv)"),
        (
            comments.is_none(),
            "the rest of long remarks (sdn_comments.csv)",
        ),
    ] {
        if missing {
            sink.note(format!(
                "The file of {what} was not given: they are missing."
            ));
        }
    }
    let mut parts = Parts {
        names: names.unwrap_or_default(),
        addresses: addresses.unwrap_or_default(),
        comments: comments.unwrap_or_default(),
        seen: HashSet::new(),
    };
    for row in &rows {
        parts.entry(list, file, row, sink);
    }
    parts.names.report_strays(Severity::Record, sink);
    parts.addresses.report_strays(Severity::Record, sink);
    parts.comments.report_strays(Severity::Value, sink);
}

/// The good rows of a file; the others are reported.
fn rows(file: &SourceFile<'_>, part: Part, sink: &mut Sink<'_>) -> Vec<StringRecord> {
    let text = text::decode(file.bytes);
    let mut rows = Vec::new();
    let mut is_last_bad = false;
    for row in reader(&text).into_records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                sink.fault(Severity::Record, file.name, "", error.to_string());
                continue;
            }
        };
        if row.len() == 1 && row.get(0).is_some_and(|c| c.trim() == END_MARK.to_string()) {
            continue;
        }
        let problem = if row.len() != part.columns() {
            Some(format!(
                "{} columns instead of {}",
                row.len(),
                part.columns()
            ))
        } else if !row.get(0).is_some_and(is_number) {
            Some("the row does not begin with the number of an entry".to_owned())
        } else {
            None
        };
        is_last_bad = problem.is_some();
        match problem {
            Some(message) => sink.fault(Severity::Record, file.name, place(&row), message),
            None => rows.push(row),
        }
    }
    if part == Part::Main && !text.trim_end().ends_with(END_MARK) {
        sink.note(format!(
            "{} does not end with the publisher's end mark (0x1A): make sure that it is whole.",
            file.name
        ));
    }
    let end = text.trim_end_matches(END_MARK);
    let is_open = end.matches('"').count() % 2 == 1;
    if is_open || (is_last_bad && !end.ends_with('\n')) {
        let message = "the file ends within a row: it was cut off; fetch it again";
        sink.fault(Severity::Fatal, file.name, "", message);
    } else if rows.is_empty() {
        let message = "the file has no rows: it is empty; fetch it again";
        sink.fault(Severity::Fatal, file.name, "", message);
    }
    rows
}

/// The files that stand beside the main one.
struct Parts<'a> {
    names: Rows<'a>,
    addresses: Rows<'a>,
    comments: Rows<'a>,
    seen: HashSet<EntityId>,
}

impl Parts<'_> {
    fn entry(&mut self, list: &ListInfo, file: &str, row: &StringRecord, sink: &mut Sink<'_>) {
        let place = place(row);
        let number = row.get(0).unwrap_or_default().trim();
        let Some(name) = cell(row, 1) else {
            sink.fault(Severity::Record, file, place, "the entry has no name");
            return;
        };
        let Some(schema) = schema(cell(row, 2)) else {
            let message = format!("\"{}\" is no known type of entry", row.get(2).unwrap_or(""));
            sink.fault(Severity::Record, file, place, message);
            return;
        };
        let mut id = EntityId::numbered(&list.id, number);
        let is_taken = !self.seen.insert(id.clone());
        if is_taken {
            id = EntityId::derived(&list.id, &[number, name]);
            if !self.seen.insert(id.clone()) {
                sink.fault(
                    Severity::Record,
                    file,
                    place,
                    "the entry stands there again",
                );
                return;
            }
        }
        let mut draft = Draft::new(list, id, number, schema);
        if is_taken {
            draft.doubt("the number is another entry's too; the id was made from the name");
        }
        draft.name(Property::NAME, name);
        main_columns(&mut draft, row);
        for row in self.names.take(number) {
            other_name(&mut draft, &row);
        }
        for row in self.addresses.take(number) {
            let lines: Vec<&str> = [2, 3].iter().filter_map(|at| cell(&row, *at)).collect();
            draft.address(&lines, cell(&row, 4));
            if let Some(remarks) = cell(&row, 5) {
                draft.note(remarks);
            }
        }
        self.remarks(&mut draft, number, row);
        draft.finish(file, &place, sink);
    }

    /// Joins what the main file cut off with the rest of it. The cut falls anywhere, even within
    /// a word or before a space.
    fn remarks(&mut self, draft: &mut Draft, number: &str, row: &StringRecord) {
        let rest = self.comments.take(number);
        let rest: String = rest.iter().filter_map(|row| row.get(1)).collect();
        let start = cell(row, 11).and(row.get(11)).unwrap_or_default();
        let ends = start.trim_end().ends_with('.') || start.len() < REMARKS_CUT_BYTES;
        if !rest.is_empty() && ends && !start.is_empty() {
            draft.doubt(
                "the comments continue remarks that are whole: the files are of different days",
            );
            remarks::read(draft, start, false);
            remarks::read(draft, &rest, false);
        } else {
            remarks::read(draft, &format!("{start}{rest}"), !ends && rest.is_empty());
        }
    }
}

fn main_columns(draft: &mut Draft, row: &StringRecord) {
    let programs = cell(row, 3).unwrap_or_default();
    for program in programs.split(['[', ']']).map(str::trim) {
        if !program.is_empty() {
            draft.program(program);
        }
    }
    for (at, label) in [
        (4, "Title"),
        (5, "Vessel Call Sign"),
        (6, "Vessel Type"),
        (7, "Vessel Tonnage"),
        (8, "Vessel Gross Registered Tonnage"),
        (9, "Vessel Flag"),
        (10, "Vessel Owner"),
    ] {
        if let Some(value) = cell(row, at) {
            draft.fact(&format!("{label} {value}"));
        }
    }
}

fn other_name(draft: &mut Draft, row: &StringRecord) {
    let Some(name) = cell(row, 3) else {
        draft.doubt(format!("other name {} is empty", row.get(1).unwrap_or("?")));
        return;
    };
    let property = match cell(row, 2) {
        Some("fka") => Property::PREVIOUS_NAME,
        Some("aka" | "nka") => Property::ALIAS,
        other => {
            draft.doubt(format!(
                "\"{}\" is no known type of other name; taken as another name",
                other.unwrap_or("-0-")
            ));
            Property::ALIAS
        }
    };
    draft.name(property, name);
    if let Some(remarks) = cell(row, 4) {
        draft.note(remarks);
    }
}
