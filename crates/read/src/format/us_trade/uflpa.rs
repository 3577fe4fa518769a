//! The Uyghur Forced Labor Prevention Act Entity List: the page of the Department of Homeland
//! Security, a table for each section of the Act that has entities.

use plaint_model::{ListInfo, Property, Schema};
use scraper::{ElementRef, Html, Node};

use super::forms;
use super::names;
use super::rows::{self, Row};
use crate::dates::{self, FigureOrder};
use crate::{Format, Severity, Sink, SourceFile};

/// The format.
pub const FORMAT: Format = Format {
    id: "dhs-uflpa-html",
    version: 1,
    about: "UFLPA Entity List, the page of the Department of Homeland Security",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: crate::format::any_list,
    read,
};

/// The sections of the Act, section 2(d)(2)(B), whose tables the page must have. Section (iii)
/// names products; the page says that section (iv) has no entities of its own.
const SECTIONS: [&str; 3] = ["i", "ii", "v"];

/// The page has some 130 KB. Parsing hostile HTML can take time in proportion to the square of it.
const PAGE_BYTES_MAX: usize = 4_000_000;

/// A table, the section it belongs to and the section's words.
struct Section<'a> {
    number: String,
    reason: String,
    table: ElementRef<'a>,
}

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(65_536)]).into_owned();
    let lower = head
        .get(..head.len().min(2_000))
        .unwrap_or(&head)
        .to_lowercase();
    lower.contains("<html") && head.contains("UFLPA Entity List")
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let [file] = files else {
        let message = format!("{} files; the list is one page: give that one", files.len());
        return sink.fault(Severity::Fatal, "uflpa-entity-list", "", message);
    };
    let text = crate::text::decode(file.bytes);
    if !text.trim_end().ends_with("</html>") {
        let message =
            "it does not end as a page ends: it was cut off or is no page; fetch it again";
        return sink.fault(Severity::Fatal, file.name, "", message);
    }
    if text.len() > PAGE_BYTES_MAX {
        let message = format!("it is larger than {PAGE_BYTES_MAX} bytes, which the page never is");
        return sink.fault(Severity::Fatal, file.name, "", message);
    }
    let page = Html::parse_document(&text);
    let sections = sections(&page);
    for number in SECTIONS {
        let found = sections
            .iter()
            .filter(|section| section.number == number)
            .count();
        if found != 1 {
            let message = format!(
                "it has {found} tables for section 2(d)(2)(B)({number}) and should have one: the \
                 page is another, or was rebuilt and needs another reader; fetch {} again",
                list.setting("page").unwrap_or("the page")
            );
            sink.fault(Severity::Fatal, file.name, "", message);
        }
    }
    if sink.is_fatal() {
        return;
    }
    sink.published = updated(&page);
    let mut rows = Vec::new();
    for section in &sections {
        let before = rows.len();
        read_table(list, section, &mut rows, file.name, sink);
        if rows.len() == before {
            let message = format!(
                "the table of section ({}) is empty: fetch the page again",
                section.number
            );
            sink.fault(Severity::Fatal, file.name, "", message);
        }
    }
    rows::hand_over(list, &rows, file.name, sink);
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tables of entities, each with the section that the text before it names last.
fn sections(page: &Html) -> Vec<Section<'_>> {
    let mut sections = Vec::new();
    let mut before = String::new();
    for node in page.root_element().descendants() {
        match node.value() {
            Node::Text(text) => before.push_str(text),
            Node::Element(element) if element.name() == "p" => before.push('\n'),
            Node::Element(element) if element.name() == "table" => {
                let Some(table) = ElementRef::wrap(node).filter(|table| !within_table(*table))
                else {
                    continue;
                };
                let (number, reason) = heading(&before);
                before.clear();
                sections.push(Section {
                    number,
                    reason,
                    table,
                });
            }
            _ => {}
        }
    }
    sections
}

