//! Text in, text out: each sample folder is read by the format it stands under and compared with
//! its `expected.txt`. Run with `PLAINT_BLESS=1` to write the expected text anew, then review it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use plaint_model::{Entry, Expectation, ListId, ListInfo};
use plaint_read::{Sink, SourceFile, format};

/// The folder of samples.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// A list for samples that do not bring their own `list.toml`.
pub fn sample_list(format: &str) -> ListInfo {
    ListInfo {
        id: ListId::new("sample").unwrap(),
        title: "Sample list".to_owned(),
        short: "Sample".to_owned(),
        publisher: "Sample Authority".to_owned(),
        country: "us".to_owned(),
        regimes: vec![],
        topics: vec!["sanction".to_owned()],
        licence: "none".to_owned(),
        formats: vec![format.to_owned()],
        origins: vec![],
        expected: Expectation {
            entries_min: 1,
            entries_max: 1000,
            shrink_max_percent: 100,
            why: String::new(),
        },
        reader: vec![],
    }
}

/// Everything a reader said, as text.
pub fn render(format: &format::Format, list: &ListInfo, files: &[SourceFile<'_>]) -> String {
    let mut entries: Vec<Entry> = Vec::new();
    let mut push = |entry| entries.push(entry);
    let mut sink = Sink::new(&mut push);
    (format.read)(list, files, &mut sink);
    let (faults, ignored, notes) = (sink.faults, sink.ignored, sink.notes);
    let (published, declared) = (sink.published, sink.declared_records);
    let mut out = String::new();
    for entity in entries.iter().flat_map(Entry::entities) {
        writeln!(out, "{} {}", entity.schema, entity.id).unwrap();
        for (property, value) in entity.values() {
            let lang = value
                .lang
                .as_ref()
                .map(|lang| format!(" @{lang}"))
                .unwrap_or_default();
            let original = value
                .original
                .as_ref()
                .map(|o| format!("  (\"{o}\")"))
                .unwrap_or_default();
            writeln!(out, "  {property}: {}{lang}{original}", value.text).unwrap();
        }
        assert_eq!(entity.flaws(), Vec::<String>::new());
    }
    if let Some(date) = published {
        writeln!(out, "published {date}").unwrap();
    }
    if let Some(count) = declared {
        writeln!(out, "declares {count} records").unwrap();
    }
    for fault in faults {
        writeln!(out, "{:?} fault: {fault}", fault.severity).unwrap();
    }
    for ((field, reason), count) in ignored {
        writeln!(out, "ignored {field} x{count}: {reason}").unwrap();
    }
    for note in notes {
        writeln!(out, "note: {note}").unwrap();
    }
    out
}

#[test]
fn every_sample_reads_as_expected() {
    let bless = std::env::var_os("PLAINT_BLESS").is_some();
    let mut wrong = Vec::new();
    for folder in sorted(&root()) {
        let id = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let format = format::find(&id).unwrap_or_else(|| panic!("no format {id}"));
        for case in sorted(&folder) {
            let paths: Vec<PathBuf> = sorted(&case)
                .into_iter()
                .filter(|path| !path.ends_with("expected.txt") && !path.ends_with("list.toml"))
                .collect();
            let contents: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
            let files: Vec<SourceFile<'_>> = paths
                .iter()
                .zip(&contents)
                .map(|(path, bytes)| SourceFile {
                    name: path.file_name().unwrap().to_str().unwrap(),
                    bytes,
                })
                .collect();
            let list = match fs::read_to_string(case.join("list.toml")) {
                Ok(text) => plaint_read::catalogue::parse("list.toml", &text).unwrap(),
                Err(_) => sample_list(&id),
            };
            let got = render(format, &list, &files);
            let expected_path = case.join("expected.txt");
            if bless {
                fs::write(&expected_path, &got).unwrap();
            }
            let expected = fs::read_to_string(&expected_path).unwrap_or_default();
            if got != expected {
                wrong.push(format!("{}:\n{got}", case.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} samples differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn no_reader_panics_or_loops_on_damaged_samples() {
    for folder in sorted(&root()) {
        let id = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let format = format::find(&id).unwrap();
        for path in sorted(&folder).iter().flat_map(|case| sorted(case)) {
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let list = sample_list(&id);
            for cut in (0..bytes.len()).step_by(1 + bytes.len() / 40) {
                render(
                    format,
                    &list,
                    &[SourceFile {
                        name,
                        bytes: &bytes[..cut],
                    }],
                );
                let mut flipped = bytes.clone();
                flipped[cut] ^= 0x15;
                render(
                    format,
                    &list,
                    &[SourceFile {
                        name,
                        bytes: &flipped,
                    }],
                );
            }
        }
    }
}
