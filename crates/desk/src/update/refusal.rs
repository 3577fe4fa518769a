//! An update that is not believed: the checks, and the trace that a refusal leaves.

use plaint_collect::LocalFile;
use plaint_ledger::record::{Record, Refused};
use plaint_model::{ListInfo, PartialDate};
use plaint_read::Fault;

use super::{Outcome, worst_first};
use crate::choose::NotChosen;
use crate::derive::Reading;
use crate::{Desk, DeskError};

impl Desk {
    /// Why a reading must not come into force, if it must not.
    pub(super) fn refusal(
        &self,
        list: &ListInfo,
        reading: &Reading,
        as_of: PartialDate,
    ) -> Option<String> {
        let entries = reading.entries.len() as u64;
        if reading.fault_counts[2] > 0 {
            let fatal = reading
                .faults
                .iter()
                .rfind(|f| f.severity == plaint_read::Severity::Fatal);
            return Some(fatal.map_or_else(|| "the file is unusable".to_owned(), Fault::to_string));
        }
        if entries == 0 {
            return Some("no entry in it; an empty list is a fault, not a delisting".to_owned());
        }
        let read = match entries {
            1 => "1 entry".to_owned(),
            n => format!("{n} entries"),
        };
        let range = &list.expected;
        if !(range.entries_min..=range.entries_max).contains(&entries) {
            return Some(format!(
                "{read}, where {} to {} are expected ({})",
                range.entries_min, range.entries_max, range.why
            ));
        }
        if reading.fault_counts[1] * 10 > entries {
            return Some(match reading.fault_counts[1] {
                1 => format!("1 record was not understood beside {entries} that were"),
                n => format!("{n} records were not understood beside {entries} that were"),
            });
        }
        let (_, before) = self.ledger.snapshot_in_force(&list.id)?;
        let percent_min = u64::from(100 - range.shrink_max_percent);
        let shrunk = before.as_of <= as_of && entries * 100 < before.entries * percent_min;
        shrunk.then(|| {
            format!(
                "{read}, where the snapshot of {} has {}: more than {} % fewer",
                before.as_of, before.entries, range.shrink_max_percent
            )
        })
    }

    /// Records that an update was not believed.
    pub(super) fn refuse(
        &mut self,
        list: &ListInfo,
        files: &[&LocalFile],
        reason: String,
        faults: Vec<Fault>,
        acceptable: bool,
    ) -> Result<Outcome, DeskError> {
        let kept = self.keep_files(files)?;
        let refused = Refused {
            list: list.id.clone(),
            files: kept,
            reason: reason.clone(),
            at: self.ledger.now(),
        };
        self.ledger.append(Record::Refused(refused))?;
        let in_force = self
            .ledger
            .snapshot_in_force(&list.id)
            .map(|(_, s)| s.as_of);
        let besides = faults.into_iter().filter(|f| f.to_string() != reason);
        Ok(Outcome::Refused {
            faults: worst_first(besides.collect()),
            reason,
            in_force,
            acceptable,
        })
    }

    /// A source in which no snapshot of the list was found is refused and recorded too: an
    /// authority's download that turned into something else must leave a trace.
    pub(super) fn not_chosen(
        &mut self,
        list: &ListInfo,
        files: &[LocalFile],
        why: &NotChosen,
    ) -> Result<Outcome, DeskError> {
        let reason = match why {
            NotChosen::Ambiguous(names) => {
                return Ok(Outcome::Failed(format!(
                    "several snapshots of {} are there and nothing dates them all; name one: {}",
                    list.id,
                    names.join(", ")
                )));
            }
            NotChosen::NoneFits => none_fits(list, files),
        };
        let small: Vec<&LocalFile> = match files {
            [only] => vec![only],
            _ => Vec::new(),
        };
        self.refuse(list, &small, reason, Vec::new(), false)
    }
}

fn none_fits(list: &ListInfo, files: &[LocalFile]) -> String {
    match files {
        [only] if only.bytes.is_empty() => format!(
            "{}: the file is empty; an empty download is a fault, not a delisting: fetch it again",
            only.name
        ),
        [only] if plaint_collect::looks_like_html_error_page(&only.bytes) => format!(
            "{}: an HTML page, where {} is expected; open the address in a browser to see what it \
             says",
            only.name,
            list.formats.join(" or ")
        ),
        [only] => format!(
            "{}: not in a format of {} ({})",
            only.name,
            list.id,
            list.formats.join(", ")
        ),
        _ => format!(
            "none of {} files is in a format of {} ({})",
            files.len(),
            list.id,
            list.formats.join(", ")
        ),
    }
}
