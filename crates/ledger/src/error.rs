//! What can go wrong, in words that say where and what to do.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use plaint_model::Digest;
use plaint_world::{ChanceError, DiskError};

use crate::layout::FORMAT_TEXT;

/// Why a ledger cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// No random bytes for a key.
    #[error(transparent)]
    Chance(#[from] ChanceError),
    /// The folder is not a ledger.
    #[error(
        "there is no ledger in {}: it has no file FORMAT. Create a ledger there first, or name \
         another folder", .0.display()
    )]
    NoLedger(PathBuf),
    /// The folder is a ledger already.
    #[error("there is a ledger in {} already: open it, or name another folder", .0.display())]
    AlreadyThere(PathBuf),
    /// A ledger is only created in an empty folder.
    #[error("{} is neither empty nor a ledger: name an empty or a new folder", .0.display())]
    NotEmpty(PathBuf),
    /// Made by another version of the program.
    #[error(
        "{} says \"{found}\", and this version of the program reads \"{}\": use the version that \
         made the ledger", path.display(), FORMAT_TEXT.trim_end()
    )]
    Format {
        /// The FORMAT file.
        path: PathBuf,
        /// Its first line.
        found: String,
    },
    /// Somebody else is writing.
    #[error(
        "the ledger in {} is being written by {holder}{}. Wait until it ends and try again, or end \
         it: the lock ends with its process, and there is no file to remove",
        dir.display(), waited_text(*waited)
    )]
    Locked {
        /// The ledger's folder.
        dir: PathBuf,
        /// Who, as they say themselves.
        holder: String,
        /// How long we waited for them.
        waited: Duration,
    },
    /// A write to a ledger that was opened for reading.
    #[error("the ledger in {} is open for reading: open it for writing", .0.display())]
    ReadOnly(PathBuf),
    /// A commit was cut short. It may or may not have taken place.
    #[error(
        "the write to the ledger was cut short ({0}). Open it again: it shows the state before or \
         the state after, and nothing between"
    )]
    Unsure(DiskError),
    /// A write after one that was cut short.
    #[error(
        "an earlier write to the ledger in {} was cut short: open it again before writing on",
        .0.display()
    )]
    Stopped(PathBuf),
    /// The record cannot be written as it is.
    #[error("the record is refused: {0}")]
    Record(String),
    /// A file that nobody put into the vault.
    #[error("the vault in {} has no file with SHA-256 {digest}", dir.display())]
    NoBlob {
        /// The ledger's folder.
        dir: PathBuf,
        /// The digest asked for.
        digest: Digest,
    },
    /// A name for a derived file that leaves its folder, or is not plain.
    #[error(
        "\"{0}\" cannot name a derived file: use letters, digits, dots, hyphens and underscores, \
         with single slashes between folders"
    )]
    DerivedName(String),
    /// Something in the ledger is not as it was written.
    #[error("{0}")]
    Damaged(Fault),
}

fn waited_text(waited: Duration) -> String {
    match waited.as_secs() {
        0 => String::new(),
        seconds => format!(" (waited {seconds} s)"),
    }
}

/// One thing in a ledger that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub path: PathBuf,
    /// Where in it, as leaf, line or byte; empty when it is the file as a whole.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let comma = if self.place.is_empty() { "" } else { ", " };
        let Self {
            path,
            place,
            what,
            remedy,
        } = self;
        write!(f, "{}{comma}{place}: {what}. {remedy}", path.display())
    }
}

/// The remedy for a file that only a copy can bring back.
pub(crate) const RESTORE: &str =
    "Keep the folder as it is for examination, and restore the file from a copy of the ledger";

/// A fault as an error, with [`RESTORE`] for remedy.
pub(crate) fn damaged(path: PathBuf, place: impl Into<String>, what: impl Into<String>) -> Error {
    Error::Damaged(Fault {
        path,
        place: place.into(),
        what: what.into(),
        remedy: RESTORE.to_owned(),
    })
}
