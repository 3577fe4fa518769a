//! The real lists, where the shared data is: recorded, refused, screened.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::house::House;

/// The folder of real lists, or `None` (and a line saying so) where there is none.
fn lists() -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let shared =
        std::env::var_os("PLAINT_SHARED").map_or_else(|| PathBuf::from(default), PathBuf::from);
    let lists = shared.join("lists");
    if !lists.is_dir() {
        println!("skipped: no shared data");
        return None;
    }
    Some(lists)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn update(house: &House, list: &str, from: &Path) -> String {
    house.ok(&["lists", "update", list, "-q", "--from", text(from)])
}

fn first(house: &House, name: &str) -> Value {
    house.json(&["screen", name])["candidates"][0].clone()
}

#[test]
fn ofac_s_list_reports_what_it_holds_and_the_bureau_is_first() {
    let Some(lists) = lists() else { return };
    let house = House::new();
    let out = update(&house, "us-ofac-sdn", &lists.join("us_ofac_sdn/2022-01"));
    assert!(
        out.starts_with("us-ofac-sdn: 9044 entries, 14883 aliases, 9335 addresses, "),
        "{out}"
    );
    let bureau = first(&house, "Xinjiang Public Security Bureau");
    assert_eq!(bureau["id"], "us-ofac-sdn-29159");
    assert_eq!(bureau["programs"], serde_json::json!(["GLOMAG"]));
    assert!(bureau["since"].is_null(), "the CSV files give no date");
}

#[test]
fn four_parties_of_the_rule_of_11_december_2024() {
    let Some(lists) = lists() else { return };
    let house = House::new();
    update(
        &house,
        "us-bis-el",
        &lists.join("us_bis/bis_entity_list.json"),
    );
    for name in [
        "NtechLab",
        "Technologii Videoanaliza",
        "Beijing Zhongdun Security Technology Group",
        "Zhejiang Uniview",
    ] {
        let entry = first(&house, name);
        assert_eq!(entry["list"], "us-bis-el", "{name}");
        assert_eq!(entry["since"], "2024-12-11", "{name}");
        let citation = entry["citations"][0].as_str().unwrap_or_default();
        assert!(citation.starts_with("89 FR 99703"), "{name}: {entry}");
    }
}

#[test]
fn all_lists_at_once() {
    let Some(lists) = lists() else { return };
    let house = House::new();
    update(&house, "us-ofac-sdn", &lists.join("us_ofac_sdn/2022-01"));
    // The newest of OFAC's files in the folder is empty, and so are some lists' excerpts: the next
    // older one is taken, and the refusal makes the status 1.
    let ran = house.run(&[
        "lists",
        "update",
        "-q",
        "--from",
        text(&lists),
        "--format",
        "json",
    ]);
    assert_eq!(ran.status, Some(1), "{}", ran.err);
    let updates: Value = serde_json::from_str(&ran.out).unwrap();
    for (list, outcome, entries) in [
        ("au-dfat", "recorded", 3811),
        ("ca-sema", "recorded", 3452),
        ("ch-seco", "recorded", 7608),
        ("cn-mfa-afsl", "recorded", 138),
        ("cn-mofcom-ecl", "recorded", 102),
        ("cn-mofcom-uel", "recorded", 81),
        ("eu-fsf", "recorded", 5860),
        ("gb-uksl", "recorded", 6349),
        ("un-sc", "recorded", 1003),
        ("us-bis-dpl", "recorded", 465),
        ("us-bis-el", "recorded", 3255),
        ("us-cbp-wro", "recorded", 66),
        ("us-dhs-uflpa", "recorded", 144),
        ("us-dod-1260h", "recorded", 187),
        ("us-ofac-nscmic", "recorded", 68),
    ] {
        let all = updates.as_array().unwrap();
        let update = all.iter().find(|update| update["list"] == list);
        let update = update.unwrap_or_else(|| panic!("{list} is not there"));
        assert_eq!(update["outcome"], outcome, "{list}");
        assert_eq!(update["entries"], entries, "{list}");
    }
    assert_eq!(
        house.entries("us-ofac-sdn"),
        Some(14965),
        "the newest of the snapshots that are whole"
    );
    house.assert_sound();
    for name in ["NtechLab", "Technologii Videoanaliza", "Zhejiang Uniview"] {
        let entry = first(&house, name);
        assert_eq!(
            (&entry["list"], &entry["since"]),
            (&"us-bis-el".into(), &"2024-12-11".into())
        );
    }
    let name = "浙江宇视科技有限公司";
    let ran = house.run(&["screen", name, "--format", "json"]);
    assert!(matches!(ran.status, Some(0 | 1)), "{}", ran.err);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    let found = answer["candidates"].as_array().unwrap().len();
    assert_eq!(ran.status, Some(i32::from(found == 0)));
}

