//! Aligning two analysed names and scoring the alignment.
//!
//! With `w` the weight of a token, `p` the lesser weight of a pair and `g` its grade:
//!
//! ```text
//!            2 * sum over pairs of p * g
//! S = -----------------------------------------  * factors <= 1
//!      2 * sum over pairs of p + weight unmatched
//! ```
//!
//! The pairs are chosen greedily, in two orders of which the better is kept; spans do not overlap.
//! The index and the exhaustive comparison both come through [`align`], so they agree to the digit.

use crate::form::{FULL, Form, How, Likeness};
use crate::name::{Class, Name, NameKind};

/// A score of one, in parts per million.
pub const ONE_PPM: u32 = 1_000_000;

/// What the alignment needs to know of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemShape {
    /// Its first token.
    pub start: u8,
    /// How many tokens it spans.
    pub len: u8,
    /// Its class.
    pub class: Class,
    /// Whether it has a form in Chinese characters.
    pub has_han: bool,
    /// Whether it reads as pinyin, where a letter makes another word and edits are no evidence.
    pub is_pinyin: bool,
    /// Its weight.
    pub weight: u32,
}

/// What the alignment needs to know of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its items: tokens, then joins.
    pub items: Vec<ItemShape>,
    /// How many are tokens.
    pub tokens: u8,
    /// The weight of all tokens.
    pub weight: u32,
    /// Whether it is Chinese, so that its words that read as pinyin are pinyin.
    pub is_chinese: bool,
    /// Whether it is a person's.
    pub is_person: bool,
}

/// Two items that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The item of the first name.
    pub query: u8,
    /// The item of the second.
    pub listed: u8,
    /// How alike.
    pub likeness: Likeness,
}

/// A pair of items in an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairing {
    /// The item of the first name.
    pub query: u8,
    /// The item of the second.
    pub listed: u8,
    /// The grade it was given, 0 to [`FULL`].
    pub grade: u16,
    /// Why.
    pub how: How,
    /// Its part in the numerator, in 1/64 bit: twice the lesser weight times the grade.
    pub gain: u64,
}

/// A contradiction, or a lack of evidence, that lowered a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Penalty {
    /// Both names have a number that the other lacks.
    Numbers,
    /// Both name a place that the other lacks.
    Places,
    /// Nothing but common words agrees.
    OnlyCommonWords,
    /// The name is short or common, so that even a full agreement says less.
    LittleEvidence,
    /// A name-only agreement is not letter for letter.
    NotVerbatim,
    /// One word is all that agrees, and not to the letter.
    OneWordInexact,
    /// Only another name of the entry agrees; its main name is written differently.
    OtherName,
}

/// An alignment and its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// The score in parts per million.
    pub score_ppm: u32,
    /// The pairs, in the order of the first name.
    pub pairs: Vec<Pairing>,
    /// What lowered the score, with the factor in parts per million.
    pub penalties: Vec<(Penalty, u32)>,
}

impl From<&Name> for Shape {
    fn from(name: &Name) -> Self {
        let shape = |item: &crate::name::Item| ItemShape {
            start: item.start,
            len: item.len,
            class: item.class,
            has_han: item.has_han(),
            is_pinyin: item.is_pinyin(),
            weight: item.weight,
        };
        Self {
            items: name.items.iter().map(shape).collect(),
            tokens: name.tokens,
            weight: name.weight,
            is_chinese: name.is_chinese,
            is_person: name.kind == NameKind::Person,
        }
    }
}

/// Compares two names exhaustively: the definition of the score. `None` when nothing is alike.
/// The arguments may be swapped.
#[must_use]
pub fn score(query: &Name, listed: &Name) -> Option<Alignment> {
    let mut edges = Vec::new();
    for (q, item) in query.items.iter().enumerate() {
        for (n, other) in listed.items.iter().enumerate() {
            for likeness in likenesses(&item.forms, &other.forms) {
                // Names are capped to 24 tokens, so to fewer than 72 items.
                let (query, listed) = (u8::try_from(q).ok()?, u8::try_from(n).ok()?);
                edges.push(Edge {
                    query,
                    listed,
                    likeness,
                });
            }
        }
    }
    let verbatim = query.text.trim() == listed.text.trim();
    align(
        &Shape::from(query),
        &Shape::from(listed),
        &mut edges,
        verbatim,
    )
}

fn likenesses<'a>(a: &'a [Form], b: &'a [Form]) -> impl Iterator<Item = Likeness> + 'a {
    a.iter()
        .flat_map(move |x| b.iter().filter_map(move |y| x.gate(y)))
}

