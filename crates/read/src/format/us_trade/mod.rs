//! The trade, investment and forced-labour lists of the United States.
//!
//! Their files name few facts: a name with its aliases in brackets, an address, the Federal
//! Register notice that made the listing. What the four formats share stands here: [`rows`] joins
//! the rows of one party, [`names`] takes a published name apart, [`citation`] reads notices.

mod addresses;
mod citation;
pub mod csl;
pub mod dpl;
mod forms;
mod names;
pub mod register;
mod register_notes;
mod rows;
pub mod uflpa;

/// Whether a table ends inside a quoted cell, which only a cut file does.
fn ends_in_quotes(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// The longest published record has some 4 KB. A longer one than this is hostile: it is reported
/// and passed over, so that the time for a file stays in proportion to its size.
const RECORD_BYTES_MAX: usize = 32_768;

/// What to report of a record of too many bytes.
fn too_long(bytes: usize) -> Option<String> {
    (bytes > RECORD_BYTES_MAX)
        .then(|| format!("it has {bytes} bytes; no published record has over {RECORD_BYTES_MAX}"))
}
