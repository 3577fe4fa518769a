//! What the free text of each register says: measures, dates, identity numbers, further parties.

use plaint_model::{ListInfo, Property, Schema};

use super::names;
use super::register::{self, Listed, Place};
use super::rows::Row;
use super::{citation, forms};
use crate::dates::{self, FigureOrder};

/// The kind of party that a register names.
pub fn schema(register: &str, name: &str) -> Schema {
    let numbered = name.strip_prefix("Address ").unwrap_or_default();
    let is_address = !numbered.is_empty() && numbered.bytes().all(|b| b.is_ascii_digit());
    match register {
        _ if is_address => Schema::ADDRESS,
        _ if name.starts_with("Fishing Vessel: ") => Schema::VESSEL,
        _ if forms::is_company(name) => Schema::COMPANY,
        "ofac-nscmic" | "dow-1260h" => Schema::COMPANY,
        "bis-meu" | "dhs-uflpa" => Schema::ORGANIZATION,
        // The other registers name people, bodies, regions and goods without saying which.
        _ => Schema::LEGAL_ENTITY,
    }
}

/// The names of the parties of one entry. Only the withhold-release orders name several at once;
/// one that was modified stays whole, for some of the parties it names were taken off it.
pub fn parties(register: &str, listed: &Listed) -> Vec<String> {
    let name = listed.name.trim();
    if let Some((parent, child)) = name.split_once(" subordinate institution:")
        && !parent.is_empty()
        && !child.trim().is_empty()
    {
        return vec![child.trim().to_owned()];
    }
    let modified = listed
        .status
        .as_deref()
        .is_some_and(|status| status.contains("Modified"));
    if register != "cbp-wro" || modified || name.len() > names::NAME_BYTES_MAX {
        return vec![name.to_owned()];
    }
    let mut parties = Vec::new();
    for piece in names::split_outside(name, ';') {
        let taken = names::take_apart(piece);
        let extends = taken.extends.unwrap_or_default();
        let at = piece.find(&extends).filter(|_| !extends.is_empty());
        let kept = at.map_or(piece, |at| &piece[..at]);
        let heads = forms::part_names(kept.trim(), " and ");
        let suffix = if extends.is_empty() {
            String::new()
        } else {
            format!(" {extends}")
        };
        parties.extend(heads.iter().map(|head| format!("{head}{suffix}")));
        // "… and its two subsidiaries from Nowhere, A Ltd. and B Ltd.": those are named too.
        if let Some((_, named)) = extends.split_once(", ") {
            parties.extend(
                forms::part_names(named, " and ")
                    .iter()
                    .map(|name| (*name).to_owned()),
            );
        }
    }
    parties
}

/// Puts on a row what the notes of its register say.
pub fn describe(register: &str, listed: &Listed, row: &mut Row, at: &mut Place<'_, '_>) {
    let notes = listed.notes.as_deref().unwrap_or_default().trim();
    // Only the Entity List has parties that share a name; elsewhere a name is one party, whatever
    // the dates of its orders, and its id must not hang on them.
    if register != "bis-entity-list" {
        row.marks.push("named".to_owned());
        row.since = None;
    }
    match register {
        "bis-entity-list" => {
            row.designation.add(Property::PROVISIONS, notes);
            if let Some((parent, _)) = listed.name.split_once(" subordinate institution:") {
                row.party.add(
                    Property::NOTES,
                    &format!("Subordinate institution of {parent}"),
                );
            }
        }
        "bis-dpl" => denied(notes, row, at),
        "cbp-wro" => withheld(notes, row),
        "dow-1260h" => row.designation.add(
            Property::REASON,
            notes.split(" | ").last().unwrap_or_default(),
        ),
        "ofac-nscmic" => military_complex(notes, row, at),
        "dhs-uflpa" => forced_labour(notes, row),
        _ => row.party.add(Property::NOTES, notes),
    }
}

