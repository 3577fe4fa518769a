//! The power goes, or a step fails, at every step of an update, of a first update and of a rebuild.
//! After it the ledger is sound, the old snapshot or the new one is in force, and it answers.

use plaint_desk::update::Outcome;
use plaint_desk::{Desk, DeskError};
use plaint_world::Simulation;
use plaint_world::sim::{After, Fate, Fault, Reach};

use crate::made_up::{
    BAD, CARRIED, CARRIED_LIST, LIST, NEW, ask, dir, recorded, update, update_list, world,
};

const REACHES: [Reach; 3] = [Reach::Nothing, Reach::Half, Reach::Everything];
const TORN_WAYS: u64 = 6;

/// Runs an action with a fault at each of its steps, of every reach and aftermath, and hands over
/// the world as it is found after, power on. Returns how many steps there were.
fn each_fault(
    start: &Simulation,
    act: impl Fn(&Simulation),
    found: impl Fn(&Simulation, Fault),
) -> u64 {
    let torn = (0..TORN_WAYS).map(Fate::Torn);
    let fates = [Fate::Kept, Fate::Lost].into_iter().chain(torn);
    let afters: Vec<After> = fates.map(After::PowerCut).chain([After::Working]).collect();
    let before = start.disk.steps();
    let whole = start.fork();
    act(&whole);
    let steps = whole.disk.steps() - before;
    for step in 1..=steps {
        for reach in REACHES {
            for &after in &afters {
                let sim = start.fork();
                let step = before + step;
                sim.disk.plan(Fault { step, reach, after });
                act(&sim);
                sim.disk.restart();
                found(
                    &sim,
                    Fault {
                        step: step - before,
                        reach,
                        after,
                    },
                );
            }
        }
    }
    steps
}

fn assert_sound(sim: &Simulation, fault: Fault) {
    let report = Desk::verify(&world(sim), dir()).unwrap();
    assert_eq!(report.fault, None, "{fault:?}");
}

/// The entries in force, which answer: the new party is a candidate when it is on the list.
fn assert_answers(sim: &Simulation, fault: Fault) -> u64 {
    let answer = ask(&world(sim), "Invented Spinning");
    let (entries, found) = answer.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
    assert_eq!(
        found,
        usize::from(entries == 3),
        "{fault:?}: {entries} entries"
    );
    let (_, others) = ask(&world(sim), "Fictive Weaving Co.").unwrap();
    assert_eq!(others, 1, "{fault:?}");
    entries
}

#[test]
fn an_update_holds_the_old_snapshot_or_the_new() {
    let start = recorded();
    let act = |sim: &Simulation| drop(update(&world(sim), NEW));
    let steps = each_fault(&start, act, |sim, fault| {
        assert_sound(sim, fault);
        let entries = assert_answers(sim, fault);
        assert!([2, 3].contains(&entries), "{fault:?}: {entries}");
        // What was begun is made good, and a power cut right after loses nothing.
        let again = update(&world(sim), NEW).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        let outcome = &again[0].outcome;
        let was_there = matches!(outcome, Outcome::Unchanged { .. });
        assert!(
            was_there || matches!(outcome, Outcome::Recorded(_)),
            "{fault:?}: {outcome:?}"
        );
        assert_eq!(was_there, entries == 3, "{fault:?}");
        sim.disk.cut_power(Fate::Lost);
        sim.disk.restart();
        assert_eq!(assert_answers(sim, fault), 3, "{fault:?}");
        assert_sound(sim, fault);
    });
    assert!(steps > 10, "{steps} steps");
}

#[test]
fn a_finished_update_is_durable() {
    let sim = recorded();
    update(&world(&sim), NEW).unwrap();
    sim.disk.cut_power(Fate::Lost);
    sim.disk.restart();
    assert_eq!(ask(&world(&sim), "Invented Spinning").unwrap(), (3, 1));
}

#[test]
fn a_refused_update_leaves_the_old_snapshot() {
    let start = recorded();
    let act = |sim: &Simulation| drop(update(&world(sim), BAD));
    each_fault(&start, act, |sim, fault| {
        assert_sound(sim, fault);
        assert_eq!(assert_answers(sim, fault), 2, "{fault:?}");
    });
}

#[test]
fn a_first_update_is_whole_or_begun_again() {
    let start = Simulation::new(1);
    let first = |sim: &Simulation| update_list(&world(sim), CARRIED_LIST, CARRIED);
    let act = |sim: &Simulation| drop(first(sim));
    let steps = each_fault(&start, act, |sim, fault| {
        match Desk::read(&world(sim), dir()) {
            Ok(_) => {
                assert_sound(sim, fault);
                match ask(&world(sim), "Fictive Weaving Co.") {
                    Ok(found) => assert_eq!(found, (1, 1), "{fault:?}"),
                    Err(error) => assert!(matches!(error, DeskError::NoLists), "{error}"),
                }
            }
            Err(DeskError::NoLedger(_)) => {}
            Err(error) => panic!("{fault:?}: {error}"),
        }
        first(sim).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        sim.disk.cut_power(Fate::Lost);
        sim.disk.restart();
        assert_eq!(
            ask(&world(sim), "Fictive Weaving Co.").unwrap(),
            (1, 1),
            "{fault:?}"
        );
        assert_sound(sim, fault);
    });
    assert!(steps > 30, "{steps} steps");
}

#[test]
fn a_rebuild_cut_short_does_no_harm() {
    let start = recorded();
    let desk = Desk::read(&world(&start), dir()).unwrap();
    let folder = desk.ledger().derived_path("segments").unwrap();
    for index in world(&start).disk.list(&folder).unwrap() {
        start.disk.tamper(&index, Some(b"not an index"));
    }
    let act = |sim: &Simulation| {
        let _ = Desk::read(&world(sim), dir()).and_then(|desk| desk.rebuild(&mut |_| {}));
    };
    let steps = each_fault(&start, act, |sim, fault| {
        assert_eq!(assert_answers(sim, fault), 2, "{fault:?}");
        assert_sound(sim, fault);
        let desk = Desk::read(&world(sim), dir()).unwrap();
        let rebuilt = desk.rebuild(&mut |_| {}).unwrap();
        assert_eq!(rebuilt[0].0, LIST);
    });
    assert!(steps > 1, "{steps} steps");
}

#[test]
fn a_question_that_makes_its_index_can_be_cut_short() {
    let start = recorded();
    let desk = Desk::read(&world(&start), dir()).unwrap();
    let folder = desk.ledger().derived_path("segments").unwrap();
    for index in world(&start).disk.list(&folder).unwrap() {
        world(&start).disk.remove(&index).unwrap();
    }
    let act = |sim: &Simulation| drop(ask(&world(sim), "Invented Spinning"));
    let steps = each_fault(&start, act, |sim, fault| {
        assert_eq!(assert_answers(sim, fault), 2, "{fault:?}");
        assert_sound(sim, fault);
    });
    assert!(steps > 1, "{steps} steps");
}
