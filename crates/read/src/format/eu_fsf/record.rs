//! One `sanctionEntity` to an entry.

use plaint_model::{Entity, EntityId, Entry, ListInfo, PartialDate, Property, Schema};

use super::name;
use crate::party::{
    self, At, Gathered, Paper, add_birth_years, add_emails, add_paper, address, date, put,
};
use crate::tree::value;
use crate::xml::Node;

/// Adds a record to the entry of its number.
pub fn add(list: &ListInfo, node: &Node, gathered: &mut Gathered, at: &mut At<'_, '_>) {
    let number = value(node, "euReferenceNumber").or_else(|| value(node, "logicalId"));
    let Some(number) = number else {
        at.record("it has neither euReferenceNumber nor logicalId");
        return;
    };
    at.place = format!("{} ({number})", at.place);
    let subject = node.child("subjectType");
    let subject = |name| subject.and_then(|subject| value(subject, name));
    let schema = match (subject("classificationCode"), subject("code")) {
        (Some("P"), _) | (None, Some("person")) => Schema::PERSON,
        (Some("E"), _) | (None, Some("enterprise" | "organization")) => Schema::ORGANIZATION,
        (class, code) => {
            let kind = class.or(code).unwrap_or_default();
            at.value(format!(
                "subject type \"{kind}\" is unknown; read as a legal entity"
            ));
            Schema::LEGAL_ENTITY
        }
    };
    let Some(entry) = gathered.entry(EntityId::numbered(&list.id, number), schema) else {
        at.record(format!("too many records stand under {number}"));
        return;
    };
    name::add(&mut entry.party, &details(node, "nameAlias"), at);
    for citizenship in details(node, "citizenship") {
        add_citizenship(&mut entry.party, citizenship, at);
    }
    for birth in details(node, "birthdate") {
        add_birth(&mut entry.party, birth, at);
    }
    for place in details(node, "address") {
        add_address(&mut entry.party, place, at);
    }
    for paper in details(node, "identification") {
        add_identification(entry, paper, at);
    }
    for topic in &list.topics {
        entry.party.add(Property::TOPICS, topic);
    }
    add_remarks(&mut entry.party, node, Property::NOTES, at);
    for detail in ["nameAlias", "citizenship", "birthdate", "address"] {
        for node in details(node, detail) {
            add_remarks(&mut entry.party, node, Property::NOTES, at);
        }
    }
    let sanction = sanction(list, entry, node, at);
    entry.related.push(sanction);
}

/// The details of one kind, in the order of their numbers: exports of the same content order them
/// differently.
fn details<'a>(node: &'a Node, name: &str) -> Vec<&'a Node> {
    let mut details: Vec<&Node> = node.children.iter().filter(|n| n.name == name).collect();
    details.sort_by_key(|node| value(node, "logicalId").and_then(|id| id.parse::<u64>().ok()));
    details
}

/// The country of a detail: by code, else by name. "00" and "UNKNOWN" say there is none.
fn country(entity: &mut Entity, property: Property, node: &Node, at: &mut At<'_, '_>) {
    let code = value(node, "countryIso2Code");
    let name = value(node, "countryDescription");
    if matches!(code, Some("00")) || (code.is_none() && name == Some("UNKNOWN")) {
        at.sink
            .ignored("country", "the list says that it is unknown");
        return;
    }
    match (
        code.filter(|code| crate::country::code(code).is_some()),
        name.or(code),
    ) {
        (Some(code), _) | (None, Some(code)) => at.country(entity, property, code),
        (None, None) => {}
    }
}

fn add_citizenship(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    country(party, Property::CITIZENSHIP, node, at);
    let of = value(node, "countryDescription").unwrap_or("not stated");
    for (name, words) in [
        ("region", "region"),
        ("acquisitionDate", "acquired"),
        ("disenfranchisementDate", "lost"),
    ] {
        if let Some(text) = value(node, name) {
            party.add(
                Property::NOTES,
                &format!("Citizenship ({of}), {words}: {text}"),
            );
        }
    }
}

