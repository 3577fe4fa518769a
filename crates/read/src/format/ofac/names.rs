//! People's names: OFAC writes `LAST, First` and sometimes `LAST, First, Jr.`.

const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "v"];

/// A person's name taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct PersonName {
    /// In natural order: `First LAST Jr.`.
    pub full: String,
    /// The given names.
    pub first: Option<String>,
    /// The family name, where the source separates it.
    pub last: Option<String>,
    /// `Jr.` and the like.
    pub suffix: Option<String>,
}

/// Takes `LAST, First` apart. A name without a comma stays as it is.
pub fn person(text: &str) -> PersonName {
    let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
    let (suffixes, parts): (Vec<&str>, Vec<&str>) = parts.partition(|part| is_suffix(part));
    let (last, first) = match parts.split_first() {
        Some((last, rest)) if !rest.is_empty() => (Some((*last).to_owned()), Some(rest.join(" "))),
        _ => (None, None),
    };
    let suffix = (!suffixes.is_empty()).then(|| suffixes.join(" "));
    let words = match (&first, &last) {
        (Some(first), Some(last)) => vec![first.as_str(), last.as_str()],
        _ => parts,
    };
    let full: Vec<&str> = words.into_iter().chain(suffix.as_deref()).collect();
    PersonName {
        full: full.join(" "),
        first,
        last,
        suffix,
    }
}

fn is_suffix(part: &str) -> bool {
    let word = part.trim_end_matches('.').to_ascii_lowercase();
    SUFFIXES.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_name_first_becomes_natural_order() {
        for (text, full, first) in [
            ("DOE, Jane", "Jane DOE", Some("Jane")),
            (
                "DE ROE, Ann Mary, Jr.",
                "Ann Mary DE ROE Jr.",
                Some("Ann Mary"),
            ),
            ("ROE, JR., Richard", "Richard ROE JR.", Some("Richard")),
            ("MONONYM", "MONONYM", None),
            (", ,", "", None),
        ] {
            let name = person(text);
            assert_eq!((name.full.as_str(), name.first.as_deref()), (full, first));
        }
    }
}
