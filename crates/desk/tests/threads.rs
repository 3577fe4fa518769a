//! Answers do not depend on the number of threads.

use std::fmt::Write as _;

use plaint_desk::Desk;
use plaint_desk::screening::{Loaded, screen};
use plaint_desk::update::{Outcome, Source, UpdateRequest};
use plaint_model::Property;
use plaint_screen::{Candidate, Parameters, Query};
use plaint_world::Simulation;

use crate::made_up::{dir, recorded, update, world, write};

/// Screens with so many threads.
fn on(threads: usize, loaded: &Loaded, queries: &[Query]) -> Vec<Vec<Candidate>> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    let parameters = Parameters::default();
    pool.install(|| screen(loaded, parameters, queries, &|_| {}).unwrap())
}

/// Every listed name as it is, and with a word less, so that each finds something.
fn queries(loaded: &Loaded, max: usize) -> Vec<Query> {
    let mut names = Vec::new();
    for list in &loaded.lists {
        let segment = list.segment().unwrap();
        let every = segment.entries().div_ceil(max).max(1);
        for n in (0..segment.entries()).step_by(every) {
            let entry = segment.entry(u32::try_from(n).unwrap()).unwrap();
            for value in entry.party.get(Property::NAME).take(1) {
                names.push(value.text.clone());
                let words: Vec<&str> = value.text.split(' ').collect();
                names.push(words[..words.len().div_ceil(2)].join(" "));
            }
        }
    }
    let query = |name| Query {
        names: vec![name],
        ..Query::default()
    };
    names.into_iter().map(query).collect()
}

fn assert_same(loaded: &Loaded, max: usize) {
    let queries = queries(loaded, max);
    let one = on(1, loaded, &queries);
    assert!(one.iter().filter(|found| !found.is_empty()).count() * 2 >= one.len());
    for threads in [2, 3, 8] {
        assert_eq!(on(threads, loaded, &queries), one, "{threads} threads");
    }
}

#[test]
fn a_made_up_register() {
    let sim = recorded();
    let mut text = "name,other\n".to_owned();
    for n in 0..200 {
        let (a, b) = (
            char::from(b'a' + (n % 26) as u8),
            char::from(b'a' + (n / 26) as u8),
        );
        writeln!(text, "Fic{a}{b}ive Weav{b}ng Works {a},虚构{n}").unwrap();
    }
    update(&world(&sim), text.leak().as_bytes()).unwrap();
    let loaded = Desk::read(&world(&sim), dir()).unwrap().load(&[]).unwrap();
    assert_eq!(loaded.lists[0].snapshot.entries, 200);
    assert_same(&loaded, 200);
}

#[test]
fn two_real_lists() {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let shared = std::env::var_os("PLAINT_SHARED").unwrap_or_else(|| default.into());
    let lists = std::path::Path::new(&shared).join("lists");
    if !lists.is_dir() {
        println!("skipped: no shared data");
        return;
    }
    let sim = Simulation::new(1);
    let mut desk = write(&world(&sim)).unwrap();
    for (list, from) in [
        ("un-sc", "un_sc/un_2026-02-27.xml"),
        ("us-bis-el", "us_bis/bis_entity_list.json"),
    ] {
        let request = UpdateRequest {
            lists: vec![list.to_owned()],
            from: Some(Source::Path(lists.join(from))),
            // The made-up clock stands in 2001, and no list is believed to come from the future.
            as_of: Some("2001-09-09".parse().unwrap()),
            accept: None,
        };
        let updates = desk.update(&request, &mut |_| {}).unwrap();
        assert!(
            matches!(updates[0].outcome, Outcome::Recorded(_)),
            "{:?}",
            updates[0]
        );
    }
    let loaded = desk.load(&[]).unwrap();
    assert_same(&loaded, 200);
}