fn add_birth(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let place = address(["place", "city", "region", "zipCode"].map(|name| value(node, name)));
    put(party, Property::BIRTH_PLACE, "Place of birth", &place);
    if party.schema.is_a(Schema::PERSON) {
        country(party, Property::BIRTH_COUNTRY, node, at);
        add_birth_date(party, node, at);
    } else {
        country(party, Property::COUNTRY, node, at);
        let text = value(node, "birthdate").or_else(|| value(node, "year"));
        put(
            party,
            Property::BIRTH_DATE,
            "Founded",
            text.unwrap_or_default(),
        );
    }
}

fn add_birth_date(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let number = |name| value(node, name).and_then(|text| text.parse::<u16>().ok());
    let small = |name| number(name).and_then(|n| u8::try_from(n).ok());
    let (year, month, day) = (number("year"), small("monthOfYear"), small("dayOfMonth"));
    let circa = value(node, "circa") == Some("true");
    let calendar = value(node, "calendarType").unwrap_or("GREGORIAN");
    let words = [
        year.map(u32::from),
        month.map(u32::from),
        day.map(u32::from),
    ];
    let words: Vec<String> = words
        .into_iter()
        .flatten()
        .map(|n| format!("{n:02}"))
        .collect();
    if calendar != "GREGORIAN" && !words.is_empty() {
        let note = format!("Born {} ({calendar} calendar)", words.join("-"));
        party.add(Property::NOTES, &note);
    }
    // `birthdate` is Gregorian in every calendar, the parts are in the calendar's own reckoning.
    let whole = value(node, "birthdate").map(|text| (text, date(text)));
    match (whole, year, month, day) {
        (Some((_, Some(date))), ..) if circa => circa_date(party, date),
        (Some((_, Some(date))), ..) => party.add_date(Property::BIRTH_DATE, date),
        (Some((text, None)), ..) => at.value(format!("birth date \"{text}\" is not a date")),
        (None, Some(year), month, day) if calendar == "GREGORIAN" => {
            let date = match (month, day) {
                (Some(month), Some(day)) => PartialDate::from_day(year, month, day),
                (Some(month), None) => PartialDate::from_month(year, month),
                (None, _) => PartialDate::from_year(year),
            };
            match date {
                Some(date) if circa => circa_date(party, date),
                Some(date) => party.add_date(Property::BIRTH_DATE, date),
                None => at.value(format!("birth date {} is not a date", words.join("-"))),
            }
        }
        _ => {}
    }
    if let (Some(from), Some(to)) = (number("yearRangeFrom"), number("yearRangeTo")) {
        add_birth_years(party, from, to);
        party.add(Property::NOTES, &format!("Born between {from} and {to}"));
    } else if let Some(year) = number("yearRangeFrom").or_else(|| number("yearRangeTo")) {
        add_birth_years(party, year, year);
    }
}

fn circa_date(party: &mut Entity, date: PartialDate) {
    add_birth_years(party, date.year(), date.year());
    party.add(Property::NOTES, &format!("Born circa {date}"));
}

fn add_address(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let name = value(node, "countryDescription").filter(|name| *name != "UNKNOWN");
    let box_text = value(node, "poBox").map(|number| match number.to_lowercase().contains("box") {
        true => number.to_owned(),
        false => format!("PO Box {number}"),
    });
    let town = [value(node, "zipCode"), value(node, "city")];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [
        value(node, "street"),
        box_text.as_deref(),
        value(node, "place"),
        Some(town.as_str()),
        value(node, "region"),
    ];
    party::add_address(party, parts, name);
    country(party, Property::COUNTRY, node, at);
    for contact in node.all("contactInfo") {
        let (Some(key), Some(text)) = (value(contact, "key"), value(contact, "value")) else {
            continue;
        };
        add_contact(party, key, text);
    }
}

