//! Switzerland's whole list of sanctioned parties, from the State Secretariat for Economic Affairs.
//!
//! The file has programs (each with numbered sets of sanctions), targets, and places that targets
//! refer to by number. Two properties of it decide how it must be read:
//! - Delisted targets stay in the file. The latest `<modification>` says whether a target is
//!   listed; the latest is the one with the greatest day, and of those with the same day the first.
//! - Each `<modification>` repeats parts of earlier versions of its target. Those are history, and
//!   nothing in them is read.
//!
//! Places can stand after the targets that need them, so the file is gone through twice.

mod names;
mod target;

use std::collections::HashMap;

use plaint_model::{ListInfo, PartialDate};

use crate::format::{Format, SourceFile};
use crate::sink::{Severity, Sink};
use crate::xml::{self, Found, Node};

/// Switzerland's whole list.
pub const FORMAT: Format = Format {
    id: "ch-seco-xml",
    version: 1,
    about: "Switzerland: SECO's whole list of sanctioned parties, XML",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read,
};

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4_096)]);
    head.contains("<swiss-sanctions-list")
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let [file] = files else {
        let message = "the list is one file, SECO's whole list; give that alone";
        sink.fault(Severity::Fatal, "", "", message);
        return;
    };
    let Some(references) = references(file, sink) else {
        return;
    };
    let mut number = 0;
    let mut listed = 0;
    // What is wrong with the file as a whole was found the first time through.
    let _ = xml::read(
        file.bytes,
        &["target", "sanctions-program", "place"],
        &mut |found| {
            let Found::Record(node, _) = found else {
                return;
            };
            if node.name != "target" {
                return;
            }
            number += 1;
            let status = Status::of(&node);
            if status.delisted {
                sink.ignored("target", "its latest modification delists it");
                return;
            }
            let place = format!(
                "target {number} (ssid {})",
                node.attribute("ssid").unwrap_or("?")
            );
            let mut reader = target::Reader {
                list,
                references: &references,
                file: file.name,
                place,
                sink,
            };
            if let Some(entry) = reader.entry(&node, &status) {
                listed += 1;
                sink.entry(entry);
            }
        },
    );
    if listed == 0 {
        let message = "no target in it is listed: not the whole list; fetch it again";
        sink.fault(Severity::Fatal, file.name, "", message);
    }
}

/// What targets refer to.
#[derive(Default)]
struct References {
    sets: HashMap<String, Set>,
    places: HashMap<String, Place>,
}

/// A set of sanctions of a program.
#[derive(Default)]
struct Set {
    program: String,
    ordinance: String,
    measures: String,
    from_un: bool,
}

/// A place by number.
#[derive(Default)]
struct Place {
    location: String,
    area: String,
    country: String,
}

impl Place {
    fn of(node: &Node) -> Self {
        let text = |name: &str| node.text_of(name).unwrap_or_default().to_owned();
        Self {
            location: text("location"),
            area: text("area"),
            country: text("country"),
        }
    }
}

/// Goes through the file for programs and places. `None` when it is not the whole list; the fault
/// is reported.
fn references(file: &SourceFile<'_>, sink: &mut Sink<'_>) -> Option<References> {
    let mut references = References::default();
    let mut kind = None;
    let records = ["sanctions-program", "place", "target"];
    let result = xml::read(file.bytes, &records, &mut |found| match found {
        Found::Record(node, _) if node.name == "place" => {
            if let Some(id) = node.attribute("ssid") {
                references.places.insert(id.to_owned(), Place::of(&node));
            }
        }
        Found::Record(node, _) if node.name == "sanctions-program" => {
            program(&node, &mut references.sets);
        }
        Found::Outside(root) if root.name == "swiss-sanctions-list" => {
            kind = Some(
                root.attribute("list-type")
                    .unwrap_or("whole-list")
                    .to_owned(),
            );
            sink.published = root.attribute("date").and_then(|date| date.parse().ok());
        }
        _ => {}
    });
    let problem = match (result, kind.as_deref()) {
        (Err(problem), _) => problem,
        (Ok(()), None) => "no <swiss-sanctions-list> in it".to_owned(),
        (Ok(()), Some("whole-list")) => return Some(references),
        (Ok(()), Some(other)) => format!("it is a \"{other}\", which leaves parties out"),
    };
    let message = format!("not SECO's whole list: {problem}; fetch the whole list");
    sink.fault(Severity::Fatal, file.name, "", message);
    None
}

fn program(node: &Node, sets: &mut HashMap<String, Set>) {
    let english = |name: &str| {
        let all: Vec<&Node> = node.all(name).collect();
        let in_english = all.iter().find(|n| n.attribute("lang") == Some("eng"));
        let any = in_english.or(all.first());
        any.map(|n| n.text.clone()).unwrap_or_default()
    };
    let (key, name) = (english("program-key"), english("program-name"));
    for set in node.all("sanctions-set") {
        let Some(id) = set.attribute("ssid") else {
            continue;
        };
        let slot = sets.entry(id.to_owned()).or_default();
        slot.program.clone_from(&key);
        slot.ordinance.clone_from(&name);
        slot.from_un = node.text_of("origin") == Some("UN");
        if slot.measures.is_empty() || set.attribute("lang") == Some("eng") {
            slot.measures.clone_from(&set.text);
        }
    }
}

/// What the modifications of a target say together.
#[derive(Default)]
struct Status {
    delisted: bool,
    listed_published: Option<PartialDate>,
    listed_effective: Option<PartialDate>,
    changed: Option<PartialDate>,
}

impl Status {
    fn of(target: &Node) -> Self {
        let mut status = Self::default();
        let mut latest: Option<PartialDate> = None;
        for (index, change) in target.all("modification").enumerate() {
            let day = |name: &str| -> Option<PartialDate> { change.attribute(name)?.parse().ok() };
            let (published, effective) = (day("publication-date"), day("effective-date"));
            let at = effective.or_else(|| day("enactment-date")).or(published);
            let kind = change.attribute("modification-type").unwrap_or_default();
            if index == 0 || at > latest {
                latest = at;
                status.delisted = kind == "de-listed";
            }
            match kind {
                "listed"
                    if status.listed_effective.is_none() || effective > status.listed_effective =>
                {
                    status.listed_published = published;
                    status.listed_effective = effective;
                }
                "listed" | "de-listed" => {}
                _ => status.changed = status.changed.max(at),
            }
        }
        status
    }
}
