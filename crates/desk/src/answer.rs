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
}

impl Listing {
    /// Puts together what the designations of an entry say.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let mut listing = Self::default();
        let add = |to: &mut Vec<String>, from: &Entity, property| {
            for value in from.get(property) {
                if !to.contains(&value.text) {
                    to.push(value.text.clone());
                }
            }
        };
        add(&mut listing.topics, &entry.party, Property::TOPICS);
        for sanction in entry.designations() {
            add(&mut listing.authorities, sanction, Property::AUTHORITY);
            add(&mut listing.programs, sanction, Property::PROGRAM);
            add(&mut listing.citations, sanction, Property::RECORD_ID);
            add(&mut listing.statuses, sanction, Property::STATUS);
            let dates = [Property::LISTING_DATE, Property::START_DATE];
            let dates = dates.into_iter().flat_map(|p| sanction.get(p));
            let earliest = dates
                .filter_map(|value| value.text.parse::<PartialDate>().ok())
                .min();
            listing.since = match (listing.since, earliest) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        listing
    }
}

impl Answer {
    /// A candidate as it is shown.
    #[must_use]
    pub fn of(candidate: &Candidate, loaded: &Loaded) -> Self {
        let list = &loaded.lists[candidate.segment].info;
        let party = &candidate.entry.party;
        let mut listing = Listing::of(&candidate.entry);
        // The program id of the sample register's designations is the official list's id.
        if list.id.as_str() == crate::sample::REGISTER {
            let ids = candidate
                .entry
                .designations()
                .flat_map(|s| s.get(Property::PROGRAM_ID));
            for id in ids {
                if !listing.lists.contains(&id.text) {
                    listing.lists.push(id.text.clone());
                }
            }
        }
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

/// The reasons in one sentence, with the kind of name where it is not the first one.
fn explanation(candidate: &Candidate) -> String {
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
