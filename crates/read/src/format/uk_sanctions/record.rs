//! One `Designation` to an entry.

use plaint_model::{Entity, EntityId, Entry, ListInfo, Property, Schema};

use super::detail;
use crate::party::{self, At, Gathered, add_name, put};
use crate::script::{self, Script};
use crate::tree::{nodes, texts, value};
use crate::xml::Node;

/// The language of a name in another script, as the list writes it, to ISO 639-3.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ara"),
    ("armenian", "hye"),
    ("azerbaijani", "aze"),
    ("bangla", "ben"),
    ("bengali", "ben"),
    ("belarusian", "bel"),
    ("belarussian", "bel"),
    ("burmese", "mya"),
    ("cantonese", "yue"),
    ("chechen", "che"),
    ("chinese", "zho"),
    ("chinese simplified", "zho"),
    ("chinese traditional", "zho"),
    ("simplified chinese", "zho"),
    ("traditional chinese", "zho"),
    ("dari", "prs"),
    ("farsi", "fas"),
    ("french", "fra"),
    ("georgian", "kat"),
    ("greek", "ell"),
    ("hebrew", "heb"),
    ("hindi", "hin"),
    ("japanese", "jpn"),
    ("kazakh", "kaz"),
    ("khmer", "khm"),
    ("korean", "kor"),
    ("kyrgyz", "kir"),
    ("mandarin", "cmn"),
    ("pashto", "pus"),
    ("persian", "fas"),
    ("punjabi", "pan"),
    ("russian", "rus"),
    ("serbian", "srp"),
    ("tajik", "tgk"),
    ("thai", "tha"),
    ("ukrainian", "ukr"),
    ("urdu", "urd"),
    ("uyghur", "uig"),
    ("uzbek", "uzb"),
];

/// Adds a record to the entry of its Unique ID.
pub fn add(list: &ListInfo, node: &Node, gathered: &mut Gathered, at: &mut At<'_, '_>) {
    let Some(number) = value(node, "UniqueID") else {
        at.record("it has no UniqueID");
        return;
    };
    at.place = format!("{} ({number})", at.place);
    let schema = match value(node, "IndividualEntityShip")
        .map(str::to_lowercase)
        .as_deref()
    {
        Some("individual") => Schema::PERSON,
        Some("entity") => Schema::ORGANIZATION,
        Some("ship" | "vessel") => Schema::VESSEL,
        kind => {
            let kind = kind.unwrap_or_default();
            at.value(format!(
                "\"{kind}\" is no kind of designation; read as a legal entity"
            ));
            Schema::LEGAL_ENTITY
        }
    };
    let Some(entry) = gathered.entry(EntityId::numbered(&list.id, number), schema) else {
        at.record(format!("too many records stand under {number}"));
        return;
    };
    add_names(&mut entry.party, node, at);
    add_non_latin_names(&mut entry.party, node, at);
    for title in texts(node, "Titles/Title") {
        put(&mut entry.party, Property::TITLE, "Title", title);
    }
    add_addresses(&mut entry.party, node, at);
    detail::add_contacts(&mut entry.party, node);
    detail::add_individual(entry, node, at);
    detail::add_entity(entry, node);
    detail::add_ship(&mut entry.party, node, at);
    for topic in &list.topics {
        entry.party.add(Property::TOPICS, topic);
    }
    for text in texts(node, "OtherInformation") {
        entry.party.add(Property::NOTES, text);
    }
    for text in texts(node, "LastUpdated") {
        at.date(
            &mut entry.party,
            Property::MODIFIED_AT,
            text,
            Property::NOTES,
        );
    }
    let sanction = sanction(list, entry, node, at);
    entry.related.push(sanction);
}

fn add_names(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let mut others: Vec<(Property, String)> = Vec::new();
    for name in nodes(node, "Names/Name") {
        let parts: Vec<&str> = (1..=6)
            .filter_map(|n| value(name, &format!("Name{n}")))
            .collect();
        if parts.is_empty() {
            at.sink.ignored("Names/Name", "a name without a word in it");
            continue;
        }
        let whole = parts.join(" ");
        let kind = value(name, "NameType").unwrap_or_default().to_lowercase();
        let strength = value(name, "AliasStrength")
            .unwrap_or_default()
            .to_lowercase();
        match kind.as_str() {
            "primary name" => {
                add_primary(party, &whole);
                add_parts(party, name);
            }
            "primary name variation" | "alias" => {
                let weak = strength.starts_with("low");
                if !(weak || strength.is_empty() || strength.starts_with("good")) {
                    at.value(format!("alias strength \"{strength}\" is unknown"));
                }
                let property = if weak {
                    Property::WEAK_ALIAS
                } else {
                    Property::ALIAS
                };
                others.push((property, whole));
            }
            other => {
                at.value(format!(
                    "name type \"{other}\" is unknown; read as an alias"
                ));
                others.push((Property::ALIAS, whole));
            }
        }
    }
    if party.first(Property::NAME).is_none() && !others.is_empty() {
        let (_, name) = others.remove(0);
        add_primary(party, &name);
    }
    for (property, name) in others {
        add_name(party, property, &name, None);
    }
}

