//! Which script a character belongs to, as far as names need to know.

/// A script that names are treated differently in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Latin, with any diacritics.
    Latin,
    /// Chinese characters, wherever they are used.
    Han,
    /// Cyrillic.
    Cyrillic,
    /// Arabic, as used for Arabic, Persian, Uyghur, Urdu and others.
    Arabic,
    /// Decimal digits of any script.
    Digit,
    /// Any other letters.
    Other,
}

impl Script {
    /// The script of a letter or digit; `None` for anything else (spaces, signs, marks).
    #[must_use]
    pub fn of(c: char) -> Option<Self> {
        match c {
            '0'..='9' => Some(Self::Digit),
            'a'..='z' | 'A'..='Z' => Some(Self::Latin),
            '\u{00c0}'..='\u{024f}' | '\u{0250}'..='\u{02af}' | '\u{1e00}'..='\u{1eff}'
                if c.is_alphabetic() =>
            {
                Some(Self::Latin)
            }
            '\u{0400}'..='\u{052f}' if c.is_alphabetic() => Some(Self::Cyrillic),
            '\u{0600}'..='\u{06ff}'
            | '\u{0750}'..='\u{077f}'
            | '\u{08a0}'..='\u{08ff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
                if c.is_alphabetic() =>
            {
                Some(Self::Arabic)
            }
            '\u{3005}'
            | '\u{3007}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}' => Some(Self::Han),
            _ if c.is_numeric() => Some(Self::Digit),
            _ if c.is_alphabetic() => Some(Self::Other),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_letters() {
        for (c, script) in [
            ('a', Script::Latin),
            ('Ö', Script::Latin),
            ('Ж', Script::Cyrillic),
            ('新', Script::Han),
            ('ئ', Script::Arabic),
            ('7', Script::Digit),
            ('김', Script::Other),
        ] {
            assert_eq!(Script::of(c), Some(script), "{c}");
        }
        assert_eq!(Script::of(' '), None);
        assert_eq!(Script::of('·'), None);
    }
}
