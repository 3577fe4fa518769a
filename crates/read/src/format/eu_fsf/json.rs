//! JSON lines of the EU list. The rich dialect has the XML's fields in snake case; the simple one,
//! of 2021, has names, one country, one birth date and addresses. Both become the XML's tree.

use plaint_model::ListInfo;
use serde_json::{Map, Value};

use super::{record, shape};
use crate::format::SourceFile;
use crate::party::{At, Gathered};
use crate::xml::Node;
use crate::{Sink, jsonl};

const CONTACT_KEYS: &[&str] = &["PHONE:", "FAX:", "EMAIL:", "WEB:"];

pub fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut gathered = Gathered::default();
    let mut shape = shape::shape();
    for file in files {
        jsonl::read(file, sink, &mut |line, fields, sink| {
            let place = format!("line {line}");
            let mut at = At {
                sink,
                file: file.name,
                place,
            };
            let node = match fields.contains_key("ref_number") {
                true => simple(&fields, &mut at),
                false => jsonl::tree("sanctionEntity", fields, &rename),
            };
            if shape.check(&node, shape::IGNORED, &mut at) {
                record::add(list, &node, &mut gathered, &mut at);
            }
        });
    }
    gathered.hand_over(sink);
    super::no_files(files, sink);
}

/// `name_aliases` to `nameAlias`, `eu_reference_number` to `euReferenceNumber`.
fn rename(_: &str, key: &str) -> String {
    let singular = match key {
        "regulations" => "regulation",
        "name_aliases" => "nameAlias",
        "citizenships" => "citizenship",
        "birthdates" => "birthdate",
        "addresses" => "address",
        "identifications" => "identification",
        "regulation_summaries" => "regulationSummary",
        "corrigenda" => "corrigendum",
        "contact_infos" => "contactInfo",
        "remarks" => "remark",
        other => other,
    };
    let mut words = singular.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

fn simple(fields: &Map<String, Value>, at: &mut At<'_, '_>) -> Node {
    at.sink.note(
        "this dialect has names, a country, a birth date and addresses; programmes, regulations, \
         languages and identity papers were left out when it was made",
    );
    let mut node = element("sanctionEntity", &[]);
    for (key, value) in fields {
        let text = value.as_str().unwrap_or_default();
        match key.as_str() {
            "file" => at
                .sink
                .ignored("file", "the name of the file it was kept in"),
            "source" | "ref_type" => at.sink.ignored("ref_type", "the same in every record"),
            "ref_number" => node
                .attributes
                .push(("euReferenceNumber".to_owned(), text.to_owned())),
            "entity_type" => node
                .children
                .push(element("subjectType", &[("code", text)])),
            "names" => {
                let names = value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                node.children
                    .extend(names.map(|n| element("nameAlias", &[("wholeName", n)])));
            }
            "country" if !text.is_empty() => {
                let value = [("countryDescription", text)];
                node.children.push(element("citizenship", &value));
            }
            "birthdate" if !text.is_empty() => {
                node.children
                    .push(element("birthdate", &[("birthdate", text)]));
            }
            "remark" if !text.is_empty() => {
                let mut remark = element("remark", &[]);
                remark.text = text.to_owned();
                node.children.push(remark);
            }
            "contact" => node.children.extend(contact(text)),
            "address" => {
                let places = value.as_array().into_iter().flatten();
                node.children
                    .extend(places.filter_map(Value::as_object).map(|p| place(p, at)));
            }
            "country" | "birthdate" | "remark" => {}
            other => at.value(format!(
                "\"{other}\" is new to this dialect and was not read"
            )),
        }
    }
    node
}

fn place(fields: &Map<String, Value>, at: &mut At<'_, '_>) -> Node {
    let mut node = element("address", &[]);
    for (key, value) in fields {
        let text = value.as_str().unwrap_or_default();
        let name = match key.as_str() {
            "street" => "street",
            "city" => "city",
            "state" => "region",
            "country" => "countryDescription",
            // The dialect puts the box number where the post code is, with its words doubled.
            "zip" => match text.strip_prefix("PO Box ") {
                Some(number) => {
                    node.attributes
                        .push(("poBox".to_owned(), number.trim().to_owned()));
                    continue;
                }
                None => "zipCode",
            },
            other => {
                at.value(format!(
                    "\"address.{other}\" is new to this dialect and was not read"
                ));
                continue;
            }
        };
        node.attributes.push((name.to_owned(), text.to_owned()));
    }
    node
}

/// `PHONE: 1, FAX: 2` as an address with nothing but means of contact.
fn contact(text: &str) -> Option<Node> {
    let mut starts: Vec<(usize, &str)> = CONTACT_KEYS
        .iter()
        .flat_map(|key| text.match_indices(key))
        .collect();
    starts.sort_unstable();
    let first = starts.first()?.0;
    let mut node = element("address", &[]);
    let mut push = |key: &str, text: &str| {
        let text = text.trim_matches(|c: char| c == ',' || c.is_whitespace());
        if !text.is_empty() {
            let value = [("key", key), ("value", text)];
            node.children.push(element("contactInfo", &value));
        }
    };
    push("CONTACT", text.get(..first).unwrap_or_default());
    for (index, (start, key)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(text.len(), |(next, _)| *next);
        let part = text.get(start + key.len()..end).unwrap_or_default();
        push(key.trim_end_matches(':'), part);
    }
    Some(node)
}

fn element(name: &str, attributes: &[(&str, &str)]) -> Node {
    let attributes = attributes
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Node {
        name: name.to_owned(),
        attributes: attributes.collect(),
        ..Node::default()
    }
}
