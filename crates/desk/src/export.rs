//! Everything in force as FollowTheMoney: entities as JSON lines, statements as CSV.

use plaint_model::statement::statement_id;
use plaint_model::{Entity, EntityId, Entry, ListId, Property, Value};
use serde_json::{Map, Value as Json, json};

use crate::screening::Loaded;
use crate::{Desk, DeskError};

/// The columns of a statement file, as followthemoney 4.11 writes them.
pub const STATEMENT_COLUMNS: [&str; 14] = [
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
];

/// Calls a function for each entry in force: list by list, in the list's order.
///
/// # Errors
/// [`DeskError::Segment`] when an index is damaged, and what the function returns.
pub fn each_entry<E: From<DeskError>>(
    loaded: &Loaded,
    on_entry: &mut dyn FnMut(&crate::screening::LoadedList, &Entry) -> Result<(), E>,
) -> Result<(), E> {
    for list in &loaded.lists {
        let segment = list.segment()?;
        for n in 0..u32::try_from(segment.entries()).unwrap_or(u32::MAX) {
            let damaged = || DeskError::Segment {
                list: list.info.id.clone(),
                source: plaint_screen::SegmentError::Damaged("an entry cannot be read"),
            };
            on_entry(list, &segment.entry(n).ok_or_else(damaged)?)?;
        }
    }
    Ok(())
}

/// An entity as FollowTheMoney JSON.
#[must_use]
pub fn entity_json(entity: &Entity, list: &ListId, as_of: &str) -> Json {
    let mut properties = Map::new();
    for (property, value) in entity.values() {
        let values = properties
            .entry(property.as_str())
            .or_insert_with(|| json!([]));
        if let Json::Array(values) = values {
            values.push(json!(value.text));
        }
    }
    json!({
        "id": entity.id.as_str(),
        "caption": entity.caption(),
        "schema": entity.schema.as_str(),
        "properties": properties,
        "datasets": [list.as_str()],
        "referents": [],
        "target": is_target(entity),
        "last_seen": as_of,
    })
}

/// Whether FollowTheMoney would call it a target: it carries a topic that marks a risk. Forced
/// labour counts here, which FollowTheMoney does not do.
fn is_target(entity: &Entity) -> bool {
    let risky = |topic: &str| {
        let heads = [
            "sanction",
            "export",
            "forced.labor",
            "debarment",
            "invest",
            "crime",
            "wanted",
        ];
        heads
            .iter()
            .any(|head| topic == *head || topic.starts_with(&format!("{head}.")))
    };
    entity.get(Property::TOPICS).any(|topic| risky(&topic.text))
}

/// One statement as the cells of [`STATEMENT_COLUMNS`].
///
/// `first_seen` is left empty: the snapshot in force does not tell it.
#[must_use]
pub fn statement(
    entity: &Entity,
    property: Property,
    value: &Value,
    list: &ListId,
    as_of: &str,
) -> [String; 14] {
    let kind = entity
        .schema
        .property_type(property)
        .map_or("", |kind| kind.as_str());
    [
        entity.id.to_string(),
        entity.id.to_string(),
        property.to_string(),
        kind.to_owned(),
        entity.schema.to_string(),
        value.text.clone(),
        list.to_string(),
        String::new(),
        value.lang.clone().unwrap_or_default(),
        value.original.clone().unwrap_or_default(),
        String::new(),
        String::new(),
        as_of.to_owned(),
        statement_id(list, entity, property, value),
    ]
}

impl Desk {
    /// An entity in the lists in force, with the list it stands on.
    ///
    /// # Errors
    /// [`DeskError::NoSuchEntity`]; what goes wrong in loading an index.
    pub fn entity(&self, id: &str) -> Result<(Loaded, usize, Entry), DeskError> {
        let missing = || DeskError::NoSuchEntity(id.to_owned());
        EntityId::new(id).map_err(|_| missing())?;
        let loaded = self.load(&[])?;
        let found = loaded
            .lists
            .iter()
            .enumerate()
            .find_map(|(n, list)| Some((n, list.segment().ok()?.find(id)?)));
        let (n, entry) = found.ok_or_else(missing)?;
        Ok((loaded, n, entry))
    }
}
