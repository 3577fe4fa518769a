//! The names that are asked, made from the listed ones by a generator that always gives the same.

use plaint_screen::Segment;

/// How many names are asked.
const ASKED: usize = 4_000;

/// What [`asked`] makes, in words.
pub const ABOUT: &str =
    "a quarter listed with a letter changed or two words swapped, the rest of listed words mixed";

/// Numbers that look random and are the same in every run (xorshift).
pub struct Dice(u64);

impl Dice {
    /// Dice that start from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed * 2 + 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// The names in a segment.
pub fn of<'a>(segment: &Segment<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let segment = *segment;
    let names = u32::try_from(segment.names()).unwrap_or(u32::MAX);
    (0..names).map(move |n| segment.name(n).text)
}

/// The names to ask: harder than a supplier file, since every word of them is in some listed name.
pub fn asked(listed: &[&str]) -> Vec<String> {
    let mut dice = Dice::new(1);
    let name = |n: usize| {
        let name = listed[dice.below(listed.len())];
        let mut words: Vec<&str> = name.split_whitespace().collect();
        match n % 8 {
            0 => {
                let mut letters: Vec<char> = name.chars().collect();
                let at = dice.below(letters.len());
                letters[at] = 'x';
                letters.into_iter().collect()
            }
            1 => {
                let (a, b) = (dice.below(words.len()), dice.below(words.len()));
                words.swap(a, b);
                words.join(" ")
            }
            _ => {
                for word in &mut words {
                    let other = listed[dice.below(listed.len())];
                    let others: Vec<&str> = other.split_whitespace().collect();
                    *word = others[dice.below(others.len())];
                }
                words.join(" ")
            }
        }
    };
    (0..ASKED).map(name).collect()
}

/// A name that nobody has.
pub fn made_up(dice: &mut Dice) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "lo", "mi", "ren", "tu", "zhe", "shan", "vol", "dar", "is", "ok", "pe", "yun", "bai",
        "gor", "sky",
    ];
    let mut word = || -> String {
        let parts = 2 + dice.below(3);
        (0..parts).map(|_| SYLLABLES[dice.below(16)]).collect()
    };
    let mut words = vec![word(), word()];
    words.extend((0..dice.below(3)).map(|n| ["Trading", "Company"][n % 2].to_owned()));
    words.join(" ")
}
