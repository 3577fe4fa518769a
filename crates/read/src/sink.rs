//! What a reader hands over: entries one by one, faults, and what it learned of the whole file.

use std::collections::BTreeMap;
use std::fmt;

use plaint_model::{Entry, PartialDate};

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A value was not understood and not used; the entry stands without it.
    Value,
    /// A whole record was not understood; an entry is missing.
    Record,
    /// The file is not what it should be (another format, cut off, empty): do not use the result.
    Fatal,
}

/// Something in the source that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How bad it is.
    pub severity: Severity,
    /// The file's name.
    pub file: String,
    /// Where in the file: `line 12`, `record 340 (uid 29159)`, `sheet "Sheet1" row 7`.
    pub place: String,
    /// What is wrong, and what can be done where something can.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.file.as_str(), self.place.as_str()];
        let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if !known.is_empty() {
            write!(f, "{}: ", known.join(", "))?;
        }
        write!(f, "{}", self.message)
    }
}

/// At most this many faults are kept in words; the rest are counted.
const FAULTS_KEPT: usize = 1_000;

/// Takes what a reader finds. The reader borrows it; the caller keeps it and looks at the totals
/// afterwards.
pub struct Sink<'a> {
    on_entry: &'a mut dyn FnMut(Entry),
    /// Entries handed over so far.
    pub entries: u64,
    /// The faults, in the order they were met, the first 1,000 of them in words.
    pub faults: Vec<Fault>,
    /// Faults of each severity, all of them counted: value, record, fatal.
    pub fault_counts: [u64; 3],
    /// Values passed over on purpose: (field, reason) and how often.
    pub ignored: BTreeMap<(&'static str, &'static str), u64>,
    /// The publication date that the source states of itself.
    pub published: Option<PartialDate>,
    /// The number of records that the source states of itself.
    pub declared_records: Option<u64>,
    /// What the user must be told of the result, for instance that a file of the set is missing.
    pub notes: Vec<String>,
}

impl<'a> Sink<'a> {
    /// A sink that passes each entry on.
    pub fn new(on_entry: &'a mut dyn FnMut(Entry)) -> Self {
        Self {
            on_entry,
            entries: 0,
            faults: Vec::new(),
            fault_counts: [0; 3],
            ignored: BTreeMap::new(),
            published: None,
            declared_records: None,
            notes: Vec::new(),
        }
    }

    /// Hands an entry over.
    pub fn entry(&mut self, entry: Entry) {
        self.entries += 1;
        (self.on_entry)(entry);
    }

    /// Reports something that was not understood.
    pub fn fault(
        &mut self,
        severity: Severity,
        file: &str,
        place: impl Into<String>,
        message: impl Into<String>,
    ) {
        self.fault_counts[severity as usize] += 1;
        if self.faults.len() < FAULTS_KEPT || severity == Severity::Fatal {
            let (file, place, message) = (file.to_owned(), place.into(), message.into());
            self.faults.push(Fault {
                severity,
                file,
                place,
                message,
            });
        }
    }

    /// Counts a value that is passed over on purpose, and why.
    pub fn ignored(&mut self, field: &'static str, reason: &'static str) {
        *self.ignored.entry((field, reason)).or_insert(0) += 1;
    }

    /// Keeps a note for the user, once.
    pub fn note(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }

    /// Whether the result must not be used.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.fault_counts[Severity::Fatal as usize] > 0
    }
}
