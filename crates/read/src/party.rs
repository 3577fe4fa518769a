//! Puts a source's values on a party: names, countries, birth years, identity papers.

use std::collections::HashMap;

use plaint_model::ftm::PropertyType;
use plaint_model::{Entity, EntityId, Entry, PartialDate, Property, Schema};

use crate::dates::{self, FigureOrder};
use crate::{Severity, Sink, country};

/// Where a reader stands: what it reports goes to the sink with the file and the place.
pub struct At<'r, 'a> {
    /// Who takes the report.
    pub sink: &'r mut Sink<'a>,
    /// The file's name.
    pub file: &'r str,
    /// The place in it.
    pub place: String,
}

impl At<'_, '_> {
    /// Reports a value that was not understood.
    pub fn value(&mut self, message: impl Into<String>) {
        self.sink
            .fault(Severity::Value, self.file, self.place.as_str(), message);
    }

    /// Reports a record that was not understood.
    pub fn record(&mut self, message: impl Into<String>) {
        self.sink
            .fault(Severity::Record, self.file, self.place.as_str(), message);
    }

    /// Adds a country by name or code, as plain `country` where the schema does not have the
    /// property; an unknown one is reported and kept in the notes.
    pub fn country(&mut self, entity: &mut Entity, property: Property, name: &str) {
        let property = match entity.schema.property_type(property) {
            Some(_) => property,
            None => Property::COUNTRY,
        };
        match country::code(name) {
            Some(code) => entity.push(property, code, None, Some(name)),
            None => {
                self.value(format!("country \"{name}\" is unknown"));
                put(entity, property, "Country", name);
            }
        }
    }

    /// Adds a date; one that cannot be read is reported and kept in words under `notes`.
    pub fn date(&mut self, entity: &mut Entity, property: Property, text: &str, notes: Property) {
        match date(text) {
            Some(date) => entity.push(property, &date.to_string(), None, Some(text)),
            None => {
                self.value(format!("{property} \"{text}\" is not a date"));
                entity.add(notes, &format!("{property}: {text}"));
            }
        }
    }
}

/// A date as written outside the United States; a time of day or zone after it is dropped.
#[must_use]
pub fn date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let (date, zone) = text.split_at_checked(10).unwrap_or((text, ""));
    let text = match text.split_once(' ') {
        Some((date, time)) if time.contains(':') => date,
        _ if zone.starts_with(['+', '-', 'Z']) => date,
        _ => text,
    };
    dates::parse(text, FigureOrder::DayFirst)
}

