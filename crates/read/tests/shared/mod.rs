//! The real lists, read and counted. How each expected number was counted without Plaint stands
//! in `README.md` beside this file.

mod cnftm;
mod intl;
mod ofac;
mod us_trade;

use std::path::PathBuf;

use plaint_model::{Entry, ListInfo};
use plaint_read::{Fault, Sink, SourceFile, catalogue, format};

/// The folder of real lists, or `None` (and a line saying so) where there is none.
pub fn lists() -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let shared =
        std::env::var_os("PLAINT_SHARED").map_or_else(|| PathBuf::from(default), PathBuf::from);
    let lists = shared.join("lists");
    if !lists.is_dir() {
        println!("skipped: no shared data");
        return None;
    }
    Some(lists)
}

/// One of the project's own list descriptions.
pub fn list(id: &str) -> ListInfo {
    let path = format!("{}/../../lists/{id}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    catalogue::parse(&format!("{id}.toml"), &text).unwrap()
}

/// What was read of some files.
pub struct Reading {
    pub entries: Vec<Entry>,
    pub faults: Vec<Fault>,
    pub notes: Vec<String>,
    pub published: Option<String>,
    pub declared: Option<u64>,
    pub fatal: bool,
}

/// Reads real files (paths below the lists folder; `.gz` is taken off) by the format that
/// recognises the first of them among those the list takes, and checks every entity.
pub fn read(list_id: &str, paths: &[PathBuf]) -> Reading {
    let list = list(list_id);
    let contents: Vec<(String, Vec<u8>)> = paths.iter().map(load).collect();
    let files: Vec<SourceFile<'_>> = contents
        .iter()
        .map(|(name, bytes)| SourceFile { name, bytes })
        .collect();
    let format = list
        .formats
        .iter()
        .map(|id| format::find(id).unwrap())
        .find(|format| files.iter().any(|file| (format.recognises)(file)))
        .unwrap_or_else(|| panic!("no format of {list_id} recognises {paths:?}"));
    let mut entries = Vec::new();
    let mut push = |entry| entries.push(entry);
    let mut sink = Sink::new(&mut push);
    (format.read)(&list, &files, &mut sink);
    let fatal = sink.is_fatal();
    let Sink {
        faults,
        notes,
        published,
        declared_records: declared,
        ..
    } = sink;
    let published = published.map(|date| date.to_string());
    for entity in entries.iter().flat_map(Entry::entities) {
        assert_eq!(entity.flaws(), Vec::<String>::new(), "{list_id}");
    }
    let mut ids: Vec<_> = entries
        .iter()
        .flat_map(Entry::entities)
        .map(|e| &e.id)
        .collect();
    let total = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), total, "{list_id}: entity ids are not unique");
    Reading {
        entries,
        faults,
        notes,
        published,
        declared,
        fatal,
    }
}

fn load(path: &PathBuf) -> (String, Vec<u8>) {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_name().unwrap().to_str().unwrap();
    match name.strip_suffix(".gz") {
        Some(inner) => {
            let mut out = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut out)
                .unwrap();
            (inner.to_owned(), out)
        }
        None => (name.to_owned(), bytes),
    }
}
