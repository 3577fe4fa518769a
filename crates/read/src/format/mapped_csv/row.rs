//! One row of a mapped table.

use plaint_model::ftm::PropertyType;
use plaint_model::{Entity, EntityId, Entry, ListInfo, Property, Schema};

use super::mapping::{Mapping, Role};
use crate::sink::{Severity, Sink};
use crate::{dates, nationality, topics};

/// Reads a row.
pub(super) struct Row<'a, 's, 'f> {
    pub(super) list: &'a ListInfo,
    pub(super) mapping: &'a Mapping,
    pub(super) record: &'a csv::StringRecord,
    pub(super) file: &'a str,
    pub(super) place: String,
    pub(super) sink: &'s mut Sink<'f>,
}

impl Row<'_, '_, '_> {
    fn fault(&mut self, severity: Severity, message: String) {
        self.sink
            .fault(severity, self.file, self.place.clone(), message);
    }

    fn cell(&self, wanted: Role) -> &str {
        let columns = self.mapping.columns.iter();
        let mut cells = columns.filter(|(role, _)| *role == wanted);
        let cell = cells.find_map(|(_, at)| self.record.get(*at));
        cell.unwrap_or_default().trim()
    }

    /// The row's party with nothing said of it; `None`, and a fault, when it has no name.
    pub(super) fn party(&mut self) -> Option<Entity> {
        let stated = self.cell(Role::Schema).to_owned();
        let schema = match stated.as_str() {
            "" => self.mapping.schema,
            stated => match Schema::find(stated) {
                Some(schema) => schema,
                None => {
                    let message = format!("\"{stated}\" is not a FollowTheMoney schema");
                    self.fault(Severity::Record, message);
                    return None;
                }
            },
        };
        let names = self.cell(Role::Party(Property::NAME));
        let Some(first) = values(names, self.mapping.multi.as_deref()).next() else {
            self.fault(
                Severity::Record,
                "a row without a name is not understood".to_owned(),
            );
            return None;
        };
        let (_, _, first) = marked(first);
        let id = match self.cell(Role::Id) {
            "" => {
                let country = self.cell(Role::Party(Property::COUNTRY));
                EntityId::derived(&self.list.id, &[schema.as_str(), first, country])
            }
            own => EntityId::numbered(&self.list.id, own),
        };
        Some(Entity::new(id, schema))
    }

    /// Adds what the row says to its party's entry: facts, and a designation.
    pub(super) fn fill(&mut self, entry: &mut Entry) {
        let mut sanction = entry.designation();
        let columns = self.mapping.columns.clone();
        for (role, at) in columns {
            let cell = self.record.get(at).unwrap_or_default();
            let multi = self.mapping.multi.as_deref();
            let values: Vec<&str> = values(cell, multi).collect();
            for value in values {
                let problem = match role {
                    Role::Id | Role::Schema | Role::Lang => None,
                    Role::Party(property) => self.add(&mut entry.party, property, value),
                    Role::Sanction(property) => self.add(&mut sanction, property, value),
                };
                if let Some(problem) = problem {
                    self.fault(Severity::Value, problem);
                }
            }
        }
        for topic in &self.list.topics {
            entry.party.add(Property::TOPICS, topic);
        }
        let stated = sanction.values().count() > 1;
        if stated || !self.mapping.has_sanction() {
            if !self.mapping.has(Role::Sanction(Property::AUTHORITY)) {
                sanction.add(Property::AUTHORITY, &self.list.publisher);
            }
            for program in sanction.get(Property::PROGRAM) {
                entry.party.add(Property::PROGRAM, &program.text);
            }
            entry.related.push(sanction);
        }
    }

    /// Adds a value; gives back why it is not one.
    fn add(&self, entity: &mut Entity, property: Property, value: &str) -> Option<String> {
        let Some(kind) = entity.schema.property_type(property) else {
            return Some(format!("{} has no property {property}", entity.schema));
        };
        match kind {
            PropertyType::Name => {
                let (lang, marked_as, name) = marked(value);
                let property = marked_as.unwrap_or(property);
                let row = Some(self.cell(Role::Lang)).filter(|lang| !lang.is_empty());
                let lang = lang.or(row);
                entity.push(property, name, lang, None);
            }
            PropertyType::Date => match dates::parse(value, self.mapping.order) {
                Some(date) => entity.add_cleaned(property, &date.to_string(), value),
                None => return Some(format!("{property} \"{value}\" is not a date")),
            },
            PropertyType::Country => match nationality::code(value) {
                Some(code) => entity.add_cleaned(property, code, value),
                None => {
                    return Some(format!(
                        "{property} \"{value}\" is not a country this reader knows"
                    ));
                }
            },
            PropertyType::Entity => {
                let id = EntityId::numbered(&self.list.id, value);
                entity.add_cleaned(property, id.as_str(), value);
            }
            PropertyType::Other("topic") if !topics::is_known(value) => {
                return Some(format!("\"{value}\" is not a FollowTheMoney topic"));
            }
            PropertyType::Identifier | PropertyType::Other(_) => entity.add(property, value),
        }
        None
    }
}

/// The values of a cell.
fn values<'c>(cell: &'c str, multi: Option<&'c str>) -> impl Iterator<Item = &'c str> {
    let pieces: Vec<&str> = match multi {
        Some(separator) if !separator.is_empty() => cell.split(separator).collect(),
        _ => vec![cell],
    };
    pieces
        .into_iter()
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}

/// Takes the marks off a name: `former:`, `weak:`, `zho:`, in any order.
fn marked(value: &str) -> (Option<&str>, Option<Property>, &str) {
    let (mut lang, mut property, mut name) = (None, None, value);
    while let Some((mark, rest)) = name.split_once(':') {
        match mark {
            "name" => property = Some(Property::NAME),
            "alias" => property = Some(Property::ALIAS),
            "weak" => property = Some(Property::WEAK_ALIAS),
            "former" => property = Some(Property::PREVIOUS_NAME),
            code if code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase()) => {
                lang = Some(code);
            }
            _ => break,
        }
        name = rest.trim_start();
    }
    (lang, property, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_names() {
        assert_eq!(marked("zho:虚构公司"), (Some("zho"), None, "虚构公司"));
        assert_eq!(
            marked("former:zho: 旧名"),
            (Some("zho"), Some(Property::PREVIOUS_NAME), "旧名")
        );
        assert_eq!(marked("Made-Up: Mill"), (None, None, "Made-Up: Mill"));
        assert_eq!(
            marked("weak:XYZ"),
            (None, Some(Property::WEAK_ALIAS), "XYZ")
        );
    }
}
