//! What later announcements do to the measures of earlier ones.

use plaint_model::{Entity, PartialDate, Property};
use serde_json::Value;

use super::announcement::{Announcement, bilingual, date_of, items, text_of};
use super::parties::Gathering;
use crate::sink::{Severity, Sink};

/// Where the measures of a designation stand after all announcements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    InForce,
    Suspended(Option<PartialDate>),
    Stopped(PartialDate),
    Removed(PartialDate),
    Inquiry,
}

impl State {
    /// Writes the status, and the day of the end where there is one.
    pub(super) fn write(self, sanction: &mut Entity) {
        let status = match self {
            Self::InForce => "in force".to_owned(),
            Self::Suspended(None) => "suspended".to_owned(),
            Self::Suspended(Some(until)) => format!("suspended until {until}"),
            Self::Stopped(_) => "stopped".to_owned(),
            Self::Removed(_) => "removed".to_owned(),
            Self::Inquiry => "under investigation".to_owned(),
        };
        sanction.add(Property::STATUS, &status);
        if let Self::Stopped(day) | Self::Removed(day) = self {
            sanction.add_date(Property::END_DATE, day);
        }
    }
}

/// Applies every change, in the order of the days on which they take effect.
pub(super) fn apply_all(all: &[Announcement], gathering: &mut Gathering<'_>, sink: &mut Sink<'_>) {
    let mut changes = Vec::new();
    for by in all {
        for tree in &by.changes {
            match Change::of(tree, by) {
                Ok(change) => changes.push(change),
                Err(problem) => sink.fault(Severity::Value, &by.file, &by.id, problem),
            }
        }
    }
    changes.sort_by_key(|change| (change.effective, change.by.published));
    for change in &changes {
        let targets = change.targets(all);
        if targets.is_empty() {
            let target = &change.target;
            let message = format!("it changes announcement {target}, which is not among the files");
            sink.fault(Severity::Value, &change.by.file, &change.by.id, message);
        }
        for at in targets {
            change.apply(at, gathering);
        }
    }
}

/// A change that an announcement makes to an earlier one.
struct Change<'a> {
    by: &'a Announcement,
    target: String,
    target_day: Option<PartialDate>,
    effective: PartialDate,
    state: State,
    words: String,
    /// The entities it is limited to; all of the target's when empty.
    names: Vec<String>,
}

impl<'a> Change<'a> {
    fn of(tree: &Value, by: &'a Announcement) -> Result<Self, String> {
        let target = text_of(tree, "target_announcement_id").unwrap_or_default();
        let effective = date_of(tree, "effective_date")
            .ok_or_else(|| format!("its change of {target} has no effective_date"))?;
        let action = text_of(tree, "action").unwrap_or_default();
        let until = date_of(tree, "until_date");
        let (state, words) = match (action.as_str(), until) {
            ("suspend", Some(until)) => {
                let words = format!("suspended from {effective} until {until}");
                (State::Suspended(Some(until)), words)
            }
            ("suspend", None) => {
                let words = format!("suspended from {effective}");
                (State::Suspended(None), words)
            }
            ("resume", _) => (State::InForce, format!("in force again from {effective}")),
            ("stop" | "lift", _) => (State::Stopped(effective), format!("stopped on {effective}")),
            ("remove" | "delist", _) => {
                let words = format!("removed with the listing on {effective}");
                (State::Removed(effective), words)
            }
            (other, _) => {
                return Err(format!(
                    "its action \"{other}\" on {target} is not known to this reader"
                ));
            }
        };
        Ok(Self {
            by,
            target,
            target_day: date_of(tree, "target_announcement_date"),
            effective,
            state,
            words,
            names: names(tree),
        })
    }

    /// The places, among all, of the announcements it changes.
    fn targets(&self, all: &[Announcement]) -> Vec<usize> {
        let meant = |one: &Announcement| {
            !one.entities.is_empty()
                && same_number(&one.id, &self.target)
                && self.target_day.is_none_or(|day| one.published == Some(day))
        };
        let targets = all.iter().enumerate().filter(|(_, one)| meant(one));
        targets.map(|(at, _)| at).collect()
    }

    fn apply(&self, target: usize, gathering: &mut Gathering<'_>) {
        let note = format!("Measures {} ({})", self.words, self.by.id);
        let hits = gathering.by_announcement.get(&target);
        for at in hits.cloned().unwrap_or_default() {
            let designation = &gathering.designations[at];
            let named = self.names.is_empty() || gathering.is_named(designation, &self.names);
            // What was removed does not begin again without being announced anew.
            if !named || matches!(designation.state, State::Removed(_)) {
                continue;
            }
            let designation = &mut gathering.designations[at];
            designation.state = self.state;
            let sanction = &mut designation.sanction;
            sanction.add(Property::DESCRIPTION, &note);
            sanction.add_date(Property::MODIFIED_AT, self.effective);
            sanction.add(
                Property::SOURCE_URL,
                self.by.url.as_deref().unwrap_or_default(),
            );
        }
    }
}

/// The entities that a change is limited to, by name.
fn names(change: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for key in ["entities", "target_entities"] {
        for item in items(change.get(key)) {
            let text = bilingual(Some(item.get("name").unwrap_or(&item)));
            names.extend([text.zh, text.en].into_iter().flatten());
        }
    }
    names
}

/// "〔2025〕7号" and "不可靠实体清单工作机制公告〔2025〕7号" are one number.
fn same_number(id: &str, target: &str) -> bool {
    let (id, target) = (id.replace(' ', ""), target.replace(' ', ""));
    let prefix = |long: &str, short: &str| {
        let rest = long.strip_suffix(short);
        !short.is_empty() && rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_digit()))
    };
    prefix(&id, &target) || prefix(&target, &id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_and_without_their_issuer() {
        assert!(same_number("〔2025〕7号", "〔2025〕 7号"));
        assert!(same_number("〔2025〕7号", "工作机制公告〔2025〕7号"));
        assert!(!same_number("7号", "17号"));
        assert!(!same_number("", "〔2025〕7号"));
    }
}
