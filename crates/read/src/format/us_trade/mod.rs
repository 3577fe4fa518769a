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
