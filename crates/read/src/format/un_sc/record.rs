//! One `INDIVIDUAL` or `ENTITY` to an entry.

use plaint_model::{Entity, EntityId, Entry, ListInfo, Property, Schema};

use crate::country;
use crate::party::{
    self, At, Gathered, Paper, add_birth_years, add_name, add_paper, address, clean, date, put,
};
use crate::tree::{nodes, texts};
use crate::xml::Node;

/// The text of the first child of a name, unless it is blank or the schema's word for none.
fn text<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    let child = node.children.iter().find(|child| child.name == name)?;
    let text = child.text.trim();
    (!text.is_empty() && !matches!(text, "na" | "null")).then_some(text)
}

/// Adds a record to the entry of its reference number.
pub fn add(list: &ListInfo, node: &Node, gathered: &mut Gathered, at: &mut At<'_, '_>) {
    // The reference number is permanent; a DATAID was seen to change.
    let Some(number) = text(node, "REFERENCE_NUMBER").or_else(|| text(node, "DATAID")) else {
        at.record("it has neither REFERENCE_NUMBER nor DATAID");
        return;
    };
    at.place = format!("{} ({number})", at.place);
    let schema = match node.name.as_str() {
        "INDIVIDUAL" => Schema::PERSON,
        _ => Schema::ORGANIZATION,
    };
    let Some(entry) = gathered.entry(EntityId::numbered(&list.id, number), schema) else {
        at.record(format!("too many records stand under {number}"));
        return;
    };
    add_names(&mut entry.party, node, at);
    let person = entry.party.schema.is_a(Schema::PERSON);
    for alias in node.children.iter().filter(|n| n.name.ends_with("_ALIAS")) {
        add_alias(&mut entry.party, alias, at);
    }
    for place in node
        .children
        .iter()
        .filter(|n| n.name.ends_with("_ADDRESS"))
    {
        add_address(&mut entry.party, place, at);
    }
    for birth in node.all("INDIVIDUAL_DATE_OF_BIRTH").filter(|_| person) {
        add_birth(&mut entry.party, birth, at);
    }
    for place in node.all("INDIVIDUAL_PLACE_OF_BIRTH").filter(|_| person) {
        add_birth_place(&mut entry.party, place, at);
    }
    for document in node.all("INDIVIDUAL_DOCUMENT") {
        add_document(entry, document, at);
    }
    add_about(&mut entry.party, node, at);
    for topic in &list.topics {
        entry.party.add(Property::TOPICS, topic);
    }
    let sanction = sanction(list, entry, node, number, at);
    entry.related.push(sanction);
}

fn add_names(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let parts = [
        ("FIRST_NAME", Property::FIRST_NAME),
        ("SECOND_NAME", Property::SECOND_NAME),
        ("THIRD_NAME", Property::MIDDLE_NAME),
        ("FOURTH_NAME", Property::MIDDLE_NAME),
    ]
    .map(|(name, property)| (text(node, name), property));
    let words: Vec<&str> = parts.iter().filter_map(|(text, _)| *text).collect();
    let whole = words.join(" ");
    if whole.is_empty() {
        at.value("it has no name");
    }
    if party.schema.is_a(Schema::PERSON) {
        add_name(party, Property::NAME, &whole, None);
        for (text, property) in parts {
            party.add(property, text.unwrap_or_default());
        }
    } else {
        for name in whole.split(';') {
            party.add(Property::NAME, name);
        }
    }
    for name in texts(node, "NAME_ORIGINAL_SCRIPT") {
        party.add(Property::NAME, name);
    }
}

fn add_alias(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let note = text(node, "NOTE");
    let Some(names) = text(node, "ALIAS_NAME") else {
        if let Some(note) = note {
            party.add(Property::NOTES, &format!("Alias: {note}"));
        }
        return;
    };
    let former = note.is_some_and(|note| {
        let note = note.to_lowercase();
        note.starts_with("previously listed") || note.starts_with("formerly listed")
    });
    let property = match text(node, "QUALITY").map(str::to_lowercase).as_deref() {
        Some("f.k.a.") => Property::PREVIOUS_NAME,
        Some("low") => Property::WEAK_ALIAS,
        _ if former => Property::PREVIOUS_NAME,
        Some("good" | "a.k.a.") | None => Property::ALIAS,
        Some(other) => {
            at.value(format!(
                "alias quality \"{other}\" is unknown; read as good"
            ));
            Property::ALIAS
        }
    };
    for name in names.split(';') {
        add_name(party, property, name, None);
    }
    if let Some(name) = note.and_then(|note| note.strip_prefix("original script:")) {
        add_name(party, property, name, None);
    } else if let Some(note) = note {
        party.add(Property::NOTES, &format!("Alias {names}: {note}"));
    }
    add_alias_birth(party, node, names);
}

