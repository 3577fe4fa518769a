//! The European Union's consolidated financial sanctions list: the Commission's XML (version 1.1)
//! and two dialects of JSON lines made from it.
//!
//! All of them become the tree of one `sanctionEntity` and go through [`record`], so an entry has
//! the same id and values in whichever form it came.

mod json;
mod name;
mod record;
mod shape;

use plaint_model::ListInfo;

use super::{Format, SourceFile};
use crate::party::{At, Gathered};
use crate::xml::{self, Found};
use crate::{Severity, Sink, text};

/// The Commission's XML.
pub const XML: Format = Format {
    id: "eu-fsf-xml",
    version: 1,
    about: "EU financial sanctions files, XML 1.1",
    recognises: |file| {
        let head = head(file);
        // The schema names the same space.
        head.contains("http://eu.europa.ec/fpi/fsd/export") && !head.contains(":schema")
    },
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read: read_xml,
};

/// JSON lines: every field of the list, or the names alone.
pub const JSONL: Format = Format {
    id: "eu-fsf-jsonl",
    version: 1,
    about: "EU financial sanctions files as JSON lines",
    recognises: |file| {
        let head = head(file);
        let rich = head.contains("\"eu_reference_number\"") && head.contains("\"logical_id\"");
        rich || (head.contains("\"ref_number\"") && head.contains("\"EU Reference Number\""))
    },
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read: json::read,
};

fn head(file: &SourceFile<'_>) -> String {
    let bytes = file.bytes.get(..8_192).unwrap_or(file.bytes);
    text::decode(bytes).into_owned()
}

fn read_xml(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut gathered = Gathered::default();
    let mut shape = shape::shape();
    for file in files {
        let before = records(sink, &gathered);
        let result = xml::read(file.bytes, &["sanctionEntity"], &mut |found| match found {
            Found::Record(node, end) => {
                let place = format!("sanctionEntity ending at byte {end}");
                let mut at = At {
                    sink,
                    file: file.name,
                    place,
                };
                if shape.check(&node, shape::IGNORED, &mut at) {
                    record::add(list, &node, &mut gathered, &mut at);
                }
            }
            Found::Outside(node) if node.name == "export" => {
                let date = node.attribute("generationDate");
                sink.published = date.and_then(|date| date.parse().ok());
                sink.ignored("export/globalFileId", "counts the publisher's exports");
            }
            Found::Outside(node) => {
                let message = format!("<{}> is not an element of this format", node.name);
                sink.fault(Severity::Value, file.name, "outside the records", message);
            }
            Found::Text(name, _) => {
                let message = format!("text in <{name}> was not read");
                sink.fault(Severity::Value, file.name, "outside the records", message);
            }
        });
        if let Err(message) = result {
            sink.fault(Severity::Fatal, file.name, "", message);
        } else if records(sink, &gathered) == before {
            let message = "there is no sanctionEntity in it; fetch the file again";
            sink.fault(Severity::Fatal, file.name, "", message);
        }
    }
    gathered.hand_over(sink);
    no_files(files, sink);
}

/// How many records were met: those understood and those not.
fn records(sink: &Sink<'_>, gathered: &Gathered) -> u64 {
    gathered.records() as u64 + sink.fault_counts[Severity::Record as usize]
}

fn no_files(files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    if files.is_empty() {
        sink.fault(Severity::Fatal, "", "", "no file was given");
    }
}
