//! The lists of the European Union, the United Kingdom and the United Nations.

use std::collections::BTreeMap;

use plaint_model::{Entity, Entry, Property, Schema};
use plaint_read::{Severity, SourceFile, format};

use super::{Reading, lists, read};

fn reading(list: &str, file: &str) -> Option<Reading> {
    let reading = read(list, &[lists()?.join(file)]);
    assert!(!reading.fatal, "{file}: {:?}", reading.faults);
    Some(reading)
}

fn faults(reading: &Reading) -> (usize, usize) {
    let of = |severity| {
        let faults = reading.faults.iter();
        faults.filter(|fault| fault.severity == severity).count()
    };
    (of(Severity::Value), of(Severity::Record))
}

fn total(reading: &Reading, properties: &[Property]) -> usize {
    let parties = reading.entries.iter().map(|entry| &entry.party);
    let count =
        |party: &Entity| -> usize { properties.iter().map(|p| party.get(*p).count()).sum() };
    parties.map(count).sum()
}

fn with_schema(reading: &Reading, schema: Schema) -> usize {
    let parties = reading.entries.iter().map(|entry| &entry.party);
    parties.filter(|party| party.schema == schema).count()
}

fn designations(reading: &Reading) -> impl Iterator<Item = &Entity> {
    reading.entries.iter().flat_map(Entry::designations)
}

