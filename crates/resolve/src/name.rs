//! A name, analysed once: its tokens, the joins of neighbouring tokens, and for each the forms it
//! may be written in and what it weighs.

use crate::fold::{self, Word};
use crate::form::{Form, FormKind};
use crate::han::{self, Piece};
use crate::hangul;
use crate::lexicon::{self, Lexicon, Sense};
use crate::limits::{TOKENS_MAX, WORD_BYTES_MAX};
use crate::romanise::romanise;
use crate::script::Script;
use crate::weight::{self, BIT};

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A company, public body or other organisation.
    Organization,
    /// A vessel, aircraft or other thing.
    Object,
    /// Not known: words of organisations are recognised, and so are initials and titles.
    Unknown,
}

/// What a token is in the name, which says how much it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// What tells this name from others: a brand, a given or family name.
    Core = 0,
    /// A patronymic.
    Patronymic = 1,
    /// "Son of", "father of", "servant of".
    Relation = 2,
    /// An article or preposition.
    Particle = 3,
    /// A title or honorific.
    Title = 4,
    /// A legal form.
    Legal = 5,
    /// What an organisation is or does.
    Activity = 6,
    /// A place.
    Place = 7,
    /// A number or ordinal.
    Number = 8,
    /// A single letter.
    Initial = 9,
}

impl Class {
    /// The class with a given number, for stored indexes.
    #[must_use]
    pub fn from_u8(n: u8) -> Option<Self> {
        [
            Self::Core,
            Self::Patronymic,
            Self::Relation,
            Self::Particle,
            Self::Title,
            Self::Legal,
            Self::Activity,
            Self::Place,
            Self::Number,
            Self::Initial,
        ]
        .get(usize::from(n))
        .copied()
    }

    /// The share of its rarity that a token of this class weighs, in percent.
    fn share_percent(self) -> u32 {
        match self {
            Self::Core => 100,
            Self::Patronymic => 50,
            Self::Relation | Self::Particle => 20,
            Self::Title => 5,
            Self::Legal => 8,
            Self::Activity => 30,
            Self::Place => 35,
            Self::Number | Self::Initial => 0,
        }
    }
}

/// A number weighs as much as a middling word; an initial less.
const NUMBER_WEIGHT: u32 = 5 * BIT;
const INITIAL_WEIGHT: u32 = 2 * BIT;

/// A token, or neighbouring tokens taken as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its first token.
    pub start: u8,
    /// How many tokens it spans: 1, or more for a join.
    pub len: u8,
    /// What it weighs, in 1/64 bit. A join weighs what its tokens do.
    pub weight: u32,
    /// Its class; a join is [`Class::Core`].
    pub class: Class,
    /// As it stands in the name.
    pub written: String,
    /// Every way it may be written.
    pub forms: Vec<Form>,
}

/// An analysed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As it was given.
    pub text: String,
    /// Whose it is; a guess where it was given as [`NameKind::Unknown`] and could be guessed.
    pub kind: NameKind,
    /// The tokens in order, then the joins.
    pub items: Vec<Item>,
    /// How many of the items are tokens.
    pub tokens: u8,
    /// The weight of all tokens.
    pub weight: u32,
    /// Whether it is a Chinese name, so that its words that read as pinyin are pinyin: there one
    /// letter makes another word, and edits are no evidence.
    pub is_chinese: bool,
}

impl Item {
    /// Whether one of its forms is in Chinese characters.
    #[must_use]
    pub fn has_han(&self) -> bool {
        self.forms.iter().any(|form| form.kind == FormKind::Han)
    }

    /// Whether it can be read as a run of pinyin syllables.
    #[must_use]
    pub fn is_pinyin(&self) -> bool {
        self.forms.iter().any(|form| match form.kind {
            FormKind::Pinyin => true,
            FormKind::Word => han::is_pinyin(&form.text),
            _ => false,
        })
    }

    fn token(class: Class, written: &str, forms: Vec<Form>) -> Self {
        let word = forms
            .iter()
            .find(|f| !matches!(f.kind, FormKind::Han | FormKind::Symbol));
        let rarity = word.map_or(8 * BIT, |form| weight::rarity(&form.text));
        let weight = match class {
            Class::Number => NUMBER_WEIGHT,
            Class::Initial => INITIAL_WEIGHT,
            _ => (rarity * class.share_percent() / 100).max(1),
        };
        Self {
            start: 0,
            len: 1,
            weight,
            class,
            written: written.to_owned(),
            forms,
        }
    }
}

