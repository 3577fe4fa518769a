//! Australia's Consolidated List: a spreadsheet with one row for each name.
//!
//! Rows whose references share a number (`2`, `2a`, `2b`) are one party. Facts stand on every row
//! of the party, and where the rows differ all of them are taken. Several values in one cell are
//! marked "a) … b) …".

mod listing;

pub(super) use listing::listed;

use std::collections::BTreeMap;
use std::collections::HashMap;

use plaint_model::{Entity, EntityId, Entry, ListInfo, Property, Schema};

use crate::dates::FigureOrder;
use crate::format::{Format, SourceFile};
use crate::sink::{Severity, Sink};
use crate::xlsx::{self, Row};
use crate::{company_words, country, date_text, enumeration, nationality};

/// Australia's Consolidated List.
pub const FORMAT: Format = Format {
    id: "au-dfat-xlsx",
    version: 1,
    about: "Australia: DFAT Consolidated List, spreadsheet",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read,
};

/// A spreadsheet is an archive: its headings cannot be seen without opening it.
fn recognises(file: &SourceFile<'_>) -> bool {
    let mut heads = false;
    file.bytes.starts_with(b"PK")
        && xlsx::read_head(file.bytes, &mut |row| heads |= Columns::of(row).is_some()).is_ok()
        && heads
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let [file] = files else {
        let message = "the list is one file, regulation8_consolidated.xlsx; give that alone";
        sink.fault(Severity::Fatal, "", "", message);
        return;
    };
    let mut reader = Reader {
        list,
        file: file.name,
        columns: None,
        parties: BTreeMap::new(),
    };
    let result = xlsx::read(file.bytes, &mut |sheet, row| reader.row(sheet, &row, sink));
    if let Err(problem) = result {
        let message = format!("not a whole spreadsheet ({problem}); fetch it again");
        sink.fault(Severity::Fatal, file.name, "", message);
    } else if reader.columns.is_none() || reader.parties.is_empty() {
        let message = "no sheet has the headings Reference, Name of Individual or Entity, Type and \
                       Name Type, with rows below; fetch the Consolidated List again";
        sink.fault(Severity::Fatal, file.name, "", message);
    }
    for (number, rows) in std::mem::take(&mut reader.parties) {
        reader.party(number, &rows, sink);
    }
}

/// Where each heading stands.
struct Columns(HashMap<&'static str, usize>);

/// The headings, as they are and as newer files have them.
const HEADINGS: &[&str] = &[
    "reference",
    "name of individual or entity",
    "type",
    "name type",
    "alias strength",
    "date of birth",
    "place of birth",
    "citizenship",
    "address",
    "additional information",
    "listing information",
    "imo number",
    "committees",
    "control date",
    "instrument of designation",
    "targeted financial sanction",
    "travel ban",
    "arms embargo",
    "maritime restriction",
];

impl Columns {
    fn of(row: &Row) -> Option<Self> {
        let mut columns = HashMap::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let words: Vec<&str> = cell.split_whitespace().collect();
            let words = words.join(" ").to_lowercase();
            if let Some(heading) = HEADINGS.iter().find(|heading| **heading == words) {
                columns.insert(*heading, at);
            }
        }
        let needed = HEADINGS[..4].iter().all(|h| columns.contains_key(h));
        needed.then_some(Self(columns))
    }

    /// A cell; "na" stands for none in this list.
    fn cell<'r>(&self, row: &'r Row, heading: &str) -> &'r str {
        let text = self.0.get(heading).map_or("", |at| row.cell(*at));
        if text.eq_ignore_ascii_case("na") || text.eq_ignore_ascii_case("n/a") {
            ""
        } else {
            text
        }
    }
}

struct Reader<'a> {
    list: &'a ListInfo,
    file: &'a str,
    columns: Option<Columns>,
    parties: BTreeMap<u64, Vec<Row>>,
}

