//! Lists kept as JSON lines: one record per line, each turned into a tree like an XML record's, so
//! that one reader serves both forms of a list.

use serde_json::{Map, Value};

use crate::xml::Node;
use crate::{Severity, Sink, SourceFile};

/// Takes a record and the number of its line.
pub type OnRecord<'f> = dyn FnMut(usize, Map<String, Value>, &mut Sink<'_>) + 'f;

/// Reads a file line by line. A last line that is not JSON was cut off: fatal. Another is a record
/// that is missing.
pub fn read(file: &SourceFile<'_>, sink: &mut Sink<'_>, on_record: &mut OnRecord<'_>) {
    let text = crate::text::decode(file.bytes);
    let mut lines = text
        .split('\n')
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .peekable();
    let mut records = 0_usize;
    while let Some((index, line)) = lines.next() {
        let number = index + 1;
        match serde_json::from_str(line) {
            Ok(record) => {
                records += 1;
                on_record(number, record, sink);
            }
            Err(error) => {
                let (severity, remedy) = match lines.peek() {
                    Some(_) => (Severity::Record, "the line was passed over"),
                    None => (Severity::Fatal, "the file was cut off; fetch it again"),
                };
                let place = format!("line {number}");
                let message = format!("not a JSON object ({error}): {remedy}");
                sink.fault(severity, file.name, place, message);
            }
        }
    }
    if records == 0 {
        let message = "there is no record in it; fetch the file again";
        sink.fault(Severity::Fatal, file.name, "", message);
    }
}

/// A JSON object as a tree: every key an element, named by `rename(parent, key)`, every item of an
/// array an element of its own.
#[must_use]
pub fn tree(name: &str, record: Map<String, Value>, rename: &dyn Fn(&str, &str) -> String) -> Node {
    let mut node = Node {
        name: name.to_owned(),
        ..Node::default()
    };
    for (key, value) in record {
        let child = rename(name, &key);
        add(&mut node, &child, value, rename);
    }
    node
}

// The JSON parser refuses what is nested deeper than 128.
fn add(parent: &mut Node, name: &str, value: Value, rename: &dyn Fn(&str, &str) -> String) {
    let text = match value {
        Value::Null => return,
        Value::Array(items) => {
            for item in items {
                add(parent, name, item, rename);
            }
            return;
        }
        Value::Object(record) => {
            parent.children.push(tree(name, record, rename));
            return;
        }
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    };
    parent.children.push(Node {
        name: name.to_owned(),
        text,
        ..Node::default()
    });
}
