//! Parties: their names in every script, their features, their documents.

use std::collections::HashMap;

use plaint_model::{EntityId, Property, Schema};

use super::super::draft::Draft;
use super::super::remarks::Paper;
use super::place::Place;
use super::{Reading, Waiting, bounds, period_text};
use crate::xml::Node;
use crate::{Severity, Sink};

const BACK: &str = "says what the document that it points at says";

impl Reading<'_> {
    /// Reads a `DistinctParty`: each of its profiles is an entry.
    pub fn party(&mut self, node: &Node, sink: &mut Sink<'_>) {
        for child in &node.children {
            match child.name.as_str() {
                "Profile" => self.profile(node, child, sink),
                "Comment" => {}
                other => {
                    let message = format!("element <{other}> is not of a DistinctParty");
                    sink.fault(Severity::Value, self.file, "", message);
                }
            }
        }
    }

    fn profile(&mut self, party: &Node, profile: &Node, sink: &mut Sink<'_>) {
        let number = profile.attribute("ID").unwrap_or_default();
        let place = format!("Profile {number}");
        let id = EntityId::numbered(&self.list.id, number);
        let schema = self.schema(profile);
        let problem = match schema {
            None => "its PartySubTypeID is none that is known",
            Some(_) if number.is_empty() => "it has no ID",
            Some(_) if !self.seen.insert(id.clone()) => "its ID stands there twice",
            Some(schema) => {
                let mut draft = Draft::new(self.list, id, number, schema);
                for comment in party.all("Comment") {
                    draft.note(&comment.text);
                }
                self.fill(&mut draft, profile);
                self.by_profile
                    .insert(number.to_owned(), self.parties.len());
                self.parties.push(Waiting {
                    draft,
                    place,
                    is_listed: false,
                });
                return;
            }
        };
        sink.fault(Severity::Record, self.file, place, problem);
    }

    /// Vessels and aircraft are sub-types of transport; people and bodies are types of their own.
    fn schema(&self, profile: &Node) -> Option<Schema> {
        let sub = self
            .references
            .node("PartySubType", profile, "PartySubTypeID")?;
        let kind = self.references.text("PartyType", sub, "PartyTypeID");
        [Some(sub.text.as_str()), kind]
            .into_iter()
            .flatten()
            .find_map(|word| super::super::schema(Some(word)))
    }

    fn fill(&mut self, draft: &mut Draft, profile: &Node) {
        for child in &profile.children {
            match child.name.as_str() {
                "Comment" => draft.note(&child.text),
                "Identity" => {
                    self.identity(draft, child);
                    let id = child.attribute("ID").unwrap_or_default();
                    for document in self.documents.remove(id).unwrap_or_default() {
                        self.document(draft, &document);
                    }
                }
                "Feature" => self.feature(draft, child),
                "SanctionsEntryReference" => {
                    draft.pass_over("SanctionsEntryReference", "the listing points at the party");
                }
                "ExternalReference" => external(draft, child),
                other => draft.doubt(format!("element <{other}> is not of a Profile")),
            }
        }
    }

    fn identity(&self, draft: &mut Draft, identity: &Node) {
        let kinds = self.part_kinds(identity);
        let is_main = identity.attribute("Primary") == Some("true")
            && identity.attribute("False") != Some("true");
        if identity.attribute("False") == Some("true") {
            draft.note("One of the identities under which the party is known is false.");
        }
        for child in &identity.children {
            match child.name.as_str() {
                "Alias" => self.alias(draft, child, is_main, &kinds),
                "Comment" => draft.note(&child.text),
                "NamePartGroups" => {}
                "IDRegDocumentReference" => draft.pass_over("IDRegDocumentReference", BACK),
                other => draft.doubt(format!("element <{other}> is not of an Identity")),
            }
        }
    }

    /// What each group of name parts is: last name, first name ...
    fn part_kinds<'a>(&'a self, identity: &'a Node) -> HashMap<&'a str, &'a str> {
        let groups = identity.all("NamePartGroups");
        let groups = groups.flat_map(|groups| groups.all("MasterNamePartGroup"));
        let groups = groups.flat_map(|group| group.all("NamePartGroup"));
        groups
            .filter_map(|group| {
                let kind = self
                    .references
                    .text("NamePartType", group, "NamePartTypeID")?;
                Some((group.attribute("ID")?, kind))
            })
            .collect()
    }

    fn alias(&self, draft: &mut Draft, alias: &Node, is_main: bool, kinds: &HashMap<&str, &str>) {
        let kind = self.references.text("AliasType", alias, "AliasTypeID");
        let is_primary = is_main && alias.attribute("Primary") == Some("true");
        let property = match kind.map(str::to_ascii_lowercase).as_deref() {
            _ if alias.attribute("LowQuality") == Some("true") => Property::WEAK_ALIAS,
            _ if is_primary => Property::NAME,
            Some("f.k.a.") => Property::PREVIOUS_NAME,
            Some("a.k.a." | "n.k.a." | "name") => Property::ALIAS,
            _ => {
                draft.doubt(format!(
                    "\"{}\" is no known type of alias; taken as another name",
                    kind.unwrap_or_default()
                ));
                Property::ALIAS
            }
        };
        for child in &alias.children {
            match child.name.as_str() {
                "DocumentedName" => self.name(draft, property, child, kinds),
                "Comment" => draft.note(&child.text),
                "DatePeriod" => {
                    draft.pass_over("DatePeriod of an Alias", "a name has no property for it");
                }
                other => draft.doubt(format!("element <{other}> is not of an Alias")),
            }
        }
    }

    /// One name in one script. Parts of people's names come family name first in the file.
    fn name(
        &self,
        draft: &mut Draft,
        property: Property,
        name: &Node,
        kinds: &HashMap<&str, &str>,
    ) {
        let (mut given, mut family) = (Vec::new(), Vec::new());
        let mut script = None;
        let mut parts = Vec::new();
        for part in name.all("DocumentedNamePart") {
            let Some(value) = part.child("NamePartValue") else {
                continue;
            };
            script = script.or_else(|| self.references.node("Script", value, "ScriptID"));
            let text = format!(
                "{}{}{}",
                part.attribute("LeadingChars").unwrap_or_default(),
                value.text,
                part.attribute("TrailingChars").unwrap_or_default()
            );
            let group = value.attribute("NamePartGroupID").unwrap_or_default();
            let kind = kinds.get(group).copied().unwrap_or_default();
            let is_family = matches!(kind, "Last Name" | "Maiden Name" | "Matronymic");
            let side = if is_family { &mut family } else { &mut given };
            side.push(text.clone());
            parts.push((kind, text));
        }
        let lang = script.and_then(language);
        // Chinese, Japanese and Korean write the family name first and no spaces.
        let (words, space) = match (draft.schema() == Schema::PERSON, lang) {
            (true, Some(_)) => ([family, given].concat(), ""),
            (true, None) => ([given, family].concat(), " "),
            (false, Some(_)) => (parts.iter().map(|(_, text)| text.clone()).collect(), ""),
            (false, None) => (parts.iter().map(|(_, text)| text.clone()).collect(), " "),
        };
        draft.name_in(property, &words.join(space), lang);
        if property == Property::NAME && draft.schema() == Schema::PERSON {
            for (kind, text) in parts {
                if let Some(property) = part_property(kind) {
                    draft.name_in(property, &text, lang);
                }
            }
        }
        for child in &name.children {
            match child.name.as_str() {
                "Comment" => draft.note(&child.text),
                "DocumentedNamePart" => {}
                "IDRegDocumentReference" => draft.pass_over("IDRegDocumentReference", BACK),
                "DocumentedNameCountry" => draft.pass_over(
                    "DocumentedNameCountry",
                    "where a name is in use; a name has no property for it",
                ),
                other => draft.doubt(format!("element <{other}> is not of a DocumentedName")),
            }
        }
    }

    fn feature(&self, draft: &mut Draft, feature: &Node) {
        let kind = self
            .references
            .text("FeatureType", feature, "FeatureTypeID")
            .unwrap_or_default();
        if kind.is_empty() {
            draft.doubt(format!(
                "FeatureTypeID {} is not among the reference values",
                feature.attribute("FeatureTypeID").unwrap_or("?")
            ));
        }
        for version in feature.all("FeatureVersion") {
            let reliability = self
                .references
                .text("Reliability", version, "ReliabilityID");
            let is_false = reliability.is_some_and(|r| r.to_ascii_lowercase().contains("false"));
            self.version(draft, kind, version, is_false);
        }
    }

    /// One version of a feature: periods, words, reference values or places.
    fn version(&self, draft: &mut Draft, kind: &str, version: &Node, is_false: bool) {
        for child in &version.children {
            let values = match child.name.as_str() {
                "Comment" => {
                    draft.note(&child.text);
                    continue;
                }
                "IDRegDocumentReference" => {
                    draft.pass_over("IDRegDocumentReference", BACK);
                    continue;
                }
                "VersionLocation" if kind == "Location" && !is_false => {
                    if let Some(place) = self.place(draft, child) {
                        place.add_to(draft);
                    }
                    continue;
                }
                "VersionLocation" => {
                    let place = self.place(draft, child);
                    place.map_or_else(Vec::new, |place| place.texts(draft))
                }
                "DatePeriod" => vec![self.period(draft, child)],
                "VersionDetail" => {
                    let references = &self.references;
                    let detail = references.text("DetailReference", child, "DetailReferenceID");
                    let words = [child.text.as_str(), detail.unwrap_or_default()];
                    vec![words.join(" ").trim().to_owned()]
                }
                other => {
                    draft.doubt(format!("element <{other}> is not of a FeatureVersion"));
                    continue;
                }
            };
            for value in values.iter().filter(|value| !value.is_empty()) {
                if is_false {
                    draft.note(&format!("{kind} {value} (reported to be false)"));
                } else {
                    draft.fact(&format!("{kind} {value}"));
                }
            }
        }
    }

    fn place(&self, draft: &mut Draft, location: &Node) -> Option<&Place> {
        let id = location.attribute("LocationID").unwrap_or_default();
        let place = self.places.get(id);
        if place.is_none() {
            draft.doubt(format!("LocationID {id} is not in the file"));
        }
        place
    }

    /// A period in words. Dates of another calendar are not read as if they were Gregorian.
    fn period(&self, draft: &mut Draft, period: &Node) -> String {
        let calendar = self
            .references
            .text("CalendarType", period, "CalendarTypeID");
        match (calendar, period_text(period)) {
            (Some(calendar), Some(text)) if !calendar.starts_with("Gregorian") => {
                draft.doubt(format!("{text} is a date of the {calendar} calendar"));
                String::new()
            }
            (_, text) => text.unwrap_or_default(),
        }
    }

    fn document(&self, draft: &mut Draft, document: &Node) {
        let references = &self.references;
        let kind = references.text("IDRegDocType", document, "IDRegDocTypeID");
        let kind = kind.unwrap_or_default();
        let number = document.text_of("IDRegistrationNo").unwrap_or_default();
        let mut paper = Paper {
            number,
            country: references.country(document, "IssuedBy-CountryID"),
            authority: document.text_of("IssuingAuthority"),
            ..Paper::default()
        };
        for child in &document.children {
            match child.name.as_str() {
                "IDRegistrationNo" | "IssuingAuthority" => {}
                "Comment" if child.text == number => {}
                "Comment" => draft.note(&child.text),
                "DocumentDate" => self.document_date(draft, child, &mut paper),
                "IDRegDocumentMention"
                | "FeatureVersionReference"
                | "DocumentedNameReference"
                | "ProfileRelationshipReference" => draft.pass_over(
                    "reference of an IDRegDocument",
                    "points at what the document is evidence for",
                ),
                other => draft.doubt(format!("element <{other}> is not of an IDRegDocument")),
            }
        }
        let validity = references.text("Validity", document, "ValidityID");
        let validity = validity.unwrap_or_default().to_ascii_lowercase();
        if validity.contains("fraud") || validity.contains("false") {
            draft.note(&format!("{kind} {number}: {validity}"));
        }
        if document.attribute("IssuedIn-LocationID").is_some() {
            draft.pass_over("IssuedIn-LocationID", "a paper has no property for it");
        }
        draft.document(kind, &paper);
    }

    fn document_date(&self, draft: &mut Draft, date: &Node, paper: &mut Paper<'_>) {
        let references = &self.references;
        let what = references.text("IDRegDocDateType", date, "IDRegDocDateTypeID");
        let what = what.unwrap_or_default().to_ascii_lowercase();
        match date.child("DatePeriod").and_then(bounds) {
            Some((date, ..)) if what.contains("issue") => paper.issued = Some(date),
            Some((date, ..)) if what.contains("expir") => paper.expires = Some(date),
            _ => draft.doubt(format!(
                "document {}: no use for its date of type \"{what}\"",
                paper.number
            )),
        }
    }
}

