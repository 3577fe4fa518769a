//! Bytes of a list in, entries and faults out.
//!
//! Start with [`format`]: it holds one module per published format and the table of them. Then
//! [`sink`]: what a reader hands over.
//!
//! Invariants:
//! - No input or output, no clock: bytes come in as slices, entries go out through a [`Sink`].
//! - A reader never fails as a whole. One that cannot understand its input says so with a
//!   [`Severity::Fatal`] fault; what it understood before is still handed over, and the
//!   caller decides.
//! - Every value of the source is used, knowingly ignored ([`Sink::ignored`], with the reason), or
//!   reported as a fault. Nothing is dropped without a word.
//! - The same bytes give the same entries in the same order.
//! - Hostile input costs memory and time in proportion to its size, no more: no entity expansion,
//!   no recursion on the input's nesting.

pub mod catalogue;
pub mod columns;
pub mod company_words;
pub mod country;
pub mod date_text;
pub mod dates;
pub mod enumeration;
pub mod format;
pub mod jsonl;
pub mod nationality;
pub mod party;
pub mod script;
pub mod sink;
pub mod table;
pub mod text;
pub mod topics;
pub mod tree;
pub mod xlsx;
pub mod xml;

pub use format::{Format, SourceFile};
pub use sink::{Fault, Severity, Sink};
