//! What the values of a column look like.

use super::Role;
use crate::country;
use crate::table::Cell;

const VALUES_LOOKED_AT: usize = 200;
/// Longer than any name; not looked through.
const VALUE_BYTES_MAX: usize = 1_000;

const LEGAL_FORMS: [&str; 44] = [
    "ltd",
    "limited",
    "co",
    "company",
    "inc",
    "incorporated",
    "llc",
    "llp",
    "corp",
    "corporation",
    "gmbh",
    "ag",
    "kg",
    "ohg",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "sl",
    "bv",
    "nv",
    "ab",
    "as",
    "oy",
    "plc",
    "pty",
    "pte",
    "pvt",
    "sdn",
    "bhd",
    "jsc",
    "ojsc",
    "ooo",
    "oao",
    "zao",
    "ооо",
    "оао",
    "зао",
    "ао",
    "пао",
    "тоо",
    "fze",
    "group",
];
const HAN_FORMS: [&str; 12] = [
    "公司",
    "厂",
    "廠",
    "集团",
    "集團",
    "企业",
    "合作社",
    "商行",
    "株式会社",
    "研究院",
    "研究所",
    "大学",
];

/// The first values of a column, counted by what they look like.
#[derive(Debug, Default)]
pub(super) struct Look {
    total: usize,
    distinct: usize,
    usc_codes: usize,
    lei_codes: usize,
    imo_numbers: usize,
    countries: usize,
    names: usize,
    legal_forms: usize,
    han: usize,
    latin: usize,
    addresses: usize,
}

impl Look {
    pub(super) fn at<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let mut look = Self::default();
        let values = cells.flat_map(|cell| cell.values()).take(VALUES_LOOKED_AT);
        let mut seen = Vec::new();
        for value in values {
            look.total += 1;
            if value.len() > VALUE_BYTES_MAX {
                continue;
            }
            seen.push(value.as_str());
            let letters = value.chars().filter(|c| c.is_alphabetic());
            let (han, latin) = letters.fold((0, 0), |(han, latin), c| {
                (
                    han + usize::from(is_han(c)),
                    latin + usize::from(is_latin(c)),
                )
            });
            look.han += usize::from(han > 0 && han >= latin);
            look.latin += usize::from(latin > 0 && han == 0);
            look.usc_codes += usize::from(is_usc_code(value));
            look.lei_codes += usize::from(is_lei_code(value));
            look.imo_numbers += usize::from(is_imo_number(value));
            let is_country = country::code(value).is_some();
            look.countries += usize::from(is_country);
            look.legal_forms += usize::from(has_legal_form(value));
            look.addresses += usize::from(is_address(value));
            look.names += usize::from(!is_country && is_name_like(value));
        }
        seen.sort_unstable();
        seen.dedup();
        look.distinct = seen.len();
        look
    }

    /// Whether a part of the values, in percent, is of one look.
    fn is_mostly(&self, count: usize, percent: usize) -> bool {
        self.total > 0 && count * 100 >= self.total * percent
    }

    /// The role that values have by themselves: those with check digits, and countries.
    pub(super) fn plain_role(&self) -> Option<(Role, &'static str)> {
        if self.is_mostly(self.usc_codes, 80) {
            Some((Role::UscCode, "its values have the check digit of one"))
        } else if self.is_mostly(self.lei_codes, 80) {
            Some((Role::LeiCode, "its values have the check digits of one"))
        } else if self.is_mostly(self.imo_numbers, 80) {
            Some((
                Role::ImoNumber,
                "its values have the form and check digit of one",
            ))
        } else if self.is_mostly(self.countries, 90) {
            Some((Role::Country, "its values are countries"))
        } else {
            None
        }
    }

    /// How much the column looks like names; 0 if it does not.
    pub(super) fn name_score(&self) -> u32 {
        let is_varied = self.distinct * 2 >= self.total;
        if !self.is_mostly(self.names, 70) || self.is_mostly(self.addresses, 50) || !is_varied {
            return 0;
        }
        let share = |count: usize| u32::try_from(count * 100 / self.total.max(1)).unwrap_or(0);
        share(self.names) + 2 * share(self.legal_forms)
    }

    /// Whether this may be the names of another column in another script: Chinese beside Latin,
    /// or Latin company names beside Chinese.
    pub(super) fn is_other_script_of(&self, name: &Self) -> bool {
        if !self.is_mostly(self.names, 70) || self.is_mostly(self.addresses, 30) {
            return false;
        }
        let han_beside_latin = self.is_mostly(self.han, 80) && name.is_mostly(name.latin, 80);
        let latin_beside_han = self.is_mostly(self.latin, 80) && name.is_mostly(name.han, 80);
        let has_forms = self.is_mostly(self.legal_forms, 30);
        let is_varied = self.distinct * 2 >= name.distinct;
        is_varied && (han_beside_latin || (latin_beside_han && has_forms))
    }
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_name_like(value: &str) -> bool {
    let length = value.chars().count();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_code = !value.contains(' ') && value.is_ascii() && digits > 0;
    (2..=150).contains(&length)
        && letters * 2 >= length
        && digits * 5 <= length
        && !is_code
        && !value.contains(['@', '/', '\n'])
}

