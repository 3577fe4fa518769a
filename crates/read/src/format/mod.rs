//! The table of formats, one module per publisher's format.
//!
//! To add a format: a module with `pub const FORMAT: Format`, a line in [`FORMATS`], samples in
//! `tests/samples/<format id>/<case>/`, a fuzz target, and the format's id in a `lists/*.toml`.

mod au_dfat_xlsx;
mod ca_sema_xml;
mod ch_seco_xml;
mod cn_announcement_yaml;
mod cn_mofcom_json;
mod ftm;
mod harmonised_jsonl;
mod mapped_csv;
pub mod ofac;

use plaint_model::ListInfo;

use crate::Sink;

mod eu_fsf;
mod uk_sanctions;
mod un_sc;
pub mod us_trade;

/// One file of a snapshot, as published (a `.gz` around it is already off).
#[derive(Debug, Clone, Copy)]
pub struct SourceFile<'a> {
    /// The file's name without folders, for instance `sdn.csv`. Only a hint: names lie.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// A published format and the reader of it.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its id, as `lists/*.toml` names it, for instance `ofac-csv`.
    pub id: &'static str,
    /// The reader's version: raised whenever the same bytes would give other entries.
    pub version: u32,
    /// One line for `plaint lists --help` and the documentation.
    pub about: &'static str,
    /// Whether a file looks like this format or a part of it, judged by its content first (a few
    /// kilobytes of it are enough) and its name second. Cheap, and never wrong about another
    /// publisher's file.
    pub recognises: fn(&SourceFile<'_>) -> bool,
    /// How files make up a snapshot.
    pub bundle: Bundle,
    /// Whether a file in this format holds this list, where several lists come in one format:
    /// cheap, and true when only reading could tell.
    pub belongs: fn(&ListInfo, &SourceFile<'_>) -> bool,
    /// Reads the files of one snapshot.
    pub read: fn(&ListInfo, &[SourceFile<'_>], &mut Sink<'_>),
}

/// How files make up a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bundle {
    /// Each file is a snapshot.
    One,
    /// The files of one folder and date are a snapshot.
    Folder,
    /// All files together are a snapshot.
    All,
}

/// For [`Format::belongs`] of a format that one list comes in.
#[must_use]
pub fn any_list(_: &ListInfo, _: &SourceFile<'_>) -> bool {
    true
}

/// Whether a file has some text in it, anywhere.
pub(crate) fn contains(file: &SourceFile<'_>, text: &str) -> bool {
    let wanted = text.as_bytes();
    !wanted.is_empty()
        && file
            .bytes
            .windows(wanted.len())
            .any(|bytes| bytes == wanted)
}

/// Whether a file has the text of a setting of the list in it: how the list is called there.
pub(crate) fn names_setting(list: &ListInfo, file: &SourceFile<'_>, key: &str) -> bool {
    list.setting(key).is_some_and(|text| contains(file, text))
}

/// Every format that can be read.
pub const FORMATS: &[Format] = &[
    eu_fsf::XML,
    eu_fsf::JSONL,
    uk_sanctions::CSV,
    uk_sanctions::XML,
    uk_sanctions::JSONL,
    un_sc::FORMAT,
    ofac::csv::FORMAT,
    ofac::xml::FORMAT,
    ofac::advanced::FORMAT,
    us_trade::csl::CSV,
    us_trade::csl::JSON,
    us_trade::dpl::FORMAT,
    us_trade::register::FORMAT,
    us_trade::uflpa::FORMAT,
    au_dfat_xlsx::FORMAT,
    ca_sema_xml::FORMAT,
    ch_seco_xml::FORMAT,
    cn_announcement_yaml::FORMAT,
    cn_mofcom_json::FORMAT,
    ftm::FORMAT,
    harmonised_jsonl::FORMAT,
    mapped_csv::FORMAT,
];

/// Looks a format up by its id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}
