//! Whether a name is that of a company, and where one company's name ends in a row of them.

/// Words that end a company's name, upper case and without dots.
const LAST: &[&str] = &[
    "LTD",
    "LIMITED",
    "INC",
    "INCORPORATED",
    "CORP",
    "CORPORATION",
    "CO",
    "COMPANY",
    "COMPANIES",
    "LLC",
    "LLP",
    "PLC",
    "GMBH",
    "SRL",
    "SARL",
    "SPA",
    "OOO",
    "OAO",
    "ZAO",
    "PAO",
    "JSC",
    "PJSC",
    "OJSC",
    "CJSC",
    "FZE",
    "FZC",
    "FZCO",
    "FZ-LLC",
    "BHD",
    "PVT",
    "OY",
    "OYJ",
    "EOOD",
    "OOD",
    "DOO",
    "UAB",
    "SIA",
    "STI",
    "DMCC",
    "KFT",
    "SLU",
    "SAE",
    "SAL",
    "SAC",
    "ULC",
];
/// Two-letter forms that are also words or parts of people's names: only as published in capitals.
const LAST_CAPITALS: &[&str] = &[
    "SA", "AG", "AS", "AB", "BV", "NV", "AO", "CV", "SL", "KG", "LP", "PT",
];
/// Words that begin a company's name.
const FIRST: &[&str] = &[
    "OOO", "OAO", "ZAO", "PAO", "JSC", "PJSC", "OJSC", "CJSC", "LLC",
];
/// Words that make a name a company's wherever they stand.
const PHRASES: &[&str] = &[
    "joint stock company",
    "joint-stock company",
    "limited liability company",
    "obshchestvo s ogranichennoi",
    "aktsionernoe obshchestvo",
    "aktsionernoye obshchestvo",
];

/// Whether a name has the form of a company's name.
pub fn is_company(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = name.split_whitespace().next().map(bare).unwrap_or_default();
    PHRASES.iter().any(|phrase| lower.contains(phrase))
        || FIRST.contains(&first.as_str())
        || name.starts_with("AO ")
        || name.starts_with("PT ")
        || ends_company(before_brackets(name))
}

/// Whether a text ends as the name of a company ends: `… Co., Ltd.`
pub fn ends_company(text: &str) -> bool {
    text.split_whitespace().next_back().is_some_and(is_form)
}

/// Whether a word is nothing but a company form, such as `Ltd.,`.
pub fn is_form(word: &str) -> bool {
    let capitals = bare(word);
    let upper = capitals.to_uppercase();
    LAST.contains(&upper.as_str()) || LAST_CAPITALS.contains(&capitals.as_str())
}

fn bare(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '.' | ',' | ';' | '\'' | '"' | '“' | '”' | '(' | ')'))
        .collect()
}

/// The name without brackets at its end: `Example Co., Ltd (Shanghai)`.
fn before_brackets(name: &str) -> &str {
    let name = name.trim_end();
    match name.rfind('(') {
        Some(at) if at > 0 && name.ends_with(')') => name[..at].trim_end(),
        _ => name,
    }
}

/// Parts a run of names joined by ` and ` or by commas, where each part but the last ends as a
/// company's name does; elsewhere "and" and commas are part of a name.
pub fn part_names<'a>(text: &'a str, joint: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, found) in text.match_indices(joint) {
        let (left, right) = (&text[start..at], &text[at + found.len()..]);
        let next = right.split_whitespace().next().unwrap_or_default();
        if at >= start && ends_company(before_brackets(left)) && !next.is_empty() && !is_form(next)
        {
            parts.push(left.trim());
            start = at + found.len();
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn company_names() {
        for name in [
            "Made-Up Mill Co., Ltd.",
            "OOO Vymysel",
            "Nowhere S.A. de C.V.",
            "A LLC (B)",
            "PT Khayal",
        ] {
            assert!(is_company(name), "{name}");
        }
        for name in [
            "Jan Nobody",
            "Nowhere Institute",
            "Paula Sa",
            "Company of Heroes Museum",
        ] {
            assert!(!is_company(name), "{name}");
        }
    }

    #[test]
    fn runs_of_names() {
        let run = "Made-Up Mill Co., Ltd. and Nowhere Trade and Business Co., Ltd.";
        assert_eq!(
            part_names(run, " and "),
            [
                "Made-Up Mill Co., Ltd.",
                "Nowhere Trade and Business Co., Ltd."
            ]
        );
        let run = "A Mill Co., Ltd., B Trade LLC (B), C and D Institute";
        assert_eq!(
            part_names(run, ", "),
            ["A Mill Co., Ltd.", "B Trade LLC (B)", "C and D Institute"]
        );
    }
}
