//! Which row is the heading.
//!
//! A party mistaken for a heading would not be screened, a heading mistaken for a party only
//! finds nothing: so a row is a heading if its words say so, or if it differs from all rows below.

use super::{Cell, Row};
use crate::columns::{self, Certainty};

/// Titles and blank lines above a heading are few.
const ROWS_LOOKED_AT: usize = 10;
/// How many rows below a heading are compared with it.
const ROWS_COMPARED: usize = 200;

/// The index of the heading among rows that are not blank.
pub(super) fn find(rows: &[Row]) -> Option<usize> {
    let mut widest_above = 0;
    for (index, row) in rows.iter().take(ROWS_LOOKED_AT).enumerate() {
        let width = filled(row).len();
        let below = rows.get(index + 1..).unwrap_or_default();
        if (index == 0 || width > widest_above.max(1)) && says_so(row, below) {
            return Some(index);
        }
        widest_above = widest_above.max(width);
    }
    words_above_numbers(rows).then_some(0)
}

/// Whether a text is made of nothing but words that headings are made of.
pub(super) fn is_known(text: &str) -> bool {
    columns::certainty(text) != Certainty::None
}

/// Whether the words of a row are those of a heading. A word that comes again below ("company",
/// "aka") is a value, and a number is one anyway.
fn says_so(row: &Row, below: &[Row]) -> bool {
    let (mut known, mut certain, mut width) = (0, 0, 0);
    for (column, cell) in row.cells.iter().enumerate() {
        let text = cell.text();
        let comes_again = || {
            let mut cells = below
                .iter()
                .take(ROWS_COMPARED)
                .filter_map(|row| row.cells.get(column));
            cells.any(|cell| cell.text() == text)
        };
        if text.is_empty() {
            continue;
        }
        if is_number_or_date(text) {
            return false;
        }
        width += 1;
        let certainty = columns::certainty(text);
        if certainty != Certainty::None && !comes_again() {
            known += 1;
            certain += usize::from(certainty == Certainty::High);
        }
    }
    // One word for a party is a heading only if it stands alone.
    let is_certain = certain > 0 || (known == 1 && width == 1);
    is_certain && (known * 2 >= width || (known >= 3 && known * 5 >= width))
}

fn filled(row: &Row) -> Vec<&str> {
    let texts = row.cells.iter().map(Cell::text);
    texts.filter(|text| !text.is_empty()).collect()
}

fn words_above_numbers(rows: &[Row]) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    let texts = filled(first);
    let is_wordy = |text: &&str| text.len() <= 80 && !text.chars().any(|c| c.is_numeric());
    if texts.len() < 2 || texts.len() * 2 <= first.cells.len() || !texts.iter().all(is_wordy) {
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
