//! Canada's Consolidated Autonomous Sanctions List: one flat `<record>` for each listing.
//!
//! Older files name a field in English (`<LastName>`), newer ones in both languages
//! (`<LastName-NomDeFamille>`); what stands before the hyphen is the same in both, except that
//! ships joined: `Entity` became `EntityOrShip`, `Title` `TitleOrShipType`.
//!
//! `Country` names the regulations, not a nationality: Ukrainians stand under "Russia / Russie". It
//! becomes the program. Schedule and item number are the publisher's reference, and with the
//! regulations they make the id.

use std::collections::HashSet;

use plaint_model::{Entity, EntityId, Entry, ListId, ListInfo, Property, Schema};

use crate::dates::FigureOrder;
use crate::format::{Format, SourceFile};
use crate::sink::{Severity, Sink};
use crate::xml::{self, Found, Node};
use crate::{company_words, date_text, dates};

/// Canada's Consolidated Autonomous Sanctions List.
pub const FORMAT: Format = Format {
    id: "ca-sema-xml",
    version: 1,
    about: "Canada: Consolidated Autonomous Sanctions List (SEMA and JVCFOA), XML",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read,
};

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4_096)]);
    head.contains("<data-set") && head.contains("<record>") && head.contains("<Country")
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    for file in files {
        let mut reader = Reader {
            list,
            file: file.name,
            number: 0,
            seen: HashSet::new(),
        };
        let result = xml::read(file.bytes, &["record"], &mut |found| match found {
            Found::Record(record, _) => reader.record(&record, sink),
            Found::Outside(_) | Found::Text(..) => {}
        });
        let number = reader.number;
        if let Err(problem) = result {
            let message = format!("not a whole Canadian sanctions file: {problem}");
            sink.fault(Severity::Fatal, file.name, "", message);
        } else if number == 0 {
            let message = "there is no <record> in it; fetch sema-lmes.xml again";
            sink.fault(Severity::Fatal, file.name, "", message);
        }
    }
    if files.is_empty() {
        sink.fault(Severity::Fatal, "", "", "there is no file to read");
    }
}

/// The id of a listing: regulations, schedule and item. The older files write "N/A" or nothing
/// where regulations have no schedules.
pub(super) fn record_id(list: &ListId, country: &str, schedule: &str, item: &str) -> EntityId {
    let schedule = if schedule.trim() == "N/A" {
        ""
    } else {
        schedule
    };
    let text = format!("{} {schedule} {item}", program(country));
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '_');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    EntityId::numbered(list, &words.join("-"))
}

/// The English half of "Burma / Birmanie".
pub(super) fn program(country: &str) -> &str {
    country.split(" / ").next().unwrap_or(country).trim()
}

struct Reader<'a> {
    list: &'a ListInfo,
    file: &'a str,
    number: usize,
    seen: HashSet<EntityId>,
}

/// The fields of a record, by their English names.
#[derive(Default)]
struct Fields<'n> {
    country: &'n str,
    last_name: &'n str,
    given_name: &'n str,
    entity: &'n str,
    aliases: &'n str,
    title: &'n str,
    date: &'n str,
    imo: &'n str,
    schedule: &'n str,
    item: &'n str,
    listed: &'n str,
}