/// Adds a means of contact by the key that the list gives it.
pub fn add_contact(party: &mut Entity, key: &str, text: &str) {
    match key.trim().to_uppercase().as_str() {
        "PHONE" | "TELEPHONE" | "MOBILE" => put(party, Property::PHONE, "Phone", text),
        "EMAIL" | "E-MAIL" => add_emails(party, text),
        "WEB" | "WEBSITE" => put(party, Property::WEBSITE, "Website", text),
        _ => party.add(Property::NOTES, &format!("{key}: {text}")),
    }
}

fn add_identification(entry: &mut Entry, node: &Node, at: &mut At<'_, '_>) {
    let code = value(node, "identificationTypeCode").unwrap_or("other");
    let kind = value(node, "identificationTypeDescription").unwrap_or(code);
    let number = value(node, "number").or_else(|| value(node, "latinNumber"));
    let Some(number) = number.filter(|number| number.chars().any(char::is_alphanumeric)) else {
        at.sink
            .ignored("identification", "a paper without a number");
        return;
    };
    let mut holder = Entity::new(entry.party.id.clone(), Schema::IDENTIFICATION);
    country(&mut holder, Property::COUNTRY, node, at);
    let issuer = holder
        .first(Property::COUNTRY)
        .and_then(crate::country::code);
    let date = |name| value(node, name).and_then(date);
    let mut paper = Paper {
        kind: kind.to_owned(),
        number: number.to_owned(),
        country: issuer,
        from: date("validFrom").or_else(|| date("issueDate")),
        until: date("validTo"),
        authority: value(node, "issuedBy").unwrap_or_default().to_owned(),
        remarks: Vec::new(),
    };
    for (name, words) in [
        ("latinNumber", "Number in Latin script"),
        ("nameOnDocument", "Name on the document"),
        ("region", "Region"),
        ("issueDate", "Issued"),
    ] {
        let text = value(node, name).filter(|text| *text != number);
        paper
            .remarks
            .extend(text.map(|text| format!("{words}: {text}")));
    }
    for (name, words) in [
        ("diplomatic", "Diplomatic"),
        ("knownExpired", "Known to have expired"),
        ("knownFalse", "Known to be false"),
        ("reportedLost", "Reported lost"),
        ("revokedByIssuer", "Revoked by the issuer"),
    ] {
        if value(node, name) == Some("true") {
            paper.remarks.push(words.to_owned());
        }
    }
    let mut remarks = Entity::new(entry.party.id.clone(), Schema::IDENTIFICATION);
    add_remarks(&mut remarks, node, Property::SUMMARY, at);
    let remarks = remarks
        .get(Property::SUMMARY)
        .map(|value| value.text.clone());
    paper.remarks.extend(remarks);
    let property = property(code, number, issuer, &mut entry.party);
    add_paper(entry, property, &paper);
}

/// Where a number of this kind belongs. Russian and Chinese register numbers, which the list files
/// under several codes, are known by their length and also get their own property.
fn property(
    code: &str,
    number: &str,
    country: Option<&str>,
    party: &mut Entity,
) -> Option<Property> {
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let own = match (country, number.len()) {
        (Some("ru"), 13 | 15) if digits && code == "regnumber" => Some(Property::OGRN_CODE),
        (Some("ru"), 10 | 12) if digits && matches!(code, "fiscalcode" | "taxid") => {
            Some(Property::INN_CODE)
        }
        (Some("cn"), 18) if !party.schema.is_a(Schema::PERSON) => Some(Property::USC_CODE),
        _ => None,
    };
    if let Some(own) = own {
        party.add(own, number);
    }
    Some(match code {
        "passport" => Property::PASSPORT_NUMBER,
        "id" | "nationcert" | "electionid" | "residentperm" => Property::ID_NUMBER,
        "ssn" => Property::SSN,
        "regnumber" | "unssn" => Property::REGISTRATION_NUMBER,
        "fiscalcode" | "taxid" => Property::TAX_NUMBER,
        "euvat" => Property::VAT_CODE,
        "imo" => Property::IMO_NUMBER,
        "swiftbic" => Property::SWIFT_BIC,
        _ => return None,
    })
}

