//! One list's index as one block of bytes.
//!
//! ```text
//! magic, version   8 + 4 bytes
//! algorithm        the name and version of the algorithm that analysed the names
//! section table    (offset, length) of each section, 64-bit little-endian
//! sections         arrays of little-endian integers and texts, see `Section`
//! checksum         64-bit, of everything before it
//! ```
//!
//! Every access is checked against the bounds; integers are read byte by byte, so nothing depends
//! on alignment or on the machine's byte order.

use std::ops::Range;

use plaint_model::{Entry, Property};
use plaint_resolve::align::{ItemShape, Shape};
use plaint_resolve::name::Class;
use plaint_resolve::{ALGORITHM, Form, FormKind, NameKind};

use crate::codec;

/// The first bytes of a segment.
pub const MAGIC: &[u8; 8] = b"plaintSG";
/// Raised whenever the layout changes; an older segment is rebuilt.
pub const VERSION: u32 = 2;

/// The sections, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// u32: where each entry starts in `EntryBytes`; one more than there are entries.
    EntryStarts = 0,
    /// The entries, see [`crate::codec`].
    EntryBytes,
    /// (u64 hash of the entity's id, u32 entry), sorted.
    EntityIds,
    /// 24 bytes a name, see [`Segment::name`].
    Names,
    /// The names' texts.
    NameTexts,
    /// 12 bytes an item: start, len, class, flags, u32 weight, u32 first form.
    Items,
    /// u32: the vocabulary ids of the items' forms.
    FormIds,
    /// 8 bytes a form: u32 start of its text, u32 length; sorted by kind, length, text.
    Vocabulary,
    /// The forms' texts.
    VocabularyTexts,
    /// u64 a form: which letters it has, see [`crate::neighbours::signature`].
    Signatures,
    /// u32 × 10: where each kind starts in the vocabulary.
    KindStarts,
    /// u32: where each form's names start in `Postings`.
    PostingStarts,
    /// u32: name ids, ascending for each form.
    Postings,
    /// (u64 hash of a key, u32 form), sorted.
    Keys,
    /// (u64 hash of an identifier, u32 entry), sorted.
    Identifiers,
}

/// How many sections there are.
pub const SECTIONS: usize = Section::Identifiers as usize + 1;

/// Bytes of a name's record, an item's, a form's, a hashed pair's.
pub const NAME_BYTES: usize = 24;
/// See [`NAME_BYTES`].
pub const ITEM_BYTES: usize = 12;
/// See [`NAME_BYTES`].
pub const FORM_BYTES: usize = 8;
/// See [`NAME_BYTES`].
pub const PAIR_BYTES: usize = 12;

/// The last token a name can have, and more forms than an item ever has.
const TOKEN_LAST: u8 = 23;
const FORMS_MAX: u32 = 16;

/// The properties that hold names, by the number they are stored under.
pub const NAME_PROPERTIES: [Property; 5] = [
    Property::NAME,
    Property::ALIAS,
    Property::PREVIOUS_NAME,
    Property::ABBREVIATION,
    Property::WEAK_ALIAS,
];

/// Why bytes are not a usable segment. The remedy is always `plaint rebuild`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// Not a segment at all, or cut off.
    #[error("the index is damaged ({0}); run `plaint rebuild`")]
    Damaged(&'static str),
    /// Made by another version of the program.
    #[error("the index was made by another version of Plaint; run `plaint rebuild`")]
    OtherVersion,
}

/// An open segment over bytes that somebody else keeps (a mapped file, a vector).
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    bytes: &'a [u8],
    sections: [(usize, usize); SECTIONS],
}

/// A listed name as the index has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameRecord<'a> {
    /// The entry it belongs to.
    pub entry: u32,
    /// The name as published.
    pub text: &'a str,
    /// Whose it is.
    pub kind: NameKind,
    /// Which property it came from.
    pub property: Property,
    items: (u32, u16),
    tokens: u8,
    weight: u32,
    is_chinese: bool,
}

impl<'a> Segment<'a> {
    /// Opens a segment. Costs nothing but a look at the header.
    ///
    /// # Errors
    /// [`SegmentError`] when the bytes are not a whole segment of this version and algorithm.
    pub fn open(bytes: &'a [u8]) -> Result<Self, SegmentError> {
        let damaged = SegmentError::Damaged;
        if bytes.get(..8) != Some(MAGIC) {
            return Err(damaged("no such file format"));
        }
        if read_u32(bytes, 8) != VERSION {
            return Err(SegmentError::OtherVersion);
        }
        let algorithm_len = read_u32(bytes, 12) as usize;
        let algorithm = bytes.get(16..16usize.saturating_add(algorithm_len));
        if algorithm != Some(ALGORITHM.as_bytes()) {
            return Err(SegmentError::OtherVersion);
        }
        let table = 16 + algorithm_len;
        let mut sections = [(0, 0); SECTIONS];
        for (n, section) in sections.iter_mut().enumerate() {
            let at = table + n * 16;
            let whole = |at| usize::try_from(read_u64(bytes, at)).unwrap_or(usize::MAX);
            let (start, len) = (whole(at), whole(at + 8));
            if start.checked_add(len).is_none_or(|end| end > bytes.len()) || len > bytes.len() {
                return Err(damaged("it is cut off"));
            }
            *section = (start, len);
        }
        Ok(Self { bytes, sections })
    }

