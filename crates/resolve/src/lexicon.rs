//! Words that a name shares with many others: legal forms, activities, places, titles, particles.
//!
//! The tables are data a reader can review, in `data/`: `legal_forms.tsv`, `words.tsv`,
//! `places.tsv`, `particles.tsv`. Each row is one *symbol*: spellings that mean the same.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::fold::{self, Word};
use crate::han;
use crate::name::Class;
use crate::script::Script;

/// What the lexicon knows of a word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// The class of the word.
    pub class: Class,
    /// What it shares with its other spellings, for instance `place:xinjiang`.
    pub symbol: String,
}

/// Words and phrases by their folded spelling.
pub struct Lexicon {
    phrases: FxHashMap<String, Sense>,
    han: FxHashMap<String, Sense>,
    /// The most words in a phrase.
    pub phrase_words_max: usize,
    /// The most characters in a Chinese word.
    pub han_chars_max: usize,
}

/// The words of organisations' names: legal forms, activities, places.
pub static ORGANIZATION: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::empty();
    // Earlier tables win: a form of two readings is a legal form first, then a place.
    lexicon.load(include_str!("../data/legal_forms.tsv"), "legal", |_| {
        Class::Legal
    });
    lexicon.load_places(include_str!("../data/places.tsv"));
    lexicon.load(include_str!("../data/words.tsv"), "word", |_| {
        Class::Activity
    });
    lexicon.load_one(
        include_str!("../data/particles.tsv"),
        "org_particle",
        Class::Particle,
    );
    lexicon
});

/// The words of persons' names: titles, particles, words of relation.
pub static PERSON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::empty();
    let data = include_str!("../data/particles.tsv");
    lexicon.load_one(data, "relation", Class::Relation);
    lexicon.load_one(data, "particle", Class::Particle);
    lexicon.load_one(data, "title", Class::Title);
    lexicon
});

impl Lexicon {
    fn empty() -> Self {
        Self {
            phrases: FxHashMap::default(),
            han: FxHashMap::default(),
            phrase_words_max: 1,
            han_chars_max: 1,
        }
    }

    fn load(&mut self, data: &str, prefix: &str, class: impl Fn(&str) -> Class) {
        for (name, spellings) in rows(data) {
            for spelling in spellings.split('|') {
                let symbol = format!("{prefix}:{name}");
                self.insert(
                    spelling,
                    Sense {
                        class: class(name),
                        symbol,
                    },
                );
            }
        }
    }

    /// Loads the rows of one name, each spelling being a symbol of its own.
    fn load_one(&mut self, data: &str, row: &str, class: Class) {
        for (_, spellings) in rows(data).filter(|(name, _)| *name == row) {
            for spelling in spellings.split('|') {
                self.insert(
                    spelling,
                    Sense {
                        class,
                        symbol: String::new(),
                    },
                );
            }
        }
    }

    fn load_places(&mut self, data: &str) {
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            let (stem, latin) = line.split_once('\t').unwrap_or((line, ""));
            let pinyin = han::pinyin(stem);
            let latin = if latin.is_empty() { &pinyin } else { latin };
            let symbol = format!("place:{stem}");
            for spelling in latin.split('|').chain([stem]) {
                self.insert(
                    spelling,
                    Sense {
                        class: Class::Place,
                        symbol: symbol.clone(),
                    },
                );
            }
        }
    }

    fn insert(&mut self, spelling: &str, sense: Sense) {
        let words = merge_letters(fold::words(spelling));
        match &words[..] {
            [] => {}
            [word] if word.script == Script::Han => {
                let text = han::simplify(&word.text);
                self.han_chars_max = self.han_chars_max.max(text.chars().count());
                self.han.entry(text).or_insert(sense);
            }
            words => {
                self.phrase_words_max = self.phrase_words_max.max(words.len());
                self.phrases.entry(joined(words)).or_insert(sense);
            }
        }
    }

    /// The longest phrase that starts at the first of these words: how many words, and its sense.
    /// Pinyin is also found with each syllable apart (`dian zi` is `dianzi`).
    #[must_use]
    pub fn longest<'a>(&'a self, words: &[Word]) -> Option<(usize, &'a Sense)> {
        (1..=self.phrase_words_max.min(words.len()))
            .rev()
            .find_map(|n| {
                let words = &words[..n];
                let spaced = || self.phrases.get(&joined(words));
                let syllables = || {
                    let all = n > 1 && words.iter().all(|word| han::is_pinyin(&word.text));
                    let text: String = words.iter().map(|word| word.text.as_str()).collect();
                    all.then(|| self.phrases.get(&text)).flatten()
                };
                Some((n, spaced().or_else(syllables)?))
            })
    }

    /// The sense of a simplified Chinese word.
    #[must_use]
    pub fn han(&self, text: &str) -> Option<&Sense> {
        self.han.get(text)
    }
}

fn rows(data: &str) -> impl Iterator<Item = (&str, &str)> {
    data.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

fn joined(words: &[Word]) -> String {
    words
        .iter()
        .map(|word| word.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Joins runs of two or more single Latin letters into one word: `S.A.L.` is `sal`.
#[must_use]
pub fn merge_letters(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut run = 0;
    for word in words {
        let is_letter = word.script == Script::Latin && word.text.len() == 1;
        run = if is_letter { run + 1 } else { 0 };
        match out.last_mut() {
            Some(last) if run > 1 => {
                last.text.push_str(&word.text);
                last.written.push_str(&word.written);
                last.is_dotted = word.is_dotted;
            }
            _ => out.push(word),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(name: &str) -> Option<(usize, &'static str)> {
        let words = merge_letters(fold::words(name));
        ORGANIZATION
            .longest(&words)
            .map(|(n, sense)| (n, sense.symbol.as_str()))
    }

    #[test]
    fn spellings_share_a_symbol() {
        assert_eq!(sense("Co., Ltd."), Some((2, "legal:llc")));
        assert_eq!(sense("S.A. de C.V."), Some((3, "legal:jsc")));
        assert_eq!(sense("Technologies"), sense("технологии"));
        assert_eq!(sense("Public Security Bureau"), Some((2, "word:police")));
        assert_eq!(sense("Urumqi"), sense("Wulumuqi"));
        assert_eq!(
            ORGANIZATION.han("有限公司").map(|s| s.class),
            Some(Class::Legal)
        );
        assert_eq!(sense("Uniview"), None);
    }
}
