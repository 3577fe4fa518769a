//! An open ledger: what it holds, and adding to it.

use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use plaint_model::{Digest, ListId};
use plaint_world::{Bytes, Disk, LockGuard, Locking, Timestamp, World};

use crate::commit::{Recovered, commit, recover};
use crate::error::{Error, damaged};
use crate::layout::Layout;
use crate::log::{Log, check_format};
use crate::note::{Checkpoint, SigningKey};
use crate::record::{Record, Snapshot};
use crate::vault;

/// How often a writer in waiting looks whether the lock is free.
const POLL: Duration = Duration::from_millis(200);

/// What a ledger is opened for.
pub enum Access<'a> {
    /// Reading: needs no lock, and sees the log as it is at this moment.
    Read,
    /// Writing: fails at once when somebody else is writing.
    Write,
    /// Writing: when somebody else is, calls the function once with who that is, and waits for
    /// them up to the given time.
    WriteWithin(Duration, &'a mut dyn FnMut(&str)),
}

/// A ledger, open.
pub struct Ledger {
    world: World,
    layout: Layout,
    log: Log,
    records: Vec<Record>,
    writer: Option<Writer>,
    recovered: Vec<Recovered>,
}

struct Writer {
    key: SigningKey,
    /// After a commit that was cut short we no longer know the state: no more writing.
    stopped: bool,
    _lock: LockGuard,
}

/// What an append did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The indexes of the new leaves.
    pub leaves: Range<u64>,
    /// The checkpoint that covers them.
    pub checkpoint: Checkpoint,
}

impl Commit {
    /// The index of the first new leaf.
    #[must_use]
    pub fn leaf(&self) -> u64 {
        self.leaves.start
    }
}

impl Ledger {
    /// Opens a ledger. Its leaves are hashed and compared with the signed checkpoint. Opening for
    /// writing also puts right what a writer that was cut short left: see [`Self::recovered`].
    ///
    /// # Errors
    /// [`Error::NoLedger`], [`Error::Format`], [`Error::Locked`], [`Error::Damaged`],
    /// [`Error::Disk`].
    pub fn open(world: &World, dir: &Path, mut access: Access<'_>) -> Result<Self, Error> {
        let layout = Layout::new(dir);
        check_format(world.disk.as_ref(), &layout)?;
        if !matches!(access, Access::Read) {
            let lock = take_lock(world, &layout, &mut access)?;
            return Self::open_locked(world, layout, lock);
        }
        Self::read(world, layout)
    }

    pub(crate) fn open_locked(
        world: &World,
        layout: Layout,
        lock: LockGuard,
    ) -> Result<Self, Error> {
        let disk = world.disk.as_ref();
        let mut ledger = Self::read(world, layout)?;
        let key = read_signing_key(disk, &ledger.layout, &ledger.log)?;
        ledger.recovered = recover(disk, &ledger.layout, &ledger.log)?;
        ledger.log.entries.tail_bytes = 0;
        ledger.writer = Some(Writer {
            key,
            stopped: false,
            _lock: lock,
        });
        Ok(ledger)
    }

    fn read(world: &World, layout: Layout) -> Result<Self, Error> {
        let log = Log::read(world.disk.as_ref(), &layout)?;
        let mut records = Vec::new();
        for (index, leaf) in (0..).zip(log.entries.leaves()) {
            let record = Record::from_leaf(leaf)
                .map_err(|what| log.entries.damaged(&layout, index, what))?;
            records.push(record);
        }
        Ok(Self {
            world: world.clone(),
            layout,
            log,
            records,
            writer: None,
            recovered: Vec::new(),
        })
    }

    pub(crate) fn world(&self) -> &World {
        &self.world
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The ledger's folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.layout.dir
    }

