//! Korean names: the family name has customary Latin spellings that no rule gives.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::romanise::romanise;
use crate::script::Script;

static SURNAMES: LazyLock<FxHashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/korean_surnames.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, latin)| Some((name.chars().next()?, latin.split('|').collect())))
        .collect()
});

/// Whether a character is a syllable of the Korean script.
#[must_use]
pub fn is_syllable(c: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

/// The Latin spellings of a word: the customary ones of a family name; else Revised Romanisation,
/// and the two in which eo and eu are written with one letter, as passports and the north do.
#[must_use]
pub fn spellings(text: &str) -> Vec<String> {
    let mut chars = text.chars();
    let customary = match (chars.next(), chars.next()) {
        (Some(c), None) => SURNAMES.get(&c),
        _ => None,
    };
    if let Some(customary) = customary {
        return customary.iter().map(|text| (*text).to_owned()).collect();
    }
    let revised = romanise(text, Script::Other);
    let with_o = revised.replace("eo", "o").replace("eu", "u");
    let with_u = revised.replace("eo", "u").replace("eu", "u");
    let mut all = vec![revised];
    for other in [with_o, with_u] {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    all
}

/// Cuts a name written without a space into family and given name: three or four syllables of
/// which the first is a family name. `None` when it is not so.
#[must_use]
pub fn split(text: &str) -> Option<(&str, &str)> {
    let count = text.chars().count();
    let first = text.chars().next()?;
    let whole = (2..=4).contains(&count) && text.chars().all(is_syllable);
    (whole && SURNAMES.contains_key(&first)).then(|| text.split_at(first.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_after_the_family_name() {
        assert_eq!(split("김허구"), Some(("김", "허구")));
        assert_eq!(split("허구회사주식"), None);
        assert_eq!(split("Kim"), None);
        assert!(spellings("이").contains(&"lee".to_owned()));
        assert_eq!(spellings("정은"), ["jeongeun", "jongun", "jungun"]);
    }
}