#[test]
fn an_empty_file_of_ofac_s_is_refused_and_the_day_before_stays() {
    let Some(lists) = lists() else { return };
    let house = House::new();
    let daily = lists.join("us_ofac_sdn/daily");
    update(&house, "us-ofac-sdn", &daily.join("sdn_2024-05-03.csv.gz"));
    assert_eq!(house.entries("us-ofac-sdn"), Some(14965));
    let empty = daily.join("sdn_2024-05-04_EMPTY.csv");
    let ran = house.run(&[
        "lists",
        "update",
        "us-ofac-sdn",
        "-q",
        "--from",
        text(&empty),
    ]);
    assert_eq!(ran.status, Some(1), "{}", ran.err);
    assert!(
        ran.out.contains("refused: ") && ran.out.contains("empty"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("the snapshot of 2024-05-03 stays in force"),
        "{}",
        ran.out
    );
    assert_eq!(house.entries("us-ofac-sdn"), Some(14965));
    assert_eq!(
        first(&house, "Xinjiang Public Security Bureau")["id"],
        "us-ofac-sdn-29159"
    );
    house.assert_sound();
}

#[test]
fn an_incomplete_file_of_the_security_council_s_is_refused() {
    let Some(lists) = lists() else { return };
    let house = House::new();
    let folder = lists.join("un_sc");
    update(&house, "un-sc", &folder.join("un_2021-01-18.xml"));
    assert_eq!(house.entries("un-sc"), Some(1003));
    let incomplete = folder.join("un_2024-11-30_SUSPECT_INCOMPLETE.xml");
    let args = [
        "lists",
        "update",
        "un-sc",
        "-q",
        "--from",
        text(&incomplete),
    ];
    let ran = house.run(&args);
    assert_eq!(ran.status, Some(1), "{}", ran.err);
    assert!(
        ran.out.contains("refused: 879 entries, where 950 to 1400"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("the snapshot of 2021-01-18 stays in force"),
        "{}",
        ran.out
    );
    assert_eq!(house.entries("un-sc"), Some(1003));
    house.ok(&[&args[..], &["--accept", "as the archive has it"]].concat());
    assert_eq!(house.entries("un-sc"), Some(879));
    house.assert_sound();
}

#[test]
fn archived_files_are_history_in_whatever_order_they_come() {
    let Some(lists) = lists() else { return };
    let house = House::new();
    let folder = lists.join("un_sc");
    for day in ["2026-02-27", "2018-06-21", "2025-11-20"] {
        update(&house, "un-sc", &folder.join(format!("un_{day}.xml")));
    }
    let shown = house.json(&["lists", "show", "un-sc"]);
    assert_eq!(shown["snapshot"], "2026-02-27");
    assert_eq!(shown["snapshots"], 3);
}

#[test]
fn one_firm_under_two_sections_is_one_entity_with_two_designations() {
    let Some(lists) = lists() else { return };
    let house = House::new();
    update(
        &house,
        "us-dhs-uflpa",
        &lists.join("us_uflpa/source-uflpa-2026-07-09.html"),
    );
    let out = house.ok(&["export", "us-dhs-uflpa"]);
    let entities: Vec<Value> = out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let designations = |id: &Value| {
        let of = |e: &&Value| e["properties"]["entity"][0] == *id;
        entities.iter().filter(of).count()
    };
    let parties = entities.iter().filter(|e| e["schema"] != "Sanction");
    let counts: Vec<usize> = parties.map(|e| designations(&e["id"])).collect();
    assert_eq!(counts.len(), 144);
    assert_eq!(counts.iter().sum::<usize>(), 160);
    assert!(counts.iter().all(|n| *n >= 1) && counts.contains(&2));
}
