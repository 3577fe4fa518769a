//! Canada, Australia, New Zealand, Switzerland (harmonised) and China.

use std::path::PathBuf;

use plaint_model::{Entry, Property, Schema};
use plaint_read::Severity;

use super::{Reading, lists, read};

/// The faults of one severity.
fn faults(reading: &Reading, severity: Severity) -> Vec<String> {
    let all = reading.faults.iter();
    all.filter(|fault| fault.severity == severity)
        .map(ToString::to_string)
        .collect()
}

fn of_schema(entries: &[Entry], schema: Schema) -> usize {
    let all = entries.iter();
    all.filter(|entry| entry.party.schema == schema).count()
}

fn values(entries: &[Entry], property: Property) -> usize {
    entries.iter().map(|e| e.party.get(property).count()).sum()
}

fn with(entries: &[Entry], property: Property) -> usize {
    let all = entries.iter();
    all.filter(|e| e.party.first(property).is_some()).count()
}

fn statuses(entries: &[Entry], status: &str) -> usize {
    let all = entries.iter().flat_map(Entry::designations);
    all.filter(|s| s.first(Property::STATUS) == Some(status))
        .count()
}

/// Every file of the announcements, as one snapshot.
fn announcements() -> Option<Vec<PathBuf>> {
    let mut folders = vec![lists()?.join("cn_counter/announcements")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Some(files)
}

#[test]
fn canada() {
    let Some(lists) = lists() else { return };
    let reading = read("ca-sema", &[lists.join("ca_sema/sema-lmes_2020-04.xml")]);
    assert_eq!(reading.faults, []);
    assert_eq!(reading.entries.len(), 1_369);
    assert_eq!(of_schema(&reading.entries, Schema::PERSON), 985);
    assert_eq!(with(&reading.entries, Property::BIRTH_DATE), 212);
    assert_eq!(values(&reading.entries, Property::BIRTH_DATE), 213);
    let aliased = |e: &&Entry| {
        e.party.first(Property::ALIAS).is_some() || e.party.first(Property::WEAK_ALIAS).is_some()
    };
    assert_eq!(reading.entries.iter().filter(aliased).count(), 99);
    let magnitsky = |e: &&Entry| {
        let program = e.party.first(Property::PROGRAM).unwrap_or_default();
        program.ends_with("(JVCFOR)")
    };
    assert_eq!(reading.entries.iter().filter(magnitsky).count(), 70);
}

#[test]
fn australia() {
    let Some(lists) = lists() else { return };
    let path = lists.join("au_dfat/regulation8_consolidated_2024-12.xlsx");
    let reading = read("au-dfat", &[path]);
    assert_eq!(reading.faults, []);
    assert_eq!(reading.entries.len(), 3_062);
    assert_eq!(of_schema(&reading.entries, Schema::PERSON), 2_316);
    let aliases = values(&reading.entries, Property::ALIAS);
    let former = values(&reading.entries, Property::PREVIOUS_NAME);
    assert_eq!((aliases, former), (6_020, 11));
}

#[test]
fn harmonised_copies() {
    let Some(lists) = lists() else { return };
    for (id, suffix, entries, people) in [
        ("ca-sema", "ca", 3_452, 3_452),
        ("ch-seco", "ch", 7_608, 4_518),
        ("au-dfat", "au", 3_811, 2_401),
        ("nz-russia", "nz", 2_058, 1_357),
    ] {
        let path = lists.join(format!("harmonised/2026-03-15_{suffix}.jsonl.gz"));
        let reading = read(id, &[path]);
        assert_eq!(reading.entries.len(), entries, "{id}");
        assert_eq!(of_schema(&reading.entries, Schema::PERSON), people, "{id}");
        assert!(reading.faults.len() <= 2, "{id}: {:#?}", reading.faults);
        assert!(!reading.fatal);
        let left_out = |note: &&String| note.starts_with("Records left out");
        let note = reading.notes.iter().find(left_out);
        let said = note.and_then(|note| note.split("): ").nth(1)?.split('.').next());
        let expected = match suffix {
            "ca" => Some("1753"),
            "ch" => Some("646"),
            _ => None,
        };
        assert_eq!(said, expected, "{id}");
    }
}

#[test]
fn copies_and_originals_agree_on_ids() {
    let Some(lists) = lists() else { return };
    let copy = |suffix: &str| lists.join(format!("harmonised/2026-03-15_{suffix}.jsonl.gz"));
    let au = lists.join("au_dfat/regulation8_consolidated_2024-12.xlsx");
    let ca = lists.join("ca_sema/sema-lmes_2020-04.xml");
    for (id, original, suffix, common) in [("au-dfat", au, "au", 3_023), ("ca-sema", ca, "ca", 184)]
    {
        let ids = |reading: Reading| -> std::collections::BTreeSet<String> {
            let all = reading.entries.iter();
            all.map(|entry| entry.party.id.to_string()).collect()
        };
        let both = ids(read(id, &[original]));
        let both = both.intersection(&ids(read(id, &[copy(suffix)]))).count();
        assert_eq!(both, common, "{id}");
    }
}

#[test]
fn china() {
    let Some(files) = announcements() else { return };
    let uel = read("cn-mofcom-uel", &files);
    assert_eq!(uel.faults, []);
    assert_eq!(uel.entries.len(), 81);
    assert_eq!(uel.entries.iter().flat_map(Entry::designations).count(), 83);
    assert_eq!(statuses(&uel.entries, "suspended until 2026-11-10"), 11);
    assert_eq!(statuses(&uel.entries, "stopped"), 17);
    assert_eq!(statuses(&uel.entries, "under investigation"), 1);
    assert_eq!(statuses(&uel.entries, "in force"), 54);
    assert_eq!(uel.published.as_deref(), Some("2026-02-24"));

    let afsl = read("cn-mfa-afsl", &files);
    assert_eq!(afsl.faults, []);
    assert_eq!(afsl.entries.len(), 138);
    assert_eq!(of_schema(&afsl.entries, Schema::PERSON), 59);
    assert_eq!(statuses(&afsl.entries, "in force"), 138);

    let ecl = read("cn-mofcom-ecl", &files);
    assert_eq!(ecl.entries.len(), 102);
    // One announcement whose 28 entities are filed under another list than its title names.
    assert_eq!(faults(&ecl, Severity::Value).len(), 1);
    assert_eq!(ecl.faults.len(), 1);
}

#[test]
fn china_as_a_table() {
    let Some(lists) = lists() else { return };
    let table = lists.join("cn_counter/mofcom_cn.json");
    for (id, entries) in [
        ("cn-mofcom-uel", 61),
        ("cn-mofcom-ecl", 139),
        ("cn-mofcom-attention", 40),
    ] {
        let reading = read(id, std::slice::from_ref(&table));
        assert_eq!(reading.faults, [], "{id}");
        assert_eq!(reading.entries.len(), entries, "{id}");
    }
}
