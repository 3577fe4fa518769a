//! Entities as JSON: `{"id": …, "schema": …, "properties": {"name": ["…"]}}`.

use plaint_model::Property;
use serde_json::{Map, Value};

use super::{Drafts, Origin, Raw};
use crate::sink::{Severity, Sink};

/// Reads one file: objects after each other, or arrays of them.
pub(super) fn read(
    file: &str,
    text: &str,
    drafts: &mut Drafts,
    sink: &mut Sink<'_>,
) -> Result<(), String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut number = 0_usize;
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let value = value.map_err(|error| error.to_string())?;
        let items = match value {
            Value::Array(items) => items,
            other => vec![other],
        };
        for item in items {
            number += 1;
            let origin = Origin {
                file: file.to_owned(),
                place: format!("entity {number}"),
            };
            entity(item, &origin, drafts, sink);
        }
    }
    Ok(())
}

/// Takes an entity and those nested in it. The parser bounds how deep they nest.
fn entity(item: Value, origin: &Origin, drafts: &mut Drafts, sink: &mut Sink<'_>) {
    let mut waiting = vec![item];
    while let Some(item) = waiting.pop() {
        let Value::Object(mut object) = item else {
            let message = "not a JSON object";
            sink.fault(
                Severity::Record,
                &origin.file,
                origin.place.clone(),
                message,
            );
            continue;
        };
        let properties = match object.remove("properties") {
            Some(Value::Object(properties)) => properties,
            _ => Map::new(),
        };
        let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
        let Some(draft) = drafts.get(text("id"), text("schema"), origin, sink) else {
            continue;
        };
        let mut nested = Vec::new();
        let mut odd = Vec::new();
        let mut children = Vec::new();
        for (property, values) in properties {
            let values = match values {
                Value::Array(values) => values,
                one => vec![one],
            };
            let known = Property::find(&property).zip(draft.schema);
            let known = known.is_some_and(|(p, schema)| schema.property_type(p).is_some());
            for value in values {
                match text_of(&value) {
                    Some(id) if value.is_object() && !known => children.push(id),
                    Some(text) => draft.values.push(Raw {
                        property: property.clone(),
                        text,
                        lang: None,
                        original: None,
                    }),
                    None if value.is_null() => {}
                    None => odd.push(format!("{property} has a value without an id or a text")),
                }
                if value.is_object() {
                    nested.push(value);
                }
            }
        }
        let parent = draft.id.to_string();
        for child in children {
            drafts.parents.insert(child, parent.clone());
        }
        for message in odd {
            sink.fault(Severity::Value, &origin.file, origin.place.clone(), message);
        }
        // The first nested entity is taken first.
        waiting.extend(nested.into_iter().rev());
    }
}

/// The text of a value; of a nested entity its id.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(nested) => nested.get("id")?.as_str().map(str::to_owned),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
