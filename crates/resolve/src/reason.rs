//! The reasons of a score, as data and as a sentence.

use crate::align::{Alignment, ONE_PPM, Penalty};
use crate::facts::FactEffect;
use crate::form::{FULL, How};
use crate::name::{Class, Name};

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Two items agree.
    Agree {
        /// As the question has it.
        query: String,
        /// As the list has it.
        listed: String,
        /// Why they agree.
        how: How,
        /// How far, in parts per million.
        grade_ppm: u32,
        /// Its share of the evidence, in parts per million.
        share_ppm: u32,
    },
    /// The question has something that the list has not.
    OnlyInQuery {
        /// The words.
        text: String,
        /// What they are.
        class: Class,
    },
    /// The list has something that the question has not.
    OnlyInListed {
        /// The words.
        text: String,
        /// What they are.
        class: Class,
    },
    /// Something lowered the score.
    Lowered {
        /// What.
        penalty: Penalty,
        /// By which factor, in parts per million.
        factor_ppm: u32,
    },
    /// Another fact than the name.
    Fact(FactEffect),
}

/// The reasons of an alignment, in the order of the question's name, then what is missing, then
/// what lowered the score.
#[must_use]
pub fn explain(query: &Name, listed: &Name, alignment: &Alignment) -> Vec<Reason> {
    let total: u64 = alignment.pairs.iter().map(|pair| pair.gain).sum();
    let ppm = |part: u64, whole: u64| {
        u32::try_from(part * u64::from(ONE_PPM) / whole.max(1)).unwrap_or(ONE_PPM)
    };
    let mut reasons: Vec<Reason> = alignment
        .pairs
        .iter()
        .map(|pair| Reason::Agree {
            query: query.items[pair.query as usize].written.clone(),
            listed: listed.items[pair.listed as usize].written.clone(),
            how: pair.how,
            grade_ppm: ppm(u64::from(pair.grade), u64::from(FULL)),
            share_ppm: ppm(pair.gain, total),
        })
        .collect();
    let used_q: Vec<u8> = alignment.pairs.iter().map(|pair| pair.query).collect();
    let used_n: Vec<u8> = alignment.pairs.iter().map(|pair| pair.listed).collect();
    reasons.extend(left(query, &used_q).map(|(text, class)| Reason::OnlyInQuery { text, class }));
    reasons.extend(left(listed, &used_n).map(|(text, class)| Reason::OnlyInListed { text, class }));
    reasons.extend(
        alignment
            .penalties
            .iter()
            .map(|(penalty, factor_ppm)| Reason::Lowered {
                penalty: *penalty,
                factor_ppm: *factor_ppm,
            }),
    );
    reasons
}

/// The tokens that no pair covers.
fn left<'a>(name: &'a Name, used: &'a [u8]) -> impl Iterator<Item = (String, Class)> + 'a {
    let covered = |token: u8| {
        used.iter().any(|item| {
            let item = &name.items[*item as usize];
            (item.start..item.start + item.len).contains(&token)
        })
    };
    (0..name.tokens)
        .filter(move |token| !covered(*token))
        .map(|token| {
            let item = &name.items[token as usize];
            (item.written.clone(), item.class)
        })
}

impl How {
    /// One word for data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::SameHan => "same-characters",
            Self::Reading => "same-reading",
            Self::Joined => "joined",
            Self::Symbol => "same-word",
            Self::Edit => "spelling",
            Self::Sound => "sound",
            Self::Initial => "initial",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Same | Self::SameHan => "is the same as",
            Self::Reading => "reads as",
            Self::Joined => "is the same, but for spaces, as",
            Self::Symbol => "is another form of",
            Self::Edit => "differs by a few letters from",
            Self::Sound => "sounds like",
            Self::Initial => "shares its initial with",
        }
    }
}

impl Class {
    /// One word for data and sentences.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Core => "name",
            Self::Patronymic => "patronymic",
            Self::Relation => "relation",
            Self::Particle => "particle",
            Self::Title => "title",
            Self::Legal => "legal form",
            Self::Activity => "activity",
            Self::Place => "place",
            Self::Number => "number",
            Self::Initial => "initial",
        }
    }
}

impl Penalty {
    /// One word for data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Numbers => "numbers-differ",
            Self::Places => "places-differ",
            Self::OnlyCommonWords => "only-common-words",
            Self::LittleEvidence => "little-evidence",
            Self::NotVerbatim => "not-verbatim",
            Self::OneWordInexact => "one-word-inexact",
            Self::OtherName => "other-name",
        }
    }
}

/// One sentence in plain English. It speaks of the names, never of guilt or identity.
#[must_use]
pub fn sentence(reasons: &[Reason]) -> String {
    let mut parts = Vec::new();
    let mut same = Vec::new();
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    for reason in reasons {
        match reason {
            Reason::Agree {
                query,
                how: How::Same | How::SameHan,
                ..
            } => {
                same.push(format!("\"{query}\""));
            }
            Reason::Agree {
                query, listed, how, ..
            } => {
                parts.push(format!("\"{query}\" {} \"{listed}\"", how.words()));
            }
            Reason::OnlyInListed { text, class } => {
                missing.push(format!("\"{text}\" ({})", class.as_str()));
            }
            Reason::OnlyInQuery { text, class } => {
                extra.push(format!("\"{text}\" ({})", class.as_str()));
            }
            Reason::Lowered { penalty, .. } => parts.extend(penalty_words(*penalty)),
            Reason::Fact(effect) => parts.push(format!("{}: {}", effect.fact, effect.finding)),
        }
    }
    if !same.is_empty() {
        let verb = if same.len() == 1 {
            "is the same"
        } else {
            "are the same"
        };
        parts.insert(0, format!("{} {verb}", list(&same)));
    }
    if !missing.is_empty() {
        parts.push(format!("only the listed name has {}", list(&missing)));
    }
    if !extra.is_empty() {
        parts.push(format!("only the name asked has {}", list(&extra)));
    }
    let mut text = parts.join("; ");
    if let Some(first) = text.get(..1) {
        let upper = first.to_uppercase();
        text.replace_range(..1, &upper);
    }
    text.push('.');
    text
}

fn penalty_words(penalty: Penalty) -> Option<String> {
    Some(match penalty {
        Penalty::Numbers => "the numbers in them differ".to_owned(),
        Penalty::Places => "the places in them differ".to_owned(),
        Penalty::OnlyCommonWords => "only common words agree".to_owned(),
        Penalty::OneWordInexact => "one word is all that agrees".to_owned(),
        Penalty::LittleEvidence | Penalty::NotVerbatim | Penalty::OtherName => return None,
    })
}

fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NameKind, analyse, score};

    #[test]
    fn a_sentence_a_person_can_read() {
        let query = analyse("Xugou Tech Zhejiang", NameKind::Organization);
        let listed = analyse("浙江虚构科技有限公司", NameKind::Organization);
        let alignment = score(&query, &listed).unwrap();
        assert_eq!(
            sentence(&explain(&query, &listed, &alignment)),
            "\"Xugou\" reads as \"虚构\"; \"Tech\" is another form of \"科技\"; \"Zhejiang\" reads as \
             \"浙江\"; only the listed name has \"有限公司\" (legal form)."
        );
    }
}
