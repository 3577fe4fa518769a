//! What an `INDIVIDUAL` or `ENTITY` may hold, after the published schema and what the files have
//! beyond it.

use crate::tree::Shape;

/// Under what name the values that are passed over are counted.
pub const IGNORED: &str = "INDIVIDUAL or ENTITY";

const PASSED_OVER: &[(&str, &str)] = &[
    ("VERSIONNUM", "counts the versions of the record"),
    ("LIST_TYPE", "the same words in every record"),
    ("SORT_KEY", "for the publisher's own sorting"),
    ("SORT_KEY_LAST_MOD", "for the publisher's own sorting"),
];

const USED: &[(&str, &str)] = &[
    (
        "",
        "DATAID FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME UN_LIST_TYPE REFERENCE_NUMBER \
         LISTED_ON GENDER SUBMITTED_BY SUBMITTED_ON NAME_ORIGINAL_SCRIPT COMMENTS1 NATIONALITY2 \
         DELISTED_ON",
    ),
    ("TITLE", "VALUE"),
    ("DESIGNATION", "VALUE"),
    ("NATIONALITY", "VALUE"),
    ("LAST_DAY_UPDATED", "VALUE"),
    (
        "INDIVIDUAL_ALIAS",
        "QUALITY ALIAS_NAME DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH NOTE",
    ),
    ("ENTITY_ALIAS", "QUALITY ALIAS_NAME NOTE"),
    (
        "INDIVIDUAL_ADDRESS",
        "STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE",
    ),
    (
        "ENTITY_ADDRESS",
        "STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE",
    ),
    (
        "INDIVIDUAL_DATE_OF_BIRTH",
        "TYPE_OF_DATE NOTE DATE YEAR FROM_YEAR TO_YEAR",
    ),
    (
        "INDIVIDUAL_PLACE_OF_BIRTH",
        "STREET CITY STATE_PROVINCE COUNTRY NOTE",
    ),
    (
        "INDIVIDUAL_DOCUMENT",
        "TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY DATE_OF_ISSUE CITY_OF_ISSUE \
         COUNTRY_OF_ISSUE NOTE",
    ),
];

/// The known paths below a record.
pub fn shape() -> Shape {
    let passed_over = PASSED_OVER.iter();
    let mut known: Vec<(String, &'static str)> = passed_over
        .map(|(path, why)| ((*path).to_owned(), *why))
        .collect();
    for (parent, children) in USED {
        known.push(((*parent).to_owned(), ""));
        for child in children.split_whitespace() {
            let path = match parent.is_empty() {
                true => child.to_owned(),
                false => format!("{parent}/{child}"),
            };
            known.push((path, ""));
        }
    }
    Shape::new(known)
}
