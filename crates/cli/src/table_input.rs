//! The user's own file becomes questions: which column is what, guessed and said, or set by hand.

use std::path::Path;

use anyhow::{Context, bail};
use plaint_model::{PartialDate, Schema};
use plaint_read::columns::{self, Role};
use plaint_read::country;
use plaint_read::dates::{self, FigureOrder};
use plaint_read::table::{self, Options, Table};
use plaint_resolve::facts;
use plaint_screen::Query;

/// A file read, with the question that each of its rows asks.
pub struct Input {
    /// The file.
    pub table: Table,
    /// One question a row, in the file's order.
    pub queries: Vec<Query>,
    /// What each column was taken for, in sentences.
    pub explanation: Vec<String>,
}

/// How a file is to be read.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `HEADING` or `ROLE=HEADING`, as the user set them.
    pub columns: Vec<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What every row is, where no column says it.
    pub schema: Option<Schema>,
}

/// Reads a file and makes its questions.
///
/// # Errors
/// When the file cannot be read, or no column of names can be told; the message says how to set it.
pub fn read(path: &Path, settings: &Settings) -> anyhow::Result<Input> {
    let gathered = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("input");
    from_bytes(name, &gathered, settings)
}

/// As [`read`], from bytes with a name.
///
/// # Errors
/// As [`read`].
pub fn from_bytes(name: &str, bytes: &[u8], settings: &Settings) -> anyhow::Result<Input> {
    let options = Options {
        sheet: settings.sheet.clone(),
        ..Options::default()
    };
    let mut table = table::read(name, bytes, &options);
    if table.heading_row.is_none() && !settings.columns.is_empty() {
        // A heading that the user names is one, however unlike others it looks.
        let heading = Some(true);
        let headed = table::read(name, bytes, &Options { heading, ..options });
        if roles(&headed, &settings.columns).is_ok() {
            table = headed;
        }
    }
    if table.is_fatal() {
        let faults: Vec<String> = table.faults.iter().map(ToString::to_string).collect();
        bail!("{}", faults.join("\n"));
    }
    let (roles, explanation) = roles(&table, &settings.columns)?;
    let is_name = |role: &Role| {
        matches!(
            role,
            Role::Name | Role::OtherName | Role::FirstName | Role::LastName
        )
    };
    if !roles.iter().any(|(_, role)| is_name(role)) {
        bail!(
            "{name}: no column of names could be told; the columns are {}. Set one with \
             --column HEADING",
            shown_columns(&table)
        );
    }
    let queries = table
        .rows
        .iter()
        .map(|row| query(row, &roles, settings.schema))
        .collect();
    Ok(Input {
        table,
        queries,
        explanation,
    })
}

/// The headings for a message, which nobody reads to its end when there are thousands.
fn shown_columns(table: &Table) -> String {
    const SHOWN_MAX: usize = 30;
    let shown = table.columns.iter().take(SHOWN_MAX);
    let mut text = shown.map(|c| format!("\"{c}\"")).collect::<Vec<_>>();
    if let more @ 1.. = table.columns.len().saturating_sub(SHOWN_MAX) {
        text.push(format!("and {more} more"));
    }
    text.join(", ")
}

type Roles = Vec<(usize, Role)>;

fn roles(table: &Table, set: &[String]) -> anyhow::Result<(Roles, Vec<String>)> {
    if set.is_empty() {
        let guess = columns::guess(table);
        return Ok((guess.roles, guess.explanation));
    }
    let mut roles = Roles::new();
    let mut explanation = Vec::new();
    for setting in set {
        let column = |heading: &str| {
            let same = |c: &&String| c.trim().eq_ignore_ascii_case(heading.trim());
            table
                .columns
                .iter()
                .enumerate()
                .find(|(_, c)| same(c))
                .map(|(n, _)| n)
        };
        let (role, heading) = match (column(setting), setting.split_once('=')) {
            (None, Some((role, heading))) => (role_of(role)?, heading),
            _ => {
                let first = roles.iter().all(|(_, role)| *role != Role::Name);
                (
                    if first { Role::Name } else { Role::OtherName },
                    setting.as_str(),
                )
            }
        };
        let n = column(heading).with_context(|| {
            let known = shown_columns(table);
            format!("{}: no column \"{heading}\"; there are {known}", table.file)
        })?;
        explanation.push(format!(
            "\"{}\" is taken as {role}, as you set",
            table.columns[n]
        ));
        roles.push((n, role));
    }
    Ok((roles, explanation))
}

