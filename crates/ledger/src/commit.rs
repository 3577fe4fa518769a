//! How leaves become part of the log, and what the next writer does when that was cut short.
//!
//! The commit point is the rename of the new checkpoint over the old. Before it nothing has
//! happened, after it everything has; what a crash leaves on either side is put right by
//! [`recover`], which every opening for writing runs.

use std::fmt;
use std::path::PathBuf;

use plaint_world::{Disk, DiskError, Privacy};

use crate::error::Error;
use crate::history::{self, History};
use crate::layout::Layout;
use crate::log::Log;
use crate::merkle::Tree;
use crate::note::{Checkpoint, SigningKey};

/// Something that the last writer left undone and this one put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovered {
    /// Bytes of a commit that did not take place were cut off `log/entries`.
    EntriesCut {
        /// How many.
        bytes: u64,
    },
    /// Part of a note was cut off `log/checkpoints`.
    CheckpointsCut {
        /// How many bytes.
        bytes: u64,
    },
    /// The checkpoint in force was added to `log/checkpoints`.
    CheckpointAdded {
        /// Its size.
        size: u64,
    },
    /// A file on its way to its place was removed.
    Removed(PathBuf),
}

impl fmt::Display for Recovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EntriesCut { bytes } => {
                write!(
                    f,
                    "cut {bytes} bytes of an unfinished commit off log/entries"
                )
            }
            Self::CheckpointsCut { bytes } => {
                write!(
                    f,
                    "cut {bytes} bytes of an unfinished note off log/checkpoints"
                )
            }
            Self::CheckpointAdded { size } => {
                write!(f, "added the checkpoint of size {size} to log/checkpoints")
            }
            Self::Removed(path) => write!(f, "removed the unfinished file {}", path.display()),
        }
    }
}

/// Appends lines (one leaf each, line feeds included) and moves the checkpoint past them.
///
/// On failure the commit may or may not have taken place: the caller stops writing.
pub(crate) fn commit(
    disk: &dyn Disk,
    layout: &Layout,
    key: &SigningKey,
    tree: &mut Tree,
    lines: &[u8],
) -> Result<(Checkpoint, String), DiskError> {
    // A crash here leaves a torn tail beyond the checkpoint: readers do not see it, the next
    // writer cuts it off.
    disk.append(&layout.entries(), lines)?;
    disk.sync_file(&layout.entries())?;

    for leaf in lines.split_inclusive(|byte| *byte == b'\n') {
        tree.push(leaf.strip_suffix(b"\n").unwrap_or(leaf));
    }
    let checkpoint = Checkpoint {
        origin: key.verifier().name().to_owned(),
        size: tree.size(),
        root: tree.root(),
    };
    let note = key.sign(&checkpoint.to_string());

    // A crash here leaves whole leaves beyond the checkpoint, and perhaps a file
    // log/checkpoint.new: nobody reads either, the next writer removes both.
    disk.write_new(&layout.checkpoint_new(), note.as_bytes(), Privacy::Ordinary)?;
    disk.sync_file(&layout.checkpoint_new())?;

    // The commit point. A crash here leaves the old checkpoint or the new one, and the leaves of
    // either are durable.
    disk.rename(&layout.checkpoint_new(), &layout.checkpoint())?;
    disk.sync_dir(&layout.log())?;

    // A crash here leaves the history without its last note, or with a part of it: the next writer
    // completes it. The history is never ahead of the checkpoint.
    disk.append(&layout.checkpoints(), history::item(&note).as_bytes())?;
    disk.sync_file(&layout.checkpoints())?;
    Ok((checkpoint, note))
}

/// Puts right what an earlier writer left undone. Only under the lock.
pub(crate) fn recover(
    disk: &dyn Disk,
    layout: &Layout,
    log: &Log,
) -> Result<Vec<Recovered>, Error> {
    let history = History::read(disk, layout)?;
    // Before anything is cut: leaves beyond an old checkpoint that was put back are evidence.
    history.check(layout, &log.checkpoint, &log.note)?;

    // The names we see may not be durable: the earlier writer may have failed just before that. We
    // are about to build on them, so they have to be. What is in the files is: it was made durable
    // before the rename.
    disk.sync_dir(&layout.log())?;
    disk.sync_dir(&layout.dir)?;

    let mut recovered = Vec::new();
    if log.entries.tail_bytes > 0 {
        // A crash here leaves the tail as it was, or none. The next commit makes it durable.
        disk.truncate(&layout.entries(), log.entries.covered_bytes())?;
        let bytes = log.entries.tail_bytes as u64;
        recovered.push(Recovered::EntriesCut { bytes });
    }
    if !history.rest.is_empty() {
        // A crash here leaves the part of a note as it was, or none.
        disk.truncate(&layout.checkpoints(), history.end as u64)?;
        let bytes = history.rest.len() as u64;
        recovered.push(Recovered::CheckpointsCut { bytes });
    }
    if !history.is_complete(&log.checkpoint) {
        // A crash here leaves part of this same note: the next writer is where we are now.
        disk.append(&layout.checkpoints(), history::item(&log.note).as_bytes())?;
        let size = log.checkpoint.size;
        recovered.push(Recovered::CheckpointAdded { size });
    }
    // Before the next commit: at most one note may be missing or torn at a time.
    disk.sync_file(&layout.checkpoints())?;
    remove_unfinished(disk, layout, &mut recovered)?;
    Ok(recovered)
}

/// Removes files that were on their way to their place. A crash here leaves some of them.
fn remove_unfinished(
    disk: &dyn Disk,
    layout: &Layout,
    recovered: &mut Vec<Recovered>,
) -> Result<(), Error> {
    let mut unfinished = Vec::new();
    if disk.exists(&layout.checkpoint_new())? {
        unfinished.push(layout.checkpoint_new());
    }
    if disk.exists(&layout.blobs_new())? {
        unfinished.extend(disk.list(&layout.blobs_new())?);
    }
    for path in unfinished {
        disk.remove(&path)?;
        disk.sync_dir(path.parent().unwrap_or(&layout.dir))?;
        recovered.push(Recovered::Removed(path));
    }
    Ok(())
}
