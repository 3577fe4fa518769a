//! Made-up records, and a made-up world to keep them in.

use std::path::Path;

use plaint_ledger::record::{Note, Refused, Snapshot};
use plaint_ledger::{Access, Error, FileRef, Ledger, Record};
use plaint_model::{Digest, ListId};
use plaint_world::{Simulation, World};

pub const DIR: &str = "/somewhere/ledger";

pub fn dir() -> &'static Path {
    Path::new(DIR)
}

pub fn list() -> ListId {
    ListId::new("no-made-up-list").unwrap()
}

/// The bytes of a made-up list as of a day.
pub fn list_bytes(day: &str) -> Vec<u8> {
    format!("name,place\nMade-Up Cotton Mill Co.,Nowhere City\nas of,{day}\n").into_bytes()
}

pub fn file(day: &str) -> FileRef {
    let bytes = list_bytes(day);
    FileRef {
        name: "list.csv".to_owned(),
        sha256: Digest::of(&bytes),
        bytes: bytes.len() as u64,
        origin: Some("https://list.example/list.csv".to_owned()),
    }
}

pub fn snapshot(day: &str) -> Snapshot {
    Snapshot {
        list: list(),
        files: vec![file(day)],
        as_of: day.parse().unwrap(),
        fetched_at: "2001-09-09T01:46:40Z".parse().unwrap(),
        format: "made-up-csv".to_owned(),
        reader_version: "1".to_owned(),
        entries: 1,
        notes: Vec::new(),
        refused_because: None,
        accepted: None,
    }
}

pub fn refused(reason: &str) -> Record {
    Record::Refused(Refused {
        list: list(),
        files: Vec::new(),
        reason: reason.to_owned(),
        at: "2001-09-09T01:46:40Z".parse().unwrap(),
    })
}

pub fn note(text: &str, about: Option<u64>) -> Record {
    Record::Note(Note {
        at: "2001-09-09T01:46:40Z".parse().unwrap(),
        about,
        text: text.to_owned(),
    })
}

/// What a collector does: the file into the vault, then the record.
pub fn record_snapshot(ledger: &mut Ledger, day: &str) -> Result<u64, Error> {
    ledger.put_blob(&list_bytes(day))?;
    Ok(ledger.append(Record::Snapshot(snapshot(day)))?.leaf())
}

/// A ledger with two snapshots and a note, closed.
pub fn filled() -> Simulation {
    let sim = Simulation::new(1);
    let mut ledger = Ledger::create(&sim.world(), dir()).unwrap();
    record_snapshot(&mut ledger, "2024-05-01").unwrap();
    record_snapshot(&mut ledger, "2024-05-02").unwrap();
    ledger.append(note("the mill has moved", Some(1))).unwrap();
    sim
}

pub fn read(world: &World) -> Result<Ledger, Error> {
    Ledger::open(world, dir(), Access::Read)
}

pub fn write(world: &World) -> Result<Ledger, Error> {
    Ledger::open(world, dir(), Access::Write)
}
