//! The real program, killed at any moment, run twice at once, read while it writes.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use plaint_desk::Desk;
use plaint_world::World;

use crate::house::House;
use crate::made_up::{self, REGISTER, describe, recorded};

const LIST: &str = "zz-long";
const KILLS: u64 = 40;

/// A house whose ledger has a long register in force, with the time one update took.
fn with_long_register(parties: u64) -> (House, Duration) {
    let house = House::new();
    describe(&house, LIST, 5000, "");
    house.write("0.csv", made_up::long_register(parties, 0));
    let started = Instant::now();
    house.ok(&["lists", "update", LIST, "--from", "0.csv", "-q"]);
    (house, started.elapsed())
}

/// A name that only the register of a seed has.
fn name(parties: u64, seed: u64) -> String {
    format!("{} Inventa", made_up::word(seed * parties))
}

#[test]
fn killed_at_any_moment_it_holds_the_old_snapshot_or_the_new() {
    const PARTIES: u64 = 300;
    let (house, whole) = with_long_register(PARTIES);
    let deadline = Instant::now() + Duration::from_secs(60);
    let (mut old, mut new, mut in_force) = (0, 0, 0);
    for kill in 1..=KILLS {
        // Each register has a party more than the one before, so that the count tells them apart.
        let file = format!("{kill}.csv");
        house.write(&file, made_up::long_register(PARTIES + kill, kill));
        let mut child = house
            .command(&["lists", "update", LIST, "--from", &file, "-q"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the whole update and a little more, in no order.
        let part = u32::try_from(kill * 7 % KILLS).unwrap();
        thread::sleep(whole * part / 20);
        child.kill().unwrap();
        child.wait().unwrap();

        house.assert_sound();
        let entries = house.entries(LIST).unwrap();
        let before = PARTIES + in_force;
        assert!(
            [before, PARTIES + kill].contains(&entries),
            "{kill}: {entries}"
        );
        if entries == before {
            old += 1;
        } else {
            new += 1;
            in_force = kill;
        }
        let asked = name(PARTIES + in_force, in_force);
        let found = house.json(&["screen", &asked, "--threshold", "0.9"]);
        assert_eq!(found["candidates"][0]["id"], "zz-long-0", "{kill}");
        if Instant::now() > deadline && kill >= 30 {
            break;
        }
    }
    assert!(
        old > 0 && new > 0,
        "kills came too early or too late: {old} old, {new} new"
    );
    // What was killed is made good by the next one.
    house.write("last.csv", made_up::long_register(PARTIES + 100, 100));
    house.ok(&["lists", "update", LIST, "--from", "last.csv", "-q"]);
    assert_eq!(house.entries(LIST), Some(PARTIES + 100));
    house.assert_sound();
}

#[test]
fn killed_while_it_makes_the_ledger_it_begins_again() {
    let house = House::empty();
    house.write("un.xml", made_up::UN);
    let update = [
        "lists", "update", "un-sc", "--from", "un.xml", "-q", "--accept", "a test",
    ];
    for kill in 0..30 {
        let mut child = house
            .command(&update)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_micros(700 * kill));
        child.kill().unwrap();
        child.wait().unwrap();
        let lists = house.run(&["lists"]);
        assert_eq!(lists.status, Some(0), "{}", lists.err);
        let verify = house.run(&["verify"]);
        let none = verify.err.contains("there is no ledger");
        assert!(
            none || verify.status == Some(0),
            "{}{}",
            verify.out,
            verify.err
        );
        if kill % 5 == 4 {
            house.ok(&update);
            house.assert_sound();
            std::fs::remove_dir_all(house.ledger()).unwrap();
        }
    }
}

#[test]
fn a_second_writer_says_that_it_waits_and_then_writes() {
    let house = recorded();
    house.write("more.csv", made_up::long_register(20, 3));
    let mut never = |who: &str| panic!("held by {who}");
    let first = Desk::write(&World::real(), &house.ledger(), &mut never).unwrap();
    let mut second = house
        .command(&["lists", "update", REGISTER, "--from", "more.csv", "-q"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut err = BufReader::new(second.stderr.take().unwrap());
    let mut line = String::new();
    err.read_line(&mut line).unwrap();
    let us = format!("process {}", std::process::id());
    assert!(line.starts_with("waiting: the ledger is being written by ") && line.contains(&us));
    // Readers need not wait.
    assert_eq!(house.entries(REGISTER), Some(4));
    drop(first);
    let mut rest = String::new();
    err.read_to_string(&mut rest).unwrap();
    assert_eq!(second.wait().unwrap().code(), Some(0), "{rest}");
    assert_eq!(house.entries(REGISTER), Some(20));
    house.assert_sound();
}

#[test]
fn two_updates_at_once_both_succeed() {
    let house = recorded();
    for n in 0..6_u64 {
        describe(&house, &format!("zz-{n}"), 500, "");
        house.write(&format!("{n}.csv"), made_up::long_register(50 + n, n));
    }
    let spawn = |n: u64| {
        let (list, file) = (format!("zz-{n}"), format!("{n}.csv"));
        house
            .command(&["lists", "update", &list, "--from", &file, "-q"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let children: Vec<_> = (0..6).map(spawn).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    for n in 0..6 {
        assert_eq!(house.entries(&format!("zz-{n}")), Some(50 + n));
    }
    house.assert_sound();
}

#[test]
fn two_that_make_the_ledger_at_once_both_succeed() {
    for _ in 0..5 {
        let house = House::empty();
        house.write("un.xml", made_up::UN);
        house.write("eu.jsonl", made_up::eu());
        let spawn = |list: &str, file: &str| {
            house
                .command(&[
                    "lists", "update", list, "--from", file, "-q", "--accept", "a test",
                ])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let children = [spawn("un-sc", "un.xml"), spawn("eu-fsf", "eu.jsonl")];
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        assert_eq!(
            (house.entries("un-sc"), house.entries("eu-fsf")),
            (Some(2), Some(2))
        );
        house.assert_sound();
    }
}

#[test]
fn readers_see_the_old_or_the_new_while_it_is_written() {
    const PARTIES: u64 = 300;
    let (house, _) = with_long_register(PARTIES);
    house.write("1.csv", made_up::long_register(PARTIES + 1, 1));
    let mut writer = house
        .command(&["lists", "update", LIST, "--from", "1.csv", "-q"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (old, new) = (name(PARTIES, 0), name(PARTIES + 1, 1));
    let mut reads = 0;
    while writer.try_wait().unwrap().is_none() || reads == 0 {
        let answers = house.run(&[
            "screen",
            &old,
            &new,
            "--format",
            "json",
            "--threshold",
            "0.9",
        ]);
        assert!(answers.status != Some(2), "{}", answers.err);
        let answers: serde_json::Value = serde_json::from_str(&answers.out).unwrap();
        let count = |n: usize| answers[n]["candidates"].as_array().unwrap().len();
        let entries = answers[0]["lists"][0]["entries"].as_u64().unwrap();
        let expected = if entries == PARTIES { (1, 0) } else { (0, 1) };
        assert_eq!((count(0), count(1)), expected, "{entries} entries");
        reads += 1;
    }
    assert!(writer.wait().unwrap().success());
    assert_eq!(house.entries(LIST), Some(PARTIES + 1));
}
