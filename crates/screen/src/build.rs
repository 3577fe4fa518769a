//! Builds a segment from the entries of a snapshot.

use std::collections::BTreeMap;

use plaint_model::{Entity, Entry, Schema};
use plaint_resolve::name::Item;
use plaint_resolve::{ALGORITHM, Facts, Form, FormKind, Name, NameKind, analyse};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::codec;
use crate::neighbours::signature;
use crate::segment::{MAGIC, NAME_PROPERTIES, SECTIONS, Section, VERSION, checksum, hash};

/// How the names of a thing of this schema are to be read.
#[must_use]
pub fn name_kind(schema: Schema) -> NameKind {
    if schema.is_a(Schema::PERSON) {
        NameKind::Person
    } else if schema.is_a(Schema::ORGANIZATION) {
        NameKind::Organization
    } else if schema.is_a(Schema::VESSEL) || schema.is_a(Schema::AIRPLANE) {
        NameKind::Object
    } else {
        NameKind::Unknown
    }
}

/// Builds the segment of some entries. The same entries in the same order give the same bytes.
/// Memory: about three times the result.
#[must_use]
pub fn build(entries: &[Entry]) -> Vec<u8> {
    let mut names = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        for (property, text) in party_names(&entry.party) {
            names.push((n, property, analyse(text, name_kind(entry.party.schema))));
        }
    }
    let vocabulary = vocabulary(&names);
    let mut sections: Vec<Vec<u8>> = vec![Vec::new(); SECTIONS];
    put_entries(&mut sections, entries);
    put_names(&mut sections, &names, &vocabulary);
    put_vocabulary(&mut sections, &vocabulary);
    assemble(&sections)
}

/// The names of a party, each once, with the number of the property they came from.
fn party_names(party: &Entity) -> Vec<(u8, &str)> {
    let mut seen = FxHashSet::default();
    (0u8..)
        .zip(NAME_PROPERTIES)
        .flat_map(|(n, property)| {
            party
                .get(property)
                .map(move |value| (n, value.text.as_str()))
        })
        .filter(|(_, text)| seen.insert(*text))
        .collect()
}

/// Every form in order of kind, length, text, with its id.
fn vocabulary(names: &[(usize, u8, Name)]) -> Vec<&Form> {
    let forms = names
        .iter()
        .flat_map(|(_, _, name)| &name.items)
        .flat_map(|item| &item.forms);
    let mut forms: Vec<&Form> = forms.collect();
    let key = |form: &&Form| (form.kind, form.text.len());
    forms.sort_unstable_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.text.cmp(&b.text)));
    forms.dedup();
    forms
}

fn put_entries(sections: &mut [Vec<u8>], entries: &[Entry]) {
    let mut ids = Vec::new();
    let mut identifiers = Vec::new();
    put_u32(sections, Section::EntryStarts, 0);
    for (n, entry) in entries.iter().enumerate() {
        codec::put_entry(&mut sections[Section::EntryBytes as usize], entry);
        let end = sections[Section::EntryBytes as usize].len();
        put_u32(sections, Section::EntryStarts, end);
        for entity in entry.entities() {
            ids.push((hash(entity.id.as_str()), n));
            let facts = Facts::of(entity);
            identifiers.extend(facts.identifiers.iter().map(|(_, text)| (hash(text), n)));
        }
    }
    put_pairs(sections, Section::EntityIds, ids);
    put_pairs(sections, Section::Identifiers, identifiers);
}

fn put_names(sections: &mut [Vec<u8>], names: &[(usize, u8, Name)], vocabulary: &[&Form]) {
    let ids: FxHashMap<&Form, usize> = vocabulary
        .iter()
        .enumerate()
        .map(|(id, form)| (*form, id))
        .collect();
    let mut postings: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut items = 0usize;
    for (n, (entry, property, name)) in names.iter().enumerate() {
        put_name(sections, *entry, *property, name, items);
        items += name.items.len();
        for item in &name.items {
            put_item(sections, item);
            for form in &item.forms {
                let Some(id) = ids.get(form).copied() else {
                    continue;
                };
                put_u32(sections, Section::FormIds, id);
                let of_form = postings.entry(id).or_default();
                if of_form.last() != Some(&n) {
                    of_form.push(n);
                }
            }
        }
    }
    put_item_end(sections);
    put_u32(sections, Section::PostingStarts, 0);
    for id in 0..vocabulary.len() {
        for name in postings.get(&id).into_iter().flatten() {
            put_u32(sections, Section::Postings, *name);
        }
        let end = sections[Section::Postings as usize].len() / 4;
        put_u32(sections, Section::PostingStarts, end);
    }
}

