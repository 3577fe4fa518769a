//! What a `sanctionEntity` may hold, after the schema of version 1.1.

use crate::tree::Shape;

/// Under what name the values that are passed over are counted.
pub const IGNORED: &str = "sanctionEntity";

const USED: &str = "";
const NUMBER: &str = "the database's number of a record or a part of one";
const KIND_OF_ACT: &str = "what kind of legal act it is; the citation identifies it";
const LANGUAGE: &str = "the language of the regulation, not of the value";

const ENTITY: &[(&str, &str)] = &[
    ("file", "the name of the file it was kept in"),
    ("designationDate", USED),
    ("designationDetails", USED),
    ("delistingDate", USED),
    ("unitedNationId", USED),
    ("euReferenceNumber", USED),
    ("subjectType", USED),
    ("subjectType/code", USED),
    ("subjectType/classificationCode", USED),
    ("regulation", USED),
    ("regulation/publicationUrl", USED),
    ("regulation/regulationType", KIND_OF_ACT),
    ("regulation/organisationType", USED),
    ("regulation/publicationDate", USED),
    ("regulation/entryIntoForceDate", USED),
    ("regulation/numberTitle", USED),
    ("regulation/programme", USED),
    ("regulation/corrigendum", USED),
    ("regulation/corrigendum/regulationType", KIND_OF_ACT),
    ("regulation/corrigendum/publicationDate", USED),
    ("regulation/corrigendum/numberTitle", USED),
    ("regulation/corrigendum/publicationUrl", USED),
    ("address/contactInfo", USED),
    ("address/contactInfo/key", USED),
    ("address/contactInfo/value", USED),
    (
        "address/asAtListingTime",
        "says when the address was known, not what it is",
    ),
];

const DETAILS: &[(&str, &str)] = &[
    (
        "nameAlias",
        "firstName middleName lastName wholeName function gender title nameLanguage strong",
    ),
    (
        "citizenship",
        "acquisitionDate disenfranchisementDate region countryIso2Code countryDescription",
    ),
    (
        "birthdate",
        "circa calendarType city zipCode birthdate dayOfMonth monthOfYear year yearRangeFrom \
         yearRangeTo region place countryIso2Code countryDescription",
    ),
    (
        "address",
        "city street poBox zipCode region place countryIso2Code countryDescription",
    ),
    (
        "identification",
        "diplomatic knownExpired knownFalse reportedLost revokedByIssuer issueDate issuedBy \
         latinNumber nameOnDocument number validFrom validTo identificationTypeCode \
         identificationTypeDescription region countryIso2Code countryDescription",
    ),
];

const SUMMARY: &[(&str, &str)] = &[
    ("regulationSummary", USED),
    ("regulationSummary/regulationType", KIND_OF_ACT),
    ("regulationSummary/publicationDate", USED),
    ("regulationSummary/numberTitle", USED),
    (
        "regulationSummary/publicationUrl",
        "where the regulation of one detail is; the citation identifies it",
    ),
    ("regulationLanguage", LANGUAGE),
];

/// The known paths below a `sanctionEntity`.
pub fn shape() -> Shape {
    let mut known: Vec<(String, &'static str)> = Vec::new();
    known.extend(ENTITY.iter().map(|(path, why)| ((*path).to_owned(), *why)));
    for (detail, values) in DETAILS {
        known.push(((*detail).to_owned(), USED));
        let values = values.split_whitespace();
        known.extend(values.map(|value| (format!("{detail}/{value}"), USED)));
        let summary = SUMMARY.iter();
        known.extend(summary.map(|(path, why)| (format!("{detail}/{path}"), *why)));
    }
    let details = DETAILS.iter().map(|(detail, _)| format!("{detail}/"));
    for parent in details.chain([String::new(), "regulation/".to_owned()]) {
        known.push((format!("{parent}logicalId"), NUMBER));
        for name in ["remark", "additionalInformation"] {
            known.push((format!("{parent}{name}"), USED));
        }
        for name in ["key", "value"] {
            known.push((format!("{parent}additionalInformation/{name}"), USED));
        }
    }
    Shape::new(known)
}
