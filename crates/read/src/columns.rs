//! Guesses what the columns of a user's table hold: from their headings in several languages,
//! then from what is in them.
//!
//! A guess is shown to the user with its reasons, and can be overruled. The words are in
//! `data/headings.tsv`: a new language needs no code.

mod content;
mod headings;

use std::fmt;

use crate::table::{Row, Table};
use content::Look;
pub use headings::{Certainty, certainty};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The party's name.
    Name,
    /// Another name of the same party.
    OtherName,
    /// A person's given name.
    FirstName,
    /// A person's middle name.
    MiddleName,
    /// A person's patronymic.
    FatherName,
    /// A person's family name.
    LastName,
    /// What kind of party it is.
    Schema,
    /// A country it belongs to.
    Country,
    /// A person's date of birth.
    BirthDate,
    /// China's unified social credit code.
    UscCode,
    /// The legal entity identifier.
    LeiCode,
    /// A ship's or a ship owner's IMO number.
    ImoNumber,
    /// A passport's number.
    PassportNumber,
    /// Russia's tax number.
    InnCode,
    /// Russia's register number.
    OgrnCode,
    /// A value-added tax number.
    VatCode,
    /// A tax number of any country.
    TaxNumber,
    /// A number in a register of companies.
    RegistrationNumber,
    /// A person's identity number.
    IdNumber,
    /// The D-U-N-S number.
    DunsCode,
    /// A bank's code.
    SwiftBic,
    /// An address.
    Address,
}

/// Each role, the word for it in `data/headings.tsv`, its property, and how it is spoken of.
const ROLES: [(Role, &str, Option<&str>, &str); 22] = [
    (Role::Name, "name", Some("name"), "name"),
    (Role::OtherName, "other_name", Some("alias"), "other name"),
    (
        Role::FirstName,
        "first_name",
        Some("firstName"),
        "first name",
    ),
    (
        Role::MiddleName,
        "middle_name",
        Some("middleName"),
        "middle name",
    ),
    (
        Role::FatherName,
        "father_name",
        Some("fatherName"),
        "patronymic",
    ),
    (Role::LastName, "last_name", Some("lastName"), "last name"),
    (Role::Schema, "schema", None, "kind of party"),
    (Role::Country, "country", Some("country"), "country"),
    (
        Role::BirthDate,
        "birth_date",
        Some("birthDate"),
        "birth date",
    ),
    (
        Role::UscCode,
        "usc_code",
        Some("uscCode"),
        "unified social credit code",
    ),
    (
        Role::LeiCode,
        "lei_code",
        Some("leiCode"),
        "legal entity identifier",
    ),
    (
        Role::ImoNumber,
        "imo_number",
        Some("imoNumber"),
        "IMO number",
    ),
    (
        Role::PassportNumber,
        "passport_number",
        Some("passportNumber"),
        "passport number",
    ),
    (Role::InnCode, "inn_code", Some("innCode"), "INN"),
    (Role::OgrnCode, "ogrn_code", Some("ogrnCode"), "OGRN"),
    (Role::VatCode, "vat_code", Some("vatCode"), "VAT number"),
    (
        Role::TaxNumber,
        "tax_number",
        Some("taxNumber"),
        "tax number",
    ),
    (
        Role::RegistrationNumber,
        "registration_number",
        Some("registrationNumber"),
        "registration number",
    ),
    (
        Role::IdNumber,
        "id_number",
        Some("idNumber"),
        "identity number",
    ),
    (
        Role::DunsCode,
        "duns_code",
        Some("dunsCode"),
        "D-U-N-S number",
    ),
    (Role::SwiftBic, "swift_bic", Some("swiftBic"), "SWIFT code"),
    (Role::Address, "address", Some("address"), "address"),
];

impl Role {
    /// The FollowTheMoney property that the column's values are of. The kind of party is none: it
    /// is the entity's schema.
    #[must_use]
    pub fn property(self) -> Option<&'static str> {
        let row = ROLES.iter().find(|(role, ..)| *role == self);
        row.and_then(|(_, _, property, _)| *property)
    }

    fn of_word(word: &str) -> Option<Self> {
        let row = ROLES.iter().find(|(_, known, ..)| *known == word);
        row.map(|(role, ..)| *role)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = ROLES.iter().find(|(role, ..)| role == self);
        f.write_str(row.map_or("", |(.., spoken)| spoken))
    }
}

/// What the columns hold, as far as it could be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guess {
    /// The columns with a role, by index from 0, in order.
    pub roles: Vec<(usize, Role)>,
    /// One sentence for each column with a role, and for each that was left out for a reason.
    pub explanation: Vec<String>,
}

impl Guess {
    /// The columns of a role.
    pub fn of(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        let of_role = self.roles.iter().filter(move |(_, found)| *found == role);
        of_role.map(|(index, _)| *index)
    }
}

/// Guesses what the columns of a table hold. The same table gives the same guess.
#[must_use]
pub fn guess(table: &Table) -> Guess {
    let has_headings =
        table.heading_row.is_some() || table.columns != numbered(table.columns.len());
    let mut work = Work {
        columns: &table.columns,
        rows: &table.rows,
        found: vec![Found::default(); table.columns.len()],
    };
    if has_headings {
        work.read_headings();
        work.choose_name();
        work.divide_name();
    }
    work.look_inside();
    work.into_guess()
}

fn numbered(count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| format!("column {number}"))
        .collect()
}

