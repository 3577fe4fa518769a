//! CSV for spreadsheets: a cell that a spreadsheet would run as a formula is kept from it.

/// A cell that is safe to open in a spreadsheet: an apostrophe goes before text that begins like a
/// formula. Numbers with a sign (a telephone number, an amount) are left alone.
#[must_use]
pub fn safe(cell: &str) -> String {
    let begins =
        cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r']);
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '(' | ')' | '-');
    let signed = cell
        .strip_prefix(['+', '-'])
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(numeric));
    if begins && !signed {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Writes a row to standard output, every cell made safe.
///
/// # Errors
/// When the output cannot be written.
pub fn write_row<W: std::io::Write, S: AsRef<str>>(
    writer: &mut csv::Writer<W>,
    cells: impl IntoIterator<Item = S>,
) -> csv::Result<()> {
    writer.write_record(cells.into_iter().map(|cell| safe(cell.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        for formula in [
            "=1+1",
            "+SUM(A1)",
            "-cmd|' /C calc'!A0",
            "@x",
            "\t=1",
            " =1",
        ] {
            assert_eq!(safe(formula), format!("'{formula}"));
        }
        for text in ["Made-Up Mill", "+86 10 1234-5678", "-12.5", "", "新疆"] {
            assert_eq!(safe(text), text);
        }
    }
}
