//! Names and identity: how a name may be written, and how alike two names are, with the reasons.
//!
//! Start with [`name::analyse`], which turns a name into typed items in every form they may be
//! written in, then [`score`], which aligns two analysed names. `docs/matching.md` explains the
//! scale.
//!
//! Invariants:
//! - No input or output, no clock, no chance: the same names give the same score on any machine.
//!   Scores are integers in parts per million; there is no floating point on the way to one.
//! - *Gate, then grade.* Two items are alike only if a retrievable predicate holds between two of
//!   their forms ([`form::Form::gate`]): equality, a bounded number of edits, an equal sound key,
//!   an equal symbol. An index that retrieves by that predicate loses nothing.
//! - Contradictions are factors of at most one, applied after the gate. Weights come from a frozen
//!   background ([`weight`]), never from the lists being screened.
//! - Caps on length are part of the definition ([`limits`]), the same wherever a name is scored.

pub mod align;
pub mod edit;
pub mod facts;
pub mod fold;
pub mod form;
pub mod han;
pub mod hangul;
pub mod lexicon;
pub mod name;
pub mod reason;
pub mod romanise;
pub mod script;
pub mod sound;
pub mod weight;

pub use align::{Alignment, Pairing, score};
pub use facts::Facts;
pub use form::{Form, FormKind};
pub use name::{Class, Item, Name, NameKind, analyse};
pub use reason::{Reason, explain};

/// The name and version of the algorithm, printed with every answer. It changes whenever a score
/// may change: the code, the tables in `data/`, or a parameter.
pub const ALGORITHM: &str = "plaint-name/1";

/// The default threshold, in parts per million: `docs/matching.md` says how it was chosen.
pub const THRESHOLD_DEFAULT_PPM: u32 = 700_000;

/// Caps that belong to the definition of a score.
pub mod limits {
    /// Characters of a name that are looked at; the rest is not, and the reasons say so.
    pub const NAME_CHARS_MAX: usize = 512;
    /// Tokens of a name.
    pub const TOKENS_MAX: usize = 24;
    /// Bytes of one word form.
    pub const WORD_BYTES_MAX: usize = 40;
    /// Readings tried of a Chinese word.
    pub const READINGS_MAX: usize = 4;
}
