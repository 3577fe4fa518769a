//! The catalogue as a table: each list with its snapshot in force and its state.

use std::collections::BTreeSet;

use plaint_ledger::record::Record;
use plaint_model::{ListId, ListInfo, PartialDate};

use crate::derive::Reading;
use crate::update::is_undated;
use crate::{Desk, DeskError};

/// A snapshot older than this is called old.
pub const OLD_DAYS: i32 = 31;

/// What state a list is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// No snapshot is recorded.
    None,
    /// The snapshot in force is not old, and nothing newer was refused.
    Current,
    /// The snapshot in force is old.
    Old,
    /// Nothing tells of what day the snapshot in force is; its date is that of its arrival.
    DateUnknown,
    /// A later update was refused, for this reason.
    UpdateRefused(String),
    /// The snapshot in force was refused by a check and accepted by somebody, for this reason.
    Accepted(String),
}

/// A row of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The list.
    pub info: ListInfo,
    /// Entries in the snapshot in force.
    pub entries: Option<u64>,
    /// The day of the snapshot in force.
    pub as_of: Option<PartialDate>,
    /// Its age today, in days.
    pub age_days: Option<i32>,
    /// How many snapshots are recorded.
    pub snapshots: usize,
    /// The list's state.
    pub state: State,
}

impl Desk {
    /// The catalogue, by list id. The sample register stands in it only where it is recorded.
    #[must_use]
    pub fn overview(&self) -> Vec<Row> {
        let sample = crate::sample::REGISTER;
        let rows = self.lists.iter().map(|info| self.row(info));
        rows.filter(|row| row.info.id.as_str() != sample || row.as_of.is_some())
            .collect()
    }

    /// How many days ago a snapshot's day was; `None` when the clock gives no date.
    #[must_use]
    pub fn age_days(&self, as_of: PartialDate) -> Option<i32> {
        let today = self.today()?;
        Some(today.first_day_number() - as_of.last_day_number())
    }

    fn row(&self, info: &ListInfo) -> Row {
        let in_force = self.ledger.snapshot_in_force(&info.id);
        let as_of = in_force.map(|(_, snapshot)| snapshot.as_of);
        let age_days = as_of.and_then(|date| self.age_days(date));
        let refused = self.last_refusal(&info.id);
        let state = match (in_force, refused) {
            (Some((leaf, _)), Some((at, reason))) if at > leaf => State::UpdateRefused(reason),
            (None, Some((_, reason))) => State::UpdateRefused(reason),
            (Some((_, snapshot)), _) if snapshot.accepted.is_some() => {
                State::Accepted(snapshot.accepted.clone().unwrap_or_default())
            }
            (Some((_, snapshot)), _) if is_undated(snapshot) => State::DateUnknown,
            (Some(_), _) if age_days.is_some_and(|age| age > OLD_DAYS) => State::Old,
            (Some(_), _) => State::Current,
            (None, None) => State::None,
        };
        Row {
            info: info.clone(),
            entries: in_force.map(|(_, snapshot)| snapshot.entries),
            as_of,
            age_days,
            snapshots: self.ledger.snapshots(&info.id).count(),
            state,
        }
    }

    /// Snapshots in force that nothing describes any more: they are not screened against, which
    /// must not go unsaid.
    pub(crate) fn undescribed(&self) -> Vec<String> {
        let recorded: BTreeSet<&ListId> = self
            .ledger
            .records()
            .filter_map(|(_, record)| match record {
                Record::Snapshot(snapshot) => Some(&snapshot.list),
                _ => None,
            })
            .collect();
        let orphans = recorded
            .into_iter()
            .filter(|id| self.lists.iter().all(|list| list.id != **id))
            .filter_map(|id| self.ledger.snapshot_in_force(id));
        orphans
            .map(|(_, snapshot)| {
                let (list, as_of, entries) = (&snapshot.list, snapshot.as_of, snapshot.entries);
                format!(
                    "{list}: recorded ({entries} entries as of {as_of}), but its description \
                     lists/{list}.toml is missing or wrong: nothing is screened against it until \
                     the file is back in the ledger's folder"
                )
            })
            .collect()
    }

    fn last_refusal(&self, list: &ListId) -> Option<(u64, String)> {
        self.ledger
            .records()
            .rev()
            .find_map(|(leaf, record)| match record {
                Record::Refused(refused) if refused.list == *list => {
                    Some((leaf, refused.reason.clone()))
                }
                _ => None,
            })
    }

    /// The day in UTC.
    #[must_use]
    pub fn today(&self) -> Option<PartialDate> {
        self.ledger
            .now()
            .to_string()
            .get(..10)
            .and_then(|date| date.parse().ok())
    }

    /// A list with what is recorded of it, and what reading its snapshot in force says now.
    ///
    /// # Errors
    /// [`DeskError::NoSuchList`]; when the snapshot cannot be read again.
    pub fn list_detail(&self, id: &str) -> Result<(Row, Option<Reading>), DeskError> {
        let row = self.row(self.list(id)?);
        let snapshot = self.in_force(&row.info.id);
        let reading = snapshot.map(|snapshot| self.reread(snapshot)).transpose()?;
        Ok((row, reading))
    }
}
