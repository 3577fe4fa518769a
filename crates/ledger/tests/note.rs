//! Signed notes against the example that Go's `sumdb/note` package publishes, which others follow,
//! and checkpoints against hostile text.

use plaint_ledger::Checkpoint;
use plaint_ledger::note::{NoteError, SigningKey, VerifierKey};
use plaint_model::Digest;
use proptest::prelude::*;

const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SKEY: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n\n\
                    \u{2014} PeterNeumann \
                    x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd\
                    ngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn the_published_example_is_signed_and_opened_alike() {
    let key = SigningKey::parse(SKEY).unwrap();
    assert_eq!(key.verifier().to_string(), VKEY);
    assert_eq!(key.to_secret_text().trim_end(), SKEY);
    assert_eq!(key.sign(TEXT), NOTE);
    assert_eq!(VerifierKey::parse(VKEY).unwrap().open(NOTE).unwrap(), TEXT);
    assert!(
        !format!("{key:?}").contains("AYEK"),
        "the secret stays secret"
    );
}

#[test]
fn what_our_key_did_not_sign_is_refused() {
    let (key, name) = (VerifierKey::parse(VKEY).unwrap(), "PeterNeumann".to_owned());
    let other = SigningKey::new("another", &[1; 32]).unwrap();
    assert_eq!(
        key.open(&other.sign(TEXT)),
        Err(NoteError::Unsigned(name.clone()))
    );
    let changed = NOTE.replace("problem is", "problem was");
    assert_eq!(key.open(&changed), Err(NoteError::Signature(name)));
    for text in ["", "\n\n", "a\n\n\n", TEXT, &NOTE[..NOTE.len() - 1]] {
        assert_eq!(key.open(text), Err(NoteError::Form), "{text:?}");
    }
    // A line by a cosigner changes nothing.
    let line = other.sign(TEXT).lines().last().unwrap().to_owned();
    assert_eq!(key.open(&format!("{NOTE}{line}\n")).unwrap(), TEXT);
}

#[test]
fn keys_that_do_not_add_up_are_refused() {
    let wrong_id = VKEY.replace("c74f20a3", "c74f20a4");
    for text in [
        "",
        "a",
        "a+b+c",
        "++",
        wrong_id.as_str(),
        &VKEY[..VKEY.len() - 4],
    ] {
        assert!(VerifierKey::parse(text).is_err(), "{text}");
        assert!(
            SigningKey::parse(&format!("PRIVATE+KEY+{text}")).is_err(),
            "{text}"
        );
    }
    assert!(SigningKey::new("two words", &[1; 32]).is_err());
    assert!(SigningKey::new("a+b", &[1; 32]).is_err());
}

#[test]
fn a_checkpoint_reads_as_it_is_written() {
    let text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let checkpoint = Checkpoint::parse(text).unwrap();
    assert_eq!(
        (checkpoint.origin.as_str(), checkpoint.size),
        ("example.com/behind-the-sofa", 20_852_163)
    );
    assert_eq!(checkpoint.to_string(), text);
    assert_eq!(
        Checkpoint::parse(&format!("{text}an extension\n")).unwrap(),
        checkpoint
    );
    for (from, to) in [
        ("20852163", "020852163"),
        ("20852163", "+1"),
        ("CsUY", "Cs"),
        ("example.com/behind-the-sofa", ""),
    ] {
        assert_eq!(
            Checkpoint::parse(&text.replace(from, to)),
            Err(NoteError::Checkpoint),
            "{to}"
        );
    }
}

#[test]
fn a_checkpoint_of_another_log_is_refused() {
    let key = SigningKey::new("one", &[1; 32]).unwrap();
    let checkpoint = Checkpoint {
        origin: "two".to_owned(),
        size: 1,
        root: Digest([0; 32]),
    };
    let opened = key
        .verifier()
        .open_checkpoint(&key.sign(&checkpoint.to_string()));
    assert!(matches!(opened, Err(NoteError::Origin { .. })));
}

proptest! {
    #[test]
    fn no_text_makes_the_readers_panic(text in "(?s).{0,200}") {
        let _ = Checkpoint::parse(&text);
        let _ = VerifierKey::parse(&text);
        let _ = SigningKey::parse(&text);
        prop_assert!(VerifierKey::parse(VKEY).unwrap().open(&text).is_err());
    }
}
