//! China's Ministry of Commerce lists as one JSON table: an array of records, several lists
//! together.
//!
//! `[reader] sanction_list` names the list to take, as in `cn-announcement-yaml`, and ids are made
//! in the same way, so that a party has one id in both. The reasons in the table are not the
//! ministry's but were written in Japanese by who made it. `country` is the publisher's.

use std::collections::HashMap;

use plaint_model::{Entity, EntityId, Entry, ListInfo, Property, Schema};
use serde_json::Value;

use crate::company_words;
use crate::format::{Format, SourceFile};
use crate::sink::{Severity, Sink};

/// China's Ministry of Commerce lists as one table.
pub const FORMAT: Format = Format {
    id: "cn-mofcom-json",
    version: 1,
    about: "China: Ministry of Commerce lists as one JSON table",
    recognises,
    bundle: crate::format::Bundle::One,
    belongs: |list, file| crate::format::names_setting(list, file, "sanction_list"),
    read,
};

/// What stands before a name in an announcement's sentence and was taken as part of it.
const LEAD_INS: [&str; 2] = ["参与对台湾地区军售的美国", "参与对台湾地区军售的"];

fn recognises(file: &SourceFile<'_>) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4_096)]);
    let keys = [
        "\"list_id\"",
        "\"entity_name\"",
        "\"source_list_name\"",
        "\"date_added\"",
    ];
    head.trim_start().starts_with('[') && keys.iter().all(|key| head.contains(key))
}

fn read(list: &ListInfo, files: &[SourceFile<'_>], sink: &mut Sink<'_>) {
    let Some(wanted) = list.setting("sanction_list") else {
        let message = "the list's TOML must name the list: [reader] sanction_list = \"…\"";
        sink.fault(Severity::Fatal, "", "", message);
        return;
    };
    let mut parties = Parties::default();
    for file in files {
        let records: Vec<Value> = match serde_json::from_slice(file.bytes) {
            Ok(records) => records,
            Err(error) => {
                let message = format!("not a whole JSON table ({error}); fetch it again");
                sink.fault(Severity::Fatal, file.name, "", message);
                continue;
            }
        };
        records_of(list, wanted, file.name, &records, &mut parties, sink);
    }
    sink.note(
        "This table is not the ministry's: a name in it can be a piece of a longer one, and it \
         does \
         not say which measures are suspended or stopped. The announcements do.",
    );
    if parties.entries.is_empty() && !sink.is_fatal() {
        let message = format!("no record of {wanted} is in it; fetch the table again");
        sink.fault(Severity::Fatal, "", "", message);
    }
    for entry in parties.entries {
        sink.entry(entry);
    }
}

/// The entries in the making.
#[derive(Default)]
struct Parties {
    entries: Vec<Entry>,
    by_id: HashMap<EntityId, usize>,
}

fn records_of(
    list: &ListInfo,
    wanted: &str,
    file: &str,
    records: &[Value],
    parties: &mut Parties,
    sink: &mut Sink<'_>,
) {
    for (index, record) in records.iter().enumerate() {
        let place = format!("record {}", index + 1);
        let name = text(record, "source_list_name")
            .split(" (")
            .next()
            .unwrap_or_default();
        if name != wanted {
            sink.ignored("record", "of another list in the same table");
            continue;
        }
        let names = names(record);
        let Some((primary, _)) = names.iter().find(|(n, _)| is_chinese(n)).or(names.first()) else {
            let message = "a record without a name is not understood";
            sink.fault(Severity::Record, file, place, message);
            continue;
        };
        let id = EntityId::derived(&list.id, &[primary]);
        let entries = &mut parties.entries;
        let at = *parties.by_id.entry(id.clone()).or_insert_with(|| {
            entries.push(Entry::new(Entity::new(id, schema(&names))));
            entries.len() - 1
        });
        let entry = &mut entries[at];
        for (name, original) in &names {
            let lang = if is_chinese(name) { "zho" } else { "eng" };
            entry
                .party
                .push(Property::NAME, name, Some(lang), Some(original));
        }
        let fault = fill(list, wanted, record, entry, sink);
        if let Some(message) = fault {
            sink.fault(Severity::Value, file, place, message);
        }
    }
}

fn text<'v>(record: &'v Value, key: &str) -> &'v str {
    record
        .get(key)
        .and_then(Value::as_str)
        .map_or("", str::trim)
}

fn texts<'v>(record: &'v Value, key: &str) -> impl Iterator<Item = &'v str> {
    let items = record
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    items.filter_map(Value::as_str)
}

/// The names of a record, each without a lead-in and as it was written.
fn names(record: &Value) -> Vec<(&str, &str)> {
    let all = std::iter::once(text(record, "entity_name")).chain(texts(record, "aliases"));
    let bare = all.map(|name| {
        let bare = LEAD_INS
            .iter()
            .find_map(|lead_in| name.strip_prefix(lead_in));
        (bare.unwrap_or(name).trim(), name)
    });
    bare.filter(|(name, _)| !name.is_empty()).collect()
}

fn is_chinese(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
}

fn schema(names: &[(&str, &str)]) -> Schema {
    match names
        .iter()
        .any(|(name, _)| company_words::is_company(name))
    {
        true => Schema::COMPANY,
        false => Schema::ORGANIZATION,
    }
}

/// Adds what a record says beside the names; gives back what is wrong with it.
fn fill(
    list: &ListInfo,
    wanted: &str,
    record: &Value,
    entry: &mut Entry,
    sink: &mut Sink<'_>,
) -> Option<String> {
    for topic in &list.topics {
        entry.party.add(Property::TOPICS, topic);
    }
    for address in texts(record, "addresses") {
        entry.party.add_in(Property::ADDRESS, address, "zho");
    }
    sink.ignored("country", "it is the publisher's country, not the party's");
    sink.ignored(
        "last_verified",
        "the day on which somebody else compared the table",
    );
    entry
        .party
        .push(Property::PROGRAM, wanted, Some("zho"), None);
    let mut sanction = entry.designation();
    sanction.add(Property::AUTHORITY, &list.publisher);
    sanction.push(Property::PROGRAM, wanted, Some("zho"), None);
    sanction.add_in(Property::REASON, text(record, "reason"), "jpn");
    sanction.add(Property::SOURCE_URL, text(record, "source_url"));
    let day = text(record, "date_added");
    let date: Option<plaint_model::PartialDate> = day.parse().ok();
    if let Some(date) = date {
        sanction.add_date(Property::LISTING_DATE, date);
    }
    entry.related.push(sanction);
    let bad_date = date.is_none().then(|| format!("\"{day}\" is not a date"));
    bad_date.or_else(|| {
        let kind = text(record, "entity_type");
        (kind != "organization").then(|| format!("entity_type \"{kind}\" is not known"))
    })
}
