//! Screening: names put to the lists in force.

use plaint_ledger::record::Snapshot;
use plaint_model::{ListId, ListInfo};
use plaint_screen::{Candidate, Parameters, Query, Searcher, Segment};
use plaint_world::Bytes;
use rayon::prelude::*;

use crate::{Desk, DeskError};

/// The lists that a screening is put to, loaded.
pub struct Loaded {
    /// The lists, by id, each with its snapshot in force.
    pub lists: Vec<LoadedList>,
    /// The checkpoint that the answer rests on: size and root in hex.
    pub checkpoint: (u64, String),
}

/// One list, loaded.
pub struct LoadedList {
    /// What is known of the list.
    pub info: ListInfo,
    /// The snapshot in force.
    pub snapshot: Snapshot,
    bytes: Bytes,
}

impl Loaded {
    /// The open segments, in the order of the lists.
    ///
    /// # Errors
    /// [`DeskError::Segment`] when one is damaged.
    pub fn segments(&self) -> Result<Vec<Segment<'_>>, DeskError> {
        self.lists.iter().map(LoadedList::segment).collect()
    }

    /// A line for every page and output that rests on the sample register, if this does.
    #[must_use]
    pub fn caution(&self) -> Option<String> {
        let sample = self
            .lists
            .iter()
            .find(|l| l.info.id.as_str() == crate::sample::REGISTER)?;
        Some(format!(
            "sample register of {}; for decisions run `plaint lists update`",
            sample.snapshot.as_of
        ))
    }
}

impl LoadedList {
    /// The list's open segment.
    ///
    /// # Errors
    /// [`DeskError::Segment`] when it is damaged.
    pub fn segment(&self) -> Result<Segment<'_>, DeskError> {
        Segment::open(&self.bytes).map_err(|source| DeskError::Segment {
            list: self.info.id.clone(),
            source,
        })
    }
}

impl Desk {
    /// Loads the lists in force: those named, or all. An index that is missing is made.
    ///
    /// # Errors
    /// [`DeskError::NoLists`] when there is none; what goes wrong in making an index.
    pub fn load(&self, wanted: &[String]) -> Result<Loaded, DeskError> {
        for id in wanted {
            self.list(id)?;
        }
        let mut lists = Vec::new();
        for info in &self.lists {
            let is_wanted = wanted.is_empty() || wanted.iter().any(|id| *id == info.id.as_str());
            let in_force = self.in_force(&info.id).filter(|_| is_wanted);
            if let Some(snapshot) = in_force {
                let bytes = self.segment(snapshot)?;
                lists.push(LoadedList {
                    info: info.clone(),
                    snapshot: snapshot.clone(),
                    bytes,
                });
            } else if is_wanted && !wanted.is_empty() {
                return Err(DeskError::Request(format!(
                    "the ledger holds no snapshot of {}; record one with `plaint lists update {}`",
                    info.id, info.id
                )));
            }
        }
        if lists.is_empty() {
            return Err(DeskError::NoLists);
        }
        let checkpoint = self.ledger.checkpoint();
        Ok(Loaded {
            lists,
            checkpoint: (checkpoint.size, checkpoint.root.to_string()),
        })
    }

    /// The snapshot of a list in force.
    #[must_use]
    pub fn in_force(&self, list: &ListId) -> Option<&Snapshot> {
        self.ledger
            .snapshot_in_force(list)
            .map(|(_, snapshot)| snapshot)
    }
}

/// Rows handed to one thread at a time: enough to be worth it, few enough to show progress.
const ROWS_AT_ONCE: usize = 64;

/// Screens many questions on all processors. The answers are in the order of the questions and do
/// not depend on the number of threads. `progress` is told how many more are done, from any thread.
///
/// # Errors
/// [`DeskError::Segment`] when an index is damaged.
pub fn screen(
    loaded: &Loaded,
    parameters: Parameters,
    queries: &[Query],
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Vec<Candidate>>, DeskError> {
    screen_into(loaded, parameters, queries, &|_, found| found, progress)
}

/// As [`screen`], making of each question's candidates, on the thread that found them, what the
/// caller keeps: a large file's candidates need not all be in memory at once.
///
/// # Errors
/// As [`screen`].
pub fn screen_into<T: Send>(
    loaded: &Loaded,
    parameters: Parameters,
    queries: &[Query],
    make: &(dyn Fn(&Query, Vec<Candidate>) -> T + Sync),
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<T>, DeskError> {
    let segments = loaded.segments()?;
    let answers: Vec<Vec<T>> = queries
        .par_chunks(ROWS_AT_ONCE)
        .map_init(
            || Searcher::new(&segments, parameters),
            |searcher, rows| {
                let made = rows
                    .iter()
                    .map(|query| make(query, searcher.search(query)))
                    .collect();
                progress(rows.len());
                made
            },
        )
        .collect();
    Ok(answers.into_iter().flatten().collect())
}
