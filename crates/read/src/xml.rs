//! Reads an XML file record by record: one small tree per record, the rest streamed past.
//!
//! Safety against hostile files: a document type declaration is refused (so no entity can be
//! declared, let alone expand), depth and the size of one record are capped, and only the five
//! predefined entities and character references are resolved.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// No published list nests deeper than a dozen elements.
const DEPTH_MAX: usize = 64;
/// No published record has more than a few thousand elements and attributes.
const RECORD_NODES_MAX: usize = 200_000;

/// An element with its attributes, text and children. Names are local names: `ns:tag` is `tag`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// The element's local name.
    pub name: String,
    /// Its attributes by local name, in order.
    pub attributes: Vec<(String, String)>,
    /// The text directly in it, all pieces joined, ends trimmed.
    pub text: String,
    /// The elements in it, in order.
    pub children: Vec<Node>,
}

impl Node {
    /// The value of an attribute that is there and not blank.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The children of one name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first child of a name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first child of a name, when it is not blank.
    #[must_use]
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name)
            .map(|child| child.text.as_str())
            .filter(|text| !text.is_empty())
    }
}

/// What the reader of a file found.
#[derive(Debug)]
pub enum Found {
    /// A whole record, and the byte where it ends.
    Record(Node, u64),
    /// An element outside every record, with its attributes but none of its content: the root, a
    /// container. Its text and children follow as finds of their own.
    Outside(Node),
    /// Text outside every record, with the name of the element it stands in.
    Text(String, String),
}

/// Streams through a file. Calls `on_found` for each record (an element whose local name is in
/// `records`, outermost first) and for what stands outside the records.
///
/// # Errors
/// A sentence that says what is wrong and at which byte: not XML, cut off, a document type
/// declaration, or beyond a limit. What was found before the error has been handed over.
pub fn read(bytes: &[u8], records: &[&str], on_found: &mut dyn FnMut(Found)) -> Result<(), String> {
    let text = crate::text::decode(bytes);
    let mut reader = Reader::from_str(&text);
    let mut walk = Walk {
        records,
        path: Vec::new(),
        open: Vec::new(),
        nodes: 0,
        roots: 0,
    };
    loop {
        let at = reader.buffer_position();
        let wrong = |what: &str| format!("byte {at}: {what}");
        let event = reader
            .read_event()
            .map_err(|error| wrong(&error.to_string()))?;
        match event {
            Event::DocType(_) => {
                return Err(wrong(
                    "a document type declaration, which no official list has",
                ));
            }
            Event::Start(start) => walk.start(&start, on_found).map_err(|e| wrong(&e))?,
            Event::Empty(start) => {
                walk.start(&start, on_found).map_err(|e| wrong(&e))?;
                walk.end(reader.buffer_position(), on_found);
            }
            Event::End(_) => walk.end(reader.buffer_position(), on_found),
            Event::Text(piece) => {
                walk.text(&piece.xml10_content(), on_found);
            }
            Event::CData(piece) => {
                walk.text(&piece.xml10_content(), on_found);
            }
            Event::GeneralRef(reference) => {
                let piece = match reference.resolve_char_ref() {
                    Ok(Some(character)) => character.to_string(),
                    _ => resolve_predefined_entity(&reference.xml10_content())
                        .ok_or_else(|| wrong("an entity that XML does not predefine"))?
                        .to_owned(),
                };
                walk.text(&piece, on_found);
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    match (walk.path.last(), walk.roots) {
        (Some(open), _) => Err(format!(
            "the file ends inside <{open}>: it was cut off; fetch it again"
        )),
        (None, 0) => Err("there is no XML element in it".to_owned()),
        (None, _) => Ok(()),
    }
}

/// Where the reader stands: `path` names every open element, `open` holds those of the record.
struct Walk<'a> {
    records: &'a [&'a str],
    path: Vec<String>,
    open: Vec<Node>,
    nodes: usize,
    roots: usize,
}

impl Walk<'_> {
    fn start(
        &mut self,
        start: &BytesStart<'_>,
        on_found: &mut dyn FnMut(Found),
    ) -> Result<(), String> {
        if self.path.len() >= DEPTH_MAX {
            return Err(format!("elements are nested deeper than {DEPTH_MAX}"));
        }
        let node = node(start)?;
        self.roots += usize::from(self.path.is_empty());
        self.path.push(node.name.clone());
        if self.open.is_empty() && !self.records.contains(&node.name.as_str()) {
            on_found(Found::Outside(node));
            return Ok(());
        }
        self.nodes += 1 + node.attributes.len();
        if self.nodes > RECORD_NODES_MAX {
            return Err(format!("one record has more than {RECORD_NODES_MAX} parts"));
        }
        self.open.push(node);
        Ok(())
    }

    fn text(&mut self, piece: &str, on_found: &mut dyn FnMut(Found)) {
        if let Some(node) = self.open.last_mut() {
            node.text.push_str(piece);
        } else if !piece.trim().is_empty() {
            let name = self.path.last().cloned().unwrap_or_default();
            on_found(Found::Text(name, piece.trim().to_owned()));
        }
    }

    fn end(&mut self, at: u64, on_found: &mut dyn FnMut(Found)) {
        self.path.pop();
        let Some(mut node) = self.open.pop() else {
            return;
        };
        if node.text.starts_with(char::is_whitespace) || node.text.ends_with(char::is_whitespace) {
            node.text = node.text.trim().to_owned();
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => {
                self.nodes = 0;
                on_found(Found::Record(node, at));
            }
        }
    }
}

fn node(start: &BytesStart<'_>) -> Result<Node, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        let name: &str = attribute.key.local_name().into_inner();
        attributes.push((name.to_owned(), value.into_owned()));
    }
    let name = start.local_name().into_inner().to_owned();
    Ok(Node {
        name,
        attributes,
        text: String::new(),
        children: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(xml: &str) -> (Vec<Found>, Result<(), String>) {
        let mut finds = Vec::new();
        let result = read(xml.as_bytes(), &["row"], &mut |found| finds.push(found));
        (finds, result)
    }

    #[test]
    fn records_are_trees_and_the_rest_streams_past() {
        let (finds, result) = finds(
            r#"<a:list d="1"><when>2024</when><row id="7"><n> A &amp; B&#33; </n></row></a:list>"#,
        );
        assert_eq!(result, Ok(()));
        let is_list = |n: &Node| n.name == "list" && n.attribute("d") == Some("1");
        assert!(matches!(&finds[0], Found::Outside(n) if is_list(n)));
        assert!(matches!(&finds[2], Found::Text(name, text) if name == "when" && text == "2024"));
        let Found::Record(row, _) = &finds[3] else {
            panic!("{finds:?}")
        };
        assert_eq!(
            (row.attribute("id"), row.text_of("n")),
            (Some("7"), Some("A & B!"))
        );
    }

    #[test]
    fn hostile_files_are_refused() {
        let bomb = r#"<!DOCTYPE a [<!ENTITY x "yyyy">]><a><row>&x;</row></a>"#;
        assert!(finds(bomb).1.unwrap_err().contains("document type"));
        assert!(
            finds("<a><row>&x;</row></a>")
                .1
                .unwrap_err()
                .contains("predefine")
        );
        assert!(finds("<a><row>1</row>").1.unwrap_err().contains("cut off"));
        assert!(finds("").1.is_err() && finds("a,b,c").1.is_err());
        assert!(finds(&"<a>".repeat(100)).1.unwrap_err().contains("deeper"));
    }
}
