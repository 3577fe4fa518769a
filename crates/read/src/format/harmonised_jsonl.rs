//! Lists of several authorities that somebody else brought into one shape: JSON lines of
//! `{"entity": …, "entry": …, "ref": …}`.
//!
//! `[reader] authority` in the list's TOML names whose lines to take: `ca`, `ch`, `au` or `nz`. Ids
//! are those that the publisher's own file gives, so an entry is the same in both. The shape loses
//! much, which the notes say: read the publisher's own file where there is one.

use std::collections::{BTreeMap, HashSet};

use plaint_model::{Entity, EntityId, Entry, ListInfo, Property, Schema};
use serde_json::Value;

use crate::format::{Format, SourceFile, au_dfat_xlsx, ca_sema_xml};
use crate::sink::{Severity, Sink};
use crate::{company_words, country, nationality};

/// Lists of Canada, Switzerland, Australia and New Zealand as harmonised JSON lines.
pub const FORMAT: Format = Format {
    id: "harmonised-jsonl",
    version: 1,
    about: "Canada, Switzerland, Australia, New Zealand as harmonised by others, JSON lines",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: |list, file| {
        let authority = list.setting("authority").unwrap_or_default();
        crate::format::contains(file, &format!("/entity/{authority}/"))
    },
    read,
};

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(16_384)]);
    let line = head.lines().next().unwrap_or_default();
    let keys = [
        "\"entity\"",
        "\"entry\"",
        "\"entity_type\"",
        "\"effects\"",
        "\"ref\"",
    ];
    line.starts_with('{') && keys.iter().all(|key| line.contains(key))
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let Some(authority) = list.setting("authority") else {
        let message = "the list's TOML must name the authority: [reader] authority = \"…\"";
        sink.fault(Severity::Fatal, "", "", message);
        return;
    };
    let mut seen = HashSet::new();
    let mut nameless = 0_u64;
    for file in files {
        let text = crate::text::decode(file.bytes);
        if !text.is_empty() && !text.ends_with('\n') {
            let message = "its last line does not end: it was cut off; fetch it again";
            sink.fault(Severity::Fatal, file.name, "", message);
        }
        for (index, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            let place = format!("line {}", index + 1);
            let Ok(record) = serde_json::from_str::<Value>(line) else {
                let message = "not a JSON object; fetch the file again";
                sink.fault(Severity::Fatal, file.name, place, message);
                return;
            };
            let stated = authority_of(&record);
            if stated != authority {
                let message = format!(
                    "a line of authority \"{stated}\" in a file for \"{authority}\": this is \
                     another list's file"
                );
                sink.fault(Severity::Fatal, file.name, place, message);
                return;
            }
            let mut line = Line {
                list,
                file: file.name,
                place,
                sink,
            };
            match line.entry(&record) {
                Some(entry) if seen.insert(entry.party.id.clone()) => sink.entry(entry),
                Some(entry) => {
                    let message = format!("{} stands in it twice", entry.party.id);
                    let place = format!("line {}", index + 1);
                    sink.fault(Severity::Record, file.name, place, message);
                }
                None => nameless += 1,
            }
        }
    }
    if seen.is_empty() && !sink.is_fatal() {
        let message = "there is no record with a name in it; fetch the file again";
        sink.fault(Severity::Fatal, "", "", message);
    }
    notes(authority, nameless, sink);
}

fn notes(authority: &str, nameless: u64, sink: &mut Sink<'_>) {
    if nameless > 0 {
        sink.note(format!(
            "Records left out because this copy has no name for them (none, or a placeholder such \
             as \"Entity 100001\"): {nameless}. Read the publisher's own file to screen \
             against them."
        ));
    }
    match authority {
        "ch" => {
            sink.note(
                "This copy keeps one name for each party: aliases and spellings are missing.",
            );
            sink.note(
                "This copy does not tell delisted parties from listed ones: confirm every \
                 candidate in the publisher's own file.",
            );
        }
        "ca" => sink.note("This copy has no aliases and no birth dates."),
        "nz" => sink.note("This copy keeps one name for each party: aliases are missing."),
        _ => {}
    }
}

/// The last part of an address such as `https://…/authority/ch`; without one, the part of the
/// entity's address that stands for the authority.
fn authority_of(record: &Value) -> &str {
    let stated = text(record, "/entry/authority/@id")
        .rsplit('/')
        .next()
        .unwrap_or_default();
    if !stated.is_empty() {
        return stated;
    }
    let id = text(record, "/entity/id");
    let rest = id.split("/entity/").nth(1).unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}