/// The parts of a note written `Key: value; Key: value`, for the keys given; the first part may
/// have no key. A semicolon inside a value stays.
fn keyed<'a>(notes: &'a str, keys: &[&'static str]) -> Vec<(&'static str, &'a str)> {
    let mut starts: Vec<(usize, &'static str)> = Vec::new();
    for key in keys {
        let found = notes.match_indices(key).map(|(at, _)| at);
        let begins = |at: &usize| *at == 0 || notes[..*at].ends_with("; ");
        let colon = |at: &usize| notes[at + key.len()..].starts_with(": ");
        starts.extend(
            found
                .filter(|at| begins(at) && colon(at))
                .take(1)
                .map(|at| (at, *key)),
        );
    }
    starts.sort_unstable();
    let first = starts.first().map_or(notes.len(), |(at, _)| *at);
    let mut parts = vec![("", notes[..first].trim_end_matches([';', ' ']))];
    for (n, (at, key)) in starts.iter().enumerate() {
        let end = starts.get(n + 1).map_or(notes.len(), |(at, _)| *at);
        parts.push((
            key,
            notes[at + key.len() + 2..end].trim_end_matches([';', ' ']),
        ));
    }
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

fn denied(notes: &str, row: &mut Row, at: &mut Place<'_, '_>) {
    for (key, text) in keyed(notes, &["Type of denial", "Expires"]) {
        match key {
            "Type of denial" => row
                .designation
                .add(Property::PROVISIONS, &format!("{text} denial order")),
            "Expires" => match dates::parse(text, FigureOrder::MonthFirst) {
                Some(date) => row.designation.add_date(Property::END_DATE, date),
                None => at.value(format!("expiry \"{text}\" is not a date")),
            },
            _ => row.designation.add(Property::SUMMARY, text),
        }
    }
}

fn withheld(notes: &str, row: &mut Row) {
    vessel(row);
    for (key, text) in keyed(notes, &["Industry", "Merchandise", "Remarks"]) {
        match key {
            "" => row.designation.add(Property::PROGRAM, text),
            "Merchandise" => row
                .designation
                .add(Property::PROVISIONS, &format!("Merchandise: {text}")),
            "Industry" => row
                .designation
                .add(Property::SUMMARY, &format!("Industry: {text}")),
            _ => {
                row.designation.add(Property::SUMMARY, text);
                notices(text, row);
            }
        }
    }
}

/// The citations in the remarks of an order, where sentences run into each other without a space:
/// `Federal Register: 58 FR 12345"U.S. Customs …; T.D. 93-41See China WRO.`
fn notices(remarks: &str, row: &mut Row) {
    if let Some((_, rest)) = remarks.split_once("Federal Register: ") {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || " FR.".contains(c)));
        for citation in citation::read(&rest[..end.unwrap_or(rest.len())]).all {
            row.designation.add(Property::RECORD_ID, &citation.text);
        }
    }
    if let Some((_, rest)) = remarks.split_once("T.D. ") {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '-'));
        let number = &rest[..end.unwrap_or(rest.len())];
        row.designation
            .add(Property::RECORD_ID, &format!("T.D. {number}"));
    }
}

/// `Fishing Vessel: X` is a vessel named X; of `Fishing Vessels owned by X` the owner is the party.
fn vessel(row: &mut Row) {
    let Some(name) = row.party.first(Property::NAME).map(str::to_owned) else {
        return;
    };
    let prefixes = ["Fishing Vessel: ", "Fishing Vessels owned by "];
    let Some(bare) = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)) else {
        return;
    };
    let owner = name.starts_with("Fishing Vessels");
    row.party = plaint_model::Entity::new(row.party.id.clone(), row.party.schema);
    row.party.add_cleaned(Property::NAME, bare, &name);
    row.key = names::key(bare);
    if owner {
        row.designation.add(Property::PROVISIONS, &name);
    }
}

fn military_complex(notes: &str, row: &mut Row, at: &mut Place<'_, '_>) {
    let keys = [
        "Target Type",
        "Listing Date (CMIC)",
        "USCC",
        "Program",
        "Linked To",
    ];
    for (key, text) in keyed(notes, &keys) {
        match key {
            "Target Type" => row.party.add(Property::LEGAL_FORM, text),
            "Listing Date (CMIC)" => match dates::parse(text, FigureOrder::MonthFirst) {
                Some(date) => row.designation.add_date(Property::LISTING_DATE, date),
                None => at.value(format!("listing date \"{text}\" is not a date")),
            },
            "USCC" => row
                .party
                .add(Property::USC_CODE, text.split(" (").next().unwrap_or(text)),
            "Program" => row.designation.add(Property::PROGRAM, text),
            "Linked To" => row
                .party
                .add(Property::NOTES, &format!("Linked To: {text}")),
            _ => row.party.add(Property::NOTES, text),
        }
    }
}

