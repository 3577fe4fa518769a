//! One row of the Consolidated Screening List, as what it says of a party and its designation.

use plaint_model::{ListInfo, PartialDate, Property, Schema};

use super::{Record, code, papers};
use crate::dates::{self, FigureOrder};
use crate::format::us_trade::names::{self, Names};
use crate::format::us_trade::rows::Row;
use crate::format::us_trade::{citation, dpl, forms};
use crate::{Severity, Sink, country};

/// Where a reader of one row reports what it does not understand.
struct Place<'a, 's> {
    file: &'a str,
    place: &'a str,
    sink: &'a mut Sink<'s>,
}

impl Place<'_, '_> {
    fn value(&mut self, message: String) {
        self.sink
            .fault(Severity::Value, self.file, self.place, message);
    }

    fn country(&mut self, text: &str) -> Option<&'static str> {
        let code = country::code(text);
        if code.is_none() {
            self.value(format!("country \"{text}\" is not known"));
        }
        code
    }

    fn date(&mut self, column: &str, text: &str) -> Option<PartialDate> {
        let date = dates::parse(text, FigureOrder::MonthFirst);
        if date.is_none() && !text.is_empty() {
            self.value(format!("{column} \"{text}\" is not a date"));
        }
        date
    }
}

pub fn row(list: &ListInfo, record: &Record, file: &str, sink: &mut Sink<'_>) -> Row {
    let mut at = Place {
        file,
        place: &record.place,
        sink,
    };
    let names = names::take_apart(record.one("name"));
    let mut row = Row::new(list, schema(record, &names.main));
    describe_names(record, names, &mut row);
    describe_addresses(record, &mut row, &mut at);
    describe_person(record, &mut row, &mut at);
    describe_vessel(record, &mut row, &mut at);
    describe_designation(record, &mut row, &mut at);
    for paper in &record.papers {
        papers::describe(paper, &mut row, (file, &record.place), at.sink);
    }
    // Only the Entity List has parties that share a name; elsewhere a name is one party, whatever
    // the dates of its orders.
    if code(record.one("source")) != "el" {
        row.marks.push("named".to_owned());
        row.since = None;
    }
    row.number = record.all("entity_number").first().cloned();
    row.marks.extend(row.number.clone());
    row
}

fn schema(record: &Record, name: &str) -> Schema {
    let numbered = name.strip_prefix("Address ").unwrap_or_default();
    let is_person = ["dtc", "dpl"].contains(&code(record.one("source")).as_str())
        && names::person(name).is_some();
    match record.one("type") {
        "Individual" => Schema::PERSON,
        "Vessel" => Schema::VESSEL,
        "Aircraft" => Schema::AIRPLANE,
        "Entity" => Schema::ORGANIZATION,
        _ if !numbered.is_empty() && numbered.bytes().all(|b| b.is_ascii_digit()) => {
            Schema::ADDRESS
        }
        _ if forms::is_company(name) => Schema::COMPANY,
        _ if is_person => Schema::PERSON,
        _ => Schema::LEGAL_ENTITY,
    }
}

fn describe_names(record: &Record, mut names: Names, row: &mut Row) {
    let published = record
        .one("name")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let is_person = row.party.schema == Schema::PERSON;
    let main = names.main.clone();
    match names::person(&main).filter(|_| is_person) {
        Some((natural, last, first)) => {
            row.party.add_cleaned(Property::NAME, &natural, &published);
            row.party.add(Property::LAST_NAME, last);
            row.party.add(Property::FIRST_NAME, first);
            names.main = natural;
        }
        None => row.party.add_cleaned(Property::NAME, &main, &published),
    }
    for alias in record.all("alt_names") {
        match names::person(alias).filter(|_| is_person) {
            Some((natural, ..)) => row.party.add_cleaned(Property::ALIAS, &natural, alias),
            None => names::take_alias(alias, &mut names),
        }
    }
    row.key = names::key(&names.main);
    names.describe(&mut row.party);
    if let Some(extends) = &names.extends {
        row.designation.add(Property::PROVISIONS, extends);
    }
}

fn describe_addresses(record: &Record, row: &mut Row, at: &mut Place<'_, '_>) {
    // Denied persons in the United States stand without a country, and the state may come last:
    // "…, WILMINGTON, DE" is not in Germany.
    let american = code(record.one("source")) == "dpl";
    for address in &record.addresses {
        let mut text = address.text.trim_matches([' ', ',', '.']).to_owned();
        let state = american && dpl::is_state(&address.country);
        let after_state = text.rsplit(", ").any(dpl::is_state);
        if state && !after_state && !address.country.is_empty() && !text.is_empty() {
            at.sink
                .ignored("country", "it may be a state of the United States");
            text = format!("{text}, {}", address.country);
        } else if !address.country.is_empty()
            && let Some(code) = at.country(&address.country)
        {
            row.party.add(Property::COUNTRY, code);
        }
        if text.chars().any(char::is_alphanumeric) {
            row.party.add(Property::ADDRESS, &text);
        }
    }
}

