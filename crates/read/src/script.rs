//! Which script a name is written in, as far as readers need it to tell a name in its original
//! script from its Latin forms.

/// A script, or a family of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// Latin, and anything without a letter.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic.
    Arabic,
    /// Chinese characters.
    Han,
    /// Korean letters.
    Hangul,
    /// Any other.
    Other,
}

/// The script that most letters of a text belong to; the first one met wins a tie.
#[must_use]
pub fn of(text: &str) -> Script {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().filter(|c| c.is_alphabetic()).map(letter) {
        match counts.iter_mut().find(|(s, _)| *s == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(Script::Latin, |(script, _)| *script)
}

fn letter(c: char) -> Script {
    match u32::from(c) {
        0..=0x24f | 0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xff21..=0xff5a => {
            Script::Latin
        }
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f | 0x1c80..=0x1c8f => Script::Cyrillic,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => {
            Script::Arabic
        }
        0x2e80..=0x2fdf
        | 0x3005..=0x3007
        | 0x3400..=0x9fff
        | 0xf900..=0xfaff
        | 0x20000..=0x3ffff => Script::Han,
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7ff => Script::Hangul,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_decide() {
        for (text, script) in [
            ("Made-Up Mill", Script::Latin),
            ("", Script::Latin),
            ("Выдумка", Script::Cyrillic),
            ("Iван Выдумкiн", Script::Cyrillic),
            ("臆造棉纺厂 A", Script::Han),
            ("مصنع", Script::Arabic),
            ("없는 공장", Script::Hangul),
        ] {
            assert_eq!(of(text), script, "{text}");
        }
    }
}
