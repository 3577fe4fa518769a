//! The power goes, or a step fails, at every step of making a ledger and of writing to one. What
//! is found after is the state before or the state after; it verifies, and it can be written to.

use plaint_ledger::{Error, Ledger, verify};
use plaint_world::Simulation;
use plaint_world::sim::{After, Fate, Fault, Reach};

use crate::samples::{dir, filled, list_bytes, note, read, record_snapshot, write};

const REACHES: [Reach; 3] = [Reach::Nothing, Reach::Half, Reach::Everything];

/// Everything kept, everything lost, and torn in so many ways.
fn fates(torn_ways: u64) -> impl Iterator<Item = Fate> {
    let torn = (0..torn_ways).map(Fate::Torn);
    [Fate::Kept, Fate::Lost].into_iter().chain(torn)
}

/// How many steps an action takes.
fn steps_of(start: &Simulation, act: impl Fn(&Simulation)) -> u64 {
    let sim = start.fork();
    act(&sim);
    sim.disk.steps() - start.disk.steps()
}

/// Runs an action with a fault at each of its steps, of every reach and aftermath, and hands over
/// the world as it is found after, power on.
fn each_fault(
    start: &Simulation,
    torn_ways: u64,
    act: impl Fn(&Simulation),
    found: impl Fn(&Simulation, Fault),
) {
    let afters: Vec<After> = fates(torn_ways)
        .map(After::PowerCut)
        .chain([After::Working])
        .collect();
    let before = start.disk.steps();
    for step in 1..=steps_of(start, &act) {
        for reach in REACHES {
            for &after in &afters {
                let sim = start.fork();
                let fault = Fault {
                    step: before + step,
                    reach,
                    after,
                };
                sim.disk.plan(fault);
                act(&sim);
                sim.disk.restart();
                found(&sim, Fault { step, ..fault });
            }
        }
    }
}

fn assert_sound(sim: &Simulation, fault: Fault) {
    let report = verify(&sim.world(), dir(), &[]).unwrap();
    assert_eq!(report.fault, None, "{fault:?}");
}

/// Opens for writing, writes, and shows that a power cut right after loses nothing.
fn assert_goes_on(sim: &Simulation, fault: Fault) {
    let mut ledger = write(&sim.world()).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
    let seen = ledger.checkpoint().clone();
    let opened = sim.fork();
    opened.disk.cut_power(Fate::Lost);
    opened.disk.restart();
    let kept = read(&opened.world()).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
    assert_eq!(
        *kept.checkpoint(),
        seen,
        "{fault:?}: what a writer builds on is durable"
    );
    assert_sound(&opened, fault);

    record_snapshot(&mut ledger, "2024-05-09").unwrap();
    drop(ledger);
    sim.disk.cut_power(Fate::Lost);
    sim.disk.restart();
    let ledger = write(&sim.world()).unwrap();
    assert_eq!(
        ledger.checkpoint().size,
        seen.size + 1,
        "{fault:?}: a commit is durable"
    );
    assert!(
        ledger.recovered().is_empty(),
        "{fault:?}: {:?}",
        ledger.recovered()
    );
    let report = verify(&sim.world(), dir(), &[]).unwrap();
    assert_eq!(report.fault, None, "{fault:?}");
}

/// Writes the same again, part of which may be there, and shows that a power cut loses nothing.
fn assert_same_again(sim: &Simulation, fault: Fault, size: u64) {
    write_snapshot(sim).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
    sim.disk.cut_power(Fate::Lost);
    sim.disk.restart();
    assert_eq!(
        read(&sim.world()).unwrap().checkpoint().size,
        size + 2,
        "{fault:?}"
    );
    assert_sound(sim, fault);
}

#[test]
fn creation_is_whole_or_begun_again() {
    let start = Simulation::new(1);
    let create = |sim: &Simulation| drop(Ledger::create(&sim.world(), dir()));
    each_fault(&start, 12, create, |sim, fault| {
        match read(&sim.world()) {
            Ok(ledger) => assert_eq!(ledger.checkpoint().size, 1),
            Err(Error::NoLedger(_)) => {
                Ledger::create(&sim.world(), dir())
                    .unwrap_or_else(|error| panic!("{fault:?}: {error}"));
            }
            Err(error) => panic!("{fault:?}: {error}"),
        }
        assert_sound(sim, fault);
        assert_goes_on(sim, fault);
    });
}

