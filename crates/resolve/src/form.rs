//! Forms: one way a word may be written, and the gate between two of them.

use crate::edit;
use crate::han;
use crate::sound;

/// What kind of form it is; forms meet only as the gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum FormKind {
    /// A word in Latin letters, folded.
    Word = 0,
    /// A word romanised from a script that writes its vowels.
    Roman = 1,
    /// A word romanised from a script that mostly does not.
    Skeleton = 2,
    /// The pinyin of a Chinese word, all syllables joined.
    Pinyin = 3,
    /// Neighbouring words written as one.
    Joined = 4,
    /// A Chinese word in simplified characters.
    Han = 5,
    /// A symbol of the lexicon.
    Symbol = 6,
    /// A single letter that may stand for a word.
    Initial = 7,
    /// A number, without leading zeros.
    Number = 8,
}

impl FormKind {
    /// Every kind, in order.
    pub const ALL: [Self; 9] = [
        Self::Word,
        Self::Roman,
        Self::Skeleton,
        Self::Pinyin,
        Self::Joined,
        Self::Han,
        Self::Symbol,
        Self::Initial,
        Self::Number,
    ];
}

/// One way a word may be written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form {
    /// How to read the text.
    pub kind: FormKind,
    /// The text: ASCII letters and digits, but for [`FormKind::Han`] and [`FormKind::Symbol`].
    pub text: String,
}

/// Why two forms are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Written the same.
    Same,
    /// The same characters.
    SameHan,
    /// The same when romanised.
    Reading,
    /// The same but for spaces.
    Joined,
    /// Another spelling, abbreviation or translation of a common word.
    Symbol,
    /// A few letters differ.
    Edit,
    /// Sounds alike.
    Sound,
    /// One is the initial of the other.
    Initial,
}

/// How alike two forms are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    /// The grade, 0 to [`FULL`].
    pub grade: u16,
    /// The grade if both are pinyin in Chinese names, where a letter makes another word.
    pub syllabic: u16,
    /// Why.
    pub how: How,
}

/// The grade of words written the same.
pub const FULL: u16 = 1024;
const READING: u16 = 1000;
const JOINED: u16 = 990;
const SYMBOL: u16 = 970;
const LOOSE_PINYIN: u16 = 880;
const SKELETON: u16 = 860;
const SKELETON_SHORT: u16 = 740;
const INITIAL: u16 = 640;
/// Within one script, words that sound alike must also be spelt alike so far.
const SOUND_KEPT_MIN: u32 = 600;
/// Graded below this, words are different words.
const GRADE_MIN: u16 = 620;

impl Form {
    /// A form.
    #[must_use]
    pub fn new(kind: FormKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }

    /// Whether the form is spelt in letters that edits and sound keys apply to.
    #[must_use]
    pub fn is_spelt(&self) -> bool {
        matches!(self.kind, FormKind::Word | FormKind::Roman)
    }

    /// How alike two forms are; `None` when no predicate holds between them. The same in both
    /// directions.
    ///
    /// The predicates, which [`Form::keys`] and the edit bound make retrievable: equal texts of
    /// kinds that meet; at most [`edit::edits_max`] edits between spelt words; an equal sound key;
    /// an equal loose pinyin; a first letter.
    #[must_use]
    pub fn gate(&self, other: &Self) -> Option<Likeness> {
        use FormKind as K;
        let (a, b) = if self.kind <= other.kind {
            (self, other)
        } else {
            (other, self)
        };
        let is_same = a.text == b.text;
        let same = |grade: u16, how: How| {
            is_same.then_some(Likeness {
                grade,
                syllabic: grade,
                how,
            })
        };
        match (a.kind, b.kind) {
            (K::Word, K::Word) | (K::Roman, K::Roman) => spelt(a, b, FULL),
            (K::Word, K::Roman) => spelt(a, b, READING),
            (K::Word | K::Roman, K::Skeleton) => skeleton(a, b),
            (K::Skeleton, K::Skeleton) | (K::Number, K::Number) => same(FULL, How::Same),
            (K::Word | K::Roman, K::Pinyin) => reading(a, b),
            (K::Pinyin, K::Pinyin) => same(READING, How::Reading),
            (K::Word | K::Roman | K::Pinyin, K::Joined) => same(JOINED, How::Joined),
            (K::Han, K::Han) => same(FULL, How::SameHan),
            (K::Symbol, K::Symbol) => same(SYMBOL, How::Symbol),
            (K::Word | K::Roman | K::Pinyin, K::Initial) => {
                let grade = Likeness {
                    grade: INITIAL,
                    syllabic: INITIAL,
                    how: How::Initial,
                };
                a.text.starts_with(&b.text).then_some(grade)
            }
            (K::Initial, K::Initial) => same(FULL, How::Initial),
            _ => None,
        }
    }

    /// The keys, besides its own text, that a form shares with forms it may be like: its sound key
    /// (`s:`) and its loose pinyin (`p:`).
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self
            .sound_keys()
            .into_iter()
            .map(|k| format!("s:{k}"))
            .collect();
        if self.is_spelt() || self.kind == FormKind::Pinyin {
            keys.push(format!("p:{}", han::loose(&self.text)));
        }
        keys
    }
}

