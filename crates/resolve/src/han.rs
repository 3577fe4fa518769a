//! Chinese characters: simplified forms, readings, family names, and cutting an unbroken name into
//! words.

use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{self, Sense};
use crate::limits::READINGS_MAX;
use crate::name::Class;

static SIMPLIFIED: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../data/traditional.txt")
        .lines()
        .filter(|l| !l.starts_with('#'));
    lines
        .flat_map(str::split_whitespace)
        .filter_map(|pair| {
            let mut chars = pair.chars();
            Some((chars.next()?, chars.next()?))
        })
        .collect()
});

/// Family names, each with its reading where that is not the usual one of its characters.
static SURNAMES: LazyLock<FxHashMap<&'static str, Option<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/surnames.txt")
        .lines()
        .filter(|l| !l.starts_with('#'));
    lines
        .flat_map(str::split_whitespace)
        .map(|word| match word.split_once(':') {
            Some((name, reading)) => (name, Some(reading)),
            None => (word, None),
        })
        .collect()
});

/// The family names in pinyin.
static SURNAME_READINGS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    SURNAMES
        .iter()
        .map(|(name, reading)| reading.map_or_else(|| pinyin(name), str::to_owned))
        .collect()
});

/// Every toneless syllable that some character reads as.
static SYLLABLES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let common = (0x4e00..=0x9fff).filter_map(char::from_u32);
    let readings = common
        .filter_map(|c| c.to_pinyin())
        .map(|reading| plain(reading.plain()));
    // Interjections without a vowel would let nearly any word pass for pinyin.
    readings
        .filter(|syllable| syllable.contains(['a', 'e', 'i', 'o', 'u', 'v']))
        .collect()
});

/// ü is written u after j, q, x, y and v or u elsewhere: one spelling for all.
fn plain(reading: &'static str) -> &'static str {
    match reading {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lue",
        "nüe" => "nue",
        other => other,
    }
}

/// Simplified characters for traditional and variant ones, one for one.
#[must_use]
pub fn simplify(text: &str) -> String {
    text.chars()
        .map(|c| SIMPLIFIED.get(&c).copied().unwrap_or(c))
        .collect()
}

/// The usual reading of each character, toneless, joined.
#[must_use]
pub fn pinyin(text: &str) -> String {
    text.chars()
        .map(|c| c.to_pinyin().map_or("", |reading| plain(reading.plain())))
        .collect()
}

/// Characters that are read in more than one way in names. Dictionaries know rare readings of many
/// more, which would only make strangers meet.
const READ_IN_MORE_WAYS: &str = "长行乐重传朝都会藏强省盛校兴应中种宁柏泊茜娜莎晟乘单尉曾查仇解盖";

/// Readings of a word, the usual one first, at most [`READINGS_MAX`].
#[must_use]
pub fn readings(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in text.chars() {
        let mut of_char: Vec<&str> = Vec::new();
        if let Some(usual) = c.to_pinyin() {
            of_char.push(plain(usual.plain()));
        }
        if READ_IN_MORE_WAYS.contains(c)
            && let Some(multi) = c.to_pinyin_multi()
        {
            for reading in multi.into_iter().map(|reading| plain(reading.plain())) {
                if !of_char.contains(&reading) {
                    of_char.push(reading);
                }
            }
        }
        // A character without a known reading is passed over.
        if of_char.is_empty() {
            continue;
        }
        // Once the cap is reached, only the usual reading of each further character is tried.
        let room = READINGS_MAX / all.len();
        of_char.truncate(room.max(1));
        let extend = |reading: &&str| all.iter().map(|head| format!("{head}{reading}")).collect();
        all = of_char
            .iter()
            .map(extend)
            .collect::<Vec<Vec<String>>>()
            .concat();
    }
    all.retain(|reading| !reading.is_empty());
    all
}

/// The reading of a family name: one, for a family knows how it is called.
#[must_use]
pub fn surname_readings(text: &str) -> Vec<String> {
    match SURNAMES.get(text) {
        Some(Some(special)) => vec![(*special).to_owned()],
        Some(None) => vec![pinyin(text)],
        None => readings(text),
    }
}

/// How many characters at the start of a name are its family name: 2 for a compound one, 1 for a
/// single one; 0 when the table has neither.
#[must_use]
pub fn surname_chars(text: &str) -> usize {
    let starts = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let count = text.chars().count();
    [2, 1]
        .into_iter()
        .filter(|n| *n < count)
        .find(|n| SURNAMES.contains_key(&text[..starts(*n)]))
        .unwrap_or(0)
}

/// Whether a word of Latin letters reads as a Chinese family name.
#[must_use]
pub fn is_surname_reading(word: &str) -> bool {
    SURNAME_READINGS.contains(word)
}

/// Whether a word of Latin letters can be cut into pinyin syllables.
#[must_use]
pub fn is_pinyin(word: &str) -> bool {
    if !word.is_ascii() {
        return false;
    }
    // reachable[i]: the first i letters are whole syllables. The longest syllable has six letters.
    let mut reachable = vec![false; word.len() + 1];
    reachable[0] = true;
    for end in 1..=word.len() {
        reachable[end] = (end.saturating_sub(6)..end)
            .any(|start| reachable[start] && SYLLABLES.contains(&word[start..end]));
    }
    !word.is_empty() && reachable[word.len()]
}

/// A spelling in which sounds that are often confused in pinyin meet: zh and z, ch and c, sh and
/// s, a final ng and n, ü and u.
#[must_use]
pub fn loose(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let bytes = word.as_bytes();
    for (at, &c) in bytes.iter().enumerate() {
        let before = if at == 0 { 0 } else { bytes[at - 1] };
        let dropped = match c {
            b'h' => matches!(before, b'z' | b'c' | b's'),
            b'g' => before == b'n' && !bytes.get(at + 1).is_some_and(|n| b"aeiouv".contains(n)),
            _ => false,
        };
        if !dropped {
            out.push(char::from(if c == b'v' { b'u' } else { c }));
        }
    }
    out
}

/// A piece of an unbroken Chinese name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The characters, simplified.
    pub text: String,
    /// What the lexicon knows of it; `None` for what is left, the brand.
    pub sense: Option<Sense>,
}

