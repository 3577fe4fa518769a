//! What is gathered from disk.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use plaint_collect::{GatherProblem, LocalFile, gather, take_off_gz};

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn names(path: &Path) -> Vec<String> {
    let files = gather(path).unwrap();
    files.into_iter().map(|file| file.name).collect()
}

#[test]
fn a_folder_is_read_sorted_without_hidden_files_and_links() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("more")).unwrap();
    fs::create_dir_all(at.join(".hidden")).unwrap();
    fs::write(at.join("z.csv"), "z").unwrap();
    fs::write(at.join("more/a.xml.gz"), gz(b"<a/>")).unwrap();
    fs::write(at.join(".DS_Store"), "x").unwrap();
    fs::write(at.join(".hidden/b.csv"), "x").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at.join("z.csv"), at.join("link.csv")).unwrap();
        std::os::unix::fs::symlink(at, at.join("more/round")).unwrap();
    }
    assert_eq!(names(at), ["more/a.xml", "z.csv"]);
    assert_eq!(gather(at).unwrap()[0].bytes, b"<a/>");
    assert_eq!(names(&at.join("more/a.xml.gz")), ["a.xml"]);
    #[cfg(unix)]
    assert_eq!(names(&at.join("link.csv")), ["link.csv"]);
}

#[test]
fn what_cannot_be_gathered_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let problem = |path: &Path| gather(path).unwrap_err().to_string();
    assert!(problem(at).contains("no file in this folder"));
    assert!(problem(&at.join("gone.csv")).contains("gone.csv: cannot be read"));
    #[cfg(unix)]
    assert!(problem(Path::new("/dev/null")).contains("neither a file nor a folder"));
    fs::write(at.join("a.csv.gz"), "name,country\n").unwrap();
    assert!(problem(&at.join("a.csv.gz")).contains("not whole gzip"));
    let whole = gz(&[7; 100_000]);
    fs::write(at.join("a.csv.gz"), &whole[..whole.len() - 9]).unwrap();
    assert!(problem(&at.join("a.csv.gz")).contains("not whole gzip"));
}

#[test]
fn a_small_file_that_unpacks_large_is_refused() {
    let bomb = |name: &str| LocalFile {
        name: name.to_owned(),
        bytes: gz(&[0; 1 << 20]),
    };
    assert!(bomb("a.gz").bytes.len() < 5_000);
    let problem = take_off_gz(bomb("a.gz"), 1000).unwrap_err();
    assert_eq!(problem, GatherProblem::FileTooLarge(1000));
    assert_eq!(
        take_off_gz(bomb("a.gz"), 1 << 20).unwrap().bytes.len(),
        1 << 20
    );
    assert_eq!(take_off_gz(bomb("a.bin"), 1000).unwrap(), bomb("a.bin"));
}