fn has_legal_form(value: &str) -> bool {
    let lower = value.to_lowercase().replace('.', "");
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| LEGAL_FORMS.contains(&word))
        || HAN_FORMS.iter().any(|form| value.contains(form))
}

fn is_address(value: &str) -> bool {
    let has_number = value.chars().any(|c| c.is_ascii_digit());
    let places = ["路", "街", "号", "號", "镇", "村", "区", "县", "室"];
    let found = places.iter().filter(|place| value.contains(*place)).count();
    (found >= 2 && !has_legal_form(value)) || (has_number && (found > 0 || value.contains(',')))
}

/// GB 32100-2015: 18 characters, the last of them the check.
fn is_usc_code(value: &str) -> bool {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let bytes = value.as_bytes();
    if bytes.len() != 18 {
        return false;
    }
    let (mut sum, mut weight) = (0, 1);
    let mut last = 0;
    for (index, byte) in bytes.iter().enumerate() {
        let upper = byte.to_ascii_uppercase();
        let Some(digit) = ALPHABET.iter().position(|&known| known == upper) else {
            return false;
        };
        if index < 17 {
            sum += digit * weight;
            weight = weight * 3 % 31;
        }
        last = digit;
    }
    (31 - sum % 31) % 31 == last
}

/// ISO 17442: 18 letters and digits, then two check digits (ISO 7064, modulo 97).
fn is_lei_code(value: &str) -> bool {
    if value.len() != 20 || !value.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let rest = value.chars().try_fold(0, |rest: u32, c| {
        let digit = c.to_digit(36)?;
        Some((rest * if digit < 10 { 10 } else { 100 } + digit) % 97)
    });
    rest == Some(1)
}

/// IMO and seven digits, the last of them the check.
fn is_imo_number(value: &str) -> bool {
    let upper = value.to_ascii_uppercase();
    let digits = upper
        .strip_prefix("IMO")
        .unwrap_or_default()
        .trim_start_matches([' ', ':']);
    if digits.len() != 7 {
        return false;
    }
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .take(6)
        .zip((2..=7).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    digits.len() == 7 && digits.last() == Some(&(sum % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        assert!(is_usc_code("91000000MADEUP123K") && is_usc_code("91000000madeup123k"));
        assert!(!is_usc_code("91000000MADEUP123L") && !is_usc_code("91000000MADEUP321K"));
        assert!(!is_usc_code("91000000IIIIIII123") && !is_usc_code("号码号码号码"));
        assert!(is_lei_code("MADEUP00MILL00000107") && !is_lei_code("MADEUP00MILL00000108"));
        assert!(!is_lei_code("MADEUP-0MILL00000107") && !is_lei_code("号码号码号码00"));
        assert!(is_imo_number("IMO 1234567") && is_imo_number("imo1234567"));
        assert!(!is_imo_number("1234567") && !is_imo_number("IMO 1234568"));
        assert!(!is_imo_number("IMO 12345六七"));
    }
}
