//! What a candidate looks like to a person: the facts of its listing, in one flat value.

use plaint_model::{Entity, Entry, PartialDate, Property};
use plaint_resolve::reason::{self, Reason};
use plaint_screen::Candidate;

use crate::screening::Loaded;

/// A candidate, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The entity's id.
    pub id: String,
    /// The words to show for it.
    pub caption: String,
    /// Its FollowTheMoney schema.
    pub schema: &'static str,
    /// The score in parts per million.
    pub score_ppm: u32,
    /// The list it stands on.
    pub list: String,
    /// What its designations say.
    pub listing: Listing,
    /// The listed name that is like the one asked.
    pub listed_name: String,
    /// Why it is a candidate.
    pub reasons: Vec<Reason>,
    /// The same in one sentence.
    pub explanation: String,
}

/// What the designations of an entry say, put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The official lists that a register of several says it stands on; else empty.
    pub lists: Vec<String>,
    /// The authorities.
    pub authorities: Vec<String>,
    /// The programs or regimes.
    pub programs: Vec<String>,
    /// The earliest date of listing or of effect; `None` where the publisher gives none.
    pub since: Option<PartialDate>,
    /// The citations of the instruments.
    pub citations: Vec<String>,
    /// The states of the measures, where the publisher tells them.
    pub statuses: Vec<String>,
    /// The topics of the party.
    pub topics: Vec<String>,
    /// The designations one by one, in the list's order.
    pub designations: Vec<Designation>,
}

/// One act of an authority: each date and citation with the authority and program it belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Designation {
    /// The list it stands on; in a register of several lists, the official list.
    pub list: String,
    /// Who made it.
    pub authority: Option<String>,
    /// The programs or regimes it is made under.
    pub programs: Vec<String>,
    /// The earliest date of listing or of effect.
    pub since: Option<PartialDate>,
    /// The date of its end.
    pub until: Option<PartialDate>,
    /// The state of the measure, where the publisher tells it.
    pub status: Option<String>,
    /// The citations of its instruments.
    pub citations: Vec<String>,
    /// The official address.
    pub url: Option<String>,
}

impl Designation {
    fn of(sanction: &Entity, list: &str) -> Self {
        let all = |property| -> Vec<String> {
            sanction
                .get(property)
                .map(|value| value.text.clone())
                .collect()
        };
        let first = |property| sanction.first(property).map(str::to_owned);
        let dates = |properties: &[Property]| -> Vec<PartialDate> {
            let values = properties.iter().flat_map(|p| sanction.get(*p));
            values.filter_map(|value| value.text.parse().ok()).collect()
        };
        let since = dates(&[Property::LISTING_DATE, Property::START_DATE]);
        Self {
            list: list.to_owned(),
            authority: first(Property::AUTHORITY),
            programs: all(Property::PROGRAM),
            since: since.into_iter().min(),
            until: dates(&[Property::END_DATE]).into_iter().max(),
            status: first(Property::STATUS),
            citations: all(Property::RECORD_ID),
            url: first(Property::SOURCE_URL),
        }
    }
}

impl Listing {
    /// Puts together what the designations of an entry of a list say. `as_of` is the day of the
    /// snapshot: a measure that ended before it is said to have ended.
    #[must_use]
    pub fn of(entry: &Entry, list: &str, as_of: PartialDate) -> Self {
        let mut listing = Self::default();
        add_all(&mut listing.topics, values(&entry.party, Property::TOPICS));
        for sanction in entry.designations() {
            // In the sample register a designation's program id is the official list's id.
            let official = match list {
                crate::sample::REGISTER => sanction.first(Property::PROGRAM_ID),
                _ => None,
            };
            let one = Designation::of(sanction, official.unwrap_or(list));
            add_all(&mut listing.lists, official.map(str::to_owned));
            add_all(&mut listing.authorities, one.authority.clone());
            add_all(&mut listing.programs, one.programs.iter().cloned());
            add_all(&mut listing.citations, one.citations.iter().cloned());
            add_all(&mut listing.statuses, one.status.clone());
            if let Some(until) = one.until.filter(|until| *until < as_of) {
                add_all(&mut listing.statuses, [format!("ended {until}")]);
            }
            listing.since = match (listing.since, one.since) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            listing.designations.push(one);
        }
        listing
    }
}