impl Reader<'_> {
    fn row(&mut self, sheet: &str, row: &Row, sink: &mut Sink<'_>) {
        if let Some(columns) = Columns::of(row) {
            self.unknown_headings(sheet, row, &columns, sink);
            self.columns = Some(columns);
            return;
        }
        let Some(columns) = &self.columns else {
            return;
        };
        let reference = columns.cell(row, "reference");
        let place = format!("sheet \"{sheet}\" row {}", row.number);
        let digits = reference.trim_end_matches(|c: char| c != '.' && !c.is_ascii_digit());
        let number: String = digits.chars().take_while(char::is_ascii_digit).collect();
        match number.parse() {
            Ok(number) => self.parties.entry(number).or_default().push(row.clone()),
            Err(_) => {
                let message = format!("\"{reference}\" is no reference such as 12 or 12a");
                sink.fault(Severity::Record, self.file, place, message);
            }
        }
    }

    fn unknown_headings(&self, sheet: &str, row: &Row, columns: &Columns, sink: &mut Sink<'_>) {
        for (at, cell) in row.cells.iter().enumerate() {
            if !cell.trim().is_empty() && !columns.0.values().any(|column| *column == at) {
                let message = format!("the column \"{}\" is not known to this reader", cell.trim());
                let place = format!("sheet \"{sheet}\" row {}", row.number);
                sink.fault(Severity::Value, self.file, place, message);
            }
        }
    }

    fn party(&self, number: u64, rows: &[Row], sink: &mut Sink<'_>) {
        let Some(columns) = &self.columns else {
            return;
        };
        let primary = |row: &&Row| is_primary(columns.cell(row, "name type"));
        let primaries: Vec<&Row> = rows.iter().filter(primary).collect();
        let place = format!("reference {number}");
        let Some(first) = primaries.first().copied().or_else(|| rows.first()) else {
            return;
        };
        let name = columns.cell(first, "name of individual or entity");
        if name.is_empty() {
            let message = "its first row has no name";
            sink.fault(Severity::Record, self.file, place, message);
            return;
        }
        if primaries.len() > 1 {
            let message = "two of its rows are a primary name: perhaps one number for two parties";
            sink.fault(Severity::Value, self.file, place.clone(), message);
        }
        let imo = rows.iter().find_map(|row| {
            let digits = columns.cell(row, "imo number");
            Some(digits).filter(|digits| digits.len() == 7)
        });
        let kind = columns.cell(first, "type").to_lowercase();
        let schema = schema(&kind, name, imo.is_some()).unwrap_or_else(|| {
            let message = format!("\"{kind}\" is not a type this reader knows");
            sink.fault(Severity::Value, self.file, place.clone(), message);
            Schema::LEGAL_ENTITY
        });
        let id = EntityId::numbered(&self.list.id, &number.to_string());
        let mut facts = Facts {
            entry: Entry::new(Entity::new(id, schema)),
            file: self.file,
            place,
            sink,
        };
        if schema == Schema::VESSEL {
            let imo = imo.unwrap_or_default();
            facts.entry.party.add(Property::IMO_NUMBER, imo);
        }
        let ordered = std::iter::once(first).chain(rows.iter().filter(|row| *row != first));
        ordered.for_each(|row| facts.row(columns, row));
        if primaries.is_empty() {
            facts.entry.party.add(Property::NAME, name);
            facts.fault("none of its rows is a primary name; the first was taken".to_owned());
        }
        for topic in &self.list.topics {
            facts.entry.party.add(Property::TOPICS, topic);
        }
        let sanction = listing::designation(self.list, columns, rows, &mut facts);
        facts.entry.related.push(sanction);
        let entry = facts.entry;
        sink.entry(entry);
    }
}

fn schema(kind: &str, name: &str, has_imo: bool) -> Option<Schema> {
    match kind {
        "individual" | "person" => Some(Schema::PERSON),
        "vessel" | "ship" => Some(Schema::VESSEL),
        _ if has_imo => Some(Schema::VESSEL),
        "entity" if company_words::is_company(name) => Some(Schema::COMPANY),
        "entity" => Some(Schema::LEGAL_ENTITY),
        _ => None,
    }
}

fn is_primary(name_type: &str) -> bool {
    name_type.to_lowercase().starts_with("primary")
}

/// A party being filled from its rows.
struct Facts<'a, 's, 'f> {
    entry: Entry,
    file: &'a str,
    place: String,
    sink: &'s mut Sink<'f>,
}

