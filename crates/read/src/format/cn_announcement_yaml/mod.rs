//! China's counter-measures: announcements as YAML files, one announcement each, and later
//! announcements that suspend, resume, stop or remove what an earlier one laid down.
//!
//! There is no master file: a snapshot is all announcements together, and only together do they say
//! what is in force. `[reader] sanction_list` in the list's TOML names the list to take:
//! `不可靠实体清单`, `反制裁清单` or `出口管制管控名单`.
//!
//! "Listed" and "measures in force" are two facts. Each designation keeps its day of listing; its
//! status tells of the measures: `in force`, `suspended until DATE`, `suspended`, `stopped`,
//! `removed`, or `under investigation` where an announcement only opens an inquiry, which has a
//! `date` and no day of listing.

mod announcement;
mod parties;
mod status;

use plaint_model::ListInfo;

use self::announcement::{Announcement, Kind};
use crate::format::{Format, SourceFile};
use crate::sink::{Severity, Sink};

/// China's announcements of counter-measures.
pub const FORMAT: Format = Format {
    id: "cn-announcement-yaml",
    version: 2,
    about: "China: announcements of the counter-measure lists and of their changes, YAML",
    recognises,
    bundle: crate::format::Bundle::All,
    belongs: crate::format::any_list,
    read,
};

/// How far into a file the second of its two top-level keys can stand.
const HEAD_BYTES: usize = 256 * 1024;

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(HEAD_BYTES)]);
    let has = |key: &str| head.lines().any(|line| line.trim_end() == key);
    has("announcement:") && (has("sanction_details:") || has("measure_modifications:"))
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let Some(wanted) = list.setting("sanction_list") else {
        let message = "the list's TOML must name the list: [reader] sanction_list = \"…\"";
        sink.fault(Severity::Fatal, "", "", message);
        return;
    };
    let mut all: Vec<Announcement> = Vec::new();
    let mut organizations = parties::Organizations::default();
    for file in files {
        match announcement::parse(file) {
            Ok(Kind::Announcement(announcement)) => all.push(*announcement),
            Ok(Kind::Organizations(tree)) => organizations.learn(&tree),
            Ok(Kind::Supporting) => {
                sink.ignored("file", "a legal text or a table of names; it lists nobody");
            }
            Err(problem) => {
                let message = format!("not a whole announcement ({problem}); fetch it again");
                sink.fault(Severity::Fatal, file.name, "", message);
            }
        }
    }
    all.sort_by(|a, b| a.order().cmp(&b.order()));
    sink.published = all.last().and_then(|last| last.published);
    if !all
        .iter()
        .any(|announcement| !announcement.entities.is_empty())
    {
        let message = "no file announces a listing: give the announcements of sanction-lists and \
                       of sanction-updates together";
        sink.fault(Severity::Fatal, "", "", message);
        return;
    }
    let mut gathering = parties::Gathering::new(list, wanted, organizations);
    for (at, announcement) in all.iter().enumerate() {
        check_count(announcement, sink);
        gathering.announcement(at, announcement, sink);
    }
    status::apply_all(&all, &mut gathering, sink);
    gathering.finish(sink);
}

/// A title that says "10家" names ten: a file with fewer was cut off or left some out.
fn check_count(announcement: &Announcement, sink: &mut Sink<'_>) {
    let title = announcement.title.zh.as_deref().unwrap_or_default();
    let Some((before, _)) = title.split_once('家') else {
        return;
    };
    let digits: String = {
        let reversed = before.chars().rev().take_while(char::is_ascii_digit);
        let digits: Vec<char> = reversed.collect();
        digits.into_iter().rev().collect()
    };
    let listed = announcement.entities.len();
    if let Ok(said) = digits.parse::<usize>()
        && listed > 0
        && said != listed
    {
        let message = format!("its title counts {said} entities, the file has {listed}");
        sink.fault(
            Severity::Record,
            &announcement.file,
            &announcement.id,
            message,
        );
    }
}
