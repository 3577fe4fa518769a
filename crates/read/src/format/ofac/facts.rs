//! What OFAC's labels mean: `data/ofac-labels.tsv`, in memory.
//!
//! The same labels stand before a fact in the CSV's remarks (`Tax ID No. 12 (Russia)`), as
//! `idType` in the XML, and as type of feature or document in the Advanced XML.

use std::sync::LazyLock;

use plaint_model::Property;

/// What is made of a fact. The word in the table stands in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A value of the party as it stands [`text`].
    Text(Property),
    /// The number of an identity paper or of a register [`number`].
    Number(Option<Property>),
    /// The number of a passport [`passport`].
    Passport(Property),
    /// A country's name [`country`].
    Country(Property),
    /// A date [`date`].
    Date(Property),
    /// A weight in tons, with thousands separated by commas [`tons`].
    Tons(Property),
    /// What identifies a party's shares: only companies have such [`security`].
    Security(Property),
    /// A currency and the address of a wallet [`wallet`].
    Wallet,
    /// What the listing brings with it; kept in the designation [`measure`].
    Measure,
    /// The day on which the party came under an instrument [`listed`].
    Listed,
    /// The day from which an instrument binds [`effective`].
    Effective,
    /// A date of birth [`birth-date`].
    BirthDate,
    /// A place of birth [`birth-place`].
    BirthPlace,
    /// A person's gender [`gender`].
    Gender,
    /// Known, and kept in words because no property can hold it [`note`].
    Note,
}

/// A row of the table.
#[derive(Debug)]
pub struct Label {
    /// The label.
    pub text: &'static str,
    /// What is made of a fact that it stands before.
    pub meaning: Use,
}

/// Longest first, so that `Passport No.` is found before `Passport`.
static LABELS: LazyLock<Vec<Label>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/ofac-labels.tsv").lines();
    let mut labels: Vec<Label> = lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(label)
        .collect();
    labels.sort_by_key(|label| std::cmp::Reverse(label.text.len()));
    labels
});

fn label(line: &'static str) -> Option<Label> {
    let mut cells = line.split('\t');
    let (text, word) = (cells.next()?, cells.next()?);
    let property = cells.next().and_then(Property::find);
    let meaning = match word {
        "text" => Use::Text(property?),
        "number" => Use::Number(property),
        "passport" => Use::Passport(property?),
        "country" => Use::Country(property?),
        "date" => Use::Date(property?),
        "tons" => Use::Tons(property?),
        "security" => Use::Security(property?),
        "wallet" => Use::Wallet,
        "measure" => Use::Measure,
        "listed" => Use::Listed,
        "effective" => Use::Effective,
        "birth-date" => Use::BirthDate,
        "birth-place" => Use::BirthPlace,
        "gender" => Use::Gender,
        "note" => Use::Note,
        _ => return None,
    };
    Some(Label { text, meaning })
}

/// Finds the label a text begins with (in any case), and what follows it. A leading `alt.`, by
/// which OFAC marks the second and later facts of a kind, is passed over.
pub fn find(text: &str) -> Option<(&'static Label, &str)> {
    let text = match text.get(..5) {
        Some(start) if start.eq_ignore_ascii_case("alt. ") => text.get(5..)?.trim_start(),
        _ => text,
    };
    LABELS.iter().find_map(|label| {
        let start = text.get(..label.text.len())?;
        let rest = text.get(label.text.len()..)?;
        let ends = rest.is_empty()
            || rest.starts_with([' ', ':', '.', ','])
            || !label.text.ends_with(char::is_alphanumeric);
        (ends && start.eq_ignore_ascii_case(label.text))
            .then(|| (label, rest.trim_start_matches([' ', ':'])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        let rows = include_str!("../../../data/ofac-labels.tsv").lines();
        for row in rows.filter(|row| !row.starts_with('#')) {
            assert!(label(row).is_some(), "{row}");
            let property = row.split('\t').nth(2);
            assert!(
                property.is_none_or(|p| Property::find(p).is_some()),
                "{row}"
            );
        }
    }

    #[test]
    fn the_longest_label_wins() {
        let found = |text| find(text).map(|(label, rest)| (label.text, rest));
        assert_eq!(
            found("Tax ID No. 12 (Russia)"),
            Some(("Tax ID No.", "12 (Russia)"))
        );
        assert_eq!(found("alt. Passport A1"), Some(("Passport", "A1")));
        assert_eq!(found("Passport No.: 7"), Some(("Passport No.", "7")));
        assert_eq!(
            found("secondary sanctions risk: X"),
            Some(("Secondary sanctions risk", "X"))
        );
        assert_eq!(found("Passporter"), None);
        assert_eq!(found("ß"), None);
    }
}
