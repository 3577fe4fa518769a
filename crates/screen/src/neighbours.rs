//! All forms of a segment that are like a given form: every way the gate can open is retrieved,
//! then the gate itself decides.
//!
//! - equal texts of kinds that meet, and equal keys: by look-up;
//! - few edits: by a scan of the spelt forms of near length, passed over quickly by which letters
//!   they have.

use plaint_resolve::form::Likeness;
use plaint_resolve::{Form, FormKind, edit};

use crate::segment::{Section, Segment, read_u64};

/// A form of the segment and how like it is.
pub type Neighbour = (u32, Likeness);

/// Which letters and digits a text has: two bits a letter (once; twice or more), one a digit.
///
/// One edit changes the count of at most two characters by one, so it changes at most two bits:
/// texts within `k` edits differ in at most `2k` bits.
#[must_use]
pub fn signature(text: &str) -> u64 {
    let mut bits = 0u64;
    for byte in text.bytes() {
        let bit = match byte {
            b'a'..=b'z' => {
                let once = 1u64 << (2 * u32::from(byte - b'a'));
                if bits & once == 0 { once } else { once << 1 }
            }
            b'0'..=b'9' => 1 << (52 + u32::from(byte - b'0')),
            _ => 0,
        };
        bits |= bit;
    }
    bits
}

/// Every form of the segment that the gate likes, in ascending order of its id.
#[must_use]
pub fn neighbours(segment: &Segment<'_>, form: &Form) -> Vec<Neighbour> {
    let mut ids: Vec<u32> = FormKind::ALL
        .into_iter()
        .filter_map(|kind| segment.form_id(kind, &form.text))
        .collect();
    for key in form.keys() {
        ids.extend(segment.hashed(Section::Keys, &key));
    }
    if let Some(letter) = form.text.get(..1) {
        ids.extend(segment.form_id(FormKind::Initial, letter));
    }
    if form.is_spelt() {
        for kind in [FormKind::Word, FormKind::Roman] {
            near(segment, kind, &form.text, &mut ids);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let like = |id: u32| Some((id, form.gate(&segment.form(id)?)?));
    ids.into_iter().filter_map(like).collect()
}

/// Adds the forms of a kind that may be within the edits that the gate allows.
fn near(segment: &Segment<'_>, kind: FormKind, text: &str, ids: &mut Vec<u32>) {
    let wanted = signature(text);
    let signatures = segment.section(Section::Signatures);
    let most = edit::edits_max(text.len() + 2, text.len());
    for len in text.len().saturating_sub(most)..=text.len() + most {
        let edits = edit::edits_max(text.len(), len);
        if edits == 0 || len.abs_diff(text.len()) > edits {
            continue;
        }
        let bits_max = 2 * u32::try_from(edits).unwrap_or(u32::MAX);
        let range = segment.length_range(kind, len);
        let bytes = signatures.get(range.start as usize * 8..range.end as usize * 8);
        let chunks = bytes.unwrap_or_default().chunks_exact(8);
        for (id, chunk) in range.zip(chunks) {
            if (read_u64(chunk, 0) ^ wanted).count_ones() <= bits_max
                && edit::distance(text.as_bytes(), segment.form_text(id).as_bytes(), edits)
                    .is_some()
            {
                ids.push(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn near_texts_have_near_signatures(a in "[a-d0-2]{0,9}", b in "[a-d0-2]{0,9}") {
            let edits = edit::distance(a.as_bytes(), b.as_bytes(), 9).unwrap();
            let bits = (signature(&a) ^ signature(&b)).count_ones();
            prop_assert!(bits as usize <= 2 * edits);
        }
    }
}
