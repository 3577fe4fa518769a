//! Which of some gathered files are a snapshot of a list, and in which format.
//!
//! Content decides; a date in a file's name or path says which of several snapshots is the newest.

use plaint_collect::LocalFile;
use plaint_model::{ListInfo, PartialDate};
use plaint_read::SourceFile;
use plaint_read::format::{self, Bundle, Format};

/// Files that make up one snapshot.
pub struct Chosen<'a> {
    /// The format they are in.
    pub format: &'static Format,
    /// The files, by name.
    pub files: Vec<&'a LocalFile>,
    /// The date that their names or folders carry.
    pub dated: Option<PartialDate>,
    /// Older snapshots of the list that are there too, oldest first.
    pub left: Vec<String>,
}

/// Why no snapshot was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotChosen {
    /// No file is in a format of the list.
    NoneFits,
    /// Several snapshots, and nothing says which is the newest.
    Ambiguous(Vec<String>),
}

/// The snapshots of a list among some files, newest first. `of_all` says that the files may be of
/// any list, so that those which do not name this one are passed over; a single file that the user
/// names for the list is left to the reader, which can say what is wrong with it. A date after
/// `today` dates nothing.
///
/// # Errors
/// [`NotChosen`].
pub fn choose<'a>(
    list: &ListInfo,
    files: &'a [LocalFile],
    of_all: bool,
    today: Option<PartialDate>,
) -> Result<Vec<Chosen<'a>>, NotChosen> {
    let strict = of_all || files.len() > 1;
    let mut bundles: Vec<(&'static Format, Dated<'a>)> = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    for format in list.formats.iter().filter_map(|id| format::find(id)) {
        let free = files
            .iter()
            .filter(|file| !taken.contains(&file.name.as_str()));
        let fits: Vec<&LocalFile> = free.filter(|f| fits(format, list, f, strict)).collect();
        taken.extend(fits.iter().map(|file| file.name.as_str()));
        let of_format = bundled(format.bundle, &fits).into_iter();
        bundles.extend(of_format.map(|bundle| (format, bundle)));
    }
    let name = |bundle: &(&'static Format, Dated<'a>)| bundle.1.1[0].name.clone();
    let past = |date: &PartialDate| today.is_none_or(|today| *date <= today);
    // With a single one it is not worth reading the file to learn its date.
    let several = bundles.len() > 1;
    for (format, (dated, files)) in &mut bundles {
        let stated = |_: ()| published(list, format, files).filter(past);
        *dated = dated.filter(past);
        *dated = dated.or_else(|| several.then_some(()).and_then(stated));
    }
    let preferred = bundles.first().map(|(format, _)| format.id);
    let undated: Vec<String> = bundles
        .iter()
        .filter(|b| b.1.0.is_none() && Some(b.0.id) == preferred)
        .map(name)
        .collect();
    if bundles.iter().all(|bundle| bundle.1.0.is_none()) && undated.len() > 1 {
        return Err(NotChosen::Ambiguous(undated));
    }
    // Newest last; without a date, or of one date, the list's first format last.
    bundles.reverse();
    bundles.sort_by_key(|bundle| bundle.1.0);
    if bundles.is_empty() {
        return Err(NotChosen::NoneFits);
    }
    let names: Vec<String> = bundles.iter().map(name).collect();
    let chosen = bundles.into_iter().zip(0..).map(|((format, bundle), at)| {
        let (dated, files) = bundle;
        Chosen {
            format,
            files,
            dated,
            left: names[..at].to_vec(),
        }
    });
    let mut chosen: Vec<Chosen<'a>> = chosen.collect();
    chosen.reverse();
    Ok(chosen)
}

/// Whether any of the files is in a format of the list and may be of it.
#[must_use]
pub fn has_any(list: &ListInfo, files: &[LocalFile]) -> bool {
    let mut formats = list.formats.iter().filter_map(|id| format::find(id));
    formats.any(|format| files.iter().any(|file| fits(format, list, file, true)))
}

/// The date that the files state of themselves.
fn published(list: &ListInfo, format: &Format, files: &[&LocalFile]) -> Option<PartialDate> {
    let sources: Vec<SourceFile<'_>> = files.iter().map(|file| source(file)).collect();
    crate::derive::read(list, format, &sources).published
}

fn fits(format: &Format, list: &ListInfo, file: &LocalFile, strict: bool) -> bool {
    let source = source(file);
    (format.recognises)(&source) && (!strict || (format.belongs)(list, &source))
}

/// A gathered file as a reader takes it: by its name without the folders.
pub(crate) fn source(file: &LocalFile) -> SourceFile<'_> {
    SourceFile {
        name: file.name.rsplit('/').next().unwrap_or(&file.name),
        bytes: &file.bytes,
    }
}

type Dated<'a> = (Option<PartialDate>, Vec<&'a LocalFile>);

/// Groups files into snapshots, each with the date in its names.
fn bundled<'a>(bundle: Bundle, files: &[&'a LocalFile]) -> Vec<Dated<'a>> {
    let mut bundles: Vec<(String, Dated<'a>)> = Vec::new();
    for file in files {
        let dated = date_in(&file.name).filter(|_| bundle != Bundle::All);
        let folder = file.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let key = match bundle {
            Bundle::One => file.name.clone(),
            Bundle::Folder => format!(
                "{folder} {}",
                dated.map_or(String::new(), |d| d.to_string())
            ),
            Bundle::All => String::new(),
        };
        match bundles.iter_mut().find(|(known, _)| *known == key) {
            Some((_, (_, files))) => files.push(file),
            None => bundles.push((key, (dated, vec![file]))),
        }
    }
    bundles.into_iter().map(|(_, bundle)| bundle).collect()
}

/// The last date in a path: `YYYY-MM-DD`, `YYYY-MM` or `YYYYMMDD`.
#[must_use]
pub fn date_in(path: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let mut found = None;
    for (n, part) in parts.iter().enumerate() {
        let month = parts.get(n + 1).filter(|part| part.len() == 2);
        let day = month
            .and_then(|_| parts.get(n + 2))
            .filter(|part| part.len() == 2);
        let text = match (part.len(), month, day) {
            (4, Some(month), Some(day)) => format!("{part}-{month}-{day}"),
            (4, Some(month), None) => format!("{part}-{month}"),
            (8, ..) => format!("{}-{}-{}", &part[..4], &part[4..6], &part[6..]),
            _ => continue,
        };
        let plausible = |date: &PartialDate| (1990..2100).contains(&date.year());
        found = text.parse().ok().filter(plausible).or(found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_paths() {
        let date = |path: &str| date_in(path).map(|date| date.to_string());
        assert_eq!(
            date("daily/sdn_2024-05-03.csv").as_deref(),
            Some("2024-05-03")
        );
        assert_eq!(date("2022-01/sdn.csv").as_deref(), Some("2022-01"));
        assert_eq!(date("x/20250812.yml").as_deref(), Some("2025-08-12"));
        assert_eq!(
            date("uk_2026-08-15_699a00a.jsonl").as_deref(),
            Some("2026-08-15")
        );
        assert_eq!(date("regulation8_consolidated.xlsx"), None);
        assert_eq!(date("sdn_9999-99-99.csv"), None);
    }
}
