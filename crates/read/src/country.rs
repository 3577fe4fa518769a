//! Country names, as lists write them, to codes as FollowTheMoney has them.
//!
//! The table is `data/countries.tsv`: code, then every name that a list was seen to use for it.

use std::collections::HashMap;
use std::sync::LazyLock;

static CODES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/countries.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(code, names)| {
            let names = names.split('\t').map(move |name| (fold(name), code));
            names.chain(std::iter::once((code.to_owned(), code)))
        })
        .collect()
});

fn fold(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .map(str::to_lowercase)
        .filter(|word| word != "the")
        .collect::<Vec<_>>()
        .join(" ")
}

/// The code of a country given by name (in any of the languages lists use) or by its two-letter
/// code, in any case and punctuation. `None` when the table does not have it: report it.
#[must_use]
pub fn code(name: &str) -> Option<&'static str> {
    CODES.get(&fold(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes() {
        assert_eq!(code("China"), Some("cn"));
        assert_eq!(code("PEOPLE'S REPUBLIC OF CHINA"), Some("cn"));
        assert_eq!(code("CN"), Some("cn"));
        assert_eq!(code("Congo, Democratic Republic of the"), Some("cd"));
        assert_eq!(code("Burma / Birmanie"), Some("mm"));
        assert_eq!(code("Atlantis"), None);
    }
}
