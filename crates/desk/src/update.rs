//! A list's new state comes in: gathered or fetched, read, checked, recorded.
//!
//! Order of the durable steps: files into the vault; the segment into the derived folder; the leaf.
//! A crash before the leaf leaves the old snapshot in force and files that nothing names.

mod online;
mod refusal;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use plaint_collect::LocalFile;
use plaint_ledger::record::{FileRef, Record, Snapshot};
use plaint_model::{Entry, ListId, ListInfo, PartialDate, Property};
use plaint_read::{Fault, SourceFile};

use plaint_world::World;

use crate::catalogue;
use crate::choose::{self, Chosen};
use crate::derive::{self, Reading};
use crate::{Desk, DeskError};

/// What to update, and from where.
#[derive(Debug, Clone, Default)]
pub struct UpdateRequest {
    /// Which lists; none named means every list that the source has.
    pub lists: Vec<String>,
    /// A file, a folder, or an address; `None` for the publishers' own addresses.
    pub from: Option<Source>,
    /// The day whose state an archived file shows.
    pub as_of: Option<PartialDate>,
    /// Records the update although a check refuses it, with this reason.
    pub accept: Option<String>,
}

/// Where an update comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file or a folder.
    Path(PathBuf),
    /// An address.
    Url(String),
    /// Files that the program carries, with a name for messages.
    Carried(&'static str, Vec<(String, &'static [u8])>),
}

/// What became of the update of one list.
#[derive(Debug)]
pub struct ListUpdate {
    /// Which list.
    pub list: ListId,
    /// What became of it.
    pub outcome: Outcome,
}

impl ListUpdate {
    /// The outcomes of one list's update: several where a snapshot was refused and the next older
    /// one taken. What goes wrong with one list is its outcome, and the others go on.
    fn all(
        list: &ListInfo,
        outcomes: Result<Vec<Outcome>, DeskError>,
    ) -> impl Iterator<Item = Self> {
        let outcomes = outcomes.unwrap_or_else(|e| vec![Outcome::Failed(e.to_string())]);
        outcomes.into_iter().map(|outcome| Self {
            list: list.id.clone(),
            outcome,
        })
    }
}

/// What became of an update.
#[derive(Debug)]
pub enum Outcome {
    /// Recorded. In force unless a later day's snapshot is.
    Recorded(Box<Summary>),
    /// The same files are recorded already.
    Unchanged {
        /// The day of the snapshot that has them.
        as_of: PartialDate,
    },
    /// Not believed; the reason, and what was read.
    Refused {
        /// Why.
        reason: String,
        /// The first faults, in words, besides the reason; the worst first.
        faults: Vec<Fault>,
        /// The day of the snapshot that stays in force.
        in_force: Option<PartialDate>,
        /// Whether a person may record it all the same: there is something to record.
        acceptable: bool,
    },
    /// Could not be fetched or found.
    Failed(String),
}

/// What an update brought.
#[derive(Debug)]
pub struct Summary {
    /// The day whose state it shows.
    pub as_of: PartialDate,
    /// The format it was read as.
    pub format: &'static str,
    /// The files' names.
    pub files: Vec<String>,
    /// Entries, other names, addresses, designations.
    pub counts: Counts,
    /// Faults counted: values, records.
    pub fault_counts: [u64; 3],
    /// The first faults, in words.
    pub faults: Vec<Fault>,
    /// Values passed over on purpose.
    pub ignored: u64,
    /// What the user must be told.
    pub notes: Vec<String>,
    /// The reason given for overriding a check.
    pub accepted: Option<String>,
    /// Whether it is the snapshot in force now.
    pub in_force: bool,
    /// The leaf that records it.
    pub leaf: u64,
}

/// How much a reading holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries.
    pub entries: u64,
    /// Names besides the first of each entry.
    pub other_names: u64,
    /// Addresses.
    pub addresses: u64,
    /// Designations.
    pub designations: u64,
}

impl Counts {
    /// Counts some entries.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        let mut counts = Self {
            entries: entries.len() as u64,
            ..Self::default()
        };
        let others = [
            Property::ALIAS,
            Property::WEAK_ALIAS,
            Property::PREVIOUS_NAME,
        ];
        for entry in entries {
            let names = entry.party.get(Property::NAME).count().saturating_sub(1);
            let other: usize = others.iter().map(|p| entry.party.get(*p).count()).sum();
            counts.other_names += (names + other) as u64;
            counts.addresses += entry.party.get(Property::ADDRESS).count() as u64;
            counts.designations += entry.designations().count() as u64;
        }
        counts
    }
}

