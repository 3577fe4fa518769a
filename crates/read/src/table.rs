//! Reads the user's own file: the table of parties to be screened.
//!
//! Takes delimited text, plain lines, workbooks, JSON and FollowTheMoney entities, and makes the
//! same [`Table`] of each. What a column means is not decided here: see [`crate::columns`].
//!
//! A row that cannot be read in full is kept as far as it goes and reported: to leave a party out
//! of a screening without a word is the worst that can happen here.

mod archive;
mod delimited;
mod heading;
mod json;
mod workbook;

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::sink::{Fault, Severity};

const FILE_BYTES_MAX: usize = 2 << 30;
const COLUMNS_MAX: usize = 1_000;
const CELL_BYTES_MAX: usize = 1 << 20;
/// Repeated and shared values make a small workbook large: rows times columns, and all text.
const WORKBOOK_CELLS_MAX: usize = 50_000_000;
const TEXT_BYTES_MAX: usize = 2 << 30;
const FAULTS_KEPT: usize = 1_000;

/// What the user says of the file; what is left open is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The workbook's sheet.
    pub sheet: Option<String>,
    /// Whether the first row is a heading.
    pub heading: Option<bool>,
    /// The separator of a text file: one ASCII character.
    pub separator: Option<char>,
    /// The encoding of a text file: `gb18030`, `big5`, `windows-1251`.
    pub encoding: Option<String>,
}

/// What a file was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text with a separator between values.
    Delimited,
    /// Text with one value a line.
    Lines,
    /// A spreadsheet: XLSX, XLSB, XLS, ODS.
    Workbook,
    /// One JSON object a line, or one after the other.
    JsonLines,
    /// A JSON array of objects.
    JsonArray,
    /// FollowTheMoney entities as JSON.
    Entities,
}

/// One value of a row, or several where the format allows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, or only white space.
    #[default]
    Empty,
    /// One value, ends trimmed.
    One(String),
    /// Several values.
    Many(Vec<String>),
}

impl Cell {
    /// The values, each not blank.
    #[must_use]
    pub fn values(&self) -> &[String] {
        match self {
            Self::Empty => &[],
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// The first value, or the empty text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.values().first().map_or("", String::as_str)
    }

    fn one(text: &str) -> Self {
        // Control characters too: some programs end a file with one (0x1A).
        let is_blank = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
        let text = text.trim_matches(is_blank);
        if text.is_empty() {
            return Self::Empty;
        }
        Self::One(text.to_owned())
    }

    fn many(values: Vec<String>) -> Self {
        let mut cells = values.iter().map(|value| Self::one(value));
        let mut kept: Vec<String> = Vec::new();
        for cell in &mut cells {
            kept.extend(cell.values().iter().cloned());
        }
        match kept.len() {
            0 => Self::Empty,
            1 => kept.pop().map_or(Self::Empty, Self::One),
            _ => Self::Many(kept),
        }
    }
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as a person counts in the file, from 1, heading and blank rows included: the
    /// row number a spreadsheet program shows, the line of a JSON-lines file, the how-manieth of
    /// a JSON array.
    pub number: u64,
    /// Its cells, as many as the table has columns.
    pub cells: Vec<Cell>,
}

/// A file as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The file's name.
    pub file: String,
    /// What it was read as.
    pub kind: Kind,
    /// The encoding of a text file, as the Encoding Standard names it.
    pub encoding: Option<&'static str>,
    /// The separator of delimited text.
    pub separator: Option<char>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The number of the row that is the heading, where there is one.
    pub heading_row: Option<u64>,
    /// The columns' headings; `column 3` where there is none.
    pub columns: Vec<String>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
    /// What the user must be told: what was passed over, what was taken for what.
    pub notes: Vec<String>,
    /// What was not understood, the first 1,000 in words. A [`Severity::Fatal`] one means that the
    /// rows are not all of the file.
    pub faults: Vec<Fault>,
    /// Faults of each severity, all of them counted: value, record, fatal.
    pub fault_counts: [u64; 3],
}

