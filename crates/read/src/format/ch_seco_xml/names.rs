//! Names of a Swiss target: parts in an order, and spellings of a part in other languages.

use plaint_model::{Entity, Property, Schema};

use crate::xml::Node;

/// A part that is written in the name, with its spellings by language and script.
struct Part<'n> {
    kind: &'n str,
    order: u32,
    value: &'n str,
    spellings: Vec<(&'n str, &'n str, &'n str)>,
}

/// Parts as they follow in speech; the list files the family name first.
const SPOKEN: [&str; 8] = [
    "whole-name",
    "given-name",
    "further-given-name",
    "father-name",
    "grand-father-name",
    "tribal-name",
    "family-name",
    "maiden-name",
];

/// Adds a `<name>` to the party; `main` is false for the identities that are false or second ones.
/// Gives back what is not understood.
pub(super) fn add(party: &mut Entity, name: &Node, main: bool) -> Option<String> {
    let mut parts: Vec<Part<'_>> = name.all("name-part").map(part).collect();
    parts.sort_by_key(|part| part.order);
    let kind = name.attribute("name-type").unwrap_or("primary-name");
    let weak = name.attribute("quality") == Some("low");
    let property = match kind {
        _ if weak => Property::WEAK_ALIAS,
        "primary-name" if main => Property::NAME,
        "formerly-known-as" => Property::PREVIOUS_NAME,
        _ => Property::ALIAS,
    };
    let filed: Vec<&str> = spoken_parts(&parts).map(|part| part.value).collect();
    let filed = filed.join(" ");
    party.add_cleaned(property, &spoken(&parts, |part| part.value), &filed);
    spellings(party, property, &parts);
    if party.schema == Schema::PERSON && main && kind == "primary-name" {
        separate(party, &parts);
    }
    let unknown = parts.iter().find(|part| {
        !SPOKEN.contains(&part.kind) && !matches!(part.kind, "title" | "suffix" | "other")
    });
    match unknown {
        Some(part) => Some(format!(
            "name-part-type \"{}\" is not known to this reader",
            part.kind
        )),
        None if matches!(kind, "primary-name" | "alias" | "formerly-known-as") => None,
        None => Some(format!("name-type \"{kind}\" is not known to this reader")),
    }
}

fn part(node: &Node) -> Part<'_> {
    let spellings = node.all("spelling-variant").map(|spelling| {
        let attribute = |name| spelling.attribute(name).unwrap_or_default();
        (
            attribute("lang"),
            attribute("script"),
            spelling.text.as_str(),
        )
    });
    Part {
        kind: node.attribute("name-part-type").unwrap_or("whole-name"),
        order: node
            .attribute("order")
            .and_then(|o| o.parse().ok())
            .unwrap_or(0),
        value: node.text_of("value").unwrap_or(&node.text),
        spellings: spellings.filter(|(.., text)| !text.is_empty()).collect(),
    }
}

fn spoken_parts<'p, 'n>(parts: &'p [Part<'n>]) -> impl Iterator<Item = &'p Part<'n>> {
    parts
        .iter()
        .filter(|part| part.kind != "title" && part.value != "-")
}

/// The parts as they are spoken, with another text for each where there is one.
fn spoken<'n>(parts: &[Part<'n>], text: impl Fn(&Part<'n>) -> &'n str) -> String {
    let mut ordered: Vec<&Part<'n>> = spoken_parts(parts).collect();
    let rank = |part: &&Part<'_>| {
        let place = SPOKEN.iter().position(|kind| *kind == part.kind);
        place.unwrap_or(SPOKEN.len())
    };
    ordered.sort_by_key(rank);
    ordered.into_iter().map(text).collect::<Vec<_>>().join(" ")
}

/// Adds the name as each language and script spells it. A part with two spellings gives two names;
/// a part without one keeps its own.
fn spellings(party: &mut Entity, property: Property, parts: &[Part<'_>]) {
    let mut written: Vec<(&str, &str)> = Vec::new();
    for (lang, script, _) in parts.iter().flat_map(|part| &part.spellings) {
        if !written.contains(&(*lang, *script)) {
            written.push((*lang, *script));
        }
    }
    for (lang, script) in written {
        let of = |part: &Part<'_>| -> usize {
            let same = part
                .spellings
                .iter()
                .filter(|s| (s.0, s.1) == (lang, script));
            same.count()
        };
        let most = parts.iter().map(of).max().unwrap_or(0);
        for index in 0..most {
            let text = spoken(parts, |part| {
                let same = part
                    .spellings
                    .iter()
                    .filter(|s| (s.0, s.1) == (lang, script));
                let same: Vec<&str> = same.map(|s| s.2).collect();
                same.get(index)
                    .or(same.last())
                    .copied()
                    .unwrap_or(part.value)
            });
            // A name in another script is the name itself, not an alias of it.
            let latin = matches!(script, "" | "LATN" | "Latn");
            let property = match property {
                Property::NAME if latin => Property::ALIAS,
                other => other,
            };
            party.push(property, &text, language(lang), None);
        }
    }
}

/// First name, family name and the others, each on its own.
fn separate(party: &mut Entity, parts: &[Part<'_>]) {
    for part in parts {
        let property = match part.kind {
            "given-name" => Property::FIRST_NAME,
            "further-given-name" => Property::SECOND_NAME,
            "father-name" | "grand-father-name" => Property::FATHER_NAME,
            "family-name" | "maiden-name" => Property::LAST_NAME,
            "title" => Property::TITLE,
            _ => continue,
        };
        party.add(property, part.value);
    }
}

/// The list writes languages by the codes of ISO 639-2, in capitals or small letters.
fn language(code: &str) -> Option<&'static str> {
    let languages = [
        ("ara", "ara"),
        ("bel", "bel"),
        ("bur", "mya"),
        ("chi", "zho"),
        ("zho", "zho"),
        ("eng", "eng"),
        ("fas", "fas"),
        ("per", "fas"),
        ("fra", "fra"),
        ("fre", "fra"),
        ("ger", "deu"),
        ("deu", "deu"),
        ("heb", "heb"),
        ("ita", "ita"),
        ("kor", "kor"),
        ("pus", "pus"),
        ("rus", "rus"),
        ("spa", "spa"),
        ("srp", "srp"),
        ("tur", "tur"),
        ("ukr", "ukr"),
        ("urd", "urd"),
    ];
    let code = code.to_ascii_lowercase();
    languages
        .iter()
        .find(|(from, _)| *from == code)
        .map(|(_, to)| *to)
}
