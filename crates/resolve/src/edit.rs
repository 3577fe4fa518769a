//! Edit distance between short words: how many edits, and what they cost.
//!
//! Edits are insertion, deletion, substitution and the swap of neighbours (optimal string
//! alignment: no part is edited twice).

use crate::sound::is_vowel;

/// The cost of one full edit.
pub const EDIT: u32 = 10;
const VOWEL_FOR_VOWEL: u32 = 6;
const DOUBLED: u32 = 3;
const LIKE_SOUND: u32 = 7;
const SWAP: u32 = 9;

/// How many edits may part two words of these lengths and still open the gate: none up to two
/// letters, one up to six, two from seven on (by the longer word).
#[must_use]
pub fn edits_max(a: usize, b: usize) -> usize {
    match a.max(b) {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    }
}

/// The least number of edits between two words, if it is at most `max`. Time: the product of the
/// lengths, at most 40 × 40.
#[must_use]
pub fn distance(a: &[u8], b: &[u8], max: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > max {
        return None;
    }
    let unit = |_: u8, _: u8| 1;
    let total = table(a, b, &unit, &|_, _| 1, 1);
    (total as usize <= max).then_some(total as usize)
}

/// The least total cost between two words, in tenths of an edit: a vowel for a vowel, a doubled
/// letter or sounds that romanisations confuse cost less than a full edit.
#[must_use]
pub fn cost(a: &[u8], b: &[u8]) -> u32 {
    table(a, b, &substitution, &indel, SWAP)
}

fn substitution(x: u8, y: u8) -> u32 {
    if is_vowel(x) && is_vowel(y) {
        return VOWEL_FOR_VOWEL;
    }
    let alike = |set: &[u8]| set.contains(&x) && set.contains(&y);
    let sets: [&[u8]; 8] = [
        b"kqcg", b"vwfb", b"szxc", b"dt", b"iyj", b"bp", b"mn", b"lr",
    ];
    if x.is_ascii_digit() || y.is_ascii_digit() {
        3 * EDIT
    } else if sets.into_iter().any(alike) {
        LIKE_SOUND
    } else {
        EDIT
    }
}

/// The cost of a letter that only one word has, given the letter before it.
fn indel(letter: u8, before: u8) -> u32 {
    match letter {
        _ if letter == before => DOUBLED,
        b'0'..=b'9' => 3 * EDIT,
        b'h' => LIKE_SOUND,
        _ if is_vowel(letter) => LIKE_SOUND,
        _ => EDIT,
    }
}

/// The textbook table, three rows of it.
fn table(
    a: &[u8],
    b: &[u8],
    substitution: &dyn Fn(u8, u8) -> u32,
    indel: &dyn Fn(u8, u8) -> u32,
    swap: u32,
) -> u32 {
    let before = |word: &[u8], at: usize| if at == 0 { 0 } else { word[at - 1] };
    let mut above: Vec<u32> = vec![0; b.len() + 1];
    for j in 0..b.len() {
        above[j + 1] = above[j] + indel(b[j], before(b, j));
    }
    let mut two_above = above.clone();
    let mut row = above.clone();
    for i in 0..a.len() {
        row[0] = above[0] + indel(a[i], before(a, i));
        for j in 0..b.len() {
            let same = a[i] == b[j];
            let mut best = above[j] + if same { 0 } else { substitution(a[i], b[j]) };
            best = best.min(above[j + 1] + indel(a[i], before(a, i)));
            best = best.min(row[j] + indel(b[j], before(b, j)));
            if i > 0 && j > 0 && !same && a[i] == b[j - 1] && a[i - 1] == b[j] {
                best = best.min(two_above[j - 1] + swap);
            }
            row[j + 1] = best;
        }
        std::mem::swap(&mut two_above, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_distances() {
        let distance = |a: &str, b: &str| distance(a.as_bytes(), b.as_bytes(), 9);
        assert_eq!(distance("kitten", "sitting"), Some(3));
        assert_eq!(distance("jinan", "ijnan"), Some(1));
        assert_eq!(distance("", "abc"), Some(3));
        assert_eq!(distance("same", "same"), Some(0));
        assert_eq!(super::distance(b"abc", b"abcdef", 2), None);
    }

    proptest! {
        #[test]
        fn the_cost_never_exceeds_what_the_edits_allow(a in "[a-z]{0,12}", b in "[a-z]{0,12}") {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            let edits = distance(a, b, 24).unwrap();
            prop_assert!(cost(a, b) <= EDIT * u32::try_from(edits).unwrap());
            prop_assert_eq!(cost(a, b) == 0, a == b);
            prop_assert_eq!(distance(b, a, 24).unwrap(), edits);
            prop_assert_eq!(cost(b, a), cost(a, b));
        }
    }
}
