//! What each fuzz target does with its bytes: calls a parser, and checks what it promises.
//!
//! A target is three lines in `fuzz_targets/`; the rooms have a module each here. Every check is an
//! invariant that the room's own documentation states, so a finding is a broken promise.

mod ledger;
mod names;
mod read;

pub use ledger::{ledger_note, ledger_record};
pub use names::{resolve_analyse, resolve_score, screen_damaged, screen_lossless};
pub use read::{
    collect_content, read_catalogue, read_dates, read_format, read_options, read_table, read_text,
    read_words, read_xlsx, read_xml,
};

/// The bytes as text, where they are text.
fn text(data: &[u8]) -> &str {
    std::str::from_utf8(data).unwrap_or_default()
}