impl Facts<'_, '_, '_> {
    /// The rows of a party repeat its facts; a fault in them is told once.
    fn fault(&mut self, message: String) {
        let last = self.sink.faults.last();
        if last.is_none_or(|last| last.place != self.place || last.message != message) {
            self.sink
                .fault(Severity::Value, self.file, self.place.clone(), message);
        }
    }

    fn row(&mut self, columns: &Columns, row: &Row) {
        self.name(columns, row);
        self.dates(columns.cell(row, "date of birth"));
        let person = self.entry.party.schema == Schema::PERSON;
        for place in enumeration::split(columns.cell(row, "place of birth")) {
            if person {
                self.entry.party.add(Property::BIRTH_PLACE, place);
                if let Some(code) = last_country(place) {
                    self.entry.party.add(Property::BIRTH_COUNTRY, code);
                }
            } else {
                self.entry
                    .party
                    .add(Property::NOTES, &format!("Place of origin: {place}"));
            }
        }
        let committees = columns.cell(row, "committees");
        self.citizenship(columns.cell(row, "citizenship"), committees);
        for value in enumeration::split(columns.cell(row, "address")) {
            for address in value.split([';', '\n']).flat_map(|part| part.split(">>")) {
                let address = address.trim().trim_end_matches(',');
                self.entry.party.add(Property::ADDRESS, address);
                if let Some(code) = last_country(address) {
                    self.entry.party.add(Property::COUNTRY, code);
                }
            }
        }
        let notes = columns.cell(row, "additional information");
        self.entry.party.add(Property::NOTES, notes);
    }

    fn name(&mut self, columns: &Columns, row: &Row) {
        let cell = columns.cell(row, "name of individual or entity");
        let kind = columns.cell(row, "name type").to_lowercase();
        let weak = columns
            .cell(row, "alias strength")
            .eq_ignore_ascii_case("weak");
        let former = cell.strip_suffix("(formerly listed as)");
        let former = former.or_else(|| cell.strip_prefix("Formerly known as "));
        let (name, formerly) = (former.unwrap_or(cell), former.is_some());
        let property = match kind.as_str() {
            _ if formerly => Property::PREVIOUS_NAME,
            "primary name" | "primary" | "original script" => Property::NAME,
            "aka" | "a.k.a." | "alias" if weak => Property::WEAK_ALIAS,
            "aka" | "a.k.a." | "alias" => Property::ALIAS,
            "formerly known as" | "previously listed as" | "fka" => Property::PREVIOUS_NAME,
            other => {
                let message = format!("\"{other}\" is not a kind of name this reader knows");
                self.fault(message);
                Property::ALIAS
            }
        };
        self.entry.party.add_cleaned(property, name, cell);
    }

    fn dates(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let property = match self.entry.party.schema {
            Schema::PERSON => Property::BIRTH_DATE,
            Schema::VESSEL => Property::BUILD_DATE,
            _ => Property::INCORPORATION_DATE,
        };
        // A year alone is stored as the number it is, a day as the spreadsheet's count of days.
        let by_number = text.parse::<f64>().ok().filter(|number| *number >= 3_000.0);
        if let Some(date) = by_number.and_then(|_| xlsx::day(text)) {
            self.entry.party.add_date(property, date);
            return;
        }
        let mut exact = true;
        for value in enumeration::split(text) {
            let found = date_text::find(value, FigureOrder::DayFirst);
            exact &= found.exact;
            for date in found.dates {
                self.entry.party.add_date(property, date);
            }
        }
        if !exact {
            let note = format!("Date of birth: {text}");
            self.entry.party.add(Property::NOTES, &note);
        }
    }

    fn citizenship(&mut self, text: &str, committees: &str) {
        let property = match self.entry.party.schema {
            Schema::PERSON => Property::CITIZENSHIP,
            _ => Property::COUNTRY,
        };
        let (codes, unknown) = nationality::codes(text);
        for code in codes {
            self.entry.party.add(property, code);
        }
        let mut remark = text.contains('(');
        for piece in unknown {
            // Two states' nationals are Congolese; the committee tells which.
            if piece == "Congolese" && committees.contains("Democratic Republic of the Congo") {
                self.entry.party.add_cleaned(property, "cd", piece);
                continue;
            }
            // "Possibly Ethiopian", "citizenship withdrawn in 2002": a remark, not a spelling.
            let is_remark = piece.split_whitespace().count() > 4 || piece.starts_with("Possibly ");
            remark |= is_remark;
            if !is_remark {
                self.fault(format!(
                    "\"{piece}\" is not a nationality this reader knows"
                ));
            }
        }
        if remark {
            self.entry
                .party
                .add(Property::NOTES, &format!("Citizenship: {text}"));
        }
    }
}

/// The country that an address ends in, without a remark in brackets.
fn last_country(address: &str) -> Option<&'static str> {
    let address = address.split('(').next().unwrap_or(address);
    let last = address.rsplit(',').next()?.trim().trim_end_matches('.');
    country::code(last)
}