/// Analyses a name. Linear in its length, which is capped ([`crate::limits`]).
#[must_use]
pub fn analyse(text: &str, kind: NameKind) -> Name {
    let words = fold::words(text);
    let kind = guess(&words, kind);
    let lexicon = match kind {
        NameKind::Person => &*lexicon::PERSON,
        _ => &*lexicon::ORGANIZATION,
    };
    let words = if kind == NameKind::Person {
        words
    } else {
        lexicon::merge_letters(words)
    };
    let mut items = tokens(&words, kind, lexicon);
    items.truncate(TOKENS_MAX);
    for (at, item) in items.iter_mut().enumerate() {
        // At most TOKENS_MAX of them.
        item.start = u8::try_from(at).unwrap_or(u8::MAX);
    }
    let tokens = u8::try_from(items.len()).unwrap_or(u8::MAX);
    let weight = items.iter().map(|item| item.weight).sum();
    let is_chinese = is_chinese(&items, kind);
    let joins = joins(&items);
    items.extend(joins);
    Name {
        text: text.to_owned(),
        kind,
        items,
        tokens,
        weight,
        is_chinese,
    }
}

fn guess(words: &[Word], kind: NameKind) -> NameKind {
    match words {
        [word] if kind == NameKind::Unknown && word.script == Script::Han => {
            let text = han::simplify(&word.text);
            if han::is_person(&text) {
                NameKind::Person
            } else {
                NameKind::Organization
            }
        }
        _ => kind,
    }
}

fn tokens(words: &[Word], kind: NameKind, lexicon: &Lexicon) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < words.len() && items.len() < TOKENS_MAX {
        let word = &words[at];
        if word.script == Script::Han {
            han_tokens(word, words.len() == 1, kind, &mut items);
            at += 1;
            continue;
        }
        let known = lexicon.longest(&words[at..]).filter(|(n, sense)| {
            sense.class != Class::Legal || is_legal_here(words, at, *n, lexicon)
        });
        match known {
            Some((n, sense)) => {
                items.push(known_token(&words[at..at + n], sense));
                at += n;
            }
            None if word.text.chars().all(hangul::is_syllable) => {
                korean_tokens(word, &mut items);
                at += 1;
            }
            None => {
                items.extend(plain_token(word, kind));
                at += 1;
            }
        }
    }
    items
}

/// A short legal form counts only at an end of the name: `Sal`, `As` and `Co` are also words. It
/// is at the end if nothing but known words follow.
fn is_legal_here(words: &[Word], at: usize, n: usize, lexicon: &Lexicon) -> bool {
    let letters: usize = words[at..at + n]
        .iter()
        .map(|word| word.text.chars().count())
        .sum();
    let mut rest = &words[at + n..];
    while let Some((m, _)) = lexicon.longest(rest) {
        rest = &rest[m..];
    }
    letters > 3 || at == 0 || rest.is_empty()
}

fn known_token(words: &[Word], sense: &Sense) -> Item {
    let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
    let mut forms = Vec::new();
    let joined: String = words
        .iter()
        .map(|word| romanise(&word.text, word.script))
        .collect();
    if words.len() == 1 {
        forms.extend(spelt_form(&words[0]));
    } else if joined.len() <= WORD_BYTES_MAX {
        forms.push(Form::new(FormKind::Word, joined));
    }
    if !sense.symbol.is_empty() {
        forms.push(Form::new(FormKind::Symbol, sense.symbol.as_str()));
    }
    Item::token(sense.class, &written.join(" "), forms)
}

fn plain_token(word: &Word, kind: NameKind) -> Option<Item> {
    if word.script == Script::Digit {
        let digits = word.text.trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        let text: String = digits.chars().take(WORD_BYTES_MAX).collect();
        let form = Form::new(FormKind::Number, text);
        return Some(Item::token(Class::Number, &word.written, vec![form]));
    }
    let form = spelt_form(word)?;
    let has_initials = matches!(word.script, Script::Latin | Script::Cyrillic);
    let may_be = matches!(kind, NameKind::Person | NameKind::Unknown);
    if form.text.len() == 1 && has_initials && may_be {
        let letter = Form::new(FormKind::Initial, form.text);
        return Some(Item::token(Class::Initial, &word.written, vec![letter]));
    }
    let class = if kind != NameKind::Organization && is_patronymic(&form.text) {
        Class::Patronymic
    } else {
        Class::Core
    };
    Some(Item::token(class, &word.written, vec![form]))
}

