//! The JSON of the Consolidated Screening List: `{"results": [...]}` or the array alone. A column
//! is a text as in the CSV, or a list; addresses and ids can be objects.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Address, Paper, Record, SEVERAL, SINGLE, papers};
use crate::format::us_trade::too_long;
use crate::{Severity, Sink, SourceFile};

#[derive(Deserialize)]
#[serde(untagged)]
enum Whole {
    Wrapped { results: Vec<Value> },
    Bare(Vec<Value>),
}

pub fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4_000)]).into_owned();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    (head.starts_with('{') || head.starts_with('['))
        && [
            "\"source\"",
            "\"source_list_url\"",
            "\"federal_register_notice\"",
        ]
        .iter()
        .all(|key| head.contains(key))
}

pub fn records(
    file: &SourceFile<'_>,
    text: &str,
    sink: &mut Sink<'_>,
) -> Result<Vec<Record>, String> {
    let whole = serde_json::from_str(text).map_err(|error| {
        format!("not a whole Consolidated Screening List ({error}): fetch the file again")
    })?;
    let (Whole::Wrapped { results } | Whole::Bare(results)) = whole;
    let mut records = Vec::new();
    for (at, value) in results.iter().enumerate() {
        let place = format!("result {}", at + 1);
        if let Some(message) = too_long(value.to_string().len()) {
            sink.fault(Severity::Record, file.name, place, message);
            continue;
        }
        match value.as_object() {
            Some(object) => records.push(record(object, file.name, place, sink)),
            None => sink.fault(Severity::Record, file.name, place, "it is no object"),
        }
    }
    Ok(records)
}

fn record(object: &Map<String, Value>, file: &str, place: String, sink: &mut Sink<'_>) -> Record {
    let mut record = Record::default();
    for (name, value) in object {
        if let Some(column) = SINGLE.iter().find(|column| *column == name) {
            texts(value)
                .iter()
                .for_each(|text| record.put(column, text));
        } else if let Some(column) = SEVERAL.iter().find(|column| *column == name) {
            let pieces = texts(value);
            let pieces = pieces.iter().flat_map(|text| text.split(';'));
            pieces.for_each(|text| record.put(column, text));
        } else {
            match name.as_str() {
                "addresses" => record.addresses = list(value).iter().map(address).collect(),
                "ids" => record.papers = list(value).iter().map(paper).collect(),
                "id" | "_id" | "country" | "score" => {
                    sink.ignored("id, country, score", "made by trade.gov of other columns");
                }
                _ if value.is_null() => {}
                _ => {
                    let message = format!("\"{name}\" is not known; it is not used");
                    sink.fault(Severity::Value, file, place.clone(), message);
                }
            }
        }
    }
    record.place = place;
    record
}

/// A text, a number, or a list of them.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(truth) => vec![if *truth { "Y" } else { "N" }.to_owned()],
        Value::Array(items) => items
            .iter()
            .filter(|item| !item.is_array())
            .flat_map(texts)
            .collect(),
        _ => Vec::new(),
    }
}

/// The items of a list; a text is parted at its semicolons.
fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::String(text) => {
            let pieces = text
                .split(';')
                .map(str::trim)
                .filter(|piece| !piece.is_empty());
            pieces
                .map(|piece| Value::String(piece.to_owned()))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn part<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    let text = object.get(name)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

fn address(value: &Value) -> Address {
    let Some(object) = value.as_object() else {
        let text = value.as_str().unwrap_or_default().to_owned();
        return Address {
            text,
            country: String::new(),
        };
    };
    let names = ["address", "city", "state", "postal_code"];
    let parts: Vec<&str> = names.iter().filter_map(|name| part(object, name)).collect();
    let country = part(object, "country").unwrap_or_default().to_owned();
    Address {
        text: parts.join(", "),
        country,
    }
}

fn paper(value: &Value) -> Paper {
    let Some(object) = value.as_object() else {
        return papers::from_text(value.as_str().unwrap_or_default());
    };
    let text = |name| part(object, name).unwrap_or_default().to_owned();
    Paper {
        kind: text("type"),
        number: text("number"),
        country: text("country"),
    }
}
