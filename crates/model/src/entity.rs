//! Entities: what a list says of a party, as FollowTheMoney has it.

use std::collections::HashSet;

use crate::PartialDate;
use crate::ftm::{Property, PropertyType, Schema};
use crate::id::EntityId;

/// One value of a property, with the language and the publisher's own spelling where they matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// The cleaned value: a date in ISO form, a country as a code, a name trimmed.
    pub text: String,
    /// ISO 639-3 code of the value's language, where the publisher says it.
    pub lang: Option<String>,
    /// What the publisher wrote, where cleaning changed it.
    pub original: Option<String>,
}

/// A thing and what is said of it. Values keep the order in which they were added; the same value
/// of the same property is kept once.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Which thing.
    pub id: EntityId,
    /// What kind of thing.
    pub schema: Schema,
    values: Vec<(Property, Value)>,
    /// The same values, to be found at once; made when there are more than [`FEW`].
    known: HashSet<(Property, String)>,
}

/// Up to this many values looking through them all is the quickest.
const FEW: usize = 16;

/// How a value is found does not make another entity.
impl PartialEq for Entity {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.schema == other.schema && self.values == other.values
    }
}

impl Eq for Entity {}

/// One entry of a list: the party, and the things that belong to it (designations, identity
/// papers, addresses, links).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who or what is listed.
    pub party: Entity,
    /// Entities that only make sense with the party.
    pub related: Vec<Entity>,
}

impl Entity {
    /// An entity with nothing said of it yet.
    #[must_use]
    pub fn new(id: EntityId, schema: Schema) -> Self {
        Self::restore(id, schema, Vec::new())
    }

    /// An entity as it was kept. The values come from an entity that was made by adding them, so
    /// they are clean and none is there twice: nothing is checked again.
    #[must_use]
    pub fn restore(id: EntityId, schema: Schema, values: Vec<(Property, Value)>) -> Self {
        Self {
            id,
            schema,
            values,
            known: HashSet::new(),
        }
    }

    /// Adds a value. White space at the ends is dropped and runs of it become one space; an empty
    /// value, or one already there, adds nothing.
    pub fn add(&mut self, property: Property, text: &str) {
        self.push(property, text, None, None);
    }

    /// Adds a value in a known language (ISO 639-3 code).
    pub fn add_in(&mut self, property: Property, text: &str, lang: &str) {
        self.push(property, text, Some(lang), None);
    }

    /// Adds a cleaned value and keeps what the publisher wrote.
    pub fn add_cleaned(&mut self, property: Property, text: &str, original: &str) {
        self.push(property, text, None, Some(original));
    }

    /// Adds a value with everything that is known of it.
    pub fn push(
        &mut self,
        property: Property,
        text: &str,
        lang: Option<&str>,
        original: Option<&str>,
    ) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() || !self.is_new(property, &text) {
            return;
        }
        let original = original
            .filter(|original| *original != text)
            .map(str::to_owned);
        self.values.push((
            property,
            Value {
                text,
                lang: lang.map(str::to_owned),
                original,
            },
        ));
    }

    /// Whether a value is not there yet, which it is about to be.
    fn is_new(&mut self, property: Property, text: &str) -> bool {
        if self.values.len() <= FEW {
            return self.get(property).all(|value| value.text != text);
        }
        if self.known.is_empty() {
            let key = |(property, value): &(Property, Value)| (*property, value.text.clone());
            self.known = self.values.iter().map(key).collect();
        }
        self.known.insert((property, text.to_owned()))
    }

    /// Adds a date.
    pub fn add_date(&mut self, property: Property, date: PartialDate) {
        self.add(property, &date.to_string());
    }

    /// The values of one property, in the order they were added.
    pub fn get(&self, property: Property) -> impl Iterator<Item = &Value> {
        self.values
            .iter()
            .filter(move |(p, _)| *p == property)
            .map(|(_, value)| value)
    }

    /// The first value of a property.
    #[must_use]
    pub fn first(&self, property: Property) -> Option<&str> {
        self.get(property).map(|value| value.text.as_str()).next()
    }

    /// Every property and value, in the order they were added.
    pub fn values(&self) -> impl Iterator<Item = (Property, &Value)> {
        self.values
            .iter()
            .map(|(property, value)| (*property, value))
    }

    /// Whether nothing is said of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The words to show for it: its first name, else its id.
    #[must_use]
    pub fn caption(&self) -> &str {
        self.first(Property::NAME)
            .unwrap_or_else(|| self.id.as_str())
    }

    /// What is wrong with it, if anything: a property its schema does not have, a date that is
    /// none, a country that is not a code. Readers are tested to produce none of these.
    #[must_use]
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        for (property, value) in &self.values {
            let text = &value.text;
            let flaw = match self.schema.property_type(*property) {
                None => Some("is not a property of this schema"),
                Some(PropertyType::Date) if text.parse::<PartialDate>().is_err() => {
                    Some("is not a date")
                }
                Some(PropertyType::Country) if !is_country_code(text) => {
                    Some("is not a country code")
                }
                Some(PropertyType::Entity) if EntityId::new(text).is_err() => {
                    Some("is not an entity id")
                }
                Some(_) => None,
            };
            if let Some(flaw) = flaw {
                flaws.push(format!(
                    "{} {}: {property} \"{text}\" {flaw}",
                    self.schema, self.id
                ));
            }
        }
        flaws
    }
}