fn values(entity: &Entity, property: Property) -> impl Iterator<Item = String> + '_ {
    entity.get(property).map(|value| value.text.clone())
}

/// Adds what is not there yet.
fn add_all(to: &mut Vec<String>, from: impl IntoIterator<Item = String>) {
    for text in from {
        if !to.contains(&text) {
            to.push(text);
        }
    }
}

impl Answer {
    /// A candidate as it is shown.
    #[must_use]
    pub fn of(candidate: &Candidate, loaded: &Loaded) -> Self {
        let list = &loaded.lists[candidate.segment].info;
        let party = &candidate.entry.party;
        let as_of = loaded.lists[candidate.segment].snapshot.as_of;
        let mut listing = Listing::of(&candidate.entry, list.id.as_str(), as_of);
        if listing.authorities.is_empty() {
            listing.authorities.push(list.publisher.clone());
        }
        Self {
            id: party.id.to_string(),
            caption: party.caption().to_owned(),
            schema: party.schema.as_str(),
            score_ppm: candidate.score_ppm,
            list: list.id.to_string(),
            listing,
            listed_name: candidate.listed_name.clone(),
            explanation: explanation(candidate),
            reasons: candidate.reasons.clone(),
        }
    }

    /// The list to show: for a register of several lists, those it names.
    #[must_use]
    pub fn shown_list(&self) -> String {
        if self.listing.lists.is_empty() {
            self.list.clone()
        } else {
            self.listing.lists.join(", ")
        }
    }
}

/// The note in the sample register for a name that no list has.
const SUPPLIED: &str = "Chinese name supplied by Plaint";

/// The reasons in one sentence, with the kind of name where it is not the first one.
fn explanation(candidate: &Candidate) -> String {
    let mut notes = candidate.entry.party.get(Property::NOTES);
    let supplied = notes.any(|note| note.text.contains(SUPPLIED));
    let is_han = candidate
        .listed_name
        .chars()
        .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if supplied && is_han {
        return format!(
            "By the name \"{}\", supplied by Plaint and not by the list: {}",
            candidate.listed_name,
            lower_first(&reason::sentence(&candidate.reasons))
        );
    }
    let kind = match candidate.property {
        Property::ALIAS => "other name ",
        Property::PREVIOUS_NAME => "former name ",
        Property::WEAK_ALIAS => "low-quality other name ",
        Property::ABBREVIATION => "abbreviation ",
        _ => "",
    };
    let sentence = reason::sentence(&candidate.reasons);
    if kind.is_empty() && candidate.listed_name == candidate.entry.party.caption() {
        return sentence;
    }
    format!(
        "By the {}\"{}\": {}",
        if kind.is_empty() { "name " } else { kind },
        candidate.listed_name,
        lower_first(&sentence)
    )
}

/// The sentence goes on after a colon; a quoted word keeps its case.
fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// Compares two names: the score in parts per million, the reasons, and one sentence.
#[must_use]
pub fn compare_names(
    a: &str,
    b: &str,
    schema: Option<plaint_model::Schema>,
) -> (u32, Vec<Reason>, String) {
    let kind = schema.map_or(
        plaint_resolve::NameKind::Unknown,
        plaint_screen::build::name_kind,
    );
    let (a, b) = (
        plaint_resolve::analyse(a, kind),
        plaint_resolve::analyse(b, kind),
    );
    match plaint_resolve::score(&a, &b) {
        Some(alignment) => {
            let reasons = plaint_resolve::explain(&a, &b, &alignment);
            let sentence = reason::sentence(&reasons);
            (alignment.score_ppm, reasons, sentence)
        }
        None => (
            0,
            Vec::new(),
            "Nothing in the two names is alike.".to_owned(),
        ),
    }
}
