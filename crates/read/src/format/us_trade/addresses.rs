//! Addresses as the Entity List's text has them, several in one field.

/// Splits a field of addresses. A remark that sends the reader to other countries' headings is
/// taken off; it is a mark that rows of that name are one party.
pub fn split(field: &str, marks: &mut Vec<String>) -> Vec<String> {
    let field = without_alias_count(field);
    let mut addresses = Vec::new();
    let field = field
        .replace("Alt. Address:", ";")
        .replace("Alt Address:", ";");
    for piece in field.split(';') {
        let piece = piece.trim();
        let piece = match piece.strip_prefix("(Address:") {
            Some(inner) => inner.trim_end_matches(')'),
            None => piece,
        };
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        let piece = piece.strip_prefix("Address:").unwrap_or(piece);
        let (address, sends) = without_cross_reference(piece);
        if sends && !marks.iter().any(|mark| mark == CROSS_REFERENCE) {
            marks.push(CROSS_REFERENCE.to_owned());
        }
        let address = address.trim_matches([' ', ',', '.', ';']);
        // The name of a country alone says no more than the heading.
        let says_more = address != "and" && crate::country::code(address).is_none();
        if says_more && address.chars().any(char::is_alphanumeric) {
            addresses.push(address.to_owned());
        }
    }
    addresses
}

const CROSS_REFERENCE: &str = "see other addresses";

/// `… Kabul. (See alternate addresses under Nowhere).` without the remark, and whether one was
/// there.
fn without_cross_reference(text: &str) -> (String, bool) {
    let lower = text.to_ascii_lowercase();
    let starts = ["(see ", "(for alternate"];
    let Some(open) = starts.iter().filter_map(|start| lower.find(start)).min() else {
        return (text.to_owned(), false);
    };
    // Some remarks hold brackets of their own and some never close: the last bracket closes all.
    let close = text.rfind(')').filter(|close| *close > open);
    let rest = close.map_or("", |close| &text[close + 1..]);
    (format!("{}{rest}", &text[..open]), true)
}

/// Other names in brackets in front of an address, as one list, and the address behind them:
/// `(a.k.a. Jan Nobody, J. Nobody and Nobody), 1 Some St.`
pub fn names_in_front(field: &str) -> Option<(String, &str)> {
    let (inside, rest) = field.strip_prefix("(a.k.a")?.split_once(')')?;
    let inside = inside
        .trim_start_matches(['.', ',', ' '])
        .replace(" and ", "; ");
    let mut names: Vec<String> = Vec::new();
    for piece in inside.split(", ") {
        let first = piece.split([' ', ';']).next().unwrap_or_default();
        match names.last_mut() {
            Some(name) if super::forms::is_form(first) => name.push_str(&format!(", {piece}")),
            _ => names.push(piece.to_owned()),
        }
    }
    Some((names.join("; "), rest.trim_start_matches([',', ' '])))
}

/// Without `a.k.a., the following two aliases:`, which the making of a register left in front.
pub fn without_alias_count(field: &str) -> &str {
    match field
        .split_once("alias:")
        .or_else(|| field.split_once("aliases:"))
    {
        Some((head, rest)) if head.contains("following") => rest.trim_start(),
        _ => field,
    }
}

/// An address behind a name: `Made-Up Trade LLC. 3 Some Street, Nowhere`. Only when the text names
/// the country of its heading, so that a name with a comma stays whole.
pub fn behind_name<'a>(text: &'a str, country: Option<&str>) -> Option<(&'a str, &'a str)> {
    let here = match country? {
        "United Arab Emirates" => ["United Arab Emirates", "U.A.E"],
        "Crimea Region of Ukraine" => ["Crimea", "Ukraine"],
        country => [country, country],
    };
    let joints = text.match_indices(". ").chain(text.match_indices(", "));
    let mut joints: Vec<usize> = joints.map(|(at, _)| at).collect();
    joints.sort_unstable();
    let at = joints.into_iter().find(|at| {
        let next = text[at + 2..].split_whitespace().next().unwrap_or_default();
        !super::forms::is_form(next) && !next.starts_with("a.k.a")
    })?;
    // A dot may belong to the name: `Co., Ltd.`
    let (name, address) = (&text[..at + 1], &text[at + 2..]);
    let name = match super::forms::ends_company(name) {
        true => name.trim_end_matches(','),
        false => name.trim_end_matches([',', '.']),
    };
    here.iter()
        .any(|country| address.contains(country))
        .then_some((name, address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_as_published() {
        let mut marks = Vec::new();
        let field =
            "1 Some St., Nowhere 12; and P.O. Box 3, Nowhere (See also addresses under X and (Y)).";
        assert_eq!(
            split(field, &mut marks),
            ["1 Some St., Nowhere 12", "P.O. Box 3, Nowhere"]
        );
        assert_eq!(marks.len(), 1);
        let field = "Address: Let. A, Nowhere Alt Address: B, Nowhere";
        assert_eq!(split(field, &mut marks), ["Let. A, Nowhere", "B, Nowhere"]);
        assert!(split("(See X).", &mut marks).is_empty() && marks.len() == 1);
    }

    #[test]
    fn addresses_behind_aliases() {
        for (text, expected) in [
            (
                "Made-Up Trade LLC. 3 Some St., Utopia",
                Some(("Made-Up Trade LLC.", "3 Some St., Utopia")),
            ),
            (
                "Jan Nobody, Some St. 3, Utopia 12",
                Some(("Jan Nobody", "Some St. 3, Utopia 12")),
            ),
            (
                "Made-Up Trade Co., Ltd. 3 Some St., Utopia",
                Some(("Made-Up Trade Co., Ltd.", "3 Some St., Utopia")),
            ),
            ("Institute of Dreams, Unreal Branch", None),
        ] {
            assert_eq!(behind_name(text, Some("Utopia")), expected, "{text}");
        }
    }
}
