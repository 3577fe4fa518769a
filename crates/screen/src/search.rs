//! The search: which entries are named, at or above a threshold.
//!
//! A token of the question is *essential* when no name can reach the threshold without it being
//! matched. With `w` the weights, `R` some tokens and `E` the others: an alignment that leaves all
//! of `E` unmatched scores at most `2 w(R) / (2 w(R) + w(E))`. If that is below the threshold,
//! every name at or above it has a form that is like a form touching `E`, and is therefore in the
//! postings of one. `E` is chosen to make those postings short. The proof stands in
//! `docs/internals/lossless.md`.

use std::sync::Arc;

use plaint_model::{Entity, Entry, Property, Schema};
use plaint_resolve::align::{Alignment, Edge, ONE_PPM, Penalty, Shape, align};
use plaint_resolve::facts::{self, FactEffect};
use plaint_resolve::form::Likeness;
use plaint_resolve::{
    ALGORITHM, Facts, Form, FormKind, Name, NameKind, Reason, THRESHOLD_DEFAULT_PPM, analyse,
    explain, score,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::build::name_kind;
use crate::neighbours::{Neighbour, neighbours};
use crate::segment::{NameRecord, Section, Segment};

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The party's names; any of them may be the one that is listed.
    pub names: Vec<String>,
    /// What kind of party it is, where known: others are not compared.
    pub schema: Option<Schema>,
    /// What else is known of it.
    pub facts: Facts,
}

/// How to answer. A value that is passed in and recorded with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameters {
    /// Scores below this are not candidates, in parts per million.
    pub threshold_ppm: u32,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            threshold_ppm: THRESHOLD_DEFAULT_PPM,
        }
    }
}

impl Parameters {
    /// The algorithm that the parameters belong to.
    #[must_use]
    pub fn algorithm(&self) -> &'static str {
        ALGORITHM
    }
}

/// An entry that may be the party asked for. Not a hit: nobody has judged it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which segment it is in, by the order they were given.
    pub segment: usize,
    /// What is listed.
    pub entry: Arc<Entry>,
    /// The score of name and facts, in parts per million.
    pub score_ppm: u32,
    /// The score of the name alone.
    pub name_ppm: u32,
    /// The name that was asked.
    pub query_name: String,
    /// The listed name that is most like it, and the property it stands in.
    pub listed_name: String,
    /// Which property the listed name stands in.
    pub property: Property,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A name of low quality says less, by the publisher's own word.
const WEAK_ALIAS_PPM: u32 = 950_000;
/// Of two entries that agree alike, the one whose main name is written as asked stands first.
const OTHER_NAME_PPM: u32 = 999_000;

/// Answers questions over some segments. It keeps what it learned of words it has met, so one
/// searcher for each thread; answers do not depend on what it was asked before.
pub struct Searcher<'a> {
    segments: &'a [Segment<'a>],
    parameters: Parameters,
    memory: Vec<Memory>,
}

/// What a searcher remembers of a segment.
#[derive(Default)]
struct Memory {
    neighbours: FxHashMap<Form, Arc<[Neighbour]>>,
    entries: FxHashMap<u32, Arc<Entry>>,
    seen: Vec<u32>,
    round: u32,
}

/// Forms remembered for each segment, at most; then it forgets all and starts anew.
const NEIGHBOURS_KEPT: usize = 200_000;
/// Entries remembered for each segment, likewise.
const ENTRIES_KEPT: usize = 4_096;

/// The best name of an entry.
struct Best {
    name_ppm: u32,
    query: usize,
    name: u32,
}

impl<'a> Searcher<'a> {
    /// A searcher over some segments.
    #[must_use]
    pub fn new(segments: &'a [Segment<'a>], parameters: Parameters) -> Self {
        let memory = segments.iter().map(|_| Memory::default()).collect();
        Self {
            segments,
            parameters,
            memory,
        }
    }

    /// Every candidate at or above the threshold, best first, ties by entity id.
    pub fn search(&mut self, query: &Query) -> Vec<Candidate> {
        let names = analysed(query);
        let mut found = Vec::new();
        for (at, segment) in self.segments.iter().enumerate() {
            let mut best: FxHashMap<u32, Best> = FxHashMap::default();
            for (n, name) in names.iter().enumerate() {
                let memory = &mut self.memory[at];
                search_name(
                    segment,
                    memory,
                    name,
                    self.parameters.threshold_ppm,
                    |listed, ppm| {
                        keep_best(&mut best, segment.name(listed).entry, ppm, n, listed);
                    },
                );
            }
            let finish = Finish {
                at,
                segment,
                query,
                names: &names,
                parameters: self.parameters,
                memory: &mut self.memory[at],
            };
            found.extend(finish.candidates(best));
        }
        sort(&mut found);
        found
    }
}

