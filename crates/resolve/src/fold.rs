//! From a name as written to words: compatibility forms, case, diacritics and signs are folded;
//! runs of one script become words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::limits::NAME_CHARS_MAX;
use crate::script::Script;

/// A run of letters or digits of one script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word folded: lower case; Latin without diacritics; other scripts composed.
    pub text: String,
    /// The word as it stood in the name.
    pub written: String,
    /// Its script.
    pub script: Script,
    /// Whether it touches the word before it (no space or sign between), as in `公司LLC`.
    pub is_joined: bool,
    /// Whether a dot follows it at once, as in `J.` or `S.A.`.
    pub is_dotted: bool,
}

/// Cuts a name into words. Characters past the cap are not looked at.
#[must_use]
pub fn words(name: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut before = ' ';
    for c in name.nfkc().take(NAME_CHARS_MAX) {
        if is_silent(c) {
            continue;
        }
        let Some(script) = Script::of(c) else {
            if c == '.'
                && open
                && let Some(word) = words.last_mut()
            {
                word.is_dotted = true;
            }
            open = false;
            continue;
        };
        let is_joined = open;
        match words.last_mut() {
            Some(word) if open && word.script == script && !is_glued(word, before, c) => {
                push_folded(&mut word.text, c);
                word.written.push(c);
            }
            _ => {
                let mut text = String::new();
                push_folded(&mut text, c);
                let written = c.to_string();
                words.push(Word {
                    text,
                    written,
                    script,
                    is_joined,
                    is_dotted: false,
                });
            }
        }
        open = true;
        before = c;
    }
    words.retain(|word| !word.text.is_empty());
    words.into_iter().flat_map(without_article).collect()
}

/// The Arabic article is written with its word, and in Latin letters apart: `المادوب`, Al-Madub.
fn without_article(word: Word) -> Vec<Word> {
    const ARTICLE: &str = "ال";
    match word.text.strip_prefix(ARTICLE) {
        Some(rest) if word.script == Script::Arabic && rest.chars().count() > 2 => {
            let written = word
                .written
                .strip_prefix(ARTICLE)
                .unwrap_or(rest)
                .to_owned();
            let article = Word {
                text: ARTICLE.to_owned(),
                written: ARTICLE.to_owned(),
                is_dotted: false,
                ..word
            };
            let rest = Word {
                text: rest.to_owned(),
                written,
                is_joined: true,
                ..word
            };
            vec![article, rest]
        }
        _ => vec![word],
    }
}

/// Whether a capital begins a new word in a name written without spaces, as in `MadeUpMills`. A
/// beginning of one or two letters is none: `McDowell`, `eBay`.
fn is_glued(word: &Word, before: char, c: char) -> bool {
    before.is_lowercase() && c.is_uppercase() && word.written.chars().count() > 2
}

/// Characters that stand inside words and say nothing: apostrophes of every kind, marks that
/// direct or join, the Arabic lengthening stroke and vowel signs, combining marks left over.
fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02b0}'..='\u{02ff}'
            | '\u{0640}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{00ad}'
    ) || is_combining_mark(c)
}

fn push_folded(out: &mut String, c: char) {
    for c in c.to_lowercase() {
        match special(c) {
            Some(text) => out.push_str(text),
            // Latin letters lose their marks; Cyrillic й and ё keep theirs, they are other letters.
            None if Script::of(c) == Some(Script::Latin) => {
                out.extend(std::iter::once(c).nfd().filter(|d| !is_combining_mark(*d)));
            }
            None if Script::of(c) == Some(Script::Digit) => {
                out.push(
                    c.to_digit(36)
                        .and_then(|d| char::from_digit(d, 10))
                        .unwrap_or(c),
                );
            }
            None if is_combining_mark(c) => {}
            None => out.push(c),
        }
    }
}

/// Latin letters that do not decompose into a plain letter and a mark.
fn special(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'ə' => "a",
        'ŋ' => "ng",
        'ĸ' => "k",
        'ŧ' => "t",
        'ƶ' => "z",
        'ʻ' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        words(name).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_folded_and_cut_at_script_changes() {
        assert_eq!(
            texts("Société Générale S.A."),
            ["societe", "generale", "s", "a"]
        );
        assert_eq!(texts("Xi’an O'Brien"), ["xian", "obrien"]);
        assert_eq!(texts("浙江宇视LLC"), ["浙江宇视", "llc"]);
        assert_eq!(
            texts("ＭａｄｅＵｐ McDowell eBay MADE"),
            ["made", "up", "mcdowell", "ebay", "made"]
        );
        assert_eq!(
            texts("Łódź İstanbul Straße"),
            ["lodz", "istanbul", "strasse"]
        );
        assert_eq!(texts("مُحَمَّـد"), ["محمد"]);
        assert_eq!(texts("No.5-7"), ["no", "5", "7"]);
        assert_eq!(texts("\u{202e}\u{0}\t"), Vec::<String>::new());
    }

    #[test]
    fn long_input_is_capped() {
        assert_eq!(
            texts(&"ab ".repeat(10_000)).len(),
            NAME_CHARS_MAX.div_ceil(3)
        );
    }
}
