//! Takes apart text that numbers its values: "a) Kabul b) Herat", "1. Moscow; 2. Minsk".

/// The values of a text with `a)`, `b)` … or `(a)`, `(b)` … marks in their order, else the whole
/// text as one value. Ends are trimmed of white space and of `;` and `,`.
#[must_use]
pub fn split(text: &str) -> Vec<&str> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut expected = 'a';
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next_is_bracket = characters.peek().is_some_and(|(_, next)| *next == ')');
        // A list whose first value is not marked starts with "b)".
        let in_turn = c == expected || (starts.is_empty() && c == 'b');
        if next_is_bracket && in_turn && !before.is_alphanumeric() {
            let mark = if before == '(' { at - 1 } else { at };
            starts.push((mark, at + 2));
            expected = char::from_u32(u32::from(c) + 1).unwrap_or('z');
        }
        before = c;
    }
    let mut values = Vec::new();
    let first = starts.first().map_or(text.len(), |(mark, _)| *mark);
    values.push(&text[..first]);
    for (index, (_, start)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(text.len(), |(mark, _)| *mark);
        values.push(&text[*start..end]);
    }
    values.retain_mut(|value| {
        *value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ','));
        !value.is_empty()
    });
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_turn_separate() {
        assert_eq!(
            split("a) Kabul, b)  Herat;\nc) Nowhere City"),
            ["Kabul", "Herat", "Nowhere City"]
        );
        assert_eq!(split("Kabul b) Herat"), ["Kabul", "Herat"]);
        assert_eq!(split("(a) Kabul (b) Herat"), ["Kabul", "Herat"]);
        assert_eq!(
            split("Plan c) of 1990 (as at 2003)"),
            ["Plan c) of 1990 (as at 2003)"]
        );
        assert_eq!(split("é) a) ü"), ["é)", "ü"]);
        assert!(split(" ; ").is_empty());
    }
}
