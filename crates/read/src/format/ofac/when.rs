//! Dates as OFAC writes them where it does not know them well: "circa", or a range.

use plaint_model::PartialDate;

use crate::dates::{FigureOrder, parse};

/// A range of more years than this is kept by its ends only: its years would match anybody.
const YEARS_MAX: u16 = 10;

/// When something was.
#[derive(Debug, PartialEq, Eq)]
pub struct When {
    /// Each date that it can be, with its precision.
    pub dates: Vec<PartialDate>,
    /// Whether the words say no more than the dates do.
    pub is_exact: bool,
}

/// Reads `10 Dec 1948`, `Mar 1945`, `1951`, `circa 1951`, `1951 to 1953`, `circa 1951-1953`,
/// `01 Jan 1960 to 31 Dec 1960`. `None` for anything else.
pub fn read(text: &str) -> Option<When> {
    let text = text.trim();
    let (is_circa, text) = match text.strip_prefix("circa ") {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    let years = || {
        let ends = text.split_once('-');
        ends.filter(|(from, to)| from.len() == 4 && to.len() == 4)
    };
    let ends = text.split_once(" to ").or_else(years);
    let date = match ends {
        Some((from, to)) => {
            let (from, to) = (one(from)?, one(to)?);
            match whole(from, to) {
                Some(date) => date,
                None => return range(from.year(), to.year()),
            }
        }
        None => one(text)?,
    };
    let date = match is_circa {
        true => PartialDate::from_year(date.year())?,
        false => date,
    };
    Some(When {
        dates: vec![date],
        is_exact: !is_circa,
    })
}

/// The day, month or year that two dates enclose, if they enclose just one.
pub fn whole(first: PartialDate, last: PartialDate) -> Option<PartialDate> {
    let year = PartialDate::from_year(first.year());
    let month = first
        .month()
        .and_then(|month| PartialDate::from_month(first.year(), month));
    let is_whole = |date: &PartialDate| {
        date.first_day_number() == first.first_day_number()
            && date.last_day_number() == last.last_day_number()
    };
    [Some(first), month, year]
        .into_iter()
        .flatten()
        .find(is_whole)
}

fn one(text: &str) -> Option<PartialDate> {
    parse(text, FigureOrder::MonthFirst)
}

fn range(from: u16, to: u16) -> Option<When> {
    let years: Vec<u16> = match to.checked_sub(from)? {
        span if span <= YEARS_MAX => (from..=to).collect(),
        _ => vec![from, to],
    };
    let dates = years.into_iter().filter_map(PartialDate::from_year);
    Some(When {
        dates: dates.collect(),
        is_exact: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_circa_and_ranges() {
        let dates = |text| {
            read(text).map(|when| {
                let dates: Vec<String> = when.dates.iter().map(ToString::to_string).collect();
                (dates.join(" "), when.is_exact)
            })
        };
        for (text, expected, is_exact) in [
            ("10 Dec 1948", "1948-12-10", true),
            ("Apr 1963", "1963-04", true),
            ("1963-04-02", "1963-04-02", true),
            ("circa 1951", "1951", false),
            ("circa 12 Mar 1960", "1960", false),
            ("1951 to 1953", "1951 1952 1953", false),
            ("circa 1951-1952", "1951 1952", false),
            ("01 Jan 1960 to 31 Dec 1960", "1960", true),
            ("01 Feb 1964 to 29 Feb 1964", "1964-02", true),
            ("26 Sep 1946 to 07 Dec 1946", "1946", false),
            ("1940 to 1960", "1940 1960", false),
        ] {
            assert_eq!(dates(text), Some((expected.to_owned(), is_exact)), "{text}");
        }
        for text in ["", "circa", "1953 to 1951", "early 1960s", "x to 1950"] {
            assert_eq!(dates(text), None, "{text}");
        }
    }
}
