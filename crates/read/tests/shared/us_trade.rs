//! The trade, investment and forced-labour lists of the United States.

use std::collections::BTreeSet;

use plaint_model::{Entry, Property, Schema};
use plaint_read::{Sink, SourceFile, format};

use super::Reading;

/// Reads one file for one list, and checks that nothing in it was left unread.
fn whole(list: &str, path: &str) -> Option<Reading> {
    let reading = super::read(list, &[super::lists()?.join(path)]);
    assert_eq!(reading.faults, vec![], "{list} {path}");
    assert!(!reading.fatal);
    Some(reading)
}

/// Reads a whole snapshot: its size must be one that the list's guard lets through.
fn snapshot(list: &str, path: &str, entries: usize) -> Option<Reading> {
    let reading = whole(list, path)?;
    assert_eq!(reading.entries.len(), entries, "{list} {path}");
    let expected = super::list(list).expected;
    assert!((expected.entries_min..=expected.entries_max).contains(&(entries as u64)));
    Some(reading)
}

fn values(entries: &[Entry], property: Property) -> usize {
    entries
        .iter()
        .map(|entry| entry.party.get(property).count())
        .sum()
}

fn designations(entries: &[Entry]) -> usize {
    entries
        .iter()
        .map(|entry| entry.designations().count())
        .sum()
}

fn named<'a>(entries: &'a [Entry], name: &str) -> &'a Entry {
    let found = entries
        .iter()
        .find(|entry| entry.party.get(Property::NAME).any(|n| n.text == name));
    found.unwrap_or_else(|| panic!("{name} is not there"))
}

fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What every reader makes of a file cut at some byte: it must say that it is no whole file.
fn cut_is_refused(list: &str, path: &str, parts: usize) {
    let Some(lists) = super::lists() else { return };
    let bytes = std::fs::read(lists.join(path)).unwrap();
    let info = super::list(list);
    let cut = &bytes[..bytes.len() * (parts - 1) / parts];
    let file = SourceFile {
        name: "cut",
        bytes: cut,
    };
    let known = info.formats.iter().map(|id| format::find(id).unwrap());
    let format = known
        .into_iter()
        .find(|format| (format.recognises)(&file))
        .unwrap();
    let mut pass = |_: Entry| {};
    let mut sink = Sink::new(&mut pass);
    (format.read)(&info, &[file], &mut sink);
    assert!(sink.is_fatal(), "{list} {path}");
}

#[test]
fn entity_list() {
    let Some(list) = snapshot("us-bis-el", "us_bis/bis_entity_list.json", 3_255) else {
        return;
    };
    assert_eq!(list.declared, Some(3_409));
    assert_eq!(list.published.as_deref(), Some("2026-07-09"));
    assert_eq!(list.notes.len(), 1);
    let china = |entry: &&Entry| entry.party.get(Property::COUNTRY).any(|c| c.text == "cn");
    assert_eq!(list.entries.iter().filter(china).count(), 1_104);
    let mut citations = 0;
    for entry in &list.entries {
        let records = entry
            .designations()
            .flat_map(|d| d.get(Property::RECORD_ID));
        let numbers = records.map(|record| record.text.split(',').next().unwrap());
        let numbers = numbers.map(|n| n.split(' ').take(3).collect::<Vec<_>>().join(" "));
        citations += numbers.collect::<BTreeSet<_>>().len();
        assert!(
            entry
                .party
                .get(Property::TOPICS)
                .any(|t| t.text == "export.control")
        );
    }
    assert_eq!(citations, 3_581);
}

#[test]
fn entity_list_of_december_2024() {
    let Some(list) = whole("us-bis-el", "us_bis/bis_entity_list.json") else {
        return;
    };
    for name in [
        "NtechLab LLC",
        "Technology Videoanalysis LLC",
        "Beijing Zhongdun Security Technology Group Co., Ltd.",
        "Zhejiang Uniview Technologies Co., Ltd.",
    ] {
        let entry = named(&list.entries, name);
        let [designation] = entry.designations().collect::<Vec<_>>()[..] else {
            panic!("{name}: one designation");
        };
        assert_eq!(
            designation.first(Property::RECORD_ID),
            Some("89 FR 99703, 12/11/24"),
            "{name}"
        );
        assert_eq!(
            designation.first(Property::LISTING_DATE),
            Some("2024-12-11"),
            "{name}"
        );
        assert_eq!(entry.party.schema, Schema::COMPANY, "{name}");
    }
    let tevian = named(&list.entries, "Technology Videoanalysis LLC");
    assert!(
        tevian
            .party
            .get(Property::ALIAS)
            .any(|alias| alias.text == "Technologii Videoanaliza")
    );
    let that_day = |entry: &&Entry| {
        entry
            .designations()
            .any(|d| d.first(Property::LISTING_DATE) == Some("2024-12-11"))
    };
    assert_eq!(list.entries.iter().filter(that_day).count(), 8);
}

