//! The measurements, each printing its rows.

use std::hint::black_box;
use std::time::Instant;

use anyhow::{Result, ensure};
use plaint_model::Entry;
use plaint_screen::search::exhaustive;
use plaint_screen::{Parameters, Query, Searcher, Segment};
use plaint_world::World;
use rapidfuzz::fuzz;

use crate::setup::List;

/// Names that the peer is asked: it compares each with all, which takes its time.
const PEER_ASKED: usize = 200;
/// How often an opening is measured; the middle one counts.
const OPENINGS: usize = 21;

fn row(what: &str, value: f64, unit: &str) {
    let digits = if value < 10.0 && value.fract() != 0.0 {
        2
    } else {
        0
    };
    let line = format!("{what:<58} {value:>12.digits$} {unit}");
    println!("{}", line.trim_end());
}

fn query(name: &str) -> Query {
    Query {
        names: vec![name.to_owned()],
        ..Query::default()
    }
}

/// Names a second through the index, through a peer's ratio over all names, and how they compare.
pub fn throughput(segments: &[Segment<'_>], listed: &[&str], asked: &[String]) {
    for threshold_ppm in [850_000, 700_000] {
        let threshold = f64::from(threshold_ppm) / 1e6;
        let mut searcher = Searcher::new(segments, Parameters { threshold_ppm });
        let started = Instant::now();
        let found: usize = asked
            .iter()
            .map(|name| searcher.search(&query(name)).len())
            .sum();
        let ours = asked.len() as f64 / started.elapsed().as_secs_f64();
        let peer = peer(listed, asked, threshold);
        row(
            &format!("screen at {threshold:.2}: Plaint"),
            ours,
            "names/s",
        );
        row(
            &format!("screen at {threshold:.2}: rapidfuzz ratio, all names"),
            peer,
            "names/s",
        );
        row("    Plaint is faster by", ours / peer, "times");
        row(
            "    candidates for each name asked",
            found as f64 / asked.len() as f64,
            "",
        );
    }
}

/// The peer at its best: the asked name is prepared once, and a comparison that cannot reach the
/// threshold is given up. It compares letters only, in lower case.
fn peer(listed: &[&str], asked: &[String], threshold: f64) -> f64 {
    let lower: Vec<String> = listed.iter().map(|name| name.to_lowercase()).collect();
    let sample = &asked[..PEER_ASKED.min(asked.len())];
    let args = fuzz::Args::default().score_cutoff(threshold);
    let started = Instant::now();
    for name in sample {
        let scorer = fuzz::RatioBatchComparator::new(name.to_lowercase().chars());
        for other in &lower {
            black_box(scorer.similarity_with_args(other.chars(), &args));
        }
    }
    sample.len() as f64 / started.elapsed().as_secs_f64()
}

/// Time and size of an index, for each name in it.
pub fn building(lists: &[List], segments: &[Segment<'_>]) {
    let entries: Vec<Vec<Entry>> = segments
        .iter()
        .map(|segment| {
            let count = u32::try_from(segment.entries()).unwrap_or(u32::MAX);
            (0..count).filter_map(|n| segment.entry(n)).collect()
        })
        .collect();
    let names: usize = segments.iter().map(Segment::names).sum();
    let bytes: usize = lists.iter().map(|list| list.bytes.len()).sum();
    let started = Instant::now();
    for entries in &entries {
        black_box(plaint_screen::build(entries));
    }
    let micros = started.elapsed().as_secs_f64() * 1e6;
    row("build the index", micros / names as f64, "us/name");
    row(
        "size of the index, with all entries in it",
        bytes as f64 / names as f64,
        "bytes/name",
    );
}

/// From files to the first answer: mapped, and read into memory. The files are in the system's
/// cache both times, so this is the least that mapping saves.
pub fn first_answer(lists: &[List], asked: &[String]) -> Result<()> {
    let mut times = [Vec::new(), Vec::new()];
    for n in 0..OPENINGS * 2 {
        let started = Instant::now();
        let disk = World::real().disk;
        let bytes = lists.iter().map(|list| match n % 2 {
            0 => disk.map(&list.path),
            _ => disk.read(&list.path).map(Into::into),
        });
        let bytes = bytes.collect::<Result<Vec<_>, _>>()?;
        let segments: Vec<Segment<'_>> = bytes
            .iter()
            .map(|bytes| Segment::open(bytes))
            .collect::<Result<_, _>>()?;
        let mut searcher = Searcher::new(&segments, Parameters::default());
        black_box(searcher.search(&query(&asked[n / 2])));
        times[n % 2].push(started.elapsed().as_secs_f64() * 1e3);
    }
    let [mapped, read] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    });
    row("open all lists and answer once: mapped", mapped, "ms");
    row(
        "open all lists and answer once: read into memory",
        read,
        "ms",
    );
    row("    mapping is faster by", read / mapped, "times");
    Ok(())
}

/// The index against the comparison of every name with every name.
pub fn lossless(segments: &[Segment<'_>], asked: &[String], pairs_max: usize) -> Result<()> {
    let listed: usize = segments.iter().map(Segment::names).sum();
    let parameters = Parameters::default();
    let mut searcher = Searcher::new(segments, parameters);
    let (mut pairs, mut candidates, mut differing) = (0, 0, 0);
    for name in asked {
        if pairs >= pairs_max {
            break;
        }
        let whole = exhaustive(segments, parameters, &query(name));
        pairs += listed;
        candidates += whole.len();
        differing += usize::from(searcher.search(&query(name)) != whole);
    }
    row(
        "pairs compared, index against every pair",
        pairs as f64,
        "pairs",
    );
    row("    candidates among them", candidates as f64, "");
    row(
        "    names answered otherwise by the index",
        differing as f64,
        "names",
    );
    ensure!(differing == 0, "the index is not lossless");
    Ok(())
}

/// The most memory that was ever held, where the system tells.
pub fn memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|text| text.trim().trim_end_matches(" kB").parse::<f64>().ok());
    if let Some(kib) = kib {
        row(
            "peak memory of this whole run, updates included",
            kib / 1024.0,
            "MiB",
        );
    }
}
