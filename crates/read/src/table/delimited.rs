//! Text with separators, or with one value a line.
//!
//! Not the `csv` crate: a quote that is never closed would swallow every row behind it. Here such
//! a row is read again with its quotes as plain characters, and reported.

use super::{CELL_BYTES_MAX, COLUMNS_MAX, Cell, Kind, Options, Row, Table, heading};
use crate::sink::Severity;

const SAMPLE_BYTES: usize = 256 * 1024;
const SAMPLE_RECORDS: usize = 200;
/// The rarer inside names, the earlier.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

pub(super) fn read(text: &str, options: &Options, table: &mut Table) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (text, declared) = declared_separator(text);
    let said = options.separator.filter(char::is_ascii);
    let said = said.and_then(|c| u8::try_from(c).ok()).or(declared);
    let separator = said.or_else(|| detect(text, &table.file));
    table.separator = separator.map(char::from);
    table.kind = if separator.is_some() {
        Kind::Delimited
    } else {
        Kind::Lines
    };
    let mut records = Records::new(text, separator);
    if declared.is_some() {
        (records.number, records.line) = (1, 2);
    }
    // The line of each row kept, for what is said of it later.
    let mut lines = Vec::new();
    while let Some(record) = records.next_record() {
        let line = record.line;
        if record.unclosed {
            let message = "a quote that is never closed; the row was read with its quotes as \
                           plain characters";
            table.fault(Severity::Value, format!("line {line}"), message);
        }
        let mut cells = Vec::with_capacity(record.cells.len().min(COLUMNS_MAX));
        for text in record.cells.iter().take(COLUMNS_MAX) {
            cells.push(table.cell(plain(text), || format!("line {line}")));
        }
        if record.cells.len() > COLUMNS_MAX {
            let message = format!("more than {COLUMNS_MAX} values, of which the rest was not used");
            table.fault(Severity::Value, format!("line {line}"), message);
        }
        if cells.iter().any(|cell| *cell != Cell::Empty) {
            let number = record.number;
            table.rows.push(Row { number, cells });
            lines.push(line);
        }
    }
    if separator.is_some() {
        report_ragged(&lines, table);
    }
}

/// Rows of another width than the heading, or than most.
fn report_ragged(lines: &[u64], table: &mut Table) {
    let first = heading::find(&table.rows).unwrap_or(0);
    let Some((number, width)) = table
        .rows
        .get(first)
        .map(|row| (row.number, row.cells.len()))
    else {
        return;
    };
    let widths: Vec<usize> = table.rows.iter().map(|row| row.cells.len()).collect();
    for (index, &line) in lines.iter().enumerate().skip(first + 1) {
        let Some(&got) = widths.get(index) else {
            return;
        };
        let advice = if got > width {
            "put quotes around a value that holds the separator"
        } else {
            "the missing ones are taken as empty"
        };
        if got != width {
            let message = format!("{got} values where row {number} has {width}; {advice}");
            table.fault(Severity::Value, format!("line {line}"), message);
        }
    }
}

/// Spreadsheet programs write `="0012"` to keep zeros.
fn plain(text: &str) -> &str {
    let inner = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

/// `sep=;` on the first line, as spreadsheet programs have it.
fn declared_separator(text: &str) -> (&str, Option<u8>) {
    let declared = text
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="));
    let rest = declared.and_then(|_| text.get(4..));
    let line = rest.and_then(|rest| rest.split_once('\n'));
    match line.map(|(separator, rest)| (separator.trim_end_matches('\r').as_bytes(), rest)) {
        Some(([separator], rest)) if separator.is_ascii() => (rest, Some(*separator)),
        _ => (text, None),
    }
}

/// The separator that cuts the first records into the same number of values most often.
fn detect(text: &str, file: &str) -> Option<u8> {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    if matches!(extension.as_str(), "tsv" | "tab") && sample.contains('\t') {
        return Some(b'\t');
    }
    let mut best: Option<(f64, u8)> = None;
    for separator in SEPARATORS {
        if let Some(share) = share(sample, separator, extension == "csv")
            && best.is_none_or(|(most, _)| share > most + 0.05)
        {
            best = Some((share, separator));
        }
    }
    best.map(|(_, separator)| separator)
}

/// How many of the first records a separator cuts into the most usual number of values, if that
/// makes it plausible at all.
fn share(sample: &str, separator: u8, is_csv: bool) -> Option<f64> {
    let mut records = Records::new(sample, Some(separator));
    let mut kept: Vec<Vec<String>> = Vec::new();
    while let Some(record) = records.next_record() {
        if record.cells.iter().any(|cell| !cell.is_empty()) {
            kept.push(record.cells);
        }
        if kept.len() >= SAMPLE_RECORDS {
            break;
        }
    }
    let mut widths: Vec<usize> = kept.iter().map(Vec::len).collect();
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b);
    let usual = runs.filter(|run| run[0] > 1).max_by_key(|run| run.len())?;
    let (width, share) = (usual[0], usual.len() as f64 / kept.len() as f64);
    if separator == b',' && !is_comma_table(&kept, width, is_csv) {
        return None;
    }
    (share >= 0.5 || (is_csv && separator == b',')).then_some(share)
}

