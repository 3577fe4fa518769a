//! OFAC's Advanced XML, after the Advanced Sanctions Data Model: `sdn_advanced.xml` and
//! `cons_advanced.xml`.
//!
//! Alone among OFAC's formats it has names in other scripts than Latin, and the days of listing.
//! It is a small database in one file: sets of reference values first, then places, documents,
//! parties, relationships and listings, which point at each other by number. Parties wait as
//! drafts until their listings, which come last, have been read.

mod listing;
mod party;
mod place;
mod reference;

use std::collections::{HashMap, HashSet};

use plaint_model::{EntityId, ListInfo, PartialDate};

use self::place::Place;
use self::reference::References;
use super::draft::Draft;
use super::when;
use crate::format::{Format, SourceFile};
use crate::xml::{Found, Node};
use crate::{Severity, Sink, text, xml};

/// The format.
pub const FORMAT: Format = Format {
    id: "ofac-advanced-xml",
    version: 1,
    about: "OFAC's Advanced XML: sdn_advanced.xml, cons_advanced.xml",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: super::is_of_list,
    read,
};

/// The records beside the reference values.
const RECORDS: [&str; 7] = [
    "DateOfIssue",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
    "SanctionsEntryLink",
];
/// What holds the records together.
const CONTAINERS: [&str; 8] = [
    "Sanctions",
    "ReferenceValueSets",
    "Locations",
    "IDRegDocuments",
    "DistinctParties",
    "ProfileRelationships",
    "SanctionsEntries",
    "SanctionsEntryLinks",
];

fn recognises(file: &SourceFile<'_>) -> bool {
    let start = text::decode(file.bytes.get(..4_096).unwrap_or(file.bytes));
    let names = ["www.un.org/sanctions/1.0", "ADVANCED_XML", "<DateOfIssue"];
    start.contains("<Sanctions") && names.iter().any(|name| start.contains(name))
}

/// What has been read so far.
struct Reading<'a> {
    list: &'a ListInfo,
    file: &'a str,
    references: References,
    places: HashMap<String, Place>,
    /// Documents by the identity they belong to.
    documents: HashMap<String, Vec<Node>>,
    parties: Vec<Waiting>,
    by_profile: HashMap<String, usize>,
    seen: HashSet<EntityId>,
}

/// A party whose listings have not been read yet.
struct Waiting {
    draft: Draft,
    place: String,
    is_listed: bool,
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let [file] = files else {
        let name = files.first().map_or("", |file| file.name);
        let message = format!("{} files; this format is one file, give that", files.len());
        sink.fault(Severity::Fatal, name, "", message);
        return;
    };
    let mut reading = Reading {
        list,
        file: file.name,
        references: References::default(),
        places: HashMap::new(),
        documents: HashMap::new(),
        parties: Vec::new(),
        by_profile: HashMap::new(),
        seen: HashSet::new(),
    };
    let records: Vec<&str> = reference::SETS.iter().chain(&RECORDS).copied().collect();
    let result = xml::read(file.bytes, &records, &mut |found| match found {
        Found::Record(node, _) => reading.record(node, sink),
        Found::Outside(node) => outside(file.name, &node, sink),
        Found::Text(name, text) => {
            let message = format!("text \"{text}\" in <{name}> is not of this format");
            sink.fault(Severity::Value, file.name, "", message);
        }
    });
    if let Err(message) = result {
        sink.fault(Severity::Fatal, file.name, "", message);
    }
    reading.finish(sink);
}

fn outside(file: &str, node: &Node, sink: &mut Sink<'_>) {
    let name = node.name.as_str();
    if node.attribute("DeltaBaseVersion").is_some() {
        let message = "this file holds changes only; give the whole list";
        sink.fault(Severity::Fatal, file, "", message);
    }
    if !CONTAINERS.contains(&name) && !name.ends_with("Values") {
        let message = format!("element <{name}> is not of this format");
        sink.fault(Severity::Value, file, "", message);
    }
}

impl Reading<'_> {
    fn record(&mut self, node: Node, sink: &mut Sink<'_>) {
        match node.name.as_str() {
            "DateOfIssue" => sink.published = date(&node),
            "Location" => {
                let id = node.attribute("ID").unwrap_or_default().to_owned();
                self.places.insert(id, Place::new(&node, &self.references));
            }
            "IDRegDocument" => {
                let identity = node.attribute("IdentityID").unwrap_or_default();
                let documents = self.documents.entry(identity.to_owned());
                documents.or_default().push(node);
            }
            "DistinctParty" => self.party(&node, sink),
            "ProfileRelationship" => self.relationship(&node, sink),
            "SanctionsEntry" => self.listing(&node, sink),
            "SanctionsEntryLink" => {
                sink.ignored("SanctionsEntryLink", "joins two listings, not two parties");
            }
            _ => {
                let place = format!("{} {}", node.name, node.attribute("ID").unwrap_or("?"));
                if !self.references.add(node) {
                    let message = "the reference value is too long to be one; it is not used";
                    sink.fault(Severity::Value, self.file, place, message);
                }
            }
        }
    }

    fn finish(self, sink: &mut Sink<'_>) {
        if self.parties.is_empty() {
            let message = "the file has no parties; fetch it again";
            sink.fault(Severity::Fatal, self.file, "", message);
        }
        for mut waiting in self.parties {
            if !waiting.is_listed {
                waiting.draft.doubt("no sanctions entry names this party");
            }
            waiting.draft.finish(self.file, &waiting.place, sink);
        }
        let mut left: Vec<&Node> = self.documents.values().flatten().collect();
        left.sort_by_key(|node| node.attribute("ID"));
        for node in left {
            let place = format!("IDRegDocument {}", node.attribute("ID").unwrap_or("?"));
            let message = "the document belongs to no identity of a party";
            sink.fault(Severity::Value, self.file, place, message);
        }
    }
}

/// Year, Month and Day of an element; nothing finer than they say.
fn date(node: &Node) -> Option<PartialDate> {
    let year = node.text_of("Year")?.parse().ok()?;
    let month = node.text_of("Month").and_then(|month| month.parse().ok());
    let day = node.text_of("Day").and_then(|day| day.parse().ok());
    match (month, day) {
        (Some(month), Some(day)) => PartialDate::from_day(year, month, day),
        (Some(month), None) => PartialDate::from_month(year, month),
        _ => PartialDate::from_year(year),
    }
}

/// The first and the last day of a `DatePeriod`, and whether either is approximate.
fn bounds(period: &Node) -> Option<(PartialDate, PartialDate, bool)> {
    let start = period.child("Start").or_else(|| period.child("End"))?;
    let end = period.child("End").unwrap_or(start);
    let first = start.child("From").or_else(|| start.child("To"))?;
    let last = end.child("To").or_else(|| end.child("From"))?;
    let is_circa = [start, end]
        .iter()
        .any(|bound| bound.attribute("Approximate") == Some("true"));
    Some((date(first)?, date(last)?, is_circa))
}

/// A `DatePeriod` in the words of OFAC's other formats: `1962-11-23`, `1962-11`, `1962`,
/// `circa 1962`, `1960 to 1962`. The whole of a month or a year is that month or year.
fn period_text(period: &Node) -> Option<String> {
    let (first, last, is_circa) = bounds(period)?;
    let text = match when::whole(first, last) {
        Some(date) => date.to_string(),
        None => format!("{first} to {last}"),
    };
    Some(match is_circa {
        true => format!("circa {text}"),
        false => text,
    })
}
