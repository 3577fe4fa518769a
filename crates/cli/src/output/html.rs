//! Self-contained pages: one document, its style within, no script, nothing loaded from anywhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use plaint_desk::answer::Answer;

use super::page::{Page, Row};

const STYLE: &str = include_str!("style.css");

/// A whole page around a body.
#[must_use]
pub fn page(page: &Page<'_>, body: &Markup) -> String {
    let basis = &page.basis;
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
                title { (page.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (page.title) }
                    @if let Some(caution) = &page.caution {
                        p.caution role="note" { strong { (caution) } }
                    }
                    p.words {
                        "A candidate is an entry whose name is like the one asked. Nobody has \
                         judged yet whether it is the same party. The score says how alike the \
                         names are; it is no probability. A listing is an authority's act, not a \
                         finding of guilt."
                    }
                }
                main { (body) }
                footer {
                    h2 { "What this rests on" }
                    ul {
                        @for (title, as_of, entries) in &basis.lists {
                            li { (title) ": snapshot of " (as_of) ", " (entries) " entries" }
                        }
                    }
                    p {
                        "Algorithm " code { (basis.algorithm) } ", threshold " (basis.threshold)
                        ". Checkpoint: " (basis.checkpoint.0) " records, root "
                        code { (basis.checkpoint.1) } "."
                    }
                }
            }
        }
    };
    super::neutral(&markup.into_string())
}

/// What was asked and found: the rows with candidates in full, the others counted, and named when
/// they are few.
#[must_use]
pub fn screening(rows: &[Row<'_>]) -> Markup {
    let (with, without): (Vec<_>, Vec<_>) = rows.iter().partition(|row| !row.answers.is_empty());
    let names: Vec<&str> = without
        .iter()
        .filter_map(|row| row.query.names.first().map(String::as_str))
        .collect();
    html! {
        p {
            (with.len()) " of " (rows.len()) " names or rows have candidates."
            @if !names.is_empty() && names.len() <= NAMED_MAX {
                " None: " (names.join("; ")) "."
            }
        }
        @if !with.is_empty() {
            table {
                thead {
                    tr {
                        @for heading in HEADINGS { th scope="col" { (heading) } }
                    }
                }
                @for row in with {
                    tbody {
                        @for (n, answer) in row.answers.iter().enumerate() {
                            (candidate(row, n, answer))
                        }
                    }
                }
            }
        }
    }
}

/// Names without a candidate are written out up to this many.
const NAMED_MAX: usize = 20;
const HEADINGS: [&str; 7] = [
    "Row",
    "Asked",
    "Score",
    "Candidate",
    "List",
    "Regime",
    "Since",
];

fn candidate(row: &Row<'_>, n: usize, answer: &Answer) -> Markup {
    let listing = &answer.listing;
    html! {
        tr {
            td.number { @if n == 0 { (row.number) } }
            td.asked {
                @if n == 0 {
                    @for name in &row.query.names { div dir="auto" { (name) } }
                }
            }
            td.score { (super::score(answer.score_ppm)) }
            td {
                div dir="auto" { strong { (answer.caption) } }
                @if answer.listed_name != answer.caption {
                    div.listed dir="auto" { "listed as " (answer.listed_name) }
                }
                code { (answer.id) }
            }
            td { (answer.shown_list()) }
            td { (listing.programs.join(", ")) }
            td.date {
                @if let Some(since) = listing.since { (since) } @else { "–" }
            }
        }
        tr.reason {
            td {}
            td colspan="6" {
                (answer.explanation)
                @if !listing.citations.is_empty() { " Cited: " (listing.citations.join("; ")) "." }
                @if !listing.authorities.is_empty() { " By " (listing.authorities.join("; ")) "." }
                @if !listing.statuses.is_empty() { " Status: " (listing.statuses.join("; ")) "." }
            }
        }
    }
}
