//! Checkpoints as C2SP has them: the tree head of `tlog-checkpoint` in the envelope of
//! `signed-note`, with an Ed25519 key.
//!
//! ```text
//! plaint-ledger/0f3c…            the origin: which log
//! 42                             its size in leaves
//! CsUYapGGPo4dkMgIAUqom/…=       its root hash, base64
//!
//! — plaint-ledger/0f3c… Az3grl…= the signature, after four bytes that name the key
//! ```

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _};
use plaint_model::Digest;

/// The signature type of plain Ed25519 in a key.
const ED25519: u8 = 1;
/// Cosigners add a line each; more than this is no checkpoint.
const SIGNATURES_MAX: usize = 100;

/// Why a text is not a key or not a note that our key signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text of a key cannot be read.
    #[error("it is not an Ed25519 key in C2SP note form")]
    Key,
    /// The name cannot be that of a key.
    #[error("\"{0}\" cannot name a key: use text without spaces or plus signs")]
    Name(String),
    /// The text is not a signed note.
    #[error("it is not a C2SP signed note: a text, an empty line, and signature lines")]
    Form,
    /// The text of the note is not a checkpoint.
    #[error("its text is not a checkpoint: a line each for origin, size and root hash")]
    Checkpoint,
    /// No line is by our key.
    #[error("no signature in it is by the key of {0}")]
    Unsigned(String),
    /// The line by our key does not fit the text.
    #[error("the signature by the key of {0} does not fit its text")]
    Signature(String),
    /// The checkpoint of another log.
    #[error("it is a checkpoint of {found}, not of {expected}")]
    Origin {
        /// The origin line.
        found: String,
        /// The name of our key.
        expected: String,
    },
}

/// The size and root hash of a log at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log; also the name of its key.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root of the Merkle tree over them. Displayed as hex.
    pub root: Digest,
}

/// The text of the note, without signatures.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = STANDARD.encode(self.root.0);
        write!(f, "{}\n{}\n{root}\n", self.origin, self.size)
    }
}

impl Checkpoint {
    /// Reads the text of a note. Extension lines, which some logs add, are passed over.
    ///
    /// # Errors
    /// [`NoteError::Checkpoint`].
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let parse = || {
            let mut lines = text.strip_suffix('\n')?.split('\n');
            let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
            let number = size.parse().ok()?;
            let root = STANDARD.decode(root).ok()?.try_into().ok()?;
            let checkpoint = Self {
                origin: origin.to_owned(),
                size: number,
                root: Digest(root),
            };
            // One number has one text: no sign, no leading zero.
            (!origin.is_empty() && number.to_string() == size).then_some(checkpoint)
        };
        parse().ok_or(NoteError::Checkpoint)
    }
}

fn check_name(name: &str) -> Result<(), NoteError> {
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    if name.is_empty() || name.contains(bad) {
        return Err(NoteError::Name(name.to_owned()));
    }
    Ok(())
}

fn key_id(name: &str, public: &[u8; 32]) -> [u8; 4] {
    let mut bytes = name.as_bytes().to_vec();
    bytes.extend_from_slice(&[b'\n', ED25519]);
    bytes.extend_from_slice(public);
    let [a, b, c, d, ..] = Digest::of(&bytes).0;
    [a, b, c, d]
}

/// `name+id+base64(type and key)`: the form that both kinds of key share.
fn key_text(name: &str, id: [u8; 4], key: &[u8; 32]) -> String {
    let mut bytes = vec![ED25519];
    bytes.extend_from_slice(key);
    format!(
        "{name}+{:08x}+{}",
        u32::from_be_bytes(id),
        STANDARD.encode(bytes)
    )
}

/// Takes [`key_text`] apart: the name, the id as claimed, the key.
fn parse_key(text: &str) -> Option<(&str, [u8; 4], [u8; 32])> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut parts = text.splitn(3, '+');
    let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
    let id = u32::from_str_radix(id, 16).ok().filter(|_| id.len() == 8)?;
    let bytes = STANDARD.decode(key).ok()?;
    let (kind, key) = bytes.split_first()?;
    let key = <[u8; 32]>::try_from(key).ok()?;
    (*kind == ED25519).then_some((name, id.to_be_bytes(), key))
}

