//! The ground state: an append-only log of what was published and said, and a vault of the files
//! it speaks of. Everything else Plaint shows is derived from here and can be made again.
//!
//! Start with [`Ledger`]: `create` or `open`, `put_blob`, `append`; then [`verify`].
//!
//! A ledger is a folder:
//!
//! | path | what it is | what somebody who alters it gains |
//! |---|---|---|
//! | `FORMAT` | `plaint-ledger 1` | the folder is no longer opened |
//! | `log/entries` | one canonical JSON object per line; a line is a leaf | [`verify`] and every opening find it |
//! | `log/checkpoint` | the signed size and root hash of the log; the commit point | found, unless an older one of ours |
//! | `log/checkpoints` | every checkpoint there was | [`verify`] finds it |
//! | `vault/sha256/ab/…` | files named by their SHA-256 | found when read, and by [`verify`] |
//! | `keys/log.key` | the signing key; only its owner may read it | can sign another history |
//! | `keys/log.vkey` | the public key | with the log rewritten too: only a checkpoint held elsewhere tells |
//! | `derived/` | whatever can be made again | wrong answers until it is rebuilt |
//! | `lock` | held by the one process that writes | nothing |
//!
//! Invariants:
//! - Nothing in the log or the vault is edited or deleted. A correction is a new leaf that names
//!   the old one.
//! - What is in force is what `log/checkpoint` covers. Bytes beyond it are as good as not there.
//! - A reader needs no lock: it reads the checkpoint once and sees exactly that size.
//! - The tree is RFC 6962's ([`merkle`]), the checkpoint C2SP's ([`note`]): other people's tools
//!   can check both.

mod canonical;
mod commit;
mod create;
mod derived;
mod error;
mod history;
mod layout;
mod ledger;
mod log;
pub mod merkle;
pub mod note;
pub mod record;
mod vault;
mod verify;

pub use commit::Recovered;
pub use error::{Error, Fault};
pub use ledger::{Access, Commit, Ledger};
pub use note::Checkpoint;
pub use record::{FileRef, Record};
pub use verify::{Report, verify};
