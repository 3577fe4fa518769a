//! Walks the small tree of one record, and reports what in it no reader knows.

use std::collections::{HashMap, HashSet};

use crate::party::At;
use crate::xml::Node;

/// At most this many unknown paths are told apart; a file with more is not the format at all.
const UNKNOWN_PATHS_MAX: usize = 200;

/// No published record has more than a few thousand elements and attributes; the time that an entry
/// takes grows with their square.
const PARTS_MAX: usize = 20_000;

/// The elements at a path of names below a node.
#[must_use]
pub fn nodes<'a>(node: &'a Node, path: &str) -> Vec<&'a Node> {
    let mut found = vec![node];
    for name in path.split('/') {
        found = found
            .into_iter()
            .flat_map(|node| node.children.iter().filter(move |child| child.name == name))
            .collect();
    }
    found
}

/// The texts at a path of names below a node, without the blank ones.
#[must_use]
pub fn texts<'a>(node: &'a Node, path: &str) -> Vec<&'a str> {
    let texts = nodes(node, path).into_iter().map(|node| node.text.as_str());
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// A value that one dialect writes as an attribute and another as an element.
#[must_use]
pub fn value<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.attribute(name).or_else(|| {
        let child = node.children.iter().find(|child| child.name == name)?;
        Some(child.text.trim()).filter(|text| !text.is_empty())
    })
}

/// The paths that a reader knows, each with the reason for passing it over (empty: it is used).
pub struct Shape {
    known: HashMap<String, &'static str>,
    unknown: HashSet<String>,
}

impl Shape {
    /// A shape of these paths, relative to the record; attributes and elements are not told apart.
    pub fn new(known: impl IntoIterator<Item = (String, &'static str)>) -> Self {
        Self {
            known: known.into_iter().collect(),
            unknown: HashSet::new(),
        }
    }

    /// Counts what of a record is passed over and reports what is unknown, once for each path.
    /// Whether the record may be read: one that is larger than any real one is refused.
    pub fn check(&mut self, record: &Node, ignored: &'static str, at: &mut At<'_, '_>) -> bool {
        let mut parts = 0_usize;
        let mut open: Vec<(String, &Node)> = vec![(String::new(), record)];
        while let Some((path, node)) = open.pop() {
            parts += 1 + node.attributes.len();
            if parts > PARTS_MAX {
                at.record(format!("it has more than {PARTS_MAX} parts"));
                return false;
            }
            let below = |name: &str| match path.is_empty() {
                true => name.to_owned(),
                false => format!("{path}/{name}"),
            };
            for (name, text) in &node.attributes {
                if !text.trim().is_empty() {
                    self.visit(&below(name), ignored, at);
                }
            }
            if !node.children.is_empty() && !node.text.is_empty() {
                self.report(&below("text()"), at);
            }
            for child in &node.children {
                let child_path = below(&child.name);
                let blank = child.text.is_empty() && child.attributes.is_empty();
                if (!child.children.is_empty() || !blank) && self.visit(&child_path, ignored, at) {
                    open.push((child_path, child));
                }
            }
        }
        true
    }

    /// Whether to look further below this path.
    fn visit(&mut self, path: &str, ignored: &'static str, at: &mut At<'_, '_>) -> bool {
        match self.known.get(path) {
            Some(&"") => true,
            Some(reason) => {
                at.sink.ignored(ignored, reason);
                false
            }
            None => {
                self.report(path, at);
                false
            }
        }
    }

    fn report(&mut self, path: &str, at: &mut At<'_, '_>) {
        if self.unknown.len() < UNKNOWN_PATHS_MAX && self.unknown.insert(path.to_owned()) {
            at.value(format!(
                "\"{path}\" is new to this format and was not read, here and wherever else it \
                 stands; compare the publisher's description of the format"
            ));
        }
    }
}
