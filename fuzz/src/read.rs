//! Official lists, users' files, and the small parsers below them.

use plaint_collect::{LocalFile, looks_like_html_error_page, take_off_gz};
use plaint_model::{EntityId, Entry};
use plaint_read::dates::FigureOrder;
use plaint_read::table::Options;
use plaint_read::{
    Sink, SourceFile, catalogue, columns, company_words, country, date_text, dates, enumeration,
    format, nationality, script, table, text, xlsx, xml,
};

use crate::text as utf8;

/// Stands between the files of a set: no format has this byte in a file that is text.
const BETWEEN_FILES: u8 = 0x1e;

/// Reads the files of a list in a format. The data is the one file, or several where several names
/// are given. What comes out must be in order, and the same when it is read again.
pub fn read_format(id: &str, list: &str, names: &[&str], data: &[u8]) {
    let list = catalogue::parse("list.toml", list).expect("the list's own TOML");
    let format = format::find(id).expect("a format");
    let parts: Vec<&[u8]> = match names {
        [_] => vec![data],
        _ => data.splitn(names.len(), |b| *b == BETWEEN_FILES).collect(),
    };
    let files: Vec<SourceFile<'_>> = names
        .iter()
        .zip(parts)
        .map(|(name, bytes)| SourceFile { name, bytes })
        .collect();
    for file in &files {
        let _ = (format.recognises)(file);
        let _ = (format.belongs)(&list, file);
    }
    let read = || {
        let mut entries: Vec<Entry> = Vec::new();
        let mut push = |entry| entries.push(entry);
        let mut sink = Sink::new(&mut push);
        (format.read)(&list, &files, &mut sink);
        let (faults, counts) = (sink.faults, sink.fault_counts);
        (entries, faults, counts)
    };
    let first = read();
    for entity in first.0.iter().flat_map(Entry::entities) {
        assert_eq!(entity.flaws(), Vec::<String>::new(), "{}", entity.id);
        let id = entity.id.as_str();
        assert!(EntityId::new(id).is_ok(), "not an id: {id:?}");
    }
    assert!(first == read(), "the same bytes, read otherwise");
}

/// A user's file. The last bytes of the data choose its name's ending.
pub fn read_table(data: &[u8]) {
    let (ending, data) = data.split_last().unwrap_or((&0, &[]));
    let endings = ["csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "jsonl"];
    let name = format!("file.{}", endings[usize::from(*ending) % endings.len()]);
    check_table(&name, data, &Options::default());
}

/// A user's file with options: the first bytes choose them.
pub fn read_options(data: &[u8]) {
    let Some(([heading, separator, encoding], data)) = data.split_first_chunk() else {
        return;
    };
    let encodings = ["utf-8", "gb18030", "big5", "windows-1251", "utf-16le", "x"];
    let options = Options {
        sheet: None,
        heading: [None, Some(true), Some(false)][usize::from(*heading) % 3],
        separator: separator.is_ascii().then_some(char::from(*separator)),
        encoding: Some(encodings[usize::from(*encoding) % encodings.len()].to_owned()),
    };
    check_table("file.csv", data, &options);
}

fn check_table(name: &str, data: &[u8], options: &Options) {
    let table = table::read(name, data, options);
    let guess = columns::guess(&table);
    for (column, _) in guess.roles {
        assert!(column < table.columns.len(), "a column that is not there");
    }
    let numbers: Vec<_> = table.rows.iter().map(|row| row.number).collect();
    assert!(numbers.is_sorted(), "rows out of order");
}

/// XML, with records of a name that seeds have.
pub fn read_xml(data: &[u8]) {
    let records = ["row", "sdnEntry", "INDIVIDUAL", "record"];
    let mut end = 0;
    let _ = xml::read(data, &records, &mut |found| {
        if let xml::Found::Record(_, at) = found {
            assert!(at >= end, "records out of order");
            end = at;
        }
    });
}

/// A spreadsheet.
pub fn read_xlsx(data: &[u8]) {
    let _ = xlsx::read(data, &mut |_, _| ());
    let _ = xlsx::read_head(data, &mut |_| ());
}

/// Bytes of an unknown encoding.
pub fn read_text(data: &[u8]) {
    let decoded = text::decode(data);
    let _ = script::of(&decoded);
}

/// Dates. A date that is understood is understood again as it is written.
pub fn read_dates(data: &[u8]) {
    for order in [FigureOrder::MonthFirst, FigureOrder::DayFirst] {
        let _ = date_text::find(utf8(data), order);
        if let Some(date) = dates::parse(utf8(data), order) {
            assert_eq!(dates::parse(&date.to_string(), order), Some(date));
        }
    }
    let _ = xlsx::day(utf8(data));
}

/// Single values.
pub fn read_words(data: &[u8]) {
    let text = utf8(data);
    let _ = country::code(text);
    let _ = nationality::codes(text);
    let _ = company_words::is_company(text);
    for part in enumeration::split(text) {
        assert!(text.contains(part), "a part that is not in the text");
    }
}

/// A list's TOML. Reading a setting of it must not fail either.
pub fn read_catalogue(data: &[u8]) {
    if let Ok(list) = catalogue::parse("list.toml", utf8(data)) {
        let _ = list.setting("column.name");
    }
}

/// What a server sent.
pub fn collect_content(data: &[u8]) {
    const CAP_BYTES: u64 = 1 << 20;
    let _ = looks_like_html_error_page(data);
    let file = LocalFile {
        name: "list.csv.gz".to_owned(),
        bytes: data.to_vec(),
    };
    if let Ok(file) = take_off_gz(file, CAP_BYTES) {
        assert!(file.bytes.len() as u64 <= CAP_BYTES, "beyond the cap");
    }
}