fn external(draft: &mut Draft, reference: &Node) {
    for child in &reference.children {
        match child.name.as_str() {
            "Comment" | "ExRefValue" => draft.note(&child.text),
            "DirectURL" => draft.name_in(Property::SOURCE_URL, &child.text, None),
            "SubLink" => {
                let url = child.text_of("DirectURL").unwrap_or_default();
                draft.name_in(Property::SOURCE_URL, url, None);
                draft.note(child.text_of("Description").unwrap_or_default());
            }
            other => draft.doubt(format!("element <{other}> is not of an ExternalReference")),
        }
    }
}

/// The language that a script says by itself. Cyrillic and Arabic serve many languages.
fn language(script: &Node) -> Option<&'static str> {
    match script.attribute("ScriptCode").unwrap_or_default() {
        "Hans" | "Hant" => Some("zho"),
        "Jpan" | "Hira" | "Kana" => Some("jpn"),
        "Kore" | "Hang" => Some("kor"),
        _ if script.text.starts_with("Chinese") => Some("zho"),
        _ => None,
    }
}

fn part_property(kind: &str) -> Option<Property> {
    match kind {
        "Last Name" => Some(Property::LAST_NAME),
        "First Name" => Some(Property::FIRST_NAME),
        "Middle Name" => Some(Property::MIDDLE_NAME),
        "Patronymic" => Some(Property::FATHER_NAME),
        "Matronymic" => Some(Property::MOTHER_NAME),
        _ => None,
    }
}
