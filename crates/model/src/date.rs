//! Dates with precision. "1962" stays a year: it never becomes 1 January 1962.
//!
//! The text form is FollowTheMoney's, a prefix of ISO 8601: `1962`, `1962-09` or `1962-09-03`.

use std::fmt;
use std::str::FromStr;

/// A date known to the year, the month or the day (proleptic Gregorian calendar, years 1 to 9999).
///
/// Ordered by the earliest day it can mean, then the less precise first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateError(pub String);

impl PartialDate {
    /// A date known to the year. `None` outside 1 to 9999.
    #[must_use]
    pub fn from_year(year: u16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self {
            year,
            month: None,
            day: None,
        })
    }

    /// A date known to the month. `None` when out of range.
    #[must_use]
    pub fn from_month(year: u16, month: u8) -> Option<Self> {
        let date = Self::from_year(year)?;
        (1..=12).contains(&month).then_some(Self {
            month: Some(month),
            ..date
        })
    }

    /// A date known to the day. `None` when there is no such day.
    #[must_use]
    pub fn from_day(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self::from_month(year, month)?;
        (1..=days_in(year, month)).contains(&day).then_some(Self {
            day: Some(day),
            ..date
        })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, when known.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, when known.
    #[must_use]
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The first day it can mean, counted from 0000-03-01 (so that differences are days).
    #[must_use]
    pub fn first_day_number(self) -> i32 {
        day_number(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it can mean, counted as in [`Self::first_day_number`].
    #[must_use]
    pub fn last_day_number(self) -> i32 {
        let month = self.month.unwrap_or(12);
        day_number(
            self.year,
            month,
            self.day.unwrap_or(days_in(self.year, month)),
        )
    }

    /// Whether one can mean a day that the other can mean.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.first_day_number() <= other.last_day_number()
            && other.first_day_number() <= self.last_day_number()
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// Howard Hinnant's civil-days algorithm, without the epoch shift.
fn day_number(year: u16, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = i32::from(year) - i32::from(month <= 2);
    let shifted_month = (month + 9) % 12;
    365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted_month + 2) / 5 + day - 1
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bad = || DateError(text.to_owned());
        // A time of day after the date is not part of the date.
        let (date, time) = text
            .trim()
            .split_once(['T', ' '])
            .unwrap_or((text.trim(), "00"));
        if !time.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(bad());
        }
        let mut parts = date.split('-');
        let number = |part: &str, width: usize| -> Option<u16> {
            let digits = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten()
        };
        let year = parts.next().and_then(|p| number(p, 4)).ok_or_else(bad)?;
        let month = parts
            .next()
            .map(|p| number(p, 2).ok_or_else(bad))
            .transpose()?;
        let day = parts
            .next()
            .map(|p| number(p, 2).ok_or_else(bad))
            .transpose()?;
        if parts.next().is_some() {
            return Err(bad());
        }
        // Two digits always fit a u8.
        let narrow = |n: u16| u8::try_from(n).unwrap_or(u8::MAX);
        let date = match (month, day) {
            (None, _) => Self::from_year(year),
            (Some(month), None) => Self::from_month(year, narrow(month)),
            (Some(month), Some(day)) => Self::from_day(year, narrow(month), narrow(day)),
        };
        date.ok_or_else(bad)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn precision_survives() {
        for text in ["1962", "1962-09", "1962-09-03", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
        assert_eq!(date("2024-05-04T12:00:00Z").to_string(), "2024-05-04");
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "",
            "62",
            "1962-13",
            "1962-02-30",
            "2023-02-29",
            "1962-9-3",
            "1962-09-03-1",
            "1962 to 1963",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted() {
        assert_eq!(
            date("2024-03-01").first_day_number() - date("2024-02-28").first_day_number(),
            2
        );
        assert_eq!(
            date("2001-01-01").first_day_number() - date("2000-01-01").first_day_number(),
            366
        );
        assert!(date("1962").overlaps(date("1962-09-03")));
        assert!(!date("1962").overlaps(date("1963-01")));
        assert!(date("1962") < date("1962-01") && date("1962-01") < date("1962-02"));
    }
}