/// A text with single spaces and without the soft hyphens that lists carry over from print.
#[must_use]
pub fn clean(text: &str) -> String {
    let text = text.replace('\u{ad}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the mail addresses in a text.
pub fn add_emails(party: &mut Entity, text: &str) {
    let text = clean(text);
    let words = text.split([' ', ';', ',']);
    for word in words.filter(|word| word.contains('@')) {
        put(party, Property::EMAIL, "E-mail", word);
    }
    if !text.contains('@') {
        put(party, Property::EMAIL, "E-mail", &text);
    }
}

/// Adds a text under a property, or to the notes under a label where the party's schema does not
/// have the property or it takes codes only.
pub fn put(party: &mut Entity, property: Property, label: &str, text: &str) {
    match party.schema.property_type(property) {
        None | Some(PropertyType::Country | PropertyType::Date) => {
            let text = clean(text);
            if !text.is_empty() {
                party.add(Property::NOTES, &format!("{label}: {text}"));
            }
        }
        Some(_) => party.add(property, text),
    }
}

/// Adds a party's name. A person's "LAST, First" is turned round, with the original kept.
pub fn add_name(party: &mut Entity, property: Property, name: &str, lang: Option<&str>) {
    let turned = if party.schema.is_a(Schema::PERSON) {
        natural_order(name)
    } else {
        None
    };
    push_name(
        party,
        property,
        &turned.unwrap_or_else(|| name.to_owned()),
        lang,
        name,
    );
}

/// Adds a name as it stands; an alias that is already the party's name adds nothing.
pub fn push_name(
    party: &mut Entity,
    property: Property,
    name: &str,
    lang: Option<&str>,
    original: &str,
) {
    let (name, plain) = (
        clean(name),
        original.split_whitespace().collect::<Vec<_>>().join(" "),
    );
    if !party.get(Property::NAME).any(|known| known.text == name) {
        party.push(property, &name, lang, Some(&plain));
    }
}

fn natural_order(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let plain = |part: &str| !part.is_empty() && !part.contains([',', ';', '(', ':']);
    let digits = name.chars().any(char::is_numeric);
    (plain(last) && plain(first) && !digits).then(|| format!("{first} {last}"))
}

/// Adds every year of a span as a birth date, so that no year in it is held against a match; of a
/// span too wide to list, its ends.
pub fn add_birth_years(party: &mut Entity, from: u16, to: u16) {
    let years: Vec<u16> = match to.checked_sub(from) {
        Some(0..=20) => (from..=to).collect(),
        _ => vec![from, to],
    };
    for date in years.into_iter().filter_map(PartialDate::from_year) {
        party.add_date(Property::BIRTH_DATE, date);
    }
}

/// The parts of an address that are there, as one text.
#[must_use]
pub fn address<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let mut texts: Vec<String> = Vec::new();
    for part in parts.into_iter().flatten() {
        let text = clean(part);
        let text = text.trim_matches([',', ' ']).to_owned();
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join(", ")
}

/// Adds an address and gives it back. A country alone is no address: it has its own property.
pub fn add_address<'a>(
    party: &mut Entity,
    parts: impl IntoIterator<Item = Option<&'a str>>,
    country: Option<&str>,
) -> String {
    let place = address(parts);
    if place.is_empty() {
        return place;
    }
    let whole = address([Some(place.as_str()), country]);
    put(party, Property::ADDRESS, "Address", &whole);
    whole
}

/// An identity paper or a registration.
#[derive(Debug, Default)]
pub struct Paper {
    /// What it is, in the list's words.
    pub kind: String,
    /// Its number; some papers are known without one.
    pub number: String,
    /// Code of the country that issued it.
    pub country: Option<&'static str>,
    /// From when it is valid.
    pub from: Option<PartialDate>,
    /// Until when it is valid.
    pub until: Option<PartialDate>,
    /// Who issued it.
    pub authority: String,
    /// Anything else that is said of it.
    pub remarks: Vec<String>,
}

/// Adds a paper: its number on the party where the schema has the property, and an Identification
/// where it does not or where more is known of the paper than its number.
pub fn add_paper(entry: &mut Entry, property: Option<Property>, paper: &Paper) {
    let property = property.filter(|p| entry.party.schema.property_type(*p).is_some());
    if let Some(property) = property {
        entry.party.add(property, &paper.number);
    }
    let bare = paper.country.is_none()
        && paper.from.is_none()
        && paper.until.is_none()
        && paper.authority.is_empty()
        && paper.remarks.is_empty();
    if property.is_some() && bare {
        return;
    }
    let mut entity = entry.belonging(Schema::IDENTIFICATION, "identification", Property::HOLDER);
    entity.add(Property::TYPE, &paper.kind);
    entity.add(Property::NUMBER, &paper.number);
    entity.add(Property::COUNTRY, paper.country.unwrap_or_default());
    entity.add(Property::AUTHORITY, &paper.authority);
    for (property, date) in [
        (Property::START_DATE, paper.from),
        (Property::END_DATE, paper.until),
    ] {
        if let Some(date) = date {
            entity.add_date(property, date);
        }
    }
    for remark in &paper.remarks {
        entity.add(Property::SUMMARY, remark);
    }
    entry.related.push(entity);
}

/// At most this many records make one entry; no list has more than a handful.
const RECORDS_PER_ENTRY_MAX: usize = 100;
/// And no party has more than a few hundred values.
const VALUES_PER_PARTY_MAX: usize = 20_000;

/// Entries under way: records under one number of the publisher make one entry.
#[derive(Default)]
pub struct Gathered {
    entries: Vec<(Entry, usize)>,
    index: HashMap<EntityId, usize>,
}

impl Gathered {
    /// The entry of an id, new with this schema if it is not there yet. `None` when it has had too
    /// many records or values.
    pub fn entry(&mut self, id: EntityId, schema: Schema) -> Option<&mut Entry> {
        let new = self.entries.len();
        let at = *self.index.entry(id.clone()).or_insert(new);
        if at == new {
            let entry = Entry::new(Entity::new(id, schema));
            self.entries.push((entry, 0));
        }
        let (entry, records) = self.entries.get_mut(at)?;
        *records += 1;
        let room = entry.party.values().count() < VALUES_PER_PARTY_MAX;
        (room && *records <= RECORDS_PER_ENTRY_MAX).then_some(entry)
    }

    /// How many records there were.
    #[must_use]
    pub fn records(&self) -> usize {
        self.entries.iter().map(|(_, records)| records).sum()
    }

    /// Hands all entries over, in the order in which they were first met.
    pub fn hand_over(self, sink: &mut Sink<'_>) {
        let merged: usize = self.entries.iter().map(|(_, records)| records - 1).sum();
        if merged > 0 {
            sink.note(format!(
                "records joined into the entry of another that has the same number: {merged}"
            ));
        }
        for (entry, _) in self.entries {
            sink.entry(entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_names_are_turned_round() {
        let turned = |name| natural_order(name);
        assert_eq!(turned("PERSON, Made-Up").as_deref(), Some("Made-Up PERSON"));
        for kept in ["Made-Up Person", "A, B, C", "Person, born 1953", "Person,"] {
            assert_eq!(turned(kept), None, "{kept}");
        }
    }

    #[test]
    fn dates_with_time_or_zone() {
        for text in [
            "2015-04-14-04:00",
            "14/04/2015 00:00:00",
            "14/04/2015",
            "2015-04-14T01:02Z",
        ] {
            assert_eq!(date(text).unwrap().to_string(), "2015-04-14", "{text}");
        }
        assert_eq!(date("11 Dec 2024").unwrap().to_string(), "2024-12-11");
    }

    #[test]
    fn spans_of_years() {
        let years = |from, to| {
            let mut party = Entity::new(EntityId::new("x").unwrap(), Schema::PERSON);
            add_birth_years(&mut party, from, to);
            party.get(Property::BIRTH_DATE).count()
        };
        assert_eq!(
            (years(1960, 1963), years(1900, 1990), years(1963, 1960)),
            (4, 2, 2)
        );
    }
}
