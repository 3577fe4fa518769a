//! How much a word says: the rarer in the background, the more.
//!
//! The background is `data/token_frequency.tsv`, made by `scripts/token-frequency` and frozen: a
//! list that grows does not change the weight of a word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// One bit of rarity. A word in half of all names weighs about one bit.
pub const BIT: u32 = 64;

struct Background {
    names: u64,
    counts: FxHashMap<&'static str, u64>,
}

static BACKGROUND: LazyLock<Background> = LazyLock::new(|| {
    let mut background = Background {
        names: 1,
        counts: FxHashMap::default(),
    };
    for line in include_str!("../data/token_frequency.tsv").lines() {
        if let Some((word, count)) = line.split_once('\t') {
            let count = count.parse().unwrap_or(1);
            if word.starts_with('#') {
                background.names = count;
            } else {
                background.counts.insert(word, count);
            }
        }
    }
    background
});

/// Words that the background does not have are taken to occur this often.
const UNSEEN: u64 = 2;

/// The rarity of a folded word, in 1/64 bit: log2 of (names in the background / names with it).
#[must_use]
pub fn rarity(word: &str) -> u32 {
    let count = occurrences(word).unwrap_or(UNSEEN);
    log2_64((BACKGROUND.names + count) * 64 / count).saturating_sub(6 * BIT)
}

/// In how many names of the background a word occurs, if in enough to be counted.
#[must_use]
pub fn occurrences(word: &str) -> Option<u64> {
    BACKGROUND.counts.get(word).copied()
}

/// 64 × log2, by linear interpolation between powers of two: integers only, so that every machine
/// agrees.
fn log2_64(x: u64) -> u32 {
    let whole = x.max(1).ilog2();
    let fraction = (x << 6 >> whole) - 64;
    // Below 64 by construction.
    whole * 64 + u32::try_from(fraction).unwrap_or(63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        assert_eq!(log2_64(1), 0);
        assert_eq!(log2_64(8), 3 * 64);
        assert_eq!(log2_64(12), 3 * 64 + 32);
        assert!(rarity("uniview") > rarity("technology"));
        assert!(rarity("muhammad") < rarity("ainiwaer"));
        assert!(rarity("al") > BIT);
    }
}
