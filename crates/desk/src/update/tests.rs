//! Updates from files and from a server of our own, in a made-up world.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};

use plaint_world::{Privacy, Simulation};

use super::*;
use crate::overview::State;

const LEDGER: &str = "/ledger";

/// A desk in a made-up world of 2001-09-09, with a list of its own of two to nine entries.
fn desk(urls: &str) -> Desk {
    let simulation = Simulation::new(7);
    let world = simulation.world();
    drop(Desk::write(&world, Path::new(LEDGER), &mut |_| {}).unwrap());
    describe(&world, "made-up", urls);
    Desk::write(&world, Path::new(LEDGER), &mut |_| {}).unwrap()
}

fn describe(world: &plaint_world::World, id: &str, urls: &str) {
    let toml = format!(
        r#"
id = "{id}"
title = "Made-up list"
short = "Made-up"
publisher = "Nobody"
country = "zz"
regimes = []
topics = []
licence = "none"
formats = ["mapped-csv"]
[[origin]]
format = "mapped-csv"
urls = [{urls}]
verified = false
note = "Made up."
[expected]
entries_min = 2
entries_max = 9
shrink_max_percent = 100
why = "It is made up."
[reader]
schema = "Company"
"column.name" = "name"
"column.country" = "country"
"#
    );
    let folder = Path::new(LEDGER).join("lists");
    world.disk.create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{id}.toml"));
    let private = Privacy::Ordinary;
    world
        .disk
        .write_new(&path, toml.as_bytes(), private)
        .unwrap();
}

const GOOD: &str = "name,country\nMade-Up Mill,cn\nMade-Up Gin,cn\n";
const BETTER: &str = "name,country\nMade-Up Mill,cn\nMade-Up Gin,cn\nMade-Up Press,cn\n";
const SHORT: &str = "name,country\nMade-Up Mill,cn\n";
const EMPTY: &str = "name,country\n";

fn file(name: &str, text: &str) -> LocalFile {
    LocalFile {
        name: name.to_owned(),
        bytes: text.into(),
    }
}

fn request() -> UpdateRequest {
    UpdateRequest {
        lists: vec!["made-up".to_owned()],
        from: Some(Source::Path(PathBuf::from("downloads"))),
        ..UpdateRequest::default()
    }
}

fn take(desk: &mut Desk, files: &[LocalFile], request: &UpdateRequest) -> Vec<Outcome> {
    let list = desk.list("made-up").unwrap().clone();
    desk.take(&list, files, request, &mut |_| {}).unwrap()
}

/// An outcome in a word, with its day.
fn word(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Recorded(summary) => format!("recorded {}", summary.as_of),
        Outcome::Unchanged { as_of } => format!("unchanged {as_of}"),
        Outcome::Refused { .. } => "refused".to_owned(),
        Outcome::Failed(why) => format!("failed: {why}"),
    }
}

fn words(outcomes: &[Outcome]) -> Vec<String> {
    outcomes.iter().map(word).collect()
}

#[test]
fn after_a_refusal_the_next_older_snapshot_is_taken() {
    let mut desk = desk("");
    let files = [
        file("made-up-2001-06-01.csv", GOOD),
        file("made-up-2001-07-01.csv", SHORT),
        // After today: it dates nothing, and so is not the newest.
        file("made-up-2099-07-01.csv", GOOD),
    ];
    let outcomes = take(&mut desk, &files, &request());
    assert_eq!(words(&outcomes), ["refused", "recorded 2001-06-01"]);
    // Not back behind what is in force.
    let files = [
        file("made-up-2001-05-01.csv", BETTER),
        file("made-up-2001-07-01.csv", SHORT),
    ];
    assert_eq!(words(&take(&mut desk, &files, &request())), ["refused"]);
}

#[test]
fn an_empty_list_is_not_accepted() {
    let mut desk = desk("");
    let accept = UpdateRequest {
        accept: Some("made-up reason".to_owned()),
        ..request()
    };
    let acceptable = |outcomes: &[Outcome]| match outcomes {
        [Outcome::Refused { acceptable, .. }] => Some(*acceptable),
        _ => None,
    };
    let empty = [file("made-up-2001-06-01.csv", EMPTY)];
    assert_eq!(acceptable(&take(&mut desk, &empty, &accept)), Some(false));
    let short = [file("made-up-2001-06-01.csv", SHORT)];
    let refused = take(&mut desk, &short, &request());
    assert_eq!(acceptable(&refused), Some(true));
    let outcomes = take(&mut desk, &short, &accept);
    assert_eq!(words(&outcomes), ["recorded 2001-06-01"]);
}