/// The words for `--column ROLE=HEADING`.
const ROLE_WORDS: [(&str, Role); 12] = [
    ("name", Role::Name),
    ("other-name", Role::OtherName),
    ("first-name", Role::FirstName),
    ("last-name", Role::LastName),
    ("schema", Role::Schema),
    ("country", Role::Country),
    ("birth-date", Role::BirthDate),
    ("usc-code", Role::UscCode),
    ("lei", Role::LeiCode),
    ("passport", Role::PassportNumber),
    ("registration", Role::RegistrationNumber),
    ("id", Role::IdNumber),
];

fn role_of(word: &str) -> anyhow::Result<Role> {
    let known = ROLE_WORDS.iter().find(|(known, _)| *known == word.trim());
    known.map(|(_, role)| *role).with_context(|| {
        let words: Vec<&str> = ROLE_WORDS.iter().map(|(word, _)| *word).collect();
        format!(
            "--column: \"{word}\" is no role; the roles are {}",
            words.join(", ")
        )
    })
}

fn query(row: &table::Row, roles: &[(usize, Role)], schema: Option<Schema>) -> Query {
    let values = |wanted: Role| {
        let columns = roles.iter().filter(move |(_, role)| *role == wanted);
        columns.flat_map(|(n, _)| row.cells.get(*n).map_or(&[][..], |cell| cell.values()))
    };
    let mut query = Query {
        schema,
        ..Query::default()
    };
    query.names.extend(values(Role::Name).cloned());
    let parts = [
        Role::FirstName,
        Role::MiddleName,
        Role::FatherName,
        Role::LastName,
    ];
    let full: Vec<&str> = parts
        .into_iter()
        .flat_map(values)
        .map(String::as_str)
        .collect();
    if !full.is_empty() {
        query.names.push(full.join(" "));
        query.schema = query.schema.or(Some(Schema::PERSON));
    }
    query.names.extend(values(Role::OtherName).cloned());
    let mut seen = std::collections::HashSet::new();
    query
        .names
        .retain(|name| !name.trim().is_empty() && seen.insert(name.clone()));
    query.schema = values(Role::Schema)
        .find_map(|word| schema_of(word))
        .or(query.schema);
    let codes = values(Role::Country).filter_map(|name| country::code(name));
    query.facts.countries.extend(codes.map(str::to_owned));
    let born = values(Role::BirthDate).filter_map(|text| date(text));
    query.facts.dates.extend(born);
    for (n, role) in roles {
        let is_identifier = !matches!(role, Role::Address | Role::BirthDate | Role::Country);
        if let (Some(property), true) = (role.property(), is_identifier) {
            let is_identifier = plaint_model::Property::find(property).is_some_and(|property| {
                matches!(
                    Schema::COMPANY
                        .property_type(property)
                        .or(Schema::PERSON.property_type(property)),
                    Some(plaint_model::PropertyType::Identifier)
                )
            });
            let cell = row.cells.get(*n).map_or(&[][..], |cell| cell.values());
            for value in cell.iter().filter(|_| is_identifier) {
                let text = facts::identifier(value);
                if text.chars().count() >= facts::IDENTIFIER_CHARS_MIN {
                    query.facts.identifiers.push((property.to_owned(), text));
                }
            }
        }
    }
    query
}

/// A date as people write it, day before month unless that is impossible.
#[must_use]
pub fn date(text: &str) -> Option<PartialDate> {
    dates::parse(text, FigureOrder::DayFirst)
        .or_else(|| dates::parse(text, FigureOrder::MonthFirst))
}

/// A schema by FollowTheMoney's name or a common word.
#[must_use]
pub fn schema_of(word: &str) -> Option<Schema> {
    match word.trim().to_lowercase().as_str() {
        "person" | "individual" | "people" | "natural person" | "p" | "个人" => {
            Some(Schema::PERSON)
        }
        "company" | "firm" | "corporate" | "enterprise" | "公司" | "企业" => {
            Some(Schema::COMPANY)
        }
        "organization" | "organisation" | "entity" | "body" => Some(Schema::ORGANIZATION),
        "vessel" | "ship" => Some(Schema::VESSEL),
        "aircraft" | "airplane" => Some(Schema::AIRPLANE),
        "" => None,
        _ => Schema::find(word.trim()),
    }
}