fn put_name(sections: &mut [Vec<u8>], entry: usize, property: u8, name: &Name, items: usize) {
    let kind = match name.kind {
        NameKind::Person => 0u8,
        NameKind::Organization => 1,
        NameKind::Object => 2,
        NameKind::Unknown => 3,
    };
    // A text longer than 64 KiB is no name; the cut is at a character.
    let mut len = name.text.len().min(usize::from(u16::MAX));
    while !name.text.is_char_boundary(len) {
        len -= 1;
    }
    let text_start = sections[Section::NameTexts as usize].len();
    sections[Section::NameTexts as usize].extend_from_slice(&name.text.as_bytes()[..len]);
    put_u32(sections, Section::Names, entry);
    put_u32(sections, Section::Names, text_start);
    let out = &mut sections[Section::Names as usize];
    out.extend(u16::try_from(len).unwrap_or(u16::MAX).to_le_bytes());
    out.push(kind | u8::from(name.is_chinese) << 2);
    out.push(property);
    out.extend(u32::try_from(items).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(
        u16::try_from(name.items.len())
            .unwrap_or(u16::MAX)
            .to_le_bytes(),
    );
    out.push(name.tokens);
    out.push(0);
    out.extend(name.weight.to_le_bytes());
}

fn put_item(sections: &mut [Vec<u8>], item: &Item) {
    let first_form = sections[Section::FormIds as usize].len() / 4;
    let out = &mut sections[Section::Items as usize];
    out.extend([
        item.start,
        item.len,
        item.class as u8,
        u8::from(item.has_han()) | u8::from(item.is_pinyin()) << 1,
    ]);
    out.extend(item.weight.to_le_bytes());
    out.extend(u32::try_from(first_form).unwrap_or(u32::MAX).to_le_bytes());
}

/// One more item, so that the forms of the last one have an end.
fn put_item_end(sections: &mut [Vec<u8>]) {
    let end = sections[Section::FormIds as usize].len() / 4;
    let out = &mut sections[Section::Items as usize];
    out.extend([0; 8]);
    out.extend(u32::try_from(end).unwrap_or(u32::MAX).to_le_bytes());
}

fn put_vocabulary(sections: &mut [Vec<u8>], vocabulary: &[&Form]) {
    let mut keys = Vec::new();
    for (id, form) in vocabulary.iter().enumerate() {
        let start = sections[Section::VocabularyTexts as usize].len();
        sections[Section::VocabularyTexts as usize].extend_from_slice(form.text.as_bytes());
        put_u32(sections, Section::Vocabulary, start);
        put_u32(sections, Section::Vocabulary, form.text.len());
        sections[Section::Signatures as usize].extend(signature(&form.text).to_le_bytes());
        keys.extend(form.keys().iter().map(|key| (hash(key), id)));
    }
    put_pairs(sections, Section::Keys, keys);
    for kind in FormKind::ALL {
        let start = vocabulary.partition_point(|form| form.kind < kind);
        put_u32(sections, Section::KindStarts, start);
    }
    put_u32(sections, Section::KindStarts, vocabulary.len());
}

fn put_u32(sections: &mut [Vec<u8>], section: Section, n: usize) {
    // A list of four thousand million names, or texts of 4 GiB, would be needed to overflow.
    sections[section as usize].extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
}

fn put_pairs(sections: &mut [Vec<u8>], section: Section, mut pairs: Vec<(u64, usize)>) {
    pairs.sort_unstable();
    pairs.dedup();
    for (hash, n) in pairs {
        sections[section as usize].extend(hash.to_le_bytes());
        put_u32(sections, section, n);
    }
}

fn assemble(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend(u32::try_from(ALGORITHM.len()).unwrap_or(0).to_le_bytes());
    out.extend_from_slice(ALGORITHM.as_bytes());
    let mut at = out.len() + SECTIONS * 16;
    for section in sections {
        out.extend((at as u64).to_le_bytes());
        out.extend((section.len() as u64).to_le_bytes());
        at += section.len();
    }
    for section in sections {
        out.extend_from_slice(section);
    }
    let sum = checksum(&out);
    out.extend(sum.to_le_bytes());
    out
}