/// Company names hold commas ("Made-Up Mill Co., Ltd."): a comma that stands before a space
/// everywhere separates nothing, unless a heading or the number of values says it does.
fn is_comma_table(records: &[Vec<String>], width: usize, is_csv: bool) -> bool {
    let Some(first) = records.first() else {
        return false;
    };
    let is_heading = first.iter().any(|cell| heading::is_known(cell));
    if first.len() < 2 {
        return is_csv && width > 2 && !is_heading;
    }
    let behind = records.iter().flat_map(|record| record.iter().skip(1));
    let (mut spaced, mut all) = (0, 0);
    for cell in behind {
        spaced += usize::from(cell.starts_with(' '));
        all += 1;
    }
    let is_prose = spaced * 10 >= all * 9;
    !is_prose || is_heading || (is_csv && width > 2)
}

struct Record {
    number: u64,
    line: u64,
    cells: Vec<String>,
    unclosed: bool,
}

/// Cuts a text into records, blank ones included.
struct Records<'a> {
    text: &'a str,
    separator: Option<u8>,
    at: usize,
    line: u64,
    number: u64,
}

/// A quoted value without an end.
struct Unclosed;

impl<'a> Records<'a> {
    fn new(text: &'a str, separator: Option<u8>) -> Self {
        Self {
            text,
            separator,
            at: 0,
            line: 1,
            number: 0,
        }
    }

    fn next_record(&mut self) -> Option<Record> {
        if self.at >= self.text.len() {
            return None;
        }
        self.number += 1;
        let (start, line) = (self.at, self.line);
        let (cells, unclosed) = match self.cells(true) {
            Ok(cells) => (cells, false),
            Err(Unclosed) => {
                (self.at, self.line) = (start, line);
                (self.cells(false).unwrap_or_default(), true)
            }
        };
        let number = self.number;
        Some(Record {
            number,
            line,
            cells,
            unclosed,
        })
    }

    /// The values up to the end of the record, which is passed.
    fn cells(&mut self, quoting: bool) -> Result<Vec<String>, Unclosed> {
        let mut cells = Vec::new();
        loop {
            let mut value = String::new();
            let rest = &self.text[self.at..];
            let inner = rest.trim_start_matches(' ');
            if quoting && inner.starts_with('"') {
                self.at += rest.len() - inner.len() + 1;
                self.quoted(&mut value)?;
            }
            let bytes = &self.text.as_bytes()[self.at..];
            let is_end = |&b: &u8| b == b'\n' || b == b'\r' || Some(b) == self.separator;
            let length = bytes.iter().position(is_end).unwrap_or(bytes.len());
            value.push_str(&self.text[self.at..self.at + length]);
            cells.push(value);
            self.at += length;
            if !self.pass_separator() {
                return Ok(cells);
            }
        }
    }

    /// Passes a separator, or the end of a line: then there is no next value.
    fn pass_separator(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let length = match rest {
            [] => 0,
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => {
                self.at += 1;
                return true;
            }
        };
        self.at += length;
        self.line += 1;
        false
    }