fn entry<'a>(reading: &'a Reading, id: &str) -> &'a Entry {
    let mut entries = reading.entries.iter();
    let found = entries.find(|entry| entry.party.id.as_str() == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

fn all(entity: &Entity, property: Property) -> Vec<&str> {
    entity
        .get(property)
        .map(|value| value.text.as_str())
        .collect()
}

fn in_range(reading: &Reading, list: &str) -> bool {
    let expected = super::list(list).expected;
    (expected.entries_min..=expected.entries_max).contains(&(reading.entries.len() as u64))
}

/// Ids only in the first, ids only in the second, ids in both with other values.
fn changes(before: &Reading, after: &Reading) -> (usize, usize, usize) {
    let by_id = |reading: &Reading| -> BTreeMap<String, Entry> {
        let entries = reading.entries.iter();
        entries
            .map(|e| (e.party.id.as_str().to_owned(), e.clone()))
            .collect()
    };
    let (before, after) = (by_id(before), by_id(after));
    let gone = before.keys().filter(|id| !after.contains_key(*id)).count();
    let new = after.keys().filter(|id| !before.contains_key(*id)).count();
    let changed = before
        .iter()
        .filter(|(id, e)| after.get(*id).is_some_and(|a| a != *e));
    (gone, new, changed.count())
}

#[test]
fn eu_every_field() {
    let file = |date: &str| format!("eu_fsf/eu_fsf_rich_{date}.jsonl.gz");
    let Some(may) = reading("eu-fsf", &file("2026-05-01_b92bdaabd")) else {
        return;
    };
    assert_eq!(may.entries.len(), 5_860);
    assert_eq!(faults(&may), (0, 0), "{:?}", may.faults);
    assert!(in_range(&may, "eu-fsf"));
    assert_eq!(with_schema(&may, Schema::PERSON), 4_341);
    assert_eq!(designations(&may).count(), 5_860);
    let hr = designations(&may).filter(|s| s.first(Property::PROGRAM) == Some("HR"));
    assert_eq!(hr.count(), 170);
    let names = [Property::NAME, Property::ALIAS, Property::WEAK_ALIAS];
    assert_eq!(total(&may, &names), 29_493);
    assert_eq!(total(&may, &[Property::ADDRESS]), 2_018);
    assert_eq!(total(&may, &[Property::CITIZENSHIP]), 2_615);
    assert_eq!(total(&may, &[Property::PASSPORT_NUMBER]), 602);
    let unnamed = may
        .entries
        .iter()
        .filter(|e| e.party.first(Property::NAME).is_none());
    assert_eq!(unnamed.count(), 0);
    let (Some(april), Some(march)) = (
        reading("eu-fsf", &file("2026-04-01_7d71ff75d")),
        reading("eu-fsf", &file("2026-03-02_19d3b8c5f")),
    ) else {
        return;
    };
    // 4,007 of the records differ in bytes: the publisher orders the details anew each time.
    assert_eq!(changes(&april, &may), (0, 0, 4));
    assert_eq!((march.entries.len(), april.entries.len()), (5_860, 5_860));
}

#[test]
fn eu_names_only() {
    let file = |date: &str| format!("eu_fsf/eu_fsf_simple_2021-03-{date}.jsonl.gz");
    let (Some(before), Some(after)) = (
        reading("eu-fsf", &file("20_0c9c395a2")),
        reading("eu-fsf", &file("25_82ff8e62c")),
    ) else {
        return;
    };
    // 2,259 and 2,285 records; 21 have the reference number of another.
    assert_eq!((before.entries.len(), after.entries.len()), (2_238, 2_264));
    assert_eq!(
        (designations(&before).count(), designations(&after).count()),
        (2_259, 2_285)
    );
    assert_eq!((faults(&before), faults(&after)), ((0, 0), (0, 0)));
    assert!(in_range(&before, "eu-fsf") && in_range(&after, "eu-fsf"));
    assert!(after.notes.iter().any(|note| note.contains("programmes")));
    let zhu = &entry(&after, "eu-fsf-EU.6251.70").party;
    assert_eq!(all(zhu, Property::NAME), ["ZHU Hailun", "朱海仑"]);
    assert!(before.entries.iter().all(|e| e.party.id != zhu.id));
}

#[test]
fn eu_xinjiang_entries() {
    let file = "eu_fsf/eu_fsf_rich_2026-05-01_b92bdaabd.jsonl.gz";
    let Some(reading) = reading("eu-fsf", file) else {
        return;
    };
    for (number, names, born, regulation) in [
        (
            "EU.6251.70",
            ["ZHU Hailun", "朱海仑"],
            Some("1958-01"),
            "2021/2151 (OJ L436)",
        ),
        (
            "EU.6252.69",
            ["Junzheng WANG", "王君正"],
            Some("1963-05"),
            "2024/2999 (OJ L03122024)",
        ),
        (
            "EU.6253.68",
            ["Mingshan WANG", "王明山"],
            Some("1964-01"),
            "2024/2999 (OJ L03122024)",
        ),
        (
            "EU.6254.67",
            ["Mingguo CHEN", "陈明国"],
            Some("1966-10"),
            "2024/2999 (OJ L03122024)",
        ),
        (
            "EU.6262.38",
            [
                "Xinjiang Production and Construction Corps Public Security Bureau",
                "新疆生产建设兵团公安局",
            ],
            None,
            "2021/478 (OJ L99I)",
        ),
    ] {
        let entry = entry(&reading, &format!("eu-fsf-{number}"));
        let party = &entry.party;
        assert_eq!(all(party, Property::NAME), names);
        let chinese = party.get(Property::NAME).nth(1).unwrap();
        assert_eq!(chinese.lang.as_deref(), Some("zho"));
        assert_eq!(party.first(Property::BIRTH_DATE), born);
        let sanction = entry.designations().next().unwrap();
        assert_eq!(all(sanction, Property::RECORD_ID)[0], regulation);
        assert_eq!(all(sanction, Property::PROGRAM), ["HR"]);
        let since = all(sanction, Property::LISTING_DATE).into_iter().min();
        assert_eq!(since, Some("2021-03-22"));
    }
    let bureau = &entry(&reading, "eu-fsf-EU.6262.38").party;
    assert_eq!(all(bureau, Property::ALIAS).len(), 16);
    assert_eq!(all(bureau, Property::COUNTRY), ["cn"]);
}

#[test]
fn eu_xml_and_json_lines_agree_on_ids() {
    let Some(reading) = reading("eu-fsf", "eu_fsf/eu_fsf_1_1_excerpt_2024-12-11.xml") else {
        return;
    };
    assert_eq!(reading.published.as_deref(), Some("2024-12-11"));
    assert_eq!(faults(&reading), (0, 0), "{:?}", reading.faults);
    // The excerpt's one entity has no reference number: its logical id stands in.
    let [only] = &reading.entries[..] else {
        panic!("{} entries", reading.entries.len());
    };
    assert_eq!(only.party.id.as_str(), "eu-fsf-13");
    assert_eq!(only.party.first(Property::BIRTH_DATE), Some("1937-04-28"));
    let sanction = only.designations().next().unwrap();
    assert_eq!(all(sanction, Property::RECORD_ID), ["1210/2003 (OJ L169)"]);
    assert_eq!(all(sanction, Property::START_DATE), ["2003-07-07"]);
}

#[test]
fn uk_json_lines() {
    let file = |date: &str| format!("gb_uksl/uk_{date}.jsonl.gz");
    let Some(may) = reading("gb-uksl", &file("2026-05-02_b8173b3")) else {
        return;
    };
    let Some(august) = reading("gb-uksl", &file("2026-08-15_699a00a")) else {
        return;
    };
    for (reading, persons, bodies, ships) in
        [(&may, 3_868, 1_288, 582), (&august, 4_036, 1_647, 666)]
    {
        assert_eq!(with_schema(reading, Schema::PERSON), persons);
        assert_eq!(with_schema(reading, Schema::ORGANIZATION), bodies);
        assert_eq!(with_schema(reading, Schema::VESSEL), ships);
        assert_eq!(reading.entries.len(), persons + bodies + ships);
        assert_eq!(faults(reading), (0, 0), "{:?}", reading.faults);
        assert!(in_range(reading, "gb-uksl"));
        assert!(
            reading
                .notes
                .iter()
                .any(|note| note.contains("birth dates"))
        );
        assert_eq!(total(reading, &[Property::BIRTH_DATE]), 0);
    }
    let reasons = designations(&august).filter(|s| s.first(Property::REASON).is_some());
    assert_eq!(reasons.count(), 5_406);
    assert_eq!(total(&august, &[Property::WEAK_ALIAS]), 618);
    assert_eq!(total(&august, &[Property::ADDRESS]), 3_153);
    assert_eq!(total(&august, &[Property::IMO_NUMBER]), 34);
    let zhu = entry(&august, "gb-uksl-GHR0078");
    assert_eq!(all(&zhu.party, Property::NAME), ["HAILUN ZHU"]);
    let sanction = zhu.designations().next().unwrap();
    assert_eq!(all(sanction, Property::LISTING_DATE), ["2021-03-22"]);
    assert_eq!(all(sanction, Property::PROGRAM_ID), ["GHR"]);
    let Some(day_before) = reading("gb-uksl", &file("2026-08-14_600f62f")) else {
        return;
    };
    assert_eq!(changes(&day_before, &august), (0, 0, 66));
}

#[test]
fn un_consolidated() {
    // Date, individuals, entities, weak aliases, previous names, names in the original script, and
    // the nationalities that are no country ("Possibly …", "… by birth", "… withdrawn in …").
    let expected = [
        ("2018-06-21", 695, 405, 590, 47, 3),
        ("2018-10-29", 703, 390, 616, 47, 3),
        ("2021-01-15", 712, 293, 637, 46, 3),
        ("2021-01-18", 710, 293, 637, 46, 3),
        ("2025-11-20", 727, 273, 636, 54, 0),
        ("2026-02-27", 730, 273, 636, 54, 0),
    ];
    let mut readings = Vec::new();
    for (date, individuals, entities, weak, previous, unknown) in expected {
        let Some(reading) = reading("un-sc", &format!("un_sc/un_{date}.xml")) else {
            return;
        };
        assert_eq!(with_schema(&reading, Schema::PERSON), individuals, "{date}");
        assert_eq!(
            with_schema(&reading, Schema::ORGANIZATION),
            entities,
            "{date}"
        );
        assert_eq!(reading.published.as_deref(), Some(date));
        assert_eq!(total(&reading, &[Property::WEAK_ALIAS]), weak, "{date}");
        assert_eq!(
            total(&reading, &[Property::PREVIOUS_NAME]),
            previous,
            "{date}"
        );
        assert_eq!(
            faults(&reading),
            (unknown, 0),
            "{date}: {:?}",
            reading.faults
        );
        assert!(in_range(&reading, "un-sc"), "{date}");
        readings.push(reading);
    }
    assert_eq!(changes(&readings[2], &readings[3]).0, 2);
    assert_eq!(changes(&readings[4], &readings[5]), (1, 4, 2));
}

#[test]
fn un_incomplete_file_is_out_of_range() {
    let file = "un_sc/un_2024-11-30_SUSPECT_INCOMPLETE.xml";
    let Some(reading) = reading("un-sc", file) else {
        return;
    };
    assert_eq!(reading.entries.len(), 879);
    assert!(!in_range(&reading, "un-sc"));
}

#[test]
fn no_other_list_is_taken_for_these() {
    let Some(root) = lists() else {
        return;
    };
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let (name, bytes) = super::load(&path);
            let file = SourceFile {
                name: &name,
                bytes: &bytes,
            };
            let within = |folder: &str| path.components().any(|c| c.as_os_str() == folder);
            for (id, own) in [
                ("eu-fsf-xml", within("eu_fsf") && name.ends_with(".xml")),
                ("eu-fsf-jsonl", within("eu_fsf") && name.ends_with(".jsonl")),
                ("uk-sanctions-csv", false),
                ("uk-sanctions-xml", false),
                ("uk-sanctions-jsonl", within("gb_uksl")),
                ("un-sc-xml", within("un_sc") && name.ends_with(".xml")),
            ] {
                let format = format::find(id).unwrap();
                assert_eq!((format.recognises)(&file), own, "{id}: {}", path.display());
            }
        }
    }
}
