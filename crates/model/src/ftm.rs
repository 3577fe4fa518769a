//! The FollowTheMoney vocabulary: schemata, properties, topics.
//!
//! The table is `data/ftm.tsv`, made by `scripts/ftm-table` from FollowTheMoney 4.11.2. A
//! [`Schema`] or [`Property`] value exists only if the table has it, so a misspelt name in data
//! is found at the door and one in code by the test below.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// The topics that mark a party as a risk, as FollowTheMoney has them, with `forced.labor`, which
/// FollowTheMoney defines but does not count as a risk.
pub mod topic {
    /// Named under a sanctions regime.
    pub const SANCTION: &str = "sanction";
    /// Named by a state's counter-measure against other states' sanctions or their supporters.
    pub const COUNTER_SANCTION: &str = "sanction.counter";
    /// Export to the party needs a licence or is forbidden.
    pub const EXPORT_CONTROL: &str = "export.control";
    /// Trade with the party needs particular care (an unverified or watch list).
    pub const EXPORT_RISK: &str = "export.risk";
    /// Goods of the party are held to be made with forced labour.
    pub const FORCED_LABOR: &str = "forced.labor";
    /// Investment in the party is forbidden.
    pub const INVESTMENT_BAN: &str = "invest.ban";
    /// Investment in the party is discouraged.
    pub const INVESTMENT_RISK: &str = "invest.risk";
    /// Barred from public contracts or from export privileges.
    pub const DEBARMENT: &str = "debarment";
    /// Linked to armed forces.
    pub const MILITARY: &str = "mil";
}

/// A FollowTheMoney schema that is known to exist.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Schema(&'static str);

/// A FollowTheMoney property name that is known to exist on some schema.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Property(&'static str);

/// The type of a property's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyType {
    /// A name that identifies the thing.
    Name,
    /// A date with precision.
    Date,
    /// An ISO 3166-1 alpha-2 code in lower case, or a historic code FollowTheMoney knows.
    Country,
    /// Another entity's id.
    Entity,
    /// A number, code or register id.
    Identifier,
    /// Any other text; the word is FollowTheMoney's type name.
    Other(&'static str),
}

struct SchemaRow {
    parents: Vec<&'static str>,
    matchable: bool,
    own: HashMap<&'static str, PropertyType>,
}

struct Table {
    schemata: HashMap<&'static str, SchemaRow>,
    properties: HashMap<&'static str, &'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        schemata: HashMap::new(),
        properties: HashMap::new(),
    };
    for line in include_str!("../data/ftm.tsv").lines() {
        let cells: Vec<&'static str> = line.split('\t').collect();
        match cells[..] {
            ["schema", name, parents, matchable] => {
                let parents = parents.split(',').filter(|p| !p.is_empty()).collect();
                let row = SchemaRow {
                    parents,
                    matchable: matchable == "matchable",
                    own: HashMap::new(),
                };
                table.schemata.insert(name, row);
            }
            ["prop", schema, name, kind, _range] => {
                table.properties.insert(name, name);
                if let Some(row) = table.schemata.get_mut(schema) {
                    row.own.insert(name, property_type(kind));
                }
            }
            _ => {}
        }
    }
    table
});

fn property_type(kind: &'static str) -> PropertyType {
    match kind {
        "name" => PropertyType::Name,
        "date" => PropertyType::Date,
        "country" => PropertyType::Country,
        "entity" => PropertyType::Entity,
        "identifier" => PropertyType::Identifier,
        other => PropertyType::Other(other),
    }
}

impl PropertyType {
    /// FollowTheMoney's word for the type, as its statement files have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Date => "date",
            Self::Country => "country",
            Self::Entity => "entity",
            Self::Identifier => "identifier",
            Self::Other(word) => word,
        }
    }
}

