//! Which row is the heading.
//!
//! A party mistaken for a heading would not be screened, a heading mistaken for a party only
//! finds nothing: so a row is a heading if its words say so, or if it differs from all rows below.

use super::{Cell, Row};
use crate::columns;

/// Titles and blank lines above a heading are few.
const ROWS_LOOKED_AT: usize = 10;

/// The index of the heading among rows that are not blank.
pub(super) fn find(rows: &[Row]) -> Option<usize> {
    let mut widest_above = 0;
    for (index, row) in rows.iter().take(ROWS_LOOKED_AT).enumerate() {
        let filled = filled(row);
        let known = filled.iter().filter(|text| is_known(text)).count();
        let is_heading = known > 0 && known * 5 >= filled.len();
        if is_heading && (index == 0 || filled.len() > widest_above.max(1)) {
            return Some(index);
        }
        widest_above = widest_above.max(filled.len());
    }
    words_above_numbers(rows).then_some(0)
}

/// Whether a text is made of nothing but words that headings are made of.
pub(super) fn is_known(text: &str) -> bool {
    columns::is_heading(text)
}

fn filled(row: &Row) -> Vec<&str> {
    let texts = row.cells.iter().map(Cell::text);
    texts.filter(|text| !text.is_empty()).collect()
}

fn words_above_numbers(rows: &[Row]) -> bool {
    const ROWS_COMPARED: usize = 50;
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    let texts = filled(first);
    let is_wordy = |text: &&str| text.len() <= 80 && !text.chars().any(|c| c.is_numeric());
    if texts.len() < 2 || texts.len() != first.cells.len() || !texts.iter().all(is_wordy) {
        return false;
    }
    (0..first.cells.len()).any(|column| {
        let below: Vec<&str> = rest
            .iter()
            .take(ROWS_COMPARED)
            .filter_map(|row| row.cells.get(column))
            .map(Cell::text)
            .filter(|text| !text.is_empty())
            .collect();
        below.len() >= 3 && below.iter().all(|text| is_number_or_date(text))
    })
}

fn is_number_or_date(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || " .,-/:+%".contains(c))
}