#[test]
fn creation_cut_short_twice_is_begun_again() {
    let create = |sim: &Simulation| drop(Ledger::create(&sim.world(), dir()));
    let steps = steps_of(&Simulation::new(1), create);
    for first in 1..=steps {
        let start = Simulation::new(1);
        start.disk.crash_at(first, Fate::Torn(first));
        create(&start);
        start.disk.restart();
        if read(&start.world()).is_ok() {
            continue;
        }
        let before = start.disk.steps();
        for second in 1..=steps_of(&start, create) {
            for fate in fates(4) {
                let sim = start.fork();
                sim.disk.crash_at(before + second, fate);
                create(&sim);
                sim.disk.restart();
                if let Err(Error::NoLedger(_)) = read(&sim.world()) {
                    Ledger::create(&sim.world(), dir())
                        .unwrap_or_else(|error| panic!("{first}, {second}, {fate:?}: {error}"));
                }
                assert!(verify(&sim.world(), dir(), &[]).unwrap().is_sound());
            }
        }
    }
}

/// Opens, puts a file, appends two records under one checkpoint.
fn write_snapshot(sim: &Simulation) -> Result<(), Error> {
    let mut ledger = write(&sim.world())?;
    ledger.put_blob(&list_bytes("2024-05-03"))?;
    let snapshot = crate::samples::snapshot("2024-05-03");
    let records = vec![
        plaint_ledger::Record::Snapshot(snapshot),
        note("as usual", Some(1)),
    ];
    ledger.append_all(records).map(drop)
}

#[test]
fn a_snapshot_is_there_or_not() {
    let start = filled();
    let act = |sim: &Simulation| assert!(write_snapshot(sim).is_err() || sim.disk.steps() > 0);
    each_fault(&start, 12, act, |sim, fault| {
        let ledger = read(&sim.world()).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        let size = ledger.checkpoint().size;
        assert!([4, 6].contains(&size), "{fault:?}");
        assert_sound(sim, fault);
        assert_same_again(&sim.fork(), fault, size);
        assert_goes_on(sim, fault);
    });
}

#[test]
fn success_is_reported_only_when_it_is_durable() {
    let start = filled();
    let (before, steps) = (
        start.disk.steps(),
        steps_of(&start, |sim| write_snapshot(sim).unwrap()),
    );
    for step in 1..=steps {
        for reach in REACHES {
            let sim = start.fork();
            sim.disk.plan(Fault {
                step: before + step,
                reach,
                after: After::Working,
            });
            write_snapshot(&sim).expect_err("a fault at any step is reported");
        }
    }
    let sim = start.fork();
    write_snapshot(&sim).unwrap();
    sim.disk.cut_power(Fate::Lost);
    sim.disk.restart();
    assert_eq!(read(&sim.world()).unwrap().checkpoint().size, 6);
    assert!(write(&sim.world()).unwrap().recovered().is_empty());
}

#[test]
fn recovery_cut_short_is_recovered_from() {
    let start = filled();
    let act = |sim: &Simulation| drop(write_snapshot(sim));
    let before = start.disk.steps();
    let mut recoveries = 0;
    for step in 1..=steps_of(&start, act) {
        for fate in [Fate::Kept, Fate::Torn(step)] {
            let broken = start.fork();
            broken.disk.plan(Fault {
                step: before + step,
                reach: Reach::Everything,
                after: After::PowerCut(fate),
            });
            act(&broken);
            broken.disk.restart();
            let size = read(&broken.world()).unwrap().checkpoint().size;
            if write(&broken.fork().world())
                .unwrap()
                .recovered()
                .is_empty()
            {
                continue;
            }
            recoveries += 1;
            each_fault(&broken, 4, act, |sim, fault| {
                let ledger =
                    write(&sim.world()).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
                let now = ledger.checkpoint().size;
                assert!(
                    [size, size + 2].contains(&now),
                    "{step} {fate:?} {fault:?}: {now}"
                );
                assert_sound(sim, fault);
            });
        }
    }
    assert!(
        recoveries > 5,
        "{recoveries} of the faults left something to put right"
    );
}

#[test]
fn a_ledger_whose_commit_was_cut_short_writes_no_more() {
    let sim = filled();
    let mut ledger = write(&sim.world()).unwrap();
    let step = sim.disk.steps() + 2;
    sim.disk.plan(Fault {
        step,
        reach: Reach::Nothing,
        after: After::Working,
    });
    let error = ledger.append(note("lost", None)).unwrap_err();
    assert!(matches!(error, Error::Unsure(_)), "{error}");
    assert!(matches!(
        ledger.append(note("again", None)),
        Err(Error::Stopped(_))
    ));
    assert!(matches!(ledger.put_blob(b"again"), Err(Error::Stopped(_))));
    assert_eq!(ledger.checkpoint().size, 4, "it shows what it knows");
    drop(ledger);
    let ledger = write(&sim.world()).unwrap();
    let said: Vec<_> = ledger.recovered().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("cut ") && said[0].ends_with("off log/entries"),
        "{said:?}"
    );
}
