//! Spreadsheets: XLSX, XLSB, XLS and ODS.
//!
//! XLSX and XLSB are read cell by cell, within the caps. The library builds XLS and ODS sheets
//! as one range before the caps apply: a file made to harm can still ask for more memory than there
//! is.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, ExcelDateTime, Ods, Reader, SheetType, SheetVisible, Sheets, Xls, Xlsb, Xlsx,
};

use super::{
    COLUMNS_MAX, Cell, INEXACT, Kind, Options, Row, TEXT_BYTES_MAX, Table, WORKBOOK_CELLS_MAX,
    archive, is_inexact, number,
};
use crate::sink::Severity;

type Book<'a> = Sheets<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8], options: &Options, table: &mut Table) {
    table.kind = Kind::Workbook;
    if bytes.starts_with(b"PK")
        && let Err(why) = archive::check(bytes)
    {
        table.fatal(why);
        return;
    }
    // The library panics on some damaged files; what it read before is not used then.
    let outcome = catch_unwind(AssertUnwindSafe(|| read_book(bytes, options, table)));
    let why = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(why)) => why,
        Err(_) => "the workbook is damaged; open it in a spreadsheet program and save it as XLSX"
            .to_owned(),
    };
    table.fatal(why);
}

fn read_book(bytes: &[u8], options: &Options, table: &mut Table) -> Result<(), String> {
    let mut book = open(bytes)?;
    let all: Vec<_> = book.sheets_metadata().to_vec();
    let names: Vec<String> = all.iter().map(|sheet| sheet.name.clone()).collect();
    let listed = || {
        let quoted = names.iter().map(|name| format!("\"{name}\""));
        quoted.collect::<Vec<_>>().join(", ")
    };
    let wanted: Vec<String> = match &options.sheet {
        Some(name) if names.contains(name) => vec![name.clone()],
        Some(name) => return Err(format!("no sheet \"{name}\"; there are {}", listed())),
        None => all
            .iter()
            .filter(|s| s.visible == SheetVisible::Visible && s.typ == SheetType::WorkSheet)
            .map(|sheet| sheet.name.clone())
            .collect(),
    };
    for name in wanted {
        let mut found = Found::default();
        cells(&mut book, &name, &mut found)?;
        if found.cells.is_empty() && options.sheet.is_none() {
            continue;
        }
        table.sheet = Some(name);
        rows(found, table)?;
        if names.len() > 1 && options.sheet.is_none() {
            let note = format!(
                "only the first sheet with content was read, of {}",
                listed()
            );
            table.notes.push(note);
        }
        return Ok(());
    }
    Err(format!(
        "no visible sheet with content; there are {}",
        listed()
    ))
}

fn open(bytes: &[u8]) -> Result<Book<'_>, String> {
    let data = || Cursor::new(bytes);
    let open_book = || -> Result<Book<'_>, calamine::Error> {
        if bytes.starts_with(b"PK") {
            let contains = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
            return if contains(b"opendocument.spreadsheet") {
                Ok(Sheets::Ods(Ods::new(data())?))
            } else if contains(b"xl/workbook.bin") {
                Ok(Sheets::Xlsb(Xlsb::new(data())?))
            } else {
                Ok(Sheets::Xlsx(Xlsx::new(data())?))
            };
        }
        Ok(Sheets::Xls(Xls::new(data())?))
    };
    open_book().map_err(|error| {
        let remedy = "open it in a spreadsheet program and save it as XLSX, without a password";
        format!("not a workbook that can be read ({error}); {remedy}")
    })
}

