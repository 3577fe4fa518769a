//! What is made from the ground: one index for each snapshot, named by all that it depends on.
//!
//! The name of a segment is the digest of the list, the files' digests, the format, the reader's
//! version and the algorithm's. So a segment is written once, never changed, and never stale: when
//! any of them changes, another name is looked for, and made.

use plaint_ledger::record::Snapshot;
use plaint_model::{Digest, Entry, ListInfo};
use plaint_read::format::{self, Format};
use plaint_read::{Fault, Sink, SourceFile};
use plaint_resolve::ALGORITHM;
use plaint_screen::{Segment, segment};
use plaint_world::Bytes;

use crate::{Desk, DeskError};

/// What was read of a snapshot's files.
#[derive(Debug, Default)]
pub struct Reading {
    /// The entries, in the file's order.
    pub entries: Vec<Entry>,
    /// What was not understood, the first thousand in words.
    pub faults: Vec<Fault>,
    /// Faults counted: values, records, fatal.
    pub fault_counts: [u64; 3],
    /// Values passed over on purpose: field, reason, how often.
    pub ignored: Vec<(&'static str, &'static str, u64)>,
    /// What the user must be told.
    pub notes: Vec<String>,
    /// The date that the source states of itself.
    pub published: Option<plaint_model::PartialDate>,
    /// The number of records that the source states of itself.
    pub declared_records: Option<u64>,
}

/// Reads the files of a snapshot.
#[must_use]
pub fn read(list: &ListInfo, format: &Format, files: &[SourceFile<'_>]) -> Reading {
    let mut entries = Vec::new();
    let mut push = |entry| entries.push(entry);
    let mut sink = Sink::new(&mut push);
    (format.read)(list, files, &mut sink);
    let Sink {
        faults,
        fault_counts,
        ignored,
        notes,
        published,
        declared_records,
        ..
    } = sink;
    let ignored = ignored
        .into_iter()
        .map(|((field, why), n)| (field, why, n))
        .collect();
    Reading {
        entries,
        faults,
        fault_counts,
        ignored,
        notes,
        published,
        declared_records,
    }
}

/// The name of a snapshot's segment in the ledger's derived folder.
#[must_use]
pub fn segment_name(snapshot: &Snapshot, reader_version: u32) -> String {
    let files: Vec<String> = snapshot
        .files
        .iter()
        .map(|file| format!("{} {}", file.sha256, file.name))
        .collect();
    let all = format!(
        "{}\n{}\n{}\n{reader_version}\n{ALGORITHM}\n{}",
        snapshot.list,
        files.join("\n"),
        snapshot.format,
        segment::VERSION
    );
    let digest = Digest::of(all.as_bytes()).to_string();
    format!("segments/{}-{}.seg", snapshot.list, &digest[..24])
}

impl Desk {
    /// Reads the files of a snapshot in the ledger again.
    ///
    /// # Errors
    /// When a file is missing or damaged, or the program no longer reads the format.
    pub fn reread(&self, snapshot: &Snapshot) -> Result<Reading, DeskError> {
        let list = self.list(snapshot.list.as_str())?;
        let format = self.format(snapshot)?;
        let blobs: Vec<Bytes> = snapshot
            .files
            .iter()
            .map(|file| self.ledger.blob(file.sha256))
            .collect::<Result<_, _>>()?;
        let files: Vec<SourceFile<'_>> = snapshot
            .files
            .iter()
            .zip(&blobs)
            .map(|(file, bytes)| SourceFile {
                name: &file.name,
                bytes,
            })
            .collect();
        Ok(read(list, format, &files))
    }

    fn format(&self, snapshot: &Snapshot) -> Result<&'static Format, DeskError> {
        format::find(&snapshot.format).ok_or_else(|| {
            DeskError::Request(format!(
                "the snapshot of {} of {} is in the format \"{}\", which this version of Plaint \
                 does not read; use a newer one",
                snapshot.list, snapshot.as_of, snapshot.format
            ))
        })
    }

    /// The segment of a snapshot, from the derived folder, or made anew.
    ///
    /// # Errors
    /// As [`Desk::reread`], and when the derived folder cannot be written.
    pub fn segment(&self, snapshot: &Snapshot) -> Result<Bytes, DeskError> {
        let name = segment_name(snapshot, self.format(snapshot)?.version);
        if let Some(bytes) = self.ledger.read_derived(&name)?
            && Segment::open_checked(&bytes).is_ok()
        {
            return Ok(bytes);
        }
        let reading = self.reread(snapshot)?;
        self.put_segment(&name, &reading.entries)?;
        let bytes = self.ledger.read_derived(&name)?;
        bytes.ok_or_else(|| DeskError::Request(format!("{name} vanished while it was being made")))
    }

    pub(crate) fn put_segment(&self, name: &str, entries: &[Entry]) -> Result<(), DeskError> {
        self.ledger
            .write_derived(name, &plaint_screen::build(entries))?;
        Ok(())
    }

    /// Makes the segments of every snapshot in force again, whether or not they are there, and
    /// compares what was there with what is made. Returns list, bytes, and whether it was the same.
    ///
    /// # Errors
    /// As [`Desk::reread`], and when the derived folder cannot be written.
    pub fn rebuild(
        &self,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Vec<(String, usize, Option<bool>)>, DeskError> {
        let mut rebuilt = Vec::new();
        for list in &self.lists {
            let Some((_, snapshot)) = self.ledger.snapshot_in_force(&list.id) else {
                continue;
            };
            progress(list.id.as_str());
            let name = segment_name(snapshot, self.format(snapshot)?.version);
            let made = plaint_screen::build(&self.reread(snapshot)?.entries);
            let there = self.ledger.read_derived(&name)?;
            let same = there.map(|bytes| bytes[..] == made[..]);
            if same != Some(true) {
                self.ledger.write_derived(&name, &made)?;
            }
            rebuilt.push((list.id.to_string(), made.len(), same));
        }
        Ok(rebuilt)
    }
}
