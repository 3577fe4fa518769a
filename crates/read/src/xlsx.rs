//! Reads a spreadsheet file row by row, from the cells that have a value.
//!
//! What a sheet declares of its size is never believed: some published files declare thousands of
//! empty columns. A file whose parts would unpack to far more than any list is refused unread.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

/// The parts of a published list unpack to some 10 MB.
const UNPACKED_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// No published list has more columns in use.
const COLUMNS_MAX: usize = 256;

/// A row: its number as a spreadsheet program shows it, and the text of its cells by column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The first row is 1.
    pub number: u32,
    /// The cells from column A on; an empty cell is an empty text. A number is written as it is
    /// stored, so a date is the count of days since the end of 1899.
    pub cells: Vec<String>,
}

impl Row {
    /// The trimmed text of a cell, empty where there is none.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |text| text.trim())
    }
}

/// Reads every sheet that has cells, in order; `on_row` gets the sheet's name and each row.
///
/// # Errors
/// A sentence that says what is wrong: not a spreadsheet, cut off, or beyond a limit. Rows before
/// the error have been handed over.
pub fn read(bytes: &[u8], on_row: &mut dyn FnMut(&str, Row)) -> Result<(), String> {
    read_rows(bytes, u32::MAX, on_row)
}

/// The first row of each sheet.
///
/// # Errors
/// As [`read`].
pub fn read_head(bytes: &[u8], on_row: &mut dyn FnMut(&Row)) -> Result<(), String> {
    read_rows(bytes, 1, &mut |_, row| on_row(&row))
}

/// Reads the first rows of each sheet. The library panics on some damaged files; that is an error.
fn read_rows(bytes: &[u8], rows_max: u32, on_row: &mut dyn FnMut(&str, Row)) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, rows_max, on_row)))
        .unwrap_or_else(|_| Err("the spreadsheet is damaged".to_owned()))
}

fn read_sheets(
    bytes: &[u8],
    rows_max: u32,
    on_row: &mut dyn FnMut(&str, Row),
) -> Result<(), String> {
    let unpacked = unpacked_bytes(bytes).ok_or("not a whole .xlsx file")?;
    if unpacked > UNPACKED_BYTES_MAX {
        return Err(format!(
            "it would unpack to {unpacked} bytes, more than any list"
        ));
    }
    let wrong = |error: XlsxError| error.to_string();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    for sheet in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&sheet).map_err(wrong)?;
        let mut row = Row::default();
        while let Some(cell) = cells.next_cell().map_err(wrong)? {
            let (at, column) = cell.get_position();
            if at >= rows_max {
                break;
            }
            let text = text_of(cell.get_value());
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if text.is_empty() || column >= COLUMNS_MAX {
                continue;
            }
            if at.saturating_add(1) != row.number {
                finish(&sheet, &mut row, on_row);
                row.number = at.saturating_add(1);
            }
            if row.cells.len() <= column {
                row.cells.resize(column + 1, String::new());
            }
            row.cells[column] = text;
        }
        finish(&sheet, &mut row, on_row);
    }
    Ok(())
}

fn finish(sheet: &str, row: &mut Row, on_row: &mut dyn FnMut(&str, Row)) {
    let row = std::mem::take(row);
    if !row.cells.is_empty() {
        on_row(sheet, row);
    }
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::DateTime(date) => date.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// The sum of the sizes that the archive's directory states of its parts. `None` when there is no
/// directory at the end, as in a file that was cut off.
fn unpacked_bytes(bytes: &[u8]) -> Option<u64> {
    let number = |at: usize, width: usize| -> Option<u64> {
        let part = bytes.get(at..at.checked_add(width)?)?;
        Some(
            part.iter()
                .rev()
                .fold(0, |sum, byte| (sum << 8) | u64::from(*byte)),
        )
    };
    let end = bytes
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")?;
    let mut at = usize::try_from(number(end + 16, 4)?).ok()?;
    let mut sum = 0_u64;
    while at < end && bytes.get(at..at + 4)? == b"PK\x01\x02" {
        sum = sum.saturating_add(number(at + 24, 4)?);
        let extra = number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?;
        at = at.checked_add(46 + usize::try_from(extra).ok()?)?;
    }
    Some(sum)
}

/// The day that a spreadsheet's number means, in the calendar that counts 1 January 1900 as day 1
/// and has a 29 February 1900.
#[must_use]
pub fn day(number: &str) -> Option<plaint_model::PartialDate> {
    let serial: f64 = number.trim().parse().ok()?;
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let kind = calamine::ExcelDateTimeType::DateTime;
    let date = calamine::ExcelDateTime::new(serial.floor(), kind, false);
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    plaint_model::PartialDate::from_day(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_by_number() {
        let text = |number| day(number).map(|date| date.to_string());
        assert_eq!(text("41988").as_deref(), Some("2014-12-15"));
        assert_eq!(text("45303.5").as_deref(), Some("2024-01-12"));
        for bad in ["", "x", "-5", "1e300", "NaN"] {
            assert_eq!(text(bad), None);
        }
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused() {
        for bytes in [
            &b""[..],
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"PK\x05\x06aaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(read(bytes, &mut |_, _| {}).is_err());
        }
    }
}
