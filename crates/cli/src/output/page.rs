//! What a page is made of, before it is HTML.

use plaint_desk::answer::Answer;
use plaint_desk::screening::Loaded;
use plaint_screen::{Parameters, Query};

/// A page.
pub struct Page<'a> {
    /// Its title.
    pub title: &'a str,
    /// The line that must stand on every page that rests on the sample register.
    pub caution: Option<String>,
    /// What its answers rest on.
    pub basis: Basis,
}

/// What answers rest on: it stands on every page.
pub struct Basis {
    /// The lists with their snapshots and sizes.
    pub lists: Vec<(String, String, u64)>,
    /// The checkpoint's size and root.
    pub checkpoint: (u64, String),
    /// The algorithm.
    pub algorithm: &'static str,
    /// The threshold, as people read it.
    pub threshold: String,
}

impl Basis {
    /// The basis of a screening.
    #[must_use]
    pub fn of(loaded: &Loaded, parameters: Parameters) -> Self {
        let list = |list: &plaint_desk::screening::LoadedList| {
            (
                list.info.title.clone(),
                list.snapshot.as_of.to_string(),
                list.snapshot.entries,
            )
        };
        Self {
            lists: loaded.lists.iter().map(list).collect(),
            checkpoint: loaded.checkpoint.clone(),
            algorithm: parameters.algorithm(),
            threshold: super::score(parameters.threshold_ppm),
        }
    }
}

/// A row that was screened.
pub struct Row<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// What was asked.
    pub query: &'a Query,
    /// What was found.
    pub answers: &'a [Answer],
}
