//! What is known besides the name: dates of birth, countries, identifiers, gender.
//!
//! A contradiction is a factor below one. Agreement closes part of the gap to one, but only on a
//! name that reached the threshold by itself: evidence of another kind never makes a name alike.

use plaint_model::{Entity, PartialDate, Property, PropertyType};

use crate::align::ONE_PPM;

/// Facts about a party, cleaned for comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Dates of birth (or of incorporation).
    pub dates: Vec<PartialDate>,
    /// Country codes: nationality, citizenship, residence, jurisdiction.
    pub countries: Vec<String>,
    /// Identifiers: (property name, or empty when not known; value in capitals, letters and digits
    /// only).
    pub identifiers: Vec<(String, String)>,
    /// `male`, `female` or `other`.
    pub gender: Option<String>,
}

/// What one fact did to a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactEffect {
    /// Which fact: `birthDate`, `country`, `identifier`, `gender`.
    pub fact: &'static str,
    /// What was found, in words.
    pub finding: String,
    /// The factor in parts per million when it contradicts; above one million, the share of the
    /// gap to one that agreement closes, plus one million.
    pub effect_ppm: u32,
    /// Whether this fact alone identifies the party.
    pub is_decisive: bool,
}

/// What people write before a number to say which it is.
const PREFIXES: [&str; 9] = [
    "PASSPORTNO",
    "PASSPORT",
    "USCC",
    "OGRN",
    "IMO",
    "INN",
    "LEI",
    "NO",
    "ID",
];

/// An identifier in the form it is compared in: letters and digits, in capitals, without a word
/// before it that says which it is (`IMO 1234567`).
#[must_use]
pub fn identifier(text: &str) -> String {
    let all: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    let bare = |prefix: &&str| {
        let rest = all.strip_prefix(*prefix)?;
        let is_number =
            rest.len() >= IDENTIFIER_CHARS_MIN && rest.starts_with(|c: char| c.is_ascii_digit());
        is_number.then(|| rest.to_owned())
    };
    PREFIXES.iter().find_map(bare).unwrap_or(all)
}

/// Codes that a register gives to one body alone, and no two bodies share.
const UNIQUE: [&str; 7] = [
    "uscCode",
    "leiCode",
    "imoNumber",
    "ogrnCode",
    "innCode",
    "isinCode",
    "swiftBic",
];

/// Shorter identifiers are not looked up: too many parties would share them.
pub const IDENTIFIER_CHARS_MIN: usize = 5;

impl Facts {
    /// The facts that an entity states.
    #[must_use]
    pub fn of(entity: &Entity) -> Self {
        let mut facts = Self::default();
        for (property, value) in entity.values() {
            match property {
                Property::BIRTH_DATE | Property::INCORPORATION_DATE => {
                    facts.dates.extend(value.text.parse::<PartialDate>().ok());
                }
                Property::GENDER => facts.gender = Some(value.text.clone()),
                // Where a person was born says little of whose citizen they are.
                Property::BIRTH_COUNTRY => {}
                _ => match entity.schema.property_type(property) {
                    Some(PropertyType::Country) => facts.countries.push(value.text.clone()),
                    Some(PropertyType::Identifier) if property != Property::PROGRAM_ID => {
                        let text = identifier(&value.text);
                        if text.len() >= IDENTIFIER_CHARS_MIN {
                            facts.identifiers.push((property.as_str().to_owned(), text));
                        }
                    }
                    _ => {}
                },
            }
        }
        facts
    }

