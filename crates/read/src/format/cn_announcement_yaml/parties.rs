//! Gathers what the announcements say of each party: one entry, one designation an announcement.

use std::collections::HashMap;

use plaint_model::{Entity, EntityId, Entry, ListInfo, Property, Schema};
use serde_json::Value;

use super::announcement::{Announcement, Bilingual, bilingual, date_of, items, text_of};
use super::status::State;
use crate::company_words;
use crate::sink::{Severity, Sink};

/// The names of authorities, by the ids that announcements use.
#[derive(Default)]
pub(super) struct Organizations(HashMap<String, Bilingual>);

impl Organizations {
    /// Takes the names of a file of organizations.
    pub(super) fn learn(&mut self, tree: &Value) {
        for item in items(tree.get("organizations")) {
            if let Some(id) = text_of(&item, "id") {
                self.0.insert(id, bilingual(item.get("name")));
            }
        }
    }

    /// The names of an authority, none where nothing is known of it.
    fn names(&self, id: &str) -> Bilingual {
        let named = |zh: &str, en: &str| Bilingual {
            zh: Some(zh.to_owned()),
            en: Some(en.to_owned()),
        };
        self.0.get(id).cloned().unwrap_or_else(|| match id {
            "cn/ministry-of-commerce" => named("中华人民共和国商务部", "Ministry of Commerce"),
            "cn/ministry-of-foreign-affairs" => {
                named("中华人民共和国外交部", "Ministry of Foreign Affairs")
            }
            "cn/unreliable-entity-list-working-mechanism" => named(
                "不可靠实体清单工作机制",
                "Unreliable Entity List Working Mechanism",
            ),
            _ => Bilingual::default(),
        })
    }
}

/// A designation of one party by one announcement.
pub(super) struct Designation {
    party: usize,
    pub(super) state: State,
    pub(super) sanction: Entity,
}