impl Reader<'_> {
    fn record(&mut self, record: &Node, sink: &mut Sink<'_>) {
        self.number += 1;
        let fields = self.fields(record, sink);
        let id = record_id(&self.list.id, fields.country, fields.schedule, fields.item);
        let place = format!("record {} ({id})", self.number);
        let vessel =
            !fields.imo.is_empty() || (!fields.entity.is_empty() && !fields.title.is_empty());
        let name = match (fields.entity, fields.given_name, fields.last_name) {
            ("", given, last) => format!("{given} {last}").trim().to_owned(),
            (entity, ..) => entity.to_owned(),
        };
        if name.is_empty() || fields.item.is_empty() || fields.country.is_empty() {
            let message = "a record without a name, an item number or a country is not understood";
            sink.fault(Severity::Record, self.file, place, message);
            return;
        }
        if !self.seen.insert(id.clone()) {
            let message = "two records have this schedule and item number; the second was left out";
            sink.fault(Severity::Record, self.file, place, message);
            return;
        }
        let schema = if vessel {
            Schema::VESSEL
        } else if fields.entity.is_empty() {
            Schema::PERSON
        } else if company_words::is_company(fields.entity) {
            Schema::COMPANY
        } else {
            Schema::LEGAL_ENTITY
        };
        let mut entry = Entry::new(Entity::new(id, schema));
        names(&mut entry.party, &fields);
        self.facts(&mut entry.party, &fields, &place, sink);
        self.designation(&mut entry, &fields, &place, sink);
        sink.entry(entry);
    }

    fn fields<'n>(&self, record: &'n Node, sink: &mut Sink<'_>) -> Fields<'n> {
        let mut fields = Fields::default();
        for field in &record.children {
            let name = field.name.split('-').next().unwrap_or(&field.name);
            let slot = match name {
                "Country" => &mut fields.country,
                "LastName" => &mut fields.last_name,
                "GivenName" => &mut fields.given_name,
                "Entity" | "EntityOrShip" => &mut fields.entity,
                "Aliases" => &mut fields.aliases,
                "Title" | "TitleOrShip" | "TitleOrShipType" => &mut fields.title,
                "DateOfBirth" | "DateOfBirthOrShipBuildDate" => &mut fields.date,
                "ShipIMONumber" => &mut fields.imo,
                "Schedule" => &mut fields.schedule,
                "Item" => &mut fields.item,
                "DateOfListing" => &mut fields.listed,
                _ => {
                    let message = format!("the field <{}> is not known to this reader", field.name);
                    let place = format!("record {}", self.number);
                    sink.fault(Severity::Value, self.file, place, message);
                    continue;
                }
            };
            *slot = field.text.trim();
        }
        fields
    }

    fn facts(&self, party: &mut Entity, fields: &Fields<'_>, place: &str, sink: &mut Sink<'_>) {
        let (english, whole) = (half(fields.title), fields.title);
        let vessel = party.schema == Schema::VESSEL;
        match vessel {
            true => party.add_cleaned(Property::TYPE, english, whole),
            false if party.schema == Schema::PERSON => {
                party.add_cleaned(Property::TITLE, english, whole);
            }
            false => {}
        }
        if vessel {
            let digits: String = fields.imo.chars().filter(char::is_ascii_digit).collect();
            party.add_cleaned(Property::IMO_NUMBER, &digits, fields.imo);
        }
        if fields.date.is_empty() {
            return;
        }
        let property = match (vessel, party.schema == Schema::PERSON) {
            (true, _) => Property::BUILD_DATE,
            (false, true) => Property::BIRTH_DATE,
            (false, false) => Property::INCORPORATION_DATE,
        };
        let found = date_text::find(fields.date, FigureOrder::DayFirst);
        for date in &found.dates {
            party.add_cleaned(property, &date.to_string(), fields.date);
        }
        if found.dates.is_empty() && fields.date.bytes().all(|b| b.is_ascii_digit()) {
            let message = format!(
                "\"{}\" is not a date (a spreadsheet's number?)",
                fields.date
            );
            sink.fault(Severity::Value, self.file, place, message);
        } else if !found.exact {
            party.add(Property::NOTES, &format!("Date: {}", fields.date));
        }
    }

    fn designation(
        &self,
        entry: &mut Entry,
        fields: &Fields<'_>,
        place: &str,
        sink: &mut Sink<'_>,
    ) {
        for topic in &self.list.topics {
            entry.party.add(Property::TOPICS, topic);
        }
        let program = program(fields.country);
        entry
            .party
            .add_cleaned(Property::PROGRAM, program, fields.country);
        let mut sanction = entry.designation();
        sanction.add(Property::AUTHORITY, &self.list.publisher);
        sanction.add_cleaned(Property::PROGRAM, program, fields.country);
        let citation = match fields.schedule {
            "" | "N/A" => format!("item {}", fields.item),
            schedule => format!("schedule {schedule}, item {}", fields.item),
        };
        sanction.add(Property::RECORD_ID, &citation);
        match dates::parse(fields.listed, FigureOrder::DayFirst) {
            Some(date) => sanction.add_date(Property::LISTING_DATE, date),
            None if fields.listed.is_empty() => {}
            None => {
                let message = format!("\"{}\" is not a date of listing", fields.listed);
                sink.fault(Severity::Value, self.file, place, message);
            }
        }
        entry.related.push(sanction);
    }
}

/// The English half of "Major General/major-général" or "Tanker | Pétrolier".
fn half(text: &str) -> &str {
    text.split(['/', '|']).next().unwrap_or(text).trim()
}

fn names(party: &mut Entity, fields: &Fields<'_>) {
    if fields.entity.is_empty() {
        let whole = format!("{} {}", fields.given_name, fields.last_name);
        let filed = match fields.given_name {
            "" => fields.last_name.to_owned(),
            given => format!("{}, {given}", fields.last_name),
        };
        party.add_cleaned(Property::NAME, &whole, &filed);
        party.add(Property::FIRST_NAME, fields.given_name);
        party.add(Property::LAST_NAME, fields.last_name);
    } else {
        for name in languages(fields.entity) {
            party.add_cleaned(Property::NAME, name, fields.entity);
        }
    }
    for alias in aliases(fields.aliases) {
        let (lang, name) = labelled(alias);
        // One word for a person is a nickname, or one name of several spelt another way.
        let single = party.schema == Schema::PERSON && !name.contains(char::is_whitespace);
        let property = if single {
            Property::WEAK_ALIAS
        } else {
            Property::ALIAS
        };
        for name in languages(name) {
            party.push(property, name, lang, Some(fields.aliases));
        }
        if let Some(whole) = completed(name, fields) {
            party.push(Property::ALIAS, &whole, lang, Some(fields.aliases));
        }
    }
}