/// Two lower-case letters, or one of FollowTheMoney's longer codes such as `zz-xx` or `suhh`.
fn is_country_code(text: &str) -> bool {
    (2..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

impl Entry {
    /// An entry of a party alone.
    #[must_use]
    pub fn new(party: Entity) -> Self {
        Self {
            party,
            related: Vec::new(),
        }
    }

    /// A new designation of the party, to be filled and then pushed to `related`: its id is the
    /// party's with `-sanction-N`, its `entity` the party.
    #[must_use]
    pub fn designation(&self) -> Entity {
        self.belonging(Schema::SANCTION, "sanction", Property::ENTITY)
    }

    /// A new entity of some schema that points at the party by `link`.
    #[must_use]
    pub fn belonging(&self, schema: Schema, kind: &str, link: Property) -> Entity {
        let n = self.next_number(schema, kind);
        let mut entity = Entity::new(self.party.id.related(kind, n), schema);
        entity.add(link, self.party.id.as_str());
        entity
    }

    /// One more than there are of a schema. The last of them bears its number in its id, which
    /// spares the counting; where ids are made otherwise, they are counted.
    fn next_number(&self, schema: Schema, kind: &str) -> usize {
        let same = |e: &&Entity| e.schema == schema;
        let number = |id: &str| {
            let rest = id.strip_prefix(self.party.id.as_str())?;
            let rest = rest.strip_prefix('-')?.strip_prefix(kind)?;
            rest.strip_prefix('-')?.parse::<usize>().ok()
        };
        let last = self.related.iter().rev().find(same);
        let numbered = last.and_then(|last| number(last.id.as_str()));
        1 + numbered.unwrap_or_else(|| self.related.iter().filter(same).count())
    }

    /// The designations of the party.
    pub fn designations(&self) -> impl Iterator<Item = &Entity> {
        self.related
            .iter()
            .filter(|entity| entity.schema == Schema::SANCTION)
    }

    /// The party, then what belongs to it.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        std::iter::once(&self.party).chain(&self.related)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party() -> Entity {
        Entity::new(EntityId::new("x-1").unwrap(), Schema::COMPANY)
    }

    #[test]
    fn values_are_trimmed_and_kept_once() {
        let mut entity = party();
        entity.add(Property::NAME, "  Made-Up \n Cotton Mill ");
        entity.add(Property::NAME, "Made-Up Cotton Mill");
        entity.add(Property::NAME, " ");
        assert_eq!(entity.get(Property::NAME).count(), 1);
        assert_eq!(entity.caption(), "Made-Up Cotton Mill");
    }

    #[test]
    fn flaws_are_named() {
        let mut entity = party();
        entity.add(Property::BIRTH_DATE, "1980");
        entity.add(Property::COUNTRY, "China");
        entity.add(Property::INCORPORATION_DATE, "June 2010");
        assert_eq!(entity.flaws().len(), 3);
    }

    #[test]
    fn many_values_are_kept_once_too_and_quickly() {
        let mut many = party();
        for _ in 0..2 {
            for n in 0..50_000 {
                many.add(Property::NAME, &format!("Made-Up Mill {n}"));
                many.add(Property::ALIAS, &format!("Made-Up Mill {n}"));
            }
        }
        assert_eq!(many.get(Property::NAME).count(), 50_000);
        assert_eq!(many.values().count(), 100_000);
        let values = many.values().map(|(p, v)| (p, v.clone())).collect();
        let mut restored = Entity::restore(many.id.clone(), many.schema, values);
        assert_eq!(restored, many);
        restored.add(Property::NAME, "Made-Up Mill 7");
        assert_eq!(restored, many);
        restored.add(Property::NAME, "Made-Up Mill 50000");
        assert_ne!(restored, many);
    }

    #[test]
    fn foreign_ids_are_counted() {
        let mut entry = Entry::new(party());
        let foreign = Entity::new(EntityId::new("other-9").unwrap(), Schema::SANCTION);
        entry.related.push(foreign);
        assert_eq!(entry.designation().id.as_str(), "x-1-sanction-2");
    }

    #[test]
    fn designations_are_numbered() {
        let mut entry = Entry::new(party());
        entry.related.push(entry.designation());
        assert_eq!(entry.designation().id.as_str(), "x-1-sanction-2");
        assert_eq!(entry.designation().first(Property::ENTITY), Some("x-1"));
    }
}