/// The spelt form of a word that is not Chinese; `None` when nothing can be romanised.
fn spelt_form(word: &Word) -> Option<Form> {
    let kind = match word.script {
        Script::Latin => FormKind::Word,
        // Uyghur writes its vowels with letters that Arabic and Persian do not have.
        Script::Arabic if word.text.chars().any(|c| "ەېۆۇۈ".contains(c)) => FormKind::Roman,
        Script::Arabic => FormKind::Skeleton,
        _ => FormKind::Roman,
    };
    let text = match word.script {
        Script::Latin => word
            .text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(WORD_BYTES_MAX)
            .collect(),
        script => romanise(&word.text, script),
    };
    (!text.is_empty()).then(|| Form::new(kind, text))
}

/// A Korean word, or family and given name written as one. Two words in Hangul are compared by it;
/// its romanisations meet a Latin word only when they are the same, for its syllables are short.
fn korean_tokens(word: &Word, items: &mut Vec<Item>) {
    let parts = hangul::split(&word.text).map_or(vec![word.text.as_str()], |(a, b)| vec![a, b]);
    for part in parts {
        let mut forms: Vec<Form> = hangul::spellings(part)
            .into_iter()
            .map(|t| Form::new(FormKind::Pinyin, t))
            .collect();
        forms.push(Form::new(FormKind::Han, part));
        items.push(Item::token(Class::Core, part, forms));
    }
}

fn is_patronymic(word: &str) -> bool {
    let endings = [
        "ovich", "evich", "ovych", "yovych", "ovna", "evna", "ivna", "inichna", "ogly", "oglu",
    ];
    word.len() > 7 && endings.iter().any(|ending| word.ends_with(ending))
}

fn han_tokens(word: &Word, is_whole: bool, kind: NameKind, items: &mut Vec<Item>) {
    let text = han::simplify(&word.text);
    if kind == NameKind::Person {
        let split = if is_whole {
            han::surname_chars(&text)
        } else {
            0
        };
        let at = text
            .char_indices()
            .nth(split)
            .map_or(text.len(), |(at, _)| at);
        let (family, given) = text.split_at(at);
        if !family.is_empty() {
            items.push(han_token(
                family,
                han::surname_readings(family),
                Class::Core,
                None,
            ));
        }
        if !given.is_empty() {
            // Written apart (`王 虚构`), each part may be the family name.
            let readings = if is_whole {
                han::readings(given)
            } else {
                han::surname_readings(given)
            };
            items.push(han_token(given, readings, Class::Core, None));
        }
        return;
    }
    for Piece { text, sense } in han::cut(&text) {
        let class = sense.as_ref().map_or(Class::Core, |sense| sense.class);
        // A known word is read in its usual way; a brand may be read in any.
        let readings = if sense.is_some() {
            vec![han::pinyin(&text)]
        } else {
            han::readings(&text)
        };
        items.push(han_token(&text, readings, class, sense.as_ref()));
    }
}

fn han_token(text: &str, readings: Vec<String>, class: Class, sense: Option<&Sense>) -> Item {
    let capped = readings
        .into_iter()
        .filter(|reading| reading.len() <= WORD_BYTES_MAX);
    let mut forms: Vec<Form> = capped.map(|r| Form::new(FormKind::Pinyin, r)).collect();
    forms.push(Form::new(FormKind::Han, text));
    forms.extend(
        sense
            .filter(|s| !s.symbol.is_empty())
            .map(|s| Form::new(FormKind::Symbol, s.symbol.as_str())),
    );
    Item::token(class, text, forms)
}