    /// The time by the ledger's clock, for the records that are to be appended.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.world.clock.now()
    }

    /// What an earlier writer had left undone and this opening put right.
    #[must_use]
    pub fn recovered(&self) -> &[Recovered] {
        &self.recovered
    }

    /// The checkpoint that this ledger shows. Every answer from it names this.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.log.checkpoint
    }

    /// The checkpoint as a signed note. Whoever holds it elsewhere can tell later whether history
    /// was rewritten: see [`crate::verify`].
    #[must_use]
    pub fn checkpoint_note(&self) -> &str {
        &self.log.note
    }

    /// The public key that signs the checkpoints, as C2SP's vkey.
    #[must_use]
    pub fn verifier_key(&self) -> String {
        self.log.verifier.to_string()
    }

    /// All records with the index of their leaf, oldest first.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = (u64, &Record)> + ExactSizeIterator {
        self.records
            .iter()
            .enumerate()
            .map(|(index, record)| (index as u64, record))
    }

    /// One record.
    #[must_use]
    pub fn record(&self, leaf: u64) -> Option<&Record> {
        self.records.get(usize::try_from(leaf).ok()?)
    }

    /// The bytes of a leaf, as hashed.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Option<&[u8]> {
        self.log.entries.leaf(index)
    }

    /// The proof that a leaf is in the checkpoint: see [`crate::merkle::includes`].
    #[must_use]
    pub fn inclusion_proof(&self, leaf: u64) -> Option<Vec<Digest>> {
        self.log.tree.inclusion_proof(leaf)
    }

    /// The proof that the checkpoint continues an older one: see [`crate::merkle::continues`].
    #[must_use]
    pub fn consistency_proof(&self, old_size: u64) -> Option<Vec<Digest>> {
        self.log.tree.consistency_proof(old_size)
    }

    /// The snapshots of a list with the index of their leaf, in the order they were recorded. Also
    /// those that are not believed.
    pub fn snapshots<'a>(
        &'a self,
        list: &ListId,
    ) -> impl DoubleEndedIterator<Item = (u64, &'a Snapshot)> + use<'a> {
        let list = list.clone();
        self.records()
            .filter_map(move |(leaf, record)| match record {
                Record::Snapshot(snapshot) if snapshot.list == list => Some((leaf, snapshot)),
                _ => None,
            })
    }

    /// The snapshot of a list that is in force: of those believed, the one of the latest day, and
    /// of the same day the one recorded last.
    #[must_use]
    pub fn snapshot_in_force(&self, list: &ListId) -> Option<(u64, &Snapshot)> {
        self.snapshots(list)
            .filter(|(_, snapshot)| snapshot.is_believed())
            .max_by_key(|(leaf, snapshot)| (snapshot.as_of, *leaf))
    }

    /// The content of a file in the vault, checked against its digest.
    ///
    /// # Errors
    /// [`Error::NoBlob`], [`Error::Damaged`], [`Error::Disk`].
    pub fn blob(&self, digest: Digest) -> Result<Bytes, Error> {
        vault::get(self.world.disk.as_ref(), &self.layout, digest)
    }

    /// Puts a file into the vault, durably, ahead of the record that speaks of it.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Stopped`], [`Error::Disk`]; [`Error::Damaged`] when a file of
    /// that digest is there with another content.
    pub fn put_blob(&mut self, bytes: &[u8]) -> Result<Digest, Error> {
        self.check_writable()?;
        vault::put(self.world.disk.as_ref(), &self.layout, bytes)
    }

    /// Appends a record. When this returns, it is durable.
    ///
    /// # Errors
    /// As [`Self::append_all`].
    pub fn append(&mut self, record: Record) -> Result<Commit, Error> {
        self.append_all(vec![record])
    }

    /// Appends records under one checkpoint: all of them, or none.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Stopped`]; [`Error::Record`] when one cannot be written or
    /// speaks of a file that is not in the vault, and nothing was done; [`Error::Unsure`] when the
    /// commit was cut short: it may have taken place, and this ledger writes no more.
    pub fn append_all(&mut self, records: Vec<Record>) -> Result<Commit, Error> {
        self.check_writable()?;
        if records.is_empty() {
            return Err(Error::Record("there is none".to_owned()));
        }
        let first = self.log.checkpoint.size;
        let mut lines = Vec::new();
        for record in &records {
            self.check_record(record)?;
            lines.extend(record.to_leaf().map_err(Error::Record)?);
            lines.push(b'\n');
        }
        let dir = &self.layout.dir;
        let Some(writer) = &mut self.writer else {
            return Err(Error::ReadOnly(dir.clone()));
        };
        // Stays set if the commit fails.
        writer.stopped = true;
        let disk = self.world.disk.as_ref();
        let (checkpoint, note) =
            commit(disk, &self.layout, &writer.key, &mut self.log.tree, &lines)
                .map_err(Error::Unsure)?;
        writer.stopped = false;
        self.log.entries.extend(&lines);
        self.log.checkpoint = checkpoint.clone();
        self.log.note = note;
        self.records.extend(records);
        Ok(Commit {
            leaves: first..checkpoint.size,
            checkpoint,
        })
    }

    fn check_writable(&self) -> Result<(), Error> {
        match &self.writer {
            None => Err(Error::ReadOnly(self.layout.dir.clone())),
            Some(writer) if writer.stopped => Err(Error::Stopped(self.layout.dir.clone())),
            Some(_) => Ok(()),
        }
    }

    fn check_record(&self, record: &Record) -> Result<(), Error> {
        for file in record.files() {
            let len_bytes = match self.world.disk.len(&self.layout.blob(file.sha256)) {
                Ok(len_bytes) => len_bytes,
                Err(error) if error.is_not_found() => {
                    let what = "is not in the vault: put it there before the record";
                    return Err(Error::Record(format!(
                        "{} ({}) {what}",
                        file.name, file.sha256
                    )));
                }
                Err(error) => return Err(error.into()),
            };
            if len_bytes != file.bytes {
                let (name, bytes) = (&file.name, file.bytes);
                let what = format!("{name} has {len_bytes} bytes in the vault, not {bytes}");
                return Err(Error::Record(what));
            }
        }
        match record {
            Record::Note(note) if note.about.is_some_and(|leaf| self.record(leaf).is_none()) => {
                Err(Error::Record(
                    "it is about a leaf that is not there yet".to_owned(),
                ))
            }
            Record::LedgerCreated(_) => Err(Error::Record(
                "only the first leaf says that the ledger is created".to_owned(),
            )),
            _ => Ok(()),
        }
    }
}