fn text<'v>(record: &'v Value, pointer: &str) -> &'v str {
    record
        .pointer(pointer)
        .and_then(Value::as_str)
        .map_or("", str::trim)
}

fn items<'v>(record: &'v Value, pointer: &str) -> &'v [Value] {
    let items = record.pointer(pointer).and_then(Value::as_array);
    items.map_or(&[], Vec::as_slice)
}

/// "Entity 100001" stands where the copy has lost the name.
fn is_placeholder(name: &str) -> bool {
    let Some((word, number)) = name.split_once(' ') else {
        return false;
    };
    let words = [
        "Entity",
        "Individual",
        "Person",
        "Object",
        "Vessel",
        "Target",
        "Unknown",
    ];
    words.contains(&word) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// Where a record stands, and who wants to know what is wrong with it.
struct Line<'a, 's, 'f> {
    list: &'a ListInfo,
    file: &'a str,
    place: String,
    sink: &'s mut Sink<'f>,
}

impl Line<'_, '_, '_> {
    fn fault(&mut self, message: String) {
        self.sink
            .fault(Severity::Value, self.file, self.place.clone(), message);
    }

    /// The entry of a record; `None` when it has no name.
    fn entry(&mut self, record: &Value) -> Option<Entry> {
        let names: Vec<&Value> = items(record, "/entity/names")
            .iter()
            .filter(|name| !is_placeholder(text(name, "/full_name")))
            .filter(|name| !text(name, "/full_name").is_empty())
            .collect();
        let first = text(names.first()?, "/full_name");
        let schema = match text(record, "/entity/entity_type") {
            "person" => Schema::PERSON,
            "vessel" => Schema::VESSEL,
            "aircraft" => Schema::AIRPLANE,
            "organization" if company_words::is_company(first) => Schema::COMPANY,
            "organization" => Schema::LEGAL_ENTITY,
            other => {
                self.fault(format!(
                    "entity_type \"{other}\" is not known to this reader"
                ));
                Schema::LEGAL_ENTITY
            }
        };
        let fields = fields(record);
        let field = |key: &str| fields.get(key).copied().unwrap_or_default();
        let id = match fields.contains_key("country") {
            true => ca_sema_xml::record_id(
                &self.list.id,
                field("country"),
                field("schedule"),
                field("item"),
            ),
            false => EntityId::numbered(&self.list.id, text(record, "/ref")),
        };
        let mut entry = Entry::new(Entity::new(id, schema));
        for name in names {
            add_name(&mut entry.party, name);
        }
        self.facts(&mut entry.party, record);
        for topic in &self.list.topics {
            entry.party.add(Property::TOPICS, topic);
        }
        self.designation(&mut entry, record, &fields);
        Some(entry)
    }

    fn facts(&mut self, party: &mut Entity, record: &Value) {
        self.births(party, record);
        for value in items(record, "/entity/nationalities")
            .iter()
            .filter_map(Value::as_str)
        {
            let (codes, unknown) = nationality::codes(value);
            let person = party.schema == Schema::PERSON;
            let property = if person {
                Property::NATIONALITY
            } else {
                Property::COUNTRY
            };
            for code in codes {
                party.add(property, code);
            }
            for piece in unknown {
                self.fault(format!(
                    "\"{piece}\" is not a nationality this reader knows"
                ));
            }
        }
        for address in items(record, "/entity/addresses") {
            party.add(Property::ADDRESS, text(address, "/street"));
            party.add(
                Property::COUNTRY,
                country::code(text(address, "/country")).unwrap_or_default(),
            );
        }
        let imo = text(record, "/entity/imo_number");
        if party.schema == Schema::VESSEL {
            party.add(Property::IMO_NUMBER, imo);
        } else if !imo.is_empty() {
            self.fault(format!("IMO number {imo} on what is no vessel"));
        }
        let remarks = text(record, "/entity/remarks");
        // Canada's remarks repeat the schedule and item that the designation has.
        if !remarks.starts_with("Country: ") && !remarks.starts_with("Sanctions Set ID: ") {
            party.add(Property::NOTES, remarks);
        }
    }

    fn births(&mut self, party: &mut Entity, record: &Value) {
        for birth in items(record, "/entity/birth_info") {
            let date = text(birth, "/date");
            match date.parse::<plaint_model::PartialDate>() {
                Ok(date) if party.schema == Schema::PERSON => {
                    party.add_date(Property::BIRTH_DATE, date);
                }
                Err(_) if !date.is_empty() => self.fault(format!("\"{date}\" is not a date")),
                _ => {}
            }
            if birth.get("circa").and_then(Value::as_bool) == Some(true) {
                party.add(Property::NOTES, &format!("Date of birth: circa {date}"));
            }
            // What this shape calls the country of birth is any piece of the place.
            let place = text(birth, "/country");
            if party.schema == Schema::PERSON {
                party.add(Property::BIRTH_PLACE, place);
                party.add(
                    Property::BIRTH_COUNTRY,
                    country::code(place).unwrap_or_default(),
                );
            }
        }
    }

    fn designation(&mut self, entry: &mut Entry, record: &Value, fields: &BTreeMap<&str, &str>) {
        let mut sanction = entry.designation();
        sanction.add(Property::AUTHORITY, &self.list.publisher);
        for effect in items(record, "/entry/effects") {
            sanction.add(
                Property::PROVISIONS,
                &text(effect, "/effect_type").replace('_', " "),
            );
        }
        for basis in items(record, "/entry/legal_bases") {
            sanction.add(Property::RECORD_ID, text(basis, "/title"));
        }
        let status = text(record, "/entry/status");
        sanction.add(Property::STATUS, status);
        let mut dates = vec![
            (
                Property::LISTING_DATE,
                text(record, "/entry/period/listed_date"),
            ),
            (Property::END_DATE, text(record, "/entry/period/end_date")),
        ];
        let mut program = "";
        for (key, value) in fields {
            match *key {
                "country" => program = ca_sema_xml::program(value),
                "committees" => program = value,
                "schedule" | "ssid" | "reference" => {}
                "item" => sanction.add(Property::RECORD_ID, &citation(fields)),
                "date_of_listing" => dates.push((Property::LISTING_DATE, value)),
                "control_date" => dates.push((Property::MODIFIED_AT, value)),
                "instrument" => sanction.add(Property::RECORD_ID, value),
                "listing_info" => au_dfat_xlsx::listed(&mut sanction, value),
                "sanctions_set_id" => sanction.add(Property::PROGRAM_ID, value),
                other => self.fault(format!("the field \"{other}\" is not known to this reader")),
            }
        }
        if program.is_empty() && fields.is_empty() {
            program = text(record, "/entry/regime/@id")
                .rsplit('/')
                .next()
                .unwrap_or_default();
        }
        sanction.add(Property::PROGRAM, program);
        entry.party.add(Property::PROGRAM, program);
        for (property, value) in dates.into_iter().filter(|(_, value)| !value.is_empty()) {
            match value.parse::<plaint_model::PartialDate>() {
                Ok(date) => sanction.add_date(property, date),
                Err(_) => self.fault(format!("\"{value}\" is not a date")),
            }
        }
        entry.related.push(sanction);
    }
}

