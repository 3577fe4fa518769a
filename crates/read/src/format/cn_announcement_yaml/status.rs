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

/// Applies one change to the designations it names: all of the announcement's, or those of the
/// entities that the change lists.
pub(super) fn apply(
    change: &Value,
    by: &Announcement,
    all: &[Announcement],
    gathering: &mut Gathering<'_>,
    sink: &mut Sink<'_>,
) {
    let mut fault = |message: String| {
        sink.fault(Severity::Value, &by.file, &by.id, message);
    };
    let target = text_of(change, "target_announcement_id").unwrap_or_default();
    let day = date_of(change, "target_announcement_date");
    let meant = |announcement: &Announcement| {
        !announcement.entities.is_empty()
            && same_number(&announcement.id, &target)
            && day.is_none_or(|day| announcement.published == Some(day))
    };
    let targets = all.iter().enumerate().filter(|(_, one)| meant(one));
    let targets: Vec<usize> = targets.map(|(at, _)| at).collect();
    if targets.is_empty() {
        fault(format!(
            "it changes announcement {target}, which is not among the files"
        ));
        return;
    }
    let Some(effective) = date_of(change, "effective_date") else {
        fault(format!("its change of {target} has no effective_date"));
        return;
    };
    let until = date_of(change, "until_date");
    let action = text_of(change, "action").unwrap_or_default();
    let (state, words) = match (action.as_str(), until) {
        ("suspend", Some(until)) => (
            State::Suspended(Some(until)),
            format!("suspended from {effective} until {until}"),
        ),
        ("suspend", None) => (
            State::Suspended(None),
            format!("suspended from {effective}"),
        ),
        ("resume", _) => (State::InForce, format!("in force again from {effective}")),
        ("stop" | "lift", _) => (State::Stopped(effective), format!("stopped on {effective}")),
        ("remove" | "delist", _) => (
            State::Removed(effective),
            format!("removed with the listing on {effective}"),
        ),
        (other, _) => {
            fault(format!(
                "its action \"{other}\" on {target} is not known to this reader"
            ));
            return;
        }
    };
    let names = names(change);
    let mut hits = Vec::new();
    for (at, designation) in gathering.designations.iter().enumerate() {
        let meant = targets.contains(&designation.announcement)
            && (names.is_empty() || gathering.is_named(designation, &names));
        // What has ended does not begin again without being announced anew.
        let ended = matches!(designation.state, State::Removed(_));
        if meant && !ended {
            hits.push(at);
        }
    }
    let note = format!("Measures {words} ({})", by.id);
    for at in hits {
        let designation = &mut gathering.designations[at];
        designation.state = state;
        designation.sanction.add(Property::DESCRIPTION, &note);
        designation
            .sanction
            .add_date(Property::MODIFIED_AT, effective);
        if let Some(url) = &by.url {
            designation.sanction.add(Property::SOURCE_URL, url);
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
