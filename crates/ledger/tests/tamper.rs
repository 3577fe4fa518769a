//! Somebody with access to the files changes one. Each change is found, and the first thing that
//! is wrong is named.

use std::path::PathBuf;

use plaint_ledger::{Error, Fault, Ledger, verify};
use plaint_model::Digest;
use plaint_world::{Disk as _, Simulation};

use crate::samples::{dir, file, filled, list_bytes, note, read, record_snapshot, write};

fn path(name: &str) -> PathBuf {
    dir().join(name)
}

/// The file of a made-up list in the vault.
fn blob(day: &str) -> String {
    let hex = Digest::of(&list_bytes(day)).to_string();
    format!("vault/sha256/{}/{hex}", &hex[..2])
}

fn text(sim: &Simulation, name: &str) -> String {
    String::from_utf8(sim.disk.read(&path(name)).unwrap()).unwrap()
}

/// The fault of a filled ledger after a change of one file's text.
fn fault_after(name: &str, change: impl FnOnce(String) -> String) -> Fault {
    let sim = filled();
    let changed = change(text(&sim, name));
    assert_ne!(changed, text(&sim, name), "the change changes something");
    sim.disk.tamper(&path(name), Some(changed.as_bytes()));
    fault(&sim)
}

fn fault(sim: &Simulation) -> Fault {
    let fault = verify(&sim.world(), dir(), &[])
        .unwrap()
        .fault
        .expect("a fault is found");
    assert!(!fault.what.is_empty() && !fault.remedy.is_empty());
    fault
}

#[test]
fn a_changed_leaf_is_named() {
    let fault = fault_after("log/entries", |text| {
        text.replace("2024-05-02", "2024-05-09")
    });
    assert_eq!(fault.path, path("log/entries"));
    assert!(fault.place.starts_with("leaf 2 (line 3, byte "), "{fault}");
    let fault = fault_after("log/entries", |text| {
        text.replace("\"entries\":1", "\"entries\": 1")
    });
    assert!(fault.place.starts_with("leaf 1 (line 2, byte "), "{fault}");
    assert!(fault.what.contains("canonical"), "{fault}");
}

#[test]
fn a_changed_log_is_not_opened() {
    let sim = filled();
    let changed = text(&sim, "log/entries").replace("moved", "stayed");
    sim.disk
        .tamper(&path("log/entries"), Some(changed.as_bytes()));
    for opened in [read(&sim.world()), write(&sim.world())] {
        assert!(matches!(opened, Err(Error::Damaged(_))));
    }
    assert_eq!(
        text(&sim, "log/entries"),
        changed,
        "the evidence is left as it is"
    );
}

#[test]
fn leaves_in_another_order_or_missing_are_found() {
    let swap = |text: String| {
        let mut lines: Vec<_> = text.lines().collect();
        lines.swap(1, 2);
        lines.join("\n") + "\n"
    };
    assert!(
        fault_after("log/entries", swap)
            .place
            .starts_with("leaf 1 ")
    );
    let cut = |text: String| text.lines().take(2).collect::<Vec<_>>().join("\n") + "\n";
    assert!(
        fault_after("log/entries", cut)
            .what
            .contains("ends after 2 of the 4")
    );
    let drop_one = |text: String| text.lines().skip(1).collect::<Vec<_>>().join("\n") + "\n";
    fault_after("log/entries", drop_one);
    fault_after("log/entries", |_| String::new());
}

#[test]
fn a_changed_checkpoint_is_found() {
    let fault = fault_after("log/checkpoint", |text| text.replace("\n4\n", "\n3\n"));
    assert_eq!(fault.path, path("log/checkpoint"));
    assert!(fault.what.contains("signature"), "{fault}");
    let fault = fault_after("log/checkpoints", |text| text.replace("\n3\n", "\n2\n"));
    assert_eq!(fault.path, path("log/checkpoints"));
    assert!(fault.place.starts_with("byte "), "{fault}");
    fault_after("log/checkpoints", |text| format!("{text}more"));
    fault_after("log/checkpoints", |text| text.replacen("\n\n", "\n", 1));
    fault_after("log/checkpoints", |text| format!("{text}{text}"));
    fault_after("log/checkpoint", |_| String::new());
}

#[test]
fn an_older_checkpoint_put_back_is_found_and_nothing_is_cut() {
    let sim = filled();
    let old = text(&sim, "log/checkpoint");
    let mut ledger = write(&sim.world()).unwrap();
    ledger.append(note("one more", None)).unwrap();
    drop(ledger);
    sim.disk
        .tamper(&path("log/checkpoint"), Some(old.as_bytes()));
    let found = fault(&sim);
    assert_eq!(found.path, path("log/checkpoint"));
    assert!(found.remedy.contains("older copy"), "{found}");
    let entries = text(&sim, "log/entries");
    assert!(matches!(write(&sim.world()), Err(Error::Damaged(_))));
    assert_eq!(text(&sim, "log/entries"), entries);
}

