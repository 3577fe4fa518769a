//! The labelled name pairs in `$PLAINT_SHARED/names`: the score must stay useful, not perfect.

use std::path::PathBuf;

use plaint_resolve::{NameKind, analyse, score};

/// (schema, first name, second name, whether they are the same, how sure the label is)
fn pairs() -> Vec<(String, String, String, bool, String)> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let shared =
        std::env::var_os("PLAINT_SHARED").map_or_else(|| PathBuf::from(default), PathBuf::from);
    let Ok(mut reader) = csv::Reader::from_path(shared.join("names/pairs.csv")) else {
        println!("skipped: no shared data");
        return Vec::new();
    };
    let rows = reader.records().map(Result::unwrap);
    rows.map(|r| {
        (
            r[1].to_owned(),
            r[2].to_owned(),
            r[3].to_owned(),
            &r[4] == "true",
            r[5].to_owned(),
        )
    })
    .collect()
}

fn kind(schema: &str) -> NameKind {
    match schema {
        "Person" => NameKind::Person,
        "Vessel" | "Airplane" => NameKind::Object,
        _ => NameKind::Organization,
    }
}

#[test]
fn labelled_pairs_are_told_apart() {
    let pairs = pairs();
    let verbose = std::env::var_os("PLAINT_SHOW_PAIRS").is_some();
    let thresholds: Vec<u32> = (55..=95).map(|t| t * 10_000).collect();
    let mut best = (0.0, 0);
    let scored: Vec<(u32, bool)> = pairs
        .iter()
        .map(|(schema, a, b, same, _)| {
            let kind = kind(schema);
            let ppm = score(&analyse(a, kind), &analyse(b, kind)).map_or(0, |s| s.score_ppm);
            if verbose && (ppm >= 700_000) != *same {
                println!(
                    "{} {ppm} {schema} | {a} | {b}",
                    if *same { "MISS" } else { "FALSE" }
                );
            }
            (ppm, *same)
        })
        .collect();
    let f1 = |threshold: u32| {
        let count = |want: bool, over: bool| {
            scored
                .iter()
                .filter(|(ppm, same)| *same == want && (*ppm >= threshold) == over)
                .count()
        };
        let (hit, miss, wrong) = (count(true, true), count(true, false), count(false, true));
        if verbose {
            println!("{threshold}: hit {hit} missed {miss} false {wrong}");
        }
        2.0 * hit as f64 / (2 * hit + miss + wrong).max(1) as f64
    };
    for threshold in thresholds {
        let score = f1(threshold);
        if score > best.0 {
            best = (score, threshold);
        }
    }
    if !pairs.is_empty() {
        println!(
            "best F1 {:.3} at {}; at 0.70 {:.3}",
            best.0,
            best.1,
            f1(700_000)
        );
        assert!(f1(700_000) > 0.74, "F1 {}", f1(700_000));
    }
}
