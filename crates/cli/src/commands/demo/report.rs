//! The sample reports: front matter in TOML between `+++` lines, then paragraphs of text.

use anyhow::{Context, Result};
use maud::{Markup, html};

use crate::output::html::screening;
use crate::output::page::Row;

/// A report, in our own words.
pub struct Report {
    /// Its title.
    pub title: String,
    /// What it is about, in a line.
    pub about: String,
    /// What it reports on.
    pub source: String,
    /// The names in it that are screened.
    pub names: Vec<String>,
    /// Who is not screened, and why.
    pub withheld: Option<String>,
    /// Where the record shows something else than the source says.
    pub checked: Vec<String>,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// Reads a report.
///
/// # Errors
/// When the front matter is not there or lacks a key.
pub fn parse(text: &str) -> Result<Report> {
    let rest = text
        .strip_prefix("+++\n")
        .context("a report begins with +++")?;
    let (front, body) = rest
        .split_once("\n+++\n")
        .context("the front matter ends with +++")?;
    let front: toml::Table = front.parse()?;
    let word = |key: &str| {
        front
            .get(key)
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };
    let words = |key: &str| -> Vec<String> {
        let array = front.get(key).and_then(|value| value.as_array());
        array
            .into_iter()
            .flatten()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect()
    };
    let need = |key: &str| word(key).with_context(|| format!("a report needs \"{key}\""));
    let paragraphs = body
        .split("\n\n")
        .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Report {
        title: need("title")?,
        about: need("about")?,
        source: need("source")?,
        names: words("names"),
        withheld: word("withheld"),
        checked: words("checked"),
        paragraphs: paragraphs.filter(|p| !p.is_empty()).collect(),
    })
}

/// The reports and the supplier file as the body of a page.
pub fn markup(reports: &[(&Report, Vec<Row<'_>>)], suppliers: &[Row<'_>]) -> Markup {
    html! {
        h2 { "Five reports" }
        p { "What was said, by whom; every statement in them is a claim of the source it names." }
        @for (n, (report, rows)) in reports.iter().enumerate() {
            section {
                h3 { (n + 1) ". " (report.title) }
                dl {
                    dt { "About" } dd { (report.about) }
                    dt { "Source" } dd { (report.source) }
                    @if let Some(withheld) = &report.withheld {
                        dt { "Withheld" } dd { (withheld) }
                    }
                    @for checked in &report.checked {
                        dt { "Checked" } dd { (checked) }
                    }
                }
                @for paragraph in &report.paragraphs { p { (paragraph) } }
                (screening(rows))
            }
        }
        h2 { "Supplier file" }
        p { "Made-up firms, with names of listed parties planted among them as people type them." }
        (screening(suppliers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_report_can_be_read() {
        for text in plaint_desk::sample::REPORTS {
            let report = parse(text).unwrap();
            assert!(
                !report.names.is_empty() && !report.paragraphs.is_empty(),
                "{}",
                report.title
            );
        }
    }
}