    /// The rest of a quoted value, its closing quote passed. A quote inside a line of a value of
    /// several lines is the next row's: then the value was never closed.
    fn quoted(&mut self, value: &mut String) -> Result<(), Unclosed> {
        loop {
            let rest = &self.text[self.at..];
            let length = rest.bytes().position(|b| b == b'"').ok_or(Unclosed)?;
            value.push_str(&rest[..length]);
            if value.len() > CELL_BYTES_MAX {
                return Err(Unclosed);
            }
            let lines = rest[..length].bytes().filter(|&b| b == b'\n').count();
            self.line += lines as u64;
            self.at += length + 1;
            let behind = &self.text[self.at..];
            if !behind.starts_with('"') {
                let next = behind.trim_start_matches(' ').bytes().next();
                let is_end =
                    next.is_none_or(|b| b == b'\n' || b == b'\r' || Some(b) == self.separator);
                let is_closed = is_end || !value.contains('\n');
                return if is_closed { Ok(()) } else { Err(Unclosed) };
            }
            value.push('"');
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read as read_table};
    use super::*;

    fn table(name: &str, text: &str) -> Table {
        read_table(name, text.as_bytes(), &Options::default())
    }

    fn rows(table: &Table) -> Vec<Vec<&str>> {
        let rows = table.rows.iter();
        rows.map(|row| row.cells.iter().map(Cell::text).collect())
            .collect()
    }

    #[test]
    fn separators() {
        for (name, text, separator) in [
            ("a.csv", "name,country\n\"Mill Co., Ltd.\",zz\n", ','),
            (
                "a.csv",
                "name;country\nMill Co., Ltd.;zz\nOther Co., Ltd.;zz\n",
                ';',
            ),
            ("a.txt", "name\tcountry\nMill Co., Ltd.\tzz\n", '\t'),
            ("a.psv", "name|country\nMill; old|zz\n", '|'),
            ("a.csv", "name, country\nMill, zz\n", ','),
            ("a.csv", "sep=;\r\nname;country\r\nMill, Ltd;zz\r\n", ';'),
            ("a.csv", "Mill,zz,1\nOther,zz,2\n", ','),
        ] {
            let got = table(name, text);
            assert_eq!(got.separator, Some(separator), "{text}");
            assert!(got.faults.is_empty(), "{text}: {:?}", got.faults);
        }
        for (name, text) in [
            ("a.csv", "name\nMill Co., Ltd.\nOther Co., Ltd.\n"),
            ("a.csv", "Mill Co., Ltd.\nOther Co., Ltd.\n"),
            ("a.txt", "Mill; old\nOther\nThird\nFourth\n"),
            ("a.csv", "name\r\nMill\r\n"),
        ] {
            let got = table(name, text);
            assert_eq!((got.separator, got.columns.len()), (None, 1), "{text}");
        }
    }

    #[test]
    fn quotes_line_ends_and_numbers() {
        let text =
            "name,note\r\n\"Mill \"\"Made-Up\"\"\", \"two\r\nlines\"\r\n\r\n=\"007\",x\rOld,y";
        let got = table("a.csv", text);
        assert_eq!(
            rows(&got),
            [
                ["Mill \"Made-Up\"", "two\r\nlines"],
                ["007", "x"],
                ["Old", "y"]
            ]
        );
        let odd = table("a.csv", "name,x\n\"A\" \"B\" C,1\n");
        assert_eq!(rows(&odd), [["A \"B\" C", "1"]]);
        let numbers: Vec<u64> = got.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 4, 5]);
    }

    #[test]
    fn an_unclosed_quote_loses_no_row() {
        let got = table("a.csv", "name,country\n\"Mill,zz\nOther,zz\nThird,zz\n");
        assert_eq!(
            rows(&got),
            [["\"Mill", "zz"], ["Other", "zz"], ["Third", "zz"]]
        );
        assert_eq!(got.faults[0].place, "line 2");
    }

    #[test]
    fn ragged_rows_are_kept_and_reported() {
        let got = table(
            "a.csv",
            "name,country\nMill, Ltd,zz\nOther\n\"a\nb\",zz\nThird,zz,,\n",
        );
        assert_eq!(got.columns, ["name", "country", "column 3", "column 4"]);
        assert_eq!(rows(&got)[0], ["Mill", "Ltd", "zz", ""]);
        assert_eq!(rows(&got)[1], ["Other", "", "", ""]);
        let places: Vec<&str> = got
            .faults
            .iter()
            .map(|fault| fault.place.as_str())
            .collect();
        assert_eq!(places, ["line 2", "line 3", "line 6"]);
    }
}