    /// Compares what two parties' facts say, one effect for each fact known of both.
    #[must_use]
    pub fn compare(&self, listed: &Self) -> Vec<FactEffect> {
        [
            self.identifier(listed),
            self.date(listed),
            self.country(listed),
            self.gender(listed),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// A shared number is decisive only if it is a code that no two bodies share; a serial, or
    /// a passport number of an unknown state, is evidence for a name that is alike already.
    fn identifier(&self, listed: &Self) -> Option<FactEffect> {
        let both = self.identifiers.iter().flat_map(|a| {
            listed
                .identifiers
                .iter()
                .filter(move |b| a.1 == b.1)
                .map(move |b| (a, b))
        });
        let decisive = |(a, b): &(&(String, String), &(String, String))| {
            let kind_fits = a.0 == b.0 || a.0.is_empty();
            UNIQUE.contains(&b.0.as_str()) && kind_fits && self.no_country_differs(listed)
        };
        let mut shared: Vec<_> = both.map(|pair| (decisive(&pair), pair.1)).collect();
        shared.sort_by_key(|(decisive, _)| std::cmp::Reverse(*decisive));
        if let Some((decisive, (kind, text))) = shared.first() {
            let finding = format!("the same identifier {text} ({kind})");
            let effect_ppm = if *decisive {
                ONE_PPM * 2
            } else {
                ONE_PPM + 700_000
            };
            return Some(effect("identifier", finding, effect_ppm, *decisive));
        }
        // Two codes of a register that gives each body one code contradict.
        let differs = UNIQUE[..5].iter().find(|kind| {
            let of = |facts: &Self| facts.identifiers.iter().any(|(k, _)| k == *kind);
            of(self) && of(listed)
        })?;
        Some(effect(
            "identifier",
            format!("another {differs}"),
            500_000,
            false,
        ))
    }

    fn no_country_differs(&self, listed: &Self) -> bool {
        let shared = self
            .countries
            .iter()
            .any(|code| listed.countries.contains(code));
        self.countries.is_empty() || listed.countries.is_empty() || shared
    }

    fn date(&self, listed: &Self) -> Option<FactEffect> {
        let pairs = self
            .dates
            .iter()
            .flat_map(|a| listed.dates.iter().map(move |b| (*a, *b)));
        // The pair that contradicts least speaks for the party: lists give several guesses.
        pairs
            .map(|(a, b)| compare_dates(a, b))
            .max_by_key(|effect| effect.effect_ppm)
    }

    fn country(&self, listed: &Self) -> Option<FactEffect> {
        if self.countries.is_empty() || listed.countries.is_empty() {
            return None;
        }
        let shared = self
            .countries
            .iter()
            .find(|code| listed.countries.contains(code));
        Some(match shared {
            Some(code) => effect("country", format!("both {code}"), ONE_PPM + 150_000, false),
            None => {
                let (a, b) = (self.countries.join(", "), listed.countries.join(", "));
                effect("country", format!("{a}, listed {b}"), 930_000, false)
            }
        })
    }

    fn gender(&self, listed: &Self) -> Option<FactEffect> {
        let (a, b) = (self.gender.as_ref()?, listed.gender.as_ref()?);
        let differs = a != b;
        differs.then(|| effect("gender", format!("{a}, listed {b}"), 850_000, false))
    }
}

fn effect(fact: &'static str, finding: String, effect_ppm: u32, is_decisive: bool) -> FactEffect {
    FactEffect {
        fact,
        finding,
        effect_ppm,
        is_decisive,
    }
}

fn compare_dates(a: PartialDate, b: PartialDate) -> FactEffect {
    let years_apart = a.year().abs_diff(b.year());
    let flipped = a.year() == b.year() && a.month() == b.day() && a.day() == b.month();
    let full = a.day().is_some() && b.day().is_some();
    let (words, effect_ppm) = match years_apart {
        0 if a.overlaps(b) && full => ("the same day", ONE_PPM + 600_000),
        0 if a.overlaps(b) => ("the same year", ONE_PPM + 300_000),
        0 if flipped && full => ("day and month the other way round", 990_000),
        0 => ("the same year, another day", 900_000),
        1 => ("one year apart", 920_000),
        2..=4 => ("a few years apart", 700_000),
        _ => ("many years apart", 500_000),
    };
    effect(
        "birthDate",
        format!("{words}: {a}, listed {b}"),
        effect_ppm,
        false,
    )
}

/// The score after the facts. Contradictions always count; agreements only from the threshold on.
#[must_use]
pub fn apply(name_ppm: u32, effects: &[FactEffect], threshold_ppm: u32) -> u32 {
    let one = u64::from(ONE_PPM);
    let mut ppm = u64::from(name_ppm);
    for effect in effects.iter().filter(|effect| effect.effect_ppm < ONE_PPM) {
        ppm = ppm * u64::from(effect.effect_ppm) / one;
    }
    for effect in effects.iter().filter(|effect| effect.effect_ppm > ONE_PPM) {
        if ppm >= u64::from(threshold_ppm) {
            ppm += (one - ppm) * (u64::from(effect.effect_ppm) - one).min(one) / one;
        }
    }
    u32::try_from(ppm.min(one)).unwrap_or(ONE_PPM)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn born(text: &str) -> Facts {
        Facts {
            dates: vec![text.parse().unwrap()],
            ..Facts::default()
        }
    }

    #[test]
    fn dates_are_graded() {
        let effect = |a: &str, b: &str| born(a).compare(&born(b))[0].effect_ppm;
        let order = [
            "1960-05-04",
            "1960",
            "1960-04-05",
            "1961-05-04",
            "1960-07-09",
            "1963",
            "1990",
        ];
        let effects: Vec<u32> = order
            .iter()
            .map(|text| effect("1960-05-04", text))
            .collect();
        assert!(effects.is_sorted_by(|a, b| a > b), "{effects:?}");
    }

    #[test]
    fn agreement_never_lifts_a_name_over_the_threshold() {
        let effects = born("1960-05-04").compare(&born("1960-05-04"));
        assert_eq!(apply(690_000, &effects, 700_000), 690_000);
        assert!(apply(710_000, &effects, 700_000) > 850_000);
        assert!(apply(990_000, &born("1960").compare(&born("1990")), 700_000) < 500_000);
    }
}
