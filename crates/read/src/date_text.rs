//! Dates inside free text: "a) Approximately 1955-1958", "5/06/1953 15/06/1953", "1972-08-10 or
//! 1972-08-11". The caller keeps the words in a note when the dates alone do not say it all.

use plaint_model::PartialDate;

use crate::dates::{self, FigureOrder};

/// A year on its own is believed between these; any other four figures are a number.
const YEARS: std::ops::RangeInclusive<u16> = 1850..=2030;

/// What [`find`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DatesFound {
    /// The dates, in the order of the text. A range gives its two ends.
    pub dates: Vec<PartialDate>,
    /// Whether the text says no more than the dates: no "circa", no range, no remark.
    pub exact: bool,
}

/// Finds every date in a text.
#[must_use]
pub fn find(text: &str, order: FigureOrder) -> DatesFound {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = DatesFound {
        dates: Vec::new(),
        exact: true,
    };
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        match longest(rest, order) {
            Some((date, used)) => {
                found.dates.push(date);
                at += used;
            }
            None => {
                let years = range(rest[0]);
                let joiner = matches!(rest[0].to_ascii_lowercase().as_str(), "or" | "and" | "/");
                found.exact &= joiner && years.is_empty();
                found.dates.extend(years);
                at += 1;
            }
        }
    }
    found.exact &= !found.dates.is_empty();
    found.dates.dedup();
    found
}

/// The date that the most words at the front of a text make up, and how many.
fn longest(words: &[&str], order: FigureOrder) -> Option<(PartialDate, usize)> {
    (1..=words.len().min(3)).rev().find_map(|used| {
        let text = words[..used].join(" ");
        let date = dates::parse(&text, order).map(past)?;
        let bare_year = date.month().is_none();
        let single_figures = used == 2 && text.chars().all(|c| c.is_ascii_digit() || c == ' ');
        (!single_figures && (!bare_year || YEARS.contains(&date.year()))).then_some((date, used))
    })
}

/// A two-digit year of a birth is never in the future.
fn past(date: PartialDate) -> PartialDate {
    if date.year() <= *YEARS.end() {
        return date;
    }
    let year = date.year().saturating_sub(100);
    let earlier = match (date.month(), date.day()) {
        (Some(month), Some(day)) => PartialDate::from_day(year, month, day),
        (Some(month), None) => PartialDate::from_month(year, month),
        _ => PartialDate::from_year(year),
    };
    earlier.unwrap_or(date)
}

/// The ends of `1955-1958` or `1987/1988`, or the one end of `1955-`.
fn range(word: &str) -> Vec<PartialDate> {
    let year = |part: &str| -> Option<PartialDate> {
        let number: u16 = (part.len() == 4).then(|| part.parse().ok()).flatten()?;
        YEARS
            .contains(&number)
            .then(|| PartialDate::from_year(number))?
    };
    let ends = word.split(['-', '–', '/']).filter_map(year);
    ends.take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_dates_as_lists_write_them() {
        let read = |text| {
            let found = find(text, FigureOrder::DayFirst);
            let dates: Vec<String> = found.dates.iter().map(ToString::to_string).collect();
            (dates.join(" "), found.exact)
        };
        for (text, dates, exact) in [
            ("15 Jan. 1970", "1970-01-15", true),
            ("1972-08-10 or 1972-08-11", "1972-08-10 1972-08-11", true),
            ("Approximately 1955- 1958", "1955 1958", false),
            ("Between 1967 and 1969", "1967 1969", false),
            ("1954-1955", "1954 1955", false),
            ("11/10/1953  10/11/1953", "1953-10-11 1953-11-10", true),
            ("23-Apr-68", "1968-04-23", true),
            ("07/04/62", "1962-04-07", true),
            ("March 1978", "1978-03", true),
            ("5 Feb. 1970 (this aka only)", "1970-02-05", false),
            ("born in the early 1970s", "", false),
            ("19575", "", false),
            ("resolution 1822", "", false),
        ] {
            assert_eq!(read(text), (dates.to_owned(), exact), "{text}");
        }
    }
}
