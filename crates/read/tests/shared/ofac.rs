//! temp
use super::*;
use plaint_model::Property;
use std::collections::BTreeMap;
#[test]
fn explore() {
    let Some(lists) = lists() else { return };
    let sets: Vec<(&str, Vec<&str>)> = vec![
        (
            "us-ofac-sdn",
            vec![
                "us_ofac_sdn/2022-01/sdn.csv",
                "us_ofac_sdn/2022-01/alt.csv",
                "us_ofac_sdn/2022-01/add.csv",
            ],
        ),
        (
            "us-ofac-sdn",
            vec![
                "us_ofac_sdn/2019-01/sdn.csv",
                "us_ofac_sdn/2019-01/alt.csv",
                "us_ofac_sdn/2019-01/add.csv",
                "us_ofac_sdn/2019-01/sdn_comments.csv",
            ],
        ),
        (
            "us-ofac-sdn",
            vec!["us_ofac_sdn/daily/sdn_2024-05-03.csv.gz"],
        ),
        ("us-ofac-cons", vec!["us_ofac_cons/cons_2024-02-23.xml"]),
        ("us-ofac-cons", vec!["us_ofac_cons/cons_2020-12-14.xml"]),
        (
            "us-ofac-cons",
            vec!["us_bis/csl_samples/govwizely_consolidated.xml"],
        ),
        ("us-ofac-sdn", vec!["us_bis/csl_samples/govwizely_sdn.xml"]),
    ];
    for (id, files) in sets {
        let paths: Vec<PathBuf> = files.iter().map(|f| lists.join(f)).collect();
        let t = std::time::Instant::now();
        let r = read(id, &paths);
        println!(
            "== {files:?} {} faults {} fatal {} {:?} {:?} notes {:?} {:?}",
            r.entries.len(),
            r.faults.len(),
            r.fatal,
            r.published,
            r.declared,
            r.notes,
            t.elapsed()
        );
        for f in r.faults.iter().take(40) {
            println!("{:?} {f}", f.severity);
        }
        let mut notes: BTreeMap<String, (u32, String)> = BTreeMap::new();
        let mut props: BTreeMap<String, u32> = BTreeMap::new();
        for e in &r.entries {
            for x in e.entities() {
                for (p, v) in x.values() {
                    *props.entry(format!("{}.{}", x.schema, p)).or_default() += 1;
                    if p == Property::NOTES && !v.text.starts_with("Linked To") {
                        let k: Vec<&str> = v.text.split(' ').take(3).collect();
                        let n = notes.entry(k.join(" ")).or_default();
                        n.0 += 1;
                        n.1 = v.text.clone();
                    }
                }
            }
        }
        let mut notes: Vec<_> = notes.into_iter().collect();
        notes.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
        println!(
            "{} kinds of notes, {} notes",
            notes.len(),
            notes.iter().map(|n| n.1.0).sum::<u32>()
        );
        for (k, (n, t)) in notes.iter().take(40) {
            println!("   {n} {k} | {t}");
        }
        println!("numbers in notes:");
        for (k, (n, t)) in notes
            .iter()
            .filter(|n| n.1.1.chars().filter(|c| c.is_ascii_digit()).count() > 4)
            .take(60)
        {
            println!("   {n} {k} | {t}");
        }
        println!("{props:?}");
    }
}
