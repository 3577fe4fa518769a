//! An entry while its facts are being gathered, from whichever of OFAC's formats.

use plaint_model::{Entity, EntityId, Entry, ListInfo, PartialDate, Property, Schema};

use super::facts::{self, Label, Use};
use super::remarks::{Paper, paper};
use super::{names, when};
use crate::{Severity, Sink, country};

/// No number is longer.
const NUMBER_CHARS_MAX: usize = 120;

/// No entry says more; one that does would cost time out of proportion.
const FACTS_MAX: usize = 20_000;

/// An entry in the making.
pub struct Draft {
    entry: Entry,
    /// The listing itself; further ones come from [`Draft::dated`] when the entry is finished.
    pub designation: Entity,
    dated: Vec<Dated>,
    facts: usize,
    doubts: Vec<String>,
    passed_over: Vec<(&'static str, &'static str)>,
}

/// When a party came under one of several instruments.
struct Dated {
    instrument: String,
    listed: Option<PartialDate>,
    effective: Option<PartialDate>,
}

impl Draft {
    /// An entry that says nothing yet but that the party is listed.
    pub fn new(list: &ListInfo, id: EntityId, number: &str, schema: Schema) -> Self {
        let mut party = Entity::new(id, schema);
        for topic in &list.topics {
            party.add(Property::TOPICS, topic);
        }
        let entry = Entry::new(party);
        let mut designation = entry.designation();
        designation.add(Property::AUTHORITY, &list.publisher);
        designation.add(Property::COUNTRY, &list.country);
        designation.add(Property::AUTHORITY_ID, number);
        designation.add(
            Property::SOURCE_URL,
            &format!("https://sanctionssearch.ofac.treas.gov/Details.aspx?id={number}"),
        );
        Self {
            entry,
            designation,
            dated: Vec::new(),
            facts: 0,
            doubts: Vec::new(),
            passed_over: Vec::new(),
        }
    }

    /// What kind of thing the party is.
    pub fn schema(&self) -> Schema {
        self.entry.party.schema
    }

    /// The party's id.
    pub fn id(&self) -> &EntityId {
        &self.entry.party.id
    }

    /// Whether the entry can hold one fact more. Says so once when it cannot.
    fn has_room(&mut self) -> bool {
        self.facts += 1;
        if self.facts == FACTS_MAX + 1 {
            self.doubt(format!("more than {FACTS_MAX} facts; the rest is not used"));
        }
        self.facts <= FACTS_MAX
    }

    /// Something of the entry was not understood and not used.
    pub fn doubt(&mut self, message: impl Into<String>) {
        self.doubts.push(message.into());
    }

    /// Something of the entry is passed over on purpose.
    pub fn pass_over(&mut self, field: &'static str, reason: &'static str) {
        self.passed_over.push((field, reason));
    }

    /// Keeps words as a note on the party.
    pub fn note(&mut self, text: &str) {
        if text.is_empty() || !self.has_room() {
            return;
        }
        self.entry.party.add(Property::NOTES, text);
    }

    /// A sanctions programme, by its tag.
    pub fn program(&mut self, tag: &str) {
        if !self.has_room() {
            return;
        }
        self.entry.party.add(Property::PROGRAM, tag);
        self.designation.add(Property::PROGRAM, tag);
    }

    /// Begins a further designation of the same party.
    pub fn next_designation(&mut self) {
        if !self.has_room() {
            return;
        }
        let base = self.designation.clone();
        self.entry.related.push(base.clone());
        self.designation = again(&self.entry, &base);
    }

    /// A new link from this party to another, to be filled and kept, if there is room. It is
    /// numbered as the source numbers it, so that it stays the same when others come and go.
    pub fn link(&mut self, to: &EntityId, number: Option<&str>) -> Option<Entity> {
        if !self.has_room() {
            return None;
        }
        let mut link = self
            .entry
            .belonging(Schema::UNKNOWN_LINK, "link", Property::SUBJECT);
        if let Some(number) = number.and_then(|number| number.parse().ok()) {
            link.id = self.id().related("link", number);
        }
        link.add(Property::OBJECT, to.as_str());
        Some(link)
    }

    /// Keeps an entity that belongs to the party.
    pub fn keep(&mut self, entity: Entity) {
        self.entry.related.push(entity);
    }

    /// A name, for people as `LAST, First`.
    pub fn name(&mut self, property: Property, text: &str) {
        if !self.has_room() {
            return;
        }
        let party = &mut self.entry.party;
        if party.schema != Schema::PERSON {
            party.add(property, text);
            return;
        }
        let name = names::person(text);
        party.add_cleaned(property, &name.full, text);
        if property == Property::NAME {
            let suffix = Property::find("nameSuffix");
            for (property, part) in [
                (Some(Property::FIRST_NAME), name.first),
                (Some(Property::LAST_NAME), name.last),
                (suffix, name.suffix),
            ] {
                if let (Some(property), Some(part)) = (property, part) {
                    party.add(property, &part);
                }
            }
        }
    }