/// A personal name is Chinese if each of its words reads as pinyin and one at its start or end is a
/// Chinese family name; another name if a word of it is in Chinese characters, or a Chinese place.
fn is_chinese(items: &[Item], kind: NameKind) -> bool {
    let of_china = |item: &Item| {
        let place = |form: &Form| form.kind == FormKind::Symbol && form.text.starts_with("place:");
        let han =
            |form: &Form| form.kind == FormKind::Han && !form.text.chars().all(hangul::is_syllable);
        item.forms.iter().any(|form| han(form) || place(form))
    };
    let core: Vec<&Item> = items
        .iter()
        .filter(|item| item.class == Class::Core)
        .collect();
    let is_surname = |item: &&&Item| {
        item.forms
            .iter()
            .any(|form| han::is_surname_reading(&form.text))
    };
    let ends = [core.first(), core.last()];
    let person = (2..=4).contains(&core.len())
        && core.iter().all(|item| item.is_pinyin())
        && ends.iter().flatten().any(is_surname);
    match kind {
        NameKind::Person => person,
        NameKind::Unknown => person || items.iter().any(of_china),
        NameKind::Organization | NameKind::Object => items.iter().any(of_china),
    }
}

/// Joins of two neighbours, and of three short ones (`Chen Quan Guo`). Numbers do not join.
fn joins(tokens: &[Item]) -> Vec<Item> {
    let mut joins = Vec::new();
    for len in 2..=3 {
        for parts in tokens.windows(len) {
            let Some(texts) = parts.iter().map(join_text).collect::<Option<Vec<&str>>>() else {
                continue;
            };
            let text = texts.concat();
            let short = len == 2 || texts.iter().all(|text| text.len() <= 6);
            if short && (4..=WORD_BYTES_MAX).contains(&text.len()) {
                let written: Vec<&str> = parts.iter().map(|part| part.written.as_str()).collect();
                joins.push(Item {
                    start: parts[0].start,
                    len: u8::try_from(len).unwrap_or(u8::MAX),
                    weight: parts.iter().map(|part| part.weight).sum(),
                    class: Class::Core,
                    written: written.join(" "),
                    forms: vec![Form::new(FormKind::Joined, text)],
                });
            }
        }
    }
    joins
}

fn join_text(item: &Item) -> Option<&str> {
    let joins = |form: &&Form| {
        matches!(
            form.kind,
            FormKind::Word | FormKind::Roman | FormKind::Pinyin | FormKind::Initial
        )
    };
    item.forms.iter().find(joins).map(|form| form.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str, kind: NameKind) -> String {
        let name = analyse(text, kind);
        let token = |item: &Item| {
            let forms: Vec<&str> = item.forms.iter().map(|form| form.text.as_str()).collect();
            format!("{:?}={}", item.class, forms.join("/"))
        };
        name.items.iter().map(token).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn organisations() {
        assert_eq!(
            shape(
                "Zhejiang Uniview Technologies Co., Ltd.",
                NameKind::Organization
            ),
            "Place=zhejiang/place:浙江 Core=uniview Activity=technologies/word:technology \
             Legal=coltd/legal:llc Core=zhejianguniview Core=univiewtechnologies \
             Core=technologiescoltd"
        );
        assert_eq!(
            shape("浙江宇视科技有限公司", NameKind::Unknown),
            "Place=zhejiang/浙江/place:浙江 Core=yushi/宇视 Activity=keji/科技/word:technology \
             Legal=youxiangongsi/有限公司/legal:llc Core=zhejiangyushi Core=yushikeji \
             Core=kejiyouxiangongsi"
        );
        assert_eq!(
            shape("Factory No. 007", NameKind::Organization),
            "Activity=factory/word:plant Core=no Number=7 Core=factoryno"
        );
    }

    #[test]
    fn persons() {
        assert!(shape("陳全國", NameKind::Unknown).starts_with("Core=chen/陈 Core=quanguo/全国"));
        assert_eq!(
            shape("J. R. Made-Up", NameKind::Person),
            "Initial=j Initial=r Core=made Core=up Core=rmade Core=madeup Core=jrmade Core=rmadeup"
        );
        assert!(analyse("CHEN Quanguo", NameKind::Person).is_chinese);
        assert!(!analyse("Made Up", NameKind::Person).is_chinese);
        assert_eq!(analyse("", NameKind::Person).items, []);
    }

    #[test]
    fn hostile_names_are_capped() {
        for text in [
            "a ".repeat(10_000),
            "公司".repeat(5_000),
            "\u{202e}x\u{0}".repeat(9_000),
        ] {
            let name = analyse(&text, NameKind::Unknown);
            assert!(usize::from(name.tokens) <= TOKENS_MAX, "{}", name.tokens);
        }
    }
}