/// The publisher's own fields, without the prefix that says whose they are.
fn fields(record: &Value) -> BTreeMap<&str, &str> {
    let fields = record.pointer("/entry/raw_source_data/source_specific_fields");
    let fields = fields.and_then(Value::as_object).into_iter().flatten();
    fields
        .filter_map(|(key, value)| {
            let key = key.split_once(':').map_or(key.as_str(), |(_, key)| key);
            Some((key, value.as_str()?.trim()))
        })
        .collect()
}

fn citation(fields: &BTreeMap<&str, &str>) -> String {
    let field = |key: &str| fields.get(key).copied().unwrap_or_default();
    match field("schedule") {
        "" | "N/A" => format!("item {}", field("item")),
        schedule => format!("schedule {schedule}, item {}", field("item")),
    }
}

fn add_name(party: &mut Entity, name: &Value) {
    let primary = name.get("is_primary").and_then(Value::as_bool) == Some(true);
    // A name in another script is the name itself, not an alias of it.
    let other_script = !matches!(text(name, "/script"), "" | "Latn");
    let property = match primary || other_script {
        true => Property::NAME,
        false => Property::ALIAS,
    };
    party.add(property, text(name, "/full_name"));
    if party.schema == Schema::PERSON && primary {
        party.add(Property::FIRST_NAME, text(name, "/first_name"));
        party.add(Property::LAST_NAME, text(name, "/last_name"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_no_names() {
        assert!(is_placeholder("Entity 100001"));
        for name in ["Entity of Nowhere", "Unit 29155", "Entity", "Vessel 7a"] {
            assert!(!is_placeholder(name), "{name}");
        }
    }
}