/// The same answer by comparing every name with every name: what "lossless" is measured against.
#[must_use]
pub fn exhaustive(
    segments: &[Segment<'_>],
    parameters: Parameters,
    query: &Query,
) -> Vec<Candidate> {
    let names = analysed(query);
    let mut found = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let mut best: FxHashMap<u32, Best> = FxHashMap::default();
        for listed in 0..u32::try_from(segment.names()).unwrap_or(u32::MAX) {
            let record = segment.name(listed);
            let other = analyse(record.text, record.kind);
            for (n, name) in names.iter().enumerate() {
                let ppm = score(name, &other)
                    .map_or(0, |alignment| weaken(alignment.score_ppm, record.property));
                if ppm >= parameters.threshold_ppm {
                    keep_best(&mut best, record.entry, ppm, n, listed);
                }
            }
        }
        let memory = &mut Memory::default();
        let finish = Finish {
            at,
            segment,
            query,
            names: &names,
            parameters,
            memory,
        };
        found.extend(finish.candidates(best));
    }
    sort(&mut found);
    found
}

/// The names asked, analysed. Where nobody says what the party is and a name may be a person's, it
/// is asked as an organisation's too: a guess must not hide a listed party.
fn analysed(query: &Query) -> Vec<Name> {
    let kind = query.schema.map_or(NameKind::Unknown, name_kind);
    let mut names: Vec<Name> = query.names.iter().map(|name| analyse(name, kind)).collect();
    if kind == NameKind::Unknown {
        let guessed = names.iter().filter(|name| name.kind == NameKind::Person);
        let also: Vec<Name> = guessed
            .map(|name| analyse(&name.text, NameKind::Organization))
            .collect();
        names.extend(also);
    }
    names
}

fn weaken(ppm: u32, property: Property) -> u32 {
    if property == Property::WEAK_ALIAS {
        scaled(ppm, WEAK_ALIAS_PPM)
    } else {
        ppm
    }
}

fn scaled(ppm: u32, by_ppm: u32) -> u32 {
    let scaled = u64::from(ppm) * u64::from(by_ppm) / u64::from(ONE_PPM);
    u32::try_from(scaled).unwrap_or(ppm)
}

/// Whether a main name of a party has the asked name in it, letter for letter.
fn main_name_has(party: &Entity, asked: &str) -> bool {
    party
        .get(Property::NAME)
        .any(|name| name.text.contains(asked.trim()))
}

/// Keeps the better of two names of an entry; of equals, the earlier question's, then the earlier
/// listed one, whatever the order they are met in.
fn keep_best(best: &mut FxHashMap<u32, Best>, entry: u32, name_ppm: u32, query: usize, name: u32) {
    let new = Best {
        name_ppm,
        query,
        name,
    };
    let order = |b: &Best| (std::cmp::Reverse(b.name_ppm), b.query, b.name);
    match best.get(&entry) {
        Some(old) if order(old) <= order(&new) => {}
        _ => {
            best.insert(entry, new);
        }
    }
}

fn sort(found: &mut [Candidate]) {
    found.sort_by(|a, b| {
        let ids = a.entry.party.id.cmp(&b.entry.party.id);
        b.score_ppm
            .cmp(&a.score_ppm)
            .then(ids)
            .then(a.segment.cmp(&b.segment))
    });
}

/// Finds every name at or above the threshold and hands over its number and score.
fn search_name(
    segment: &Segment<'_>,
    memory: &mut Memory,
    name: &Name,
    threshold_ppm: u32,
    mut on_name: impl FnMut(u32, u32),
) {
    let like: Vec<Vec<Neighbour>> = name
        .items
        .iter()
        .map(|item| memory.like(segment, &item.forms))
        .collect();
    let cost = |n: &usize| -> usize {
        let ids = touching(name, *n).flat_map(|item| &like[item]);
        ids.map(|(id, _)| segment.posting_count(*id)).sum()
    };
    let essential = essential(name, threshold_ppm, cost);
    let asked = Asked::new(name, &like);
    let mut scratch = Scratch::new();
    memory.begin(segment.names());
    for token in essential {
        for item in touching(name, token) {
            for (id, _) in &like[item] {
                for listed in segment.postings(*id) {
                    if memory.is_new(listed) {
                        let record = segment.name(listed);
                        let alignment = scratch.score(segment, &asked, &record);
                        let ppm = alignment.map_or(0, |a| weaken(a.score_ppm, record.property));
                        if ppm >= threshold_ppm {
                            on_name(listed, ppm);
                        }
                    }
                }
            }
        }
    }
}

/// The items that cover a token: itself and the joins it is part of.
fn touching(name: &Name, token: usize) -> impl Iterator<Item = usize> + '_ {
    let covers = move |item: &plaint_resolve::Item| {
        (usize::from(item.start)..usize::from(item.start + item.len)).contains(&token)
    };
    name.items
        .iter()
        .enumerate()
        .filter(move |(_, item)| covers(item))
        .map(|(n, _)| n)
}

