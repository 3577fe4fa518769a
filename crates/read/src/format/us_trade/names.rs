//! Takes a published name apart: what stands in brackets behind it, and the words that extend the
//! listing to others ("and subsidiaries").

use plaint_model::{Entity, Property};

use super::forms;

/// The names in one published name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Names {
    /// The name itself.
    pub main: String,
    /// "also known as".
    pub aliases: Vec<String>,
    /// Abbreviations and single words, which match too much to stand alone.
    pub weak: Vec<String>,
    /// "formerly known as".
    pub previous: Vec<String>,
    /// "and subsidiaries", "and its subordinate and affiliated entities".
    pub extends: Option<String>,
    /// Brackets that say something else: "see alternate address under …".
    pub remarks: Vec<String>,
}

/// Words that say how the names after them relate to the name before them.
const MARKERS: &[(&str, bool)] = &[
    ("formerly known as", true),
    ("also known as", false),
    ("formerly", true),
    ("f.k.a.", true),
    ("f.k.a", true),
    ("a.k.a.", false),
    ("a.k.a", false),
    ("aliases:", false),
    ("alias:", false),
];

/// Brackets that begin so hold a remark, not a name.
const REMARKS: &[&str] = &[
    "see ",
    "for alternate",
    "all of preceding",
    "a subsidiary of",
    "a subordinate",
    "of ",
    "address",
];

/// Words by which a listing reaches beyond the party named.
const EXTENDS: &[&str] = &[
    " and subsidiaries",
    " and its ",
    " and their subsidiaries",
    " and any ",
    " and all ",
];

impl Names {
    /// Puts the names on a party.
    pub fn describe(&self, party: &mut Entity) {
        party.add(Property::NAME, &self.main);
        let others = [
            (Property::ALIAS, &self.aliases),
            (Property::WEAK_ALIAS, &self.weak),
            (Property::PREVIOUS_NAME, &self.previous),
        ];
        for (property, names) in others {
            for name in names {
                party.add(property, name);
            }
        }
        for remark in &self.remarks {
            party.add(Property::NOTES, remark);
        }
    }

    fn keep(&mut self, name: &str, previous: bool) {
        for name in forms::part_names(name, " and ") {
            let name = clean(name);
            let signs = name.chars().filter(|c| c.is_alphanumeric()).count();
            if signs < 2 || name.starts_with("the following ") {
                continue;
            }
            let mut inner = Names::default();
            let name = take_brackets(&name, &mut inner);
            self.weak.append(&mut inner.weak);
            self.aliases.append(&mut inner.aliases);
            self.remarks.append(&mut inner.remarks);
            self.previous.append(&mut inner.previous);
            match previous {
                true => self.previous.push(name),
                false => self.aliases.push(name),
            }
        }
    }
}

/// No published name with all its aliases comes near this; a longer one is hostile and stays whole.
pub const NAME_BYTES_MAX: usize = 10_000;

/// Takes a published name apart.
pub fn take_apart(text: &str) -> Names {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut names = Names::default();
    if text.len() > NAME_BYTES_MAX {
        names.main = text;
        return names;
    }
    let main = take_brackets(&text, &mut names);
    let (main, extends) = take_extension(&main);
    names.extends = extends;
    // The brackets of an abbreviation may stand before "and its subsidiaries".
    let main = take_brackets(&main, &mut names);
    let inline = MARKERS.iter().filter(|(marker, _)| marker.contains(".k.a"));
    let marked = inline.filter_map(|(marker, _)| find(&main, marker)).min();
    match marked.filter(|at| *at > 0) {
        Some(at) => {
            take_list(&main[at..], &mut names);
            names.main = clean(&main[..at]);
        }
        None => names.main = clean(&main),
    }
    names
}

/// Takes one entry of a list of aliases apart and adds it to a party's names.
pub fn take_alias(text: &str, names: &mut Names) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces: Vec<&str> = split_outside(&text, ';');
    for piece in &pieces {
        let inner = take_apart(&clean(piece));
        let word = pieces.len() > 1 && !inner.main.contains(' ');
        if inner.main.chars().filter(|c| c.is_alphanumeric()).count() >= 2 {
            match word {
                true => names.weak.push(inner.main),
                false => names.aliases.push(inner.main),
            }
        }
        names.aliases.extend(inner.aliases);
        names.weak.extend(inner.weak);
        names.previous.extend(inner.previous);
        names.remarks.extend(inner.remarks);
    }
}

