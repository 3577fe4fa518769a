//! The UK Sanctions List as the Foreign, Commonwealth and Development Office publishes it, as CSV
//! and XML, and as JSON lines made from the XML.
//!
//! All of them become the XML's tree of one `Designation` and go through [`record`].

mod csv_rows;
mod detail;
mod record;
mod shape;

use plaint_model::ListInfo;

use super::{Format, SourceFile};
use crate::party::{self, At, Gathered};
use crate::xml::{self, Found, Node};
use crate::{Severity, Sink, jsonl, text};

/// The CSV: one row for each name, address and paper of a designation.
pub const CSV: Format = Format {
    id: "uk-sanctions-csv",
    version: 1,
    about: "UK Sanctions List, CSV",
    recognises: |file| csv_rows::is_header_in(&head(file)),
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read: csv_rows::read,
};

/// The XML.
pub const XML: Format = Format {
    id: "uk-sanctions-xml",
    version: 1,
    about: "UK Sanctions List, XML",
    recognises: |file| {
        let head = head(file);
        let root = head.find("<Designations").and_then(|at| head.get(at..));
        root.is_some_and(|rest| rest.contains("<DateGenerated") || rest.contains("<Designation>"))
    },
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read: read_xml,
};

/// JSON lines made from the XML.
pub const JSONL: Format = Format {
    id: "uk-sanctions-jsonl",
    version: 1,
    about: "UK Sanctions List as JSON lines",
    recognises: |file| {
        let head = head(file);
        head.contains("\"unique_id\"") && head.contains("\"date_designated\"")
    },
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read: read_jsonl,
};

fn head(file: &SourceFile<'_>) -> String {
    let bytes = file.bytes.get(..8_192).unwrap_or(file.bytes);
    text::decode(bytes).into_owned()
}

fn read_xml(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut reading = Reading::new(list);
    for file in files {
        let mut records = 0_usize;
        let result = xml::read(file.bytes, &["Designation"], &mut |found| match found {
            Found::Record(node, end) => {
                records += 1;
                let place = format!("Designation ending at byte {end}");
                reading.add(
                    &node,
                    &mut At {
                        sink,
                        file: file.name,
                        place,
                    },
                );
            }
            Found::Outside(node) if matches!(&*node.name, "Designations" | "DateGenerated") => {}
            Found::Outside(node) => {
                let message = format!("<{}> is not an element of this format", node.name);
                sink.fault(Severity::Value, file.name, "outside the records", message);
            }
            Found::Text(name, text) if name == "DateGenerated" => {
                sink.published = party::date(&text);
            }
            Found::Text(name, _) => {
                let message = format!("text in <{name}> was not read");
                sink.fault(Severity::Value, file.name, "outside the records", message);
            }
        });
        if let Err(message) = result {
            sink.fault(Severity::Fatal, file.name, "", message);
        } else if records == 0 {
            let message = "there is no Designation in it; fetch the file again";
            sink.fault(Severity::Fatal, file.name, "", message);
        }
    }
    reading.finish(files, sink);
}

fn read_jsonl(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut reading = Reading::new(list);
    let mut details = false;
    for file in files {
        jsonl::read(file, sink, &mut |line, fields, sink| {
            let node = jsonl::tree("Designation", fields, &element_name);
            details |= node.child("IndividualDetails").is_some();
            let place = format!("line {line}");
            reading.add(
                &node,
                &mut At {
                    sink,
                    file: file.name,
                    place,
                },
            );
        });
    }
    if !details {
        sink.note(
            "birth dates, nationalities, identity papers, positions and the details of ships were \
             lost when these JSON lines were made; the publisher's CSV and XML have them",
        );
    }
    reading.finish(files, sink);
}

/// The XML's name for a key of the JSON lines.
fn element_name(parent: &str, key: &str) -> String {
    let name = match (parent, key) {
        ("Names", "names") => "Name",
        ("NonLatinNames", "names") => "NonLatinName",
        ("Addresses", "addresses") => "Address",
        (_, "unique_id") => "UniqueID",
        (_, "ofsi_group_id") => "OFSIGroupID",
        (_, "un_reference_number") => "UNReferenceNumber",
        (_, "uk_statement_of_reasons") => "UKStatementofReasons",
        (_, "dobs") => "DOBs",
        (_, "dob") => "DOB",
        (_, "imo_numbers") => "IMONumbers",
        (_, "imo_number") => "IMONumber",
        _ => return pascal(key),
    };
    name.to_owned()
}

fn pascal(key: &str) -> String {
    let mut name = String::new();
    for word in key.split('_') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// The entries under way and what is known of the format.
struct Reading<'l> {
    list: &'l ListInfo,
    gathered: Gathered,
    shape: crate::tree::Shape,
}

impl<'l> Reading<'l> {
    fn new(list: &'l ListInfo) -> Self {
        Self {
            list,
            gathered: Gathered::default(),
            shape: shape::shape(),
        }
    }

    fn add(&mut self, node: &Node, at: &mut At<'_, '_>) {
        if self.shape.check(node, shape::IGNORED, at) {
            record::add(self.list, node, &mut self.gathered, at);
        }
    }

    fn finish(self, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
        self.gathered.hand_over(sink);
        if files.is_empty() {
            sink.fault(Severity::Fatal, "", "", "no file was given");
        }
    }
}
