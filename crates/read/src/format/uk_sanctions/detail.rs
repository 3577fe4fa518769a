//! The parts of a `Designation` that only persons, only bodies or only ships have.

use plaint_model::{Entity, Entry, PartialDate, Property, Schema};

use crate::party::{At, Paper, add_emails, add_paper, address, date, put};
use crate::tree::{nodes, texts, value};
use crate::xml::Node;

/// A birth date: the list writes the letters `dd` and `mm`, or noughts, for what is not known.
fn birth_date(text: &str) -> Option<PartialDate> {
    let known = |part: &&str| !matches!(part.to_lowercase().as_str(), "dd" | "mm" | "00" | "");
    let parts: Vec<&str> = text
        .trim()
        .split('/')
        .map(str::trim)
        .filter(known)
        .collect();
    date(&parts.join("/"))
}

/// `(1) One (2) Two` as its parts; any other text as it is.
pub fn numbered(text: &str) -> Vec<&str> {
    let mut rest = match text.trim().strip_prefix("(1)") {
        Some(rest) => rest,
        None => return vec![text.trim()],
    };
    let mut parts = Vec::new();
    for n in 2_u32.. {
        match rest.split_once(&format!("({n})")) {
            Some((part, next)) => {
                parts.push(part.trim());
                rest = next;
            }
            None => break,
        }
    }
    parts.push(rest.trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Takes `IMO 1234567 ("NAME")` apart.
pub fn imo_and_name(text: &str) -> (Option<&str>, Option<&str>) {
    let Some(rest) = text.trim().strip_prefix("IMO").map(str::trim_start) else {
        return (None, None);
    };
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, name) = rest.split_at(end);
    if digits.len() != 7 {
        return (None, None);
    }
    let around = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”');
    let name = name.trim_matches(around);
    (Some(digits), Some(name).filter(|name| !name.is_empty()))
}

/// Phones, mail addresses and sites.
pub fn add_contacts(party: &mut Entity, node: &Node) {
    for text in texts(node, "PhoneNumbers/PhoneNumber") {
        put(party, Property::PHONE, "Phone", text);
    }
    for text in texts(node, "EmailAddresses/EmailAddress") {
        add_emails(party, text);
    }
    for text in texts(node, "Websites/Website") {
        put(party, Property::WEBSITE, "Website", text);
    }
}

/// What only a person has; on another party it goes to the notes.
pub fn add_individual(entry: &mut Entry, node: &Node, at: &mut At<'_, '_>) {
    for person in nodes(node, "IndividualDetails/Individual") {
        let party = &mut entry.party;
        for text in texts(person, "DOBs/DOB") {
            match birth_date(text) {
                Some(date) if party.schema.is_a(Schema::PERSON) => {
                    party.push(Property::BIRTH_DATE, &date.to_string(), None, Some(text));
                }
                Some(_) => put(party, Property::BIRTH_DATE, "Born", text),
                None => {
                    at.value(format!("birth date \"{text}\" is not a date"));
                    party.add(Property::NOTES, &format!("Born: {text}"));
                }
            }
        }
        for place in nodes(person, "BirthDetails/Location") {
            let (town, country) = (value(place, "TownOfBirth"), value(place, "CountryOfBirth"));
            put(
                party,
                Property::BIRTH_PLACE,
                "Place of birth",
                &address([town, country]),
            );
            if let Some(country) = country {
                at.country(party, Property::BIRTH_COUNTRY, country);
            }
        }
        for text in texts(person, "Nationalities/Nationality") {
            at.country(party, Property::NATIONALITY, text);
        }
        for text in texts(person, "Positions/Position") {
            put(party, Property::POSITION, "Position", text);
        }
        for text in texts(person, "Genders/Gender") {
            put(party, Property::GENDER, "Gender", &text.to_lowercase());
        }
        add_papers(entry, person);
    }
}

fn add_papers(entry: &mut Entry, person: &Node) {
    for (path, prefix, kind, property) in [
        (
            "PassportDetails/Passport",
            "Passport",
            "Passport",
            Property::PASSPORT_NUMBER,
        ),
        (
            "NationalIdentifierDetails/NationalIdentifier",
            "NationalIdentifier",
            "National identifier",
            Property::ID_NUMBER,
        ),
    ] {
        for paper in nodes(person, path) {
            let number = value(paper, &format!("{prefix}Number")).unwrap_or_default();
            let about = value(paper, &format!("{prefix}AdditionalInformation"));
            let paper = Paper {
                kind: kind.to_owned(),
                number: number.to_owned(),
                remarks: about.map(str::to_owned).into_iter().collect(),
                ..Paper::default()
            };
            add_paper(entry, Some(property), &paper);
        }
    }
}

/// What only a body has.
pub fn add_entity(entry: &mut Entry, node: &Node) {
    for body in nodes(node, "EntityDetails/Entity") {
        let party = &mut entry.party;
        for text in texts(body, "TypeOfEntities/TypeOfEntity") {
            put(party, Property::CLASSIFICATION, "Type of entity", text);
        }
        for text in texts(
            body,
            "BusinessRegistrationNumbers/BusinessRegistrationNumber",
        ) {
            for number in text.split([';', '\n']) {
                add_registration(party, number.trim());
            }
        }
        for text in texts(body, "ParentCompanies/ParentCompany") {
            party.add(Property::NOTES, &format!("Parent company: {text}"));
        }
        for text in texts(body, "Subsidiaries/Subsidiary") {
            party.add(Property::NOTES, &format!("Subsidiaries: {text}"));
        }
    }
}

/// A register number, by the label in front of it; the whole text where the label is unknown.
fn add_registration(party: &mut Entity, text: &str) {
    let label: String = text
        .chars()
        .take_while(|c| c.is_ascii_alphabetic())
        .collect();
    let number = text.get(label.len()..).unwrap_or_default();
    let number = number.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let property = match (label.to_uppercase().as_str(), number.len()) {
        ("OGRN", 13 | 15) if digits => Property::OGRN_CODE,
        ("INN", 10 | 12) if digits => Property::INN_CODE,
        ("TIN", 1..) if digits => Property::TAX_NUMBER,
        ("SWIFT", 8 | 11) if !number.contains(' ') => Property::SWIFT_BIC,
        ("USCC", 18) => Property::USC_CODE,
        _ => {
            return put(
                party,
                Property::REGISTRATION_NUMBER,
                "Registration number",
                text,
            );
        }
    };
    match party.schema.property_type(property) {
        Some(_) => party.add_cleaned(property, number, text),
        None => put(party, property, "Registration number", text),
    }
}

/// What only a ship has.
pub fn add_ship(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    for ship in nodes(node, "ShipDetails/Ship") {
        for text in texts(ship, "IMONumbers/IMONumber") {
            let number = text
                .trim_start_matches("IMO")
                .trim_start_matches([':', ' ']);
            put(party, Property::IMO_NUMBER, "IMO number", number);
        }
        for text in texts(ship, "CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip") {
            at.country(party, Property::FLAG, text);
        }
        for text in texts(ship, "PreviousFlags/PreviousFlag") {
            at.country(party, Property::PAST_FLAGS, text);
        }
        for text in texts(ship, "YearsBuilt/YearBuilt") {
            match date(text) {
                Some(date) if party.schema.is_a(Schema::VESSEL) => {
                    party.add_date(Property::BUILD_DATE, date);
                }
                _ => party.add(Property::NOTES, &format!("Year built: {text}")),
            }
        }
        for (path, property, label) in [
            (
                "TypeOfShipDetails/TypeOfShip",
                Property::TYPE,
                "Type of ship",
            ),
            (
                "TonnageOfShipDetails/TonnageOfShip",
                Property::TONNAGE,
                "Tonnage",
            ),
            (
                "HullIdentificationNumbers/HullIdentificationNumber",
                Property::REGISTRATION_NUMBER,
                "Hull identification number",
            ),
        ] {
            for text in texts(ship, path) {
                put(party, property, label, text);
            }
        }
        for (path, label) in [
            ("LengthOfShipDetails/LengthOfShip", "Length"),
            (
                "CurrentOwnerOperators/CurrentOwnerOperator",
                "Current owner or operator",
            ),
            (
                "PreviousOwnerOperators/PreviousOwnerOperator",
                "Previous owner or operator",
            ),
        ] {
            for text in texts(ship, path) {
                party.add(Property::NOTES, &format!("{label}: {text}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_dates_with_unknown_parts() {
        let read = |text| birth_date(text).map(|date| date.to_string());
        assert_eq!(read("03/07/1981").as_deref(), Some("1981-07-03"));
        assert_eq!(read("dd/07/1981").as_deref(), Some("1981-07"));
        assert_eq!(read("dd/mm/1981").as_deref(), Some("1981"));
        assert_eq!(read("00/00/1981").as_deref(), Some("1981"));
        assert_eq!(read("circa 1981"), None);
    }

    #[test]
    fn numbered_texts_come_apart() {
        assert_eq!(numbered("(1) One (2) Two"), ["One", "Two"]);
        assert_eq!(numbered("One (2) Two"), ["One (2) Two"]);
    }

    #[test]
    fn ships_named_by_number() {
        assert_eq!(
            imo_and_name("IMO 1234567 (\"MADE UP\")"),
            (Some("1234567"), Some("MADE UP"))
        );
        assert_eq!(imo_and_name("IMO 1234567"), (Some("1234567"), None));
        assert_eq!(imo_and_name("Imo Maru 7"), (None, None));
    }
}
