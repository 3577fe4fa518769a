//! Tables for people: columns as wide as their cells, East Asian characters counted double.

use std::io::IsTerminal;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::sanitise;

/// A table being filled.
pub struct Table {
    heading: Vec<String>,
    rows: Vec<Row>,
    widths_max: Vec<usize>,
}

struct Row {
    cells: Vec<String>,
    notes: Vec<String>,
}

/// The width of a terminal of unknown width, and of everything that is no terminal.
const WIDTH_DEFAULT: usize = 100;

/// The width that text is wrapped to, in columns.
#[must_use]
pub fn width() -> usize {
    let size = terminal_size::terminal_size().filter(|_| std::io::stdout().is_terminal());
    size.map_or(WIDTH_DEFAULT, |(width, _)| usize::from(width.0))
        .clamp(60, 160)
}

impl Table {
    /// A table with a heading; each column with the most it may be wide.
    #[must_use]
    pub fn new(columns: &[(&str, usize)]) -> Self {
        Self {
            heading: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
            rows: Vec::new(),
            widths_max: columns.iter().map(|(_, width)| *width).collect(),
        }
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        let cells = cells.iter().map(|cell| one_line(cell.as_ref())).collect();
        self.rows.push(Row {
            cells,
            notes: Vec::new(),
        });
    }

    /// Adds a line below the last row, indented and wrapped.
    pub fn note(&mut self, text: &str) {
        if let Some(row) = self.rows.last_mut() {
            row.notes.push(one_line(text));
        }
    }

    /// Whether it has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as text.
    #[must_use]
    pub fn render(&self) -> String {
        let cells = || std::iter::once(&self.heading).chain(self.rows.iter().map(|row| &row.cells));
        let widths: Vec<usize> = (0..self.heading.len())
            .map(|n| {
                let widest = cells()
                    .filter_map(|row| row.get(n))
                    .map(|cell| cell.width())
                    .max();
                widest.unwrap_or(0).min(self.widths_max[n])
            })
            .collect();
        let mut out = String::new();
        push_row(&mut out, &self.heading, &widths);
        let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        push_row(&mut out, &rules, &widths);
        for row in &self.rows {
            push_row(&mut out, &row.cells, &widths);
            for note in &row.notes {
                for line in wrap(note, width().saturating_sub(6)) {
                    out.push_str("      ");
                    out.push_str(&line);
                    out.push('\n');
                }
            }
        }
        out
    }
}

fn one_line(text: &str) -> String {
    sanitise(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn push_row(out: &mut String, cells: &[String], widths: &[usize]) {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let cell = fit(cell, *width);
        let pad = width.saturating_sub(cell.width());
        line.push_str(&cell);
        line.push_str(&" ".repeat(pad + 2));
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// Cuts a cell to a width, with an ellipsis where something is missing.
#[must_use]
pub fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// Cuts text into lines of at most a width, at spaces where there are any.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let fits = |line: &String| line.is_empty() || line.width() + 1 + word.width() <= width;
        match lines.last_mut() {
            Some(line) if fits(line) => {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_line_up() {
        let mut table = Table::new(&[("name", 12), ("list", 20)]);
        table.row(&["新疆虚构棉业有限公司", "made-up"]);
        table.row(&["Made-Up", "made-up"]);
        table.note("a reason");
        let text = table.render();
        let expected = "name          list\n------------  -------\n新疆虚构棉…   made-up\n\
                        Made-Up       made-up\n      a reason\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn text_wraps_at_spaces() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
    }
}
