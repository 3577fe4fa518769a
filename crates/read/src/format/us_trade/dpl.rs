//! The Denied Persons List of the Bureau of Industry and Security: tab-separated text, a row for
//! each address of a party under a denial order.

use plaint_model::{ListInfo, Property, Schema};

use super::names;
use super::rows::{self, Row};
use super::{citation, forms};
use crate::dates::{self, FigureOrder};
use crate::{Format, Severity, Sink, SourceFile, country};

/// The format.
pub const FORMAT: Format = Format {
    id: "bis-dpl-tsv",
    version: 1,
    about: "Denied Persons List of the Bureau of Industry and Security, tab-separated text",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read,
};

const COLUMNS: [&str; 12] = [
    "Name",
    "Street_Address",
    "City",
    "State",
    "Country",
    "Postal_Code",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "Last_Update",
    "Action",
    "FR_Citation",
];

/// The United States' own abbreviations, with the District and the territories.
const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO \
                      MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY \
                      DC PR VI GU";

/// Whether a text is a state's abbreviation.
pub fn is_state(text: &str) -> bool {
    text.len() == 2 && STATES.split_whitespace().any(|state| state == text)
}

fn header(text: &str) -> bool {
    let line = text
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap_or_default();
    let names = line.split('\t').map(|name| name.trim().trim_matches('"'));
    names.eq(COLUMNS)
}

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = &file.bytes[..file.bytes.len().min(1_000)];
    header(&String::from_utf8_lossy(head))
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let [file] = files else {
        let message = format!("{} files; the list is one file: give that one", files.len());
        return sink.fault(Severity::Fatal, "dpl.txt", "", message);
    };
    let text = crate::text::decode(file.bytes);
    if !header(&text) {
        let message = "its first line is not the header of the Denied Persons List: fetch it again";
        return sink.fault(Severity::Fatal, file.name, "", message);
    }
    // The reader's line numbers count line feeds.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut short) = (Vec::new(), false);
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, csv::Position::line);
        short = record.len() < COLUMNS.len();
        if record.iter().all(|cell| cell.trim().is_empty()) {
            sink.ignored("row", "it is blank");
            continue;
        }
        if let Some(message) = super::too_long(record.as_slice().len()) {
            sink.fault(Severity::Record, file.name, format!("line {line}"), message);
            continue;
        }
        match record.get(0).map(str::trim) {
            Some(name) if !name.is_empty() => rows.push(row(list, &record, line, file.name, sink)),
            _ => sink.fault(
                Severity::Record,
                file.name,
                format!("line {line}"),
                "it has no name",
            ),
        }
    }
    if short || super::ends_in_quotes(&text) {
        let message = "it ends inside its last row: it was cut off; fetch it again";
        sink.fault(Severity::Fatal, file.name, "", message);
    } else if rows.is_empty() {
        sink.fault(
            Severity::Fatal,
            file.name,
            "",
            "it has no row: fetch it again",
        );
    }
    rows::hand_over(list, &rows, file.name, sink);
}

fn row(
    list: &ListInfo,
    record: &csv::StringRecord,
    line: u64,
    file: &str,
    sink: &mut Sink<'_>,
) -> Row {
    let cell = |column: usize| record.get(column).unwrap_or_default().trim();
    let mut row = named_row(list, cell(0));
    let parts = [cell(1), cell(2), cell(3), cell(5), cell(4)];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    row.party.add(Property::ADDRESS, &parts.join(", "));
    let place = format!("line {line}");
    describe_country(cell(4), cell(3), &mut row, (file, &place), sink);
    citation::read(cell(11)).describe(&mut row.designation, Property::LISTING_DATE);
    for (column, property) in [
        (6, Property::START_DATE),
        (7, Property::END_DATE),
        (9, Property::MODIFIED_AT),
    ] {
        match dates::parse(cell(column), FigureOrder::MonthFirst) {
            Some(date) => row.designation.add_date(property, date),
            None if cell(column).is_empty() => {}
            None => {
                let message = format!("{} \"{}\" is not a date", COLUMNS[column], cell(column));
                sink.fault(Severity::Value, file, place.clone(), message);
            }
        }
    }
    row.designation.add(Property::PROVISIONS, measure(cell(8)));
    row.designation.add(Property::SUMMARY, cell(10));
    row
}

/// What the column "Standard_Order" says, in words.
pub fn measure(standard_order: &str) -> &str {
    match standard_order {
        "Y" | "y" => "Standard denial order",
        "N" | "n" => "Non-Standard denial order",
        other => other,
    }
}

/// A row with the party's names. The list does not say who is a person; a name turned round does.
fn named_row(list: &ListInfo, published: &str) -> Row {
    let mut taken = names::take_apart(published);
    let main = taken.main.clone();
    let person = names::person(&main);
    let schema = match person {
        Some(_) => Schema::PERSON,
        None if forms::is_company(&main) => Schema::COMPANY,
        None => Schema::LEGAL_ENTITY,
    };
    let mut row = Row::new(list, schema);
    if let Some((natural, last, first)) = person {
        row.party.add(Property::LAST_NAME, last);
        row.party.add(Property::FIRST_NAME, first);
        taken.main = natural;
    }
    let published = published.split_whitespace().collect::<Vec<_>>().join(" ");
    row.key = names::key(&taken.main);
    row.marks.push("named".to_owned());
    row.party
        .add_cleaned(Property::NAME, &taken.main, &published);
    taken.describe(&mut row.party);
    row
}

/// An address in the United States may stand with its state and no country.
fn describe_country(
    country: &str,
    state: &str,
    row: &mut Row,
    place: (&str, &str),
    sink: &mut Sink<'_>,
) {
    match country::code(country) {
        Some(code) => row.party.add(Property::COUNTRY, code),
        // The state stands in the country's place.
        None if is_state(country) => row.party.add_cleaned(Property::COUNTRY, "us", country),
        None if country.is_empty() && is_state(state) => row.party.add(Property::COUNTRY, "us"),
        None if country.is_empty() => sink.ignored("Country", "it is blank and no state is given"),
        None => {
            let message = format!("country \"{country}\" is not known");
            sink.fault(Severity::Value, place.0, place.1, message);
        }
    }
}
