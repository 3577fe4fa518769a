//! Sources from disk: one file, or a folder with what is in it.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

/// A file as it lies on disk, a `.gz` taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalFile {
    /// Its name; in a folder its path from there, parts joined by `/`. Without `.gz`.
    pub name: String,
    /// Its content, decompressed.
    pub bytes: Vec<u8>,
}

/// Files that could not be gathered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {problem}", .path.display())]
pub struct GatherError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong, and the remedy.
    pub problem: GatherProblem,
}

/// What is wrong, and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GatherProblem {
    /// It cannot be read.
    #[error("cannot be read ({0}); check the name and the permissions")]
    Unreadable(String),
    /// Neither a file nor a folder.
    #[error("neither a file nor a folder; save its content as a file and pass that")]
    NotAFile,
    /// Nothing in the folder.
    #[error("no file in this folder (hidden files and links are passed over)")]
    Empty,
    /// A folder in a folder in a folder.
    #[error("folders are nested deeper than {0}; pass the folder that holds the files")]
    TooDeep(usize),
    /// Too many files.
    #[error("more than {0} files; pass the folder that holds the files, or one by one")]
    TooMany(usize),
    /// A file is too large.
    #[error("more than {0} bytes; split the file")]
    FileTooLarge(u64),
    /// All together are too large.
    #[error("all files together are more than {0} bytes; pass them in parts")]
    FolderTooLarge(u64),
    /// Not gzip.
    #[error("its name ends in .gz but it is not whole gzip ({0}); rename it or fetch it again")]
    BadGzip(String),
}

struct Caps {
    depth: usize,
    files: usize,
    file_bytes: u64,
    total_bytes: u64,
}

const CAPS: Caps = Caps {
    depth: 6,
    files: 2000,
    file_bytes: 512 << 20,
    total_bytes: 2 << 30,
};

/// Reads a file, or all files of a folder and its folders, sorted by name.
///
/// In a folder, hidden files and links are passed over; the path itself may be a link. At most
/// 6 levels, 2,000 files, 512 MiB a file (decompressed) and 2 GiB together.
///
/// # Errors
/// Names the path, what is wrong and the remedy.
pub fn gather(path: &Path) -> Result<Vec<LocalFile>, GatherError> {
    gather_within(path, &CAPS)
}

/// Takes a `.gz` off a file that has one; gives back any other as it is.
///
/// # Errors
/// Not gzip, damaged, or more than `cap_bytes` decompressed.
pub fn take_off_gz(file: LocalFile, cap_bytes: u64) -> Result<LocalFile, GatherProblem> {
    let Some(name) = without_gz(&file.name) else {
        return Ok(file);
    };
    let mut bytes = Vec::new();
    MultiGzDecoder::new(file.bytes.as_slice())
        .take(cap_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| GatherProblem::BadGzip(error.to_string()))?;
    if bytes.len() as u64 > cap_bytes {
        return Err(GatherProblem::FileTooLarge(cap_bytes));
    }
    let name = name.to_owned();
    Ok(LocalFile { name, bytes })
}

fn gather_within(path: &Path, caps: &Caps) -> Result<Vec<LocalFile>, GatherError> {
    let kind = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if kind.is_file() {
        let name = path.file_name().unwrap_or(path.as_os_str());
        return Ok(vec![load(path, name.to_string_lossy().into_owned(), caps)?]);
    }
    if !kind.is_dir() {
        return Err(fault(path, GatherProblem::NotAFile));
    }
    let mut found = Vec::new();
    walk(path, "", 1, caps, &mut found)?;
    if found.is_empty() {
        return Err(fault(path, GatherProblem::Empty));
    }
    found.sort();
    let mut files = Vec::with_capacity(found.len());
    let mut total_bytes = 0;
    for (name, file_path) in found {
        let file = load(&file_path, name, caps)?;
        total_bytes += file.bytes.len() as u64;
        if total_bytes > caps.total_bytes {
            return Err(fault(path, GatherProblem::FolderTooLarge(caps.total_bytes)));
        }
        files.push(file);
    }
    Ok(files)
}

/// Finds the files of a folder: their names from the top, and their paths. Recursion ends at the
/// cap on depth.
fn walk(
    folder: &Path,
    prefix: &str,
    depth: usize,
    caps: &Caps,
    found: &mut Vec<(String, PathBuf)>,
) -> Result<(), GatherError> {
    if depth > caps.depth {
        return Err(fault(folder, GatherProblem::TooDeep(caps.depth)));
    }
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        // The kind of the entry itself: a link is neither a file nor a folder here.
        let kind = entry
            .file_type()
            .map_err(|error| unreadable(&path, &error))?;
        if kind.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), depth + 1, caps, found)?;
        } else if kind.is_file() {
            found.push((format!("{prefix}{name}"), path));
        }
        if found.len() > caps.files {
            return Err(fault(folder, GatherProblem::TooMany(caps.files)));
        }
    }
    Ok(())
}

fn load(path: &Path, name: String, caps: &Caps) -> Result<LocalFile, GatherError> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(caps.file_bytes + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > caps.file_bytes {
        return Err(fault(path, GatherProblem::FileTooLarge(caps.file_bytes)));
    }
    take_off_gz(LocalFile { name, bytes }, caps.file_bytes).map_err(|problem| fault(path, problem))
}

fn without_gz(name: &str) -> Option<&str> {
    let split = name.len().checked_sub(3)?;
    let (stem, extension) = name.split_at_checked(split)?;
    (extension.eq_ignore_ascii_case(".gz") && !stem.is_empty()).then_some(stem)
}

fn unreadable(path: &Path, error: &io::Error) -> GatherError {
    fault(path, GatherProblem::Unreadable(error.to_string()))
}

fn fault(path: &Path, problem: GatherProblem) -> GatherError {
    let path = path.to_owned();
    GatherError { path, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caps_name_the_path_and_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        fs::create_dir_all(at.join("a/b")).unwrap();
        fs::write(at.join("a/one.csv"), "12345").unwrap();
        fs::write(at.join("a/b/two.csv"), "12345").unwrap();
        let caps = |depth, files, file_bytes, total_bytes| Caps {
            depth,
            files,
            file_bytes,
            total_bytes,
        };
        let problem = |caps| gather_within(at, &caps).unwrap_err();
        assert_eq!(
            problem(caps(2, 9, 9, 99)).problem,
            GatherProblem::TooDeep(2)
        );
        assert_eq!(
            problem(caps(9, 1, 9, 99)).problem,
            GatherProblem::TooMany(1)
        );
        assert_eq!(
            problem(caps(9, 9, 4, 99)).problem,
            GatherProblem::FileTooLarge(4)
        );
        assert_eq!(
            problem(caps(9, 9, 5, 9)).problem,
            GatherProblem::FolderTooLarge(9)
        );
        assert_eq!(gather_within(at, &caps(3, 2, 5, 10)).unwrap().len(), 2);
        assert!(
            problem(caps(2, 9, 9, 99))
                .to_string()
                .contains("/a/b: folders")
        );
    }

    #[test]
    fn gz_in_a_name() {
        assert_eq!(without_gz("a.csv.GZ"), Some("a.csv"));
        assert_eq!(without_gz(".gz"), None);
        assert_eq!(without_gz("é"), None);
        assert_eq!(without_gz("gz"), None);
    }
}
