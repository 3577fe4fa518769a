//! The words of headings.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Role;

/// What a heading says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// The role its words name.
    pub role: Option<Role>,
    /// It names a party or thing of its own: contact, bank, product.
    pub is_another: bool,
    /// It is a word for a party without "name": "supplier".
    pub is_party_alone: bool,
    /// The words for parties in it.
    pub parties: Vec<String>,
    /// It says in which language or script.
    pub has_language: bool,
    /// It is a single word.
    pub is_one_word: bool,
    /// Every word of it is one that headings are made of.
    is_whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Role(Role),
    Party,
    Language,
    Qualifier,
    Another,
}

/// How sure it is that a text is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It holds a word that headings do not have.
    None,
    /// It is a word for a party, which may be a value too: "company".
    Some,
    /// It is made of nothing but words of headings.
    High,
}

/// Whether a text is made of nothing but words of headings, at least one of them telling.
#[must_use]
pub fn certainty(text: &str) -> Certainty {
    let heading = read(text);
    match heading.is_whole && (heading.role.is_some() || heading.is_another) {
        false => Certainty::None,
        true if heading.is_party_alone => Certainty::Some,
        true => Certainty::High,
    }
}

const PHRASE_WORDS_MAX: usize = 8;
/// No heading is longer; a long text is not looked through for words.
const HEADING_BYTES_MAX: usize = 200;

static PHRASES: LazyLock<HashMap<String, Word>> = LazyLock::new(|| {
    let mut phrases = HashMap::new();
    for line in include_str!("../../data/headings.tsv").lines() {
        let mut parts = line.split('\t');
        let word = match parts.next() {
            Some("party") => Word::Party,
            Some("language") => Word::Language,
            Some("qualifier") => Word::Qualifier,
            Some("another") => Word::Another,
            Some(role) => match Role::of_word(role) {
                Some(role) => Word::Role(role),
                None => continue,
            },
            None => continue,
        };
        for phrase in parts {
            // The first line that has a phrase is right: the roles stand above the rest.
            phrases.entry(words(phrase).join(" ")).or_insert(word);
        }
    }
    phrases
});

/// Reads a heading.
pub(super) fn read(text: &str) -> Heading {
    if text.len() > HEADING_BYTES_MAX {
        return Heading::default();
    }
    let words = words(text);
    let mut heading = Heading {
        is_one_word: words.len() == 1,
        is_whole: !words.is_empty(),
        ..Heading::default()
    };
    let (mut roles, mut unknown) = (Vec::new(), 0);
    for (at, length, word) in phrases(&words) {
        match word {
            None => unknown += 1,
            Some(Word::Role(role)) => roles.push((at, role)),
            Some(Word::Party) => heading.parties.push(words[at..at + length].join(" ")),
            Some(Word::Language) => heading.has_language = true,
            Some(Word::Another) => heading.is_another = true,
            Some(Word::Qualifier) => {}
        }
    }
    if unknown * 2 >= words.len() {
        // A sentence that happens to hold a word of headings.
        return Heading::default();
    }
    heading.is_whole &= unknown == 0;
    heading.role = strongest(&roles, &words);
    if heading.role.is_none() && !heading.parties.is_empty() {
        heading.role = Some(Role::Name);
        heading.is_party_alone = true;
    }
    if heading.is_another {
        heading.role = None;
    }
    heading
}

/// Cuts words into phrases (place, length, what it is): as few unknown words as possible, then as
/// few phrases, then the longer ones first.
fn phrases(words: &[String]) -> Vec<(usize, usize, Option<Word>)> {
    const UNKNOWN_COST: usize = 1_000;
    // From each place to the end: the cost, and the phrase to take.
    let mut best: Vec<(usize, usize, Option<Word>)> = vec![(0, 0, None); words.len() + 1];
    for at in (0..words.len()).rev() {
        best[at] = (UNKNOWN_COST + best[at + 1].0, 1, None);
        for length in (1..=PHRASE_WORDS_MAX.min(words.len() - at)).rev() {
            let cost = 1 + best[at + length].0;
            if cost < best[at].0
                && let Some(word) = PHRASES.get(&words[at..at + length].join(" "))
            {
                best[at] = (cost, length, Some(*word));
            }
        }
    }
    let mut cut = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (_, length, word) = best[at];
        cut.push((at, length, word));
        at += length;
    }
    cut
}

/// The role that a heading with several is about: "name" gives way to all others; else the head
/// word counts, which stands last, and before "of".
fn strongest(roles: &[(usize, Role)], words: &[String]) -> Option<Role> {
    let strong: Vec<&(usize, Role)> = roles
        .iter()
        .filter(|(_, role)| *role != Role::Name)
        .collect();
    let of = words
        .iter()
        .position(|word| ["of", "de", "du", "des", "del", "von"].contains(&word.as_str()));
    let before_of = strong.iter().find(|(at, _)| of.is_some_and(|of| *at < of));
    let chosen = before_of.or(strong.last()).map(|(_, role)| *role);
    chosen.or(roles.first().map(|(_, role)| *role))
}

/// The words of a heading, folded. A character of a script written without spaces is a word.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in text.chars() {
        let is_joint = c.is_uppercase() && was_lower;
        was_lower = c.is_lowercase();
        if is_unspaced(c) {
            words.push(c.to_string());
            words.push(String::new());
        } else if !c.is_alphanumeric() {
            words.push(String::new());
        } else {
            if is_joint {
                words.push(String::new());
            }
            let last = words.last_mut();
            last.into_iter().for_each(|word| fold(c, word));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}') || super::content::is_han(c)
}

/// Lower case, without accents, Arabic letters in their plain form.
fn fold(c: char, word: &mut String) {
    for c in c.to_lowercase() {
        let plain = match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
            'ì'..='ï' | 'ı' | 'ī' => 'i',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ő' => 'o',
            'ù'..='ü' | 'ū' | 'ű' | 'ů' => 'u',
            'ý' | 'ÿ' => 'y',
            'ş' | 'š' | 'ś' => 's',
            'ž' | 'ź' | 'ż' => 'z',
            'ğ' => 'g',
            'ł' => 'l',
            'ř' => 'r',
            'ё' => 'е',
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            'ß' => {
                word.push_str("ss");
                continue;
            }
            // What is left of a capital dotted I, tatweel, vowel signs.
            '\u{307}' | '\u{640}' | '\u{64b}'..='\u{652}' => continue,
            other => other,
        };
        word.push(plain);
    }
}
