//! Whether a name ends (or, in Russian, begins) in a company's legal form.
//!
//! Only forms that no other kind of body carries stand here, so that "company" is never a guess.

/// Forms written as words, whatever their case.
const WORDS: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "llp",
    "lllp",
    "plc",
    "gmbh",
    "sarl",
    "srl",
    "sdn",
    "bhd",
    "jsc",
    "pjsc",
    "ojsc",
    "cjsc",
    "ooo",
    "pao",
    "zao",
    "fze",
    "fzc",
    "fzco",
    "fz-llc",
    "kft",
    "eood",
    "ead",
    "doo",
    "spa",
    "pte",
    "pty",
    "ооо",
    "оао",
    "пао",
    "зао",
];

/// Forms so short that only capitals make them one.
const CAPITALS: &[&str] = &[
    "AG", "SA", "SAS", "AB", "AS", "NV", "BV", "OY", "KK", "LP", "OAO", "AO", "SE", "KG", "АО",
];

/// Forms that are written without a space.
const ENDINGS: &[&str] = &["公司", "株式会社", "有限会社", "주식회사"];

/// Whether the name carries a company's legal form. A remark in brackets at its end is passed over.
#[must_use]
pub fn is_company(name: &str) -> bool {
    let name = match name.trim_end().strip_suffix([')', '）']) {
        Some(inner) => inner
            .rsplit_once(['(', '（'])
            .map_or(inner, |(name, _)| name),
        None => name,
    };
    let name = name.trim_end();
    if ENDINGS.iter().any(|form| name.ends_with(form)) || name.starts_with("株式会社") {
        return true;
    }
    let words: Vec<String> = name
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| {
            word.chars()
                .filter(|c| c.is_alphanumeric() || *c == '-')
                .collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect();
    let form = |word: &String| {
        WORDS.contains(&word.to_lowercase().as_str()) || CAPITALS.contains(&word.as_str())
    };
    let opening = |word: &String| {
        let forms = [
            "OOO", "OAO", "PAO", "ZAO", "PJSC", "OJSC", "CJSC", "JSC", "LLC", "AO",
        ];
        forms.contains(&word.as_str())
            || ["ООО", "ОАО", "ПАО", "ЗАО", "АО"].contains(&word.as_str())
    };
    words.len() > 1 && (words.last().is_some_and(form) || words.first().is_some_and(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_what_is_none() {
        for name in [
            "Made-Up Cotton Mill Co., Ltd.",
            "Invented Works, Inc. (IWI)",
            "OAO Nowhere",
            "Nirgendwo AG",
            "虚构棉纺公司",
        ] {
            assert!(is_company(name), "{name}");
        }
        for name in [
            "Limited",
            "Institute of Nowhere",
            "Bureau of Co-operation",
            "虚构研究所",
            "",
        ] {
            assert!(!is_company(name), "{name}");
        }
    }
}
