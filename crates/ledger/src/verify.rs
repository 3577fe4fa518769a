//! Checks a ledger against itself, and against checkpoints held elsewhere.
//!
//! What this cannot tell: whether somebody with the signing key rewrote all of it. For that, hold
//! a checkpoint where they cannot reach it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use plaint_model::Digest;
use plaint_world::{Disk, World};

use crate::error::{Error, Fault, damaged};
use crate::history::History;
use crate::layout::Layout;
use crate::log::{Entries, check_format, read_checkpoint, read_verifier, rolled_back};
use crate::merkle::Tree;
use crate::note::{Checkpoint, SigningKey, VerifierKey};
use crate::record::Record;
use crate::vault;

/// What a check of the whole ledger saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The checkpoint that was checked, as far as one could be read.
    pub checkpoint: Option<Checkpoint>,
    /// Leaves found canonical and readable.
    pub leaves: u64,
    /// Past checkpoints whose signature holds and whose root was built again.
    pub checkpoints: u64,
    /// Checkpoints held elsewhere that this ledger continues.
    pub held: u64,
    /// Files of the vault found as recorded.
    pub blobs: u64,
    /// Their size together.
    pub blob_bytes: u64,
    /// What is worth saying and not wrong.
    pub notes: Vec<String>,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.fault.is_none()
    }
}

/// Hashes every leaf and every file again, builds every checkpoint again, and stops at the first
/// thing that is wrong. Needs no lock, and changes nothing. `held` are signed checkpoints of this
/// ledger that were kept elsewhere.
///
/// # Errors
/// [`Error::NoLedger`] and [`Error::Format`]; [`Error::Disk`] when files cannot be read at all.
/// What is wrong with the ledger is no error but [`Report::fault`].
pub fn verify(world: &World, dir: &Path, held: &[&str]) -> Result<Report, Error> {
    let (disk, layout) = (world.disk.as_ref(), Layout::new(dir));
    check_format(disk, &layout)?;
    let mut report = Report::default();
    match check(disk, &layout, held, &mut report) {
        Ok(()) => {}
        Err(Error::Damaged(fault)) => report.fault = Some(fault),
        Err(error) => return Err(error),
    }
    Ok(report)
}

fn check(
    disk: &dyn Disk,
    layout: &Layout,
    held: &[&str],
    report: &mut Report,
) -> Result<(), Error> {
    let verifier = read_verifier(disk, layout)?;
    let (checkpoint, note, history) = read_together(disk, layout, &verifier)?;
    report.checkpoint = Some(checkpoint.clone());
    check_history(layout, &verifier, &history)?;
    history.check(layout, &checkpoint, &note)?;
    if !history.is_complete(&checkpoint) {
        let what = "log/checkpoints does not have the last checkpoint yet";
        report.notes.push(format!("{what}: the next write adds it"));
    }

    let mut roots = Roots::default();
    for past in &history.past {
        let name = format!("log/checkpoints, {},", past.place());
        roots.expect(&past.checkpoint, layout.checkpoints(), name);
    }
    roots.expect(
        &checkpoint,
        layout.checkpoint(),
        "log/checkpoint".to_owned(),
    );
    for (number, note) in (1..).zip(held) {
        let past = open_held(layout, &verifier, &checkpoint, note, number)?;
        roots.expect(&past, layout.entries(), held_name(number));
    }

    let entries = Entries::read(disk, layout, checkpoint.size)?;
    let records = check_leaves(layout, &entries, &mut roots, report)?;
    check_records(layout, &entries, &records, &verifier)?;
    report.checkpoints = history.past.len() as u64;
    report.held = held.len() as u64;
    if entries.tail_bytes > 0 {
        let bytes = entries.tail_bytes;
        let what = format!("log/entries has {bytes} bytes that no checkpoint covers");
        report
            .notes
            .push(format!("{what}: a write under way, or one cut short"));
    }
    check_blobs(disk, layout, &entries, &records, report)?;
    check_signing_key(disk, layout, &verifier, report)
}

/// Reads the checkpoint and the history that belongs to it, though a writer may be at work.
fn read_together(
    disk: &dyn Disk,
    layout: &Layout,
    verifier: &VerifierKey,
) -> Result<(Checkpoint, String, History), Error> {
    let (mut before, _) = read_checkpoint(disk, layout, verifier)?;
    loop {
        let history = History::read(disk, layout)?;
        let (checkpoint, note) = read_checkpoint(disk, layout, verifier)?;
        // The log only grows: this ends as soon as the writer rests for one reading.
        if checkpoint.size <= before.size {
            return Ok((checkpoint, note, history));
        }
        before = checkpoint;
    }
}

fn check_history(layout: &Layout, verifier: &VerifierKey, history: &History) -> Result<(), Error> {
    let mut size = 0;
    for past in &history.past {
        let fault = |what: String| damaged(layout.checkpoints(), past.place(), what);
        verifier
            .open_checkpoint(&past.note)
            .map_err(|error| fault(error.to_string()))?;
        if past.checkpoint.size <= size {
            let now = past.checkpoint.size;
            return Err(fault(format!(
                "size {now} follows size {size}: checkpoints only grow"
            )));
        }
        size = past.checkpoint.size;
    }
    Ok(())
}

fn held_name(number: usize) -> String {
    format!("the checkpoint held elsewhere (number {number})")
}