/// What a listed person's alias claims of the birth.
fn add_alias_birth(party: &mut Entity, node: &Node, alias: &str) {
    let parts = ["DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"];
    let words = address(parts.map(|name| text(node, name)));
    if words.is_empty() {
        return;
    }
    party.add(Property::NOTES, &format!("Alias {alias}: born {words}"));
    if !party.schema.is_a(Schema::PERSON) {
        return;
    }
    if let Some(born) = text(node, "DATE_OF_BIRTH") {
        let years: Vec<u16> = born
            .split('-')
            .filter_map(|y| y.trim().parse().ok())
            .collect();
        match (date(born), &years[..]) {
            (Some(date), _) => party.add_date(Property::BIRTH_DATE, date),
            (None, [from, to]) => add_birth_years(party, *from, *to),
            _ => {}
        }
    }
}

fn add_address(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let town = [text(node, "ZIP_CODE"), text(node, "CITY")];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [
        text(node, "STREET"),
        Some(town.as_str()),
        text(node, "STATE_PROVINCE"),
    ];
    let words = party::add_address(party, parts, text(node, "COUNTRY"));
    if let Some(name) = text(node, "COUNTRY") {
        add_country(party, Property::COUNTRY, name, at);
    }
    match text(node, "NOTE") {
        Some(note) if words.is_empty() => party.add(Property::NOTES, &format!("Address: {note}")),
        Some(note) => party.add(Property::NOTES, &format!("Address {words}: {note}")),
        None => {}
    }
}

/// The countries in a text that says more than a country's name: "one/other", "one (in custody)",
/// "Branch Office 1: one", "one passport". Empty when a name in it is unknown.
fn countries(text: &str) -> Vec<&'static str> {
    if let Some(code) = country::code(text) {
        return vec![code];
    }
    let (_, rest) = text.split_once(':').unwrap_or(("", text));
    let (before, _) = rest.split_once(['(', '.']).unwrap_or((rest, ""));
    let mut codes = Vec::new();
    for name in before.split('/') {
        let name = name
            .trim()
            .trim_start_matches("or ")
            .trim_end_matches(" passport");
        match country::code(name) {
            Some(code) => codes.push(code),
            None if name == "unknown" => {}
            None => return Vec::new(),
        }
    }
    codes
}

/// Adds the countries in a text, and to the notes the text where it says more.
fn add_country(party: &mut Entity, property: Property, text: &str, at: &mut At<'_, '_>) {
    let codes = countries(text);
    if codes.is_empty() {
        at.country(party, property, &clean(text));
        return;
    }
    if country::code(text).is_none() {
        party.add(Property::NOTES, &format!("{property}: {}", clean(text)));
    }
    for code in codes {
        party.push(property, code, None, Some(text));
    }
}

fn add_birth(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let note = text(node, "NOTE");
    let number = |name| text(node, name).and_then(|text| text.parse::<u16>().ok());
    let kind = text(node, "TYPE_OF_DATE").unwrap_or("EXACT");
    let approximately = kind == "APPROXIMATELY";
    let noted = note.and_then(date);
    if let Some(whole) = text(node, "DATE") {
        match date(whole) {
            Some(date) if approximately => {
                add_birth_years(party, date.year(), date.year());
                party.add(Property::NOTES, &format!("Born approximately {date}"));
            }
            Some(date) => party.add_date(Property::BIRTH_DATE, date),
            None => at.value(format!("birth date \"{whole}\" is not a date")),
        }
    } else if let Some(year) = number("YEAR") {
        // A note such as "Sep." adds the month.
        let month = note.and_then(|n| date(&format!("{n} {year}")));
        match month {
            Some(date) => party.add_date(Property::BIRTH_DATE, date),
            None => add_birth_years(party, year, year),
        }
        if approximately {
            party.add(Property::NOTES, &format!("Born approximately {year}"));
        }
    } else if let (Some(from), Some(to)) = (number("FROM_YEAR"), number("TO_YEAR")) {
        add_birth_years(party, from, to);
        party.add(Property::NOTES, &format!("Born between {from} and {to}"));
    } else if let Some(date) = noted {
        party.add_date(Property::BIRTH_DATE, date);
    }
    if !matches!(kind, "EXACT" | "APPROXIMATELY" | "BETWEEN") {
        at.value(format!(
            "type of birth date \"{kind}\" is unknown; read as exact"
        ));
    }
    if let Some(note) = note {
        party.add(Property::NOTES, &format!("Born: {note}"));
    }
}

fn add_birth_place(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    let parts = ["STREET", "CITY", "STATE_PROVINCE", "COUNTRY"];
    party.add(
        Property::BIRTH_PLACE,
        &address(parts.map(|name| text(node, name))),
    );
    if let Some(name) = text(node, "COUNTRY") {
        add_country(party, Property::BIRTH_COUNTRY, name, at);
    }
    if let Some(note) = text(node, "NOTE") {
        party.add(Property::NOTES, &format!("Place of birth: {note}"));
    }
}

