//! Reads the log: the key, the checkpoint, and exactly the leaves it covers.

use std::path::PathBuf;

use plaint_world::{Disk, DiskError};

use crate::error::{Error, RESTORE, damaged};
use crate::layout::{FORMAT_TEXT, Layout};
use crate::merkle::Tree;
use crate::note::{Checkpoint, VerifierKey};

/// A line of FORMAT that is quoted in an error is cut here.
const QUOTE_CHARS_MAX: usize = 60;

/// The log as its checkpoint has it.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) verifier: VerifierKey,
    pub(crate) checkpoint: Checkpoint,
    /// The signed note of the checkpoint.
    pub(crate) note: String,
    pub(crate) entries: Entries,
    pub(crate) tree: Tree,
}

impl Log {
    /// Reads the log and checks it against its checkpoint.
    pub(crate) fn read(disk: &dyn Disk, layout: &Layout) -> Result<Self, Error> {
        let verifier = read_verifier(disk, layout)?;
        let (checkpoint, note) = read_checkpoint(disk, layout, &verifier)?;
        let entries = Entries::read(disk, layout, checkpoint.size)?;
        let mut tree = Tree::default();
        entries.leaves().for_each(|leaf| tree.push(leaf));
        if tree.root() != checkpoint.root {
            let what = "the leaves do not give the root hash that log/checkpoint signs: one of the \
                        two was changed. Verify the ledger to see which leaf";
            return Err(damaged(layout.entries(), "", what));
        }
        Ok(Self {
            verifier,
            checkpoint,
            note,
            entries,
            tree,
        })
    }
}

/// Checks that the folder is a ledger of our format.
pub(crate) fn check_format(disk: &dyn Disk, layout: &Layout) -> Result<(), Error> {
    let path = layout.format();
    let text = match disk.read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.is_not_found() => return Err(Error::NoLedger(layout.dir.clone())),
        Err(error) => return Err(error.into()),
    };
    if text == FORMAT_TEXT.as_bytes() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&text);
    let line = text
        .lines()
        .next()
        .unwrap_or_default()
        .replace(char::is_control, " ");
    let found = line.chars().take(QUOTE_CHARS_MAX).collect();
    Err(Error::Format { path, found })
}

/// Turns the failure to read a file that every ledger has into the fault that it is.
pub(crate) fn must_read<T>(path: PathBuf, result: Result<T, DiskError>) -> Result<T, Error> {
    result.map_err(|error| damaged(path, "", error.source.to_string()))
}

pub(crate) fn read_verifier(disk: &dyn Disk, layout: &Layout) -> Result<VerifierKey, Error> {
    let path = layout.verifier_key();
    let bytes = must_read(path.clone(), disk.read(&path))?;
    let text = String::from_utf8_lossy(&bytes);
    VerifierKey::parse(&text).map_err(|error| damaged(path, "", error.to_string()))
}

pub(crate) fn read_checkpoint(
    disk: &dyn Disk,
    layout: &Layout,
    verifier: &VerifierKey,
) -> Result<(Checkpoint, String), Error> {
    let path = layout.checkpoint();
    let bytes = must_read(path.clone(), disk.read(&path))?;
    let note = String::from_utf8_lossy(&bytes).into_owned();
    let checkpoint = verifier
        .open_checkpoint(&note)
        .map_err(|error| damaged(path, "", error.to_string()))?;
    Ok((checkpoint, note))
}

/// The lines of `log/entries` that a checkpoint covers.
#[derive(Debug)]
pub(crate) struct Entries {
    bytes: Vec<u8>,
    /// Where each line ends, its line feed left out.
    ends: Vec<usize>,
    /// How much the file holds beyond them: a commit under way, or one that was cut short.
    pub(crate) tail_bytes: usize,
}

impl Entries {
    pub(crate) fn read(disk: &dyn Disk, layout: &Layout, size: u64) -> Result<Self, Error> {
        let path = layout.entries();
        let mut bytes = must_read(path.clone(), disk.read(&path))?;
        let feeds = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        // More leaves than memory could hold are not in the file either.
        let wanted = usize::try_from(size).unwrap_or(usize::MAX);
        let ends: Vec<usize> = feeds.map(|(at, _)| at).take(wanted).collect();
        if ends.len() < wanted {
            let place = format!("byte {}", bytes.len());
            let what = format!(
                "it ends after {} of the {size} leaves signed for",
                ends.len()
            );
            return Err(damaged(path, place, what));
        }
        let covered = ends.last().map_or(0, |end| end + 1);
        let tail_bytes = bytes.len() - covered;
        bytes.truncate(covered);
        Ok(Self {
            bytes,
            ends,
            tail_bytes,
        })
    }

    /// The size of the covered part in bytes.
    pub(crate) fn covered_bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn start(&self, index: usize) -> usize {
        index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| end + 1)
    }

    pub(crate) fn leaf(&self, index: u64) -> Option<&[u8]> {
        let index = usize::try_from(index).ok()?;
        let end = *self.ends.get(index)?;
        self.bytes.get(self.start(index)..end)
    }

    pub(crate) fn leaves(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len() as u64).filter_map(|index| self.leaf(index))
    }

    /// Takes up leaves that were committed.
    pub(crate) fn extend(&mut self, lines: &[u8]) {
        let old = self.bytes.len();
        self.bytes.extend_from_slice(lines);
        let feeds = lines.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        self.ends.extend(feeds.map(|(at, _)| old + at));
    }

    /// Where a leaf is, in words.
    pub(crate) fn place(&self, index: u64) -> String {
        let start = self.start(usize::try_from(index).unwrap_or(usize::MAX));
        format!("leaf {index} (line {}, byte {start})", index + 1)
    }

    /// Where a run of leaves is, in words.
    pub(crate) fn place_of_run(&self, first: u64, after: u64) -> String {
        let last = after.saturating_sub(1);
        if first >= last {
            return self.place(last);
        }
        format!("between {} and {}", self.place(first), self.place(last))
    }

    /// The fault of one leaf.
    pub(crate) fn damaged(&self, layout: &Layout, index: u64, what: impl Into<String>) -> Error {
        damaged(layout.entries(), self.place(index), what)
    }
}

/// A fault whose remedy is that of a file which only a copy can bring back.
pub(crate) fn rolled_back(path: PathBuf, what: String) -> Error {
    let remedy =
        format!("It looks like an older copy put back in part. {RESTORE}, with all of log/");
    Error::Damaged(crate::Fault {
        path,
        place: String::new(),
        what,
        remedy,
    })
}
