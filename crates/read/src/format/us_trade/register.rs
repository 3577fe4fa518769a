//! The JSON registers: one official list each, made from the publisher's own file, as
//! `{"list_id", "source_file", "extracted", "count", "entities": [...]}`.
//!
//! A list says which register is its own: `[reader] register = "bis-entity-list"`. What the
//! `notes` of each register mean is in [`super::register_notes`].

use plaint_model::{Entity, ListInfo, Property, Schema};
use serde::Deserialize;
use serde_json::Value;

use super::names::{self, Names};
use super::register_notes;
use super::rows::{self, Row};
use super::{addresses, citation};
use crate::dates::{self, FigureOrder};
use crate::{Format, Severity, Sink, SourceFile, country};

/// The format.
pub const FORMAT: Format = Format {
    id: "register-json",
    version: 2,
    about: "JSON registers of United States trade, investment and forced-labour lists",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: |list, file| crate::format::names_setting(list, file, "register"),
    read,
};

#[derive(Deserialize)]
struct Register {
    list_id: String,
    source_file: Option<String>,
    extracted: Option<String>,
    count: u64,
    entities: Vec<Value>,
}

/// One entry of a register.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listed {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub country: Option<String>,
    pub address: Option<String>,
    pub status: Option<String>,
    pub effective_date: Option<String>,
    pub federal_register: Option<String>,
    pub notes: Option<String>,
}

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = &file.bytes[..file.bytes.len().min(2_000)];
    let head = String::from_utf8_lossy(head);
    head.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
        && ["\"list_id\"", "\"extracted\"", "\"entities\""]
            .iter()
            .all(|key| head.contains(key))
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let [file] = files else {
        let message = format!(
            "{} files; a register is one file: give that one",
            files.len()
        );
        return sink.fault(Severity::Fatal, "register", "", message);
    };
    let register = match open(list, file) {
        Ok(register) => register,
        Err(message) => return sink.fault(Severity::Fatal, file.name, "", message),
    };
    sink.declared_records = Some(register.count);
    let extracted = register.extracted.as_deref().unwrap_or_default();
    sink.published = dates::parse(extracted, FigureOrder::MonthFirst);
    let source = register.source_file.as_deref().unwrap_or("an unnamed file");
    sink.note(format!("Register made from {source} on {extracted}"));
    let mut rows = Vec::new();
    for (at, entity) in register.entities.iter().enumerate() {
        let place = format!("entity {}", at + 1);
        if let Some(message) = super::too_long(entity.to_string().len()) {
            sink.fault(Severity::Record, file.name, place, message);
            continue;
        }
        match Listed::deserialize(entity) {
            Ok(listed) if !listed.name.trim().is_empty() => {
                let mut at = Place {
                    file: file.name,
                    place: &place,
                    sink,
                };
                rows.extend(read_one(list, &register.list_id, listed, &mut at));
            }
            Ok(_) => sink.fault(Severity::Record, file.name, place, "it has no name"),
            Err(error) => sink.fault(Severity::Record, file.name, place, error.to_string()),
        }
    }
    rows::hand_over(list, &rows, file.name, sink);
}

fn open(list: &ListInfo, file: &SourceFile<'_>) -> Result<Register, String> {
    let text = crate::text::decode(file.bytes);
    let register: Register = serde_json::from_str(&text)
        .map_err(|error| format!("not a whole register ({error}): fetch the file again"))?;
    if let Some(own) = list
        .setting("register")
        .filter(|own| *own != register.list_id)
    {
        return Err(format!(
            "this is the register \"{}\", but {} takes \"{own}\": give the right file, or name \
             the list it belongs to",
            register.list_id, list.id
        ));
    }
    let there = register.entities.len();
    if there == 0 || u64::try_from(there) != Ok(register.count) {
        return Err(format!(
            "it declares {} entities and has {there}: it was cut or edited; fetch it again",
            register.count
        ));
    }
    Ok(register)
}

/// Where a reader of one entry reports what it does not understand.
pub(super) struct Place<'a, 's> {
    pub file: &'a str,
    pub place: &'a str,
    pub sink: &'a mut Sink<'s>,
}

impl Place<'_, '_> {
    /// Reports a value that was not used.
    pub fn value(&mut self, message: String) {
        self.sink
            .fault(Severity::Value, self.file, self.place, message);
    }
}

/// The rows that one entry makes: one, or more where it names several parties.
fn read_one(
    list: &ListInfo,
    register: &str,
    mut listed: Listed,
    at: &mut Place<'_, '_>,
) -> Vec<Row> {
    mend(&mut listed);
    let parted = register_notes::parties(register, &listed);
    let mut rows = Vec::new();
    for name in &parted {
        let mut row = one_party(list, register, name, &listed, at);
        if rows.is_empty() {
            add_aliases(&mut row, &listed.aliases);
        }
        register_notes::describe(register, &listed, &mut row, at);
        rows.push(row);
    }
    rows.extend(register_notes::named_in_notes(list, register, &listed, at));
    rows
}

