//! Nationalities and citizenships, as lists write them, to country codes.
//!
//! "Russian; Georgian", "a) Mali b) Niger", "Moldovan, Russian and Ukrainian" are several each.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{country, enumeration};

static PEOPLES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/nationalities.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(code, names)| {
            names
                .split('\t')
                .map(move |name| (name.to_lowercase(), code))
        })
        .collect()
});

/// The code of one nationality, given as an adjective or as a country.
#[must_use]
pub fn code(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches('.');
    country::code(text).or_else(|| PEOPLES.get(&text.to_lowercase()).copied())
}

/// Several nationalities in one text: the codes, and the pieces that are not understood.
#[must_use]
pub fn codes(text: &str) -> (Vec<&'static str>, Vec<&str>) {
    let (mut codes, mut unknown) = (Vec::new(), Vec::new());
    for value in enumeration::split(text) {
        let value = value.split('(').next().unwrap_or(value).trim();
        match code(value) {
            Some(code) => codes.push(code),
            None => pieces(value, &mut codes, &mut unknown),
        }
    }
    (codes, unknown)
}

fn pieces<'a>(value: &'a str, codes: &mut Vec<&'static str>, unknown: &mut Vec<&'a str>) {
    let pieces = value.split([';', ',', '/', ':']);
    for piece in pieces.flat_map(|piece| match code(piece) {
        Some(_) => vec![piece],
        None => piece.split(" and ").collect(),
    }) {
        match code(piece) {
            Some(code) => codes.push(code),
            None if piece.trim().is_empty() => {}
            None => unknown.push(piece.trim()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_several() {
        assert_eq!(code("Saudi Arabian "), Some("sa"));
        assert_eq!(
            codes("Moldovan, Russian and Ukrainian").0,
            ["md", "ru", "ua"]
        );
        assert_eq!(codes("Trinidad and Tobago"), (vec!["tt"], vec![]));
        assert_eq!(
            codes("a) German\u{a0} b) Moroccan (until 1991)").0,
            ["de", "ma"]
        );
        assert_eq!(codes("Atlantean; French"), (vec!["fr"], vec!["Atlantean"]));
    }
}