impl Table {
    fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            kind: Kind::Delimited,
            encoding: None,
            separator: None,
            sheet: None,
            heading_row: None,
            columns: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
            faults: Vec::new(),
            fault_counts: [0; 3],
        }
    }

    /// Whether rows are missing: the file could not be read to its end, or not at all.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.fault_counts[Severity::Fatal as usize] > 0
    }

    fn fault(&mut self, severity: Severity, place: impl Into<String>, message: impl Into<String>) {
        self.fault_counts[severity as usize] += 1;
        if self.faults.len() < FAULTS_KEPT || severity == Severity::Fatal {
            self.faults.push(Fault {
                severity,
                file: self.file.clone(),
                place: place.into(),
                message: message.into(),
            });
        }
    }

    fn fatal(&mut self, message: impl Into<String>) {
        self.fault(Severity::Fatal, "", message);
    }

    /// A cell of text, cut where it is beyond all measure.
    fn cell(&mut self, text: &str, place: impl FnOnce() -> String) -> Cell {
        if text.len() <= CELL_BYTES_MAX {
            return Cell::one(text);
        }
        let message = "a value longer than 1 MiB, of which the rest was not used; shorten it";
        self.fault(Severity::Value, place(), message);
        Cell::one(&text[..text.floor_char_boundary(CELL_BYTES_MAX)])
    }

    /// Names the columns after a heading row, and gives every row as many cells.
    fn finish(&mut self, options: &Options) {
        let known_columns = !self.columns.is_empty();
        if !known_columns {
            self.take_heading(options.heading);
        }
        let width = self.rows.iter().map(|row| row.cells.len()).max();
        for index in self.columns.len()..width.unwrap_or(0) {
            self.columns.push(format!("column {}", index + 1));
        }
        for row in &mut self.rows {
            row.cells.resize(self.columns.len(), Cell::Empty);
        }
        if self.rows.is_empty() && !self.is_fatal() {
            self.fatal("no rows in it; check that it is the right file, or name the sheet");
        }
    }

    fn take_heading(&mut self, said: Option<bool>) {
        let found = match said {
            Some(true) => heading::find(&self.rows).or((!self.rows.is_empty()).then_some(0)),
            Some(false) => None,
            None => heading::find(&self.rows),
        };
        let Some(index) = found else {
            if said.is_none() && self.rows.first().is_some_and(|row| row.cells.len() > 1) {
                let note = "no heading was recognised: the first row was read as a party like \
                            the others; say so if it is a heading";
                self.notes.push(note.to_owned());
            }
            return;
        };
        for title in self.rows.drain(..index) {
            let words: Vec<&str> = title.cells.iter().map(Cell::text).collect();
            let words = words.join(" ");
            let note = format!(
                "row {} stands above the heading: {}",
                title.number,
                words.trim()
            );
            self.notes.push(note);
        }
        let heading = self.rows.remove(0);
        self.heading_row = Some(heading.number);
        let names = heading.cells.iter().enumerate();
        self.columns = names
            .map(|(index, cell)| match cell {
                Cell::Empty => format!("column {}", index + 1),
                cell => cell.text().split_whitespace().collect::<Vec<_>>().join(" "),
            })
            .collect();
    }
}

/// Reads a file of any of the kinds. Its kind is told from the content, then from the name.
#[must_use]
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Table {
    let mut table = Table::new(name);
    if bytes.len() > FILE_BYTES_MAX {
        table.fatal("larger than 2 GiB; split it");
        return table;
    }
    if let Some(why) = not_a_table(bytes) {
        table.fatal(why);
        return table;
    }
    if bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        workbook::read(bytes, options, &mut table);
    } else {
        let text = decode(bytes, options, &mut table);
        if !table.is_fatal() && !json::read(&text, &mut table) {
            delimited::read(&text, options, &mut table);
        }
    }
    table.finish(options);
    table
}