#[test]
fn registers_of_other_lists() {
    let Some(meu) = snapshot("us-bis-meu", "us_bis/bis_meu.json", 70) else {
        return;
    };
    assert_eq!(designations(&meu.entries), 70);
    let dated = |entry: &Entry| {
        entry
            .designations()
            .all(|d| d.first(Property::LISTING_DATE).is_some())
    };
    assert!(meu.entries.iter().all(dated));
    let Some(dpl) = snapshot("us-bis-dpl", "us_bis/bis_dpl.json", 465) else {
        return;
    };
    let ends = |entry: &&Entry| {
        entry
            .designations()
            .any(|d| d.first(Property::END_DATE).is_some())
    };
    assert!(dpl.entries.iter().filter(ends).count() > 400);
    let Some(cmic) = snapshot("us-ofac-nscmic", "us_other/ofac_nscmic.json", 68) else {
        return;
    };
    assert_eq!(values(&cmic.entries, Property::USC_CODE), 58);
    assert_eq!(values(&cmic.entries, Property::NOTES), 9);
    let aliases = cmic
        .entries
        .iter()
        .flat_map(|entry| entry.party.get(Property::ALIAS));
    assert_eq!(
        aliases
            .filter(|alias| alias.lang.as_deref() == Some("zho"))
            .count(),
        6
    );
}

#[test]
fn military_companies_and_the_subsidiaries_listed_with_them() {
    let Some(list) = snapshot("us-dod-1260h", "us_other/dow_1260h.json", 80 + 107) else {
        return;
    };
    let huawei = named(&list.entries, "Huawei Technologies Co., Ltd.");
    assert_eq!(huawei.party.first(Property::ALIAS), Some("Huawei"));
    let designation = huawei.designations().next().unwrap();
    let summaries = designation.get(Property::SUMMARY).map(|s| s.text.as_str());
    assert_eq!(
        summaries.collect::<Vec<_>>(),
        [
            "On the list published 2026-06-10",
            "Listed together with Huawei Investment & Holding Co., Ltd."
        ]
    );
    // The notice of 2026 says nothing of when the company was first listed.
    assert_eq!(designation.first(Property::LISTING_DATE), None);
    assert_eq!(designation.first(Property::START_DATE), None);
}

#[test]
fn withhold_release_orders() {
    let Some(list) = snapshot("us-cbp-wro", "us_other/cbp_wro.json", 66) else {
        return;
    };
    assert_eq!(list.declared, Some(67));
    assert_eq!(designations(&list.entries), 73);
    let kingtom = named(&list.entries, "Kingtom Aluminio S.R.L.");
    assert_eq!(
        kingtom.party.first(Property::TOPICS),
        None,
        "the order is not in force"
    );
    let split = named(&list.entries, "Baoding LYSZD Trade and Business Co., Ltd.");
    assert_eq!(split.party.first(Property::TOPICS), Some("forced.labor"));
    named(
        &list.entries,
        "Shanghai Select Safety Products Company, Limited",
    );
    let vessels = list
        .entries
        .iter()
        .filter(|entry| entry.party.schema == Schema::VESSEL);
    assert_eq!(vessels.count(), 4);
}

#[test]
fn forced_labour_page_and_its_register_agree() {
    let path = "us_uflpa/source-uflpa-2026-07-09.html";
    let Some(page) = snapshot("us-dhs-uflpa", path, 144) else {
        return;
    };
    assert_eq!(designations(&page.entries), 160);
    assert_eq!(page.published.as_deref(), Some("2025-01-14"));
    let Some(register) = snapshot("us-dhs-uflpa", "us_uflpa/dhs_uflpa.json", 144) else {
        return;
    };
    assert_eq!(designations(&register.entries), 148);
    let first = |entry: &Entry| {
        let dates = entry
            .designations()
            .filter_map(|d| d.first(Property::START_DATE));
        dates.min().unwrap().to_owned()
    };
    let programs = |entry: &Entry| -> BTreeSet<String> {
        entry
            .party
            .get(Property::PROGRAM)
            .map(|value| value.text.clone())
            .collect()
    };
    let names = |entry: &Entry| -> BTreeSet<String> {
        let others = [Property::NAME, Property::ALIAS, Property::PREVIOUS_NAME];
        others
            .iter()
            .flat_map(|p| entry.party.get(*p))
            .map(|value| key(&value.text))
            .collect()
    };
    let mut other_names = 0;
    for entry in &page.entries {
        let same = register
            .entries
            .iter()
            .find(|other| other.party.id == entry.party.id)
            .unwrap();
        assert_eq!(first(entry), first(same), "{}", entry.party.caption());
        assert_eq!(programs(entry), programs(same), "{}", entry.party.caption());
        other_names += usize::from(names(entry) != names(same));
    }
    // The register left four pairs of names glued by "and".
    assert_eq!(other_names, 4);
    for alias in page
        .entries
        .iter()
        .flat_map(|entry| entry.party.get(Property::ALIAS))
    {
        assert!(
            !alias.text.contains("known as") && !alias.text.contains("alias"),
            "{}",
            alias.text
        );
    }
}