/// Tokens of which at least one must be matched to reach the threshold, chosen for short postings.
///
/// Initials are never essential: a name matched by initials alone scores nothing, so the tokens
/// that are no initials always suffice.
fn essential(name: &Name, threshold_ppm: u32, cost: impl Fn(&usize) -> usize) -> Vec<usize> {
    let is_initial = |token: &usize| {
        name.items[*token]
            .forms
            .iter()
            .all(|form| form.kind == FormKind::Initial)
    };
    let mut tokens: Vec<usize> = (0..usize::from(name.tokens))
        .filter(|t| !is_initial(t))
        .collect();
    tokens.sort_by_cached_key(|token| std::cmp::Reverse(cost(token)));
    let total = u64::from(name.weight);
    // Initials are in R from the start.
    let initials = (0..usize::from(name.tokens)).filter(is_initial);
    let mut left: u64 = initials
        .map(|token| u64::from(name.items[token].weight))
        .sum();
    let mut kept = Vec::new();
    for token in tokens {
        let with = left + u64::from(name.items[token].weight);
        // 2 w(R) / (2 w(R) + w(E)) < threshold, without division.
        let below =
            2 * with * u64::from(ONE_PPM) < u64::from(threshold_ppm) * (2 * with + (total - with));
        if below {
            left = with;
        } else {
            kept.push(token);
        }
    }
    kept
}

impl Memory {
    /// The forms of the segment that are like one of an item's, the best likeness of each kind of
    /// reason kept apart.
    fn like(&mut self, segment: &Segment<'_>, forms: &[Form]) -> Vec<Neighbour> {
        let mut all = Vec::new();
        for form in forms.iter().filter(|form| form.kind != FormKind::Initial) {
            all.extend(self.neighbours(segment, form).iter().copied());
        }
        // An initial of the question meets initials here and words in `Scratch::score`.
        for form in forms.iter().filter(|form| form.kind == FormKind::Initial) {
            all.extend(
                segment
                    .form_id(FormKind::Initial, &form.text)
                    .and_then(|id| Some((id, form.gate(&segment.form(id)?)?))),
            );
        }
        all
    }

    fn neighbours(&mut self, segment: &Segment<'_>, form: &Form) -> Arc<[Neighbour]> {
        if let Some(known) = self.neighbours.get(form) {
            return Arc::clone(known);
        }
        if self.neighbours.len() >= NEIGHBOURS_KEPT {
            self.neighbours.clear();
        }
        let found: Arc<[Neighbour]> = neighbours(segment, form).into();
        self.neighbours.insert(form.clone(), Arc::clone(&found));
        found
    }

    fn entry(&mut self, segment: &Segment<'_>, n: u32) -> Option<Arc<Entry>> {
        if let Some(known) = self.entries.get(&n) {
            return Some(Arc::clone(known));
        }
        if self.entries.len() >= ENTRIES_KEPT {
            self.entries.clear();
        }
        let entry = Arc::new(segment.entry(n)?);
        self.entries.insert(n, Arc::clone(&entry));
        Some(entry)
    }

    fn begin(&mut self, names: usize) {
        self.seen.resize(names, 0);
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.seen.fill(0);
            self.round = 1;
        }
    }

    fn is_new(&mut self, name: u32) -> bool {
        let seen = self.seen.get_mut(name as usize);
        seen.is_some_and(|round| std::mem::replace(round, self.round) != self.round)
    }
}

/// What is the same for every listed name that is scored against a name asked.
struct Asked<'a> {
    text: &'a str,
    shape: Shape,
    /// For each form of the segment that is like one asked: the items it is like.
    edges_of: FxHashMap<u32, Vec<(u8, Likeness)>>,
    /// The initials asked, which meet words only when these are at hand.
    initials: Vec<(u8, &'a Form)>,
}

impl<'a> Asked<'a> {
    fn new(name: &'a Name, like: &[Vec<Neighbour>]) -> Self {
        let mut edges_of: FxHashMap<u32, Vec<(u8, Likeness)>> = FxHashMap::default();
        for (item, ids) in (0u8..).zip(like) {
            for (id, likeness) in ids {
                edges_of.entry(*id).or_default().push((item, *likeness));
            }
        }
        let items = (0u8..).zip(&name.items);
        let forms = items.flat_map(|(n, item)| item.forms.iter().map(move |form| (n, form)));
        Self {
            text: name.text.trim(),
            shape: Shape::from(name),
            edges_of,
            initials: forms
                .filter(|(_, form)| form.kind == FormKind::Initial)
                .collect(),
        }
    }
}

/// Room that is reused from candidate to candidate.
struct Scratch {
    shape: Shape,
    edges: Vec<Edge>,
}

