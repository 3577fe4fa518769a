//! The formats in which the United States' Office of Foreign Assets Control publishes its lists.
//!
//! One module per format ([`csv`], [`xml`], [`advanced`]); the rest is what they share: [`draft`]
//! gathers an entry, [`facts`] knows what OFAC's labels mean, [`remarks`] takes free text apart.

pub mod advanced;
pub mod csv;
pub mod xml;

mod draft;
mod facts;
mod names;
mod remarks;
mod when;

use plaint_model::{ListInfo, Schema};

use crate::format::SourceFile;

/// What kind of thing a listed party is, by the word that OFAC's CSV and XML have for it.
/// `None` for a word that is not known.
fn schema(kind: Option<&str>) -> Option<Schema> {
    match kind.map(str::to_ascii_lowercase).as_deref() {
        None | Some("entity") => Some(Schema::ORGANIZATION),
        Some("individual") => Some(Schema::PERSON),
        Some("vessel") => Some(Schema::VESSEL),
        Some("aircraft") => Some(Schema::AIRPLANE),
        Some(_) => None,
    }
}

/// OFAC's two lists come in the same formats; only the names of their files tell them apart.
pub(super) fn is_of_list(list: &ListInfo, file: &SourceFile<'_>) -> bool {
    let name = file.name.to_ascii_lowercase();
    let is_consolidated = name.contains("cons");
    is_consolidated == list.id.as_str().contains("cons")
}
