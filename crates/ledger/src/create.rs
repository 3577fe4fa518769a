//! Makes a ledger where there is none.
//!
//! The commit point is the rename of `FORMAT.creating` to `FORMAT`: a folder with the first and
//! without the second is a creation that was cut short, and is begun again.

use std::path::Path;

use plaint_world::{Disk, Privacy, World};

use crate::commit::commit;
use crate::error::Error;
use crate::layout::{FORMAT_TEXT, Layout};
use crate::ledger::{Access, Ledger, take_lock};
use crate::merkle::Tree;
use crate::note::SigningKey;
use crate::record::{LedgerCreated, Record};

impl Ledger {
    /// Makes a ledger in a folder that is empty, or not there yet, and opens it for writing. Its
    /// origin and key are drawn by chance; its first leaf says when it was made.
    ///
    /// # Errors
    /// [`Error::AlreadyThere`], [`Error::NotEmpty`], [`Error::Locked`], [`Error::Disk`],
    /// [`Error::Chance`]. After an error the folder holds no ledger, or a whole one.
    pub fn create(world: &World, dir: &Path) -> Result<Self, Error> {
        let (disk, layout) = (world.disk.as_ref(), Layout::new(dir));
        // A crash here leaves an empty folder.
        disk.make_dir_durably(dir)?;
        let lock = take_lock(world, &layout, &mut Access::Write)?;
        claim(disk, &layout)?;
        // A crash from here on leaves FORMAT.creating beside some of the files: the next creation
        // removes them and begins again.
        let (blobs, blobs_new) = (layout.blobs(), layout.blobs_new());
        for folder in [
            layout.log(),
            layout.keys(),
            blobs,
            blobs_new,
            layout.derived(),
        ] {
            disk.create_dir_all(&folder)?;
        }
        disk.sync_dir(&layout.vault())?;
        disk.sync_dir(dir)?;
        let key = make_key(world, &layout)?;
        for file in [layout.entries(), layout.checkpoints()] {
            disk.write_new(&file, b"", Privacy::Ordinary)?;
        }
        let created = Record::LedgerCreated(LedgerCreated {
            at: world.clock.now(),
            origin: key.verifier().name().to_owned(),
        });
        let mut line = created.to_leaf().map_err(Error::Record)?;
        line.push(b'\n');
        // This makes the names in log/ durable as well.
        commit(disk, &layout, &key, &mut Tree::default(), &line)?;

        // The commit point. A crash here leaves a creation cut short, or a whole ledger.
        disk.rename(&layout.format_creating(), &layout.format())?;
        disk.sync_dir(&layout.dir)?;
        Self::open_locked(world, layout, lock)
    }
}

/// Makes sure that the folder is ours to fill, and marks it as being filled.
fn claim(disk: &dyn Disk, layout: &Layout) -> Result<(), Error> {
    if disk.exists(&layout.format())? {
        return Err(Error::AlreadyThere(layout.dir.clone()));
    }
    let marker = layout.format_creating();
    let begun = disk.exists(&marker)?;
    let blobs = disk.exists(&layout.blobs())? && !disk.list(&layout.blobs())?.is_empty();
    let (marker_name, lock_name) = (layout.format_creating(), layout.lock());
    let strange = |path: &Path| path != marker_name && path != lock_name;
    let filled = disk.list(&layout.dir)?.iter().any(|path| strange(path));
    // A creation puts no blob into the vault: one with blobs has lost its FORMAT, and is no ruin.
    if blobs || (filled && !begun) {
        return Err(Error::NotEmpty(layout.dir.clone()));
    }
    if begun && disk.read(&marker)? != FORMAT_TEXT.as_bytes() {
        // Cut short in its very first step: nothing else is there.
        disk.remove(&marker)?;
    }
    if !disk.exists(&marker)? {
        disk.write_new(&marker, FORMAT_TEXT.as_bytes(), Privacy::Ordinary)?;
    }
    disk.sync_file(&marker)?;
    // A crash here leaves an empty folder, or one with only the marker in it.
    disk.sync_dir(&layout.dir)?;
    let leftovers = [
        layout.entries(),
        layout.checkpoint(),
        layout.checkpoint_new(),
        layout.checkpoints(),
        layout.signing_key(),
        layout.verifier_key(),
    ];
    for path in leftovers {
        if disk.exists(&path)? {
            disk.remove(&path)?;
        }
    }
    Ok(())
}

/// Draws the origin and the key, and stores both halves.
fn make_key(world: &World, layout: &Layout) -> Result<SigningKey, Error> {
    let (mut name, mut secret) = ([0; 8], [0; 32]);
    world.chance.fill(&mut name)?;
    world.chance.fill(&mut secret)?;
    let name = format!("plaint-ledger/{:016x}", u64::from_be_bytes(name));
    let key = SigningKey::new(&name, &secret).map_err(|error| Error::Record(error.to_string()))?;
    let disk = world.disk.as_ref();
    let secret_text = key.to_secret_text();
    disk.write_new(
        &layout.signing_key(),
        secret_text.as_bytes(),
        Privacy::OwnerOnly,
    )?;
    disk.sync_file(&layout.signing_key())?;
    let public_text = format!("{}\n", key.verifier());
    disk.write_new(
        &layout.verifier_key(),
        public_text.as_bytes(),
        Privacy::Ordinary,
    )?;
    disk.sync_file(&layout.verifier_key())?;
    disk.sync_dir(&layout.keys())?;
    Ok(key)
}