impl Schema {
    /// Looks a schema up by its name, for instance `Person`.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        TABLE
            .schemata
            .get_key_value(name)
            .map(|(name, _)| Self(name))
    }

    /// The schema's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether it is the other schema or inherits from it (`Company` is a `LegalEntity`).
    #[must_use]
    pub fn is_a(self, other: Self) -> bool {
        self == other || self.parents().any(|parent| parent.is_a(other))
    }

    /// Whether FollowTheMoney compares entities of this schema with others (people, bodies,
    /// vessels: yes; designations, addresses in a list: see the table).
    #[must_use]
    pub fn is_matchable(self) -> bool {
        TABLE.schemata.get(self.0).is_some_and(|row| row.matchable)
    }

    /// The type of a property on this schema or one it inherits from; `None` when it has none such.
    #[must_use]
    pub fn property_type(self, property: Property) -> Option<PropertyType> {
        let row = TABLE.schemata.get(self.0)?;
        let own = row.own.get(property.0).copied();
        own.or_else(|| {
            self.parents()
                .find_map(|parent| parent.property_type(property))
        })
    }

    /// Whether a thing of one schema could turn out to be a thing of the other: one inherits from
    /// the other, or both are kinds of `LegalEntity` of which neither is a person.
    #[must_use]
    pub fn is_comparable(self, other: Self) -> bool {
        let legal = |s: Self| s.is_a(Self::LEGAL_ENTITY);
        let person = |s: Self| s.is_a(Self::PERSON);
        self.is_a(other)
            || other.is_a(self)
            || (legal(self) && legal(other) && !person(self) && !person(other))
    }

    fn parents(self) -> impl Iterator<Item = Self> {
        TABLE
            .schemata
            .get(self.0)
            .into_iter()
            .flat_map(|row| row.parents.iter().map(|p| Self(p)))
    }
}

impl Property {
    /// Looks a property up by its name, for instance `birthDate`.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        TABLE.properties.get(name).map(|name| Self(name))
    }

    /// The property's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

macro_rules! names {
    ($kind:ident: $($constant:ident = $name:literal),+ $(,)?) => {
        impl $kind {
            $(#[doc = concat!("FollowTheMoney's `", $name, "`.")]
            pub const $constant: Self = Self($name);)+

            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$constant),+];
        }

        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.0)
            }
        }

        impl fmt::Debug for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
        }
    };
}

names! { Schema:
    ADDRESS = "Address", AIRPLANE = "Airplane", ASSOCIATE = "Associate", COMPANY = "Company",
    CRYPTO_WALLET = "CryptoWallet", DIRECTORSHIP = "Directorship", FAMILY = "Family",
    IDENTIFICATION = "Identification", LEGAL_ENTITY = "LegalEntity", ORGANIZATION = "Organization",
    OWNERSHIP = "Ownership", PASSPORT = "Passport", PERSON = "Person", PUBLIC_BODY = "PublicBody",
    SANCTION = "Sanction", SECURITY = "Security", THING = "Thing", UNKNOWN_LINK = "UnknownLink",
    VEHICLE = "Vehicle", VESSEL = "Vessel",
}

