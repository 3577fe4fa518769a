//! What a caller does with a ledger, on a simulated disk and once on a real one.

use plaint_ledger::merkle::{continues, includes, leaf_hash};
use plaint_ledger::{Error, Ledger, Record, verify};
use plaint_model::Digest;
use plaint_world::{Simulation, World};

use crate::samples::{
    dir, filled, list, list_bytes, note, read, record_snapshot, refused, snapshot, write,
};

#[test]
fn a_ledger_keeps_what_it_is_given() {
    let sim = filled();
    let ledger = read(&sim.world()).unwrap();
    assert_eq!(ledger.checkpoint().size, 4);
    let kinds: Vec<_> = ledger.records().map(|(_, record)| record.kind()).collect();
    assert_eq!(kinds, ["ledger-created", "snapshot", "snapshot", "note"]);
    let (leaf, in_force) = ledger.snapshot_in_force(&list()).unwrap();
    assert_eq!(
        (leaf, in_force.as_of.to_string().as_str()),
        (2, "2024-05-02")
    );
    let bytes = ledger.blob(in_force.files[0].sha256).unwrap();
    assert_eq!(*bytes, *list_bytes("2024-05-02"));
    assert!(matches!(
        ledger.blob(Digest([0; 32])),
        Err(Error::NoBlob { .. })
    ));
    assert!(ledger.recovered().is_empty());

    let report = verify(&sim.world(), dir(), &[ledger.checkpoint_note()]).unwrap();
    assert_eq!(report.fault, None);
    assert_eq!(
        (report.leaves, report.checkpoints, report.held, report.blobs),
        (4, 4, 1, 2)
    );
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}

#[test]
fn in_force_is_the_latest_day_believed() {
    let sim = filled();
    let mut ledger = write(&sim.world()).unwrap();
    let in_force = |ledger: &Ledger| ledger.snapshot_in_force(&list()).unwrap().0;
    record_snapshot(&mut ledger, "2024-04-30").unwrap();
    assert_eq!(in_force(&ledger), 2, "an older day recorded later");
    let again = record_snapshot(&mut ledger, "2024-05-02").unwrap();
    assert_eq!(in_force(&ledger), again, "of the same day the later leaf");
    ledger.append(refused("half as long as before")).unwrap();
    ledger.put_blob(&list_bytes("2024-05-03")).unwrap();
    let mut doubtful = snapshot("2024-05-03");
    doubtful.refused_because = Some("half as long as before".to_owned());
    ledger.append(Record::Snapshot(doubtful.clone())).unwrap();
    assert_eq!(in_force(&ledger), again, "one that is not believed");
    doubtful.accepted = Some("the publisher says so".to_owned());
    let accepted = ledger.append(Record::Snapshot(doubtful)).unwrap().leaf();
    assert_eq!(in_force(&ledger), accepted);
    assert_eq!(ledger.snapshots(&list()).count(), 6);
    assert!(verify(&sim.world(), dir(), &[]).unwrap().is_sound());
}

#[test]
fn a_leaf_and_a_checkpoint_can_be_proved() {
    let sim = filled();
    let old = read(&sim.world()).unwrap();
    let commit = write(&sim.world())
        .unwrap()
        .append_all(vec![note("one", None), note("two", None)])
        .unwrap();
    assert_eq!(commit.leaves, 4..6);
    let ledger = read(&sim.world()).unwrap();
    let now = ledger.checkpoint();
    assert_eq!(*now, commit.checkpoint);
    for leaf in 0..now.size {
        let hash = leaf_hash(ledger.leaf(leaf).unwrap());
        let proof = ledger.inclusion_proof(leaf).unwrap();
        assert!(includes(hash, leaf, now.size, now.root, &proof));
    }
    let before = old.checkpoint();
    let proof = ledger.consistency_proof(before.size).unwrap();
    assert!(continues(
        (before.size, before.root),
        (now.size, now.root),
        &proof
    ));
    // The reader that was opened before still sees what it saw.
    assert_eq!((old.checkpoint().size, old.records().len()), (4, 4));
}