/// Takes the brackets out that hold other names, remarks or, at the end, an abbreviation.
fn take_brackets(text: &str, names: &mut Names) -> String {
    let mut main = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let close = closing(&rest[open..]).map(|at| open + at);
        let inside = &rest[open + 1..close.unwrap_or(rest.len())];
        let after = close.map_or("", |at| &rest[at + 1..]);
        let lower = inside.trim_start().to_lowercase();
        main.push_str(&rest[..open]);
        if is_list(&lower) {
            take_list(inside, names);
        } else if close.is_some() && REMARKS.iter().any(|start| lower.starts_with(start)) {
            names.remarks.push(format!("({})", inside.trim()));
        } else if close.is_some()
            && after.trim_matches([' ', '.']).is_empty()
            && is_abbreviation(inside)
        {
            names.weak.push(inside.trim().to_owned());
        } else {
            main.push_str(&rest[open..close.map_or(rest.len(), |at| at + 1)]);
        }
        rest = after;
    }
    main.push_str(rest);
    clean(
        &main
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(" ,", ","),
    )
}

/// Where the bracket that opens a text closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn is_list(lower: &str) -> bool {
    let counted = lower.starts_with("including ")
        || lower.starts_with("and ")
        || lower.starts_with("the following ");
    MARKERS.iter().any(|(marker, _)| lower.starts_with(marker))
        || (counted && (lower.contains("alias:") || lower.contains("aliases:")))
}

/// Reads `a.k.a. A; B; and f.k.a. C` and `including two aliases: A; and B`.
fn take_list(text: &str, names: &mut Names) {
    let mut previous = false;
    let mut rest = text;
    loop {
        let next = MARKERS
            .iter()
            .filter_map(|(marker, was)| find(rest, marker).map(|at| (at, marker.len(), *was)))
            .min_by_key(|(at, length, _)| (*at, usize::MAX - length));
        let end = next.map_or(rest.len(), |(at, ..)| at);
        let counts = next.is_some_and(|(at, length, _)| rest[at..at + length].ends_with(':'));
        if !counts {
            for piece in split_outside(&rest[..end], ';') {
                names.keep(piece, previous);
            }
        }
        match next {
            Some((at, length, was)) => {
                previous = was;
                rest = &rest[at + length..];
            }
            None => return,
        }
    }
}

/// Where a marker stands as a word of its own, in any case. The text keeps its byte positions:
/// only ASCII letters are folded.
fn find(text: &str, marker: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let free = |at: &usize| {
        let before = lower[..*at].chars().next_back();
        let after = lower[*at + marker.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    lower.match_indices(marker).map(|(at, _)| at).find(free)
}

/// Splits where a separator stands outside brackets.
pub fn split_outside(text: &str, separator: char) -> Vec<&str> {
    let mut depth = 0_usize;
    text.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == separator && depth == 0
    })
    .filter(|piece| !piece.trim().is_empty())
    .collect()
}

fn take_extension(text: &str) -> (String, Option<String>) {
    let lower = text.to_ascii_lowercase();
    let reaches = |rest: &str| {
        ["subsidiar", "subordinate", "successor", "affiliate"]
            .iter()
            .any(|word| rest.contains(word))
    };
    let at = EXTENDS.iter().filter_map(|words| lower.find(words)).min();
    match at.filter(|at| *at > 0 && reaches(&lower[*at..])) {
        Some(at) => (clean(&text[..at]), Some(text[at..].trim().to_owned())),
        None => (text.to_owned(), None),
    }
}

/// An abbreviation in brackets: one word with at least two capitals and three letters or digits,
/// perhaps with a number behind it; not a company form, not a country.
fn is_abbreviation(inside: &str) -> bool {
    let mut words = inside.split_whitespace();
    let Some(word) = words.next() else {
        return false;
    };
    let signs = word.chars().filter(|c| c.is_alphanumeric()).count();
    word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && (3..=24).contains(&signs)
        && words.all(|word| word.bytes().all(|b| b.is_ascii_digit()))
        && !forms::is_form(word)
        && !["UAE", "USA", "PRC"].contains(&inside.trim())
}

/// Ends of a name freed of what a list of names leaves behind.
fn clean(name: &str) -> String {
    let mut name = name
        .trim()
        .trim_matches([',', ';', ' '])
        .trim_start_matches('—');
    if let Some(quoted) = name
        .strip_prefix('“')
        .and_then(|name| name.strip_suffix('”'))
        && !quoted.contains(['“', '”'])
    {
        name = quoted;
    }
    loop {
        let before = name;
        name = name.strip_prefix("and ").unwrap_or(name);
        for end in [" and", "; and", ", and"] {
            name = name.strip_suffix(end).unwrap_or(name);
        }
        name = name.trim_matches([',', ';', ' ', ':']);
        if name.ends_with("..") {
            name = &name[..name.len() - 1];
        }
        if name.ends_with(')') && !name.contains('(') {
            name = &name[..name.len() - 1];
        }
        name = without_full_stop(name);
        if name == "and" {
            name = "";
        }
        if name.len() == before.len() {
            return name.to_owned();
        }
    }
}