#[test]
fn no_snapshot_shows_a_day_to_come() {
    let mut desk = desk("");
    for (day, words) in [("2001-09-10", "after today"), ("2001", "no month")] {
        let request = UpdateRequest {
            as_of: day.parse().ok(),
            ..request()
        };
        let error = desk.update(&request, &mut |_| {}).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_date_that_nothing_tells_is_called_unknown() {
    let mut desk = desk("");
    let outcomes = take(&mut desk, &[file("made-up.csv", GOOD)], &request());
    assert_eq!(words(&outcomes), ["recorded 2001-09-09"]);
    let rows = desk.overview();
    let row = rows.iter().find(|row| row.info.id.as_str() == "made-up");
    assert_eq!(row.unwrap().state, State::DateUnknown);
}

#[test]
fn a_wrong_description_stops_nothing_and_is_named() {
    let mut desk = desk("");
    take(
        &mut desk,
        &[file("made-up-2001-06-01.csv", GOOD)],
        &request(),
    );
    assert!(desk.warnings().is_empty());
    let world = desk.world.clone();
    drop(desk);
    let path = Path::new(LEDGER).join("lists/made-up.toml");
    world.disk.remove(&path).unwrap();
    world
        .disk
        .write_new(&path, b"id = 7\n", Privacy::Ordinary)
        .unwrap();
    let desk = Desk::read(&world, Path::new(LEDGER)).unwrap();
    let [wrong, orphan] = desk.warnings() else {
        panic!("{:?}", desk.warnings());
    };
    assert!(wrong.contains("made-up.toml") && wrong.contains("left out"));
    assert!(orphan.starts_with("made-up: recorded (2 entries as of 2001-06-01)"));
    assert!(orphan.contains("lists/made-up.toml"));
}

/// What the server gives, and whether the last request asked for a change only.
struct Served {
    text: &'static str,
    asked_for_change: bool,
}

/// Serves one file at `http://127.0.0.1:PORT/made-up.csv`, always under the same validator.
fn serve(text: &'static str) -> (String, Arc<Mutex<Served>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/made-up.csv", listener.local_addr().unwrap());
    let served = Arc::new(Mutex::new(Served {
        text,
        asked_for_change: false,
    }));
    let shared = served.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head: Vec<String> = lines
                .map(Result::unwrap)
                .take_while(|line| !line.is_empty())
                .map(|line| line.to_lowercase())
                .collect();
            let mut served = shared.lock().unwrap();
            served.asked_for_change = head.iter().any(|line| line.starts_with("if-none-match"));
            let (status, body) = match served.asked_for_change {
                true => ("304 Not Modified", ""),
                false => ("200 OK", served.text),
            };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\netag: \"same\"\r\ncontent-type: text/csv\r\n\
                 content-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    (url, served)
}

#[test]
fn only_what_was_believed_is_asked_for_change() {
    let (url, served) = serve(SHORT);
    let mut desk = desk(&format!("\"{url}\""));
    let online = UpdateRequest {
        from: None,
        ..request()
    };
    let mut update = |request: &UpdateRequest| {
        let updates = desk.update(request, &mut |_| {}).unwrap();
        let outcomes: Vec<Outcome> = updates.into_iter().map(|u| u.outcome).collect();
        (words(&outcomes), served.lock().unwrap().asked_for_change)
    };
    let refused = (vec!["refused".to_owned()], false);
    assert_eq!(update(&online), refused);
    // Refused again, not called unchanged.
    assert_eq!(update(&online), refused);
    let accept = UpdateRequest {
        accept: Some("made-up reason".to_owned()),
        ..online.clone()
    };
    let recorded = (vec!["recorded 2001-09-09".to_owned()], false);
    assert_eq!(update(&accept), recorded);
    let unchanged = vec!["unchanged 2001-09-09".to_owned()];
    assert_eq!(update(&online), (unchanged, true));
    // Whoever decides by hand gets the file.
    assert!(!update(&accept).1);
    served.lock().unwrap().text = EMPTY;
    assert_eq!(update(&accept), refused);
    assert_eq!(update(&online), refused);
}
