//! What stands in a ledger's files, which somebody else may have written.

use plaint_ledger::note::{Checkpoint, SigningKey, VerifierKey};
use plaint_ledger::{Record, merkle};

use crate::text;

/// Notes, keys and checkpoints. What is understood is written again as it was.
pub fn ledger_note(data: &[u8]) {
    let note = text(data);
    if let Ok(checkpoint) = Checkpoint::parse(note) {
        let again = checkpoint.to_string();
        assert!(note.starts_with(&again), "{again:?}");
        assert_eq!(Checkpoint::parse(&again).ok(), Some(checkpoint));
    }
    if let Ok(key) = VerifierKey::parse(note) {
        assert_eq!(VerifierKey::parse(&key.to_string()).ok(), Some(key));
    }
    let _ = SigningKey::parse(note);
    let key = SigningKey::new("made-up.example/log", &[7; 32]).expect("a name for a key");
    // Only this key signs for this key, and nothing of what the data says was signed by it.
    assert!(key.verifier().open_checkpoint(note).is_err());
    if note.ends_with('\n') && !note.contains("\n\n") && !note.starts_with('\n') {
        assert_eq!(key.verifier().open(&key.sign(note)).ok(), Some(note));
    }
}

/// A leaf. What is understood and written again is understood as the same.
pub fn ledger_record(data: &[u8]) {
    let _ = merkle::leaf_hash(data);
    if let Ok(record) = Record::from_leaf(data) {
        if let Ok(leaf) = record.to_leaf() {
            assert_eq!(Record::from_leaf(&leaf).ok(), Some(record));
        }
    }
}