fn describe_person(record: &Record, row: &mut Row, at: &mut Place<'_, '_>) {
    let is_person = row.party.schema == Schema::PERSON;
    for birth in record.all("dates_of_birth") {
        describe_birth(birth, row, at);
    }
    let columns = [
        ("nationalities", Property::NATIONALITY),
        ("citizenships", Property::CITIZENSHIP),
    ];
    for (column, property) in columns {
        for text in record.all(column) {
            if let Some(code) = at.country(text) {
                let property = if is_person {
                    property
                } else {
                    Property::COUNTRY
                };
                row.party.add(property, code);
            }
        }
    }
    for place in record.all("places_of_birth") {
        match is_person {
            true => row.party.add(Property::BIRTH_PLACE, place),
            false => row
                .party
                .add(Property::NOTES, &format!("Place of birth: {place}")),
        }
    }
    for title in record.all("title") {
        match is_person {
            true => row.party.add(Property::POSITION, title),
            false => row.party.add(Property::NOTES, &format!("Title: {title}")),
        }
    }
}

/// `1955`, `circa 1963`, `1960 to 1963`: the years of what is no date, and its words in the notes.
fn describe_birth(text: &str, row: &mut Row, at: &mut Place<'_, '_>) {
    let is_person = row.party.schema == Schema::PERSON;
    if let Some(date) = dates::parse(text, FigureOrder::MonthFirst).filter(|_| is_person) {
        return row.party.add_date(Property::BIRTH_DATE, date);
    }
    row.party
        .add(Property::NOTES, &format!("Date of birth: {text}"));
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| number.len() == 4);
    let years: Vec<PartialDate> = numbers
        .filter_map(|number| PartialDate::from_year(number.parse().ok()?))
        .collect();
    if years.is_empty() {
        at.value(format!("date of birth \"{text}\" holds no year"));
    }
    for year in years.into_iter().filter(|_| is_person) {
        row.party.add_date(Property::BIRTH_DATE, year);
    }
}

fn describe_vessel(record: &Record, row: &mut Row, at: &mut Place<'_, '_>) {
    if row.party.schema == Schema::VESSEL
        && let Some(code) = record
            .all("vessel_flag")
            .first()
            .and_then(|flag| at.country(flag))
    {
        row.party.add(Property::FLAG, code);
    }
    let columns = [
        ("call_sign", Property::CALL_SIGN, "Call sign"),
        ("vessel_type", Property::TYPE, "Vessel type"),
        ("gross_tonnage", Property::TONNAGE, "Gross tonnage"),
        (
            "gross_registered_tonnage",
            Property::GROSS_TONNAGE,
            "Gross registered tonnage",
        ),
    ];
    for (column, property, words) in columns {
        for text in record.all(column) {
            match row.party.schema.property_type(property) {
                Some(_) => row.party.add(property, text),
                None => row.party.add(Property::NOTES, &format!("{words}: {text}")),
            }
        }
    }
    for owner in record.all("vessel_owner") {
        row.party.add(Property::NOTES, &format!("Owner: {owner}"));
    }
}

fn describe_designation(record: &Record, row: &mut Row, at: &mut Place<'_, '_>) {
    for program in record.all("programs") {
        row.designation.add(Property::PROGRAM, program);
    }
    let cited = citation::read(record.one("federal_register_notice"));
    cited.describe(&mut row.designation, Property::LISTING_DATE);
    row.marks.extend(cited.marks());
    let start = at.date("start_date", record.one("start_date"));
    row.since = cited.first_date().or(start);
    if let Some(date) = start {
        row.designation.add_date(Property::START_DATE, date);
        row.marks.push(date.to_string());
        if cited.first_date().is_none() && !cited.all.is_empty() {
            row.designation.add_date(Property::LISTING_DATE, date);
        }
    }
    if let Some(date) = at.date("end_date", record.one("end_date")) {
        row.designation.add_date(Property::END_DATE, date);
    }
    for correction in citation::read(record.one("correction")).all {
        row.designation.add(Property::RECORD_ID, &correction.text);
        let words = format!("Corrected by {}", correction.text);
        row.designation.add(Property::SUMMARY, &words);
    }
    let measure = dpl::measure(record.one("standard_order"));
    row.designation.add(Property::PROVISIONS, measure);
    row.designation
        .add(Property::PROVISIONS, record.one("license_requirement"));
    row.designation
        .add(Property::PROVISIONS, record.one("license_policy"));
    for remark in record.all("remarks") {
        // OFAC's remarks speak of the party, those of the others of the listing.
        match record.all("entity_number").is_empty() {
            true => row.designation.add(Property::SUMMARY, remark),
            false => row.party.add(Property::NOTES, remark),
        }
    }
    let pages = ["source_information_url", "source_list_url"];
    if let Some(page) = pages
        .iter()
        .map(|page| record.one(page))
        .find(|page| page.starts_with("http"))
    {
        row.designation.add(Property::SOURCE_URL, page);
    }
}