/// What is known of one column so far.
#[derive(Debug, Clone, Default)]
struct Found {
    heading: headings::Heading,
    role: Option<Role>,
    why: String,
}

struct Work<'a> {
    columns: &'a [String],
    rows: &'a [Row],
    found: Vec<Found>,
}

impl Work<'_> {
    fn set(&mut self, index: usize, role: Option<Role>, why: impl Into<String>) {
        if let Some(found) = self.found.get_mut(index) {
            found.role = role;
            found.why = why.into();
        }
    }

    fn with(&self, role: Role) -> Vec<usize> {
        let all = 0..self.found.len();
        all.filter(|&index| self.found[index].role == Some(role))
            .collect()
    }

    fn has(&self, role: Role) -> bool {
        self.found.iter().any(|found| found.role == Some(role))
    }

    fn read_headings(&mut self) {
        for index in 0..self.columns.len() {
            let heading = headings::read(&self.columns[index]);
            let (role, why) = if heading.is_another {
                (None, "its heading names another party or thing")
            } else if heading.role.is_some() {
                (heading.role, "by its heading")
            } else {
                (None, "")
            };
            self.found[index].heading = heading;
            self.set(index, role, why);
        }
    }

    /// Of several columns with names, one is the name; the others are other names of the same
    /// party, or of other parties.
    fn choose_name(&mut self) {
        let names = self.with(Role::Name);
        let has_parts = self.has(Role::LastName) || self.has(Role::FirstName);
        let heading = |index: usize| &self.found[index].heading;
        let said = names
            .iter()
            .copied()
            .filter(|&index| !heading(index).is_party_alone);
        // A name in the language of the file, before one "in English".
        let main = said
            .clone()
            .find(|&index| !heading(index).has_language)
            .or_else(|| said.clone().next())
            .or_else(|| names.first().copied().filter(|_| !has_parts));
        let main_parties = main
            .map(|main| heading(main).parties.clone())
            .unwrap_or_default();
        for index in names {
            let parties = &self.found[index].heading.parties;
            let is_same = parties.is_empty() || main_parties.is_empty() || *parties == main_parties;
            if Some(index) == main {
                continue;
            } else if self.found[index].heading.is_party_alone || !is_same {
                self.set(
                    index,
                    None,
                    "it seems to name another party than the name column",
                );
            } else {
                self.set(
                    index,
                    Some(Role::OtherName),
                    "a second column of names, by its heading",
                );
            }
        }
        if main.is_none()
            && !has_parts
            && let Some(&first) = self.with(Role::OtherName).first()
        {
            self.set(
                first,
                Some(Role::Name),
                "the only column of names, by its heading",
            );
        }
    }

    /// "Name" beside "Vorname", "nombre" beside "apellidos": then it is the other part.
    fn divide_name(&mut self) {
        let [index] = self.with(Role::Name)[..] else {
            return;
        };
        let why = "beside the other part of the name";
        match (self.has(Role::FirstName), self.has(Role::LastName)) {
            _ if !self.found[index].heading.is_one_word => {}
            (true, false) => self.set(index, Some(Role::LastName), why),
            (false, true) => self.set(index, Some(Role::FirstName), why),
            _ => {}
        }
    }

    /// What the headings left open, the content may tell.
    fn look_inside(&mut self) {
        let looks: Vec<Look> = (0..self.columns.len())
            .map(|index| Look::at(self.rows.iter().filter_map(|row| row.cells.get(index))))
            .collect();
        let is_open = |found: &Found| found.role.is_none() && found.why.is_empty();
        for (index, look) in looks.iter().enumerate() {
            if is_open(&self.found[index])
                && let Some((role, why)) = look.plain_role()
            {
                self.set(index, Some(role), why);
            }
        }
        let has_parts = self.has(Role::LastName) || self.has(Role::FirstName);
        if !self.has(Role::Name) && !has_parts {
            self.find_name(&looks);
        }
        for name in self.with(Role::Name) {
            for beside in [name.wrapping_sub(1), name + 1] {
                if self.found.get(beside).is_some_and(is_open)
                    && looks[beside].is_other_script_of(&looks[name])
                {
                    let why = "names in another script beside the name";
                    self.set(beside, Some(Role::OtherName), why);
                }
            }
        }
    }

    fn find_name(&mut self, looks: &[Look]) {
        if self.columns.len() == 1 {
            self.set(0, Some(Role::Name), "the only column");
            return;
        }
        let mut best: Option<(u32, usize)> = None;
        for (index, look) in looks.iter().enumerate() {
            let found = &self.found[index];
            let score = look.name_score();
            let is_open = found.role.is_none() && found.why.is_empty();
            if is_open && score > 0 && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, index));
            }
        }
        if let Some((_, index)) = best {
            self.set(index, Some(Role::Name), "its values look most like names");
        }
    }

    fn into_guess(self) -> Guess {
        let mut guess = Guess::default();
        for (index, found) in self.found.into_iter().enumerate() {
            let column = format!("column {} \"{}\"", index + 1, self.columns[index]);
            match found.role {
                Some(role) => {
                    guess.roles.push((index, role));
                    guess
                        .explanation
                        .push(format!("{column}: {role} ({})", found.why));
                }
                None if !found.why.is_empty() => {
                    guess
                        .explanation
                        .push(format!("{column}: not used ({})", found.why));
                }
                None => {}
            }
        }
        guess
    }
}

#[cfg(test)]
mod tests;
