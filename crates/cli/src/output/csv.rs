//! CSV for spreadsheets: a cell that a spreadsheet would run as a formula is kept from it, and so
//! is one that would steer a terminal.

/// How a formula may begin, also as the full-width characters of East Asian keyboards.
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell that is safe to open in a spreadsheet and to print: an apostrophe goes before text that
/// begins like a formula, and control characters other than tabs and line ends become U+FFFD. The
/// direction marks that spreadsheets put around telephone numbers stay.
/// Numbers with a sign (a telephone number, an amount) are left alone.
#[must_use]
pub fn safe(cell: &str) -> String {
    let is_kept = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let clean = |c: char| if is_kept(c) { c } else { '\u{fffd}' };
    let cell: String = cell.chars().map(clean).collect();
    let begins = cell.trim_start().starts_with(FORMULA_STARTS) || cell.starts_with(['\t', '\r']);
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '(' | ')' | '-');
    let signed = cell
        .strip_prefix(['+', '-'])
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(numeric));
    if begins && !signed {
        format!("'{cell}")
    } else {
        cell
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
            "＝1",
        ] {
            assert_eq!(safe(formula), format!("'{formula}"));
        }
        for text in ["Made-Up Mill", "+86 10 1234-5678", "-12.5", "", "新疆"] {
            assert_eq!(safe(text), text);
        }
        assert_eq!(safe("Made\u{1b}[2J\u{9b}Up"), "Made\u{fffd}[2J\u{fffd}Up");
    }
}