impl Scratch {
    fn new() -> Self {
        let shape = Shape {
            items: Vec::new(),
            tokens: 0,
            weight: 0,
            is_chinese: false,
            is_person: false,
        };
        Self {
            shape,
            edges: Vec::new(),
        }
    }

    fn score(
        &mut self,
        segment: &Segment<'_>,
        asked: &Asked<'_>,
        record: &NameRecord<'_>,
    ) -> Option<Alignment> {
        let edges = &mut self.edges;
        edges.clear();
        segment.shape(record, &mut self.shape, |listed, id| {
            let known = asked.edges_of.get(&id).into_iter().flatten();
            edges.extend(known.map(|(query, likeness)| Edge {
                query: *query,
                listed,
                likeness: *likeness,
            }));
            if asked.initials.is_empty() {
                return;
            }
            let Some(form) = segment
                .form(id)
                .filter(|form| form.kind != FormKind::Initial)
            else {
                return;
            };
            for (query, initial) in &asked.initials {
                edges.extend(initial.gate(&form).map(|likeness| Edge {
                    query: *query,
                    listed,
                    likeness,
                }));
            }
        });
        let verbatim = asked.text == record.text.trim();
        align(&asked.shape, &self.shape, edges, verbatim)
    }
}

/// From the best names of a segment's entries to candidates.
struct Finish<'a, 'b> {
    at: usize,
    segment: &'b Segment<'a>,
    query: &'b Query,
    names: &'b [Name],
    parameters: Parameters,
    memory: &'b mut Memory,
}

impl Finish<'_, '_> {
    /// The candidates: those by name, and those that an identifier alone finds.
    fn candidates(mut self, best: FxHashMap<u32, Best>) -> Vec<Candidate> {
        let identifiers = self.query.facts.identifiers.iter();
        let identified: FxHashSet<u32> = identifiers
            .flat_map(|(_, text)| self.segment.hashed(Section::Identifiers, text))
            .filter(|entry| !best.contains_key(entry))
            .collect();
        let named = best.into_iter().map(|(entry, best)| (entry, Some(best)));
        let all: Vec<_> = named
            .chain(identified.into_iter().map(|entry| (entry, None)))
            .collect();
        all.into_iter()
            .filter_map(|(n, best)| self.candidate(n, best.as_ref()))
            .collect()
    }

    fn candidate(&mut self, n: u32, best: Option<&Best>) -> Option<Candidate> {
        let entry = self.memory.entry(self.segment, n)?;
        let query = self.query;
        if query
            .schema
            .is_some_and(|schema| !schema.is_comparable(entry.party.schema))
        {
            return None;
        }
        let threshold_ppm = self.parameters.threshold_ppm;
        let effects = fact_effects(query, &entry);
        let decisive = effects.iter().any(|effect| effect.is_decisive);
        let record = best.map(|best| self.segment.name(best.name));
        let property = record.map_or(Property::NAME, |record| record.property);
        let query_name = match best {
            Some(best) => self.names[best.query].text.clone(),
            None => query.names.first().cloned().unwrap_or_default(),
        };
        let mut name_ppm = best.map_or(0, |best| best.name_ppm);
        let is_other = property != Property::NAME && !main_name_has(&entry.party, &query_name);
        if is_other {
            name_ppm = scaled(name_ppm, OTHER_NAME_PPM);
        }
        let score_ppm = if decisive {
            ONE_PPM
        } else {
            facts::apply(name_ppm, &effects, threshold_ppm)
        };
        if score_ppm < threshold_ppm {
            return None;
        }
        let mut reasons = best.map_or(Vec::new(), |best| self.reasons(best));
        if is_other {
            let (penalty, factor_ppm) = (Penalty::OtherName, OTHER_NAME_PPM);
            reasons.push(Reason::Lowered {
                penalty,
                factor_ppm,
            });
        }
        reasons.extend(effects.into_iter().map(Reason::Fact));
        let listed_name = record.map_or_else(|| entry.party.caption(), |record| record.text);
        Some(Candidate {
            segment: self.at,
            listed_name: listed_name.to_owned(),
            entry,
            score_ppm,
            name_ppm,
            query_name,
            property,
            reasons,
        })
    }

    fn reasons(&self, best: &Best) -> Vec<Reason> {
        let record = self.segment.name(best.name);
        let (asked, listed) = (&self.names[best.query], analyse(record.text, record.kind));
        let alignment = score(asked, &listed);
        alignment.map_or(Vec::new(), |alignment| explain(asked, &listed, &alignment))
    }
}

fn fact_effects(query: &Query, entry: &Entry) -> Vec<FactEffect> {
    let mut listed = Facts::of(&entry.party);
    for entity in &entry.related {
        listed.identifiers.extend(Facts::of(entity).identifiers);
    }
    query.facts.compare(&listed)
}