/// Adds remarks and additional information. The list fills some with a word that says nothing.
fn add_remarks(entity: &mut Entity, node: &Node, property: Property, at: &mut At<'_, '_>) {
    for remark in node.all("remark") {
        let text = remark.text.trim();
        if matches!(text.to_lowercase().as_str(), "none" | "null" | "." | "-") {
            at.sink.ignored("remark", "a placeholder");
        } else {
            entity.add(property, text);
        }
    }
    for info in node.all("additionalInformation") {
        let (key, text) = (value(info, "key"), value(info, "value"));
        let words = [key, text].into_iter().flatten().collect::<Vec<_>>();
        entity.add(property, &words.join(": "));
    }
}

fn sanction(list: &ListInfo, entry: &mut Entry, node: &Node, at: &mut At<'_, '_>) -> Entity {
    let mut sanction = entry.designation();
    sanction.add(Property::AUTHORITY, &list.publisher);
    for (name, property) in [
        ("euReferenceNumber", Property::AUTHORITY_ID),
        ("unitedNationId", Property::UNSC_ID),
        ("designationDetails", Property::SUMMARY),
    ] {
        sanction.add(property, value(node, name).unwrap_or_default());
    }
    for (name, property) in [
        ("designationDate", Property::DATE),
        ("delistingDate", Property::END_DATE),
    ] {
        if let Some(text) = value(node, name) {
            at.date(&mut sanction, property, text, Property::SUMMARY);
        }
    }
    for regulation in node.all("regulation") {
        add_regulation(&mut sanction, &mut entry.party, regulation, at);
    }
    add_earliest(&mut sanction, node);
    sanction
}

fn add_regulation(sanction: &mut Entity, party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    match value(node, "organisationType") {
        Some("council") => sanction.add(Property::AUTHORITY, "Council of the European Union"),
        Some("commission") => sanction.add(Property::AUTHORITY, "European Commission"),
        Some("un") => sanction.add(Property::AUTHORITY, "United Nations"),
        Some(other) => sanction.add(Property::AUTHORITY, other),
        None => {}
    }
    let programme = value(node, "programme").unwrap_or_default();
    sanction.add(Property::PROGRAM, programme);
    sanction.add(Property::PROGRAM_ID, programme);
    party.add(Property::PROGRAM, programme);
    sanction.add(
        Property::RECORD_ID,
        value(node, "numberTitle").unwrap_or_default(),
    );
    sanction.add(
        Property::SOURCE_URL,
        value(node, "publicationUrl").unwrap_or_default(),
    );
    for (name, property) in [
        ("publicationDate", Property::LISTING_DATE),
        ("entryIntoForceDate", Property::START_DATE),
    ] {
        if let Some(text) = value(node, name) {
            at.date(sanction, property, text, Property::SUMMARY);
        }
    }
    for corrigendum in node.all("corrigendum") {
        let parts = ["numberTitle", "publicationDate", "publicationUrl"];
        let text = address(parts.map(|name| value(corrigendum, name)));
        sanction.add(Property::SUMMARY, &format!("Corrigendum: {text}"));
    }
    add_remarks(sanction, node, Property::SUMMARY, at);
}

/// The regulation given is the last that touched the entry. Its details name the regulations that
/// brought them: the earliest shows since when, at the latest, the entry has stood on the list.
fn add_earliest(sanction: &mut Entity, node: &Node) {
    let details = node
        .children
        .iter()
        .flat_map(|detail| detail.all("regulationSummary"));
    let earliest = details
        .filter_map(|summary| Some((value(summary, "publicationDate")?, summary)))
        .min_by_key(|(date, summary)| (*date, value(summary, "numberTitle")));
    let Some((date, summary)) = earliest else {
        return;
    };
    let title = value(summary, "numberTitle").unwrap_or_default();
    if sanction
        .first(Property::LISTING_DATE)
        .is_some_and(|last| date < last)
    {
        let text = format!("Earliest regulation among the entry's details: {title}, {date}");
        sanction.add(Property::SUMMARY, &text);
        sanction.add(Property::RECORD_ID, title);
        if let Ok(date) = date.parse() {
            sanction.add_date(Property::LISTING_DATE, date);
        }
    }
}
