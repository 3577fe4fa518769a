//! OFAC's real files. There is no real file of the Advanced XML among the shared lists: its
//! sample is made up, and was checked against the publisher's schema.

use plaint_model::{Entity, Entry, Property, Schema};
use plaint_read::{Severity, Sink, SourceFile, format};

use super::{Reading, list, lists, read};

fn reading(list: &str, folder: &str, files: &[&str]) -> Option<Reading> {
    let folder = lists()?.join(folder);
    let paths: Vec<_> = files.iter().map(|file| folder.join(file)).collect();
    Some(read(list, &paths))
}

fn sdn(folder: &str, files: &[&str]) -> Option<Reading> {
    reading("us-ofac-sdn", &format!("us_ofac_sdn/{folder}"), files)
}

fn faults(reading: &Reading, severity: Severity) -> Vec<String> {
    let faults = reading.faults.iter().filter(|f| f.severity == severity);
    faults.map(ToString::to_string).collect()
}

/// How many entities there are of each schema.
fn schemata<const N: usize>(reading: &Reading, schemata: [Schema; N]) -> [usize; N] {
    let all: Vec<&Entity> = reading.entries.iter().flat_map(Entry::entities).collect();
    schemata.map(|schema| all.iter().filter(|e| e.schema == schema).count())
}

/// How many values of each property the parties have.
fn values<const N: usize>(reading: &Reading, properties: [Property; N]) -> [usize; N] {
    let parties: Vec<&Entity> = reading.entries.iter().map(|entry| &entry.party).collect();
    properties.map(|property| parties.iter().map(|p| p.get(property).count()).sum())
}

/// How many parties have a value of the property.
fn having(reading: &Reading, property: Property) -> usize {
    let parties = reading.entries.iter().map(|entry| &entry.party);
    parties
        .filter(|party| party.first(property).is_some())
        .count()
}

fn in_program(reading: &Reading, program: &str) -> usize {
    let parties = reading.entries.iter().map(|entry| &entry.party);
    let is_in = |party: &&Entity| party.get(Property::PROGRAM).any(|p| p.text == program);
    parties.filter(is_in).count()
}

fn texts(entity: &Entity, property: Property) -> Vec<&str> {
    entity.get(property).map(|v| v.text.as_str()).collect()
}

fn entry<'a>(reading: &'a Reading, id: &str) -> &'a Entry {
    let mut entries = reading.entries.iter();
    entries.find(|entry| entry.party.id.as_str() == id).unwrap()
}

const BODIES: [Schema; 5] = [
    Schema::PERSON,
    Schema::ORGANIZATION,
    Schema::COMPANY,
    Schema::VESSEL,
    Schema::AIRPLANE,
];

#[test]
fn sdn_of_january_2022() {
    let Some(sdn) = sdn("2022-01", &["sdn.csv", "alt.csv", "add.csv"]) else {
        return;
    };
    assert!(!sdn.fatal);
    let [people, organizations, companies, vessels, aircraft] = schemata(&sdn, BODIES);
    assert_eq!(sdn.entries.len(), 9044);
    assert_eq!((people, vessels, aircraft), (4643, 420, 280));
    assert_eq!(organizations + companies, 3701);
    assert_eq!(
        values(
            &sdn,
            [
                Property::ALIAS,
                Property::PREVIOUS_NAME,
                Property::WEAK_ALIAS,
                Property::ADDRESS,
                Property::PROGRAM
            ]
        ),
        [12_055, 354, 2474, 9335, 10_868]
    );
    assert_eq!(having(&sdn, Property::BIRTH_DATE), 4512);
    assert_eq!(schemata(&sdn, [Schema::SANCTION]), [9044]);
    assert_eq!(in_program(&sdn, "GLOMAG"), 414);
    // The last entry of this copy was tampered with: its number is another's, so that its address
    // has no entry. Seven remarks are cut off, for the comments file is missing.
    assert_eq!(faults(&sdn, Severity::Record).len(), 1);
    assert_eq!(faults(&sdn, Severity::Value).len(), 8);
    // The comments are not given, and the end mark is lost.
    assert_eq!(sdn.notes.len(), 2, "{:?}", sdn.notes);

    let bureau = entry(&sdn, "us-ofac-sdn-29159");
    assert_eq!(bureau.party.schema, Schema::ORGANIZATION);
    assert_eq!(bureau.party.caption(), "XINJIANG PUBLIC SECURITY BUREAU");
    assert_eq!(texts(&bureau.party, Property::PROGRAM), ["GLOMAG"]);
    assert_eq!(texts(&bureau.party, Property::TOPICS), ["sanction"]);
    assert_eq!(texts(&bureau.party, Property::COUNTRY), ["cn"]);
    assert_eq!(texts(&bureau.party, Property::ALIAS).len(), 4);
}

