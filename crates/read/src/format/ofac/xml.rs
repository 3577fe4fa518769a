//! OFAC's plain XML: `sdn.xml` and `consolidated.xml`, which share one schema.
//!
//! It states its date and its number of records. Latin script only; no listing dates but those
//! among the identity documents.

use std::collections::HashSet;

use plaint_model::{EntityId, ListInfo, Property};

use super::draft::Draft;
use super::remarks::{self, Paper};
use super::schema;
use crate::dates::{FigureOrder, parse};
use crate::format::{Format, SourceFile};
use crate::xml::{Found, Node};
use crate::{Severity, Sink, text, xml};

/// The format.
pub const FORMAT: Format = Format {
    id: "ofac-xml",
    version: 1,
    about: "OFAC's XML: sdn.xml, consolidated.xml",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: super::is_of_list,
    read,
};

const INNER_NUMBER: &str = "the publisher's number of a detail, which nothing refers to";
const MAIN_MARK: &str = "marks the first of several; the order says the same";

fn recognises(file: &SourceFile<'_>) -> bool {
    let start = text::decode(file.bytes.get(..4_096).unwrap_or(file.bytes));
    start.contains("<sdnList")
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    if files.len() != 1 {
        let name = files.first().map_or("", |file| file.name);
        let message = format!("{} files; this format is one file, give that", files.len());
        sink.fault(Severity::Fatal, name, "", message);
    }
    let mut seen = HashSet::new();
    let mut records = 0_u64;
    for file in files {
        let on_found = &mut |found| match found {
            Found::Record(node, _) => {
                records += 1;
                entry(list, file.name, &node, records, &mut seen, sink);
            }
            Found::Text(name, text) => header(file.name, &name, &text, sink),
            Found::Outside(node) => {
                let known = [
                    "sdnList",
                    "publshInformation",
                    "Publish_Date",
                    "Record_Count",
                ];
                if !known.contains(&node.name.as_str()) {
                    let message = format!("element <{}> is not of this format", node.name);
                    sink.fault(Severity::Value, file.name, "", message);
                }
            }
        };
        if let Err(message) = xml::read(file.bytes, &["sdnEntry"], on_found) {
            sink.fault(Severity::Fatal, file.name, "", message);
        }
        count(file.name, records, sink);
    }
}

/// Compares the number of records with what the file says of itself.
fn count(file: &str, records: u64, sink: &mut Sink<'_>) {
    let message = match sink.declared_records {
        Some(declared) if records < declared => format!(
            "{records} records, but the file declares {declared}: it is cut off or an excerpt; \
             fetch it again"
        ),
        _ if records == 0 => "the file has no records; fetch it again".to_owned(),
        Some(declared) if records > declared => {
            let message = format!("{records} records, but the file declares {declared}");
            sink.fault(Severity::Value, file, "Record_Count", message);
            return;
        }
        Some(_) => return,
        None => {
            sink.note("The file does not say how many records it has.");
            return;
        }
    };
    sink.fault(Severity::Fatal, file, "Record_Count", message);
}

fn header(file: &str, name: &str, text: &str, sink: &mut Sink<'_>) {
    match name {
        "Publish_Date" => match parse(text, FigureOrder::MonthFirst) {
            Some(date) => sink.published = Some(date),
            None => {
                let message = format!("\"{text}\" is not a date");
                sink.fault(Severity::Value, file, name, message);
            }
        },
        "Record_Count" => match text.parse() {
            Ok(count) => sink.declared_records = Some(count),
            Err(_) => {
                let message = format!("\"{text}\" is not a number");
                sink.fault(Severity::Value, file, name, message);
            }
        },
        _ => {
            let message = format!("text \"{text}\" in <{name}> is not of this format");
            sink.fault(Severity::Value, file, "", message);
        }
    }
}

fn entry(
    list: &ListInfo,
    file: &str,
    node: &Node,
    record: u64,
    seen: &mut HashSet<EntityId>,
    sink: &mut Sink<'_>,
) {
    let number = node.text_of("uid").unwrap_or_default();
    let place = format!("record {record} (uid {number})");
    let name = full_name(node);
    let kind = node.text_of("sdnType").or_else(|| node.text_of("nspType"));
    let problem = match (number.is_empty(), name.is_empty(), kind.and(schema(kind))) {
        (true, ..) => "the record has no uid".to_owned(),
        (_, true, _) => "the record has no name".to_owned(),
        (.., None) => format!("\"{}\" is no known sdnType", kind.unwrap_or_default()),
        (.., Some(schema)) => {
            let id = EntityId::numbered(&list.id, number);
            if seen.insert(id.clone()) {
                let mut draft = Draft::new(list, id, number, schema);
                draft.name(Property::NAME, &name);
                for child in &node.children {
                    part(&mut draft, child);
                }
                draft.finish(file, &place, sink);
                return;
            }
            "the record's uid stands there twice".to_owned()
        }
    };
    sink.fault(Severity::Record, file, place, problem);
}

/// `LAST, First`, as the CSV has it, so that both formats give the same names.
fn full_name(node: &Node) -> String {
    let names = [node.text_of("lastName"), node.text_of("firstName")];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    names.join(", ")
}

