//! JSON: an array of objects, objects one after the other, or FollowTheMoney entities.
//!
//! Rows are made as the objects are read: the file is never held as a tree.

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{COLUMNS_MAX, Cell, INEXACT, Kind, Row, Table, is_inexact, number};
use crate::sink::Severity;

/// Reads a text if it is JSON; `false` if it is not.
pub(super) fn read(text: &str, table: &mut Table) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    let mut builder = Builder {
        table,
        places: HashMap::new(),
        count: 0,
        is_entities: false,
    };
    if start.starts_with('[') {
        return array(start, &mut builder);
    }
    if !start.starts_with('{') {
        return false;
    }
    let (first_line, rest) = start.split_once('\n').unwrap_or((start, ""));
    let is_many = !rest.trim().is_empty();
    if is_many && serde_json::from_str::<Map<String, Value>>(first_line).is_ok() {
        lines(text, &mut builder);
        return true;
    }
    objects(start, &mut builder)
}

fn array(text: &str, builder: &mut Builder<'_>) -> bool {
    // A line of plain text may begin with a bracket.
    if !text[1..].trim_start().starts_with(['{', ']']) {
        return false;
    }
    builder.table.kind = Kind::JsonArray;
    let mut reader = serde_json::Deserializer::from_str(text);
    let outcome = Elements(builder)
        .deserialize(&mut reader)
        .and_then(|()| reader.end());
    builder.finish(outcome.err());
    true
}

/// One object a line. A line that is damaged is reported, and the next is read.
fn lines(text: &str, builder: &mut Builder<'_>) {
    builder.table.kind = Kind::JsonLines;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let number = index as u64 + 1;
        match serde_json::from_str(line) {
            Ok(value) => builder.row(value, number, "line"),
            Err(error) => {
                let message = format!("not a JSON object ({error}); the row is missing");
                builder
                    .table
                    .fault(Severity::Record, format!("line {number}"), message);
            }
        }
    }
    builder.finish(None);
}

/// Objects over several lines, or one object that holds the array.
fn objects(text: &str, builder: &mut Builder<'_>) -> bool {
    let mut error = None;
    let mut first: Option<Value> = None;
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) if builder.count == 0 && first.is_none() => first = Some(value),
            Ok(value) => {
                if let Some(first) = first.take() {
                    builder.row(first, 1, "object");
                }
                let number = builder.count + 1;
                builder.row(value, number, "object");
            }
            Err(found) => {
                error = Some(found);
                break;
            }
        }
    }
    if first.is_none() && builder.count == 0 {
        // Not one object could be read: a text that only begins with a brace.
        return false;
    }
    builder.table.kind = Kind::JsonLines;
    match first.map(only_array) {
        Some(Ok(elements)) => {
            builder.table.kind = Kind::JsonArray;
            for (index, element) in elements.into_iter().enumerate() {
                builder.row(element, index as u64 + 1, "object");
            }
        }
        Some(Err(object)) => builder.row(object, 1, "object"),
        None => {}
    }
    builder.finish(error);
    true
}

/// The array of objects that an object is a wrapper of: `{"results": [...]}`.
fn only_array(value: Value) -> Result<Vec<Value>, Value> {
    let Value::Object(map) = value else {
        return Err(value);
    };
    let is_array = |value: &Value| {
        let elements = value.as_array();
        elements.is_some_and(|all| all.iter().any(Value::is_object))
    };
    if map.contains_key("schema") || map.values().filter(|value| is_array(value)).count() != 1 {
        return Err(Value::Object(map));
    }
    let mut values = map.into_iter().map(|(_, value)| value);
    match values.find(is_array) {
        Some(Value::Array(elements)) => Ok(elements),
        other => Err(other.unwrap_or_default()),
    }
}

struct Builder<'a> {
    table: &'a mut Table,
    /// Column by name.
    places: HashMap<String, usize>,
    count: u64,
    is_entities: bool,
}

