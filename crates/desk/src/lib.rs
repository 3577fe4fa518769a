//! The use cases that every door calls. The rooms are strangers to each other; they meet here.
//!
//! Start with [`Desk`]; then [`update`] (a list's new state comes in), [`screening`] (a name is
//! asked for) and [`answer`] (what a candidate looks like to a person).
//!
//! Invariants:
//! - Ground (log and vault) is written before it is spoken of; what is derived is made from it and
//!   can be thrown away ([`derive`]).
//! - An update that is empty, cut off, of another format or outside the expected range does not
//!   come into force: the last good snapshot stays ([`update`]).
//! - Every answer names the checkpoint, the lists with their dates, and the algorithm.
//! - Nothing is printed here, and no flag is read: doors do that.

pub mod answer;
pub mod catalogue;
pub mod choose;
pub mod derive;
pub mod export;
pub mod overview;
pub mod sample;
pub mod screening;
pub mod update;

use std::path::{Path, PathBuf};
use std::time::Duration;

use plaint_ledger::{Access, Ledger};
use plaint_model::{ListId, ListInfo};
use plaint_world::World;

pub use plaint_ledger::Report as VerifyReport;

/// What a use case fails with. Each message says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] plaint_ledger::Error),
    /// There is no ledger where one is needed.
    #[error(
        "there is no ledger in {}; make one with `plaint lists update`, or name another folder \
         with --ledger",
        .0.display()
    )]
    NoLedger(PathBuf),
    /// A list's description.
    #[error(transparent)]
    Catalogue(#[from] plaint_read::catalogue::CatalogueError),
    /// Files that were named cannot be read.
    #[error(transparent)]
    Gather(#[from] plaint_collect::GatherError),
    /// The disk.
    #[error(transparent)]
    Disk(#[from] plaint_world::DiskError),
    /// A derived index cannot be used.
    #[error("{list}: {source}")]
    Segment {
        /// Of which list.
        list: ListId,
        /// What is wrong.
        source: plaint_screen::SegmentError,
    },
    /// A list that nobody knows.
    #[error("no list \"{wanted}\"; known are {known}")]
    NoSuchList {
        /// What was asked for.
        wanted: String,
        /// What there is.
        known: String,
    },
    /// An entity that no list in force has.
    #[error("no entity \"{0}\" in the lists in force; find its id with `plaint screen NAME`")]
    NoSuchEntity(String),
    /// The ledger has no list to screen against.
    #[error(
        "the ledger holds no list yet; record one with `plaint lists update` or \
         `plaint lists update LIST --from FILE`"
    )]
    NoLists,
    /// What the user asked for cannot be done as asked.
    #[error("{0}")]
    Request(String),
}

/// How long a second writer waits for the first.
const WRITER_WAIT: Duration = Duration::from_secs(60);
/// How often it looks whether a ledger that another process is making is there.
const CREATION_POLL: Duration = Duration::from_millis(100);

/// A ledger opened for use, with the catalogue of lists.
pub struct Desk {
    world: World,
    ledger: Ledger,
    lists: Vec<ListInfo>,
    warnings: Vec<String>,
}

impl Desk {
    /// Opens a ledger for reading.
    ///
    /// # Errors
    /// [`DeskError::NoLedger`], or what the ledger or the catalogue says.
    pub fn read(world: &World, dir: &Path) -> Result<Self, DeskError> {
        match Ledger::open(world, dir, Access::Read) {
            Ok(ledger) => Self::with(world, ledger),
            Err(plaint_ledger::Error::NoLedger(..)) => Err(DeskError::NoLedger(dir.to_owned())),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a ledger for writing, and makes it first where there is none. When somebody else is
    /// writing, `on_wait` is told who, and the call waits for them, up to a minute.
    ///
    /// # Errors
    /// What the ledger or the catalogue says.
    pub fn write(
        world: &World,
        dir: &Path,
        on_wait: &mut dyn FnMut(&str),
    ) -> Result<Self, DeskError> {
        use plaint_ledger::Error::{AlreadyThere, Locked, NoLedger};
        let mut waited = Duration::ZERO;
        let ledger = loop {
            match Ledger::open(world, dir, Access::WriteWithin(WRITER_WAIT, on_wait)) {
                Err(NoLedger(..)) => {}
                opened => break opened?,
            }
            match Ledger::create(world, dir) {
                // Somebody else is making it at this moment: theirs is opened when it is there.
                Err(Locked { .. } | AlreadyThere(..)) if waited < WRITER_WAIT => {
                    world.clock.sleep(CREATION_POLL);
                    waited += CREATION_POLL;
                }
                created => break created?,
            }
        };
        Self::with(world, ledger)
    }

    fn with(world: &World, ledger: Ledger) -> Result<Self, DeskError> {
        let known = catalogue::load(world.disk.as_ref(), ledger.dir())?;
        let mut desk = Self {
            world: world.clone(),
            ledger,
            lists: known.lists,
            warnings: known.problems,
        };
        desk.warnings.extend(desk.undescribed());
        Ok(desk)
    }

    /// What keeps lists from being used: own descriptions that are wrong, snapshots of lists that
    /// have no description any more. A person must be told, whatever they asked for.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The ledger.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Every list that is known, by id.
    #[must_use]
    pub fn lists(&self) -> &[ListInfo] {
        &self.lists
    }

    /// A list by its id.
    ///
    /// # Errors
    /// [`DeskError::NoSuchList`].
    pub fn list(&self, id: &str) -> Result<&ListInfo, DeskError> {
        catalogue::find(&self.lists, id)
    }

    /// Checks every leaf, checkpoint and blob of a ledger. Changes nothing.
    ///
    /// # Errors
    /// [`DeskError::NoLedger`], or when files cannot be read at all; what is wrong with the ledger
    /// stands in the report.
    pub fn verify(world: &World, dir: &Path) -> Result<VerifyReport, DeskError> {
        match plaint_ledger::verify(world, dir, &[]) {
            Err(plaint_ledger::Error::NoLedger(..)) => Err(DeskError::NoLedger(dir.to_owned())),
            report => Ok(report?),
        }
    }
}
