//! The folder of what can be made again: found by name, replaced whole, never trusted.

use std::path::{Path, PathBuf};

use plaint_world::{Bytes, Privacy};

use crate::error::Error;
use crate::ledger::Ledger;

impl Ledger {
    /// Where a derived file of that name is, whether or not it is there yet.
    ///
    /// # Errors
    /// [`Error::DerivedName`] when the name is not plain, or would leave the folder.
    pub fn derived_path(&self, name: &str) -> Result<PathBuf, Error> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let part_is_good = |part: &str| !part.starts_with('.') && part.chars().all(plain);
        if name
            .split('/')
            .all(|part| !part.is_empty() && part_is_good(part))
        {
            Ok(self.layout().derived().join(name))
        } else {
            Err(Error::DerivedName(name.to_owned()))
        }
    }

    /// Replaces a derived file as a whole: another process sees the old content or the new. Needs
    /// no write access, since nothing rests on it.
    ///
    /// # Errors
    /// [`Error::DerivedName`], [`Error::Disk`], [`Error::Chance`].
    pub fn write_derived(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
        let path = self.derived_path(name)?;
        let disk = self.world().disk.as_ref();
        disk.create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        // Two processes may derive the same file at once: chance keeps their halves apart.
        let mut chance = [0; 8];
        self.world().chance.fill(&mut chance)?;
        let mut new = path.clone().into_os_string();
        new.push(format!(".{:016x}.new", u64::from_be_bytes(chance)));
        let new = PathBuf::from(new);
        // A crash here leaves a file that nobody looks for, gone when derived/ is next removed.
        disk.write_new(&new, bytes, Privacy::Ordinary)?;
        disk.sync_file(&new)?;
        disk.rename(&new, &path)?;
        Ok(path)
    }

    /// The content of a derived file, or `None` when it has to be made.
    ///
    /// # Errors
    /// [`Error::DerivedName`], [`Error::Disk`].
    pub fn read_derived(&self, name: &str) -> Result<Option<Bytes>, Error> {
        match self.world().disk.map(&self.derived_path(name)?) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
