//! The question "is this party named?", put to the entries of a stated snapshot.
//!
//! Start with [`segment`] (one list's index: one block of bytes, built once, mapped later), then
//! [`search`].
//!
//! Invariants:
//! - No input or output: a segment is built into bytes and opened from bytes.
//! - *Lossless*: what [`search::exhaustive`] puts at or above the threshold, [`search::Searcher`]
//!   returns, with the same score. The argument stands in `docs/internals/lossless.md`, the test in
//!   `tests/lossless.rs`.
//! - The same entries give the same bytes; the same question gives the same answer on any number
//!   of threads.
//! - A damaged segment gives an error, never a wrong answer ([`Segment::open_checked`]): it is
//!   derived, and can be rebuilt.

pub mod build;
pub mod codec;
pub mod neighbours;
pub mod search;
pub mod segment;

pub use build::build;
pub use search::{Candidate, Parameters, Query, Searcher};
pub use segment::{Segment, SegmentError};