    /// Opens a segment after reading all of it against its checksum: bytes that a disk or a hand
    /// altered must not answer. Costs about a millisecond for each 5 MB.
    ///
    /// # Errors
    /// As [`Segment::open`], and when the checksum differs.
    pub fn open_checked(bytes: &'a [u8]) -> Result<Self, SegmentError> {
        let segment = Self::open(bytes)?;
        let (content, stored) = bytes.split_at(bytes.len().saturating_sub(CHECKSUM_BYTES));
        if read_u64(stored, 0) == checksum(content) {
            Ok(segment)
        } else {
            Err(SegmentError::Damaged("its checksum differs"))
        }
    }

    pub(crate) fn section(&self, section: Section) -> &'a [u8] {
        let (start, len) = self.sections[section as usize];
        &self.bytes[start..start + len]
    }

    fn u32(&self, section: Section, n: usize) -> usize {
        read_u32(self.section(section), n * 4) as usize
    }

    fn text(&self, section: Section, range: Range<usize>) -> &'a str {
        let bytes = self.section(section).get(range).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// How many entries it holds.
    #[must_use]
    pub fn entries(&self) -> usize {
        (self.section(Section::EntryStarts).len() / 4).saturating_sub(1)
    }

    /// How many names it holds.
    #[must_use]
    pub fn names(&self) -> usize {
        self.section(Section::Names).len() / NAME_BYTES
    }

    /// How many distinct forms it holds.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.section(Section::Vocabulary).len() / FORM_BYTES
    }

    /// An entry by its number.
    #[must_use]
    pub fn entry(&self, n: u32) -> Option<Entry> {
        let n = n as usize;
        let range = self.u32(Section::EntryStarts, n)..self.u32(Section::EntryStarts, n + 1);
        codec::entry(self.section(Section::EntryBytes).get(range)?)
    }

    /// The entry that holds an entity of this id, be it the party or one that belongs to it.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Entry> {
        self.hashed(Section::EntityIds, id)
            .filter_map(|n| self.entry(n))
            .find(|entry| entry.entities().any(|entity| entity.id.as_str() == id))
    }

    /// A name by its number.
    #[must_use]
    pub fn name(&self, n: u32) -> NameRecord<'a> {
        let at = n as usize * NAME_BYTES;
        let bytes = self
            .section(Section::Names)
            .get(at..at + NAME_BYTES)
            .unwrap_or(&[0; 24]);
        let text_start = read_u32(bytes, 4) as usize;
        let text_len = read_u16(bytes, 8) as usize;
        let kinds = [
            NameKind::Person,
            NameKind::Organization,
            NameKind::Object,
            NameKind::Unknown,
        ];
        NameRecord {
            entry: read_u32(bytes, 0),
            text: self.text(Section::NameTexts, text_start..text_start + text_len),
            kind: kinds[usize::from(bytes[10] & 3)],
            is_chinese: bytes[10] & 4 != 0,
            property: NAME_PROPERTIES[usize::from(bytes[11]).min(NAME_PROPERTIES.len() - 1)],
            items: (read_u32(bytes, 12), read_u16(bytes, 16)),
            tokens: bytes[18],
            weight: read_u32(bytes, 20),
        }
    }

    /// The shape of a name, into a shape that is reused; for each item and form, `on_form` is
    /// called with the item's number and the form's.
    pub(crate) fn shape(
        &self,
        name: &NameRecord<'_>,
        shape: &mut Shape,
        mut on_form: impl FnMut(u8, u32),
    ) {
        shape.items.clear();
        shape.tokens = name.tokens;
        shape.weight = name.weight;
        shape.is_chinese = name.is_chinese;
        shape.is_person = name.kind == NameKind::Person;
        let items = self.section(Section::Items);
        let form_ids = self.section(Section::FormIds);
        for n in 0..name.items.1 {
            let at = (name.items.0 as usize + usize::from(n)) * ITEM_BYTES;
            // One more item than there are names' items is stored, as an end.
            let Some(bytes) = items.get(at..at + 2 * ITEM_BYTES) else {
                return;
            };
            // A damaged record must lead neither outside the name nor into endless work.
            shape.items.push(ItemShape {
                start: bytes[0].min(TOKEN_LAST),
                len: bytes[1].clamp(1, 3),
                class: Class::from_u8(bytes[2]).unwrap_or(Class::Core),
                has_han: bytes[3] & 1 != 0,
                is_pinyin: bytes[3] & 2 != 0,
                weight: read_u32(bytes, 4),
            });
            let item = u8::try_from(n).unwrap_or(u8::MAX);
            let first = read_u32(bytes, 8);
            let end = read_u32(bytes, ITEM_BYTES + 8).min(first.saturating_add(FORMS_MAX));
            for form in first..end {
                on_form(item, read_u32(form_ids, form as usize * 4));
            }
        }
        let items = u8::try_from(shape.items.len()).unwrap_or(u8::MAX);
        shape.tokens = shape.tokens.min(items);
    }

    /// The text of a form.
    pub(crate) fn form_text(&self, id: u32) -> &'a str {
        let at = id as usize * FORM_BYTES;
        let vocabulary = self.section(Section::Vocabulary);
        let start = read_u32(vocabulary, at) as usize;
        let len = read_u32(vocabulary, at + 4) as usize;
        self.text(Section::VocabularyTexts, start..start + len)
    }

    /// The ids of the forms of one kind.
    pub(crate) fn kind_range(&self, kind: FormKind) -> Range<u32> {
        let start = |n: usize| u32::try_from(self.u32(Section::KindStarts, n)).unwrap_or(0);
        start(kind as usize)..start(kind as usize + 1)
    }

    /// The form with an id.
    pub(crate) fn form(&self, id: u32) -> Option<Form> {
        let kind = FormKind::ALL
            .into_iter()
            .find(|kind| self.kind_range(*kind).contains(&id))?;
        Some(Form::new(kind, self.form_text(id)))
    }

    /// The id of a form, if some name has it: a binary search by length and text.
    pub(crate) fn form_id(&self, kind: FormKind, text: &str) -> Option<u32> {
        let (mut low, mut high) = (self.kind_range(kind).start, self.kind_range(kind).end);
        while low < high {
            let middle = low + (high - low) / 2;
            let there = self.form_text(middle);
            match (there.len(), there).cmp(&(text.len(), text)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    /// The forms of one kind whose text has a length in bytes.
    pub(crate) fn length_range(&self, kind: FormKind, len: usize) -> Range<u32> {
        let range = self.kind_range(kind);
        let first_from = |least: usize| {
            let (mut low, mut high) = (range.start, range.end);
            while low < high {
                let middle = low + (high - low) / 2;
                let at = middle as usize * FORM_BYTES + 4;
                if (read_u32(self.section(Section::Vocabulary), at) as usize) < least {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        first_from(len)..first_from(len + 1)
    }

    /// The names that have a form.
    pub(crate) fn postings(&self, form: u32) -> impl Iterator<Item = u32> + 'a {
        let form = form as usize;
        let range = 4 * self.u32(Section::PostingStarts, form)
            ..4 * self.u32(Section::PostingStarts, form + 1);
        let bytes = self
            .section(Section::Postings)
            .get(range)
            .unwrap_or_default();
        bytes.chunks_exact(4).map(|chunk| read_u32(chunk, 0))
    }

    /// How many names have a form.
    pub(crate) fn posting_count(&self, form: u32) -> usize {
        let form = form as usize;
        self.u32(Section::PostingStarts, form + 1)
            .saturating_sub(self.u32(Section::PostingStarts, form))
    }

    /// The numbers stored under the hash of a text; the caller checks for collisions.
    pub(crate) fn hashed(&self, section: Section, text: &str) -> impl Iterator<Item = u32> + 'a {
        let bytes = self.section(section);
        let wanted = hash(text);
        let count = bytes.len() / PAIR_BYTES;
        let at = |n: usize| read_u64(bytes, n * PAIR_BYTES);
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if at(middle) < wanted {
                low = middle + 1
            } else {
                high = middle
            }
        }
        (low..count)
            .take_while(move |n| read_u64(bytes, n * PAIR_BYTES) == wanted)
            .map(move |n| read_u32(bytes, n * PAIR_BYTES + 8))
    }
}

/// The bytes of the checksum at the end of a segment.
pub(crate) const CHECKSUM_BYTES: usize = 8;

/// A checksum of the content in four lanes of multiply and add, so that memory, not arithmetic, is
/// what it waits for. It guards against accident; the ledger guards against intent.
pub(crate) fn checksum(content: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1u64, 2, 3, 4];
    let chunks = content.chunks_exact(32);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, word) in lanes.iter_mut().zip(chunk.chunks_exact(8)) {
            *lane = (lane.rotate_left(29) ^ read_u64(word, 0)).wrapping_mul(PRIME);
        }
    }
    let mut sum = content.len() as u64;
    for lane in lanes {
        sum = (sum.rotate_left(31) ^ lane).wrapping_mul(PRIME);
    }
    for byte in rest {
        sum = (sum.rotate_left(7) ^ u64::from(*byte)).wrapping_mul(PRIME);
    }
    sum ^ (sum >> 29)
}

/// FNV-1a, 64 bits: stable, and a collision only costs a comparison.
pub(crate) fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    text.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, step)
}

fn read_u16(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..at + 2)
        .map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

pub(crate) fn read_u32(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..at + 4)
        .map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

pub(crate) fn read_u64(bytes: &[u8], at: usize) -> u64 {
    u64::from(read_u32(bytes, at)) | u64::from(read_u32(bytes, at + 4)) << 32
}
