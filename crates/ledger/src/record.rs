//! What a leaf can say. Each kind is one type; its JSON carries `"v":1` and `"kind"`.
//!
//! | kind | says | corrected by |
//! |---|---|---|
//! | `ledger-created` | the log begins | never |
//! | `snapshot` | a list was published like this on that day | a later snapshot |
//! | `refused` | an update came and was not believed | a later snapshot |
//! | `note` | a remark, perhaps about an earlier leaf | a later note about this one |
//!
//! A kind or version from the future is kept as [`Record::Unknown`]: an old program still opens
//! and verifies a newer ledger.

use std::fmt::Display;
use std::str::FromStr;

use plaint_model::{Digest, ListId, PartialDate};
use plaint_world::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::canonical;

const VERSION: u64 = 1;

/// One leaf of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// The log begins.
    LedgerCreated(LedgerCreated),
    /// A list as it was published.
    Snapshot(Snapshot),
    /// An update that was not believed.
    Refused(Refused),
    /// A remark.
    Note(Note),
    /// A kind or version that this program does not know. Cannot be appended.
    Unknown {
        /// Its kind.
        kind: String,
        /// The version of its kind.
        version: u64,
        /// All of it.
        json: Value,
    },
}

/// The first leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerCreated {
    /// When.
    #[serde(with = "text")]
    pub at: Timestamp,
    /// The origin line of the log's checkpoints.
    pub origin: String,
}

/// A list as it was published on a day. Its entries are derived by reading its files again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Which list.
    #[serde(with = "text")]
    pub list: ListId,
    /// The files, all in the vault, in the order in which they are read.
    pub files: Vec<FileRef>,
    /// The day whose state they show, or the month where no more is known.
    #[serde(with = "text")]
    pub as_of: PartialDate,
    /// When they were fetched.
    #[serde(with = "text")]
    pub fetched_at: Timestamp,
    /// The format they are read as.
    pub format: String,
    /// The version of the reader that counted the entries.
    pub reader_version: String,
    /// How many entries it found.
    pub entries: u64,
    /// What else is worth saying.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why it should not be believed, when a check said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_because: Option<String>,
    /// Why it is believed all the same, in the words of whoever decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
}

impl Snapshot {
    /// Whether the snapshot may be in force: no check refused it, or somebody overrode that.
    #[must_use]
    pub fn is_believed(&self) -> bool {
        self.refused_because.is_none() || self.accepted.is_some()
    }
}

/// A file in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// Its name where it came from.
    pub name: String,
    /// Its name in the vault.
    #[serde(with = "text")]
    pub sha256: Digest,
    /// Its size.
    pub bytes: u64,
    /// The address it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// An update that was not believed and is not in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Of which list.
    #[serde(with = "text")]
    pub list: ListId,
    /// The files of it that were kept in the vault, for examination.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// Why.
    pub reason: String,
    /// When.
    #[serde(with = "text")]
    pub at: Timestamp,
}

/// A remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When.
    #[serde(with = "text")]
    pub at: Timestamp,
    /// The earlier leaf it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<u64>,
    /// The remark.
    pub text: String,
}

impl Record {
    /// The name of the kind, as in the leaf.
    #[must_use]
    pub fn kind(&self) -> &str {
        match self {
            Self::LedgerCreated(_) => "ledger-created",
            Self::Snapshot(_) => "snapshot",
            Self::Refused(_) => "refused",
            Self::Note(_) => "note",
            Self::Unknown { kind, .. } => kind,
        }
    }

    /// The files in the vault that the record speaks of. None of a record of unknown kind.
    #[must_use]
    pub fn files(&self) -> &[FileRef] {
        match self {
            Self::Snapshot(snapshot) => &snapshot.files,
            Self::Refused(refused) => &refused.files,
            Self::LedgerCreated(_) | Self::Note(_) | Self::Unknown { .. } => &[],
        }
    }

    /// The leaf's bytes: canonical JSON on one line, without a line feed.
    ///
    /// # Errors
    /// A sentence that says what cannot be written.
    pub fn to_leaf(&self) -> Result<Vec<u8>, String> {
        let value = match self {
            Self::LedgerCreated(record) => serde_json::to_value(record),
            Self::Snapshot(record) if record.as_of.month().is_none() => {
                return Err(format!("as_of \"{}\" names no month", record.as_of));
            }
            Self::Snapshot(record) => serde_json::to_value(record),
            Self::Refused(record) => serde_json::to_value(record),
            Self::Note(record) => serde_json::to_value(record),
            Self::Unknown { kind, .. } => return Err(format!("the kind \"{kind}\" is not known")),
        };
        let mut value = value.map_err(|error| error.to_string())?;
        if let Value::Object(map) = &mut value {
            map.insert("kind".to_owned(), self.kind().into());
            map.insert("v".to_owned(), VERSION.into());
        }
        canonical::write(&value).map(String::into_bytes)
    }

    /// Reads a leaf. Fields that a later program added to a kind are passed over.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn from_leaf(leaf: &[u8]) -> Result<Self, String> {
        let json = canonical::read(leaf)?;
        let kind = json
            .get("kind")
            .and_then(Value::as_str)
            .ok_or("it has no \"kind\"")?
            .to_owned();
        let version = json
            .get("v")
            .and_then(Value::as_u64)
            .ok_or("it has no \"v\"")?;
        match (version, kind.as_str()) {
            (VERSION, "ledger-created") => typed(json).map(Self::LedgerCreated),
            (VERSION, "snapshot") => typed(json).map(Self::Snapshot),
            (VERSION, "refused") => typed(json).map(Self::Refused),
            (VERSION, "note") => typed(json).map(Self::Note),
            _ => Ok(Self::Unknown {
                kind,
                version,
                json,
            }),
        }
    }
}

fn typed<T: DeserializeOwned>(json: Value) -> Result<T, String> {
    T::deserialize(json).map_err(|error| error.to_string())
}

/// Values that a leaf holds as text.
trait Text: Display + Sized {
    fn read(text: &str) -> Option<Self>;
}

impl Text for Digest {
    fn read(text: &str) -> Option<Self> {
        Self::from_hex(text)
    }
}

impl Text for ListId {
    fn read(text: &str) -> Option<Self> {
        Self::new(text).ok()
    }
}

impl Text for PartialDate {
    fn read(text: &str) -> Option<Self> {
        Self::from_str(text).ok()
    }
}

impl Text for Timestamp {
    fn read(text: &str) -> Option<Self> {
        Self::from_str(text).ok()
    }
}

mod text {
    use super::{Deserialize, Deserializer, Serializer, Text};

    pub(super) fn serialize<T: Text, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    /// One value has one text: what would be written differently is refused.
    pub(super) fn deserialize<'de, T: Text, D>(from: D) -> Result<T, D::Error>
    where
        D: Deserializer<'de>,
    {
        let text = String::deserialize(from)?;
        let value = T::read(&text).filter(|value| value.to_string() == text);
        let what = std::any::type_name::<T>()
            .rsplit("::")
            .next()
            .unwrap_or_default();
        value.ok_or_else(|| serde::de::Error::custom(format!("\"{text}\" is not a {what}")))
    }
}
