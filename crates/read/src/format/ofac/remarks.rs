//! OFAC's remarks: facts behind labels, joined by semicolons, in one line of text.

use plaint_model::{PartialDate, Property};

use super::draft::Draft;
use crate::country;
use crate::dates::{FigureOrder, parse};

/// Takes remarks apart and gives each fact to the draft. What is not understood becomes a note.
/// `is_cut` says that the text ends in the middle of its last fact, which is then not trusted.
pub fn read(draft: &mut Draft, text: &str, is_cut: bool) {
    let text = text.trim();
    // The last full stop ends the remarks and is no part of the last fact.
    let text = text.strip_suffix('.').unwrap_or(text);
    let mut facts = facts(text);
    if is_cut {
        // Cut at a semicolon, the facts before it are whole.
        let last = facts.pop_if(|_| !text.ends_with(';')).unwrap_or_default();
        draft.note(last);
        draft.doubt(format!(
            "the remarks are cut off in \"{last}\", which is kept as a note only; \
             give the comments file of the same day as well"
        ));
    }
    for fact in facts {
        one(draft, fact);
    }
}

fn one(draft: &mut Draft, fact: &str) {
    let inner = fact.strip_prefix('(').and_then(|f| f.strip_suffix(')'));
    let fact = inner
        .filter(|inner| !inner.contains(['(', ')']))
        .unwrap_or(fact);
    match other_name(fact) {
        Some((property, name)) => draft.name(property, name),
        None => draft.fact(fact),
    }
}

/// `a.k.a. 'X'`: in remarks stand only the names that OFAC holds to be weak, in quotes.
fn other_name(fact: &str) -> Option<(Property, &str)> {
    let name = ["a.k.a. ", "f.k.a. ", "n.k.a. "]
        .into_iter()
        .find_map(|start| fact.strip_prefix(start).map(|name| (start, name.trim())));
    let (start, name) = name?;
    let bare = name
        .strip_prefix(['\'', '"'])
        .and_then(|name| name.strip_suffix(['\'', '"']));
    let strong = if start.starts_with('f') {
        Property::PREVIOUS_NAME
    } else {
        Property::ALIAS
    };
    match bare {
        Some(name) => Some((Property::WEAK_ALIAS, name)),
        None => Some((strong, name)),
    }
}

/// Splits at semicolons, but not within brackets. Where brackets do not match, all count.
fn facts(text: &str) -> Vec<&str> {
    let opened = text.matches('(').count();
    let is_balanced = opened == text.matches(')').count();
    let mut depth = 0_usize;
    let parts = text.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ';' && (depth == 0 || !is_balanced)
    });
    parts.map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// A number with what OFAC writes behind it: `12345 (Iran) issued 1999 expires 02 Jan 2004`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper<'a> {
    /// The number.
    pub number: &'a str,
    /// The name of the country that gave it.
    pub country: Option<&'a str>,
    /// When the paper was given.
    pub issued: Option<PartialDate>,
    /// When it ends or ended.
    pub expires: Option<PartialDate>,
    /// Who gave it.
    pub authority: Option<&'a str>,
}

/// Takes a number and what follows it apart.
pub fn paper(text: &str) -> Paper<'_> {
    let (text, expires) = dated(text.trim(), " expires ");
    let (text, issued) = dated(text, " issued ");
    let mut paper = Paper {
        number: text,
        issued,
        expires,
        ..Paper::default()
    };
    if let Some((number, place)) = text.strip_suffix(')').and_then(|t| t.rsplit_once('('))
        && (country::code(place).is_some() || place.starts_with("Region:"))
    {
        paper.number = number.trim();
        paper.country = Some(place);
    }
    paper
}

fn dated<'a>(text: &'a str, word: &str) -> (&'a str, Option<PartialDate>) {
    let found = text.rsplit_once(word).and_then(|(before, date)| {
        let date = parse(date, FigureOrder::MonthFirst)?;
        Some((before, Some(date)))
    });
    found.unwrap_or((text, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn semicolons_within_brackets_join() {
        assert_eq!(facts("a; b (c; d); e"), ["a", "b (c; d)", "e"]);
        assert_eq!(facts("a; b (c; d; "), ["a", "b (c", "d"]);
        assert!(facts(" ;; ").is_empty());
    }

    #[test]
    fn papers_are_taken_apart() {
        let all = paper("A 12/3 (Iran) issued 1999 expires 02 Jan 2004");
        assert_eq!((all.number, all.country), ("A 12/3", Some("Iran")));
        assert_eq!(all.issued.map(|d| d.to_string()).as_deref(), Some("1999"));
        assert_eq!(
            all.expires.map(|d| d.to_string()).as_deref(),
            Some("2004-01-02")
        );
        assert_eq!(paper("7 (seven)").number, "7 (seven)");
        assert_eq!(paper("7 issued there").number, "7 issued there");
    }
}