#[test]
fn what_cannot_be_recorded_is_refused_and_nothing_is_done() {
    let sim = filled();
    let mut ledger = write(&sim.world()).unwrap();
    let steps = sim.disk.steps();
    let refused_with = |ledger: &mut Ledger, record: Record| {
        let error = ledger.append(record).unwrap_err();
        assert!(matches!(error, Error::Record(_)), "{error}");
        error.to_string()
    };
    let missing = Record::Snapshot(snapshot("2024-06-01"));
    assert!(refused_with(&mut ledger, missing).contains("put it there before"));
    let mut wrong_size = snapshot("2024-05-01");
    wrong_size.files[0].bytes += 1;
    assert!(refused_with(&mut ledger, Record::Snapshot(wrong_size)).contains("bytes in the vault"));
    refused_with(&mut ledger, note("about nothing", Some(99)));
    let created = ledger.record(0).unwrap().clone();
    refused_with(&mut ledger, created);
    assert!(ledger.append_all(Vec::new()).is_err());
    assert_eq!(sim.disk.steps(), steps);
    ledger.append(note("still open", None)).unwrap();
    drop(ledger);

    let mut reader = read(&sim.world()).unwrap();
    assert!(matches!(
        reader.append(note("no", None)),
        Err(Error::ReadOnly(_))
    ));
    assert!(matches!(reader.put_blob(b"no"), Err(Error::ReadOnly(_))));
}

#[test]
fn a_ledger_is_made_once_and_only_in_an_empty_folder() {
    let sim = filled();
    assert!(matches!(
        Ledger::create(&sim.world(), dir()),
        Err(Error::AlreadyThere(_))
    ));
    sim.disk.tamper(&dir().join("FORMAT"), None);
    assert!(matches!(
        Ledger::create(&sim.world(), dir()),
        Err(Error::NotEmpty(_))
    ));
    assert!(matches!(read(&sim.world()), Err(Error::NoLedger(_))));
    sim.disk
        .tamper(&dir().join("FORMAT"), Some(b"plaint-ledger 2\nmore"));
    let error = read(&sim.world()).err().unwrap().to_string();
    assert!(error.contains("says \"plaint-ledger 2\""), "{error}");
    let nowhere = Simulation::new(1);
    assert!(matches!(write(&nowhere.world()), Err(Error::NoLedger(_))));
}

#[test]
fn derived_files_are_replaced_whole_and_stay_in_their_folder() {
    let sim = filled();
    let ledger = read(&sim.world()).unwrap();
    assert!(ledger.read_derived("index/names.bin").unwrap().is_none());
    ledger.write_derived("index/names.bin", b"one").unwrap();
    let path = ledger.write_derived("index/names.bin", b"two").unwrap();
    assert_eq!(path, ledger.derived_path("index/names.bin").unwrap());
    assert_eq!(
        *ledger.read_derived("index/names.bin").unwrap().unwrap(),
        *b"two"
    );
    for name in [
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        "..",
        "../log/entries",
        "a/../b",
        ".a",
        "a b",
        "a\\b",
    ] {
        assert!(
            matches!(ledger.derived_path(name), Err(Error::DerivedName(_))),
            "{name}"
        );
    }
    assert!(verify(&sim.world(), dir(), &[]).unwrap().is_sound());
}

#[test]
fn a_ledger_on_a_real_disk() {
    let folder = tempfile::tempdir().unwrap();
    let (world, dir) = (World::real(), folder.path().join("a/ledger"));
    let mut ledger = Ledger::create(&world, &dir).unwrap();
    record_snapshot(&mut ledger, "2024-05-01").unwrap();
    record_snapshot(&mut ledger, "2024-05-01").unwrap();
    ledger.write_derived("figures.json", b"{}").unwrap();
    let checkpoint = ledger.checkpoint().clone();
    drop(ledger);
    let ledger = Ledger::open(&world, &dir, plaint_ledger::Access::Read).unwrap();
    assert_eq!(*ledger.checkpoint(), checkpoint);
    assert_eq!(
        *ledger.read_derived("figures.json").unwrap().unwrap(),
        *b"{}"
    );
    let report = verify(&world, &dir, &[]).unwrap();
    assert_eq!(report.fault, None);
    assert_eq!((report.leaves, report.checkpoints, report.blobs), (3, 3, 1));
}