/// The key that signs a log's checkpoints. Its `Debug` shows the name only.
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl SigningKey {
    /// Makes a key from 32 secret random bytes.
    ///
    /// # Errors
    /// [`NoteError::Name`].
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Self, NoteError> {
        check_name(name)?;
        Ok(Self {
            name: name.to_owned(),
            key: ed25519_dalek::SigningKey::from_bytes(secret),
        })
    }

    /// Reads the text of a private key.
    ///
    /// # Errors
    /// [`NoteError::Key`].
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let rest = text.strip_prefix("PRIVATE+KEY+").ok_or(NoteError::Key)?;
        let (name, id, secret) = parse_key(rest).ok_or(NoteError::Key)?;
        let key = Self::new(name, &secret)?;
        if key.verifier().id == id {
            Ok(key)
        } else {
            Err(NoteError::Key)
        }
    }

    /// The text of the private key. It is the secret itself.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        let text = key_text(&self.name, self.verifier().id, self.key.as_bytes());
        format!("PRIVATE+KEY+{text}\n")
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        let key = self.key.verifying_key();
        VerifierKey {
            name: self.name.clone(),
            id: key_id(&self.name, key.as_bytes()),
            key,
        }
    }

    /// The signed note of a text, which ends in a line feed and has no empty line.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        let mut bytes = self.verifier().id.to_vec();
        bytes.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!(
            "{text}\n\u{2014} {} {}\n",
            self.name,
            STANDARD.encode(bytes)
        )
    }
}

/// The public key that a log's checkpoints are checked with. Displays as C2SP's vkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    key: ed25519_dalek::VerifyingKey,
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&key_text(&self.name, self.id, self.key.as_bytes()))
    }
}

impl VerifierKey {
    /// Reads a vkey.
    ///
    /// # Errors
    /// [`NoteError::Key`], [`NoteError::Name`].
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let (name, id, bytes) = parse_key(text).ok_or(NoteError::Key)?;
        check_name(name)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| NoteError::Key)?;
        let name = name.to_owned();
        if key_id(&name, &bytes) == id {
            Ok(Self { name, id, key })
        } else {
            Err(NoteError::Key)
        }
    }

    /// The name of the key, which is the origin of its log.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of a note that this key signed. Signatures by other keys are passed over.
    ///
    /// # Errors
    /// [`NoteError::Form`], [`NoteError::Unsigned`], [`NoteError::Signature`].
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, NoteError> {
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteError::Form)?;
        let text = &note[..=text.len()];
        let signatures = signatures.strip_suffix('\n').ok_or(NoteError::Form)?;
        for line in signatures.split('\n').take(SIGNATURES_MAX) {
            let line = line.strip_prefix("\u{2014} ").ok_or(NoteError::Form)?;
            let (name, signature) = line.split_once(' ').ok_or(NoteError::Form)?;
            let bytes = STANDARD.decode(signature).map_err(|_| NoteError::Form)?;
            let (id, signature) = bytes.split_at_checked(4).ok_or(NoteError::Form)?;
            if name != self.name || id != self.id {
                continue;
            }
            let wrong = |_| NoteError::Signature(self.name.clone());
            let signature = Signature::from_slice(signature).map_err(wrong)?;
            self.key
                .verify_strict(text.as_bytes(), &signature)
                .map_err(wrong)?;
            return Ok(text);
        }
        Err(NoteError::Unsigned(self.name.clone()))
    }

    /// The checkpoint of this key's own log in a note that it signed.
    ///
    /// # Errors
    /// As [`Self::open`], and [`NoteError::Checkpoint`], [`NoteError::Origin`].
    pub fn open_checkpoint(&self, note: &str) -> Result<Checkpoint, NoteError> {
        let checkpoint = Checkpoint::parse(self.open(note)?)?;
        if checkpoint.origin != self.name {
            return Err(NoteError::Origin {
                found: checkpoint.origin,
                expected: self.name.clone(),
            });
        }
        Ok(checkpoint)
    }
}
