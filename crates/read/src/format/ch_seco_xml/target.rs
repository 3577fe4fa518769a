//! One Swiss target to one entry.

use plaint_model::{Entity, EntityId, Entry, ListInfo, PartialDate, Property, Schema};

use super::{Place, References, Status, names};
use crate::dates::{self, FigureOrder};
use crate::sink::{Severity, Sink};
use crate::xml::Node;
use crate::{company_words, country, date_text};

/// Reads one target.
pub(super) struct Reader<'a, 's, 'f> {
    pub(super) list: &'a ListInfo,
    pub(super) references: &'a References,
    pub(super) file: &'a str,
    pub(super) place: String,
    pub(super) sink: &'s mut Sink<'f>,
}

impl Reader<'_, '_, '_> {
    fn fault(&mut self, message: String) {
        self.sink
            .fault(Severity::Value, self.file, self.place.clone(), message);
    }

    fn country(&mut self, entity: &mut Entity, property: Property, node: &Node) {
        let iso = node
            .attribute("iso-code")
            .or_else(|| node.attribute("code"));
        let name = iso.unwrap_or(&node.text);
        match country::code(name).or_else(|| country::code(&node.text)) {
            Some(code) => entity.add_cleaned(property, code, &node.text),
            None if name.is_empty() => {}
            None => self.fault(format!("\"{name}\" is not a country this reader knows")),
        }
    }

    pub(super) fn entry(&mut self, target: &Node, status: &Status) -> Option<Entry> {
        let kinds = ["individual", "entity", "object"];
        let body = kinds.iter().find_map(|kind| target.child(kind));
        let (Some(body), Some(ssid)) = (body, target.attribute("ssid")) else {
            let message = "a target without a number, or that is no individual, entity or object";
            self.sink
                .fault(Severity::Record, self.file, self.place.clone(), message);
            return None;
        };
        // Some copies have the identities beside the body instead of in it.
        let mut identities: Vec<&Node> =
            body.all("identity").chain(target.all("identity")).collect();
        identities.sort_by_key(|identity| identity.attribute("main") == Some("false"));
        let id = EntityId::numbered(&self.list.id, ssid);
        let schema = self.schema(body, &identities);
        let mut entry = Entry::new(Entity::new(id, schema));
        for (index, identity) in identities.iter().enumerate() {
            self.identity(&mut entry, identity, index == 0);
        }
        if entry.party.first(Property::NAME).is_none() {
            let message = "a target without a name is not understood";
            self.sink
                .fault(Severity::Record, self.file, self.place.clone(), message);
            return None;
        }
        self.body(&mut entry, body);
        for topic in &self.list.topics {
            entry.party.add(Property::TOPICS, topic);
        }
        self.designations(&mut entry, target, body, status);
        Some(entry)
    }

    fn schema(&mut self, body: &Node, identities: &[&Node]) -> Schema {
        if body.name == "individual" {
            return Schema::PERSON;
        }
        if body.name == "object" {
            return match body.attribute("object-type") {
                Some("vessel") => Schema::VESSEL,
                Some("aircraft") => Schema::AIRPLANE,
                other => {
                    let kind = other.unwrap_or("none").to_owned();
                    self.fault(format!(
                        "object-type \"{kind}\" is not known to this reader"
                    ));
                    Schema::VEHICLE
                }
            };
        }
        let names = identities.iter().flat_map(|identity| identity.all("name"));
        let mut values = names.flat_map(|name| name.all("name-part"));
        let company = |part: &Node| part.text_of("value").is_some_and(company_words::is_company);
        match values.any(company) {
            true => Schema::COMPANY,
            false => Schema::LEGAL_ENTITY,
        }
    }

    fn identity(&mut self, entry: &mut Entry, identity: &Node, main: bool) {
        for name in identity.all("name") {
            if let Some(problem) = names::add(&mut entry.party, name, main) {
                self.fault(problem);
            }
        }
        for day in identity.all("day-month-year") {
            self.day(&mut entry.party, day);
        }
        let person = entry.party.schema == Schema::PERSON;
        for nationality in identity.all("nationality") {
            let property = if person {
                Property::NATIONALITY
            } else {
                Property::COUNTRY
            };
            if let Some(country) = nationality.child("country") {
                self.country(&mut entry.party, property, country);
            }
        }
        for birth in identity.all("place-of-birth").filter(|_| person) {
            let (text, code) = self.place_text(birth);
            entry.party.add(Property::BIRTH_PLACE, &text);
            entry
                .party
                .add(Property::BIRTH_COUNTRY, code.unwrap_or_default());
        }
        for address in identity.all("address") {
            let (text, code) = self.place_text(address);
            entry.party.add(Property::ADDRESS, &text);
            entry.party.add(Property::COUNTRY, code.unwrap_or_default());
            entry.party.add(
                Property::NOTES,
                address.text_of("remarks").unwrap_or_default(),
            );
        }
        for document in identity.all("identification-document") {
            self.document(entry, document);
        }
    }

    fn day(&mut self, party: &mut Entity, day: &Node) {
        let number = |name: &str| day.attribute(name).and_then(|n| n.parse::<u16>().ok());
        let small = |n: u16| u8::try_from(n).unwrap_or(u8::MAX);
        let date = match (number("year"), number("month"), number("day")) {
            (Some(y), Some(m), Some(d)) => PartialDate::from_day(y, small(m), small(d)),
            (Some(y), Some(m), None) => PartialDate::from_month(y, small(m)),
            (Some(y), None, _) => PartialDate::from_year(y),
            (None, ..) => None,
        };
        let property = match party.schema {
            Schema::PERSON => Property::BIRTH_DATE,
            Schema::VESSEL | Schema::AIRPLANE | Schema::VEHICLE => Property::BUILD_DATE,
            _ => Property::INCORPORATION_DATE,
        };
        let calendar = day.attribute("calendar").unwrap_or("Gregorian");
        let words: Vec<String> = day
            .attributes
            .iter()
            .filter(|(name, _)| name != "ssid" && name != "quality")
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        match date {
            Some(date) if calendar == "Gregorian" => party.add_date(property, date),
            // Another calendar's day, or a day without its year.
            _ if !words.is_empty() => {
                party.add(Property::NOTES, &format!("Date: {}", words.join(", ")))
            }
            _ => self.fault("a day-month-year says nothing".to_owned()),
        }
    }

    /// An address or place of birth as one text, and the code of its country.
    fn place_text(&mut self, node: &Node) -> (String, Option<&'static str>) {
        let known = node
            .attribute("place-id")
            .and_then(|id| self.references.places.get(id));
        if known.is_none()
            && let Some(id) = node.attribute("place-id")
        {
            self.fault(format!("place {id} is not in the file"));
        }
        let own = Place::of(node);
        let empty = Place::default();
        let known = known.unwrap_or(&empty);
        let or = |a: &str, b: &str| {
            if a.is_empty() {
                b.to_owned()
            } else {
                a.to_owned()
            }
        };
        let po_box = node
            .text_of("p-o-box")
            .map(|number| format!("P.O. Box {number}"));
        let city = [
            node.text_of("zip-code").unwrap_or_default(),
            &or(&own.location, &known.location),
        ]
        .join(" ");
        let country = or(&own.country, &known.country);
        let parts = [
            node.text_of("c-o").unwrap_or_default().to_owned(),
            node.text_of("address-details")
                .unwrap_or_default()
                .to_owned(),
            po_box.unwrap_or_default(),
            city.trim().to_owned(),
            or(&own.area, &known.area),
            country.clone(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let code = country::code(&country);
        if code.is_none() && !country.is_empty() {
            self.fault(format!("\"{country}\" is not a country this reader knows"));
        }
        (parts.join(", "), code)
    }

    fn document(&mut self, entry: &mut Entry, document: &Node) {
        let Some(number) = document.text_of("number") else {
            return;
        };
        let kind = document.attribute("document-type").unwrap_or("other");
        if entry.party.schema == Schema::PERSON {
            let passport = kind.contains("passport");
            let property = if passport {
                Property::PASSPORT_NUMBER
            } else {
                Property::ID_NUMBER
            };
            entry.party.add(property, number);
        }
        let mut paper = entry.belonging(Schema::IDENTIFICATION, "id", Property::HOLDER);
        paper.add(Property::TYPE, kind);
        paper.add(Property::NUMBER, number);
        if let Some(issuer) = document.child("issuer") {
            self.country(&mut paper, Property::COUNTRY, issuer);
        }
        let days = [
            ("date-of-issue", Property::START_DATE),
            ("expiry-date", Property::END_DATE),
        ];
        for (name, property) in days {
            let Some(text) = document.text_of(name) else {
                continue;
            };
            match dates::parse(text, FigureOrder::DayFirst) {
                Some(date) => paper.add_date(property, date),
                None => self.fault(format!("\"{text}\" is not a date")),
            }
        }
        paper.add(
            Property::SUMMARY,
            document.text_of("remark").unwrap_or_default(),
        );
        entry.related.push(paper);
    }

    /// What stands beside the identities: sex, remarks, links.
    fn body(&mut self, entry: &mut Entry, body: &Node) {
        let sex = body.attribute("sex").unwrap_or_default().to_lowercase();
        if entry.party.schema == Schema::PERSON {
            entry.party.add(Property::GENDER, &sex);
        }
        for information in body.all("other-information") {
            let text = &information.text;
            match identifier(&entry.party, text) {
                Some((property, value)) => entry.party.add_cleaned(property, &value, text),
                None => entry.party.add(Property::NOTES, text),
            }
        }
        for attribute in body.all("generic-attribute") {
            let name = attribute.attribute("name").unwrap_or("attribute");
            entry
                .party
                .add(Property::NOTES, &format!("{name}: {}", attribute.text));
        }
        for relation in body.all("relation") {
            let Some(other) = relation.attribute("target-id") else {
                continue;
            };
            let mut link = entry.belonging(Schema::UNKNOWN_LINK, "link", Property::SUBJECT);
            let other = EntityId::numbered(&self.list.id, other);
            link.add(Property::OBJECT, other.as_str());
            link.add(
                Property::ROLE,
                relation.attribute("relation-type").unwrap_or_default(),
            );
            link.add(
                Property::SUMMARY,
                relation.text_of("remark").unwrap_or_default(),
            );
            entry.related.push(link);
        }
    }

    /// One designation for each set of sanctions that the target stands under.
    fn designations(&mut self, entry: &mut Entry, target: &Node, body: &Node, status: &Status) {
        let attribute = target.attribute("sanctions-set-id");
        let elements = target
            .all("sanctions-set-id")
            .map(|node| node.text.as_str());
        let mut sets: Vec<&str> = attribute.into_iter().chain(elements).collect();
        sets.dedup();
        if sets.is_empty() {
            self.fault("it stands under no set of sanctions".to_owned());
            sets.push("");
        }
        let empty = super::Set::default();
        for id in sets {
            let set = self.references.sets.get(id).unwrap_or(&empty);
            if set.program.is_empty() && !id.is_empty() {
                self.fault(format!("the set of sanctions {id} is not in the file"));
            }
            entry.party.add(Property::PROGRAM, &set.program);
            let mut sanction = entry.designation();
            sanction.add(Property::AUTHORITY, &self.list.publisher);
            sanction.add(Property::PROGRAM, &set.program);
            sanction.add(Property::PROGRAM_ID, id);
            sanction.add(Property::RECORD_ID, &set.ordinance);
            sanction.add(Property::PROVISIONS, &set.measures);
            for foreign in target.all("foreign-identifier") {
                // The number that the body whose list is followed gives the party.
                let property = if set.from_un {
                    Property::UNSC_ID
                } else {
                    Property::AUTHORITY_ID
                };
                sanction.add(property, &foreign.text);
            }
            for justification in body.all("justification") {
                sanction.add(Property::REASON, &justification.text);
            }
            let days = [
                (Property::LISTING_DATE, status.listed_published),
                (Property::START_DATE, status.listed_effective),
                (Property::MODIFIED_AT, status.changed),
            ];
            for (property, date) in days {
                if let Some(date) = date {
                    sanction.add_date(property, date);
                }
            }
            entry.related.push(sanction);
        }
    }
}

/// "IMO Number: 1234567" and the like, where the text is nothing else.
fn identifier(party: &Entity, text: &str) -> Option<(Property, String)> {
    let (label, value) = text.split_once(':')?;
    let (label, value) = (
        label.trim().to_lowercase(),
        value.trim().trim_end_matches('.'),
    );
    let one_word = !value.is_empty() && !value.contains(char::is_whitespace);
    if label == "date of registration" {
        let found = date_text::find(value, FigureOrder::DayFirst);
        let date = found
            .dates
            .first()
            .filter(|_| found.exact && found.dates.len() == 1)?;
        return Some((Property::INCORPORATION_DATE, date.to_string()))
            .filter(|(property, _)| party.schema.property_type(*property).is_some());
    }
    let property = match label.as_str() {
        "type of entity" => return keep(party, Property::LEGAL_FORM, value),
        "website" | "websites" => Property::WEBSITE,
        "email" | "e-mail" | "email address" | "e-mail address" => Property::EMAIL,
        "imo number" => Property::IMO_NUMBER,
        "taxpayer identification number" | "inn" => Property::INN_CODE,
        "tax registration number" | "tax identification number" => Property::TAX_NUMBER,
        "ogrn" | "primary state registration number" => Property::OGRN_CODE,
        "registration number" | "state registration number" | "business registration number" => {
            Property::REGISTRATION_NUMBER
        }
        "lei" => Property::LEI_CODE,
        "swift/bic" | "swift" | "bic" => Property::SWIFT_BIC,
        "tel." | "telephone" | "telephone number" | "phone" => {
            let dialled = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ');
            return keep(party, Property::PHONE, value).filter(|_| value.chars().all(dialled));
        }
        _ => return None,
    };
    keep(party, property, value).filter(|_| one_word)
}

fn keep(party: &Entity, property: Property, value: &str) -> Option<(Property, String)> {
    party.schema.property_type(property)?;
    Some((property, value.to_owned()))
}