/// Without the full stop of a sentence; that of `Co., Ltd.` and other short words stays.
fn without_full_stop(name: &str) -> &str {
    match name.strip_suffix('.') {
        Some(bare) if bare.ends_with([' ', ')']) => bare.trim_end(),
        Some(bare) => {
            let word = bare.rsplit([' ', ',']).next().unwrap_or_default();
            let long = word.chars().count() >= 6 && word.chars().all(char::is_alphabetic);
            if long { bare } else { name }
        }
        None => name,
    }
}

/// A name for comparing within one list: letters and digits of any script in small letters.
pub fn key(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// A person's name written `LAST, First`, in natural order with its two parts. `None` when the
/// comma is not such a comma.
pub fn person(name: &str) -> Option<(String, &str, &str)> {
    let (last, first) = name.split_once(", ")?;
    let suffix = ["JR", "SR", "II", "III", "IV"];
    let bare = first.trim_end_matches('.').to_uppercase();
    let odd = first.contains(',')
        || name.contains('(')
        || suffix.contains(&bare.as_str())
        || forms::is_company(name);
    (!odd && !first.is_empty() && !last.is_empty())
        .then(|| (format!("{first} {last}"), last, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let n = take_apart(text);
        format!(
            "{}|{}|{}|{}|{}|{}",
            n.main,
            n.aliases.join("+"),
            n.weak.join("+"),
            n.previous.join("+"),
            n.extends.unwrap_or_default(),
            n.remarks.join("+")
        )
    }

    #[test]
    fn names_as_published() {
        for (text, expected) in [
            (
                "Made-Up Mill (Nowhere) Co., Ltd.",
                "Made-Up Mill (Nowhere) Co., Ltd.|||||",
            ),
            (
                "Made-Up Research Academy (MURA)",
                "Made-Up Research Academy||MURA|||",
            ),
            ("Made-Up Mill (UAE)", "Made-Up Mill (UAE)|||||"),
            (
                "Made-Up Silicon (Nowhere) Co., Ltd (including one alias: Invented Silicon \
                 (Nowhere) Co.) and subsidiaries",
                "Made-Up Silicon (Nowhere) Co., Ltd|Invented Silicon (Nowhere) Co.|||\
                 and subsidiaries|",
            ),
            (
                "Made-Up Corps (MUC) and its subordinate and affiliated entities",
                "Made-Up Corps||MUC||and its subordinate and affiliated entities|",
            ),
            (
                "Made-Up Hair Co. (and two aliases: Invented Hair; and Unreal Hair)",
                "Made-Up Hair Co.|Invented Hair+Unreal Hair||||",
            ),
            (
                "Made-Up Tech Co., Ltd. (also known as Invented Tech Co., Ltd. and IT Tech; and \
                 formerly known as Unreal Zone Tech Co., Ltd.; and Old Tech)",
                "Made-Up Tech Co., Ltd.|Invented Tech Co., Ltd.+IT Tech||\
                 Unreal Zone Tech Co., Ltd.+Old Tech||",
            ),
            (
                "Made-Up Gas, OOO (f.k.a., Zakrytoe Aktsionernoe Obshchestvo Vymysel)",
                "Made-Up Gas, OOO|||Zakrytoe Aktsionernoe Obshchestvo Vymysel||",
            ),
            (
                "Made-Up Oil, OAO (a.k.a. Made-Up Oil",
                "Made-Up Oil, OAO|Made-Up Oil||||",
            ),
            (
                "Made-Up Office, a.k.a., Invented Office",
                "Made-Up Office|Invented Office||||",
            ),
            (
                "Jan Nobody (See alternate address under Nowhere)",
                "Jan Nobody|||||(See alternate address under Nowhere)",
            ),
            ("", "|||||"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn people() {
        assert_eq!(
            person("NOBODY, Jan P.").map(|p| p.0).as_deref(),
            Some("Jan P. NOBODY")
        );
        assert_eq!(person("JAN NOBODY, JR."), None);
        assert_eq!(person("Dreams (Nowhere, Inc.)"), None);
        assert_eq!(person("Made-Up Mill Co., Ltd."), None);
    }
}