/// The whole name that an alias of one part of it stands for. The publisher marks family names by
/// capitals: "KOROLYOV" is another family name, "Andrei" another spelling of "Andrey".
fn completed(alias: &str, fields: &Fields<'_>) -> Option<String> {
    let family = |word: &str| word.chars().count() > 1 && word == word.to_uppercase();
    let (given, last) = (fields.given_name, fields.last_name);
    if !last.split_whitespace().all(family) || given.is_empty() {
        return None;
    }
    if !alias.contains(char::is_whitespace) && family(alias) {
        return Some(format!("{given} {alias}"));
    }
    let same = alias
        .chars()
        .zip(given.chars())
        .take_while(|(a, b)| a == b)
        .count();
    if alias.split_whitespace().any(family) || same < 3 {
        return None;
    }
    match (
        alias.contains(char::is_whitespace),
        given.split_once(char::is_whitespace),
    ) {
        (false, Some((_, others))) => Some(format!("{alias} {others} {last}")),
        _ => Some(format!("{alias} {last}")),
    }
}

/// "Oil Company X/Société pétrolière X" is one body in two languages; "(Hmaw Bi/Pyi)" is not.
fn languages(name: &str) -> Vec<&str> {
    let slash = name.char_indices().find(|(at, c)| {
        let before = &name[..*at];
        *c == '/' && before.matches('(').count() == before.matches(')').count()
    });
    let Some((at, _)) = slash else {
        return vec![name];
    };
    let (left, right) = (name[..at].trim(), name[at + 1..].trim());
    let long = |half: &str| half.split_whitespace().count() > 1 && half.chars().count() > 8;
    if long(left) && long(right) {
        vec![left, right]
    } else {
        vec![name]
    }
}

/// Newer files separate aliases by semicolons, older ones by commas. A comma before a legal form
/// is part of the name.
fn aliases(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let by_semicolon = text.contains(';');
    for (at, c) in text.char_indices() {
        let ends = match c {
            ';' => true,
            ',' if !by_semicolon => {
                let next = text[at + 1..].split(',').next().unwrap_or_default();
                !company_words::is_company(&format!("x {}", next.trim()))
                    || next.split_whitespace().count() > 2
            }
            _ => false,
        };
        if ends {
            pieces.push(text[start..at].trim());
            start = at + 1;
        }
    }
    pieces.push(text[start..].trim());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// "Belarusian: Алег" names the language of the alias.
fn labelled(alias: &str) -> (Option<&'static str>, &str) {
    let alias = alias.trim();
    let Some((label, name)) = alias.split_once(':') else {
        return (None, alias);
    };
    let lang = match label.trim() {
        "Belarusian" => "bel",
        "Russian" => "rus",
        "Ukrainian" => "ukr",
        "Chinese" => "zho",
        "Persian" | "Farsi" => "fas",
        "Arabic" => "ara",
        "Burmese" => "mya",
        _ => return (None, alias),
    };
    (Some(lang), name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_taken_apart() {
        assert_eq!(
            aliases("Made-Up Mills, Ltd., Invented Works"),
            ["Made-Up Mills, Ltd.", "Invented Works"]
        );
        assert_eq!(aliases("A, B and C; D"), ["A, B and C", "D"]);
        assert_eq!(aliases(" "), Vec::<&str>::new());
        assert_eq!(labelled("Russian: Имя"), (Some("rus"), "Имя"));
    }

    #[test]
    fn an_alias_of_one_part_is_completed() {
        let fields = Fields {
            given_name: "Andrey Middle",
            last_name: "INVENTED",
            ..Fields::default()
        };
        let whole = |alias| completed(alias, &fields);
        assert_eq!(whole("INVENTYD").as_deref(), Some("Andrey Middle INVENTYD"));
        assert_eq!(whole("Andrei").as_deref(), Some("Andrei Middle INVENTED"));
        assert_eq!(
            whole("Andrei Midle").as_deref(),
            Some("Andrei Midle INVENTED")
        );
        assert_eq!(whole("Motor"), None);
        assert_eq!(whole("Andrei IMAGINED"), None);
    }

    #[test]
    fn a_slash_separates_languages_only_between_whole_names() {
        assert_eq!(languages("Made-Up Company/Compagnie inventée").len(), 2);
        assert_eq!(languages("Steel Mills (One/Two)").len(), 1);
        assert_eq!(languages("GORT/ORTAS").len(), 1);
    }

    #[test]
    fn ids_are_regulations_schedule_and_item() {
        let list = ListId::new("ca-sema").unwrap();
        let id = |country, schedule| record_id(&list, country, schedule, "7").to_string();
        assert_eq!(
            id("Nowhere / Nulle part", "1, Part 1.1 "),
            "ca-sema-Nowhere-1-Part-1.1-7"
        );
        assert_eq!(id("Nowhere", "N/A"), id("Nowhere ", ""));
    }
}
