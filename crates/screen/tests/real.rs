//! On the real lists, where the shared data is, the index returns what comparing every name with
//! every name returns: for names as people write them, and for listed names that were bent.

use std::path::{Path, PathBuf};

use plaint_model::{Entry, Property};
use plaint_read::{Sink, SourceFile, catalogue, format};
use plaint_screen::search::exhaustive;
use plaint_screen::{Candidate, Parameters, Query, Searcher, Segment, build};

/// The folder of shared data, or `None` (and a line saying so) where there is none.
fn shared() -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let shared =
        std::env::var_os("PLAINT_SHARED").map_or_else(|| PathBuf::from(default), PathBuf::from);
    if !shared.join("lists").is_dir() || !shared.join("names").is_dir() {
        println!("skipped: no shared data");
        return None;
    }
    Some(shared)
}

/// The entries of a real list, read as it describes itself.
fn entries(list: &str, file: &Path) -> Vec<Entry> {
    let toml = format!("{}/../../lists/{list}.toml", env!("CARGO_MANIFEST_DIR"));
    let info = catalogue::parse(list, &std::fs::read_to_string(toml).unwrap()).unwrap();
    let bytes = std::fs::read(file).unwrap();
    let source = SourceFile {
        name: file.file_name().unwrap().to_str().unwrap(),
        bytes: &bytes,
    };
    let formats = info.formats.iter().map(|id| format::find(id).unwrap());
    let format = formats
        .into_iter()
        .find(|format| (format.recognises)(&source))
        .unwrap();
    let mut entries = Vec::new();
    let mut push = |entry| entries.push(entry);
    (format.read)(&info, &[source], &mut Sink::new(&mut push));
    entries
}

/// So many of some things, from all over them.
fn some<T>(all: Vec<T>, count: usize) -> Vec<T> {
    let every = all.len().div_ceil(count).max(1);
    all.into_iter().step_by(every).collect()
}

/// The cells of some columns of a table of names.
fn cells(file: &Path, columns: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let heading = reader.headers().unwrap().clone();
    let at: Vec<usize> = columns
        .iter()
        .map(|column| heading.iter().position(|cell| cell == *column).unwrap())
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, n: usize| row.get(n).unwrap_or_default().to_owned();
    rows.iter()
        .flat_map(|row| at.iter().map(move |n| cell(row, *n)))
        .collect()
}

/// A listed name as a user may have it: words swapped, left out, run together, mistyped.
fn bent(name: &str, way: usize) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let middle = name.chars().count() / 2;
    match way % 7 {
        0 => name.to_owned(),
        1 => {
            words.rotate_left(1);
            words.join(" ")
        }
        2 => words[..words.len().div_ceil(2)].join(" "),
        3 => words.concat(),
        4 => name
            .chars()
            .enumerate()
            .filter(|(n, _)| *n != middle)
            .map(|(_, c)| c)
            .collect(),
        5 => {
            let mut chars: Vec<char> = name.chars().collect();
            if middle > 0 {
                chars.swap(middle - 1, middle);
            }
            chars.into_iter().collect()
        }
        _ => words[words.len() / 3..].join(" ").to_lowercase(),
    }
}

fn queries(shared: &Path, listed: &[Entry]) -> Vec<Query> {
    let names = shared.join("names");
    let pairs = cells(&names.join("pairs.csv"), &["name1", "name2"]);
    let near = cells(&names.join("hard_negatives.csv"), &["name_a", "name_b"]);
    let un = cells(&names.join("positives_un_treated.csv"), &["full_name"]);
    let of_lists: Vec<String> = listed
        .iter()
        .flat_map(|entry| {
            let values = [Property::NAME, Property::ALIAS].map(|p| entry.party.get(p).next());
            values.into_iter().flatten().map(|value| value.text.clone())
        })
        .collect();
    let of_lists = some(of_lists, 140);
    let of_lists = of_lists
        .iter()
        .enumerate()
        .map(|(way, name)| bent(name, way));
    let mut names = some(pairs, 100);
    names.extend(some(near, 30));
    names.extend(some(un, 30));
    names.extend(of_lists);
    names.retain(|name| !name.trim().is_empty());
    let query = |name| Query {
        names: vec![name],
        ..Query::default()
    };
    names.into_iter().map(query).collect()
}

/// Asks each question both ways; how many candidates there were.
fn ask(bytes: &[Vec<u8>], queries: &[Query]) -> usize {
    let segments: Vec<Segment<'_>> = bytes.iter().map(|b| Segment::open(b).unwrap()).collect();
    let [loose, strict] = [700_000, 850_000].map(|threshold_ppm| Parameters { threshold_ppm });
    let mut loosely = Searcher::new(&segments, loose);
    let mut strictly = Searcher::new(&segments, strict);
    let mut total = 0;
    for query in queries {
        let all = exhaustive(&segments, loose, query);
        assert_eq!(loosely.search(query), all, "{:?} at 0.70", query.names);
        total += all.len();
        // Nothing but the threshold tells the two apart, so the slow way need not be gone twice.
        let is_above = |candidate: &Candidate| candidate.score_ppm >= strict.threshold_ppm;
        let above: Vec<Candidate> = all.into_iter().filter(is_above).collect();
        assert_eq!(strictly.search(query), above, "{:?} at 0.85", query.names);
    }
    total
}

#[test]
fn the_index_loses_nothing() {
    let Some(shared) = shared() else { return };
    let lists = shared.join("lists");
    let listed = [
        entries("un-sc", &lists.join("un_sc/un_2026-02-27.xml")),
        entries("us-bis-el", &lists.join("us_bis/bis_entity_list.json")),
        entries(
            "us-dhs-uflpa",
            &lists.join("us_uflpa/source-uflpa-2026-07-09.html"),
        ),
    ];
    let queries = queries(&shared, &listed.concat());
    assert!(queries.len() >= 280, "{} questions", queries.len());
    // The slow way takes its time: each question is put to about half of the names.
    let [un, el, uflpa] = listed.map(|entries| build(&entries));
    let halves = [vec![un, uflpa], vec![el]];
    let total: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = queries
            .chunks(queries.len().div_ceil(8))
            .zip(halves.iter().cycle())
            .map(|(part, bytes)| scope.spawn(move || ask(bytes, part)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert!(total > queries.len() / 2, "{total} candidates");
}

#[test]
fn the_same_list_gives_the_same_index() {
    let Some(shared) = shared() else { return };
    let file = shared.join("lists/us_bis/bis_entity_list.json");
    let index = || build(&entries("us-bis-el", &file));
    assert!(index() == index());
}
