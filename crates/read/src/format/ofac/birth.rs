//! Dates of birth as OFAC writes them: exact, "circa", or a range.

use plaint_model::PartialDate;

use crate::dates::{FigureOrder, parse};

/// A range of more years than this is kept by its ends only: its years would match anybody.
const YEARS_MAX: u16 = 10;

/// When somebody was born.
#[derive(Debug, PartialEq, Eq)]
pub struct Birth {
    /// Each date that it can be, with its precision.
    pub dates: Vec<PartialDate>,
    /// Whether the words say no more than the dates do.
    pub is_exact: bool,
}

/// Reads `10 Dec 1948`, `Mar 1945`, `1951`, `circa 1951`, `1951 to 1953`, `circa 1951-1953`,
/// `01 Jan 1960 to 31 Dec 1960`. `None` for anything else.
pub fn read(text: &str) -> Option<Birth> {
    let text = text.trim();
    let (is_circa, text) = match text.strip_prefix("circa ") {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    let ends = text
        .split_once(" to ")
        .or_else(|| text.split_once('-').filter(|(a, _)| a.len() == 4));
    if let Some((from, to)) = ends {
        if let (Some(from), Some(to)) = (one(from), one(to)) {
            return range(from.year(), to.year());
        }
    }
    let date = one(text)?;
    let date = if is_circa {
        PartialDate::from_year(date.year())?
    } else {
        date
    };
    Some(Birth {
        dates: vec![date],
        is_exact: !is_circa,
    })
}

fn one(text: &str) -> Option<PartialDate> {
    parse(text, FigureOrder::MonthFirst)
}

fn range(from: u16, to: u16) -> Option<Birth> {
    let years: Vec<u16> = match to.checked_sub(from)? {
        span if span <= YEARS_MAX => (from..=to).collect(),
        _ => vec![from, to],
    };
    Some(Birth {
        dates: years
            .into_iter()
            .filter_map(PartialDate::from_year)
            .collect(),
        is_exact: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_circa_and_ranges() {
        let dates = |text| {
            read(text).map(|birth| {
                let dates: Vec<String> = birth.dates.iter().map(ToString::to_string).collect();
                (dates.join(" "), birth.is_exact)
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
            ("01 Jan 1960 to 31 Dec 1960", "1960", false),
            ("1940 to 1960", "1940 1960", false),
        ] {
            assert_eq!(dates(text), Some((expected.to_owned(), is_exact)), "{text}");
        }
        for text in ["", "circa", "1953 to 1951", "early 1960s"] {
            assert_eq!(dates(text), None, "{text}");
        }
    }
}
