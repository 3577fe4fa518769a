//! The system's file system.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::disk::{Bytes, Disk, DiskError, LockGuard, Locking, Privacy};

/// A note about the holder of a lock is one short line; anything longer is not ours.
const HOLDER_BYTES_MAX: u64 = 200;

/// The system's file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

/// Turns an IO error into one that names the path and what was tried.
fn named<T>(tried: &'static str, path: &Path, result: io::Result<T>) -> Result<T, DiskError> {
    result.map_err(|source| DiskError {
        tried,
        path: path.to_owned(),
        source,
    })
}

impl Disk for RealDisk {
    fn create_dir_all(&self, dir: &Path) -> Result<(), DiskError> {
        named("make folder", dir, fs::create_dir_all(dir))
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError> {
        named("read", path, fs::read(path))
    }

    fn read_range(&self, path: &Path, offset: u64, len_bytes: usize) -> Result<Vec<u8>, DiskError> {
        let read = || {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(offset))?;
            // Grows with what is read, so that a wrong length cannot exhaust memory.
            let mut out = Vec::new();
            let got = file.take(len_bytes as u64).read_to_end(&mut out)?;
            if got == len_bytes {
                Ok(out)
            } else {
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        };
        named("read a part of", path, read())
    }

    fn len(&self, path: &Path) -> Result<u64, DiskError> {
        named(
            "read the size of",
            path,
            fs::metadata(path).map(|meta| meta.len()),
        )
    }

    fn write_new(&self, path: &Path, bytes: &[u8], privacy: Privacy) -> Result<(), DiskError> {
        let write = || {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            restrict(&mut options, privacy);
            options.open(path)?.write_all(bytes)
        };
        named("make file", path, write())
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let write = || OpenOptions::new().append(true).open(path)?.write_all(bytes);
        named("append to", path, write())
    }

    fn truncate(&self, path: &Path, len_bytes: u64) -> Result<(), DiskError> {
        let cut = || {
            OpenOptions::new()
                .write(true)
                .open(path)?
                .set_len(len_bytes)
        };
        named("cut", path, cut())
    }

    fn sync_file(&self, path: &Path) -> Result<(), DiskError> {
        // Windows flushes only what is open for writing; elsewhere reading is enough.
        let open = || {
            OpenOptions::new()
                .read(true)
                .write(cfg!(windows))
                .open(path)
        };
        named(
            "make durable",
            path,
            open().and_then(|file| file.sync_all()),
        )
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        named("put a new file in the place of", to, fs::rename(from, to))
    }

    fn sync_dir(&self, dir: &Path) -> Result<(), DiskError> {
        let here = if dir.as_os_str().is_empty() {
            Path::new(".")
        } else {
            dir
        };
        named("make durable the names in", here, sync_names(here))
    }

    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        named("remove", path, fs::remove_file(path))
    }

    fn list(&self, dir: &Path) -> Result<Vec<PathBuf>, DiskError> {
        let list = || -> io::Result<Vec<PathBuf>> {
            fs::read_dir(dir)?
                .map(|item| item.map(|item| item.path()))
                .collect()
        };
        let mut paths = named("list folder", dir, list())?;
        paths.sort();
        Ok(paths)
    }

    fn exists(&self, path: &Path) -> Result<bool, DiskError> {
        named("look for", path, path.try_exists())
    }