/// Files that people pass by mistake, and what to do about it.
fn not_a_table(bytes: &[u8]) -> Option<&'static str> {
    let start: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|&b| b != 0)
        .take(512)
        .collect();
    let text = String::from_utf8_lossy(&start).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    if bytes.trim_ascii().is_empty() {
        Some("the file is empty")
    } else if text.starts_with("%pdf") {
        Some("a PDF, not a table; ask for the table, or copy it into a spreadsheet")
    } else if bytes.starts_with(&[0x1f, 0x8b]) {
        Some("compressed with gzip; unpack it")
    } else if text.starts_with("<?xml") || text.starts_with("<html") || text.starts_with("<!doc") {
        Some("an XML or HTML page; open it in a spreadsheet program and save it as XLSX or CSV")
    } else if text.starts_with("{\\rtf") {
        Some("a text document; save the table in it as XLSX or CSV")
    } else {
        None
    }
}

fn decode<'a>(bytes: &'a [u8], options: &Options, table: &mut Table) -> Cow<'a, str> {
    let encoding = match &options.encoding {
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            Some(encoding) => encoding,
            None => {
                table.fatal(format!(
                    "there is no encoding \"{label}\"; try utf-8 or gb18030"
                ));
                return Cow::Borrowed("");
            }
        },
        None => utf16(bytes).unwrap_or_else(|| crate::text::encoding(bytes)),
    };
    let (text, encoding, damaged) = encoding.decode(bytes);
    table.encoding = Some(encoding.name());
    if damaged {
        let count = text.matches('\u{fffd}').count();
        let name = encoding.name();
        let message = format!(
            "{count} places are not {name} and read as \u{fffd}; if letters look wrong, name the \
             right encoding"
        );
        table.fault(Severity::Value, "", message);
    }
    text
}

/// UTF-16 without a byte order mark: text in it has zero bytes, text in anything else has none.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = |odd: usize| {
        start
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Chinese text in UTF-16 has zeros only at its digits, separators and line ends.
    if odd > 0 && even == 0 {
        Some(encoding_rs::UTF_16LE)
    } else if even > 0 && odd == 0 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// A number as a person would write it: no ".0", no exponent.
fn number(value: f64) -> String {
    if value.is_finite() {
        format!("{value}")
    } else {
        String::new()
    }
}

/// Whether a number is so long that its last digits are lost: an identifier that was typed into
/// a number cell.
fn is_inexact(value: f64) -> bool {
    value.abs() >= 1e15
}

