//! FollowTheMoney data: entities as JSON (one to a line, or in an array; others nested in them or
//! not) and statements as CSV, in the full layout or the packed one.
//!
//! Ids stay as given, and topics too: nothing is added from the list's TOML. What is not a thing by
//! itself (a designation, an identity paper, a link) is handed over with the party it points at; a
//! link between two parties with the first of them. An unknown schema loses the entity, an unknown
//! property or topic, or a value that is not of its property's type, loses the value; both are
//! reported. Texts whose white space is not plain keep what was written as their original.

mod attach;
mod json;
mod statements;

use std::collections::HashMap;

use plaint_model::ftm::PropertyType;
use plaint_model::{Entity, EntityId, ListInfo, PartialDate, Property, Schema};

use crate::format::{Format, SourceFile};
use crate::sink::{Severity, Sink};
use crate::{country, topics};

/// FollowTheMoney entities and statements.
pub const FORMAT: Format = Format {
    id: "ftm",
    version: 1,
    about: "FollowTheMoney: entities as JSON, statements as CSV",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read,
};

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(65_536)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with(['{', '[']) {
        let keys = ["\"id\"", "\"schema\"", "\"properties\""];
        return keys.iter().all(|key| head.contains(key));
    }
    statements::has_header(head)
}

fn read(_list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut drafts = Drafts::default();
    for file in files {
        let text = crate::text::decode(file.bytes);
        let result = match text.trim_start().starts_with(['{', '[']) {
            true => json::read(file.name, &text, &mut drafts, sink),
            false => statements::read(file.name, &text, &mut drafts, sink),
        };
        if let Err(problem) = result {
            let message = format!("not whole FollowTheMoney data ({problem}); export it again");
            sink.fault(Severity::Fatal, file.name, "", message);
        }
    }
    if drafts.order.is_empty() && !sink.is_fatal() {
        let message = "there is no entity in it; export it again";
        sink.fault(Severity::Fatal, "", "", message);
    }
    let parents = std::mem::take(&mut drafts.parents);
    let entities = drafts.finish(sink);
    attach::entries(entities, &parents, sink);
}

/// Where a value comes from.
#[derive(Debug, Clone)]
struct Origin {
    file: String,
    place: String,
}

/// A value that is not yet checked against its entity's schema.
struct Raw {
    property: String,
    text: String,
    lang: Option<String>,
    original: Option<String>,
}

/// An entity whose schema may still become narrower: its statements can stand anywhere.
struct Draft {
    id: EntityId,
    schema: Option<Schema>,
    values: Vec<Raw>,
    origin: Origin,
}

/// Entities in the making, in the order of their first appearance.
#[derive(Default)]
struct Drafts {
    order: Vec<Draft>,
    by_id: HashMap<String, usize>,
    /// Entities that stand nested in another under the name of their own property's other side
    /// (`sanctions` for `entity`), with the id of that other.
    parents: HashMap<String, String>,
}

impl Drafts {
    /// The draft of an id. `None`, and a fault, when the id or the schema is none.
    fn get(
        &mut self,
        id: &str,
        schema: &str,
        origin: &Origin,
        sink: &mut Sink<'_>,
    ) -> Option<&mut Draft> {
        let mut fault = |message: String| {
            sink.fault(
                Severity::Record,
                &origin.file,
                origin.place.clone(),
                message,
            );
        };
        let Some(schema) = Schema::find(schema) else {
            fault(format!("\"{schema}\" is not a FollowTheMoney schema"));
            return None;
        };
        let at = match self.by_id.get(id) {
            Some(at) => *at,
            None => {
                let entity_id = match EntityId::new(id) {
                    Ok(id) => id,
                    Err(error) => {
                        fault(error.to_string());
                        return None;
                    }
                };
                self.order.push(Draft {
                    id: entity_id,
                    schema: None,
                    values: Vec::new(),
                    origin: origin.clone(),
                });
                self.by_id.insert(id.to_owned(), self.order.len() - 1);
                self.order.len() - 1
            }
        };
        let draft = &mut self.order[at];
        match draft.schema {
            Some(known) if known.is_a(schema) => {}
            Some(known) if !schema.is_a(known) => {
                fault(format!(
                    "{id} is both {known} and {schema}; it stays {known}"
                ));
            }
            _ => draft.schema = Some(schema),
        }
        Some(draft)
    }

    /// The entities, each value checked against its property's type.
    fn finish(self, sink: &mut Sink<'_>) -> Vec<(Entity, Origin)> {
        let mut entities = Vec::with_capacity(self.order.len());
        for draft in self.order {
            let Some(schema) = draft.schema else {
                continue;
            };
            let mut entity = Entity::new(draft.id, schema);
            for raw in &draft.values {
                if let Err(problem) = add(&mut entity, raw) {
                    let place = format!("{} ({})", draft.origin.place, entity.id);
                    sink.fault(Severity::Value, &draft.origin.file, place, problem);
                }
            }
            entities.push((entity, draft.origin));
        }
        entities
    }
}

/// Adds a value that is of its property's type; else says why it is not.
fn add(entity: &mut Entity, raw: &Raw) -> Result<(), String> {
    let found = Property::find(&raw.property);
    let typed = found.and_then(|p| Some((p, entity.schema.property_type(p)?)));
    let Some((property, kind)) = typed else {
        return Err(format!(
            "{} is not a property of {}",
            raw.property, entity.schema
        ));
    };
    let mut text = raw.text.as_str();
    let good = match kind {
        PropertyType::Date => text.parse::<PartialDate>().is_ok(),
        PropertyType::Entity => EntityId::new(text).is_ok(),
        PropertyType::Country if !is_code(text) => match country::code(text) {
            Some(code) => {
                text = code;
                true
            }
            None => false,
        },
        PropertyType::Other("topic") => topics::is_known(text),
        _ => true,
    };
    if !good {
        return Err(format!("{property} \"{text}\" is not a {}", kind.as_str()));
    }
    let original = raw.original.as_deref().unwrap_or(&raw.text);
    entity.push(property, text, raw.lang.as_deref(), Some(original));
    Ok(())
}

/// The form of FollowTheMoney's country codes: `cn`, `suhh`, `gb-sct`.
fn is_code(text: &str) -> bool {
    let letters = text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    letters && (2..=6).contains(&text.len())
}
