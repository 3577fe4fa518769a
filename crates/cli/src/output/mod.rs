//! What is printed. Names on lists and in customers' files are hostile input: on a terminal they
//! are sanitised, in HTML escaped, in CSV kept from being formulas.

pub mod csv;
pub mod html;
pub mod json;
pub mod page;
pub mod table;

use std::fmt::Display;
use std::io::Write;

/// Prints a line of the result.
///
/// # Errors
/// When standard output cannot be written.
pub fn line(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")
}

/// Prints a line that is not part of the result. That it cannot be printed is no reason to stop.
pub fn error_line(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Text for a terminal: control characters, marks that turn the direction of text, and invisible
/// ones are shown as U+FFFD, so that a name cannot hide or forge output.
#[must_use]
pub fn sanitise(text: &str) -> String {
    let neutral = |c: char| match c {
        '\n' | '\t' => c,
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(neutral).collect()
}

/// Text for a page: as [`sanitise`], but for the joiners and direction marks
/// that names in Persian, Hebrew or Arabic are rightly written with.
#[must_use]
pub fn neutral(text: &str) -> String {
    let neutral = |c: char| match c {
        '\n' | '\r' | '\t' => c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(neutral).collect()
}

/// A score in parts per million as people read it: `0.97`; never rounded up to 1.
#[must_use]
pub fn score(ppm: u32) -> String {
    format!("{}.{:02}", ppm / 1_000_000, ppm % 1_000_000 / 10_000)
}

/// A count with its noun, in the singular or the plural.
#[must_use]
pub fn count<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let noun = if n == N::from(1) { one } else { many };
    format!("{n} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_forge_output() {
        assert_eq!(sanitise("a\u{1b}[2Jb\u{202e}c"), "a\u{fffd}[2Jb\u{fffd}c");
        assert_eq!(sanitise("新疆 قازاق"), "新疆 قازاق");
        assert_eq!(neutral("a\u{1b}[2Jb\u{202e}c"), "a\u{fffd}[2Jb\u{fffd}c");
        assert_eq!(neutral("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn scores_are_cut_not_rounded() {
        assert_eq!((score(999_999), score(1_000_000), score(705_000)).0, "0.99");
        assert_eq!(score(1_000_000), "1.00");
        assert_eq!(score(705_000), "0.70");
    }
}
