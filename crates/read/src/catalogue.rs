//! Parses the TOML of one list (`lists/<id>.toml`) into a [`ListInfo`].
//!
//! The layout is described in `docs/reference/list-toml.md`. An unknown key is an error: a
//! misspelt `entries_min` must not switch a guard off.

use std::collections::BTreeMap;

use plaint_model::{Expectation, ListId, ListInfo, Origin};
use serde::Deserialize;

/// Why a list's TOML was refused.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not TOML, a key is missing or unknown; the message has line and column.
    #[error("{file}: {source}")]
    Toml {
        /// The file's name.
        file: String,
        /// What the parser says.
        source: Box<toml::de::Error>,
    },
    /// A value is out of its range.
    #[error("{file}: {message}")]
    Value {
        /// The file's name.
        file: String,
        /// What is wrong and how to mend it.
        message: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListToml {
    id: String,
    title: String,
    short: String,
    publisher: String,
    country: String,
    regimes: Vec<String>,
    topics: Vec<String>,
    licence: String,
    formats: Vec<String>,
    #[serde(default)]
    origin: Vec<OriginToml>,
    expected: ExpectedToml,
    #[serde(default)]
    reader: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OriginToml {
    format: String,
    urls: Vec<String>,
    verified: bool,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedToml {
    entries_min: u64,
    entries_max: u64,
    shrink_max_percent: u8,
    why: String,
}

/// Parses and checks one list's TOML; `file` is its name for messages.
///
/// # Errors
/// [`CatalogueError`] when it is not TOML, a key is missing or unknown, the id is none, a format is
/// unknown, a topic is not FollowTheMoney's, or the expected range is empty.
pub fn parse(file: &str, text: &str) -> Result<ListInfo, CatalogueError> {
    let list: ListToml = toml::from_str(text).map_err(|source| CatalogueError::Toml {
        file: file.to_owned(),
        source: Box::new(source),
    })?;
    let wrong = |message: String| CatalogueError::Value {
        file: file.to_owned(),
        message,
    };
    let id = ListId::new(&list.id).map_err(|error| wrong(error.to_string()))?;
    if list.expected.entries_min > list.expected.entries_max {
        return Err(wrong(
            "expected.entries_min is above entries_max".to_owned(),
        ));
    }
    if list.expected.shrink_max_percent > 100 {
        return Err(wrong("expected.shrink_max_percent is above 100".to_owned()));
    }
    let origins = list.origin.iter().map(|origin| &origin.format);
    if let Some(format) = list
        .formats
        .iter()
        .chain(origins)
        .find(|format| crate::format::find(format).is_none())
    {
        let known: Vec<&str> = crate::format::FORMATS
            .iter()
            .map(|format| format.id)
            .collect();
        return Err(wrong(format!(
            "format \"{format}\" is unknown; known are {}",
            known.join(", ")
        )));
    }
    Ok(ListInfo {
        id,
        title: list.title,
        short: list.short,
        publisher: list.publisher,
        country: list.country,
        regimes: list.regimes,
        topics: list.topics,
        licence: list.licence,
        formats: list.formats,
        origins: list
            .origin
            .into_iter()
            .map(|o| Origin {
                format: o.format,
                urls: o.urls,
                verified: o.verified,
                note: o.note,
            })
            .collect(),
        expected: Expectation {
            entries_min: list.expected.entries_min,
            entries_max: list.expected.entries_max,
            shrink_max_percent: list.expected.shrink_max_percent,
            why: list.expected.why,
        },
        reader: list.reader.into_iter().collect(),
    })
}