/// Cuts an organisation's name into known words and what stands between them, by the longest
/// match from the left. A word of one character counts only where it ends the name, or follows a
/// known word, so that a brand is not cut apart.
#[must_use]
pub fn cut(text: &str) -> Vec<Piece> {
    let lexicon = &*lexicon::ORGANIZATION;
    let chars: Vec<char> = text.chars().collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut brand = String::new();
    let mut at = 0;
    while at < chars.len() {
        let after_known = brand.is_empty() && !pieces.is_empty();
        let found = (1..=lexicon.han_chars_max.min(chars.len() - at))
            .rev()
            .find_map(|n| {
                let word: String = chars[at..at + n].iter().collect();
                let sense = lexicon.han(&word)?;
                let alone = n > 1 || after_known || at + n == chars.len();
                alone.then(|| (n, word, sense.clone()))
            });
        match found {
            Some((n, word, sense)) => {
                if !brand.is_empty() {
                    pieces.push(Piece {
                        text: std::mem::take(&mut brand),
                        sense: None,
                    });
                }
                pieces.push(Piece {
                    text: word,
                    sense: Some(sense),
                });
                at += n;
            }
            None => {
                brand.push(chars[at]);
                at += 1;
            }
        }
    }
    if !brand.is_empty() {
        pieces.push(Piece {
            text: brand,
            sense: None,
        });
    }
    pieces
}

/// Whether a run of characters, of which nothing else is known, reads as a person's name: two to
/// four characters, the first a family name, no word of organisations in it that is longer than one
/// character (many given names end in one that is: army, steel, north).
#[must_use]
pub fn is_person(text: &str) -> bool {
    let known = |piece: &Piece| {
        let long = piece.text.chars().count() > 1;
        long && piece
            .sense
            .as_ref()
            .is_some_and(|s| s.class != Class::Particle)
    };
    (2..=4).contains(&text.chars().count())
        && surname_chars(text) > 0
        && !cut(text).iter().any(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_text(text: &str) -> String {
        let piece = |p: &Piece| match &p.sense {
            Some(sense) => format!("{}({})", p.text, sense.symbol),
            None => p.text.clone(),
        };
        cut(text).iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_are_cut_at_known_words() {
        assert_eq!(
            cut_text("浙江宇视科技有限公司"),
            "浙江(place:浙江) 宇视 科技(word:technology) 有限公司(legal:llc)"
        );
        assert_eq!(
            cut_text("新疆生产建设兵团公安局"),
            "新疆(place:新疆) 生产建设兵团(word:xpcc) 公安(word:police) 局(word:bureau)"
        );
        assert_eq!(
            cut_text("乌鲁木齐市公安局"),
            "乌鲁木齐(place:乌鲁木齐) 市(word:city) 公安(word:police) 局(word:bureau)"
        );
        assert_eq!(cut_text("合盛硅业"), "合盛 硅业(word:silicon)");
    }

    #[test]
    fn readings_and_surnames() {
        assert_eq!(simplify("蕭建華"), "萧建华");
        assert_eq!(pinyin("全国"), "quanguo");
        assert_eq!(surname_readings("曾")[0], "zeng");
        assert_eq!(surname_readings("单")[0], "shan");
        assert_eq!(surname_chars("欧阳修"), 2);
        assert!(readings("行长").len() <= READINGS_MAX && readings("行长").len() > 1);
        assert!(is_person("陈全国") && is_person("王虚军"));
        assert!(!is_person("新疆棉花") && !is_person("公安局"));
        assert!(is_surname_reading("wang") && !is_surname_reading("smith"));
    }

    #[test]
    fn pinyin_is_recognised() {
        for word in ["jianhua", "quanguo", "xian", "zhuang", "wulumuqi"] {
            assert!(is_pinyin(word), "{word}");
        }
        for word in ["uniview", "smith", "hsiao", ""] {
            assert!(!is_pinyin(word), "{word}");
        }
        assert_eq!(loose("zhongsheng"), loose("zongsen"));
        assert_eq!(loose("nanguo"), "nanguo");
    }
}
