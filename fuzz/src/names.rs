//! Names: taken apart, compared, indexed.

use std::sync::OnceLock;

use plaint_model::{Entity, EntityId, Entry, ListId, Property, Schema};
use plaint_resolve::align::ONE_PPM;
use plaint_resolve::{NameKind, analyse, explain, limits, score};
use plaint_screen::search::exhaustive;
use plaint_screen::{Parameters, Query, Searcher, Segment, build};

use crate::text;

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organization, NameKind::Unknown];

/// A name. The caps on length hold, and the same name gives the same analysis.
pub fn resolve_analyse(data: &[u8]) {
    for kind in KINDS {
        let name = analyse(text(data), kind);
        assert!(usize::from(name.tokens) <= limits::TOKENS_MAX);
        assert!(usize::from(name.tokens) <= name.items.len());
        assert_eq!(name, analyse(text(data), kind));
    }
}

/// Two names, on two lines. Neither is the first: the score is the same both ways round.
pub fn resolve_score(data: &[u8]) {
    let mut lines = text(data).lines();
    let (a, b) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    for kind in KINDS {
        let (a, b) = (analyse(a, kind), analyse(b, kind));
        let (forth, back) = (score(&a, &b), score(&b, &a));
        let ppm = |alignment: &plaint_resolve::Alignment| alignment.score_ppm;
        assert_eq!(forth.as_ref().map(ppm), back.as_ref().map(ppm));
        if let Some(alignment) = forth {
            assert!(alignment.score_ppm <= ONE_PPM);
            let _ = explain(&a, &b, &alignment);
        }
    }
}

/// An index with bytes changed as the data says, three for each: where, and what to write. It gives
/// an error or an answer, and does not end the program.
pub fn screen_damaged(data: &[u8]) {
    static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
    let names = "Made-Up Cotton Mill Co., Ltd.\nNobody Nowhere\n虚构棉纺织有限公司\nНиктов";
    let whole = WHOLE.get_or_init(|| build(&entries(names.lines())));
    let mut bytes = whole.clone();
    for change in data.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]]));
        if let Some(byte) = bytes.get_mut(at) {
            *byte = change[2];
        }
    }
    if data.len() % 3 == 1 {
        bytes.truncate(data.len() * 8);
    }
    let Ok(segment) = Segment::open(&bytes) else {
        return;
    };
    let entries = u32::try_from(segment.entries()).unwrap_or(u32::MAX);
    for n in 0..entries.min(1000) {
        let _ = segment.entry(n);
    }
    let _ = segment.find("made-up-1");
    let segments = [segment];
    let mut searcher = Searcher::new(&segments, Parameters::default());
    for name in names.lines() {
        let _ = searcher.search(&query(name));
    }
}

/// The first line is asked for among the others: the index gives what comparing with each gives.
pub fn screen_lossless(data: &[u8]) {
    let mut lines = text(data).lines();
    let query = query(lines.next().unwrap_or_default());
    let bytes = build(&entries(lines.take(32)));
    let segments = [Segment::open(&bytes).expect("a segment just built")];
    for threshold_ppm in [450_000, 700_000, 850_000] {
        let parameters = Parameters { threshold_ppm };
        let found = Searcher::new(&segments, parameters).search(&query);
        assert_eq!(found, exhaustive(&segments, parameters, &query));
    }
}

fn query(name: &str) -> Query {
    Query {
        names: vec![name.to_owned()],
        ..Query::default()
    }
}

/// An entry for each name, of kinds in turn.
fn entries<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Entry> {
    let list = ListId::new("made-up").expect("an id");
    let schemata = [Schema::PERSON, Schema::COMPANY, Schema::LEGAL_ENTITY];
    let entry = |(n, name): (usize, &str)| {
        let id = EntityId::numbered(&list, &n.to_string());
        let mut party = Entity::new(id, schemata[n % schemata.len()]);
        party.add(Property::NAME, name);
        Entry::new(party)
    };
    names.enumerate().map(entry).collect()
}