const INEXACT: &str = "a number of more than 15 digits, whose last ones the file has lost; write \
                       identifiers as text";

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &Table) -> Vec<Vec<&str>> {
        let rows = table.rows.iter();
        rows.map(|row| row.cells.iter().map(Cell::text).collect())
            .collect()
    }

    fn plain(name: &str, text: &str) -> Table {
        read(name, text.as_bytes(), &Options::default())
    }

    #[test]
    fn any_encoding() {
        let text = "公司名称,国家\n虚构棉纺织有限公司,中国\n无名县纺织品进出口公司,中国\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (gb, ..) = encoding_rs::GB18030.encode(text);
        let trad = "公司名稱,國家\n虛構棉紡織有限公司,臺灣\n無名縣紡織品進出口公司,臺灣\n";
        let (big5, ..) = encoding_rs::BIG5.encode(trad);
        let ru = "Наименование,Страна\nВыдуманный хлопок,Нигдения\n";
        let (cp1251, ..) = encoding_rs::WINDOWS_1251.encode(ru);
        for (bytes, encoding, cell) in [
            (text.as_bytes(), "UTF-8", "虚构棉纺织有限公司"),
            (&utf16, "UTF-16LE", "虚构棉纺织有限公司"),
            (&big, "UTF-16BE", "虚构棉纺织有限公司"),
            (&gb, "GBK", "虚构棉纺织有限公司"),
            (&big5, "Big5", "虛構棉紡織有限公司"),
            (&cp1251, "windows-1251", "Выдуманный хлопок"),
        ] {
            let table = read("a.csv", bytes, &Options::default());
            assert_eq!(table.encoding, Some(encoding));
            assert_eq!(
                (table.rows[0].cells[0].text(), table.heading_row),
                (cell, Some(1))
            );
        }
        let said = Options {
            encoding: Some("nonsense".to_owned()),
            ..Options::default()
        };
        assert!(read("a.csv", b"name\nx", &said).is_fatal());
    }

    #[test]
    fn files_passed_by_mistake_name_the_remedy() {
        for (bytes, words) in [
            (&b""[..], "empty"),
            (b" \r\n\t", "empty"),
            (b"%PDF-1.7", "PDF"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"\xef\xbb\xbf<html><table>", "HTML"),
            (b"<?xml version=\"1.0\"?><Workbook>", "XLSX or CSV"),
            (b"PK\x03\x04 no zip", "workbook"),
            (b"\xd0\xcf\x11\xe0 no workbook", "workbook"),
            (b"name\n", "no rows"),
        ] {
            let table = read("a.xlsx", bytes, &Options::default());
            assert!(
                table.is_fatal() && table.faults[0].message.contains(words),
                "{table:?}"
            );
        }
    }

    #[test]
    fn names_one_a_line() {
        let table = plain(
            "names.txt",
            "Made-Up Mill Co., Ltd.\n\nNo Such Trading, Inc.\n",
        );
        assert_eq!((table.kind, table.heading_row), (Kind::Lines, None));
        assert_eq!(
            rows(&table),
            [["Made-Up Mill Co., Ltd."], ["No Such Trading, Inc."]]
        );
        assert_eq!(table.rows[1].number, 3);
        assert!(table.notes.is_empty(), "{:?}", table.notes);
        assert_eq!(plain("names.txt", "Mill\n\u{1a}").rows.len(), 0);
        let table = plain("names.txt", "Supplier name\nMade-Up Mill\n");
        assert_eq!(
            (table.columns[0].as_str(), table.rows.len()),
            ("Supplier name", 1)
        );
    }

    #[test]
    fn a_title_above_the_heading_is_no_party() {
        let text = "Suppliers of 2026,,\n,,\nName,Country,City\nMade-Up Mill,zz,Nowhere\n";
        let table = plain("a.csv", text);
        assert_eq!((table.heading_row, table.rows[0].number), (Some(3), 4));
        assert_eq!(
            table.notes,
            ["row 1 stands above the heading: Suppliers of 2026"]
        );
    }

    #[test]
    fn a_first_row_that_may_be_a_party_is_one() {
        let table = plain(
            "a.csv",
            "Made-Up Mill,Nowhere City\nNo Such Trading,Elsewhere\n",
        );
        assert_eq!((table.rows.len(), table.heading_row), (2, None));
        assert!(table.notes[0].contains("no heading was recognised"));
        // Words of headings are values too.
        for text in [
            "36,12,aka,Made-Up Mill\n37,13,fka,No Such\n",
            "Made-Up Mill,Company,zz\n",
            "Made-Up Mill,Company\nNobody,Person\n",
            "aka,Made-Up Mill\nfka,No Such\naka,Third\n",
        ] {
            assert_eq!(plain("a.csv", text).heading_row, None, "{text}");
        }
        // Words above numbers are a heading in any language.
        let table = plain(
            "a.csv",
            "Foo,Bar\nMade-Up Mill,2020\nNo Such,2021\nNone,2022\n",
        );
        assert_eq!((table.rows.len(), table.heading_row), (3, Some(1)));
        let said = Options {
            heading: Some(true),
            ..Options::default()
        };
        assert_eq!(read("a.csv", b"x,y\na,b\n", &said).columns, ["x", "y"]);
    }

    #[test]
    fn a_cell_is_capped() {
        let long = format!("name,country\n{},zz\n", "é".repeat(CELL_BYTES_MAX));
        let table = plain("a.csv", &long);
        assert_eq!(table.rows[0].cells[0].text().len(), CELL_BYTES_MAX);
        assert!(
            table.faults[0].message.contains("1 MiB"),
            "{:?}",
            table.faults[0].place
        );
    }
}
