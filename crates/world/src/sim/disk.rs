//! A disk in memory that tells apart what was written from what is durable.
//!
//! Fault model: see [`crate::disk`] for the contract, [`super::power`] for what a power cut does.
//! Every step that changes something is numbered. Not modelled: bytes that rot at rest, a disk
//! that reorders across a sync, a sync that lies.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Draws;
use super::power::{After, Fate, Fault, Reach, is_root, surviving_bytes, surviving_names};
use crate::disk::{Bytes, Disk, DiskError, LockGuard, Locking, Privacy};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Folder,
    File(u64),
}

/// The bytes of a file as read now, and as last made durable.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    pub(super) live: Vec<u8>,
    pub(super) durable: Vec<u8>,
}

/// A change of names that is not durable yet. A rename is one change.
#[derive(Debug, Clone)]
pub(super) struct NameChange {
    removed: Option<PathBuf>,
    added: Option<(PathBuf, Node)>,
}

impl NameChange {
    pub(super) fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        if let Some(path) = &self.removed {
            names.remove(path);
        }
        if let Some((path, node)) = &self.added {
            names.insert(path.clone(), *node);
        }
    }

    fn is_undone_by(&self, later: &Self) -> bool {
        let added = self.added.as_ref().map(|(path, _)| path);
        added.is_some() && added == later.removed.as_ref()
    }

    fn is_in(&self, dir: &Path) -> bool {
        let added = self.added.as_ref().map(|(path, _)| path);
        [self.removed.as_ref(), added]
            .into_iter()
            .flatten()
            .any(|path| path.parent() == Some(dir))
    }
}

#[derive(Debug, Clone, Default)]
struct State {
    names: BTreeMap<PathBuf, Node>,
    durable_names: BTreeMap<PathBuf, Node>,
    pending: Vec<NameChange>,
    files: BTreeMap<u64, Content>,
    locks: BTreeMap<PathBuf, (u64, String)>,
    /// For file and lock numbers: never used twice.
    last_number: u64,
    steps: u64,
    fault: Option<Fault>,
    dark: bool,
}

impl State {
    fn number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    fn change(&mut self, removed: Option<PathBuf>, added: Option<(PathBuf, Node)>) {
        let change = NameChange { removed, added };
        change.apply(&mut self.names);
        self.pending.push(change);
    }

