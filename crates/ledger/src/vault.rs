//! Files named by their SHA-256: written once, checked whenever they are read.

use std::path::Path;

use plaint_model::Digest;
use plaint_world::{Bytes, Disk, Privacy};

use crate::error::{Error, damaged};
use crate::layout::Layout;

/// Puts a file into the vault, durably. One that is there is checked and not written again.
pub(crate) fn put(disk: &dyn Disk, layout: &Layout, bytes: &[u8]) -> Result<Digest, Error> {
    let digest = Digest::of(bytes);
    let path = layout.blob(digest);
    let folder = path.parent().unwrap_or(Path::new(""));
    if disk.exists(&path)? {
        get(disk, layout, digest)?;
        // Whoever put it there may have been told of a failure before its name was durable.
        disk.sync_dir(folder)?;
        return Ok(digest);
    }
    let new = layout.blobs_new().join(digest.to_string());
    if disk.exists(&new)? {
        disk.remove(&new)?;
    }
    // A crash here leaves nothing, or a file in vault/new: the next writer removes it.
    disk.write_new(&new, bytes, Privacy::Ordinary)?;
    disk.sync_file(&new)?;
    // A crash here leaves, besides, an empty folder, which the next blob uses.
    disk.create_dir_all(folder)?;
    disk.sync_dir(&layout.blobs())?;
    // A crash here leaves the blob under its name, whole, though no leaf speaks of it.
    disk.rename(&new, &path)?;
    disk.sync_dir(folder)?;
    Ok(digest)
}

/// The content of a file in the vault, checked against its name.
pub(crate) fn get(disk: &dyn Disk, layout: &Layout, digest: Digest) -> Result<Bytes, Error> {
    let path = layout.blob(digest);
    let bytes = disk.map(&path).map_err(|error| {
        let dir = layout.dir.clone();
        if error.is_not_found() {
            Error::NoBlob { dir, digest }
        } else {
            error.into()
        }
    })?;
    let found = Digest::of(&bytes);
    if found == digest {
        return Ok(bytes);
    }
    let what = format!(
        "its {} bytes have SHA-256 {found}, which is not its name",
        bytes.len()
    );
    Err(damaged(path, "", what))
}