    /// A value of the party as it stands, with its language where that is known.
    pub fn name_in(&mut self, property: Property, text: &str, lang: Option<&str>) {
        if !self.has_room() {
            return;
        }
        self.entry.party.push(property, text, lang, None);
    }

    /// An address: its lines, and the country's name.
    pub fn address(&mut self, lines: &[&str], country: Option<&str>) {
        if !self.has_room() {
            return;
        }
        if !lines.is_empty() {
            let place = country.filter(|name| !is_nowhere(name));
            let lines: Vec<&str> = lines.iter().copied().chain(place).collect();
            self.entry.party.add(Property::ADDRESS, &lines.join(", "));
        }
        if let Some(country) = country {
            self.country(Property::COUNTRY, country);
        }
    }

    /// A country, by its name; under `country` where the party's schema has no such property.
    pub fn country(&mut self, property: Property, name: &str) {
        let region = name.strip_prefix("Region:").map(str::trim);
        let has = self.schema().property_type(property).is_some();
        let property = if has { property } else { Property::COUNTRY };
        match country::code(region.unwrap_or(name)) {
            Some(code) => self.entry.party.add_cleaned(property, code, name),
            None if is_nowhere(name) => self.pass_over("country", "says that it is not known"),
            None if region.is_some() => self.pass_over("country", "a region that has no code"),
            None => self.doubt(format!(
                "country \"{name}\" is unknown; add the spelling to data/countries.tsv"
            )),
        }
    }

    /// A fact with its label before it, as remarks have it. What has no known label is a note.
    pub fn fact(&mut self, text: &str) {
        if !self.has_room() {
            return;
        }
        match facts::find(text) {
            Some((label, rest)) => {
                let paper = match label.meaning {
                    Use::Number(_) | Use::Passport(_) => paper(rest),
                    _ => Paper::default(),
                };
                self.apply(label, rest, text, &paper);
            }
            None => self.note(text),
        }
    }

    /// A fact whose country and dates the source keeps apart from it. What has no known label is
    /// an identity paper of that kind.
    pub fn document(&mut self, kind: &str, paper: &Paper<'_>) {
        if !self.has_room() {
            return;
        }
        let text = format!("{kind} {}", paper.number);
        match facts::find(&text) {
            Some((label, rest)) => {
                let paper = Paper {
                    number: rest,
                    ..paper.clone()
                };
                self.apply(label, rest, &text, &paper);
            }
            None => self.paper(Schema::IDENTIFICATION, kind, paper),
        }
    }

    fn apply(&mut self, label: &Label, rest: &str, text: &str, paper: &Paper<'_>) {
        let schema = self.schema();
        let party = &mut self.entry.party;
        match label.meaning {
            Use::Text(property) | Use::Tons(property) | Use::Date(property)
                if schema.property_type(property).is_none() =>
            {
                party.add(Property::NOTES, text);
            }
            Use::Text(property) => party.add(property, rest),
            Use::Tons(property) => party.add_cleaned(property, &rest.replace(',', ""), rest),
            Use::Date(property) => self.date(property, rest, text),
            Use::Country(_) if rest.starts_with("possibly ") => self.note(text),
            Use::Country(property) => self.country(property, rest),
            Use::Security(property) => self.security(property, rest, text),
            Use::Number(property) => self.number(property, label, text, paper),
            Use::Passport(property) if is_number(paper.number) => {
                if schema.property_type(property).is_some() {
                    party.add(property, paper.number);
                }
                self.paper(Schema::PASSPORT, label.text, paper);
            }
            Use::Passport(_) => self.note(text),
            Use::Wallet => self.wallet(rest, text),
            Use::Measure => self.designation.add(Property::PROVISIONS, text),
            Use::Listed | Use::Effective => self.dated(label.meaning, rest, text),
            Use::BirthDate => self.birth_date(rest),
            Use::BirthPlace => self.birth_place(rest, text),
            Use::Gender => self.gender(rest, text),
            Use::Note => party.add(Property::NOTES, text),
        }
    }

    fn not_understood(&mut self, what: &str, text: &str) {
        self.note(text);
        self.doubt(format!("no {what} in \"{text}\", which is kept as a note"));
    }

    /// Only a company's shares are traded, so a body that has such a number is one.
    fn security(&mut self, property: Property, rest: &str, text: &str) {
        let party = &mut self.entry.party;
        if party.schema == Schema::ORGANIZATION {
            party.schema = Schema::COMPANY;
        }
        if party.schema == Schema::COMPANY {
            party.add(property, rest);
        } else {
            party.add(Property::NOTES, text);
        }
    }

