//! What is known of an official list before any of its entries are read: one TOML file in
//! `lists/` each, parsed by `plaint-read`.

use crate::id::ListId;

/// An official list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListInfo {
    /// Its id, also its FollowTheMoney dataset name.
    pub id: ListId,
    /// The list's official name.
    pub title: String,
    /// The short name people use.
    pub short: String,
    /// The authority that publishes it.
    pub publisher: String,
    /// ISO 3166-1 alpha-2 code of the publisher's state, or `un`, `eu`.
    pub country: String,
    /// The legal bases, as citations.
    pub regimes: Vec<String>,
    /// FollowTheMoney topics that an entry of this list carries.
    pub topics: Vec<String>,
    /// Terms under which the publisher lets the list be used.
    pub licence: String,
    /// The format ids that may be read for it, in order of preference.
    pub formats: Vec<String>,
    /// Where the publisher offers it.
    pub origins: Vec<Origin>,
    /// How large it should be.
    pub expected: Expectation,
    /// Settings that the list's format takes, from the TOML's `[reader]` table, as `key = text`.
    pub reader: Vec<(String, String)>,
}

/// One official address of a list, or of one of the files that make it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The format that is found there.
    pub format: String,
    /// The addresses: one, or one for each file of the set.
    pub urls: Vec<String>,
    /// Whether somebody has seen the address answer; false shows as "unverified".
    pub verified: bool,
    /// Where the address was found.
    pub note: String,
}

/// How large a list should be. An update outside the range is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The least number of entries that is believed.
    pub entries_min: u64,
    /// The most.
    pub entries_max: u64,
    /// The share, in percent, by which an update may be smaller than the snapshot in force.
    pub shrink_max_percent: u8,
    /// How the numbers were chosen.
    pub why: String,
}

impl ListInfo {
    /// A setting of the `[reader]` table.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<&str> {
        self.reader
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, text)| text.as_str())
    }
}