/// What an update is doing.
pub enum Step<'a> {
    /// Asking an address, with how much came and how much is expected.
    Fetching(&'a ListId, &'a str, u64, Option<u64>),
    /// Waiting before another attempt, with the reason.
    Waiting(&'a ListId, String),
    /// Reading the files.
    Reading(&'a ListId),
    /// Making the index.
    Indexing(&'a ListId),
}

/// Faults kept in words in a summary.
const FAULTS_SHOWN: usize = 20;
/// Snapshots of a folder that are tried when the newest is refused, itself among them.
const TRIES_MAX: usize = 3;
/// The note of a snapshot whose day nothing tells.
const UNDATED: &str = "nothing in the file or its name says of what day it is: recorded as of \
                       today; use --as-of DATE for an archived file";

/// Whether a snapshot's day is only that of its arrival.
pub(crate) fn is_undated(snapshot: &Snapshot) -> bool {
    snapshot.notes.iter().any(|note| note == UNDATED)
}

const NAME_ONE: &str =
    "name the one list that the address has: `plaint lists update LIST --from URL`";

impl UpdateRequest {
    /// Finds mistakes that need no ledger to be seen, so that a slip of the pen does not make one.
    ///
    /// # Errors
    /// An unknown list, a path that is not there, an address without its list.
    pub fn check(&self, world: &World, ledger: &Path) -> Result<(), DeskError> {
        let known = catalogue::load(world.disk.as_ref(), ledger)?;
        for id in &self.lists {
            catalogue::find(&known.lists, id)?;
        }
        match &self.from {
            Some(Source::Url(_)) if self.lists.len() != 1 => {
                Err(DeskError::Request(NAME_ONE.to_owned()))
            }
            Some(Source::Path(path)) if !world.disk.exists(path)? => gather(path).map(drop),
            _ => Ok(()),
        }
    }
}

impl Desk {
    /// Updates lists. Each list stands for itself: one that fails does not stop the others.
    ///
    /// # Errors
    /// When the source cannot be gathered at all, a list is unknown, or the day asked for is none
    /// that a snapshot can have. What becomes of a single list stands in its [`Outcome`].
    pub fn update(
        &mut self,
        request: &UpdateRequest,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<Vec<ListUpdate>, DeskError> {
        self.check_as_of(request)?;
        let named: Vec<ListInfo> = request
            .lists
            .iter()
            .map(|id| self.list(id).cloned())
            .collect::<Result<_, _>>()?;
        let all = || self.lists.clone();
        let gathered = match &request.from {
            None => {
                let lists = if named.is_empty() { all() } else { named };
                return Ok(self.update_online(&lists, request, progress));
            }
            Some(Source::Path(path)) => gather(path)?,
            Some(Source::Url(url)) => {
                let [list] = &named[..] else {
                    return Err(DeskError::Request(NAME_ONE.to_owned()));
                };
                let urls = [url.clone()];
                let fetched = self.fetch(list, &urls, false, progress);
                let outcomes = match fetched {
                    Ok(came) => self.take(list, &came.files, request, progress)?,
                    Err(why) => vec![Outcome::Failed(why)],
                };
                return Ok(ListUpdate::all(list, Ok(outcomes)).collect());
            }
            Some(Source::Carried(_, files)) => files
                .iter()
                .map(|(name, bytes)| LocalFile {
                    name: name.clone(),
                    bytes: bytes.to_vec(),
                })
                .collect(),
        };
        let must_fit = !named.is_empty();
        let lists = if must_fit { named } else { all() };
        self.update_from(&lists, &gathered, must_fit, request, progress)
    }

    fn update_from(
        &mut self,
        lists: &[ListInfo],
        files: &[LocalFile],
        must_fit: bool,
        request: &UpdateRequest,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<Vec<ListUpdate>, DeskError> {
        let mut updates = Vec::new();
        for list in lists {
            if !must_fit && !choose::has_any(list, files) {
                continue;
            }
            let outcomes = self.take(list, files, request, progress);
            updates.extend(ListUpdate::all(list, outcomes));
        }
        if updates.is_empty() {
            let text = "none of the files is in a format of a known list; see `plaint lists` for \
                        the lists, and name one to learn why its files do not fit";
            return Err(DeskError::Request(text.to_owned()));
        }
        Ok(updates)
    }

    /// A snapshot of a day that is to come would stay in force until that day.
    fn check_as_of(&self, request: &UpdateRequest) -> Result<(), DeskError> {
        // The sample data's day is known, whatever this computer's clock says.
        let carried = matches!(request.from, Some(Source::Carried(..)));
        let Some(as_of) = request.as_of.filter(|_| !carried) else {
            return Ok(());
        };
        let wrong = |text: String| Err(DeskError::Request(text));
        match self.today() {
            _ if as_of.month().is_none() => wrong(format!(
                "--as-of {as_of} names no month; write YYYY-MM or YYYY-MM-DD"
            )),
            Some(today) if as_of > today => wrong(format!(
                "--as-of {as_of} is after today, which is {today} in UTC; a snapshot shows a day \
                 that has been"
            )),
            _ => Ok(()),
        }
    }

    /// Reads, checks and records one list's files. Where the newest of several snapshots is refused
    /// the next older one is tried, unless the user decides which it is.
    fn take(
        &mut self,
        list: &ListInfo,
        files: &[LocalFile],
        request: &UpdateRequest,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<Vec<Outcome>, DeskError> {
        let of_all = request.lists.is_empty();
        let snapshots = match choose::choose(list, files, of_all, self.today()) {
            Ok(snapshots) => snapshots,
            Err(why) => return Ok(vec![self.not_chosen(list, files, &why)?]),
        };
        let decided = request.as_of.is_some() || request.accept.is_some();
        let mut outcomes = Vec::new();
        for chosen in snapshots.iter().take(if decided { 1 } else { TRIES_MAX }) {
            let in_force = self.ledger.snapshot_in_force(&list.id);
            let is_past = in_force.is_some_and(|(_, s)| chosen.dated.is_none_or(|d| d < s.as_of));
            if !outcomes.is_empty() && is_past {
                break;
            }
            let outcome = self.take_one(list, chosen, request, progress)?;
            let refused = matches!(outcome, Outcome::Refused { .. });
            outcomes.push(outcome);
            if !refused {
                break;
            }
        }
        Ok(outcomes)
    }

    /// Reads, checks and records one snapshot.
    fn take_one(
        &mut self,
        list: &ListInfo,
        chosen: &Chosen<'_>,
        request: &UpdateRequest,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<Outcome, DeskError> {
        progress(Step::Reading(&list.id));
        let sources: Vec<SourceFile<'_>> = chosen
            .files
            .iter()
            .map(|file| choose::source(file))
            .collect();
        let mut reading = derive::read(list, chosen.format, &sources);
        let stated = self.as_of(chosen, &reading, request);
        if stated.is_none() {
            reading.notes.push(UNDATED.to_owned());
        }
        let Some(as_of) = stated.or_else(|| self.today()) else {
            return Ok(Outcome::Failed(
                "the clock gives no date; use --as-of DATE".to_owned(),
            ));
        };
        if let Some(snapshot) = self.same_snapshot(list, chosen)
            && request.as_of.is_none_or(|as_of| as_of == snapshot.as_of)
        {
            return Ok(Outcome::Unchanged {
                as_of: snapshot.as_of,
            });
        }
        let acceptable = !reading.entries.is_empty();
        match self.refusal(list, &reading, as_of) {
            Some(reason) if request.accept.is_none() || !acceptable => {
                let faults = reading.faults;
                self.refuse(list, &chosen.files, reason, faults, acceptable)
            }
            refusal => {
                progress(Step::Indexing(&list.id));
                self.record(list, chosen, reading, as_of, refusal, request)
            }
        }
    }

    /// The day whose state the files show: what the user says; for what was just fetched, today;
    /// for files, the later of the date they state and the date in their names (a page that was
    /// last changed in March and saved in July shows July's state). `None` when nothing says.
    fn as_of(
        &self,
        chosen: &Chosen<'_>,
        reading: &Reading,
        request: &UpdateRequest,
    ) -> Option<PartialDate> {
        let today = self.today();
        let fetched = matches!(request.from, None | Some(Source::Url(_)));
        let named = chosen.dated.or_else(|| dated_source(request));
        let past = |date: &PartialDate| today.is_none_or(|today| *date <= today);
        let stated = [reading.published, named]
            .into_iter()
            .flatten()
            .filter(past)
            .max();
        request.as_of.or(if fetched { today } else { stated })
    }

    /// The believed snapshot that has exactly these files, if it is the one in force.
    fn same_snapshot(&self, list: &ListInfo, chosen: &Chosen<'_>) -> Option<&Snapshot> {
        let (_, snapshot) = self.ledger.snapshot_in_force(&list.id)?;
        let digests = |file: &&LocalFile| plaint_model::Digest::of(&file.bytes);
        let mut new: Vec<_> = chosen.files.iter().map(digests).collect();
        let mut old: Vec<_> = snapshot.files.iter().map(|file| file.sha256).collect();
        new.sort();
        old.sort();
        (new == old && snapshot.format == chosen.format.id).then_some(snapshot)
    }

    fn keep_files(&mut self, files: &[&LocalFile]) -> Result<Vec<FileRef>, DeskError> {
        let mut kept = Vec::new();
        for file in files {
            let sha256 = self.ledger.put_blob(&file.bytes)?;
            let bytes = file.bytes.len() as u64;
            kept.push(FileRef {
                name: choose::source(file).name.to_owned(),
                sha256,
                bytes,
                origin: None,
            });
        }
        Ok(kept)
    }

    fn record(
        &mut self,
        list: &ListInfo,
        chosen: &Chosen<'_>,
        reading: Reading,
        as_of: PartialDate,
        refusal: Option<String>,
        request: &UpdateRequest,
    ) -> Result<Outcome, DeskError> {
        let files = self.keep_files(&chosen.files)?;
        let mut notes = reading.notes.clone();
        if !chosen.left.is_empty() {
            let (n, were) = match chosen.left.len() {
                1 => ("1 older snapshot".to_owned(), "was"),
                n => (format!("{n} older snapshots"), "were"),
            };
            notes.push(format!(
                "{n} {were} there and not taken ({}); record one with --from FILE --as-of DATE",
                chosen.left.join(", ")
            ));
        }
        let accepted = refusal.as_ref().and(request.accept.clone());
        let snapshot = Snapshot {
            list: list.id.clone(),
            files,
            as_of,
            fetched_at: self.ledger.now(),
            format: chosen.format.id.to_owned(),
            reader_version: chosen.format.version.to_string(),
            entries: reading.entries.len() as u64,
            notes: reading.notes,
            refused_because: refusal,
            accepted: accepted.clone(),
        };
        self.put_segment(
            &derive::segment_name(&snapshot, chosen.format.version),
            &reading.entries,
        )?;
        let files = snapshot
            .files
            .iter()
            .map(|file| file.name.clone())
            .collect();
        let leaf = self.ledger.append(Record::Snapshot(snapshot))?.leaf();
        let in_force = self
            .ledger
            .snapshot_in_force(&list.id)
            .is_some_and(|(index, _)| index == leaf);
        Ok(Outcome::Recorded(Box::new(Summary {
            as_of,
            format: chosen.format.id,
            files,
            counts: Counts::of(&reading.entries),
            fault_counts: reading.fault_counts,
            faults: worst_first(reading.faults),
            ignored: reading.ignored.iter().map(|(_, _, n)| n).sum(),
            notes,
            accepted,
            in_force,
            leaf,
        })))
    }
}

/// The first faults to show: a missing entry weighs more than a value that an entry lacks.
fn worst_first(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| std::cmp::Reverse(fault.severity));
    faults.truncate(FAULTS_SHOWN);
    faults
}

/// The date in the name of the file or folder that the user gave.
fn dated_source(request: &UpdateRequest) -> Option<PartialDate> {
    match &request.from {
        Some(Source::Path(path)) => choose::date_in(&path.display().to_string()),
        Some(Source::Url(_) | Source::Carried(..)) | None => None,
    }
}

fn gather(path: &Path) -> Result<Vec<LocalFile>, DeskError> {
    Ok(plaint_collect::gather(path)?)
}
