//! The ground state: an append-only log of what was published and said, and a vault of the files
//! it speaks of. Everything else Plaint shows is derived from here and can be made again.
//!
//! Start with [`Ledger`]: `create` or `open`, `put_blob`, `append`; then [`verify`].
//!
//! ```
//! use plaint_ledger::record::Note;
//! use plaint_ledger::{Access, Ledger, Record};
//! use plaint_world::Simulation;
//!
//! # fn main() -> Result<(), plaint_ledger::Error> {
//! let (world, dir) = (Simulation::new(1).world(), std::path::Path::new("ledger"));
//! drop(Ledger::create(&world, dir)?);
//! let mut ledger = Ledger::open(&world, dir, Access::Write)?;
//! let text = "the mill has moved".to_owned();
//! let note = Note { at: ledger.now(), about: None, text };
//! let commit = ledger.append(Record::Note(note))?;
//! assert_eq!((commit.leaf(), commit.checkpoint.size), (1, 2));
//! # Ok(())
//! # }
//! ```
//!
//! A ledger is a folder:
//!
//! | path | what it is | what somebody who alters it gains |
//! |---|---|---|
//! | `FORMAT` | `plaint-ledger 1` | the folder is no longer opened |
//! | `log/entries` | one canonical JSON object a line: a leaf | found at every opening |
//! | `log/checkpoint` | the signed size and root hash; the commit point | found, unless all of `log/` is put back |
//! | `log/checkpoints` | every checkpoint there was | [`verify`] finds it |
//! | `vault/sha256/ab/…` | files named by their SHA-256 | found when read, and by [`verify`] |
//! | `keys/log.key` | the signing key; only its owner may read it | can sign another history |
//! | `keys/log.vkey` | the public key | found, if you hold a checkpoint elsewhere |
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
