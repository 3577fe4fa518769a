//! Official lists that no authority ever published, in the formats that real ones have.

use std::fmt::Write as _;

use crate::house::House;

/// The id of the made-up register, which is read by the mapping in its TOML.
pub const REGISTER: &str = "zz-made-up";

/// The TOML of a mapped list, with `origins` as it stands between publisher and expectation.
pub fn toml(id: &str, entries_max: u32, origins: &str) -> String {
    format!(
        r#"id = "{id}"
title = "Register of Made-Up Parties"
short = "Made-Up"
publisher = "Ministry of Inventions"
country = "zz"
regimes = ["Made-Up Act 2020"]
topics = ["sanction"]
licence = "Free to invent."
formats = ["mapped-csv"]
{origins}
[expected]
entries_min = 2
entries_max = {entries_max}
shrink_max_percent = 10
why = "as many as the tests need"

[reader]
multi = "|"
"column.id" = "id"
"column.schema" = "schema"
"column.name" = "name"
"column.alias" = "other_names"
"column.country" = "country"
"column.birthDate" = "born"
"column.sanction.program" = "regime"
"column.sanction.listingDate" = "since"
"column.sanction.recordId" = "citation"
"#
    )
}

/// The heading of every made-up register.
pub const HEADING: &str = "id,schema,name,other_names,country,born,regime,since,citation\n";

/// Four made-up parties.
pub const PARTIES: &str = "\
1,Company,\"Made-Up Cotton Mill Co., Ltd.\",虚构棉纺织有限公司|MUCM,cn,,Made-Up Act 2020,2020-07-31,85 XX 101\n\
2,Person,Nobody Nowhere,Никто Нигде,ru,1970-01-31,Made-Up Act 2020,2021-03-22,86 XX 7\n\
3,Organization,Nowhere City Public Inventions Bureau,,cn,,Made-Up Act 2020,,\n\
4,Company,Fictive Vidtech LLC,Fiktiv Vidtekh,ru,,Made-Up Act 2020,2024-12-11,89 XX 9\n";

/// The register with its four parties.
pub fn register() -> String {
    format!("{HEADING}{PARTIES}")
}

/// A register of so many parties, whose names are unlike each other. Another seed gives others.
pub fn long_register(parties: u64, seed: u64) -> String {
    let mut text = HEADING.to_owned();
    for n in 0..parties {
        let name = word(seed * parties + n);
        writeln!(
            text,
            "{n},Company,{name} Inventa,,cn,,Made-Up Act 2020,2020-01-01,{n}"
        )
        .unwrap();
    }
    text
}

/// A word that means nothing in any language, another for each number.
pub fn word(number: u64) -> String {
    const CONSONANTS: &[u8] = b"bdfgklmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    // An odd factor and a shift spread neighbouring numbers over all words.
    let mut rest = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let mut letter = |of: &[u8]| {
        let n = usize::try_from(rest % of.len() as u64).unwrap();
        rest /= of.len() as u64;
        char::from(of[n])
    };
    (0..6)
        .flat_map(|_| [letter(CONSONANTS), letter(VOWELS)])
        .collect()
}

/// Tells a ledger of a list of its own.
pub fn describe(house: &House, id: &str, entries_max: u32, origins: &str) {
    house.write(
        &format!("ledger/lists/{id}.toml"),
        toml(id, entries_max, origins),
    );
}

/// A house whose ledger has the made-up register in force.
pub fn recorded() -> House {
    let house = House::new();
    describe(&house, REGISTER, 50, "");
    house.write("register.csv", register());
    house.ok(&["lists", "update", REGISTER, "--from", "register.csv", "-q"]);
    house
}

/// OFAC's three files of the SDN list, with two entries.
pub fn sdn(house: &House, folder: &str) {
    let none = "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ";
    let main = format!(
        "990001,\"MADE-UP COTTON MILL CO., LTD.\",-0- ,\"GLOMAG\",-0- ,{none},\"Website www.mill.example.\"\n\
         990002,\"NOWHERE, Nobody\",\"individual\",\"GLOMAG\",\"Director\",{none},\"DOB 31 Jan 1970; POB Nowhere City.\"\n\x1a"
    );
    house.write(&format!("{folder}/sdn.csv"), main);
    house.write(
        &format!("{folder}/alt.csv"),
        "990001,1,\"aka\",\"MADE UP MILL\",-0- \n990001,2,\"fka\",\"FIRST INVENTED MILL\",-0- \n\x1a",
    );
    house.write(
        &format!("{folder}/add.csv"),
        "990001,1,\"1 Made-Up Road\",\"Nowhere City 00000\",\"China\",-0- \n\x1a",
    );
}

/// The Security Council's XML with two entries.
pub const UN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2026-02-27T00:00:09.554Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>9900001</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>NOBODY</FIRST_NAME><SECOND_NAME>NOWHERE</SECOND_NAME>
      <UN_LIST_TYPE>Made-Up List</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
      <LISTED_ON>2019-12-31</LISTED_ON>
      <NATIONALITY><VALUE>China</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS>
        <QUALITY>Good</QUALITY><ALIAS_NAME>Nemo Nusquam</ALIAS_NAME>
      </INDIVIDUAL_ALIAS>
      <INDIVIDUAL_DATE_OF_BIRTH>
        <TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-01-31</DATE>
      </INDIVIDUAL_DATE_OF_BIRTH>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>9900002</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>MADE-UP FRONT FOR INVENTIONS</FIRST_NAME>
      <UN_LIST_TYPE>Made-Up List</UN_LIST_TYPE><REFERENCE_NUMBER>XXe.002</REFERENCE_NUMBER>
      <LISTED_ON>2020-01-31</LISTED_ON>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"#;

/// The European Union's list as JSON lines with two entries.
pub const EU: &str = concat!(
    r#"{"eu_reference_number": "EU.90001.10", "logical_id": "90001", "subject_type": {"code": "person", "classification_code": "P"}, "#,
    r#""name_aliases": [{"whole_name": "Nobody Nowhere", "strong": true, "logical_id": "90011"}, {"whole_name": "无名氏", "name_language": "ZH", "strong": true, "logical_id": "90012"}], "#,
    r#""regulations": [{"regulation_type": "amendment", "organisation_type": "council", "publication_date": "2020-12-03", "entry_into_force_date": "2020-12-04", "number_title": "2020/9999 (OJ L00)", "programme": "HR", "logical_id": "90002", "publication_url": "https://law.example/2020/9999"}]}"#,
    "\n",
    r#"{"eu_reference_number": "EU.90002.20", "logical_id": "90002", "subject_type": {"code": "enterprise", "classification_code": "E"}, "#,
    r#""name_aliases": [{"whole_name": "Made-Up Cotton Mill Co., Ltd.", "strong": true, "logical_id": "90060"}], "regulations": []}"#,
    "\n",
);