    fn try_lock(&self, path: &Path, holder: &str) -> Result<Locking, DiskError> {
        let attempt = || {
            let mut options = OpenOptions::new();
            let mut file = options
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)?;
            match file.try_lock() {
                Ok(()) => {
                    file.set_len(0)?;
                    writeln!(file, "{holder}")?;
                    Ok(Locking::Taken(LockGuard::new(file)))
                }
                Err(TryLockError::WouldBlock) => {
                    let mut text = Vec::new();
                    // Some systems do not let us read a locked file: then the holder is unknown.
                    let _ = file.take(HOLDER_BYTES_MAX).read_to_end(&mut text);
                    let text = String::from_utf8_lossy(&text)
                        .trim()
                        .replace(char::is_control, " ");
                    Ok(Locking::HeldBy(text))
                }
                Err(TryLockError::Error(error)) => Err(error),
            }
        };
        named("lock", path, attempt())
    }

    fn map(&self, path: &Path) -> Result<Bytes, DiskError> {
        let file = named("open", path, File::open(path))?;
        // An empty file, or a file system that cannot map: read it.
        map_file(&file).map_or_else(
            |_| self.read(path).map(Bytes::from),
            |map| Ok(Bytes::mapped(map)),
        )
    }
}

#[cfg(unix)]
fn restrict(options: &mut OpenOptions, privacy: Privacy) {
    use std::os::unix::fs::OpenOptionsExt as _;
    if privacy == Privacy::OwnerOnly {
        options.mode(0o600);
    }
}

#[cfg(not(unix))]
fn restrict(_: &mut OpenOptions, _: Privacy) {}

#[cfg(unix)]
fn sync_names(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Other systems offer no such call: their file systems journal names by themselves.
#[cfg(not(unix))]
fn sync_names(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Maps a file read-only.
#[allow(unsafe_code)]
fn map_file(file: &File) -> io::Result<memmap2::Mmap> {
    // SAFETY: the bytes behind the map must not change while it lives. `Disk::map` is only for
    // files that are write-once: complete and durable before they get their name, and never edited
    // or cut after. Under the ledger's lock protocol that holds: the vault's blobs are named by
    // their content, derived files are replaced by rename, and what is appended to or cut (log/) is
    // read and never mapped. Removing or replacing a file leaves its mapped pages as they are.
    unsafe { memmap2::Mmap::map(file) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_from_making_to_removal() {
        let folder = tempfile::tempdir().unwrap();
        let (disk, dir) = (RealDisk, folder.path().join("a/b"));
        disk.make_dir_durably(&dir).unwrap();
        let (file, other) = (dir.join("file"), dir.join("other"));
        disk.write_new(&file, b"one ", Privacy::OwnerOnly).unwrap();
        let again = disk.write_new(&file, b"", Privacy::Ordinary).unwrap_err();
        assert!(
            again.to_string().starts_with("cannot make file "),
            "{again}"
        );
        disk.append(&file, b"two").unwrap();
        disk.sync_file(&file).unwrap();
        assert_eq!(disk.read_range(&file, 4, 3).unwrap(), b"two");
        assert!(disk.read_range(&file, 4, usize::MAX).is_err());
        disk.truncate(&file, 3).unwrap();
        disk.rename(&file, &other).unwrap();
        disk.sync_dir(&dir).unwrap();
        assert_eq!(&*disk.map(&other).unwrap(), b"one");
        assert_eq!(disk.len(&other).unwrap(), 3);
        assert_eq!(disk.list(&dir).unwrap(), [other.as_path()]);
        disk.remove(&other).unwrap();
        assert!(!disk.exists(&other).unwrap());
        assert!(disk.read(&other).unwrap_err().is_not_found());
        assert!(disk.append(&other, b"x").is_err());
        disk.write_new(&other, b"", Privacy::Ordinary).unwrap();
        assert!(disk.map(&other).unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_its_owners_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        RealDisk
            .write_new(&file, b"secret", Privacy::OwnerOnly)
            .unwrap();
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_lock_is_held_by_one_and_says_by_whom() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lock");
        let Locking::Taken(guard) = RealDisk.try_lock(&file, "process 1").unwrap() else {
            panic!("nobody else has it");
        };
        let Locking::HeldBy(holder) = RealDisk.try_lock(&file, "process 2").unwrap() else {
            panic!("it is held");
        };
        assert_eq!(holder, "process 1");
        drop(guard);
        assert!(matches!(
            RealDisk.try_lock(&file, "process 2").unwrap(),
            Locking::Taken(_)
        ));
    }
}
