//! The catalogue of lists: those the program carries (`lists/*.toml`), and a ledger's own, from the
//! folder `lists` in the ledger, which win over one of the same id.

use std::path::Path;

use plaint_model::ListInfo;
use plaint_read::catalogue;
use plaint_world::Disk;

use crate::DeskError;

const CARRIED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lists.rs"));

/// The lists that the program carries.
///
/// # Errors
/// When a TOML is wrong; a test keeps that from being released.
pub fn carried() -> Result<Vec<ListInfo>, DeskError> {
    Ok(CARRIED
        .iter()
        .map(|(name, text)| catalogue::parse(name, text))
        .collect::<Result<_, _>>()?)
}

/// What lists are known.
#[derive(Debug)]
pub struct Known {
    /// Every list: the carried ones and the ledger's own, by id.
    pub lists: Vec<ListInfo>,
    /// The ledger's own descriptions that are left out, each with what to mend.
    pub problems: Vec<String>,
}

/// Every list: the carried ones and the ledger's own. One of the ledger's own descriptions that is
/// wrong is left out and told of: it must not stop the others.
///
/// # Errors
/// When the folder of descriptions cannot be looked into.
pub fn load(disk: &dyn Disk, ledger: &Path) -> Result<Known, DeskError> {
    let mut lists = carried()?;
    let mut problems = Vec::new();
    let own = ledger.join("lists");
    if disk.exists(&own)? {
        let mut paths = disk.list(&own)?;
        paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
        paths.sort();
        for path in paths {
            match read_own(disk, &path) {
                Ok(list) => {
                    lists.retain(|known| known.id != list.id);
                    lists.push(list);
                }
                Err(problem) => problems.push(left_out(&path, &problem, &lists)),
            }
        }
    }
    lists.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(Known { lists, problems })
}

fn read_own(disk: &dyn Disk, path: &Path) -> Result<ListInfo, String> {
    let bytes = disk.read(path).map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&bytes);
    let list = catalogue::parse(&path.display().to_string(), &text);
    list.map_err(|error| error.to_string())
}

fn left_out(path: &Path, problem: &str, lists: &[ListInfo]) -> String {
    let name = path.file_stem().and_then(|stem| stem.to_str());
    let carried = lists.iter().any(|list| Some(list.id.as_str()) == name);
    let instead = match carried {
        true => "the description that Plaint carries stands in its place",
        false => "the list is left out",
    };
    format!("{}; {instead}", problem.trim_end())
}

/// A list by its id.
///
/// # Errors
/// [`DeskError::NoSuchList`] names those there are.
pub fn find<'a>(lists: &'a [ListInfo], id: &str) -> Result<&'a ListInfo, DeskError> {
    let found = lists.iter().find(|list| list.id.as_str() == id);
    found.ok_or_else(|| {
        let known: Vec<&str> = lists.iter().map(|list| list.id.as_str()).collect();
        DeskError::NoSuchList {
            wanted: id.to_owned(),
            known: known.join(", "),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_carried_list_is_sound_and_named_after_its_id() {
        let lists = carried().unwrap();
        for ((name, _), list) in CARRIED.iter().zip(&lists) {
            assert_eq!(*name, format!("{}.toml", list.id));
        }
        let mut ids: Vec<_> = lists.iter().map(|list| &list.id).collect();
        ids.dedup();
        assert_eq!(ids.len(), lists.len());
    }
}
