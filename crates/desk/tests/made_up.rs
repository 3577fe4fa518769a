//! A made-up list in a made-up world.

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

use plaint_desk::Desk;
use plaint_desk::update::{ListUpdate, Source, UpdateRequest};
use plaint_screen::{Parameters, Query};
use plaint_world::sim::SimChance;
use plaint_world::{Privacy, Simulation, World};

pub const LIST: &str = "zz-made-up";

const TOML: &str = r#"
id = "zz-made-up"
title = "Register of Made-Up Parties"
short = "Made-Up"
publisher = "Ministry of Inventions"
country = "zz"
regimes = []
topics = ["sanction"]
licence = "Free to invent."
formats = ["mapped-csv"]
[expected]
entries_min = 2
entries_max = 5000
shrink_max_percent = 20
why = "as many as the tests need"
[reader]
"column.name" = "name"
"column.alias" = "other"
"#;

/// The register of one day, of another, and one that no check believes.
pub const OLD: &[u8] = b"name,other\nFictive Weaving Co.,Fiktiv\nMade-Up Cotton Mill,MUCM\n";
pub const NEW: &[u8] =
    b"name,other\nFictive Weaving Co.,Fiktiv\nMade-Up Cotton Mill,MUCM\nInvented Spinning,IS\n";
pub const BAD: &[u8] = b"name,other\nFictive Weaving Co.\n";

/// A list that needs no description of its own, as the program carries one, with one party.
pub const CARRIED_LIST: &str = "sample-register";
pub const CARRIED: &[u8] = b"id,schema,name,other_names,country,topics,notes,list,authority,\
    regime,statutory_basis,effective_date,end_date,status,citation,source_url\n\
    1,Company,Fictive Weaving Co.,,cn,sanction,,zz-other,,,,,,,,\n";

pub fn dir() -> &'static Path {
    Path::new("/somewhere/ledger")
}

/// The world as one more process finds it: a simulation's chance begins anew for each world, and
/// two processes must not draw the same.
pub fn world(sim: &Simulation) -> World {
    thread_local!(static PROCESSES: Cell<u64> = const { Cell::new(0) });
    let seed = PROCESSES.replace(PROCESSES.get() + 1);
    World {
        chance: Arc::new(SimChance::new(seed)),
        ..sim.world()
    }
}

pub fn write(world: &World) -> Result<Desk, plaint_desk::DeskError> {
    Desk::write(world, dir(), &mut |_| {})
}

/// Tells the ledger of the list, durably.
pub fn describe(world: &World) {
    let (disk, folder) = (&world.disk, dir().join("lists"));
    let file = folder.join("zz-made-up.toml");
    disk.create_dir_all(&folder).unwrap();
    disk.write_new(&file, TOML.as_bytes(), Privacy::Ordinary)
        .unwrap();
    disk.sync_file(&file).unwrap();
    disk.sync_dir(&folder).unwrap();
    disk.sync_dir(dir()).unwrap();
}

/// A ledger with the old register in force.
pub fn recorded() -> Simulation {
    let sim = Simulation::new(1);
    drop(write(&world(&sim)).unwrap());
    describe(&world(&sim));
    update(&world(&sim), OLD).unwrap();
    sim
}

/// Opens the ledger and records a register of the made-up list.
pub fn update(
    world: &World,
    register: &'static [u8],
) -> Result<Vec<ListUpdate>, plaint_desk::DeskError> {
    update_list(world, LIST, register)
}

/// Opens the ledger, or makes it, and records a list.
pub fn update_list(
    world: &World,
    list: &str,
    register: &'static [u8],
) -> Result<Vec<ListUpdate>, plaint_desk::DeskError> {
    let files = vec![("register.csv".to_owned(), register)];
    let request = UpdateRequest {
        lists: vec![list.to_owned()],
        from: Some(Source::Carried("a test", files)),
        ..UpdateRequest::default()
    };
    write(world)?.update(&request, &mut |_| {})
}

/// How many entries are in force, and how many candidates a name has.
pub fn ask(world: &World, name: &str) -> Result<(u64, usize), plaint_desk::DeskError> {
    let loaded = Desk::read(world, dir())?.load(&[])?;
    let query = Query {
        names: vec![name.to_owned()],
        ..Query::default()
    };
    let parameters = Parameters::default();
    let found = plaint_desk::screening::screen(&loaded, parameters, &[query], &|_| {})?;
    Ok((loaded.lists[0].snapshot.entries, found[0].len()))
}