fn add_document(entry: &mut Entry, node: &Node, at: &mut At<'_, '_>) {
    let kinds = ["TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"].map(|name| text(node, name));
    let kind = kinds.into_iter().flatten().next().unwrap_or("Document");
    let kind = kind.split_whitespace().collect::<Vec<_>>().join(" ");
    let number = text(node, "NUMBER").unwrap_or_default();
    let mut paper = Paper {
        number: number.to_owned(),
        ..Paper::default()
    };
    add_issuers(&mut paper, node, at);
    for (name, words) in [
        ("CITY_OF_ISSUE", "Issued in "),
        ("NOTE", ""),
        ("TYPE_OF_DOCUMENT2", ""),
    ] {
        let said = text(node, name).filter(|said| *said != kind);
        paper
            .remarks
            .extend(said.map(|said| format!("{words}{said}")));
    }
    if let Some(issued) = text(node, "DATE_OF_ISSUE") {
        paper.from = date(issued);
        if paper.from.is_none() {
            at.value(format!("date of issue \"{issued}\" is not a date"));
            paper.remarks.push(format!("Issued {issued}"));
        }
    }
    if number.is_empty() && paper.remarks.is_empty() && paper.country.is_none() {
        if !nodes(node, "TYPE_OF_DOCUMENT").is_empty() {
            at.sink.ignored(
                "INDIVIDUAL_DOCUMENT",
                "a paper without a number or a word on it",
            );
        }
        return;
    }
    let lower = kind.to_lowercase();
    let property = if lower.contains("pass") {
        Property::PASSPORT_NUMBER
    } else {
        Property::ID_NUMBER
    };
    paper.kind = kind;
    add_paper(entry, Some(property), &paper);
}

/// Which countries issued a paper: one under its property, another in words.
fn add_issuers(paper: &mut Paper, node: &Node, at: &mut At<'_, '_>) {
    for name in ["ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"] {
        let Some(words) = text(node, name) else {
            continue;
        };
        let codes = countries(words);
        match codes.first() {
            Some(code) if paper.country.is_none_or(|known| known == *code) => {
                paper.country = Some(code);
            }
            Some(_) => paper.remarks.push(format!("Issued in {words}")),
            None => {
                at.value(format!("country \"{words}\" is unknown"));
                paper.remarks.push(format!("Country: {words}"));
            }
        }
        if codes.len() > 1 {
            paper.remarks.push(format!("Country: {words}"));
        }
    }
}

fn add_about(party: &mut Entity, node: &Node, at: &mut At<'_, '_>) {
    for name in texts(node, "NATIONALITY/VALUE")
        .into_iter()
        .chain(texts(node, "NATIONALITY2"))
    {
        add_country(party, Property::NATIONALITY, name, at);
    }
    for (path, property, label) in [
        ("TITLE/VALUE", Property::TITLE, "Title"),
        ("DESIGNATION/VALUE", Property::POSITION, "Designation"),
        ("COMMENTS1", Property::NOTES, "Comments"),
    ] {
        for text in texts(node, path) {
            put(party, property, label, text);
        }
    }
    match text(node, "GENDER").map(str::to_lowercase).as_deref() {
        Some(gender @ ("male" | "female")) => put(party, Property::GENDER, "Gender", gender),
        Some("unknown") => at
            .sink
            .ignored("GENDER", "the list says that it is unknown"),
        Some(other) => at.value(format!("gender \"{other}\" is unknown")),
        None => {}
    }
    for text in texts(node, "LAST_DAY_UPDATED/VALUE") {
        at.date(party, Property::MODIFIED_AT, text, Property::NOTES);
    }
}

fn sanction(
    list: &ListInfo,
    entry: &mut Entry,
    node: &Node,
    number: &str,
    at: &mut At<'_, '_>,
) -> Entity {
    let mut sanction = entry.designation();
    sanction.add(Property::AUTHORITY, &list.publisher);
    for program in texts(node, "UN_LIST_TYPE") {
        sanction.add(Property::PROGRAM, program);
        entry.party.add(Property::PROGRAM, program);
    }
    sanction.add(Property::RECORD_ID, number);
    sanction.add(Property::UNSC_ID, number);
    sanction.add(
        Property::AUTHORITY_ID,
        text(node, "DATAID").unwrap_or_default(),
    );
    for (name, property) in [
        ("LISTED_ON", Property::LISTING_DATE),
        ("LISTED_ON", Property::START_DATE),
        ("DELISTED_ON", Property::END_DATE),
    ] {
        if let Some(date) = text(node, name) {
            at.date(&mut sanction, property, date, Property::SUMMARY);
        }
    }
    for (name, words) in [
        ("SUBMITTED_BY", "Submitted by"),
        ("SUBMITTED_ON", "Submitted on"),
    ] {
        if let Some(said) = text(node, name) {
            sanction.add(Property::SUMMARY, &format!("{words} {said}"));
        }
    }
    sanction
}