    fn number(&mut self, usual: Option<Property>, label: &Label, text: &str, paper: &Paper<'_>) {
        let number = paper.number;
        if !is_number(number) {
            self.note(text);
            return;
        }
        if let Some(isin) = number.strip_prefix("ISIN:") {
            self.security(Property::ISIN_CODE, isin, text);
            return;
        }
        let (property, number) = narrow(usual, number, paper.country);
        let schema = self.schema();
        let property = property.filter(|p| schema.property_type(*p).is_some());
        if let Some(property) = property {
            self.entry.party.add_cleaned(property, number, paper.number);
        }
        let says_more = paper.country.is_some()
            || paper.authority.is_some()
            || paper.issued.is_some()
            || paper.expires.is_some();
        if property.is_none() || says_more {
            self.paper(Schema::IDENTIFICATION, label.text, paper);
        }
    }

    /// A paper of its own, with everything said of it.
    fn paper(&mut self, schema: Schema, kind: &str, paper: &Paper<'_>) {
        let word = if schema == Schema::PASSPORT {
            "passport"
        } else {
            "id"
        };
        let mut entity = self.entry.belonging(schema, word, Property::HOLDER);
        entity.add(Property::TYPE, kind);
        entity.add(Property::NUMBER, paper.number);
        if let Some(name) = paper.country {
            match country::code(name) {
                Some(code) => entity.add_cleaned(Property::COUNTRY, code, name),
                None if is_nowhere(name) || name.starts_with("Region:") => {
                    self.pass_over("country of a paper", "has no code");
                }
                None => self.doubt(format!(
                    "country \"{name}\" is unknown; add the spelling to data/countries.tsv"
                )),
            }
        }
        entity.add(Property::AUTHORITY, paper.authority.unwrap_or_default());
        for (property, date) in [
            (Property::START_DATE, paper.issued),
            (Property::END_DATE, paper.expires),
        ] {
            if let Some(date) = date {
                entity.add_date(property, date);
            }
        }
        self.entry.related.push(entity);
    }

    fn wallet(&mut self, rest: &str, text: &str) {
        let Some((currency, address)) = rest.split_once(' ') else {
            self.not_understood("wallet", text);
            return;
        };
        let mut wallet = self
            .entry
            .belonging(Schema::CRYPTO_WALLET, "wallet", Property::HOLDER);
        wallet.add(Property::PUBLIC_KEY, address);
        wallet.add(Property::CURRENCY, currency);
        for topic in self.entry.party.get(Property::TOPICS) {
            wallet.add(Property::TOPICS, &topic.text);
        }
        self.entry.related.push(wallet);
    }

    /// `(EO 14024 Directive 2): 24 Feb 2022`, behind `Listing Date` or `Effective Date`.
    fn dated(&mut self, meaning: Use, rest: &str, text: &str) {
        let parts = rest.strip_prefix('(').and_then(|r| r.split_once(')'));
        let found = parts.and_then(|(instrument, date)| {
            let date = date.trim_start_matches([':', ' ']);
            Some((instrument, when::read(date)?.dates.first().copied()?))
        });
        let Some((instrument, date)) = found else {
            self.not_understood("date of an instrument", text);
            return;
        };
        let known = self.dated.iter().position(|d| d.instrument == instrument);
        let index = known.unwrap_or_else(|| {
            self.dated.push(Dated {
                instrument: instrument.to_owned(),
                listed: None,
                effective: None,
            });
            self.dated.len() - 1
        });
        if let Some(dated) = self.dated.get_mut(index) {
            match meaning {
                Use::Listed => dated.listed = Some(date),
                _ => dated.effective = Some(date),
            }
        }
    }

    /// A date of birth in any of the ways OFAC writes one.
    pub fn birth_date(&mut self, text: &str) {
        let note = format!("DOB {text}");
        if self.schema() != Schema::PERSON {
            self.note(&note);
            return;
        }
        self.date(Property::BIRTH_DATE, text, &note);
    }

    /// A date that may be uncertain; then its words are kept as well.
    fn date(&mut self, property: Property, words: &str, text: &str) {
        let Some(when) = when::read(words) else {
            self.not_understood("date", text);
            return;
        };
        for date in when.dates {
            self.entry.party.add_date(property, date);
        }
        if !when.is_exact {
            self.note(text);
        }
    }

