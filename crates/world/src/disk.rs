//! Files, with the durability of each step spelt out.
//!
//! The contract a caller may rely on, and no more:
//! - bytes written survive a power cut once [`Disk::sync_file`] on the file has returned;
//! - a name made, renamed or removed survives once [`Disk::sync_dir`] on its folder has returned;
//! - before that each may survive, not survive, or survive in part, independently of each other;
//! - a rename within one folder happens as a whole or not at all.

use std::any::Any;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// What was tried on which path, and why it failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot {tried} {}: {source}", path.display())]
pub struct DiskError {
    /// What was tried, as the words that follow "cannot".
    pub tried: &'static str,
    /// On which file or folder.
    pub path: PathBuf,
    /// The system's reason.
    pub source: io::Error,
}

impl DiskError {
    /// Whether the reason is that there is no such file or folder.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.source.kind() == io::ErrorKind::NotFound
    }
}

/// Who may read a file that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Whoever the system's defaults let.
    Ordinary,
    /// Its owner only (mode 0600), where the system has such a notion.
    OwnerOnly,
}

/// The bytes of a whole file, mapped or read into memory. Use it as a `&[u8]`.
#[derive(Debug)]
pub struct Bytes(Held);

#[derive(Debug)]
enum Held {
    Mapped(memmap2::Mmap),
    Read(Vec<u8>),
}

impl Bytes {
    pub(crate) fn mapped(map: memmap2::Mmap) -> Self {
        Self(Held::Mapped(map))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Held::Read(bytes))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Held::Mapped(map) => map,
            Held::Read(bytes) => bytes,
        }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

/// A lock that is held until this is dropped, or the process ends in whatever way.
pub struct LockGuard(#[expect(dead_code, reason = "held for its drop")] Box<dyn Any + Send + Sync>);

impl LockGuard {
    /// Wraps whatever gives the lock back when dropped.
    #[must_use]
    pub fn new(held: impl Any + Send + Sync) -> Self {
        Self(Box::new(held))
    }
}

/// What became of an attempt to take a lock.
pub enum Locking {
    /// It is ours.
    Taken(LockGuard),
    /// Somebody else has it; the text is what they wrote about themselves, perhaps empty.
    HeldBy(String),
}

/// A file system. Every method names the path and what was tried when it fails.
pub trait Disk: Send + Sync {
    /// Makes a folder and those above it; one that is there is left as it is. Not durable:
    /// see [`Disk::make_dir_durably`].
    ///
    /// # Errors
    /// [`DiskError`] as for every method.
    fn create_dir_all(&self, dir: &Path) -> Result<(), DiskError>;

    /// The whole content of a file.
    ///
    /// # Errors
    /// [`DiskError`], also when there is no such file.
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError>;

    /// Exactly `len_bytes` bytes from `offset` on.
    ///
    /// # Errors
    /// [`DiskError`], also when the file ends before.
    fn read_range(&self, path: &Path, offset: u64, len_bytes: usize) -> Result<Vec<u8>, DiskError>;

    /// The size of a file in bytes.
    ///
    /// # Errors
    /// [`DiskError`], also when there is no such file.
    fn len(&self, path: &Path) -> Result<u64, DiskError>;

    /// Makes a file that is not there yet, with this content.
    ///
    /// # Errors
    /// [`DiskError`], also when something of that name is there.
    fn write_new(&self, path: &Path, bytes: &[u8], privacy: Privacy) -> Result<(), DiskError>;

    /// Adds bytes to the end of a file that is there. On failure a part of them may be in it.
    ///
    /// # Errors
    /// [`DiskError`], also when there is no such file.
    fn append(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError>;

    /// Cuts a file down to its first `len_bytes` bytes.
    ///
    /// # Errors
    /// [`DiskError`] as for every method.
    fn truncate(&self, path: &Path, len_bytes: u64) -> Result<(), DiskError>;

    /// Makes the content of a file durable.
    ///
    /// # Errors
    /// [`DiskError`]; nothing is then known of what is durable.
    fn sync_file(&self, path: &Path) -> Result<(), DiskError>;

    /// Gives a file another name, replacing a file that has it.
    ///
    /// # Errors
    /// [`DiskError`] as for every method.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// [`DiskError`]; nothing is then known of what is durable.
    fn sync_dir(&self, dir: &Path) -> Result<(), DiskError>;

    /// Removes a file.
    ///
    /// # Errors
    /// [`DiskError`], also when there is no such file.
    fn remove(&self, path: &Path) -> Result<(), DiskError>;

    /// The paths directly in a folder, sorted.
    ///
    /// # Errors
    /// [`DiskError`], also when there is no such folder.
    fn list(&self, dir: &Path) -> Result<Vec<PathBuf>, DiskError>;

    /// Whether there is a file or a folder of that name.
    ///
    /// # Errors
    /// [`DiskError`] when that cannot be told.
    fn exists(&self, path: &Path) -> Result<bool, DiskError>;

    /// Tries to take the one lock that a file stands for, making the file if need be, and says in
    /// it who we are. Does not wait.
    ///
    /// # Errors
    /// [`DiskError`] when the file system cannot lock.
    fn try_lock(&self, path: &Path, holder: &str) -> Result<Locking, DiskError>;

    /// The content of a write-once file, without reading it into memory where that can be helped.
    /// Only for files that nobody edits or cuts: they are made, renamed, and removed.
    ///
    /// # Errors
    /// [`DiskError`], also when there is no such file.
    fn map(&self, path: &Path) -> Result<Bytes, DiskError>;

    /// Makes a folder and those above it, and makes the names of all of them durable: also of those
    /// that are there, since whoever made them may have died before that.
    ///
    /// # Errors
    /// [`DiskError`] as for every method.
    fn make_dir_durably(&self, dir: &Path) -> Result<(), DiskError> {
        self.create_dir_all(dir)?;
        for above in dir.ancestors().skip(1) {
            match self.sync_dir(above) {
                // Nobody just made a folder in one that we may not even look into.
                Err(error) if error.source.kind() == io::ErrorKind::PermissionDenied => {}
                result => result?,
            }
        }
        Ok(())
    }
}
