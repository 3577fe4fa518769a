//! Joins the rows that a list has of one party.
//!
//! A list repeats a party for every address, country or section. Two rows of one name are one
//! party when they share a mark (a notice, a date of listing); else they are two parties that
//! happen to share a name.

use std::collections::HashMap;

use plaint_model::{Entity, EntityId, Entry, ListInfo, PartialDate, Property, Schema};

use crate::{Severity, Sink};

/// One row: what it says of the party, and the designation it makes.
pub struct Row {
    /// The name for comparing ([`super::names::key`]).
    pub key: String,
    /// Facts that make two rows of one name one party when they share one.
    pub marks: Vec<String>,
    /// The date of listing, where there is one; part of the id.
    pub since: Option<PartialDate>,
    /// The publisher's own number of the party.
    pub number: Option<String>,
    /// Whether the listing is in force, so that the party carries the list's topics.
    pub in_force: bool,
    /// What is said of the party; its id is not used.
    pub party: Entity,
    /// What is said of the designation; its id and `entity` are not used.
    pub designation: Entity,
    /// Identity papers, as values of an Identification.
    pub papers: Vec<Vec<(Property, String)>>,
}

impl Row {
    /// A row with nothing said yet.
    pub fn new(list: &ListInfo, schema: Schema) -> Self {
        let scratch = EntityId::derived(&list.id, &["row"]);
        Self {
            key: String::new(),
            marks: Vec::new(),
            since: None,
            number: None,
            in_force: true,
            party: Entity::new(scratch.clone(), schema),
            designation: Entity::new(scratch, Schema::SANCTION),
            papers: Vec::new(),
        }
    }
}

/// No published party has more than some hundred values in all its rows.
const VALUES_MAX: usize = 3_000;

/// Joins rows to entries, in the order of each entry's first row, and hands them over.
pub fn hand_over(list: &ListInfo, rows: &[Row], file: &str, sink: &mut Sink<'_>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<EntityId, usize> = HashMap::new();
    for mut group in groups(rows) {
        let all = group.len();
        let mut total = 0;
        group.retain(|row| {
            total += row.party.values().count() + row.designation.values().count();
            total <= VALUES_MAX
        });
        if group.len() < all {
            let message = format!(
                "{} of its {all} rows hold more than any party has",
                all - group.len()
            );
            sink.fault(Severity::Record, file, rows_name(&group), message);
        }
        if group.is_empty() {
            continue;
        }
        let id = id(list, &group);
        match places.get(&id) {
            Some(place) => fill(list, &mut entries[*place], &group),
            None => {
                let schema = group.iter().map(|row| row.party.schema).reduce(narrower);
                let party = Entity::new(id.clone(), schema.unwrap_or(Schema::LEGAL_ENTITY));
                let mut entry = Entry::new(party);
                fill(list, &mut entry, &group);
                places.insert(id, entries.len());
                entries.push(entry);
            }
        }
    }
    for entry in entries {
        sink.entry(entry);
    }
}

fn rows_name(group: &[&Row]) -> String {
    group
        .first()
        .map(|row| row.party.caption().to_owned())
        .unwrap_or_default()
}

/// The narrower of two schemata, when one is a kind of the other.
fn narrower(a: Schema, b: Schema) -> Schema {
    if b.is_a(a) { b } else { a }
}

fn id(list: &ListInfo, group: &[&Row]) -> EntityId {
    if let Some(number) = group.iter().find_map(|row| row.number.as_deref()) {
        return EntityId::numbered(&list.id, number);
    }
    let since = group.iter().filter_map(|row| row.since).min();
    let since = since.map(|date| date.to_string()).unwrap_or_default();
    EntityId::derived(&list.id, &[&group[0].key, &since])
}

/// The rows of each party, by union of those that share a name and a mark.
fn groups(rows: &[Row]) -> Vec<Vec<&Row>> {
    let mut group_of: Vec<usize> = (0..rows.len()).collect();
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        for mark in &row.marks {
            let first = *seen.entry((&row.key, mark)).or_insert(at);
            let (a, b) = (root(&mut group_of, first), root(&mut group_of, at));
            group_of[a.max(b)] = a.min(b);
        }
    }
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    let mut place_of: HashMap<usize, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let root = root(&mut group_of, at);
        let place = *place_of.entry(root).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(row);
    }
    groups
}

fn root(group_of: &mut [usize], mut at: usize) -> usize {
    while group_of[at] != at {
        group_of[at] = group_of[group_of[at]];
        at = group_of[at];
    }
    at
}

fn fill(list: &ListInfo, entry: &mut Entry, rows: &[&Row]) {
    // Names first, so that an alias that is a name in another row is not said twice.
    for row in rows {
        copy(&row.party, &mut entry.party, |property| {
            property == Property::NAME
        });
    }
    for row in rows {
        copy(&row.party, &mut entry.party, |property| {
            property != Property::NAME
        });
        designate(list, entry, row);
        for paper in &row.papers {
            let mut found = entry.belonging(Schema::IDENTIFICATION, "id", Property::HOLDER);
            paper
                .iter()
                .for_each(|(property, text)| found.add(*property, text));
            let same = |other: &Entity| other.values().eq(found.values());
            if !entry.related.iter().any(same) {
                entry.related.push(found);
            }
        }
    }
}

fn copy(from: &Entity, to: &mut Entity, wanted: impl Fn(Property) -> bool) {
    let others = [
        Property::ALIAS,
        Property::WEAK_ALIAS,
        Property::PREVIOUS_NAME,
    ];
    for (property, value) in from.values().filter(|(property, _)| wanted(*property)) {
        let is_name = |name: &str| name.to_lowercase() == value.text.to_lowercase();
        let known =
            others.contains(&property) && to.get(Property::NAME).any(|name| is_name(&name.text));
        if !known && to.schema.property_type(property).is_some() {
            let (lang, original) = (value.lang.as_deref(), value.original.as_deref());
            to.push(property, &value.text, lang, original);
        }
    }
}

fn designate(list: &ListInfo, entry: &mut Entry, row: &Row) {
    let mut designation = entry.designation();
    designation.add(Property::AUTHORITY, &list.publisher);
    if row.designation.first(Property::PROGRAM).is_none() {
        designation.add(
            Property::PROGRAM,
            list.setting("program").unwrap_or_default(),
        );
    }
    copy(&row.designation, &mut designation, |_| true);
    if designation.first(Property::SOURCE_URL).is_none() {
        designation.add(
            Property::SOURCE_URL,
            list.setting("page").unwrap_or_default(),
        );
    }
    for (_, program) in designation
        .values()
        .filter(|(property, _)| *property == Property::PROGRAM)
    {
        entry.party.add(Property::PROGRAM, &program.text);
    }
    if row.in_force {
        for topic in &list.topics {
            entry.party.add(Property::TOPICS, topic);
        }
    }
    let same = |other: &Entity| other.values().eq(designation.values());
    if !entry.designations().any(same) {
        entry.related.push(designation);
    }
}