/// A row of one party with what every register says alike.
pub(super) fn one_party(
    list: &ListInfo,
    register: &str,
    name: &str,
    listed: &Listed,
    at: &mut Place<'_, '_>,
) -> Row {
    let names = names::take_apart(name);
    let mut row = Row::new(list, register_notes::schema(register, &names.main));
    describe_names(&mut row, &names, name);
    if let Some(country) = listed.country.as_deref() {
        add_country(&mut row.party, country, at);
    }
    for address in addresses::split(
        listed.address.as_deref().unwrap_or_default(),
        &mut row.marks,
    ) {
        row.party.add(Property::ADDRESS, &address);
    }
    let cited = citation::read(listed.federal_register.as_deref().unwrap_or_default());
    // The notice of each year lists everybody anew: its date is not that of a party's listing.
    let annual = register == "dow-1260h";
    let (listed_on, since) = match annual {
        true => (Property::DATE, Property::DATE),
        false => (Property::LISTING_DATE, Property::START_DATE),
    };
    cited.describe(&mut row.designation, listed_on);
    row.marks.extend(cited.marks());
    row.since = cited.first_date();
    if let Some(text) = listed.effective_date.as_deref() {
        match dates::parse(text, FigureOrder::MonthFirst) {
            Some(date) => {
                row.designation.add_date(since, date);
                row.since = row.since.or(Some(date));
                row.marks.push(date.to_string());
            }
            None => at.value(format!("effective_date \"{text}\" is not a date")),
        }
    }
    if annual && let Some(date) = row.designation.first(Property::DATE) {
        let summary = format!("On the list published {date}");
        row.designation.add(Property::SUMMARY, &summary);
    }
    if let Some(status) = listed.status.as_deref() {
        row.designation.add(Property::STATUS, status);
        row.in_force = !status.to_lowercase().starts_with("inactive")
            && !status.to_lowercase().starts_with("revoked");
    }
    row
}

/// Puts the names on the row's party, keeping the published form where it was taken apart.
fn describe_names(row: &mut Row, names: &Names, published: &str) {
    row.key = names::key(&names.main);
    let published = published.split_whitespace().collect::<Vec<_>>().join(" ");
    row.party
        .add_cleaned(Property::NAME, &names.main, &published);
    names.describe(&mut row.party);
    if let Some(extends) = &names.extends {
        row.designation.add(Property::PROVISIONS, extends);
    }
    if row.party.schema == Schema::ADDRESS {
        row.party.add(
            Property::NOTES,
            "The list names an address, not a party at it.",
        );
    }
}

fn add_aliases(row: &mut Row, aliases: &[String]) {
    let mut names = Names::default();
    for alias in aliases {
        match alias.trim_start().strip_prefix("formerly known as ") {
            Some(previous) => names.previous.push(previous.trim().to_owned()),
            None => names::take_alias(alias, &mut names),
        }
    }
    for alias in &names.aliases {
        let lang = if alias.chars().any(is_han) {
            Some("zho")
        } else {
            None
        };
        row.party.push(Property::ALIAS, alias, lang, None);
    }
    names.describe(&mut row.party);
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn add_country(party: &mut Entity, name: &str, at: &mut Place<'_, '_>) {
    match country::code(name) {
        Some(code) => party.add_cleaned(Property::COUNTRY, code, name),
        None if name == "Fishing Vessels" => {
            at.sink
                .ignored("country", "the heading \"Fishing Vessels\" is no country");
        }
        None => at.value(format!("country \"{name}\" is not known")),
    }
}

/// Mends what the making of a register broke: a name cut at a line's end whose rest stands in the
/// address, and an address that stands behind the last alias.
fn mend(listed: &mut Listed) {
    if let Some(address) = listed.address.take() {
        let mut address = addresses::without_alias_count(&address).to_owned();
        let open = listed.name.matches('(').count() > listed.name.matches(')').count();
        let head = address
            .split_once(')')
            .filter(|(head, _)| open && !head.contains('('));
        if let Some((head, rest)) = head {
            listed.name = format!("{} {head})", listed.name);
            address = rest.trim_start_matches([',', ' ']).to_owned();
        }
        if let Some((names, rest)) = addresses::names_in_front(&address) {
            listed.name = format!("{} (a.k.a. {names})", listed.name);
            address = rest.to_owned();
        }
        listed.address = Some(address).filter(|address| !address.trim().is_empty());
    }
    if listed.address.is_none()
        && let Some(alias) = listed.aliases.last_mut()
        && let Some((name, address)) = addresses::behind_name(alias, listed.country.as_deref())
    {
        listed.address = Some(address.to_owned());
        *alias = name.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_registers_are_recognised() {
        let seen = |bytes: &[u8]| {
            recognises(&SourceFile {
                name: "a.json",
                bytes,
            })
        };
        assert!(seen(
            br#"{"list_id": "x", "extracted": "", "count": 0, "entities": []}"#
        ));
        assert!(!seen(br#"{"results": []}"#) && !seen(b"") && !seen(b"list_id extracted entities"));
    }
}
