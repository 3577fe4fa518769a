//! Which of an entry's many names is the name, and in which language each is.

use plaint_model::{Entity, Property, Schema};

use crate::party::{At, add_name, clean, push_name, put};
use crate::script::{self, Script};
use crate::tree::value;
use crate::xml::Node;

/// Code as the list has it, ISO 639-3, and whether names in it are as a rule translations made for
/// the Official Journal.
const LANGUAGES: &[(&str, &str, bool)] = &[
    ("AR", "ara", false),
    ("AZ", "aze", false),
    ("BE", "bel", false),
    ("BG", "bul", true),
    ("CS", "ces", true),
    ("DA", "dan", true),
    ("DE", "deu", true),
    ("EL", "ell", true),
    ("EN", "eng", false),
    ("ES", "spa", true),
    ("ET", "est", true),
    ("FA", "fas", false),
    ("FI", "fin", true),
    ("FR", "fra", true),
    ("GA", "gle", true),
    ("HE", "heb", false),
    ("HR", "hrv", true),
    ("HU", "hun", true),
    ("IT", "ita", true),
    ("KA", "kat", false),
    ("KK", "kaz", false),
    ("KO", "kor", false),
    ("KU", "kur", false),
    ("KY", "kir", false),
    ("LT", "lit", true),
    ("LV", "lav", true),
    ("MO", "ron", false),
    ("MT", "mlt", true),
    ("MY", "mya", false),
    ("NL", "nld", true),
    ("PA", "pan", false),
    ("PL", "pol", true),
    ("PS", "pus", false),
    ("PT", "por", true),
    ("RO", "ron", true),
    ("RU", "rus", false),
    ("SK", "slk", true),
    ("SL", "slv", true),
    ("SO", "som", false),
    ("SQ", "sqi", false),
    ("SR", "srp", false),
    ("SV", "swe", true),
    ("TG", "tgk", false),
    ("TR", "tur", false),
    ("UG", "uig", false),
    ("UK", "ukr", false),
    ("UR", "urd", false),
    ("UZ", "uzb", false),
    ("VI", "vie", false),
    ("ZH", "zho", false),
];

/// Codes that the list uses in another sense than ISO 639 does: its GD and GL names are Irish, its
/// SU names Arabic.
const MISUSED: &[&str] = &["GD", "GL", "SU"];

struct Name<'a> {
    text: String,
    node: &'a Node,
    lang: Option<&'static str>,
    translated: bool,
    strong: bool,
    script: Script,
}

/// Adds the names and what stands with them. The name is the first in English or in no stated
/// language, and the first in each other script that is not a translation; the rest are aliases.
pub fn add(party: &mut Entity, aliases: &[&Node], at: &mut At<'_, '_>) {
    let names: Vec<Name<'_>> = aliases.iter().filter_map(|node| name(node, at)).collect();
    let chosen = chosen(&names);
    for index in &chosen {
        add_one(party, Property::NAME, &names[*index]);
    }
    for name in &names {
        let property = match name.strong {
            true => Property::ALIAS,
            false => Property::WEAK_ALIAS,
        };
        add_one(party, property, name);
        add_parts(party, name.node);
        add_about(party, name.node, at);
    }
}

fn add_one(party: &mut Entity, property: Property, name: &Name<'_>) {
    match name.translated {
        // A comma in a translated name does not part a family name from a given name.
        true => push_name(party, property, &name.text, name.lang, &name.text),
        false => add_name(party, property, &name.text, name.lang),
    }
}

fn name<'a>(node: &'a Node, at: &mut At<'_, '_>) -> Option<Name<'a>> {
    let text = match value(node, "wholeName") {
        Some(whole) => whole.to_owned(),
        None => ["firstName", "middleName", "lastName"]
            .into_iter()
            .filter_map(|part| value(node, part))
            .collect::<Vec<_>>()
            .join(" "),
    };
    let text = clean(&text);
    if text.is_empty() {
        at.value("a nameAlias has no name");
        return None;
    }
    let (lang, translated) = language(value(node, "nameLanguage"), at);
    Some(Name {
        script: script::of(&text),
        strong: value(node, "strong") != Some("false"),
        text,
        node,
        lang,
        translated,
    })
}

fn language(code: Option<&str>, at: &mut At<'_, '_>) -> (Option<&'static str>, bool) {
    let Some(code) = code else {
        return (None, false);
    };
    let upper = code.to_uppercase();
    if let Some((_, lang, translated)) = LANGUAGES.iter().find(|(known, ..)| *known == upper) {
        return (Some(lang), *translated);
    }
    if MISUSED.contains(&upper.as_str()) {
        at.sink.ignored(
            "nameAlias/nameLanguage",
            "the list means another language by this code than ISO 639 does",
        );
    } else {
        at.value(format!("language \"{code}\" is unknown"));
    }
    (None, true)
}

fn chosen(names: &[Name<'_>]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let first = |wanted: &dyn Fn(&Name<'_>) -> bool| names.iter().position(wanted);
    let plain = |n: &Name<'_>| n.strong && n.script == Script::Latin;
    let latin = first(&|n| plain(n) && matches!(n.lang, None | Some("eng")) && !n.translated)
        .or_else(|| first(&|n| plain(n) && !n.translated));
    chosen.extend(latin);
    for (index, name) in names.iter().enumerate() {
        let new = !chosen.iter().any(|i| names[*i].script == name.script);
        if name.script != Script::Latin && name.strong && !name.translated && new {
            chosen.push(index);
        }
    }
    if chosen.is_empty() && !names.is_empty() {
        chosen.push(first(&|n| n.strong).unwrap_or(0));
    }
    chosen
}

fn add_parts(party: &mut Entity, node: &Node) {
    if !party.schema.is_a(Schema::PERSON) {
        return;
    }
    for (part, property) in [
        ("firstName", Property::FIRST_NAME),
        ("middleName", Property::MIDDLE_NAME),
        ("lastName", Property::LAST_NAME),
    ] {
        party.add(property, value(node, part).unwrap_or_default());
    }
}

/// The function, title and sex that stand with a name, and its remarks.
fn add_about(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    if let Some(function) = value(node, "function") {
        put(party, Property::POSITION, "Function", function);
    }
    if let Some(title) = value(node, "title") {
        put(party, Property::TITLE, "Title", title);
    }
    match value(node, "gender") {
        Some("M") => put(party, Property::GENDER, "Gender", "male"),
        Some("F") => put(party, Property::GENDER, "Gender", "female"),
        Some("?") => at
            .sink
            .ignored("nameAlias/gender", "\"?\" says it is unknown"),
        Some(other) => at.value(format!("gender \"{other}\" is unknown")),
        None => {}
    }
}