/// Scores two names of which the edges are known: all the edges the gate gives, in any order.
/// `None` when they share nothing, or nothing but initials, titles, particles and legal forms.
#[must_use]
pub fn align(
    query: &Shape,
    listed: &Shape,
    edges: &mut [Edge],
    verbatim: bool,
) -> Option<Alignment> {
    let candidates = grade(query, listed, edges);
    let by_gain = |a: &Pairing, b: &Pairing| b.gain.cmp(&a.gain);
    let by_grade = |a: &Pairing, b: &Pairing| b.grade.cmp(&a.grade).then(b.gain.cmp(&a.gain));
    let first = choose(query, listed, candidates.clone(), by_gain);
    let second = choose(query, listed, candidates, by_grade);
    let (raw, pairs) = if second.0 > first.0 { second } else { first };
    let says_nothing = |pair: &Pairing| {
        let (q, n) = (
            &query.items[pair.query as usize],
            &listed.items[pair.listed as usize],
        );
        let empty = |class| matches!(class, Class::Legal | Class::Title | Class::Particle);
        pair.how == How::Initial || empty(q.class) || empty(n.class)
    };
    if pairs.iter().all(says_nothing) {
        return None;
    }
    let penalties = penalties(query, listed, &pairs, verbatim);
    let factor = |ppm: u32, by: u32| u64::from(ppm) * u64::from(by) / u64::from(ONE_PPM);
    let score_ppm = penalties.iter().fold(raw, |ppm, (_, by)| {
        u32::try_from(factor(ppm, *by)).unwrap_or(ppm)
    });
    Some(Alignment {
        score_ppm,
        pairs,
        penalties,
    })
}

/// The best graded pair for each two items, after the rules that need both names.
fn grade(query: &Shape, listed: &Shape, edges: &mut [Edge]) -> Vec<Pairing> {
    // Two names in Chinese characters are compared by them; a shared reading alone is weak.
    const SAME_READING_OTHER_CHARACTERS: u16 = 600;
    let chinese = query.is_chinese && listed.is_chinese;
    let mut pairs: Vec<Pairing> = Vec::with_capacity(edges.len());
    edges.sort_unstable_by_key(|edge| (edge.query, edge.listed, edge.likeness.how));
    for both in edges.chunk_by(|a, b| (a.query, a.listed) == (b.query, b.listed)) {
        let (q, n) = (
            query.items[both[0].query as usize],
            listed.items[both[0].listed as usize],
        );
        let syllabic = chinese && q.is_pinyin && n.is_pinyin;
        let same_han = both.iter().any(|edge| edge.likeness.how == How::SameHan);
        let only_reading = q.has_han && n.has_han && !same_han;
        let graded = both.iter().map(|edge| {
            let l = edge.likeness;
            let grade = if syllabic { l.syllabic } else { l.grade };
            let is_symbol = l.how == How::Symbol;
            let capped = only_reading && !is_symbol;
            (
                if capped {
                    grade.min(SAME_READING_OTHER_CHARACTERS)
                } else {
                    grade
                },
                l.how,
            )
        });
        let best = graded.reduce(|a, b| if b.0 > a.0 { b } else { a });
        if let Some((grade, how)) = best.filter(|(grade, _)| *grade > 0) {
            let gain = 2 * u64::from(q.weight.min(n.weight)) * u64::from(grade);
            pairs.push(Pairing {
                query: both[0].query,
                listed: both[0].listed,
                grade,
                how,
                gain,
            });
        }
    }
    pairs
}

/// Takes pairs in order as long as their tokens are free; returns the raw score and the pairs.
fn choose(
    query: &Shape,
    listed: &Shape,
    mut pairs: Vec<Pairing>,
    order: impl Fn(&Pairing, &Pairing) -> std::cmp::Ordering,
) -> (u32, Vec<Pairing>) {
    pairs.sort_by(|a, b| order(a, b).then((a.query, a.listed).cmp(&(b.query, b.listed))));
    let mask = |item: &ItemShape| ((1u64 << item.len) - 1) << item.start;
    let (mut used_q, mut used_n) = (0u64, 0u64);
    let mut open_weight = u64::from(query.weight) + u64::from(listed.weight);
    let (mut gain, mut weight) = (0u64, 0u64);
    pairs.retain(|pair| {
        let (q, n) = (
            &query.items[pair.query as usize],
            &listed.items[pair.listed as usize],
        );
        let free = used_q & mask(q) == 0 && used_n & mask(n) == 0;
        if free {
            used_q |= mask(q);
            used_n |= mask(n);
            gain += pair.gain;
            weight += 2 * u64::from(q.weight.min(n.weight));
            open_weight = open_weight.saturating_sub(u64::from(q.weight) + u64::from(n.weight));
        }
        free
    });
    pairs.sort_by_key(|pair| pair.query);
    let ppm = gain * u64::from(ONE_PPM) / (u64::from(FULL) * (weight + open_weight)).max(1);
    (u32::try_from(ppm).unwrap_or(ONE_PPM), pairs)
}