impl Form {
    /// The sound keys of a form; none where a single consonant would say too little.
    fn sound_keys(&self) -> Vec<String> {
        let mut keys = match self.kind {
            FormKind::Word | FormKind::Roman => sound::keys(&self.text),
            FormKind::Skeleton => sound::skeleton_keys(&self.text),
            _ => Vec::new(),
        };
        keys.retain(|key| key.len() >= SOUND_KEY_MIN);
        keys
    }

    /// The first sound key that two forms share.
    fn shared_sound(&self, other: &Self) -> Option<String> {
        let others = other.sound_keys();
        self.sound_keys()
            .into_iter()
            .find(|key| others.contains(key))
    }
}

/// A sound key of one consonant says too little.
const SOUND_KEY_MIN: usize = 2;

fn spelt(a: &Form, b: &Form, equal: u16) -> Option<Likeness> {
    if a.text == b.text {
        let how = if equal == FULL {
            How::Same
        } else {
            How::Reading
        };
        return Some(Likeness {
            grade: equal,
            syllabic: equal,
            how,
        });
    }
    let (x, y) = (a.text.as_bytes(), b.text.as_bytes());
    let longest = u32::try_from(x.len().max(y.len())).unwrap_or(u32::MAX);
    let edits = edit::distance(x, y, edit::edits_max(x.len(), y.len()));
    // Within one script a spelling is a choice: Camel and Camellia sound alike, and are two names.
    let near_in_length = a.kind != b.kind || x.len().abs_diff(y.len()) <= 2;
    let sound = near_in_length && a.shared_sound(b).is_some();
    if edits.is_none() && !sound {
        return None;
    }
    let cost = edit::cost(x, y);
    let kept = 1024u32.saturating_sub(1024 * cost / (edit::EDIT * longest));
    // A sound key is weaker evidence within one script, where a spelling is a choice.
    let sound = sound && (a.kind != b.kind || kept >= SOUND_KEPT_MIN);
    let by_sound = if a.kind == b.kind {
        400 + kept * 5 / 10
    } else {
        600 + kept * 38 / 100
    };
    let by_edit = if edits.is_some() { kept } else { 0 };
    let how = if sound && by_sound > by_edit {
        How::Sound
    } else {
        How::Edit
    };
    let grade = by_edit.max(if sound { by_sound } else { 0 });
    let grade = u16::try_from(grade).unwrap_or(FULL).min(equal - 1);
    let syllabic = if han::loose(&a.text) == han::loose(&b.text) {
        LOOSE_PINYIN
    } else {
        0
    };
    (grade >= GRADE_MIN).then_some(Likeness {
        grade,
        syllabic,
        how,
    })
}

fn skeleton(word: &Form, skeleton: &Form) -> Option<Likeness> {
    let of_word = sound::key(&word.text);
    let key = skeleton
        .sound_keys()
        .into_iter()
        .find(|key| *key == of_word)?;
    let grade = if key.len() > SOUND_KEY_MIN {
        SKELETON
    } else {
        SKELETON_SHORT
    };
    Some(Likeness {
        grade,
        syllabic: grade,
        how: How::Sound,
    })
}

fn reading(word: &Form, pinyin: &Form) -> Option<Likeness> {
    if word.text == pinyin.text {
        return Some(Likeness {
            grade: READING,
            syllabic: READING,
            how: How::Reading,
        });
    }
    let alike = han::loose(&word.text) == han::loose(&pinyin.text);
    alike.then_some(Likeness {
        grade: LOOSE_PINYIN,
        syllabic: LOOSE_PINYIN,
        how: How::Sound,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grade(a: &str, b: &str) -> u16 {
        let form = |text: &str| Form::new(FormKind::Word, text);
        form(a).gate(&form(b)).map_or(0, |likeness| likeness.grade)
    }

    #[test]
    fn grades_fall_with_difference() {
        assert_eq!(grade("uniview", "uniview"), FULL);
        assert!(grade("mohammed", "muhammed") > grade("mohammed", "muhamad"));
        assert!(grade("jinan", "ijnan") > GRADE_MIN);
        assert_eq!(grade("uniview", "dahua"), 0);
        assert_eq!(grade("li", "lu"), 0);
    }

    proptest! {
        #[test]
        fn the_gate_is_the_same_both_ways(
            a in "[a-z]{1,9}", b in "[a-z]{1,9}", k in 0usize..9, l in 0usize..9,
        ) {
            let (a, b) = (Form::new(FormKind::ALL[k], a), Form::new(FormKind::ALL[l], b));
            prop_assert_eq!(a.gate(&b), b.gate(&a));
        }

        #[test]
        fn what_opens_the_gate_can_be_retrieved(a in "[a-z]{1,9}", b in "[a-z]{1,9}") {
            for (k, l) in FormKind::ALL.iter().flat_map(|k| FormKind::ALL.map(|l| (*k, l))) {
                let (a, b) = (Form::new(k, a.as_str()), Form::new(l, b.as_str()));
                let is_initial = [k, l].contains(&FormKind::Initial);
                if a.gate(&b).is_none() || a.text == b.text || is_initial {
                    continue;
                }
                let (x, y) = (a.text.as_bytes(), b.text.as_bytes());
                let near = a.is_spelt() && b.is_spelt()
                    && edit::distance(x, y, edit::edits_max(x.len(), y.len())).is_some();
                let shared = a.keys().iter().any(|key| b.keys().contains(key));
                prop_assert!(near || shared);
            }
        }
    }
}