#[test]
fn sdn_of_january_2019() {
    let files = ["add.csv", "sdn_comments.csv", "alt.csv", "sdn.csv"];
    let Some(sdn) = sdn("2019-01", &files) else {
        return;
    };
    assert!(!sdn.fatal);
    assert_eq!(sdn.entries.len(), 7379);
    assert_eq!(
        values(
            &sdn,
            [
                Property::ALIAS,
                Property::PREVIOUS_NAME,
                Property::WEAK_ALIAS,
                Property::ADDRESS,
                Property::PROGRAM
            ]
        ),
        [9349, 331, 2037, 8111, 8314]
    );
    assert_eq!(having(&sdn, Property::BIRTH_DATE), 3662);
    assert!(faults(&sdn, Severity::Record).is_empty());
    // The comments are of a later day: 10 of 13 belong to entries of that day.
    assert_eq!(faults(&sdn, Severity::Value).len(), 10);
    assert_eq!(sdn.notes.len(), 1, "{:?}", sdn.notes);
}

#[test]
fn every_daily_sdn() {
    for (day, entries, people, glomag, weak, births, wallets) in [
        ("2021-12-22", 9158, 4723, 414, 2476, 4558, 124),
        ("2021-12-30", 9008, 4620, 414, 2468, 4489, 124),
        ("2022-04-22", 10_025, 5206, 415, 2619, 5075, 142),
        ("2022-04-29", 10_025, 5206, 415, 2619, 5075, 142),
        ("2024-02-20", 13_931, 6700, 681, 3394, 6581, 274),
        ("2024-02-23", 14_484, 6757, 681, 3516, 6638, 274),
        ("2024-05-03", 14_965, 6854, 694, 3663, 6736, 288),
    ] {
        let Some(sdn) = sdn("daily", &[&format!("sdn_{day}.csv.gz")]) else {
            return;
        };
        assert!(!sdn.fatal, "{day}");
        assert_eq!(sdn.entries.len(), entries, "{day}");
        assert_eq!(
            schemata(&sdn, [Schema::PERSON, Schema::CRYPTO_WALLET]),
            [people, wallets],
            "{day}"
        );
        assert_eq!(in_program(&sdn, "GLOMAG"), glomag, "{day}");
        assert_eq!(values(&sdn, [Property::WEAK_ALIAS]), [weak], "{day}");
        assert_eq!(having(&sdn, Property::BIRTH_DATE), births, "{day}");
        assert_eq!(faults(&sdn, Severity::Record), Vec::<String>::new());
        let cut = |fault: &&String| fault.contains("are cut off");
        let odd = faults(&sdn, Severity::Value);
        assert_eq!(odd.iter().filter(|f| !cut(f)).count(), 0, "{odd:#?}");
        assert!(odd.len() < 20, "{odd:#?}");
        assert!(
            sdn.notes.iter().any(|note| note.contains("aliases")),
            "{day}"
        );

        let official = entry(&sdn, "us-ofac-sdn-23279");
        assert_eq!(official.party.caption(), "Yan GAO");
        assert_eq!(
            official.party.get(Property::NAME).next().unwrap().original,
            Some("GAO, Yan".to_owned())
        );
        assert_eq!(texts(&official.party, Property::BIRTH_DATE), ["1963-04"]);
        assert_eq!(texts(&official.party, Property::BIRTH_COUNTRY), ["cn"]);
        assert_eq!(texts(&official.party, Property::GENDER), ["male"]);
    }
}

#[test]
fn an_empty_download_is_refused() {
    let Some(sdn) = sdn("daily", &["sdn_2024-05-04_EMPTY.csv"]) else {
        return;
    };
    assert!(sdn.fatal && sdn.entries.is_empty());
}

#[test]
fn names_of_another_list_are_refused() {
    let Some(sdn) = sdn("2019-01", &["sdn.csv", "../2022-01/alt.csv"]) else {
        return;
    };
    assert!(sdn.fatal);
}