/// Takes the writer's lock, waiting as the access says.
pub(crate) fn take_lock(
    world: &World,
    layout: &Layout,
    access: &mut Access<'_>,
) -> Result<LockGuard, Error> {
    let us = format!("process {} since {}", std::process::id(), world.clock.now());
    let mut waited = Duration::ZERO;
    loop {
        let holder = match world.disk.try_lock(&layout.lock(), &us)? {
            Locking::Taken(lock) => return Ok(lock),
            Locking::HeldBy(text) if text.is_empty() => "another process".to_owned(),
            Locking::HeldBy(text) => text,
        };
        match access {
            Access::WriteWithin(limit, on_wait) if waited < *limit => {
                if waited.is_zero() {
                    on_wait(&holder);
                }
            }
            _ => {
                let dir = layout.dir.clone();
                return Err(Error::Locked {
                    dir,
                    holder,
                    waited,
                });
            }
        }
        world.clock.sleep(POLL);
        waited += POLL;
    }
}

/// Reads the signing key and checks that it is the one that signed the log.
pub(crate) fn read_signing_key(
    disk: &dyn Disk,
    layout: &Layout,
    log: &Log,
) -> Result<SigningKey, Error> {
    let path = layout.signing_key();
    let fault = |what: String| damaged(path.clone(), "", what);
    let bytes = disk.read(&path).map_err(|error| {
        fault(format!(
            "{}: without the key this copy can be read, and not written",
            error.source
        ))
    })?;
    let key = SigningKey::parse(&String::from_utf8_lossy(&bytes))
        .map_err(|error| fault(error.to_string()))?;
    if key.verifier() == log.verifier {
        Ok(key)
    } else {
        Err(fault(
            "it is not the private half of keys/log.vkey".to_owned(),
        ))
    }
}
