//! Measures Plaint, and a peer in the same run on the same names, and prints a table.
//!
//! Usage: `scripts/bench [PAIRS]`. With real lists in `$PLAINT_SHARED/lists` they are measured,
//! else made-up names. One thread throughout. `docs/benchmarks.md` says what the rows mean.

mod names;
mod rows;
mod setup;

use std::time::Instant;

use anyhow::Result;
use plaint_screen::Segment;

fn main() -> Result<()> {
    let pairs_max = std::env::args()
        .nth(1)
        .map(|text| text.parse())
        .transpose()?;
    let lists = setup::lists()?;
    let segments: Vec<Segment<'_>> = lists
        .iter()
        .map(|list| Segment::open(&list.bytes))
        .collect::<Result<_, _>>()?;
    let listed: Vec<&str> = segments.iter().flat_map(names::of).collect();
    let entries: usize = segments.iter().map(Segment::entries).sum();
    println!(
        "{} lists, {entries} entries, {} names",
        lists.len(),
        listed.len()
    );
    let asked = names::asked(&listed);
    println!("asked: {} names, {}\n", asked.len(), names::ABOUT);
    let started = Instant::now();
    rows::throughput(&segments, &listed, &asked);
    rows::building(&lists, &segments);
    rows::first_answer(&lists, &asked)?;
    rows::lossless(&segments, &asked, pairs_max.unwrap_or(5_000_000))?;
    rows::memory();
    println!("\n{:.0} s in all", started.elapsed().as_secs_f64());
    Ok(())
}
