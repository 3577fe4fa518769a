//! Entries as compact bytes inside a segment: lengths as LEB128, texts as UTF-8.

use plaint_model::{Entity, EntityId, Entry, Property, Schema, Value};

/// Appends an entry.
pub fn put_entry(out: &mut Vec<u8>, entry: &Entry) {
    put_number(out, entry.related.len());
    for entity in entry.entities() {
        put_text(out, entity.id.as_str());
        put_text(out, entity.schema.as_str());
        put_number(out, entity.values().count());
        for (property, value) in entity.values() {
            put_text(out, property.as_str());
            put_text(out, &value.text);
            // No published value is empty, so an empty text stands for "not given".
            put_text(out, value.lang.as_deref().unwrap_or_default());
            put_text(out, value.original.as_deref().unwrap_or_default());
        }
    }
}

/// Reads an entry back; `None` when the bytes are not one.
#[must_use]
pub fn entry(bytes: &[u8]) -> Option<Entry> {
    let mut rest = bytes;
    let related = number(&mut rest)?;
    let party = entity(&mut rest)?;
    let mut entry = Entry::new(party);
    for _ in 0..related {
        entry.related.push(entity(&mut rest)?);
    }
    Some(entry)
}

fn entity(rest: &mut &[u8]) -> Option<Entity> {
    let id = EntityId::new(text(rest)?).ok()?;
    let schema = Schema::find(text(rest)?)?;
    let mut values = Vec::new();
    for _ in 0..number(rest)? {
        let property = Property::find(text(rest)?)?;
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let value = text(rest)?.to_owned();
        let (lang, original) = (given(text(rest)?), given(text(rest)?));
        values.push((
            property,
            Value {
                text: value,
                lang,
                original,
            },
        ));
    }
    Some(Entity::restore(id, schema, values))
}

fn put_number(out: &mut Vec<u8>, mut n: usize) {
    while n >= 0x80 {
        out.push(0x80 | u8::try_from(n & 0x7f).unwrap_or(0));
        n >>= 7;
    }
    out.push(u8::try_from(n).unwrap_or(0));
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut n = 0usize;
    for shift in (0..35).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        n |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(n);
        }
    }
    None
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let len = number(rest)?;
    let (text, tail) = rest.split_at_checked(len)?;
    *rest = tail;
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entries_survive() {
        let mut party = Entity::new(EntityId::new("made-up-1").unwrap(), Schema::COMPANY);
        party.add_in(Property::NAME, "虚构棉业", "zho");
        party.add_cleaned(Property::COUNTRY, "cn", "China");
        party.add(Property::NOTES, &"long ".repeat(100));
        let mut entry = Entry::new(party);
        let mut sanction = entry.designation();
        sanction.add(Property::PROGRAM, "MADE-UP");
        entry.related.push(sanction);
        let mut bytes = Vec::new();
        put_entry(&mut bytes, &entry);
        assert_eq!(super::entry(&bytes), Some(entry));
    }

    proptest! {
        #[test]
        fn damaged_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = super::entry(&bytes);
        }
    }
}