fn within_table(element: ElementRef<'_>) -> bool {
    let mut outer = element.ancestors().filter_map(ElementRef::wrap);
    outer.any(|outer| outer.value().name() == "table")
}

/// The section that a text names last, and the words before that on its line.
fn heading(text: &str) -> (String, String) {
    let Some((before, rest)) = text.rsplit_once("Section 2(d)(2)(B)(") else {
        return (String::new(), String::new());
    };
    let number = rest.split(')').next().unwrap_or_default();
    let reason = before.rsplit('\n').next().unwrap_or_default();
    (number.to_owned(), reason.trim().to_owned())
}

fn read_table(
    list: &ListInfo,
    section: &Section<'_>,
    rows: &mut Vec<Row>,
    file: &str,
    sink: &mut Sink<'_>,
) {
    let parts = section.table.children().filter_map(ElementRef::wrap);
    let lines = parts.flat_map(|part| part.children().filter_map(ElementRef::wrap));
    let lines = lines.filter(|line| line.value().name() == "tr");
    for (n, line) in lines.enumerate() {
        let place = format!("section ({}), row {}", section.number, n + 1);
        let cells: Vec<(bool, String)> = line
            .children()
            .filter_map(ElementRef::wrap)
            .map(|cell| (cell.value().name() == "th", words(cell)))
            .collect();
        match &cells[..] {
            [(true, _), ..] => {}
            [(_, name), _] if super::too_long(name.len()).is_some() => {
                let message = super::too_long(name.len()).unwrap_or_default();
                sink.fault(Severity::Record, file, place, message);
            }
            [(_, name), (_, date)] if !name.is_empty() => {
                let mut row = party(list, section, name);
                match dates::parse(date, FigureOrder::MonthFirst) {
                    Some(date) => {
                        row.designation.add_date(Property::START_DATE, date);
                        row.designation.add_date(Property::LISTING_DATE, date);
                    }
                    None => {
                        let message = format!("effective date \"{date}\" is not a date");
                        sink.fault(Severity::Value, file, place, message);
                    }
                }
                rows.push(row);
            }
            cells if cells.iter().all(|(_, text)| text.is_empty()) => {
                sink.ignored("row", "it is blank")
            }
            _ => {
                let message = format!("it has {} cells, not a name and a date", cells.len());
                sink.fault(Severity::Record, file, place, message);
            }
        }
    }
}

fn party(list: &ListInfo, section: &Section<'_>, published: &str) -> Row {
    let names = names::take_apart(published);
    let schema = if forms::is_company(&names.main) {
        Schema::COMPANY
    } else {
        Schema::ORGANIZATION
    };
    let mut row = Row::new(list, schema);
    row.key = names::key(&names.main);
    row.marks.push("named".to_owned());
    row.party
        .add_cleaned(Property::NAME, &names.main, published);
    names.describe(&mut row.party);
    if section.number == "i" {
        // The section's own words: "a list of entities in Xinjiang".
        row.party.add(Property::COUNTRY, "cn");
    }
    let program = format!("UFLPA Sec. 2(d)(2)(B)({})", section.number);
    row.designation.add(Property::PROGRAM, &program);
    row.designation.add(Property::REASON, &section.reason);
    if let Some(extends) = &names.extends {
        row.designation.add(Property::PROVISIONS, extends);
    }
    row
}

/// The date behind "Last Updated:" near the page's end.
fn updated(page: &Html) -> Option<plaint_model::PartialDate> {
    let mut texts = page
        .root_element()
        .descendants()
        .filter_map(|node| match node.value() {
            Node::Text(text) => Some(text.trim()),
            _ => None,
        });
    let label = texts.find(|text| text.starts_with("Last Updated:"))?;
    let date = label
        .strip_prefix("Last Updated:")
        .filter(|rest| !rest.trim().is_empty());
    let date = date.or_else(|| texts.find(|text| !text.is_empty()))?;
    dates::parse(date, FigureOrder::MonthFirst)
}