#[test]
fn denied_persons_text() {
    for (file, entries) in [("dpl_moov_2019.txt", 413), ("dpl_moov_bench_2021.txt", 457)] {
        let path = format!("us_bis/csl_samples/{file}");
        let Some(list) = snapshot("us-bis-dpl", &path, entries) else {
            return;
        };
        let placed = |entry: &&Entry| entry.party.first(Property::COUNTRY).is_some();
        assert!(
            list.entries.iter().filter(placed).count() > entries - 20,
            "{file}"
        );
    }
    let Some(list) = whole("us-bis-dpl", "us_bis/csl_samples/govwizely_dpl.txt") else {
        return;
    };
    assert_eq!(list.entries.len(), 9);
}

#[test]
fn consolidated_screening_list() {
    let (old, new) = ("csl_moov_2019-12.csv", "consolidated_moov_sample.csv");
    for (list, file, entries) in [
        ("us-bis-el", old, 18),
        ("us-bis-dpl", old, 7),
        ("us-bis-uvl", old, 4),
        ("us-state-isn", old, 3),
        ("us-ddtc-aeca", old, 10),
        ("us-ofac-cap", old, 1),
        ("us-ofac-ssi", old, 26),
        ("us-ofac-plc", old, 13),
        ("us-bis-el", new, 1),
        ("us-bis-meu", new, 1),
        ("us-bis-uvl", new, 1),
        ("us-bis-dpl", new, 1),
        ("us-state-isn", new, 1),
        ("us-ddtc-aeca", new, 1),
        ("us-ofac-ssi", new, 3),
        ("us-ofac-plc", new, 2),
        ("us-ofac-fse", new, 1),
        ("us-bis-el", "govwizely_el.csv", 5),
        ("us-state-isn", "govwizely_isn.csv", 3),
        ("us-ddtc-aeca", "govwizely_itar_debarred_parties.csv", 4),
        ("us-bis-uvl", "govwizely_uvl.csv", 13),
    ] {
        let Some(reading) = whole(list, &format!("us_bis/csl_samples/{file}")) else {
            return;
        };
        assert_eq!(reading.entries.len(), entries, "{list} {file}");
    }
    // No row of the Menu-Based Sanctions List is in the sample.
    let lists = super::lists().unwrap();
    let none = super::read("us-ofac-mbs", &[lists.join("us_bis/csl_samples").join(new)]);
    assert!(none.fatal && none.entries.is_empty());
}

#[test]
fn a_party_has_one_id_in_the_register_and_in_the_consolidated_list() {
    let Some(register) = whole("us-bis-meu", "us_bis/bis_meu.json") else {
        return;
    };
    let path = "us_bis/csl_samples/consolidated_moov_sample.csv";
    let Some(sample) = whole("us-bis-meu", path) else {
        return;
    };
    let id = &sample.entries[0].party.id;
    assert!(register.entries.iter().any(|entry| entry.party.id == *id));
}

#[test]
fn cut_files_are_refused() {
    cut_is_refused("us-bis-el", "us_bis/bis_entity_list.json", 2);
    cut_is_refused("us-dhs-uflpa", "us_uflpa/source-uflpa-2026-07-09.html", 3);
    cut_is_refused("us-bis-el", "us_bis/csl_samples/csl_moov_2019-12.csv", 2);
    cut_is_refused("us-bis-dpl", "us_bis/csl_samples/dpl_moov_2019.txt", 2);
}

#[test]
fn every_list_of_this_group_parses() {
    for id in [
        "us-bis-el",
        "us-bis-meu",
        "us-bis-dpl",
        "us-bis-uvl",
        "us-state-isn",
        "us-ddtc-aeca",
        "us-ofac-cap",
        "us-ofac-mbs",
        "us-ofac-ssi",
        "us-ofac-plc",
        "us-ofac-fse",
        "us-ofac-nscmic",
        "us-dhs-uflpa",
        "us-cbp-wro",
        "us-dod-1260h",
    ] {
        let list = super::list(id);
        assert_eq!(list.id.as_str(), id);
        assert!(
            list.setting("page")
                .is_some_and(|page| page.starts_with("https://")),
            "{id}"
        );
    }
}

#[test]
fn one_name_in_countless_rows_takes_no_time() {
    let mut text = include_str!("../samples/bis-dpl-tsv/orders/dpl.txt")
        .lines()
        .next()
        .unwrap()
        .to_owned();
    for n in 0..20_000 {
        text.push_str(&format!("\nMADE-UP\t{n}\t\t\t\t\t\t\t\t\t{n}\t"));
    }
    let list = crate::samples::sample_list("bis-dpl-tsv");
    let mut entries = Vec::new();
    let mut push = |entry| entries.push(entry);
    let mut sink = Sink::new(&mut push);
    let file = SourceFile {
        name: "dpl.txt",
        bytes: text.as_bytes(),
    };
    (format::find("bis-dpl-tsv").unwrap().read)(&list, &[file], &mut sink);
    assert_eq!(sink.fault_counts, [0, 1, 0]);
    assert_eq!(entries.len(), 1);
}
