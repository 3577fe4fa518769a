//! stub
use super::csv;
use crate::format::Format;
/// The format.
pub const FORMAT: Format = csv::FORMAT;
