//! The reference values: what the numbers in the rest of the file mean.

use std::collections::HashMap;

use crate::country;
use crate::xml::Node;

/// The elements that hold one reference value each.
pub const SETS: [&str; 39] = [
    "AliasType",
    "AreaCode",
    "AreaCodeType",
    "CalendarType",
    "Country",
    "CountryRelevance",
    "DecisionMakingBody",
    "DetailReference",
    "DetailType",
    "DocNameStatus",
    "EntryEventType",
    "EntryLinkType",
    "ExRefType",
    "FeatureType",
    "FeatureTypeGroup",
    "IDRegDocDateType",
    "IDRegDocType",
    "IdentityFeatureLinkType",
    "LegalBasis",
    "LegalBasisType",
    "List",
    "LocPartType",
    "LocPartValueStatus",
    "LocPartValueType",
    "NamePartType",
    "Organisation",
    "PartySubType",
    "PartyType",
    "RelationQuality",
    "RelationType",
    "Reliability",
    "SanctionsProgram",
    "SanctionsType",
    "Script",
    "ScriptStatus",
    "SubsidiaryBody",
    "SupInfoType",
    "TargetType",
    "Validity",
];

/// A value is used wherever it is pointed at, so a huge one would be multiplied.
const TEXT_BYTES_MAX: usize = 2_000;

/// Every reference value, by set and number.
#[derive(Default)]
pub struct References(HashMap<String, HashMap<String, Node>>);

impl References {
    /// Keeps a value, and says whether it did: not if it is too long to be one.
    pub fn add(&mut self, node: Node) -> bool {
        let attributes = node.attributes.iter().map(|(_, value)| value.len());
        if node.text.len() + attributes.sum::<usize>() > TEXT_BYTES_MAX {
            return false;
        }
        let id = node.attribute("ID").unwrap_or_default().to_owned();
        self.0
            .entry(node.name.clone())
            .or_default()
            .insert(id, node);
        true
    }

    /// The value that an attribute of an element names.
    pub fn node(&self, set: &str, element: &Node, attribute: &str) -> Option<&Node> {
        self.0.get(set)?.get(element.attribute(attribute)?)
    }

    /// The words of the value that an attribute of an element names.
    pub fn text(&self, set: &str, element: &Node, attribute: &str) -> Option<&str> {
        let node = self.node(set, element, attribute)?;
        Some(node.text.as_str()).filter(|text| !text.is_empty())
    }

    /// The name of the country that an attribute names, or its code where the name is no known
    /// spelling.
    pub fn country(&self, element: &Node, attribute: &str) -> Option<&str> {
        let node = self.node("Country", element, attribute)?;
        let name = node.text.as_str();
        match node.attribute("ISO2") {
            Some(code) if country::code(name).is_none() => Some(code),
            _ => Some(name).filter(|name| !name.is_empty()),
        }
    }
}