/// The entries of one list in the making.
pub(super) struct Gathering<'a> {
    list: &'a ListInfo,
    wanted: &'a str,
    organizations: Organizations,
    entries: Vec<Entry>,
    by_name: HashMap<String, usize>,
    /// How many designations each entry has.
    counts: Vec<usize>,
    pub(super) designations: Vec<Designation>,
    /// The designations that each announcement, by its place among all, laid down.
    pub(super) by_announcement: HashMap<usize, Vec<usize>>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(list: &'a ListInfo, wanted: &'a str, organizations: Organizations) -> Self {
        Self {
            list,
            wanted,
            organizations,
            entries: Vec::new(),
            by_name: HashMap::new(),
            counts: Vec::new(),
            designations: Vec::new(),
            by_announcement: HashMap::new(),
        }
    }

    /// Takes the listings of an announcement that belong to the wanted list. The title is the
    /// publisher's own word; where an entity is filed under another list, the title counts.
    pub(super) fn announcement(
        &mut self,
        at: usize,
        announcement: &Announcement,
        sink: &mut Sink<'_>,
    ) {
        let named = announcement.named_list();
        let mut misfiled = 0_usize;
        for (index, tree) in announcement.entities.iter().enumerate() {
            let filed = text_of(tree, "sanction_list").unwrap_or_default();
            let place = format!("{} entity {}", announcement.id, index + 1);
            if named.unwrap_or(&filed) == self.wanted {
                misfiled += usize::from(filed != self.wanted);
                self.entity(at, announcement, tree, &place, sink);
            } else if filed == self.wanted {
                sink.ignored(
                    "sanction_list",
                    "the announcement's title names another list",
                );
            }
        }
        if misfiled > 0 {
            let message = format!(
                "its title names {}, but {misfiled} of its entities are filed under another list; \
                 they are taken as the title says",
                self.wanted
            );
            sink.fault(
                Severity::Value,
                &announcement.file,
                &announcement.id,
                message,
            );
        }
    }

    fn entity(
        &mut self,
        at: usize,
        announcement: &Announcement,
        tree: &Value,
        place: &str,
        sink: &mut Sink<'_>,
    ) {
        let mut fault = |severity, message: &str| {
            sink.fault(severity, &announcement.file, place, message);
        };
        let name = bilingual(tree.get("name"));
        let Some(first) = name.zh.as_ref().or(name.en.as_ref()) else {
            fault(Severity::Record, "an entity without a name");
            return;
        };
        let schema = schema(tree, &name).unwrap_or_else(|| {
            fault(
                Severity::Value,
                "its type is neither organization nor individual",
            );
            Schema::LEGAL_ENTITY
        });
        let effective = date_of(tree, "effective_date");
        if effective.is_none() {
            fault(Severity::Value, "it has no effective_date");
        }
        let party = self.party(first, &name, schema);
        let entry = &mut self.entries[party];
        say(&mut entry.party, Property::NAME, &name);
        if schema == Schema::PERSON {
            let gender = text_of(tree, "gender").unwrap_or_default();
            say(
                &mut entry.party,
                Property::POSITION,
                &bilingual(tree.get("title")),
            );
            entry.party.add(Property::GENDER, &gender);
        }
        let id = &entry.party.id;
        self.counts[party] += 1;
        let sanction = Entity::new(id.related("sanction", self.counts[party]), Schema::SANCTION);
        entry
            .party
            .push(Property::PROGRAM, self.wanted, Some("zho"), None);
        let inquiry = measures(tree).any(|measure| kinds(&measure).any(|k| k == "investigation"));
        // An inquiry is not a listing: its day is no day of listing.
        let (state, days) = match inquiry {
            true => (State::Inquiry, [Property::DATE; 2]),
            false => (
                State::InForce,
                [Property::LISTING_DATE, Property::START_DATE],
            ),
        };
        let mut sanction = self.sanction(sanction, party, announcement, tree);
        for (property, date) in days.into_iter().zip([announcement.published, effective]) {
            if let Some(date) = date {
                sanction.add_date(property, date);
            }
        }
        let mine = self.by_announcement.entry(at).or_default();
        mine.push(self.designations.len());
        self.designations.push(Designation {
            party,
            state,
            sanction,
        });
    }

    /// The entry of a party, known by its Chinese or its English name.
    fn party(&mut self, first: &str, name: &Bilingual, schema: Schema) -> usize {
        let keys = [name.zh.as_deref(), name.en.as_deref()];
        let keys: Vec<String> = keys.into_iter().flatten().map(str::to_lowercase).collect();
        let known = keys.iter().find_map(|key| self.by_name.get(key)).copied();
        let party = known.unwrap_or_else(|| {
            let id = EntityId::derived(&self.list.id, &[first]);
            self.entries.push(Entry::new(Entity::new(id, schema)));
            self.counts.push(0);
            self.entries.len() - 1
        });
        for key in keys {
            self.by_name.entry(key).or_insert(party);
        }
        party
    }

    fn sanction(
        &self,
        mut sanction: Entity,
        party: usize,
        announcement: &Announcement,
        tree: &Value,
    ) -> Entity {
        sanction.add(Property::ENTITY, self.entries[party].party.id.as_str());
        let authority = announcement.authority.as_deref();
        match authority.map(|id| (id, self.organizations.names(id))) {
            Some((id, names)) if names == Bilingual::default() => {
                sanction.add(Property::AUTHORITY, id);
            }
            Some((_, names)) => say(&mut sanction, Property::AUTHORITY, &names),
            None => sanction.add(Property::AUTHORITY, &self.list.publisher),
        }
        if let Some(signatory) = &announcement.signatory
            && Some(signatory.as_str()) != authority
        {
            let names = self.organizations.names(signatory);
            let name = names.zh.or(names.en).unwrap_or_else(|| signatory.clone());
            let title = announcement.signatory_title.as_deref().unwrap_or_default();
            sanction.add(Property::DESCRIPTION, &format!("Signed by {name} {title}"));
        }
        sanction.push(Property::PROGRAM, self.wanted, Some("zho"), None);
        for instrument in &announcement.instruments {
            sanction.add(Property::PROVISIONS, instrument);
        }
        for measure in measures(tree) {
            say(
                &mut sanction,
                Property::PROVISIONS,
                &bilingual(Some(&measure)),
            );
        }
        for reason in items(tree.get("reason")) {
            say(&mut sanction, Property::REASON, &bilingual(Some(&reason)));
        }
        say(&mut sanction, Property::SUMMARY, &announcement.title);
        sanction.add(Property::RECORD_ID, &announcement.id);
        if let Some(url) = &announcement.url {
            sanction.add(Property::SOURCE_URL, url);
        }
        sanction
    }

    /// Whether a designation's party has one of these names.
    pub(super) fn is_named(&self, designation: &Designation, names: &[String]) -> bool {
        let party = &self.entries[designation.party].party;
        let mut known = party.get(Property::NAME);
        known.any(|value| {
            names
                .iter()
                .any(|name| name.to_lowercase() == value.text.to_lowercase())
        })
    }

    /// Hands the entries over.
    pub(super) fn finish(mut self, sink: &mut Sink<'_>) {
        let mut inquiry_only = vec![true; self.entries.len()];
        for designation in self.designations {
            let mut sanction = designation.sanction;
            designation.state.write(&mut sanction);
            inquiry_only[designation.party] &= designation.state == State::Inquiry;
            self.entries[designation.party].related.push(sanction);
        }
        for (mut entry, inquiry_only) in self.entries.into_iter().zip(inquiry_only) {
            // An inquiry is not a listing.
            for topic in self.list.topics.iter().filter(|_| !inquiry_only) {
                entry.party.add(Property::TOPICS, topic);
            }
            sink.entry(entry);
        }
    }
}

fn schema(tree: &Value, name: &Bilingual) -> Option<Schema> {
    let names = [name.zh.as_deref(), name.en.as_deref()];
    let company = names.into_iter().flatten().any(company_words::is_company);
    match text_of(tree, "type")?.as_str() {
        "individual" => Some(Schema::PERSON),
        "organization" if company => Some(Schema::COMPANY),
        "organization" => Some(Schema::ORGANIZATION),
        _ => None,
    }
}

/// The measures of an entity.
fn measures(tree: &Value) -> impl Iterator<Item = Value> {
    items(tree.get("measures")).into_iter()
}

/// The codes of a measure.
fn kinds(measure: &Value) -> impl Iterator<Item = String> {
    let kinds = items(measure.get("type")).into_iter();
    kinds.filter_map(|kind| kind.as_str().map(str::to_owned))
}

/// Adds a text in both its languages.
fn say(entity: &mut Entity, property: Property, text: &Bilingual) {
    if let Some(zh) = &text.zh {
        entity.push(property, zh, Some("zho"), None);
    }
    if let Some(en) = &text.en {
        entity.push(property, en, Some("eng"), None);
    }
}
