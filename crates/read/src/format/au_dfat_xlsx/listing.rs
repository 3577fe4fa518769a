//! The designation of an Australian entry: committee, instrument and dates, which stand in text.

use plaint_model::{Entity, ListInfo, Property};

use super::{Columns, Facts};
use crate::date_text;
use crate::dates::FigureOrder;
use crate::xlsx::{self, Row};

/// The columns that say yes or no to a measure.
const MEASURES: &[(&str, &str)] = &[
    ("targeted financial sanction", "Targeted financial sanction"),
    ("travel ban", "Travel ban"),
    ("arms embargo", "Arms embargo"),
    ("maritime restriction", "Maritime restriction"),
];

pub(super) fn designation(
    list: &ListInfo,
    columns: &Columns,
    rows: &[Row],
    facts: &mut Facts<'_, '_, '_>,
) -> Entity {
    let mut sanction = facts.entry.designation();
    sanction.add(Property::AUTHORITY, &list.publisher);
    for row in rows {
        for program in programs(columns.cell(row, "committees")) {
            sanction.add(Property::PROGRAM, program);
            facts.entry.party.add(Property::PROGRAM, program);
        }
        let text = columns.cell(row, "listing information");
        let instrument = columns.cell(row, "instrument of designation");
        let day = xlsx::day(text).filter(|_| !text.contains(char::is_whitespace));
        match day {
            Some(date) => sanction.add_date(Property::LISTING_DATE, date),
            None => listed(&mut sanction, text),
        }
        if !instrument.is_empty() {
            sanction.add(Property::RECORD_ID, instrument);
        }
        for (heading, measure) in MEASURES {
            let answer = columns.cell(row, heading).to_lowercase();
            if matches!(answer.as_str(), "true" | "yes" | "1" | "y" | "x") {
                sanction.add(Property::PROVISIONS, measure);
            }
        }
        control_date(&mut sanction, columns.cell(row, "control date"), facts);
    }
    sanction
}

fn control_date(sanction: &mut Entity, text: &str, facts: &mut Facts<'_, '_, '_>) {
    if text.is_empty() {
        return;
    }
    let date = xlsx::day(text).or_else(|| {
        let found = date_text::find(text, FigureOrder::DayFirst);
        found.dates.first().copied()
    });
    match date {
        Some(date) => sanction.add_date(Property::MODIFIED_AT, date),
        None => facts.fault(format!("\"{text}\" is not a control date")),
    }
}

/// "1970 (Libya) 1973 (Libya)" is two committees; "1267/1989/2253 (ISIL (Da'esh) and Al-Qaida)" is
/// one.
fn programs(text: &str) -> Vec<&str> {
    let mut programs = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => {
                depth = 0;
                programs.push(text[start..=at].trim());
                start = at + 1;
            }
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    programs.push(text[start..].trim());
    programs.retain(|program| !program.is_empty());
    programs
}

/// The listing information: the words whole, the instruments it names, the day of first listing.
pub(in crate::format) fn listed(sanction: &mut Entity, text: &str) {
    if text.is_empty() {
        return;
    }
    sanction.add(Property::SUMMARY, text);
    let title = text
        .strip_prefix("Instrument of first designation and declaration:")
        .or_else(|| text.strip_prefix("Instrument of first designation:"))
        .unwrap_or(text)
        .trim();
    let whole = title.ends_with(|c: char| c.is_ascii_digit() || c == ']') && !title.contains('\n');
    let instrument = title.starts_with("Autonomous Sanctions (")
        || title.starts_with("Charter of the United Nations (");
    if instrument && whole {
        sanction.add(Property::RECORD_ID, title);
    }
    for code in register_ids(text) {
        sanction.add(Property::RECORD_ID, code);
    }
    if let Some(date) = first_listing(text) {
        sanction.add_date(Property::LISTING_DATE, date);
    }
}

/// Numbers of the Federal Register of Legislation: F2012L00482, F2018C00646.
fn register_ids(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| {
        let bytes = word.as_bytes();
        let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        bytes.len() == 11
            && bytes[0] == b'F'
            && matches!(bytes[5], b'L' | b'C')
            && digits(&bytes[1..5])
            && digits(&bytes[6..])
    })
}

/// The day that "Listed on 2 Sep. 2014 (relisted on 1 Sep. 2017)" or "… listed this individual on
/// 28 July 2010 under …" tells. Days of relisting and amendment come after it.
fn first_listing(text: &str) -> Option<plaint_model::PartialDate> {
    let lower = text.to_lowercase();
    let start = ["listed", "designated"]
        .iter()
        .filter_map(|word| lower.find(word))
        .min()?;
    let before = lower[..start].trim_end();
    if ["re", "re-", "last", "previously", "formerly"]
        .iter()
        .any(|w| before.ends_with(w))
    {
        return None;
    }
    let rest = lower.get(start..)?;
    let end = [
        "(amended",
        "(relisted",
        "(re-listed",
        "amended",
        "relisted",
        "re-listed",
        "last listed",
    ]
    .iter()
    .filter_map(|word| rest.find(word))
    .min()
    .unwrap_or(rest.len());
    let found = date_text::find(&rest[..end], FigureOrder::DayFirst);
    found.dates.into_iter().find(|date| date.day().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_first_listing() {
        let day = |text| first_listing(text).map(|date| date.to_string());
        for (text, expected) in [
            (
                "Listed on 2 Sep. 2014 (relisted on 1 Sep. 2017)",
                Some("2014-09-02"),
            ),
            (
                "Listed by UN 1267 Committee on 25 January 2001 (amended on 3 Sep 2003)",
                Some("2001-01-25"),
            ),
            (
                "The Minister listed this individual on 28 July 2010 under section 15",
                Some("2010-07-28"),
            ),
            (
                "Designated under the Regulations 2011 on 2 March 2012 (F2012L00479).",
                Some("2012-03-02"),
            ),
            ("Last listed on: 16/09/2022", None),
            ("Autonomous Sanctions (Nowhere) Instrument 2023", None),
        ] {
            assert_eq!(day(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn committees() {
        assert_eq!(programs("1 (Nowhere) 2 (Nowhere) ").len(), 2);
        assert_eq!(
            programs("1/2 (Made-Up (X) and Y)"),
            ["1/2 (Made-Up (X) and Y)"]
        );
        assert_eq!(programs("Autonomous"), ["Autonomous"]);
    }

    #[test]
    fn register_numbers() {
        let ids: Vec<&str> = register_ids("List 2012 [F2012L00482, F2012C1]").collect();
        assert_eq!(ids, ["F2012L00482"]);
    }
}