/// A ship may be listed as `IMO 1234567 ("NAME")`.
fn add_primary(party: &mut Entity, whole: &str) {
    if party.schema.is_a(Schema::VESSEL) {
        let (imo, name) = detail::imo_and_name(whole);
        if let Some(imo) = imo {
            party.add(Property::IMO_NUMBER, imo);
            party.add_cleaned(Property::NAME, name.unwrap_or(whole), whole);
            return;
        }
    }
    add_name(party, Property::NAME, whole, None);
}

fn add_parts(party: &mut Entity, name: &Node) {
    if !party.schema.is_a(Schema::PERSON) {
        return;
    }
    for n in 1..=5 {
        let property = if n == 1 {
            Property::FIRST_NAME
        } else {
            Property::MIDDLE_NAME
        };
        party.add(
            property,
            value(name, &format!("Name{n}")).unwrap_or_default(),
        );
    }
    // A single name stands in the place of the family name and may be none.
    if (1..=5).any(|n| value(name, &format!("Name{n}")).is_some()) {
        party.add(
            Property::LAST_NAME,
            value(name, "Name6").unwrap_or_default(),
        );
    }
}

/// The first in each script is the name in that script, the rest are aliases.
fn add_non_latin_names(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let mut met: Vec<Script> = vec![Script::Latin];
    for name in nodes(node, "NonLatinNames/NonLatinName") {
        let Some(text) = value(name, "NameNonLatinScript") else {
            continue;
        };
        if value(name, "NonLatinScriptType").is_some() {
            at.sink.ignored("NonLatinScriptType", "the letters show it");
        }
        let lang = value(name, "NonLatinScriptLanguage").and_then(|language| {
            let known = LANGUAGES
                .iter()
                .find(|(word, _)| *word == language.to_lowercase());
            if known.is_none() {
                at.value(format!("language \"{language}\" is unknown"));
            }
            known.map(|(_, code)| *code)
        });
        let script = script::of(text);
        let property = if met.contains(&script) {
            Property::ALIAS
        } else {
            Property::NAME
        };
        met.push(script);
        add_name(party, property, text, lang);
    }
}

fn add_addresses(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    for place in nodes(node, "Addresses/Address") {
        let lines = (1..=6).map(|n| value(place, &format!("AddressLine{n}")));
        let code = value(place, "AddressPostalCode");
        let country = value(place, "AddressCountry");
        party::add_address(party, lines.chain([code]), country);
        if let Some(country) = country {
            at.country(party, Property::COUNTRY, country);
        }
    }
}

fn sanction(list: &ListInfo, entry: &mut Entry, node: &Node, at: &mut At<'_, '_>) -> Entity {
    let mut sanction = entry.designation();
    sanction.add(Property::AUTHORITY, &list.publisher);
    for source in texts(node, "DesignationSource") {
        for word in source
            .split('|')
            .map(str::trim)
            .filter(|word| *word != "UK")
        {
            let name = if word == "UN" { "United Nations" } else { word };
            sanction.add(Property::AUTHORITY, name);
        }
    }
    for regime in texts(node, "RegimeName") {
        sanction.add(Property::PROGRAM, regime);
        entry.party.add(Property::PROGRAM, regime);
    }
    for (name, property) in [
        ("UniqueID", Property::AUTHORITY_ID),
        ("OFSIGroupID", Property::AUTHORITY_ID),
        ("UNReferenceNumber", Property::UNSC_ID),
        ("UKStatementofReasons", Property::REASON),
    ] {
        for text in texts(node, name) {
            sanction.add(property, text);
        }
    }
    // The letters of a Unique ID are the regime's code.
    for id in texts(node, "UniqueID") {
        let code = id.trim().trim_end_matches(|c: char| c.is_ascii_digit());
        sanction.add(Property::PROGRAM_ID, code);
    }
    for measures in texts(node, "SanctionsImposed") {
        for measure in measures.split('|') {
            sanction.add(Property::PROVISIONS, measure);
        }
    }
    for text in texts(node, "DateDesignated") {
        for property in [Property::LISTING_DATE, Property::START_DATE] {
            at.date(&mut sanction, property, text, Property::SUMMARY);
        }
    }
    sanction
}
