//! The CSV's rows to the XML's tree: rows of one Unique ID are one designation, each value and each
//! group of values (a name, an address) kept once.

use std::collections::{HashMap, HashSet};

use plaint_model::ListInfo;

use super::shape::{GROUPS, VALUES};
use super::{Reading, detail};
use crate::format::SourceFile;
use crate::party::{self, At};
use crate::xml::Node;
use crate::{Severity, Sink, text};

/// At most this many values and groups of values make one designation.
const PARTS_MAX: usize = 5_000;

/// A designation under way.
struct Building {
    node: Node,
    seen: HashSet<(&'static str, String)>,
    row: u64,
}

/// Whether one of the first lines is the header.
pub fn is_header_in(head: &str) -> bool {
    head.lines().take(10).any(|line| {
        let cells: Vec<String> = line.split(',').map(letters).collect();
        let wanted = ["uniqueid", "name6", "regimename"];
        wanted
            .iter()
            .all(|name| cells.iter().any(|cell| cell == name))
    })
}

/// A header's letters and figures in lower case: publishers vary the rest.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

pub fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let mut reading = Reading::new(list);
    for file in files {
        for building in rows(file, sink) {
            let place = format!("row {}", building.row);
            let mut at = At {
                sink,
                file: file.name,
                place,
            };
            reading.add(&building.node, &mut at);
        }
    }
    reading.finish(files, sink);
}

fn rows(file: &SourceFile<'_>, sink: &mut Sink<'_>) -> Vec<Building> {
    let text = text::decode(file.bytes);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<usize>>> = None;
    let mut building: Vec<Building> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    // The width is judged one row late: only the last row's tells that the file was cut off.
    let mut short: Option<(u64, usize)> = None;
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let message = format!("not CSV: {error}; fetch the file again");
                sink.fault(Severity::Fatal, file.name, "", message);
                break;
            }
        };
        let number = row.position().map_or(0, csv::Position::line);
        let mut at = At {
            sink,
            file: file.name,
            place: format!("row {number}"),
        };
        if let Some((line, cells)) = short.take() {
            at.place = format!("row {line}");
            at.record(format!("{cells} cells, which is not the header's number"));
        }
        match &columns {
            None => columns = preamble(&row, &mut at),
            Some(columns) if columns.len() != row.len() => short = Some((number, row.len())),
            Some(columns) => add_row(&row, columns, &mut building, &mut index, &mut at),
        }
    }
    let fatal = match (short, columns) {
        (Some((line, _)), _) => Some(format!("cut off in row {line}; fetch the file again")),
        (None, None) => Some("no header with \"Unique ID\"; this is not the UK list".to_owned()),
        (None, Some(_)) if building.is_empty() => {
            Some("there is no designation in it; fetch the file again".to_owned())
        }
        _ => None,
    };
    if let Some(message) = fatal {
        sink.fault(Severity::Fatal, file.name, "", message);
    }
    building
}

/// A row before the data: the report's date, or the header, which gives the columns.
fn preamble(row: &csv::StringRecord, at: &mut At<'_, '_>) -> Option<Vec<Option<usize>>> {
    let headers: Vec<String> = row.iter().map(letters).collect();
    if !headers.iter().any(|header| header == "uniqueid") {
        let date = row
            .iter()
            .flat_map(|cell| cell.rsplit(':'))
            .find_map(party::date);
        at.sink.published = at.sink.published.or(date);
        return None;
    }
    let mut columns = Vec::new();
    for (header, cell) in headers.iter().zip(row) {
        let found = VALUES
            .iter()
            .position(|(_, names)| names.contains(&header.as_str()));
        if found.is_none() && !header.is_empty() {
            at.value(format!(
                "column \"{cell}\" is new to this format and was not read; compare the \
                 publisher's description of the format"
            ));
        }
        columns.push(found);
    }
    Some(columns)
}

fn add_row(
    row: &csv::StringRecord,
    columns: &[Option<usize>],
    building: &mut Vec<Building>,
    index: &mut HashMap<String, usize>,
    at: &mut At<'_, '_>,
) {
    let cells = columns.iter().zip(row);
    let cells: Vec<(&'static str, &str)> = cells
        .filter_map(|(column, cell)| Some((VALUES.get((*column)?)?.0, cell.trim())))
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    let id = cells.iter().find(|(path, _)| *path == "UniqueID");
    let Some((_, id)) = id else {
        if !cells.is_empty() {
            at.record("it has no Unique ID");
        }
        return;
    };
    let position = *index.entry((*id).to_owned()).or_insert(building.len());
    if position == building.len() {
        building.push(Building {
            node: Node {
                name: "Designation".to_owned(),
                ..Node::default()
            },
            seen: HashSet::new(),
            row: row.position().map_or(0, csv::Position::line),
        });
    }
    let Some(designation) = building.get_mut(position) else {
        return;
    };
    if designation.seen.len() > PARTS_MAX {
        at.record(format!("{id} has more than {PARTS_MAX} values"));
        return;
    }
    designation.add_cells(&cells);
}

fn group_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(group, _)| group)
}

fn leaf(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, leaf)| leaf)
}

impl Building {
    fn add_cells(&mut self, cells: &[(&'static str, &str)]) {
        for &(path, cell) in cells {
            if !GROUPS.iter().any(|group| group_of(path) == Some(*group)) {
                // What stands in no container of many is one text, whatever figures are in it.
                let texts = match path.contains('/') {
                    true => detail::numbered(cell),
                    false => vec![cell],
                };
                for text in texts {
                    self.add(path, &[(leaf(path), text)]);
                }
            }
        }
        for group in GROUPS {
            let parts = cells
                .iter()
                .filter(|(path, _)| group_of(path) == Some(*group));
            let parts = parts.map(|(path, cell)| (leaf(path), *cell));
            let mut parts: Vec<(&str, &str)> = parts.collect();
            // The order of the columns must not matter.
            parts.sort_unstable();
            if !parts.is_empty() {
                self.add(group, &parts);
            }
        }
    }

    /// Adds a value (its path ends in the one part's name) or a group, unless it is there already.
    fn add(&mut self, path: &'static str, parts: &[(&str, &str)]) {
        let words: Vec<String> = parts
            .iter()
            .map(|(n, text)| format!("{n}\u{1f}{text}"))
            .collect();
        let key = (path, words.join("\u{1e}"));
        if !self.seen.insert(key) {
            return;
        }
        let mut parent = &mut self.node;
        if let Some((containers, _)) = path.rsplit_once('/') {
            for name in containers.split('/') {
                parent = container(parent, name);
            }
        }
        let leaves = parts.iter().map(|(name, text)| Node {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
            ..Node::default()
        });
        if GROUPS.contains(&path) {
            parent.children.push(Node {
                name: leaf(path).to_owned(),
                children: leaves.collect(),
                ..Node::default()
            });
        } else {
            parent.children.extend(leaves);
        }
    }
}

/// The one child of a name, made if it is not there.
fn container<'a>(parent: &'a mut Node, name: &str) -> &'a mut Node {
    let position = parent.children.iter().position(|child| child.name == name);
    let position = position.unwrap_or_else(|| {
        parent.children.push(Node {
            name: name.to_owned(),
            ..Node::default()
        });
        parent.children.len() - 1
    });
    &mut parent.children[position]
}
