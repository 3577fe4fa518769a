//! Which file is where in a ledger's folder.

use std::path::{Path, PathBuf};

use plaint_model::Digest;

/// The content of FORMAT.
pub(crate) const FORMAT_TEXT: &str = "plaint-ledger 1\n";

/// The paths of one ledger.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) dir: PathBuf,
}

impl Layout {
    pub(crate) fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
        }
    }

    pub(crate) fn format(&self) -> PathBuf {
        self.dir.join("FORMAT")
    }

    /// FORMAT before the ledger is complete: marks a folder whose creation was cut short.
    pub(crate) fn format_creating(&self) -> PathBuf {
        self.dir.join("FORMAT.creating")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.dir.join("log")
    }

    pub(crate) fn entries(&self) -> PathBuf {
        self.dir.join("log/entries")
    }

    pub(crate) fn checkpoint(&self) -> PathBuf {
        self.dir.join("log/checkpoint")
    }

    pub(crate) fn checkpoint_new(&self) -> PathBuf {
        self.dir.join("log/checkpoint.new")
    }

    pub(crate) fn checkpoints(&self) -> PathBuf {
        self.dir.join("log/checkpoints")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.dir.join("keys")
    }

    pub(crate) fn signing_key(&self) -> PathBuf {
        self.dir.join("keys/log.key")
    }

    pub(crate) fn verifier_key(&self) -> PathBuf {
        self.dir.join("keys/log.vkey")
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.dir.join("vault")
    }

    pub(crate) fn blobs(&self) -> PathBuf {
        self.dir.join("vault/sha256")
    }

    /// Blobs on their way in.
    pub(crate) fn blobs_new(&self) -> PathBuf {
        self.dir.join("vault/new")
    }

    pub(crate) fn blob(&self, digest: Digest) -> PathBuf {
        let hex = digest.to_string();
        self.blobs().join(&hex[..2]).join(hex)
    }

    pub(crate) fn derived(&self) -> PathBuf {
        self.dir.join("derived")
    }
}
