//! The column `ids`: identity numbers, and remarks that OFAC keeps among them.

use plaint_model::Property;

use super::Paper;
use crate::format::us_trade::rows::Row;
use crate::{Severity, Sink};
use crate::{country, dates};

/// Words of a kind, in small letters, and the property that holds its number. The first that
/// stands in the kind decides.
const KINDS: &[(&str, Property)] = &[
    ("passport", Property::PASSPORT_NUMBER),
    ("gender", Property::GENDER),
    ("swift", Property::SWIFT_BIC),
    ("website", Property::WEBSITE),
    ("email", Property::EMAIL),
    ("phone number", Property::PHONE),
    ("unified social credit", Property::USC_CODE),
    ("legal entity number", Property::LEI_CODE),
    ("d-u-n-s", Property::DUNS),
    ("isin", Property::ISIN_CODE),
    ("v.a.t.", Property::VAT_CODE),
    ("tax id", Property::TAX_NUMBER),
    ("vessel registration", Property::IMO_NUMBER),
    ("mmsi", Property::MMSI),
    ("ssn", Property::SSN),
    ("registration", Property::REGISTRATION_NUMBER),
    ("matricula", Property::REGISTRATION_NUMBER),
    ("company number", Property::REGISTRATION_NUMBER),
    ("commercial registry", Property::REGISTRATION_NUMBER),
    ("trade license", Property::REGISTRATION_NUMBER),
    ("national id", Property::ID_NUMBER),
    ("identification number", Property::ID_NUMBER),
    ("cedula", Property::ID_NUMBER),
    ("target type", Property::LEGAL_FORM),
    ("organization type", Property::SECTOR),
];

/// Words of a kind whose number is a measure or a date of the designation.
const MEASURES: &[&str] = &[
    "directive determination",
    "secondary sanctions risk",
    "transactions prohibited",
    "additional sanctions information",
    "divestment date",
    "prohibition",
];

/// Kinds that no table of properties needs, but that tell a kind from a number.
const OTHER_KINDS: &[&str] = &[
    "government gazette",
    "license",
    "c.u.i.t.",
    "r.f.c.",
    "c.u.r.p.",
    "d.n.i.",
    "n.i.e.",
    "bik",
    "micex",
    "digital currency",
    "equity ticker",
    "issuer name",
    "listing date",
    "effective date",
    "organization established",
    "number",
    "code",
    " no.",
    "certificate",
    "registry",
];

fn is_kind(text: &str) -> bool {
    let lower = text.to_lowercase();
    let kinds = KINDS.iter().map(|(words, _)| *words);
    lower.ends_with(':')
        || lower.ends_with(" -")
        || kinds
            .chain(MEASURES.iter().copied())
            .chain(OTHER_KINDS.iter().copied())
            .any(|words| lower.contains(words))
}

/// Reads one id of the CSV: `Passport, X1, YY` now, `YY, X1, Passport` in older files. Where no
/// kind is found, all of the text is the number.
pub fn from_text(text: &str) -> Paper {
    let mut parts: Vec<&str> = text.split(", ").map(str::trim).collect();
    let kind = match (parts.first(), parts.last()) {
        (Some(first), _) if parts.len() > 1 && is_kind(first) => parts.remove(0),
        (_, Some(last)) if parts.len() > 1 && is_kind(last) => parts.pop().unwrap_or_default(),
        _ => "",
    };
    let is_code = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase());
    let mut code = "";
    if !kind.is_empty() && parts.len() > 1 {
        if parts.last().is_some_and(is_code) {
            code = parts.pop().unwrap_or_default();
        } else if parts.first().is_some_and(is_code) {
            code = parts.remove(0);
        }
    }
    Paper {
        kind: kind.to_owned(),
        number: parts.join(", "),
        country: code.to_owned(),
    }
}

/// Puts an id where it belongs: on the party, on the designation, or as a paper of its own.
pub fn describe(paper: &Paper, row: &mut Row, place: (&str, &str), sink: &mut Sink<'_>) {
    let kind = paper.kind.trim_end_matches([':', '-', ' ']);
    let lower = kind.to_lowercase();
    let (number, held) = (paper.number.as_str(), |words: &&str| lower.contains(*words));
    let day = dates::parse(number, dates::FigureOrder::MonthFirst);
    match (lower.as_str(), day) {
        ("listing date (cmic)", Some(day)) => {
            return row.designation.add_date(Property::LISTING_DATE, day);
        }
        ("effective date (cmic)", Some(day)) => {
            return row.designation.add_date(Property::START_DATE, day);
        }
        ("organization established date", Some(day)) if has(row, Property::INCORPORATION_DATE) => {
            return row.party.add_date(Property::INCORPORATION_DATE, day);
        }
        ("", _) => return row.party.add(Property::NOTES, number),
        _ => {}
    }
    if MEASURES.iter().any(&held) {
        return row
            .designation
            .add(Property::PROVISIONS, &format!("{kind}: {number}"));
    }
    let property = KINDS
        .iter()
        .find(|(words, _)| held(words))
        .map(|(_, property)| *property);
    match property.filter(|property| has(row, *property)) {
        Some(Property::IMO_NUMBER) => row
            .party
            .add(Property::IMO_NUMBER, number.trim_start_matches("IMO ")),
        Some(Property::GENDER) => row.party.add(Property::GENDER, &number.to_lowercase()),
        Some(property) => row.party.add(property, number),
        None => paper_of_its_own(kind, paper, row, place, sink),
    }
}

fn has(row: &Row, property: Property) -> bool {
    row.party.schema.property_type(property).is_some()
}

fn paper_of_its_own(
    kind: &str,
    paper: &Paper,
    row: &mut Row,
    place: (&str, &str),
    sink: &mut Sink<'_>,
) {
    let mut values = vec![
        (Property::TYPE, kind.to_owned()),
        (Property::NUMBER, paper.number.clone()),
    ];
    match country::code(&paper.country) {
        Some(code) => values.push((Property::COUNTRY, code.to_owned())),
        None if paper.country.is_empty() => {}
        None => {
            let message = format!("country \"{}\" of {kind} is not known", paper.country);
            sink.fault(Severity::Value, place.0, place.1, message);
        }
    }
    row.papers.push(values);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders() {
        let shown = |text| {
            let paper = from_text(text);
            format!("{}|{}|{}", paper.kind, paper.number, paper.country)
        };
        assert_eq!(shown("Passport, X1, UT"), "Passport|X1|UT");
        assert_eq!(shown("UT, 80-1, Tax ID No."), "Tax ID No.|80-1|UT");
        assert_eq!(
            shown("Sanctions risk:, Rules, sections 1 and 2"),
            "Sanctions risk:|Rules, sections 1 and 2|"
        );
        assert_eq!(
            shown("www.example.org, Website"),
            "Website|www.example.org|"
        );
        assert_eq!(shown("a word"), "|a word|");
        assert_eq!(shown(""), "||");
    }
}
