//! The lists that are measured: real ones recorded in a ledger that is thrown away, or made up.

use std::path::{Path, PathBuf};

use anyhow::Result;
use plaint_desk::Desk;
use plaint_desk::update::{Source, UpdateRequest};
use plaint_model::{Entity, EntityId, Entry, ListId, Property, Schema};
use plaint_world::{Bytes, World};

use crate::names::{self, Dice};

/// One list's index, in memory and in a file.
pub struct List {
    /// The index.
    pub bytes: Bytes,
    /// The file that holds it.
    pub path: PathBuf,
    /// Keeps the folder until the end.
    _folder: std::rc::Rc<tempfile::TempDir>,
}

/// Entries of the made-up list.
const MADE_UP_ENTRIES: usize = 30_000;

/// The lists.
pub fn lists() -> Result<Vec<List>> {
    let shared = std::env::var_os("PLAINT_SHARED").map(PathBuf::from);
    let folder = std::rc::Rc::new(tempfile::tempdir()?);
    let real = shared.map(|shared| shared.join("lists"));
    let paths = match real.filter(|path| path.is_dir()) {
        Some(real) => recorded(&real, folder.path())?,
        None => {
            println!("made-up names (set PLAINT_SHARED for real lists)");
            let path = folder.path().join("made-up.seg");
            std::fs::write(&path, plaint_screen::build(&made_up()?))?;
            vec![path]
        }
    };
    let list = |path: PathBuf| {
        let bytes = World::real().disk.map(&path)?;
        let _folder = folder.clone();
        Ok(List {
            bytes,
            path,
            _folder,
        })
    };
    paths.into_iter().map(list).collect()
}

/// Records every list of a folder in a ledger, as `plaint lists update --from` does, and gives the
/// files of their indexes. The newest list of the United States Treasury is an empty download on
/// purpose, so one that is whole is named.
fn recorded(real: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let ledger = folder.join("ledger");
    let mut desk = Desk::write(&World::real(), &ledger, &mut |_| {})?;
    let sdn = real.join("us_ofac_sdn/daily/sdn_2024-05-03.csv.gz");
    for (lists, from) in [(vec![], real), (vec!["us-ofac-sdn".to_owned()], &sdn)] {
        let request = UpdateRequest {
            lists,
            from: Some(Source::Path(from.to_owned())),
            ..UpdateRequest::default()
        };
        desk.update(&request, &mut |_| {})?;
    }
    drop(desk);
    let segments = std::fs::read_dir(ledger.join("derived/segments"))?;
    let mut paths: Vec<PathBuf> = segments
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn made_up() -> Result<Vec<Entry>> {
    let list = ListId::new("made-up")?;
    let mut dice = Dice::new(7);
    let entry = |n: usize| {
        let schema = [Schema::PERSON, Schema::COMPANY][n % 2];
        let mut party = Entity::new(EntityId::numbered(&list, &n.to_string()), schema);
        for property in [Property::NAME, Property::ALIAS] {
            party.add(property, &names::made_up(&mut dice));
        }
        Entry::new(party)
    };
    Ok((0..MADE_UP_ENTRIES).map(entry).collect())
}
