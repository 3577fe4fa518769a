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

/// Every list: the carried ones and the ledger's own, by id.
///
/// # Errors
/// When a list's TOML cannot be read or is wrong: it names file, place and what to mend.
pub fn load(disk: &dyn Disk, ledger: &Path) -> Result<Vec<ListInfo>, DeskError> {
    let mut lists = carried()?;
    let own = ledger.join("lists");
    if disk.exists(&own)? {
        for path in disk.list(&own)? {
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                let text = String::from_utf8_lossy(&disk.read(&path)?).into_owned();
                let list = catalogue::parse(&path.display().to_string(), &text)?;
                lists.retain(|known| known.id != list.id);
                lists.push(list);
            }
        }
    }
    lists.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(lists)
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
