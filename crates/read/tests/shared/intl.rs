//! The lists of the European Union, the United Kingdom and the United Nations.

use std::collections::BTreeMap;

use plaint_model::{Entity, Entry, Property, Schema};
use plaint_read::Severity;

use super::{Reading, lists, read};

fn reading(list: &str, file: &str) -> Option<Reading> {
    Some(read(list, &[lists()?.join(file)]))
}

fn count(reading: &Reading, severity: Severity) -> usize {
    let faults = reading.faults.iter();
    faults.filter(|fault| fault.severity == severity).count()
}

fn total(reading: &Reading, property: Property) -> usize {
    let parties = reading.entries.iter().map(|entry| &entry.party);
    parties.map(|party| party.get(property).count()).sum()
}

fn entry<'a>(reading: &'a Reading, id: &str) -> &'a Entry {
    let found = reading
        .entries
        .iter()
        .find(|entry| entry.party.id.as_str() == id);
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

#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else {
        return;
    };
    let (list, file) = path.split_once(':').unwrap();
    let Some(reading) = reading(list, file) else {
        return;
    };
    println!("{} entries, fatal {}", reading.entries.len(), reading.fatal);
    for fault in &reading.faults {
        println!("{fault}");
    }
    let want = std::env::var("WANT").unwrap_or_default();
    for e in &reading.entries {
        if want.split(',').any(|w| e.party.id.as_str() == w) {
            for x in e.entities() {
                println!("{} {}", x.schema, x.id);
                for (p, v) in x.values() {
                    println!("  {p}: {} {:?} {:?}", v.text, v.lang, v.original);
                }
            }
        }
    }
}