    /// A place of birth; its last part is often a country.
    pub fn birth_place(&mut self, place: &str, text: &str) {
        let party = &mut self.entry.party;
        if party.schema != Schema::PERSON {
            party.add(Property::NOTES, text);
            return;
        }
        party.add(Property::BIRTH_PLACE, place);
        let code = country::code(place).or_else(|| {
            let mut ends = place.match_indices(',').map(|(at, _)| place.get(at + 1..));
            ends.find_map(|end| country::code(end?))
        });
        if let Some(code) = code {
            party.add(Property::BIRTH_COUNTRY, code);
        }
    }

    fn gender(&mut self, rest: &str, text: &str) {
        let word = rest.to_ascii_lowercase();
        if self.schema() == Schema::PERSON && matches!(word.as_str(), "male" | "female") {
            self.entry.party.add(Property::GENDER, &word);
        } else {
            self.note(text);
        }
    }

    /// Hands the entry over, and says what was not understood of it.
    pub fn finish(mut self, file: &str, place: &str, sink: &mut Sink<'_>) {
        if self.entry.party.first(Property::NAME).is_none() {
            self.doubts.push("the party has no name".to_owned());
        }
        let base = self.designation.clone();
        let programs = self.entry.party.get(Property::PROGRAM).count();
        let dated = std::mem::take(&mut self.dated);
        if let ([only], 0..=1) = (&dated[..], programs) {
            only.date(&mut self.designation);
            self.entry.related.push(self.designation);
        } else {
            self.entry.related.push(self.designation);
            for dated in &dated {
                let designation = dated.designation(&self.entry, &base);
                self.entry.related.push(designation);
            }
        }
        for message in self.doubts {
            sink.fault(Severity::Value, file, place, message);
        }
        for (field, reason) in self.passed_over {
            sink.ignored(field, reason);
        }
        sink.entry(self.entry);
    }
}

impl Dated {
    fn date(&self, designation: &mut Entity) {
        designation.add(Property::PROVISIONS, &self.instrument);
        for (property, date) in [
            (Property::LISTING_DATE, self.listed),
            (Property::START_DATE, self.effective),
        ] {
            if let Some(date) = date {
                designation.add_date(property, date);
            }
        }
    }

    /// A designation of its own, under the programme that names the same order if there is one.
    fn designation(&self, entry: &Entry, base: &Entity) -> Entity {
        let mut designation = again(entry, base);
        let words = self.instrument.split(' ');
        let words: Vec<&str> = words.filter(|w| w.len() > 2 && *w != "Directive").collect();
        for program in entry.party.get(Property::PROGRAM) {
            if words.iter().any(|word| program.text.contains(word)) {
                designation.add(Property::PROGRAM, &program.text);
            }
        }
        self.date(&mut designation);
        designation
    }
}

/// A further designation by the same authority.
fn again(entry: &Entry, base: &Entity) -> Entity {
    let mut designation = entry.designation();
    for property in [
        Property::AUTHORITY,
        Property::COUNTRY,
        Property::AUTHORITY_ID,
        Property::SOURCE_URL,
    ] {
        designation.add(property, base.first(property).unwrap_or_default());
    }
    designation
}

/// Whether a text is a number of some kind, and not a sentence about one.
fn is_number(text: &str) -> bool {
    let is_word = |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().count() <= NUMBER_CHARS_MAX
        && !text.split(' ').any(is_word)
}

fn is_nowhere(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(
        name.as_str(),
        "undetermined" | "none identified" | "unknown"
    )
}

/// The property and the bare number, where the number itself says more than its label does.
fn narrow<'a>(
    usual: Option<Property>,
    number: &'a str,
    country: Option<&str>,
) -> (Option<Property>, &'a str) {
    if let Some(imo) = number.strip_prefix("IMO ") {
        return (Some(Property::IMO_NUMBER), imo.trim());
    }
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let is_russian = country.and_then(country::code) == Some("ru");
    let usual = match usual {
        Some(Property::TAX_NUMBER) if is_russian && digits && matches!(number.len(), 10 | 12) => {
            Some(Property::INN_CODE)
        }
        Some(Property::REGISTRATION_NUMBER)
            if is_russian && digits && matches!(number.len(), 13 | 15) =>
        {
            Some(Property::OGRN_CODE)
        }
        Some(Property::LEI_CODE) if number.len() != 20 => Some(Property::REGISTRATION_NUMBER),
        Some(Property::USC_CODE) if number.len() != 18 => Some(Property::REGISTRATION_NUMBER),
        Some(Property::IMO_NUMBER) => {
            let bare = number.trim_matches(['(', ')']);
            let is_imo = bare.len() == 7 && bare.bytes().all(|b| b.is_ascii_digit());
            return match is_imo {
                true => (Some(Property::IMO_NUMBER), bare),
                false => (Some(Property::REGISTRATION_NUMBER), number),
            };
        }
        usual => usual,
    };
    (usual, number)
}
