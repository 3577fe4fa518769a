//! The United Nations Security Council's consolidated list, as XML.

mod record;
mod shape;

use plaint_model::ListInfo;

use super::{Format, SourceFile};
use crate::party::{At, Gathered};
use crate::xml::{self, Found};
use crate::{Severity, Sink, text};

/// The consolidated list of individuals and entities.
pub const FORMAT: Format = Format {
    id: "un-sc-xml",
    version: 1,
    about: "UN Security Council consolidated list, XML",
    recognises: |file| {
        let bytes = file.bytes.get(..4_096).unwrap_or(file.bytes);
        text::decode(bytes).contains("<CONSOLIDATED_LIST")
    },
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read,
};

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut gathered = Gathered::default();
    let mut shape = shape::shape();
    for file in files {
        let mut records = 0_usize;
        let result = xml::read(
            file.bytes,
            &["INDIVIDUAL", "ENTITY"],
            &mut |found| match found {
                Found::Record(node, end) => {
                    records += 1;
                    let place = format!("{} ending at byte {end}", node.name);
                    let mut at = At {
                        sink,
                        file: file.name,
                        place,
                    };
                    if shape.check(&node, shape::IGNORED, &mut at) {
                        record::add(list, &node, &mut gathered, &mut at);
                    }
                }
                Found::Outside(node) => match node.name.as_str() {
                    "CONSOLIDATED_LIST" => {
                        let date = node.attribute("dateGenerated");
                        sink.published = date.and_then(|date| date.parse().ok());
                    }
                    "INDIVIDUALS" | "ENTITIES" => {}
                    name => {
                        let message = format!("<{name}> is not an element of this format");
                        sink.fault(Severity::Value, file.name, "outside the records", message);
                    }
                },
                Found::Text(name, _) => {
                    let message = format!("text in <{name}> was not read");
                    sink.fault(Severity::Value, file.name, "outside the records", message);
                }
            },
        );
        if let Err(message) = result {
            sink.fault(Severity::Fatal, file.name, "", message);
        } else if records == 0 {
            let message = "there is neither an INDIVIDUAL nor an ENTITY in it; fetch it again";
            sink.fault(Severity::Fatal, file.name, "", message);
        }
    }
    gathered.hand_over(sink);
    if files.is_empty() {
        sink.fault(Severity::Fatal, "", "", "no file was given");
    }
}