#[test]
fn every_consolidated_list() {
    for (day, entries, names, addresses, companies, uscc, sanctions) in [
        ("2020-12-14", 376, [802, 84, 32], 404, 0, 0, 376),
        ("2021-06-03", 446, [902, 103, 58], 472, 49, 52, 446),
        ("2021-08-20", 432, [889, 103, 56], 466, 49, 52, 432),
        ("2022-04-29", 449, [935, 139, 62], 507, 53, 58, 470),
        ("2024-02-23", 444, [919, 141, 66], 502, 53, 58, 464),
    ] {
        let file = format!("cons_{day}.xml");
        let Some(cons) = reading("us-ofac-cons", "us_ofac_cons", &[&file]) else {
            return;
        };
        assert!(!cons.fatal, "{day}");
        assert_eq!(cons.faults, vec![], "{day}");
        assert_eq!(cons.entries.len(), entries, "{day}");
        assert_eq!(cons.declared, Some(entries as u64), "{day}");
        assert_eq!(cons.published.as_deref(), Some(day));
        assert_eq!(
            values(
                &cons,
                [
                    Property::ALIAS,
                    Property::PREVIOUS_NAME,
                    Property::WEAK_ALIAS
                ]
            ),
            names,
            "{day}"
        );
        assert_eq!(
            values(&cons, [Property::ADDRESS, Property::USC_CODE]),
            [addresses, uscc],
            "{day}"
        );
        assert_eq!(
            schemata(&cons, [Schema::COMPANY, Schema::SANCTION]),
            [companies, sanctions],
            "{day}"
        );
    }
}

#[test]
fn excerpts_of_an_older_dialect_are_read_and_refused() {
    for (list, file, entries, declared) in [
        ("us-ofac-sdn", "govwizely_sdn.xml", 4, 5704),
        ("us-ofac-cons", "govwizely_consolidated.xml", 16, 115),
    ] {
        let Some(excerpt) = reading(list, "us_bis/csl_samples", &[file]) else {
            return;
        };
        assert_eq!(excerpt.entries.len(), entries, "{file}");
        assert_eq!(excerpt.declared, Some(declared), "{file}");
        assert!(excerpt.fatal, "{file}");
        assert_eq!(excerpt.faults.len(), 1, "{file}");
    }
}

#[test]
fn sizes_of_real_lists_are_expected() {
    for (id, sizes) in [
        ("us-ofac-sdn", &[7379, 9044, 14_965][..]),
        ("us-ofac-cons", &[376, 432, 449][..]),
    ] {
        let expected = list(id).expected;
        let range = expected.entries_min..=expected.entries_max;
        assert!(sizes.iter().all(|size| range.contains(size)), "{id}");
        assert!(!range.contains(&16) && !range.contains(&0), "{id}");
    }
}

#[test]
fn files_of_other_publishers_are_not_recognised() {
    let Some(lists) = lists() else { return };
    let ours = ["ofac-csv", "ofac-xml", "ofac-advanced-xml"].map(|id| format::find(id).unwrap());
    let mut folders = vec![lists];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                if !name.starts_with("us_ofac") {
                    folders.push(path);
                }
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let file = SourceFile {
                name: &name,
                bytes: &bytes,
            };
            let is_ours = matches!(
                name.as_str(),
                "govwizely_sdn.xml" | "govwizely_consolidated.xml"
            );
            let by = ours.iter().any(|format| (format.recognises)(&file));
            assert_eq!(by, is_ours, "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 20);
}

#[test]
fn csv_and_xml_of_one_entry_agree() {
    let list = crate::samples::sample_list("ofac-csv");
    let row = concat!(
        r#"990001,"DOE, Jane","individual","GLOMAG",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"#,
        r#""DOB Apr 1963; Passport E1 (China).""#
    );
    let row = row.as_bytes();
    let xml = b"<sdnList><publshInformation><Record_Count>1</Record_Count></publshInformation>\
        <sdnEntry><uid>990001</uid><firstName>Jane</firstName><lastName>DOE</lastName>\
        <sdnType>Individual</sdnType><programList><program>GLOMAG</program></programList>\
        <dateOfBirthList><dateOfBirthItem><dateOfBirth>Apr 1963</dateOfBirth></dateOfBirthItem>\
        </dateOfBirthList><idList><id><idType>Passport</idType><idNumber>E1</idNumber>\
        <idCountry>China</idCountry></id></idList></sdnEntry></sdnList>";
    let files: [(&str, &str, &[u8]); 2] =
        [("ofac-csv", "sdn.csv", row), ("ofac-xml", "sdn.xml", xml)];
    let [csv, xml] = files.map(|(id, name, bytes)| {
        let mut entries = Vec::new();
        let mut push = |entry| entries.push(entry);
        let mut sink = Sink::new(&mut push);
        (format::find(id).unwrap().read)(&list, &[SourceFile { name, bytes }], &mut sink);
        entries
    });
    assert_eq!(csv, xml);
}
