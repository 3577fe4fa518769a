//! Puts entities together into entries: what is not a thing by itself goes with its party.

use std::collections::HashMap;

use plaint_model::ftm::PropertyType;
use plaint_model::{Entity, Entry, Property, Schema};

use super::Origin;
use crate::sink::{Severity, Sink};

/// The properties by which links name their first party, as FollowTheMoney directs its edges.
const FIRST_PARTY: [&str; 22] = [
    "entity",
    "holder",
    "subject",
    "owner",
    "director",
    "person",
    "member",
    "employer",
    "agent",
    "predecessor",
    "debtor",
    "payer",
    "supplier",
    "participant",
    "party",
    "document",
    "sender",
    "caller",
    "taxee",
    "resolved",
    "authority",
    "customs",
];

/// Hands over one entry for each party, with what belongs to it, in the order of the source.
pub(super) fn entries(
    entities: Vec<(Entity, Origin)>,
    parents: &HashMap<String, String>,
    sink: &mut Sink<'_>,
) {
    let mut addresses: HashMap<String, usize> = HashMap::new();
    let mut parties: HashMap<String, usize> = HashMap::new();
    for (at, (entity, _)) in entities.iter().enumerate() {
        if entity.schema.is_a(Schema::THING) && entity.schema != Schema::ADDRESS {
            parties.insert(entity.id.to_string(), at);
            for address in entity.get(Property::ADDRESS_ENTITY) {
                addresses.entry(address.text.clone()).or_insert(at);
            }
        }
    }
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(entities.len());
    for (at, (entity, origin)) in entities.iter().enumerate() {
        let id = entity.id.as_str();
        let owner = if entity.schema == Schema::ADDRESS {
            // An address that no party has stands for itself.
            Some(addresses.get(id).copied().unwrap_or(at))
        } else if entity.schema.is_a(Schema::THING) {
            Some(at)
        } else {
            let parent = parents.get(id).and_then(|parent| parties.get(parent));
            first_party(entity, &parties).or(parent.copied())
        };
        if owner.is_none() {
            let message = format!("this {} points at no party of the file", entity.schema);
            let place = format!("{} ({id})", origin.place);
            sink.fault(Severity::Record, &origin.file, place, message);
        }
        owners.push(owner);
    }
    let mut entries: Vec<Option<Entry>> = entities.iter().map(|_| None).collect();
    let mut related = Vec::new();
    for (at, (entity, _)) in entities.into_iter().enumerate() {
        match owners[at] {
            Some(owner) if owner == at => entries[at] = Some(Entry::new(entity)),
            Some(owner) => related.push((owner, entity)),
            None => {}
        }
    }
    for (owner, entity) in related {
        if let Some(entry) = &mut entries[owner] {
            entry.related.push(entity);
        }
    }
    for entry in entries.into_iter().flatten() {
        sink.entry(entry);
    }
}

/// The first party that a link names: by its usual property, else by any that names one.
fn first_party(entity: &Entity, parties: &HashMap<String, usize>) -> Option<usize> {
    let usual = FIRST_PARTY.iter().filter_map(|name| Property::find(name));
    let usual = usual.flat_map(|property| entity.get(property));
    let any = entity.values().filter_map(|(property, value)| {
        let kind = entity.schema.property_type(property);
        (kind == Some(PropertyType::Entity)).then_some(value)
    });
    let mut all = usual.chain(any);
    all.find_map(|value| parties.get(&value.text).copied())
}
