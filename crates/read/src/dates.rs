//! Dates as lists write them, to dates with precision.

use plaint_model::PartialDate;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// How a list orders a date written in figures with slashes or dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureOrder {
    /// 12/31/2024, as United States publishers write.
    MonthFirst,
    /// 31/12/2024 or 31.12.2024, as nearly all others do.
    DayFirst,
}

/// Reads one date: `2024-12-11`, `11 Dec 2024`, `December 11, 2024`, `Dec 1962`, `1962`,
/// `12/11/24` (two-digit years: 69 and below are of this century). `None` for anything else,
/// including "circa" and ranges, which the caller must take apart first.
#[must_use]
pub fn parse(text: &str, order: FigureOrder) -> Option<PartialDate> {
    let text = text.trim().trim_end_matches('.');
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '.' | '-'))
        .filter(|word| !word.is_empty())
        .collect();
    match words[..] {
        [a, b, c] => match (month_name(a), month_name(b)) {
            (Some(month), None) => day_date(c, month, b),
            (None, Some(month)) => day_date(c, month, a),
            _ => in_figures(a, b, c, order),
        },
        [a, b] => {
            let month = month_name(a).or_else(|| a.parse().ok())?;
            PartialDate::from_month(year(b)?, month)
        }
        _ => None,
    }
}

fn in_figures(a: &str, b: &str, c: &str, order: FigureOrder) -> Option<PartialDate> {
    if a.len() == 4 {
        return day_date(a, b.parse().ok()?, c);
    }
    match order {
        FigureOrder::MonthFirst => day_date(c, a.parse().ok()?, b),
        FigureOrder::DayFirst => day_date(c, b.parse().ok()?, a),
    }
}

fn day_date(year_text: &str, month: u8, day: &str) -> Option<PartialDate> {
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    PartialDate::from_day(year(year_text)?, month, day.parse().ok()?)
}

fn year(text: &str) -> Option<u16> {
    let number: u16 = text.parse().ok()?;
    match text.len() {
        4 => Some(number),
        2 if number <= 69 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

fn month_name(word: &str) -> Option<u8> {
    let word = word.to_ascii_lowercase();
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let position = full
        .iter()
        .zip(MONTHS)
        .position(|(name, short)| name.starts_with(&word) || (word == "sept" && short == "sep"))?;
    u8::try_from(position + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_seen_on_lists() {
        let us = |text| parse(text, FigureOrder::MonthFirst).map(|date| date.to_string());
        for (text, expected) in [
            ("December 11, 2024", "2024-12-11"),
            ("11 Dec 2024", "2024-12-11"),
            ("11 dec. 2024", "2024-12-11"),
            ("Apr 1963", "1963-04"),
            ("1963", "1963"),
            ("12/11/24", "2024-12-11"),
            ("7/3/1981", "1981-07-03"),
            ("2021-03-22T00:00:00", "2021-03-22"),
            ("Sept 3, 1999", "1999-09-03"),
        ] {
            assert_eq!(us(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "circa 1963", "1960 to 1963", "31/31/2024", "Foo 1963"] {
            assert_eq!(us(text), None, "{text}");
        }
        assert_eq!(
            parse("03/07/1981", FigureOrder::DayFirst)
                .map(|d| d.to_string())
                .as_deref(),
            Some("1981-07-03")
        );
    }
}