const NUMBERS_PPM: u32 = 700_000;
const PLACES_PPM: u32 = 920_000;
const ONLY_COMMON_WORDS_PPM: u32 = 850_000;
/// What a full agreement lacks to certainty is this share times `16 bits / (16 bits + evidence)`.
const LITTLE_EVIDENCE_PPM: u64 = 40_000;
const EVIDENCE_HALF: u64 = 16 * crate::weight::BIT as u64;
const NOT_VERBATIM_PPM: u32 = 998_000;
const ONE_WORD_INEXACT_PPM: u32 = 860_000;

fn penalties(
    query: &Shape,
    listed: &Shape,
    pairs: &[Pairing],
    verbatim: bool,
) -> Vec<(Penalty, u32)> {
    let open = |shape: &Shape, class: Class, used: &dyn Fn(&Pairing) -> u8| {
        (0..shape.tokens).any(|token| {
            let item = &shape.items[token as usize];
            let covers = |pair: &Pairing| {
                let by = &shape.items[used(pair) as usize];
                (by.start..by.start + by.len).contains(&token)
            };
            item.class == class && !pairs.iter().any(covers)
        })
    };
    let both =
        |class| open(query, class, &|pair| pair.query) && open(listed, class, &|pair| pair.listed);
    let common = |item: &ItemShape| {
        !matches!(
            item.class,
            Class::Core | Class::Patronymic | Class::Number | Class::Initial
        )
    };
    let only_common = pairs.iter().all(|pair| {
        common(&query.items[pair.query as usize]) || common(&listed.items[pair.listed as usize])
    });
    let mut penalties = Vec::new();
    if both(Class::Number) {
        penalties.push((Penalty::Numbers, NUMBERS_PPM));
    }
    if both(Class::Place) {
        penalties.push((Penalty::Places, PLACES_PPM));
    }
    if only_common && both(Class::Core) {
        penalties.push((Penalty::OnlyCommonWords, ONLY_COMMON_WORDS_PPM));
    }
    if let [only] = pairs
        && matches!(only.how, How::Edit | How::Sound)
    {
        penalties.push((Penalty::OneWordInexact, ONE_WORD_INEXACT_PPM));
    }
    let evidence: u64 = pairs
        .iter()
        .map(|pair| pair.gain / 2 / u64::from(FULL))
        .sum();
    let lacking = LITTLE_EVIDENCE_PPM * EVIDENCE_HALF / (EVIDENCE_HALF + evidence);
    penalties.push((
        Penalty::LittleEvidence,
        ONE_PPM - u32::try_from(lacking).unwrap_or(0),
    ));
    if !verbatim {
        penalties.push((Penalty::NotVerbatim, NOT_VERBATIM_PPM));
    }
    penalties
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::analyse;
    use proptest::prelude::*;

    fn ppm(a: &str, b: &str, kind: NameKind) -> u32 {
        score(&analyse(a, kind), &analyse(b, kind)).map_or(0, |alignment| alignment.score_ppm)
    }

    #[test]
    fn organisations() {
        let ppm = |a, b| ppm(a, b, NameKind::Organization);
        let same = ppm(
            "Zhejiang Madeup Technologies Co., Ltd.",
            "Zhejiang Madeup Technologies Co., Ltd.",
        );
        assert!(same > 970_000 && same < ONE_PPM);
        assert!(ppm("Zhejiang Madeup", "Zhejiang Madeup Technologies Co., Ltd.") > 850_000);
        assert!(
            ppm(
                "Madeup Tech Zhejiang",
                "Zhejiang Madeup Technologies Co., Ltd."
            ) > 850_000
        );
        assert!(ppm("浙江虚构科技有限公司", "Zhejiang Xugou Technology Co Ltd") > 850_000);
        assert!(
            ppm(
                "Zhejiang Madeup Technologies",
                "Zhejiang Nowhere Technologies"
            ) < 400_000
        );
        assert!(ppm("Plant No. 5", "Plant No. 6") < ppm("Plant No. 5", "Plant No. 5"));
    }

    #[test]
    fn persons() {
        let ppm = |a, b| ppm(a, b, NameKind::Person);
        assert!(ppm("王虚构", "WANG Xugou") > 900_000);
        assert!(ppm("Wang Xu Gou", "WANG Xugou") > 900_000);
        assert!(ppm("Wang Xugou", "Wang Xugao") < 700_000);
        assert!(ppm("王虚构", "王虚勾") < 800_000);
        assert!(ppm("Ivan Madeupov", "Иван Мадеупов") > 850_000);
        assert_eq!(ppm("J. K.", "J. K. Rowantree"), 0);
    }

    proptest! {
        #[test]
        fn symmetric_and_bounded(a in "[a-e ]{0,20}", b in "[a-e ]{0,20}") {
            let (forth, back) = (ppm(&a, &b, NameKind::Unknown), ppm(&b, &a, NameKind::Unknown));
            prop_assert!(forth <= ONE_PPM && back <= ONE_PPM);
        }

        #[test]
        fn any_text_is_scored_without_panic(a in any::<String>(), b in any::<String>()) {
            ppm(&a, &b, NameKind::Unknown);
            ppm(&a, &b, NameKind::Person);
        }
    }
}
