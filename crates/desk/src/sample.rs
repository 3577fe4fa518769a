//! The sample data that the program carries, from the folder `sample/`: facts in our own words and
//! format, for trying Plaint, not for decisions.

/// The id of the sample register.
pub const REGISTER: &str = "sample-register";

/// The register of listings.
pub const REGISTER_CSV: &[u8] = include_bytes!("../../../sample/register.csv");

/// The day whose state the register shows.
pub const REGISTER_DATE: &str = "2026-07-09";

/// A supplier file as users have them, with names of listed parties planted in it.
pub const SUPPLIERS_CSV: &[u8] = include_bytes!("../../../sample/suppliers.csv");

/// Five reports, with the names that each mentions.
pub const REPORTS: [&str; 5] = [
    include_str!("../../../sample/reports/1.md"),
    include_str!("../../../sample/reports/2.md"),
    include_str!("../../../sample/reports/3.md"),
    include_str!("../../../sample/reports/4.md"),
    include_str!("../../../sample/reports/5.md"),
];