names! { Property:
    ABBREVIATION = "abbreviation", ADDRESS = "address", ADDRESS_ENTITY = "addressEntity",
    ALIAS = "alias", AMOUNT = "amount", ASSET = "asset", AUTHORITY = "authority",
    AUTHORITY_ID = "authorityId", BIRTH_COUNTRY = "birthCountry", BIRTH_DATE = "birthDate",
    BIRTH_PLACE = "birthPlace", BUILD_DATE = "buildDate", CALL_SIGN = "callSign",
    CITIZENSHIP = "citizenship", CITY = "city", CLASSIFICATION = "classification",
    COUNTRY = "country", CURRENCY = "currency", DATE = "date", DEADWEIGHT = "deadweightTonnage",
    DEATH_DATE = "deathDate", DESCRIPTION = "description", DURATION = "duration", DUNS = "dunsCode",
    EDUCATION = "education", EMAIL = "email", END_DATE = "endDate", ENTITY = "entity",
    FATHER_NAME = "fatherName", FIRST_NAME = "firstName", FLAG = "flag", FULL = "full",
    GENDER = "gender", GROSS_TONNAGE = "grossRegisteredTonnage", HOLDER = "holder",
    ID_NUMBER = "idNumber", IMO_NUMBER = "imoNumber", INCORPORATION_DATE = "incorporationDate",
    INN_CODE = "innCode", ISIN = "isin", ISIN_CODE = "isinCode", JURISDICTION = "jurisdiction",
    KEYWORDS = "keywords", LAST_NAME = "lastName", LEGAL_FORM = "legalForm", LEI_CODE = "leiCode",
    LISTING_DATE = "listingDate", MAIN_COUNTRY = "mainCountry", MIDDLE_NAME = "middleName",
    MMSI = "mmsi", MODEL = "model", MODIFIED_AT = "modifiedAt", MOTHER_NAME = "motherName",
    NAME = "name", NATIONALITY = "nationality", NOTES = "notes", NUMBER = "number",
    OGRN_CODE = "ogrnCode", OBJECT = "object", OWNER = "owner", PASSPORT_NUMBER = "passportNumber",
    PAST_FLAGS = "pastFlags", PERSON = "person", PHONE = "phone", POSITION = "position",
    POSTAL_CODE = "postalCode", PREVIOUS_NAME = "previousName", PROGRAM = "program",
    PROGRAM_ID = "programId", PROGRAM_URL = "programUrl", PROVISIONS = "provisions",
    PUBLIC_KEY = "publicKey", PUBLISHER = "publisher", REASON = "reason", RECORD_ID = "recordId",
    REGION = "region", REGISTRATION_NUMBER = "registrationNumber", RELATIVE = "relative",
    RELATIONSHIP = "relationship", REMARKS = "remarks", RETRIEVED_AT = "retrievedAt", ROLE = "role",
    SECOND_NAME = "secondName", SECTOR = "sector", SERIAL_NUMBER = "serialNumber",
    SOURCE_URL = "sourceUrl", SSN = "socialSecurityNumber", START_DATE = "startDate",
    STATE = "state", STATUS = "status", STREET = "street", SUBJECT = "subject", SUMMARY = "summary",
    SWIFT_BIC = "swiftBic", TAX_NUMBER = "taxNumber", TITLE = "title", TONNAGE = "tonnage",
    TOPICS = "topics", TYPE = "type", UNSC_ID = "unscId", USC_CODE = "uscCode",
    VAT_CODE = "vatCode", WEAK_ALIAS = "weakAlias", WEBSITE = "website",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_constant_stands_in_the_table() {
        for schema in Schema::ALL {
            assert_eq!(Schema::find(schema.as_str()), Some(*schema));
        }
        for property in Property::ALL {
            assert_eq!(Property::find(property.as_str()), Some(*property));
        }
    }

    #[test]
    fn properties_are_inherited() {
        assert!(Schema::COMPANY.is_a(Schema::LEGAL_ENTITY));
        assert!(!Schema::LEGAL_ENTITY.is_a(Schema::COMPANY));
        let date = Schema::SANCTION.property_type(Property::START_DATE);
        assert_eq!(date, Some(PropertyType::Date));
        assert_eq!(Schema::PERSON.property_type(Property::IMO_NUMBER), None);
        assert_eq!(
            Schema::COMPANY.property_type(Property::NAME),
            Some(PropertyType::Name)
        );
    }

    #[test]
    fn what_may_be_the_same_thing() {
        assert!(Schema::COMPANY.is_comparable(Schema::PUBLIC_BODY));
        assert!(Schema::PERSON.is_comparable(Schema::LEGAL_ENTITY));
        assert!(!Schema::PERSON.is_comparable(Schema::COMPANY));
        assert!(!Schema::VESSEL.is_comparable(Schema::COMPANY));
    }
}