/// The cells that are not empty, by sheet row and column from 0.
#[derive(Default)]
struct Found {
    cells: Vec<(u32, u32, Cell)>,
    text_bytes: usize,
    faults: Vec<(u32, &'static str)>,
}

impl Found {
    fn push(&mut self, (row, column): (u32, u32), value: DataRef<'_>) -> Result<(), String> {
        let text = match value {
            DataRef::Empty => return Ok(()),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
            DataRef::SharedString(text) => text.to_owned(),
            DataRef::Int(value) => value.to_string(),
            DataRef::Bool(value) => value.to_string(),
            DataRef::DateTime(value) => date(value),
            DataRef::Float(value) => {
                if is_inexact(value) {
                    self.faults.push((row, INEXACT));
                }
                number(value)
            }
            DataRef::Error(_) => {
                self.faults.push((
                    row,
                    "a formula without a result; correct it or type the value",
                ));
                return Ok(());
            }
        };
        self.text_bytes += text.len();
        if self.cells.len() >= WORKBOOK_CELLS_MAX || self.text_bytes > TEXT_BYTES_MAX {
            return Err(too_large());
        }
        let cell = Cell::one(midnight(&text));
        if cell != Cell::Empty {
            self.cells.push((row, column, cell));
        }
        Ok(())
    }
}

fn cells(book: &mut Book<'_>, name: &str, found: &mut Found) -> Result<(), String> {
    let wrong = |error: String| format!("sheet \"{name}\" is damaged ({error}); save it again");
    if let Sheets::Xlsx(book) = book {
        // Cell by cell: two cells in far corners would make a range of gigabytes.
        let mut reader = book
            .worksheet_cells_reader(name)
            .map_err(|e| wrong(e.to_string()))?;
        while let Some(cell) = reader.next_cell().map_err(|e| wrong(e.to_string()))? {
            found.push(cell.get_position(), cell.get_value().clone())?;
        }
        return Ok(());
    }
    let range = book
        .worksheet_range(name)
        .map_err(|e| wrong(e.to_string()))?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = u32::try_from(row).ok().zip(u32::try_from(column).ok());
        let (row, column) = place.ok_or_else(too_large)?;
        found.push((top + row, left + column), borrowed(value))?;
    }
    Ok(())
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(value) => DataRef::DateTime(*value),
        Data::DateTimeIso(text) | Data::DurationIso(text) => DataRef::SharedString(text),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn rows(mut found: Found, table: &mut Table) -> Result<(), String> {
    let sheet = table.sheet.clone().unwrap_or_default();
    let place = |row: u32| format!("sheet \"{sheet}\" row {}", u64::from(row) + 1);
    for (row, message) in found.faults {
        table.fault(Severity::Value, place(row), message);
    }
    found.cells.sort_by_key(|&(row, column, _)| (row, column));
    let left = found
        .cells
        .iter()
        .map(|&(_, column, _)| column)
        .min()
        .unwrap_or(0);
    let mut padded = 0;
    for (row, column, cell) in found.cells {
        let index = usize::try_from(column - left).unwrap_or(usize::MAX);
        if index >= COLUMNS_MAX {
            let message = format!("a value right of column {COLUMNS_MAX}, which was not used");
            table.fault(Severity::Value, place(row), message);
            continue;
        }
        let number = u64::from(row) + 1;
        if table.rows.last().is_none_or(|last| last.number != number) {
            let cells = Vec::new();
            table.rows.push(Row { number, cells });
        }
        let text = table.cell(cell.text(), || place(row));
        if let Some(last) = table.rows.last_mut() {
            let width = last.cells.len().max(index + 1);
            padded += width - last.cells.len();
            last.cells.resize(width, Cell::Empty);
            last.cells[index] = text;
        }
        if padded > WORKBOOK_CELLS_MAX {
            return Err(too_large());
        }
    }
    Ok(())
}

fn too_large() -> String {
    format!("larger than {WORKBOOK_CELLS_MAX} cells or 2 GiB of text; save the sheet as CSV")
}

/// A date, with its time only where it has one; a duration as its number of days.
fn date(value: ExcelDateTime) -> String {
    if value.is_duration() {
        return number(value.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// A date that happens to be stored with midnight is a date.
fn midnight(text: &str) -> &str {
    match text.strip_suffix("T00:00:00") {
        Some(date) if date.len() == 10 => date,
        _ => text,
    }
}
