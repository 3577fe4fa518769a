//! What a `Designation` may hold, and under which column of the CSV the same value stands.

use crate::tree::Shape;

/// Under what name the values that are passed over are counted.
pub const IGNORED: &str = "Designation";

/// The groups of values that belong together, such as the parts of one name.
pub const GROUPS: &[&str] = &[
    "Names/Name",
    "NonLatinNames/NonLatinName",
    "Addresses/Address",
    "IndividualDetails/Individual/BirthDetails/Location",
    "IndividualDetails/Individual/PassportDetails/Passport",
    "IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier",
];

/// Path in the XML, and the columns of the CSV by their letters and figures in lower case.
pub const VALUES: &[(&str, &[&str])] = &[
    ("LastUpdated", &["lastupdated"]),
    ("DateDesignated", &["datedesignated"]),
    ("UniqueID", &["uniqueid"]),
    ("OFSIGroupID", &["ofsigroupid", "ofsiid"]),
    ("UNReferenceNumber", &["unreferencenumber"]),
    ("RegimeName", &["regimename", "regime"]),
    (
        "IndividualEntityShip",
        &[
            "designationtype",
            "individualentityship",
            "entityvesselorindividual",
        ],
    ),
    ("DesignationSource", &["designationsource"]),
    ("SanctionsImposed", &["sanctionsimposed"]),
    ("OtherInformation", &["otherinformation"]),
    ("UKStatementofReasons", &["ukstatementofreasons"]),
    ("Names/Name/Name1", &["name1"]),
    ("Names/Name/Name2", &["name2"]),
    ("Names/Name/Name3", &["name3"]),
    ("Names/Name/Name4", &["name4"]),
    ("Names/Name/Name5", &["name5"]),
    ("Names/Name/Name6", &["name6"]),
    ("Names/Name/NameType", &["nametype"]),
    ("Names/Name/AliasStrength", &["aliasstrength"]),
    (
        "NonLatinNames/NonLatinName/NameNonLatinScript",
        &["namenonlatinscript"],
    ),
    (
        "NonLatinNames/NonLatinName/NonLatinScriptType",
        &["nonlatinscripttype"],
    ),
    (
        "NonLatinNames/NonLatinName/NonLatinScriptLanguage",
        &["nonlatinscriptlanguage"],
    ),
    ("Titles/Title", &["title"]),
    ("Addresses/Address/AddressLine1", &["addressline1"]),
    ("Addresses/Address/AddressLine2", &["addressline2"]),
    ("Addresses/Address/AddressLine3", &["addressline3"]),
    ("Addresses/Address/AddressLine4", &["addressline4"]),
    ("Addresses/Address/AddressLine5", &["addressline5"]),
    ("Addresses/Address/AddressLine6", &["addressline6"]),
    (
        "Addresses/Address/AddressPostalCode",
        &["addresspostalcode"],
    ),
    ("Addresses/Address/AddressCountry", &["addresscountry"]),
    ("PhoneNumbers/PhoneNumber", &["phonenumber"]),
    ("EmailAddresses/EmailAddress", &["emailaddress"]),
    ("Websites/Website", &["website"]),
    ("IndividualDetails/Individual/DOBs/DOB", &["dob"]),
    (
        "IndividualDetails/Individual/BirthDetails/Location/TownOfBirth",
        &["townofbirth"],
    ),
    (
        "IndividualDetails/Individual/BirthDetails/Location/CountryOfBirth",
        &["countryofbirth"],
    ),
    (
        "IndividualDetails/Individual/Nationalities/Nationality",
        &["nationalityies", "nationality"],
    ),
    (
        "IndividualDetails/Individual/Positions/Position",
        &["position"],
    ),
    ("IndividualDetails/Individual/Genders/Gender", &["gender"]),
    (
        "IndividualDetails/Individual/PassportDetails/Passport/PassportNumber",
        &["passportnumber"],
    ),
    (
        "IndividualDetails/Individual/PassportDetails/Passport/PassportAdditionalInformation",
        &["passportadditionalinformation"],
    ),
    (
        "IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier/\
         NationalIdentifierNumber",
        &["nationalidentifiernumber"],
    ),
    (
        "IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier/\
         NationalIdentifierAdditionalInformation",
        &["nationalidentifieradditionalinformation"],
    ),
    (
        "EntityDetails/Entity/TypeOfEntities/TypeOfEntity",
        &["typeofentity"],
    ),
    (
        "EntityDetails/Entity/BusinessRegistrationNumbers/BusinessRegistrationNumber",
        &["businessregistrationnumbers", "businessregistrationnumber"],
    ),
    (
        "EntityDetails/Entity/ParentCompanies/ParentCompany",
        &["parentcompany"],
    ),
    (
        "EntityDetails/Entity/Subsidiaries/Subsidiary",
        &["subsidiaries"],
    ),
    ("ShipDetails/Ship/IMONumbers/IMONumber", &["imonumber"]),
    (
        "ShipDetails/Ship/CurrentOwnerOperators/CurrentOwnerOperator",
        &["currentowneroperators", "currentowneroperator"],
    ),
    (
        "ShipDetails/Ship/PreviousOwnerOperators/PreviousOwnerOperator",
        &["previousowneroperators", "previousowneroperator"],
    ),
    (
        "ShipDetails/Ship/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip",
        &["currentbelievedflagofship", "currentbelievedflag"],
    ),
    (
        "ShipDetails/Ship/PreviousFlags/PreviousFlag",
        &["previousflags"],
    ),
    (
        "ShipDetails/Ship/TypeOfShipDetails/TypeOfShip",
        &["typeofship"],
    ),
    (
        "ShipDetails/Ship/TonnageOfShipDetails/TonnageOfShip",
        &["tonnageofship", "tonnage"],
    ),
    (
        "ShipDetails/Ship/LengthOfShipDetails/LengthOfShip",
        &["lengthofship", "length"],
    ),
    ("ShipDetails/Ship/YearsBuilt/YearBuilt", &["yearbuilt"]),
    (
        "ShipDetails/Ship/HullIdentificationNumbers/HullIdentificationNumber",
        &["hullidentificationnumberhin", "hullidentificationnumber"],
    ),
];

/// The known paths below a `Designation`.
pub fn shape() -> Shape {
    let mut known: Vec<(String, &'static str)> = vec![(
        "SanctionsImposedIndicators".to_owned(),
        "the measures once more, as flags",
    )];
    for (path, _) in VALUES {
        let ends = path
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([path.len()]);
        known.extend(ends.filter_map(|end| Some((path.get(..end)?.to_owned(), ""))));
    }
    Shape::new(known)
}
