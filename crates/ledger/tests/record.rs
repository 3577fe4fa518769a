//! Records as leaves and back.

use plaint_ledger::Record;
use plaint_ledger::record::LedgerCreated;
use proptest::prelude::*;

use crate::samples::{note, refused, snapshot};

#[test]
fn a_snapshot_is_one_canonical_line() {
    let mut snapshot = snapshot("2024-05-01");
    snapshot.files[0].sha256 = plaint_model::Digest([0xab; 32]);
    let leaf = Record::Snapshot(snapshot).to_leaf().unwrap();
    let digest = "ab".repeat(32);
    let expected = format!(
        concat!(
            r#"{{"as_of":"2024-05-01","entries":1,"fetched_at":"2001-09-09T01:46:40Z","#,
            r#""files":[{{"bytes":65,"name":"list.csv","origin":"https://list.example/list.csv","#,
            r#""sha256":"{}"}}],"format":"made-up-csv","kind":"snapshot","#,
            r#""list":"no-made-up-list","reader_version":"1","v":1}}"#,
        ),
        digest
    );
    assert_eq!(String::from_utf8(leaf).unwrap(), expected);
}

#[test]
fn every_kind_comes_back_as_it_went() {
    let mut overridden = snapshot("2024-05-01");
    overridden.notes = vec!["line\nbreak and \"quotes\"".to_owned()];
    overridden.refused_because = Some("half as long as before".to_owned());
    overridden.accepted = Some("the publisher says so".to_owned());
    let created = LedgerCreated {
        at: "2001-09-09T01:46:40Z".parse().unwrap(),
        origin: "plaint-ledger/0000000000000001".to_owned(),
    };
    let records = [
        Record::LedgerCreated(created),
        Record::Snapshot(snapshot("2024-05-01")),
        Record::Snapshot(overridden),
        refused("not a list"),
        note("a remark", Some(3)),
        note("另一个", None),
    ];
    for record in records {
        let leaf = record.to_leaf().unwrap();
        assert!(!leaf.contains(&b'\n'));
        assert_eq!(Record::from_leaf(&leaf).unwrap(), record);
    }
}

#[test]
fn the_future_can_be_read_and_not_written() {
    for leaf in [
        r#"{"kind":"judgement","text":"x","v":1}"#,
        r#"{"kind":"note","v":2}"#,
    ] {
        let record = Record::from_leaf(leaf.as_bytes()).unwrap();
        assert!(matches!(record, Record::Unknown { .. }), "{leaf}");
        assert!(record.to_leaf().is_err());
    }
    // A field that a later program adds to a kind does no harm.
    let leaf = r#"{"at":"2001-09-09T01:46:40Z","kind":"note","mood":"good","text":"x","v":1}"#;
    assert_eq!(Record::from_leaf(leaf.as_bytes()).unwrap(), note("x", None));
}

#[test]
fn what_is_not_a_record_is_refused_with_the_reason() {
    for (leaf, reason) in [
        ("[]", "kind"),
        (r#"{"kind":"note"}"#, "\"v\""),
        (r#"{"kind":"note","text":"x","v":1}"#, "at"),
        (
            r#"{"at":"yesterday","kind":"note","text":"x","v":1}"#,
            "Timestamp",
        ),
        (
            r#"{"at":"2001-09-09T03:46:40+02","kind":"note","text":"x","v":1}"#,
            "Timestamp",
        ),
        (r#"{"v":1, "kind":"note"}"#, "canonical"),
    ] {
        let error = Record::from_leaf(leaf.as_bytes()).unwrap_err();
        assert!(error.contains(reason), "{leaf}: {error}");
    }
    let mut year = snapshot("2024-05-01");
    year.as_of = "2024".parse().unwrap();
    let error = Record::Snapshot(year).to_leaf().unwrap_err();
    assert!(error.contains("names no month"), "{error}");
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Record::from_leaf(&bytes);
    }

    #[test]
    fn any_text_survives(text in "(?s).{0,100}") {
        let record = note(&text, None);
        prop_assert_eq!(Record::from_leaf(&record.to_leaf().unwrap()).unwrap(), record);
    }
}