/// A checkpoint held elsewhere, when the ledger is at least as long.
fn open_held(
    layout: &Layout,
    verifier: &VerifierKey,
    checkpoint: &Checkpoint,
    note: &str,
    number: usize,
) -> Result<Checkpoint, Error> {
    let name = held_name(number);
    let held = verifier
        .open_checkpoint(note)
        .map_err(|error| damaged(layout.verifier_key(), "", format!("{name}: {error}")))?;
    if held.size > checkpoint.size {
        let what = format!(
            "it has size {}, and {name} has {}",
            checkpoint.size, held.size
        );
        return Err(rolled_back(layout.checkpoint(), what));
    }
    Ok(held)
}

/// The root hashes that the log must have had, by size, each with the file it comes from and the
/// words that name it.
#[derive(Default)]
struct Roots(BTreeMap<u64, Vec<(Digest, PathBuf, String)>>);

impl Roots {
    fn expect(&mut self, checkpoint: &Checkpoint, path: PathBuf, name: String) {
        let expected = self.0.entry(checkpoint.size).or_default();
        expected.push((checkpoint.root, path, name));
    }
}

/// Builds the tree again and compares it at every size that was signed. That every root comes from
/// the same leaves is what consistency means; no proof says more.
fn check_leaves(
    layout: &Layout,
    entries: &Entries,
    roots: &mut Roots,
    report: &mut Report,
) -> Result<Vec<Record>, Error> {
    let (mut tree, mut records, mut good) = (Tree::default(), Vec::new(), 0);
    for (index, leaf) in (0..).zip(entries.leaves()) {
        let record =
            Record::from_leaf(leaf).map_err(|what| entries.damaged(layout, index, what))?;
        records.push(record);
        tree.push(leaf);
        let size = tree.size();
        for (root, _, name) in roots.0.remove(&size).unwrap_or_default() {
            if root != tree.root() {
                let place = entries.place_of_run(good, size);
                let what = format!("the leaves up to here do not give the root hash {name} signs");
                return Err(damaged(layout.entries(), place, what));
            }
            good = size;
        }
        report.leaves = size;
    }
    // Sizes of zero: no log of ours ever had one, since it begins with a leaf.
    if let Some((_, path, name)) = roots
        .0
        .pop_first()
        .and_then(|(_, all)| all.into_iter().next())
    {
        return Err(damaged(path, "", format!("{name} covers no leaf")));
    }
    Ok(records)
}

fn check_records(
    layout: &Layout,
    entries: &Entries,
    records: &[Record],
    verifier: &VerifierKey,
) -> Result<(), Error> {
    for (index, record) in (0..).zip(records) {
        let fault = |what: &str| Err(entries.damaged(layout, index, what));
        match record {
            Record::LedgerCreated(created) if index == 0 && created.origin == verifier.name() => {}
            Record::LedgerCreated(_) if index == 0 => {
                return fault("it creates a ledger of another origin than keys/log.vkey");
            }
            _ if index == 0 => return fault("the first leaf is not ledger-created"),
            Record::LedgerCreated(_) => return fault("a second leaf creates the ledger"),
            Record::Note(note) if note.about.is_some_and(|about| about >= index) => {
                return fault("it is about a leaf that does not come before it");
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_blobs(
    disk: &dyn Disk,
    layout: &Layout,
    entries: &Entries,
    records: &[Record],
    report: &mut Report,
) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for (index, record) in (0..).zip(records) {
        for file in record.files() {
            let named = format!("\"{}\" of {}", file.name, entries.place(index));
            let path = layout.blob(file.sha256);
            let len_bytes = disk.len(&path).map_err(|error| {
                let what = format!("it cannot be read ({}), and it is {named}", error.source);
                damaged(path.clone(), "", what)
            })?;
            if len_bytes != file.bytes {
                let what = format!("it has {len_bytes} bytes; {named} has {}", file.bytes);
                return Err(damaged(path, "", what));
            }
            if seen.insert(file.sha256) {
                vault::get(disk, layout, file.sha256)?;
                report.blobs += 1;
                report.blob_bytes += len_bytes;
            }
        }
    }
    note_strays(disk, layout, &seen, report)
}

/// Files in the vault that no record speaks of: left by a write that was cut short, or put there
/// by somebody else, or of a record that this program does not know.
fn note_strays(
    disk: &dyn Disk,
    layout: &Layout,
    known: &BTreeSet<Digest>,
    report: &mut Report,
) -> Result<(), Error> {
    if !disk.exists(&layout.blobs())? {
        return Ok(());
    }
    let mut stray = |path: &Path| {
        report.notes.push(format!(
            "no record that we know speaks of {}",
            path.display()
        ));
    };
    for folder in disk.list(&layout.blobs())? {
        let Ok(files) = disk.list(&folder) else {
            stray(&folder);
            continue;
        };
        for path in files {
            let name = path.file_name().and_then(|name| name.to_str());
            let digest = name
                .and_then(Digest::from_hex)
                .filter(|d| layout.blob(*d) == path);
            if !digest.is_some_and(|digest| known.contains(&digest)) {
                stray(&path);
            }
        }
    }
    Ok(())
}

/// A copy without the private key is sound; one with another key is not.
fn check_signing_key(
    disk: &dyn Disk,
    layout: &Layout,
    verifier: &VerifierKey,
    report: &mut Report,
) -> Result<(), Error> {
    let path = layout.signing_key();
    match disk.read(&path) {
        Ok(bytes) => match SigningKey::parse(&String::from_utf8_lossy(&bytes)) {
            Ok(key) if key.verifier() == *verifier => {}
            _ => {
                return Err(damaged(
                    path,
                    "",
                    "it is not the private half of keys/log.vkey",
                ));
            }
        },
        Err(error) => {
            let what = "this copy can be read and verified, and not written";
            report
                .notes
                .push(format!("keys/log.key: {}: {what}", error.source));
        }
    }
    Ok(())
}
