//! The index returns what comparing every name with every name returns, to the digit.

use plaint_model::{Entity, EntityId, Entry, ListId, Property, Schema};
use plaint_screen::search::exhaustive;
use plaint_screen::{Parameters, Query, Searcher, Segment, build};
use proptest::prelude::*;

fn entry(n: usize, schema: Schema, names: &[String]) -> Entry {
    let list = ListId::new("made-up").unwrap();
    let mut party = Entity::new(EntityId::numbered(&list, &n.to_string()), schema);
    for (at, name) in names.iter().enumerate() {
        let property = [Property::NAME, Property::ALIAS, Property::WEAK_ALIAS][at.min(2)];
        party.add(property, name);
    }
    Entry::new(party)
}

fn query(name: &str, schema: Option<Schema>) -> Query {
    Query {
        names: vec![name.to_owned()],
        schema,
        ..Query::default()
    }
}

/// Both ways give the same candidates at every threshold; returns how many there were.
fn agree(entries: &[Entry], queries: &[Query]) -> usize {
    let bytes = build(entries);
    assert_eq!(
        bytes,
        build(entries),
        "the same entries give the same bytes"
    );
    let segments = [Segment::open(&bytes).unwrap()];
    let mut total = 0;
    for threshold_ppm in [450_000, 700_000, 850_000, 950_000] {
        let parameters = Parameters { threshold_ppm };
        let mut searcher = Searcher::new(&segments, parameters);
        for query in queries {
            let indexed = searcher.search(query);
            assert_eq!(
                indexed,
                exhaustive(&segments, parameters, query),
                "{query:?}"
            );
            total += indexed.len();
        }
    }
    total
}

/// Words at the gates' boundaries: lengths 6 and 7, pinyin, joins, initials, known words, scripts.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[abn]{1,8}",
        "[a-c]{6,7}",
        prop::sample::select(vec![
            "zhang",
            "jianhua",
            "jian",
            "hua",
            "wei",
            "co",
            "ltd",
            "tech",
            "technology",
            "xinjiang",
            "bin",
            "al",
            "j",
            "k",
            "5",
            "06",
            "mohammed",
            "muhamad",
            "محمد",
            "мадеупов",
            "虚构",
            "科技",
            "有限公司",
            "新疆",
            "王",
            "the",
            "made",
            "up",
            "madeup",
            "public",
            "security",
            "bureau",
        ])
        .prop_map(str::to_owned),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..5).prop_map(|words| words.join(" "))
}

fn schema() -> impl Strategy<Value = Schema> {
    prop::sample::select(vec![
        Schema::PERSON,
        Schema::COMPANY,
        Schema::LEGAL_ENTITY,
        Schema::VESSEL,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn small_worlds(
        listed in prop::collection::vec((schema(), prop::collection::vec(name(), 1..4)), 1..25),
        asked in prop::collection::vec((name(), prop::option::of(schema())), 1..8),
    ) {
        let entries: Vec<Entry> = listed
            .iter()
            .enumerate()
            .map(|(n, (schema, names))| entry(n, *schema, names))
            .collect();
        let mut queries: Vec<Query> =
            asked.iter().map(|(name, schema)| query(name, *schema)).collect();
        queries.extend(listed.iter().take(5).map(|(_, names)| query(&names[0], None)));
        agree(&entries, &queries);
    }

    #[test]
    fn damaged_segments_do_no_harm(flip in 0usize..4000, bit in 0u8..8) {
        let names = ["Made-Up Cotton".to_owned(), "虚构棉业有限公司".to_owned()];
        let mut bytes = build(&[entry(1, Schema::COMPANY, &names)]);
        let at = flip % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(segment) = Segment::open(&bytes) {
            Searcher::new(&[segment], Parameters::default()).search(&query("Made-Up Cotton", None));
        }
    }
}

#[test]
fn an_empty_list_answers() {
    let bytes = build(&[]);
    let segments = [Segment::open(&bytes).unwrap()];
    let found = Searcher::new(&segments, Parameters::default()).search(&query("Anyone", None));
    assert_eq!(found, []);
}

#[test]
fn entries_without_names_are_no_damage() {
    let bytes = build(&[entry(1, Schema::PERSON, &[])]);
    let segments = [Segment::open(&bytes).unwrap()];
    assert!(segments[0].find("made-up-1").is_some());
    let found = Searcher::new(&segments, Parameters::default()).search(&query("Anyone", None));
    assert_eq!(found, []);
}

#[test]
fn made_up_names_are_found() {
    let entries = [
        entry(
            1,
            Schema::COMPANY,
            &["Zhejiang Madeup Technologies Co., Ltd.".to_owned()],
        ),
        entry(
            2,
            Schema::PERSON,
            &["王虚构".to_owned(), "WANG Xugou".to_owned()],
        ),
        entry(
            3,
            Schema::ORGANIZATION,
            &["Nowhere Public Security Bureau".to_owned()],
        ),
    ];
    let asked = [
        "Madeup Tech Zhejiang",
        "Wang Xu Gou",
        "Nowhere Bureau of Public Security",
        "zzz",
    ];
    let queries: Vec<Query> = asked.iter().map(|name| query(name, None)).collect();
    assert_eq!(agree(&entries, &queries), 11);
}