/// `UFLPA Sec. 2(d)(2)(B)(ii): works with …; UFLPA Sec. …; and its subordinate … entities`
fn forced_labour(notes: &str, row: &mut Row) {
    if let Some(date) = row
        .designation
        .first(Property::START_DATE)
        .map(str::to_owned)
    {
        row.designation.add(Property::LISTING_DATE, &date);
    }
    for piece in notes.split("; ").filter(|piece| !piece.is_empty()) {
        match piece.split_once(": ") {
            Some((section, reason)) if section.starts_with("UFLPA Sec.") => {
                row.designation.add(Property::PROGRAM, section);
                row.designation.add(Property::REASON, reason);
            }
            _ if piece.starts_with("and ") => row.designation.add(Property::PROVISIONS, piece),
            _ => row.designation.add(Property::SUMMARY, piece),
        }
    }
}

/// The subsidiaries that the Section 1260H notice lists with a company. They are listed themselves.
pub fn named_in_notes(
    list: &ListInfo,
    register: &str,
    listed: &Listed,
    at: &mut Place<'_, '_>,
) -> Vec<Row> {
    let notes = listed.notes.as_deref().unwrap_or_default();
    let Some(rest) = notes.strip_prefix("Listed together with subsidiaries: ") else {
        return Vec::new();
    };
    let named = rest.split(" | ").next().unwrap_or_default();
    let named = named
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" . ", ", ");
    let own = Listed {
        name: String::new(),
        aliases: Vec::new(),
        country: None,
        address: None,
        status: listed.status.clone(),
        effective_date: listed.effective_date.clone(),
        federal_register: listed.federal_register.clone(),
        notes: None,
    };
    let mut rows = Vec::new();
    for name in commas(&named) {
        let (name, short) = short_name(&name);
        let mut row = register::one_party(list, register, name, &own, at);
        row.party.add(Property::ALIAS, short);
        let with = format!("Listed together with {}", listed.name);
        row.designation.add(Property::SUMMARY, &with);
        row.marks.push("named".to_owned());
        row.since = None;
        rows.push(row);
    }
    rows
}

/// The short name that the notice puts behind some names: `Made-Up Mill Co., Ltd. (Made-Up)`.
fn short_name(name: &str) -> (&str, &str) {
    let closed = name.strip_suffix('.').unwrap_or(name).strip_suffix(')');
    match closed.and_then(|name| name.rsplit_once(" (")) {
        Some((head, short)) if forms::ends_company(head) && !short.contains(')') => (head, short),
        _ => (name, ""),
    }
}

/// Parts names at commas, but not before a company form (`Co., Ltd.`) or inside brackets.
fn commas(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in names::split_outside(text, ',') {
        let piece = piece.trim();
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        let first = piece.split([' ', '(']).next().unwrap_or_default();
        match names.last_mut() {
            // Two words alone are one name: "Made-Up, Americas".
            Some(name) if forms::is_form(first) || !(name.contains(' ') || piece.contains(' ')) => {
                name.push_str(", ");
                name.push_str(piece);
            }
            _ => names.push(piece.to_owned()),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_with_keys() {
        let notes = "WRO; Industry: Dreams; Merchandise: Pillows; Remarks: A; T.D. 1-2";
        let parts = keyed(notes, &["Industry", "Merchandise", "Remarks"]);
        assert_eq!(parts[0], ("", "WRO"));
        assert_eq!(parts[2], ("Merchandise", "Pillows"));
        assert_eq!(parts[3], ("Remarks", "A; T.D. 1-2"));
        assert!(keyed("", &["A"]).is_empty());
    }

    #[test]
    fn names_at_commas() {
        let text = "A Aerospace LLC, B Mill Co., Ltd. (formerly C, D Co.), and E Institute";
        assert_eq!(
            commas(text),
            [
                "A Aerospace LLC",
                "B Mill Co., Ltd. (formerly C, D Co.)",
                "E Institute"
            ]
        );
    }
}