    fn folder(&self, dir: &Path) -> io::Result<()> {
        match self.names.get(dir) {
            Some(Node::Folder) => Ok(()),
            Some(Node::File(_)) => Err(io::ErrorKind::NotADirectory.into()),
            None if is_root(dir) => Ok(()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn file_number(&self, path: &Path) -> io::Result<u64> {
        match self.names.get(path) {
            Some(Node::File(number)) => Ok(*number),
            Some(Node::Folder) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn content(&self, path: &Path) -> io::Result<&Content> {
        let number = self.file_number(path)?;
        self.files
            .get(&number)
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn content_mut(&mut self, path: &Path) -> io::Result<&mut Content> {
        let number = self.file_number(path)?;
        self.files
            .get_mut(&number)
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn cut_power(&mut self, fate: Fate) {
        let mut draws = Draws(match fate {
            Fate::Torn(seed) => seed,
            Fate::Kept | Fate::Lost => 0,
        });
        self.names = surviving_names(&self.durable_names, &self.pending, fate, &mut draws);
        self.durable_names = self.names.clone();
        self.pending.clear();
        for content in self.files.values_mut() {
            let bytes = surviving_bytes(content, fate, &mut draws);
            *content = Content {
                live: bytes.clone(),
                durable: bytes,
            };
        }
        self.locks.clear();
        self.dark = true;
    }
}

/// A disk in memory. Clones are handles to the same disk.
#[derive(Debug, Clone, Default)]
pub struct SimDisk(Arc<Mutex<State>>);

impl SimDisk {
    /// How many steps that change something were taken so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.state().steps
    }

    /// Plans a failure; a later plan replaces it.
    pub fn plan(&self, fault: Fault) {
        self.state().fault = Some(fault);
    }

    /// Cuts the power before step `n` is done, counted from 1 over the life of the disk.
    pub fn crash_at(&self, n: u64, fate: Fate) {
        self.plan(Fault {
            step: n,
            reach: Reach::Nothing,
            after: After::PowerCut(fate),
        });
    }

    /// Cuts the power now.
    pub fn cut_power(&self, fate: Fate) {
        self.state().cut_power(fate);
    }

    /// Turns the power on again and forgets the plan.
    pub fn restart(&self) {
        let mut state = self.state();
        state.dark = false;
        state.fault = None;
    }

    /// A copy of the disk, without its locks.
    #[must_use]
    pub fn fork(&self) -> Self {
        let mut state = self.state().clone();
        state.locks.clear();
        Self(Arc::new(Mutex::new(state)))
    }

    /// Sets a file's content at rest, durable and uncounted, as somebody else with access might;
    /// `None` removes it.
    pub fn tamper(&self, path: &Path, content: Option<&[u8]>) {
        let mut state = self.state();
        match content {
            Some(bytes) => {
                let number = state.number();
                let content = Content {
                    live: bytes.to_vec(),
                    durable: bytes.to_vec(),
                };
                state.files.insert(number, content);
                state.names.insert(path.to_owned(), Node::File(number));
                state
                    .durable_names
                    .insert(path.to_owned(), Node::File(number));
            }
            None => {
                state.names.remove(path);
                state.durable_names.remove(path);
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the disk: fails only in the dark.
    fn look<T>(
        &self,
        tried: &'static str,
        path: &Path,
        look: impl FnOnce(&State) -> io::Result<T>,
    ) -> Result<T, DiskError> {
        let state = self.state();
        let result = if state.dark {
            Err(dark())
        } else {
            look(&state)
        };
        named(tried, path, result)
    }

    /// Takes a numbered step, or fails as planned. The step is told whether to stop half way.
    fn step(
        &self,
        tried: &'static str,
        path: &Path,
        step: impl FnOnce(&mut State, bool) -> io::Result<()>,
    ) -> Result<(), DiskError> {
        let mut state = self.state();
        if state.dark {
            return named(tried, path, Err(dark()));
        }
        state.steps += 1;
        let now = state.steps;
        let Some(fault) = state.fault.take_if(|fault| fault.step == now) else {
            return named(tried, path, step(&mut state, false));
        };
        if fault.reach != Reach::Nothing {
            // The failure that is reported is the planned one.
            let _ = step(&mut state, fault.reach == Reach::Half);
        }
        if let After::PowerCut(fate) = fault.after {
            state.cut_power(fate);
        }
        named(
            tried,
            path,
            Err(io::Error::other("a fault was planned here")),
        )
    }
}

fn named<T>(tried: &'static str, path: &Path, result: io::Result<T>) -> Result<T, DiskError> {
    result.map_err(|source| DiskError {
        tried,
        path: path.to_owned(),
        source,
    })
}

fn dark() -> io::Error {
    io::Error::other("the power is cut")
}

/// The bytes that a step writes, or the first half of them.
fn part(bytes: &[u8], half: bool) -> &[u8] {
    if half {
        &bytes[..bytes.len() / 2]
    } else {
        bytes
    }
}

impl Disk for SimDisk {
    fn create_dir_all(&self, dir: &Path) -> Result<(), DiskError> {
        self.step("make folder", dir, |state, half| {
            let mut all: Vec<&Path> = dir.ancestors().filter(|dir| !is_root(dir)).collect();
            all.reverse();
            for folder in if half { &[] } else { all.as_slice() } {
                match state.names.get(*folder) {
                    Some(Node::Folder) => {}
                    Some(Node::File(_)) => return Err(io::ErrorKind::NotADirectory.into()),
                    None => state.change(None, Some((folder.to_path_buf(), Node::Folder))),
                }
            }
            Ok(())
        })
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError> {
        self.look("read", path, |state| Ok(state.content(path)?.live.clone()))
    }

    fn read_range(&self, path: &Path, offset: u64, len_bytes: usize) -> Result<Vec<u8>, DiskError> {
        self.look("read a part of", path, |state| {
            let bytes = &state.content(path)?.live;
            let start = usize::try_from(offset).unwrap_or(usize::MAX);
            let range = start..start.saturating_add(len_bytes);
            let part = bytes.get(range).ok_or(io::ErrorKind::UnexpectedEof)?;
            Ok(part.to_vec())
        })
    }

    fn len(&self, path: &Path) -> Result<u64, DiskError> {
        self.look("read the size of", path, |state| {
            Ok(state.content(path)?.live.len() as u64)
        })
    }

    fn write_new(&self, path: &Path, bytes: &[u8], _: Privacy) -> Result<(), DiskError> {
        self.step("make file", path, |state, half| {
            state.folder(path.parent().unwrap_or(Path::new("")))?;
            if state.names.contains_key(path) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            let number = state.number();
            let content = Content {
                live: part(bytes, half).to_vec(),
                durable: Vec::new(),
            };
            state.files.insert(number, content);
            state.change(None, Some((path.to_owned(), Node::File(number))));
            Ok(())
        })
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        self.step("append to", path, |state, half| {
            state
                .content_mut(path)?
                .live
                .extend_from_slice(part(bytes, half));
            Ok(())
        })
    }

    fn truncate(&self, path: &Path, len_bytes: u64) -> Result<(), DiskError> {
        self.step("cut", path, |state, half| {
            let bytes = &mut state.content_mut(path)?.live;
            if !half {
                bytes.truncate(usize::try_from(len_bytes).unwrap_or(usize::MAX));
            }
            Ok(())
        })
    }

    fn sync_file(&self, path: &Path) -> Result<(), DiskError> {
        self.step("make durable", path, |state, half| {
            let content = state.content_mut(path)?;
            if !half {
                content.durable.clone_from(&content.live);
            }
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.step("put a new file in the place of", to, |state, half| {
            let node = Node::File(state.file_number(from)?);
            state.folder(to.parent().unwrap_or(Path::new("")))?;
            if !half {
                state.change(Some(from.to_owned()), Some((to.to_owned(), node)));
            }
            Ok(())
        })
    }

    fn sync_dir(&self, dir: &Path) -> Result<(), DiskError> {
        self.step("make durable the names in", dir, |state, half| {
            state.folder(dir)?;
            if half {
                return Ok(());
            }
            let mut waiting: Vec<NameChange> = Vec::new();
            for change in std::mem::take(&mut state.pending) {
                if change.is_in(dir) {
                    change.apply(&mut state.durable_names);
                    // What was made elsewhere under a name now gone must not come back.
                    waiting.retain(|earlier| !earlier.is_undone_by(&change));
                } else {
                    waiting.push(change);
                }
            }
            state.pending = waiting;
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        self.step("remove", path, |state, half| {
            state.file_number(path)?;
            if !half {
                state.change(Some(path.to_owned()), None);
            }
            Ok(())
        })
    }

    fn list(&self, dir: &Path) -> Result<Vec<PathBuf>, DiskError> {
        self.look("list folder", dir, |state| {
            state.folder(dir)?;
            let inside = state.names.keys().filter(|path| path.parent() == Some(dir));
            Ok(inside.cloned().collect())
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, DiskError> {
        self.look("look for", path, |state| {
            Ok(is_root(path) || state.names.contains_key(path))
        })
    }

    /// A simulated lock leaves no file: nothing relies on one.
    fn try_lock(&self, path: &Path, holder: &str) -> Result<Locking, DiskError> {
        let mut state = self.state();
        if state.dark {
            return named("lock", path, Err(dark()));
        }
        if let Some((_, holder)) = state.locks.get(path) {
            return Ok(Locking::HeldBy(holder.clone()));
        }
        let number = state.number();
        state
            .locks
            .insert(path.to_owned(), (number, holder.to_owned()));
        Ok(Locking::Taken(LockGuard::new(SimLock {
            disk: self.clone(),
            path: path.to_owned(),
            number,
        })))
    }

    fn map(&self, path: &Path) -> Result<Bytes, DiskError> {
        self.read(path).map(Bytes::from)
    }
}

/// Gives back a simulated lock, unless a power cut did so before.
struct SimLock {
    disk: SimDisk,
    path: PathBuf,
    number: u64,
}

impl Drop for SimLock {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        if state
            .locks
            .get(&self.path)
            .is_some_and(|(number, _)| *number == self.number)
        {
            state.locks.remove(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> &'static Path {
        Path::new("/d/file")
    }

    /// A disk with a durable "old" in /d/file.
    fn prepared() -> SimDisk {
        let disk = SimDisk::default();
        disk.make_dir_durably(Path::new("/d")).unwrap();
        disk.write_new(file(), b"old", Privacy::Ordinary).unwrap();
        disk.sync_file(file()).unwrap();
        disk.sync_dir(Path::new("/d")).unwrap();
        disk
    }

    #[test]
    fn unsynced_bytes_are_kept_lost_or_torn() {
        let after = |fate| {
            let disk = prepared();
            disk.append(file(), b" and new").unwrap();
            disk.cut_power(fate);
            assert!(disk.read(file()).is_err(), "the power is cut");
            disk.restart();
            disk.read(file()).unwrap()
        };
        assert_eq!(after(Fate::Kept), b"old and new");
        assert_eq!(after(Fate::Lost), b"old");
        let torn: std::collections::BTreeSet<_> = (0..50).map(|n| after(Fate::Torn(n))).collect();
        assert!(torn.iter().all(|bytes| bytes.starts_with(b"old")));
        assert!(torn.len() > 5, "{torn:?}");
        assert!(torn.iter().any(|bytes| bytes.ends_with(b"\0")), "{torn:?}");
    }

    #[test]
    fn a_name_is_durable_when_its_folder_is_synced() {
        let disk = prepared();
        let (made, dir) = (Path::new("/d/new"), Path::new("/d"));
        disk.write_new(made, b"new", Privacy::Ordinary).unwrap();
        disk.sync_file(made).unwrap();
        disk.rename(made, file()).unwrap();
        let lost = disk.fork();
        lost.cut_power(Fate::Lost);
        lost.restart();
        assert_eq!(lost.read(file()).unwrap(), b"old");
        disk.sync_dir(dir).unwrap();
        disk.cut_power(Fate::Lost);
        disk.restart();
        assert_eq!(disk.read(file()).unwrap(), b"new");
        assert_eq!(disk.list(dir).unwrap(), [file()]);
    }

    #[test]
    fn steps_are_counted_and_fail_as_planned() {
        let disk = prepared();
        let fault = Fault {
            step: disk.steps() + 1,
            reach: Reach::Half,
            after: After::Working,
        };
        disk.plan(fault);
        assert!(disk.append(file(), b"1234").is_err());
        assert_eq!(disk.read(file()).unwrap(), b"old12");
        disk.crash_at(disk.steps() + 2, Fate::Kept);
        disk.append(file(), b"3").unwrap();
        assert!(disk.append(file(), b"4").is_err());
        disk.restart();
        assert_eq!(disk.read(file()).unwrap(), b"old123");
    }

    #[test]
    fn a_power_cut_frees_locks_and_an_old_guard_does_no_harm() {
        let disk = prepared();
        let lock = Path::new("/d/lock");
        let old = disk.try_lock(lock, "one").unwrap();
        assert!(matches!(disk.try_lock(lock, "two").unwrap(), Locking::HeldBy(by) if by == "one"));
        disk.cut_power(Fate::Lost);
        disk.restart();
        let new = disk.try_lock(lock, "two").unwrap();
        drop(old);
        assert!(matches!(disk.try_lock(lock, "3").unwrap(), Locking::HeldBy(by) if by == "two"));
        drop(new);
    }
}