impl Builder<'_> {
    fn row(&mut self, value: Value, number: u64, unit: &str) {
        self.count += 1;
        let place = format!("{unit} {number}");
        let Value::Object(mut map) = value else {
            let message = "not a JSON object; the row is missing";
            self.table.fault(Severity::Record, place, message);
            return;
        };
        let mut row = Row {
            number,
            cells: Vec::new(),
        };
        if map.contains_key("schema") && map.get("properties").is_some_and(Value::is_object) {
            self.is_entities = true;
            let properties = map.shift_remove("properties");
            map.retain(|key, _| key == "id" || key == "schema");
            if let Some(Value::Object(properties)) = properties {
                map.extend(properties);
            }
        }
        for (key, value) in map {
            self.value(&key, value, &mut row, &place);
        }
        if row.cells.iter().any(|cell| *cell != Cell::Empty) {
            self.table.rows.push(row);
        }
    }

    fn value(&mut self, key: &str, value: Value, row: &mut Row, place: &str) {
        let mut texts = Vec::new();
        match value {
            Value::Array(values) => {
                for value in values {
                    self.text(value, key, place, &mut texts);
                }
            }
            value => self.text(value, key, place, &mut texts),
        }
        if texts.is_empty() {
            return;
        }
        let Some(index) = self.column(key) else {
            let message = format!("more than {COLUMNS_MAX} fields; \"{key}\" was not used");
            self.table.fault(Severity::Value, place, message);
            return;
        };
        if row.cells.len() <= index {
            row.cells.resize(index + 1, Cell::Empty);
        }
        row.cells[index] = Cell::many(texts);
    }

    fn column(&mut self, key: &str) -> Option<usize> {
        if let Some(&index) = self.places.get(key) {
            return Some(index);
        }
        let index = self.table.columns.len();
        (index < COLUMNS_MAX).then(|| {
            self.table.columns.push(key.to_owned());
            self.places.insert(key.to_owned(), index);
            index
        })
    }

    fn text(&mut self, value: Value, key: &str, place: &str, texts: &mut Vec<String>) {
        let text = match value {
            Value::Null => return,
            Value::Bool(value) => value.to_string(),
            Value::String(text) => text,
            Value::Number(value) => match value.as_f64() {
                Some(float) if value.is_f64() => {
                    if is_inexact(float) {
                        self.table.fault(Severity::Value, place, INEXACT);
                    }
                    number(float)
                }
                _ => value.to_string(),
            },
            nested @ (Value::Array(_) | Value::Object(_)) => {
                let note =
                    format!("\"{key}\" holds objects in objects: they are kept as JSON text");
                if !self.table.notes.contains(&note) {
                    self.table.notes.push(note);
                }
                nested.to_string()
            }
        };
        let cell = self.table.cell(&text, || place.to_owned());
        texts.extend(cell.values().iter().cloned());
    }

    fn finish(&mut self, error: Option<serde_json::Error>) {
        if let Some(error) = error {
            let message = format!("the JSON is damaged or cut off ({error}); rows are missing");
            self.table
                .fault(Severity::Fatal, format!("line {}", error.line()), message);
        }
        if self.is_entities {
            self.table.kind = Kind::Entities;
        }
    }
}

/// The elements of the outermost array, one at a time.
struct Elements<'b, 'a>(&'b mut Builder<'a>);

impl<'de> DeserializeSeed<'de> for Elements<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(value) = elements.next_element::<Value>()? {
            number += 1;
            self.0.row(value, number, "object");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read as read_table};
    use super::*;

    fn table(text: &str) -> Table {
        read_table("a.json", text.as_bytes(), &Options::default())
    }

    #[test]
    fn objects_in_every_arrangement() {
        let array = r#"[{"name":"Mill","born":1970},{"name":"Other","x":[1.5,"b",null]}]"#;
        let wrapped = format!(r#"{{"total":2,"results":{array}}}"#);
        let lines = "{\"name\":\"Mill\",\"born\":1970}\n\n{\"name\":\"Other\",\"x\":[1.5,\"b\"]}\n";
        let spread = "{\n\"name\":\"Mill\",\"born\":1970}\n{\"name\":\"Other\",\"x\":[1.5,\"b\"]}";
        for (text, kind, numbers) in [
            (array, Kind::JsonArray, [1, 2]),
            (&wrapped, Kind::JsonArray, [1, 2]),
            (lines, Kind::JsonLines, [1, 3]),
            (spread, Kind::JsonLines, [1, 2]),
        ] {
            let got = table(text);
            assert_eq!(
                (got.kind, got.columns.join(" ")),
                (kind, "name born x".to_owned())
            );
            assert!(got.faults.is_empty(), "{text}: {:?}", got.faults);
            assert_eq!(got.rows[0].cells[1].text(), "1970");
            assert_eq!(got.rows[1].cells[2].values(), ["1.5", "b"]);
            assert_eq!([got.rows[0].number, got.rows[1].number], numbers);
        }
    }

    #[test]
    fn entities_keep_all_their_values() {
        let text = concat!(
            r#"{"id":"x-1","caption":"Mill","schema":"Company","datasets":["d"],"#,
            r#""properties":{"name":["Mill","Made-Up Mill"],"country":["zz"]}}"#
        );
        let got = table(text);
        assert_eq!(
            (got.kind, got.columns.join(" ")),
            (Kind::Entities, "id schema name country".to_owned())
        );
        assert_eq!(got.rows[0].cells[2].values(), ["Mill", "Made-Up Mill"]);
    }

    #[test]
    fn damage_is_reported_and_the_rest_is_kept() {
        let got = table("{\"name\":\"Mill\"}\n{\"name\":\n[1]\n{\"name\":\"Other\"}\n");
        assert_eq!((got.rows.len(), got.fault_counts), (2, [0, 2, 0]));
        let got = table(r#"[{"name":"Mill"},{"name":"Oth"#);
        assert_eq!((got.rows.len(), got.is_fatal()), (1, true));
        let deep = format!("[{{\"a\":{}", "[".repeat(100_000));
        assert!(table(&deep).is_fatal());
        let got = table(r#"[{"name":"Mill","id":12345678901234567890123}]"#);
        assert_eq!(got.fault_counts, [1, 0, 0]);
        assert_eq!(table("[Mill] Ltd\n{Other}\n").kind, Kind::Lines);
        assert_eq!(table("{Nobody}\nOther\n").rows.len(), 2);
    }
}