#[test]
fn an_older_copy_of_all_of_it_is_found_by_whoever_holds_a_checkpoint() {
    let sim = filled();
    let backup = sim.fork();
    let mut ledger = write(&sim.world()).unwrap();
    ledger.append(note("one more", None)).unwrap();
    let held = ledger.checkpoint_note().to_owned();
    assert!(verify(&backup.world(), dir(), &[]).unwrap().is_sound());
    let fault = verify(&backup.world(), dir(), &[&held])
        .unwrap()
        .fault
        .unwrap();
    assert!(fault.what.contains("held elsewhere"), "{fault}");

    // The same history rewritten with the ledger's own key.
    let mut other = write(&backup.world()).unwrap();
    other.append(note("another word", None)).unwrap();
    other.append(note("and more", None)).unwrap();
    assert!(verify(&backup.world(), dir(), &[]).unwrap().is_sound());
    let fault = verify(&backup.world(), dir(), &[&held])
        .unwrap()
        .fault
        .unwrap();
    assert!(fault.place.contains("leaf 4 "), "{fault}");

    let stranger = Simulation::new(2);
    let strange = Ledger::create(&stranger.world(), dir()).unwrap();
    let report = verify(&sim.world(), dir(), &[strange.checkpoint_note()]).unwrap();
    assert!(!report.is_sound());
}

#[test]
fn a_changed_or_missing_file_of_the_vault_is_found() {
    let name = blob("2024-05-02");
    let fault_text = fault_after(&name, |text| text.replace("Cotton", "Carpet")).to_string();
    assert!(fault_text.contains("not its name"), "{fault_text}");
    let shorter = fault_after(&name, |text| text[1..].to_owned());
    assert!(shorter.what.contains("leaf 2"), "{shorter}");

    let sim = filled();
    sim.disk.tamper(&path(&name), Some(b"something else"));
    let ledger = read(&sim.world()).unwrap();
    assert!(matches!(
        ledger.blob(file("2024-05-02").sha256),
        Err(Error::Damaged(_))
    ));
    let mut ledger = write(&sim.world()).unwrap();
    assert!(matches!(
        record_snapshot(&mut ledger, "2024-05-02"),
        Err(Error::Damaged(_))
    ));

    sim.disk.tamper(&path(&name), None);
    let missing = fault(&sim);
    assert_eq!(missing.path, path(&name));
    assert!(
        missing
            .what
            .contains("\"list.csv\" of leaf 2 (line 3, byte "),
        "{missing}"
    );
}

#[test]
fn missing_and_foreign_files_are_found_or_noted() {
    for name in [
        "log/entries",
        "log/checkpoint",
        "log/checkpoints",
        "keys/log.vkey",
    ] {
        let sim = filled();
        sim.disk.tamper(&path(name), None);
        assert_eq!(fault(&sim).path, path(name));
    }
    let other = Simulation::new(2);
    Ledger::create(&other.world(), dir()).unwrap();
    for name in ["keys/log.vkey", "keys/log.key", "log/checkpoint"] {
        fault_after(name, |_| text(&other, name));
    }

    let sim = filled();
    sim.disk.tamper(&path("keys/log.key"), None);
    sim.disk.tamper(&path("vault/sha256/stray"), Some(b"x"));
    sim.disk
        .tamper(&path(&(blob("2024-05-01") + "0")), Some(b"x"));
    let report = verify(&sim.world(), dir(), &[]).unwrap();
    assert_eq!(
        (report.fault, report.notes.len()),
        (None, 3),
        "{:?}",
        report.notes
    );
    let error = write(&sim.world()).err().unwrap().to_string();
    assert!(error.contains("can be read, and not written"), "{error}");
    assert!(read(&sim.world()).is_ok());
}

#[test]
fn no_change_of_one_byte_goes_unnoticed() {
    let sim = filled();
    let names = [
        "log/entries",
        "log/checkpoint",
        "log/checkpoints",
        "keys/log.vkey",
        "keys/log.key",
    ];
    for name in names {
        let bytes = sim.disk.read(&path(name)).unwrap();
        for at in (0..bytes.len()).step_by(7) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let fork = sim.fork();
            fork.disk.tamper(&path(name), Some(&changed));
            let report = verify(&fork.world(), dir(), &[]).unwrap();
            assert!(report.fault.is_some(), "{name}, byte {at}");
        }
    }
}
