//! One writer at a time, on a real disk; readers at any time.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use plaint_ledger::{Access, Error, Ledger};
use plaint_world::World;

use crate::samples::{self, filled, note};

#[test]
fn a_second_writer_is_told_who_writes() {
    let folder = tempfile::tempdir().unwrap();
    let (world, dir) = (World::real(), folder.path());
    let first = Ledger::create(&world, dir).unwrap();
    let error = Ledger::open(&world, dir, Access::Write).err().unwrap();
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    let text = error.to_string();
    assert!(
        text.contains(&format!("process {}", std::process::id())),
        "{text}"
    );
    assert!(text.contains("Wait until it ends"), "{text}");
    assert!(
        Ledger::open(&world, dir, Access::Read).is_ok(),
        "a reader needs no lock"
    );
    drop(first);
    assert!(Ledger::open(&world, dir, Access::Write).is_ok());
}

#[test]
fn a_second_writer_waits_for_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let (world, dir) = (World::real(), folder.path());
    let mut first = Ledger::create(&world, dir).unwrap();
    let (say, hear) = mpsc::channel();
    thread::scope(|scope| {
        let second = scope.spawn(|| {
            let mut on_wait = |holder: &str| say.send(holder.to_owned()).unwrap();
            let limit = Duration::from_secs(60);
            let access = Access::WriteWithin(limit, &mut on_wait);
            Ledger::open(&World::real(), dir, access)
                .unwrap()
                .append(note("second", None))
                .unwrap()
        });
        let holder = hear.recv().unwrap();
        assert!(holder.starts_with("process "), "{holder}");
        first.append(note("first", None)).unwrap();
        drop(first);
        assert_eq!(second.join().unwrap().leaf(), 2);
    });
}

#[test]
fn waiting_comes_to_an_end() {
    let sim = filled();
    let _first = samples::write(&sim.world()).unwrap();
    let mut calls = 0;
    let mut on_wait = |_: &str| calls += 1;
    let access = Access::WriteWithin(Duration::from_secs(3), &mut on_wait);
    let error = Ledger::open(&sim.world(), samples::dir(), access)
        .err()
        .unwrap();
    assert!(error.to_string().contains("(waited 3 s)"), "{error}");
    assert_eq!(calls, 1);
}

#[test]
fn readers_beside_a_writer_see_whole_commits() {
    let folder = tempfile::tempdir().unwrap();
    let (world, dir) = (World::real(), folder.path());
    let mut writer = Ledger::create(&world, dir).unwrap();
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut last = 0;
            while last < 41 {
                let ledger = Ledger::open(&World::real(), dir, Access::Read).unwrap();
                let size = ledger.checkpoint().size;
                assert!(size >= last && size % 2 == 1, "{size} after {last}");
                assert_eq!(ledger.records().len() as u64, size);
                let report = plaint_ledger::verify(&World::real(), dir, &[]).unwrap();
                assert_eq!(report.fault, None);
                last = size;
            }
        });
        for _ in 0..20 {
            writer
                .append_all(vec![note("one", None), note("two", None)])
                .unwrap();
        }
        reader.join().unwrap();
    });
}