fn part(draft: &mut Draft, node: &Node) {
    match node.name.as_str() {
        "uid" | "lastName" | "firstName" | "sdnType" | "nspType" => {}
        "title" => draft.fact(&format!("Title {}", node.text)),
        "remarks" => remarks::read(draft, &node.text, false),
        "programList" => each(draft, node, "program", |draft, node| {
            draft.program(&node.text)
        }),
        "idList" => each(draft, node, "id", document),
        "akaList" => each(draft, node, "aka", other_name),
        "addressList" => each(draft, node, "address", address),
        "nationalityList" => each(draft, node, "nationality", |draft, node| {
            country(draft, node, Property::NATIONALITY);
        }),
        "citizenshipList" => each(draft, node, "citizenship", |draft, node| {
            country(draft, node, Property::CITIZENSHIP);
        }),
        "dateOfBirthList" => each(draft, node, "dateOfBirthItem", |draft, node| {
            fields(draft, node, &["dateOfBirth"]);
            if let Some(date) = node.text_of("dateOfBirth") {
                draft.birth_date(date);
            }
        }),
        "placeOfBirthList" => each(draft, node, "placeOfBirthItem", |draft, node| {
            fields(draft, node, &["placeOfBirth"]);
            if let Some(place) = node.text_of("placeOfBirth") {
                draft.birth_place(place, &format!("POB {place}"));
            }
        }),
        "vesselInfo" => vessel(draft, node),
        other => draft.doubt(format!("element <{other}> is not of this format")),
    }
}

fn each(draft: &mut Draft, list: &Node, name: &str, read: fn(&mut Draft, &Node)) {
    for node in &list.children {
        if node.name == name {
            read(draft, node);
        } else {
            draft.doubt(format!("element <{}> is not of <{}>", node.name, list.name));
        }
    }
}

/// Checks that a detail has no fields but these and the ones that are passed over in every detail.
fn fields(draft: &mut Draft, node: &Node, known: &[&str]) {
    for field in &node.children {
        match field.name.as_str() {
            "uid" => draft.pass_over("uid of a detail", INNER_NUMBER),
            "mainEntry" => draft.pass_over("mainEntry", MAIN_MARK),
            name if known.contains(&name) => {}
            name => draft.doubt(format!("element <{name}> is not of <{}>", node.name)),
        }
    }
}

fn document(draft: &mut Draft, node: &Node) {
    fields(
        draft,
        node,
        &[
            "idType",
            "idNumber",
            "idCountry",
            "issueDate",
            "expirationDate",
        ],
    );
    let mut date = |name: &str| {
        let text = node.text_of(name)?;
        let date = parse(text, FigureOrder::MonthFirst);
        if date.is_none() {
            draft.doubt(format!("{name} \"{text}\" is not a date"));
        }
        date
    };
    let paper = Paper {
        number: node.text_of("idNumber").unwrap_or_default(),
        country: node.text_of("idCountry"),
        issued: date("issueDate"),
        expires: date("expirationDate"),
        authority: None,
    };
    draft.document(node.text_of("idType").unwrap_or_default(), &paper);
}

fn other_name(draft: &mut Draft, node: &Node) {
    fields(draft, node, &["type", "category", "lastName", "firstName"]);
    let property = match (node.text_of("category"), node.text_of("type")) {
        (Some("weak"), _) => Property::WEAK_ALIAS,
        (_, Some("f.k.a.")) => Property::PREVIOUS_NAME,
        (Some("strong"), Some("a.k.a." | "n.k.a.")) => Property::ALIAS,
        (category, kind) => {
            draft.doubt(format!(
                "category \"{}\" with type \"{}\" is unknown; taken as another name",
                category.unwrap_or_default(),
                kind.unwrap_or_default()
            ));
            Property::ALIAS
        }
    };
    draft.name(property, &full_name(node));
}

/// The lines as the CSV has them: city, state and postal code in one.
fn address(draft: &mut Draft, node: &Node) {
    let lines = ["address1", "address2", "address3"];
    let known = ["city", "stateOrProvince", "postalCode", "country"];
    fields(draft, node, &[&lines[..], &known[..]].concat());
    let town = [node.text_of("city"), node.text_of("stateOrProvince")];
    let town: Vec<&str> = town.into_iter().flatten().collect();
    let town = format!(
        "{} {}",
        town.join(", "),
        node.text_of("postalCode").unwrap_or_default()
    );
    let lines = lines.iter().filter_map(|name| node.text_of(name));
    let lines = lines.chain(Some(town.trim()).filter(|town| !town.is_empty()));
    draft.address(&lines.collect::<Vec<&str>>(), node.text_of("country"));
}

fn country(draft: &mut Draft, node: &Node, property: Property) {
    fields(draft, node, &["country"]);
    if let Some(name) = node.text_of("country") {
        draft.country(property, name);
    }
}

fn vessel(draft: &mut Draft, node: &Node) {
    for field in &node.children {
        let label = match field.name.as_str() {
            "callSign" => "Vessel Call Sign",
            "vesselType" => "Vessel Type",
            "vesselFlag" => "Vessel Flag",
            "vesselOwner" => "Vessel Owner",
            "tonnage" => "Vessel Tonnage",
            "grossRegisteredTonnage" => "Vessel Gross Registered Tonnage",
            other => {
                draft.doubt(format!("element <{other}> is not of <vesselInfo>"));
                continue;
            }
        };
        draft.fact(&format!("{label} {}", field.text));
    }
}
