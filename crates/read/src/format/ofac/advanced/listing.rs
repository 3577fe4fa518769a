//! Listings, with their days and programmes, and what joins parties.

use plaint_model::Property;

use super::super::draft::Draft;
use super::{Reading, bounds, date};
use crate::xml::Node;
use crate::{Severity, Sink};

impl Reading<'_> {
    /// Reads a `SanctionsEntry`: one designation of the party it points at.
    pub fn listing(&mut self, entry: &Node, sink: &mut Sink<'_>) {
        let profile = entry.attribute("ProfileID").unwrap_or_default();
        let index = self.by_profile.get(profile);
        let Some(waiting) = index.and_then(|index| self.parties.get_mut(*index)) else {
            let place = format!("SanctionsEntry {}", entry.attribute("ID").unwrap_or("?"));
            let message = format!("it is of profile {profile}, which is not in the file");
            sink.fault(Severity::Record, self.file, place, message);
            return;
        };
        let draft = &mut waiting.draft;
        if waiting.is_listed {
            draft.next_designation();
        }
        waiting.is_listed = true;
        let references = &self.references;
        if let Some(list) = references.text("List", entry, "ListID") {
            draft.designation.add(Property::SUMMARY, list);
        }
        for child in &entry.children {
            match child.name.as_str() {
                "Comment" => draft.designation.add(Property::SUMMARY, &child.text),
                "LimitationsToListing" => {
                    draft.designation.add(Property::PROVISIONS, &child.text);
                }
                "EntryEvent" => {
                    let kind = references.text("EntryEventType", child, "EntryEventTypeID");
                    let basis = references.text("LegalBasis", child, "LegalBasisID");
                    event(draft, child, kind.unwrap_or_default(), basis);
                }
                "SanctionsMeasure" => {
                    let kind = references.text("SanctionsType", child, "SanctionsTypeID");
                    measure(draft, child, kind.unwrap_or_default());
                }
                "SupportingInfo" => {
                    let text = child.text_of("Text").unwrap_or_default();
                    let url = child.text_of("DirectURL").unwrap_or_default();
                    draft.designation.add(Property::SUMMARY, text);
                    draft.designation.add(Property::SOURCE_URL, url);
                }
                "ProfileRelationshipReference" => draft.pass_over(
                    "ProfileRelationshipReference",
                    "the relationship points at the parties",
                ),
                other => draft.doubt(format!("element <{other}> is not of a SanctionsEntry")),
            }
        }
    }

    /// Reads a `ProfileRelationship`. Its types say "owned or controlled by", "associate of" and
    /// the like: too little for an ownership, enough for a link with a role.
    pub fn relationship(&mut self, node: &Node, sink: &mut Sink<'_>) {
        let references = &self.references;
        let role = references.text("RelationType", node, "RelationTypeID");
        let index = |attribute| self.by_profile.get(node.attribute(attribute)?).copied();
        let to = index("To-ProfileID").and_then(|to| self.parties.get(to));
        let to = to.map(|waiting| waiting.draft.id().clone());
        let from = index("From-ProfileID").and_then(|from| self.parties.get_mut(from));
        let (Some(from), Some(to)) = (from, to) else {
            let place = format!(
                "ProfileRelationship {}",
                node.attribute("ID").unwrap_or("?")
            );
            let message = "one of its profiles is not in the file";
            sink.fault(Severity::Value, self.file, place, message);
            return;
        };
        let Some(mut link) = from.draft.link(&to, node.attribute("ID")) else {
            return;
        };
        link.add(Property::ROLE, role.unwrap_or_default());
        if node.attribute("Former") == Some("true") {
            link.add(Property::STATUS, "former");
        }
        for child in &node.children {
            match child.name.as_str() {
                "Comment" => link.add(Property::SUMMARY, &child.text),
                "DatePeriod" => {
                    if let Some((first, last, _)) = bounds(child) {
                        link.add_date(Property::START_DATE, first);
                        link.add_date(Property::END_DATE, last);
                    }
                }
                "IDRegDocumentReference" => {
                    from.draft
                        .pass_over("IDRegDocumentReference", "evidence for a link");
                }
                other => {
                    let message = format!("element <{other}> is not of a ProfileRelationship");
                    from.draft.doubt(message);
                }
            }
        }
        from.draft.keep(link);
    }
}

fn event(draft: &mut Draft, event: &Node, kind: &str, basis: Option<&str>) {
    let designation = &mut draft.designation;
    designation.add(Property::RECORD_ID, basis.unwrap_or_default());
    designation.add(
        Property::SUMMARY,
        event.text_of("Comment").unwrap_or_default(),
    );
    let Some(date) = event.child("Date").and_then(date) else {
        draft.doubt("an EntryEvent has no date");
        return;
    };
    let kind = kind.to_ascii_lowercase();
    let property = if kind.contains("delist") || kind.contains("remov") {
        Property::END_DATE
    } else if kind.contains("creat") || kind.contains("list") {
        Property::LISTING_DATE
    } else {
        Property::MODIFIED_AT
    };
    designation.add_date(property, date);
}

/// A measure of type "Program" holds the programme's tag; the others say what the listing brings.
fn measure(draft: &mut Draft, measure: &Node, kind: &str) {
    let comment = measure.text_of("Comment").unwrap_or_default();
    if kind.eq_ignore_ascii_case("program") {
        draft.program(comment);
    } else {
        let text = format!("{kind} {comment}");
        draft.designation.add(Property::PROVISIONS, &text);
    }
    let Some(period) = measure.child("DatePeriod") else {
        return;
    };
    for (name, property) in [("Start", Property::START_DATE), ("End", Property::END_DATE)] {
        let bound = period.child(name);
        let point = bound.and_then(|bound| bound.child("From").or_else(|| bound.child("To")));
        if let Some(date) = point.and_then(date) {
            draft.designation.add_date(property, date);
        }
    }
}
