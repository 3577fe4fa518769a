//! Places: addresses, countries and towns that parties and facts point at.

use super::super::draft::Draft;
use super::reference::References;
use crate::country;
use crate::xml::Node;

/// A place is used wherever it is pointed at, so a huge one would be multiplied.
const TEXT_BYTES_MAX: usize = 4_000;

/// A place, its parts in the order in which OFAC's other formats write them.
#[derive(Debug, Default)]
pub struct Place {
    lines: Vec<String>,
    countries: Vec<String>,
    doubts: Vec<&'static str>,
    passed_over: Vec<(&'static str, &'static str)>,
}

impl Place {
    /// Reads a `Location`.
    pub fn new(node: &Node, references: &References) -> Self {
        let mut place = Self::default();
        let mut parts: Vec<(String, String)> = Vec::new();
        for child in &node.children {
            match child.name.as_str() {
                "LocationCountry" => {
                    let name = references.country(child, "CountryID");
                    place.countries.extend(name.map(str::to_owned));
                }
                "LocationPart" => {
                    let kind = references.text("LocPartType", child, "LocPartTypeID");
                    let kind = kind.unwrap_or_default().to_ascii_uppercase();
                    for value in place.values(child) {
                        parts.push((kind.clone(), value));
                    }
                }
                "Comment" if !child.text.is_empty() => {
                    parts.push((String::new(), child.text.clone()));
                }
                "Comment" | "LocationAreaCode" => {}
                "FeatureVersionReference" | "IDRegDocumentReference" => {
                    place.passed_over.push((
                        "reference of a Location",
                        "points back at what points at the place",
                    ));
                }
                _ => place
                    .doubts
                    .push("its Location has an element that is not of this format"),
            }
        }
        if place.countries.is_empty() {
            place.area_code(node, references);
        }
        place.arrange(parts);
        let texts = place.lines.iter().chain(&place.countries);
        if texts.map(String::len).sum::<usize>() > TEXT_BYTES_MAX {
            place = Self::default();
            place.doubts.push("its Location is too long to be one");
        }
        place.doubts.dedup();
        place.passed_over.dedup();
        place
    }

    /// The main spelling of a part; the others are spellings of the same in other scripts.
    fn values(&mut self, part: &Node) -> Vec<String> {
        let mut main = Vec::new();
        for value in part.all("LocationPartValue") {
            let text = value.text_of("Value").unwrap_or_default().to_owned();
            if value.attribute("Primary") == Some("false") {
                self.passed_over.push((
                    "LocationPartValue",
                    "another spelling of a part of an address",
                ));
            } else if !text.is_empty() {
                main.push(text);
            }
        }
        main
    }

    /// An area code says what the country says, but stands alone at times.
    fn area_code(&mut self, node: &Node, references: &References) {
        for code in node.all("LocationAreaCode") {
            let area = references.node("AreaCode", code, "AreaCodeID");
            let country = area.and_then(|area| references.country(area, "CountryID"));
            let name = country.or_else(|| area?.attribute("Description"));
            self.countries.extend(name.map(str::to_owned));
        }
    }

    fn arrange(&mut self, parts: Vec<(String, String)>) {
        let (mut lines, mut town, mut code) = (Vec::new(), Vec::new(), Vec::new());
        let mut regions = Vec::new();
        for (kind, value) in parts {
            match kind.as_str() {
                "CITY" => town.insert(0, value),
                "STATE/PROVINCE" => town.push(value),
                "POSTAL CODE" => code.push(value),
                "REGION" => regions.push(value),
                // A nationality has its country as a part of no kind.
                "UNKNOWN" if country::code(&value).is_some() => self.countries.push(value),
                _ => lines.push((kind, value)),
            }
        }
        // ADDRESS1 to ADDRESS3 stand in any order in the file.
        lines.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.lines = lines.into_iter().map(|(_, value)| value).collect();
        let town = format!("{} {}", town.join(", "), code.join(" "));
        self.lines
            .extend(Some(town.trim().to_owned()).filter(|town| !town.is_empty()));
        self.lines.extend(regions);
    }

    /// Adds the place to a party as an address.
    pub fn add_to(&self, draft: &mut Draft) {
        self.report(draft);
        let lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        let mut countries = self.countries.iter().map(String::as_str);
        draft.address(&lines, countries.next());
        for country in countries {
            draft.address(&[], Some(country));
        }
    }

    /// The place in words: one text, or one for each country where there is nothing but countries.
    pub fn texts(&self, draft: &mut Draft) -> Vec<String> {
        self.report(draft);
        if self.lines.is_empty() {
            return self.countries.clone();
        }
        vec![[&self.lines[..], &self.countries[..]].concat().join(", ")]
    }

    fn report(&self, draft: &mut Draft) {
        for doubt in &self.doubts {
            draft.doubt(*doubt);
        }
        for (field, reason) in &self.passed_over {
            draft.pass_over(field, reason);
        }
    }
}
