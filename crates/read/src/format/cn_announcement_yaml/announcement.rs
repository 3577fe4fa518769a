//! One announcement, read from its YAML. Anchors and aliases are resolved within a budget.

use plaint_model::PartialDate;
use serde_json::Value;

use crate::format::SourceFile;

/// The lists that an announcement's title can name.
const LISTS: [&str; 3] = ["不可靠实体清单", "出口管制管控名单", "反制裁清单"];

/// A text in Chinese, in English, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bilingual {
    pub(super) zh: Option<String>,
    pub(super) en: Option<String>,
}

/// What a file is.
pub(super) enum Kind {
    Announcement(Box<Announcement>),
    Organizations(Value),
    Supporting,
}

/// An announcement, of listings or of changes to earlier ones.
#[derive(Debug, Default)]
pub(super) struct Announcement {
    pub(super) file: String,
    pub(super) id: String,
    pub(super) title: Bilingual,
    pub(super) url: Option<String>,
    pub(super) published: Option<PartialDate>,
    pub(super) authority: Option<String>,
    pub(super) signatory: Option<String>,
    pub(super) signatory_title: Option<String>,
    pub(super) instruments: Vec<String>,
    pub(super) entities: Vec<Value>,
    pub(super) changes: Vec<Value>,
}

impl Announcement {
    /// Announcements take effect in the order of their days.
    pub(super) fn order(&self) -> (Option<PartialDate>, &str, &str) {
        (self.published, &self.id, &self.file)
    }

    /// The list that the title names, if it names one.
    pub(super) fn named_list(&self) -> Option<&'static str> {
        let title = self.title.zh.as_deref()?;
        LISTS.into_iter().find(|list| title.contains(list))
    }
}

pub(super) fn parse(file: &SourceFile<'_>) -> Result<Kind, String> {
    let text = crate::text::decode(file.bytes);
    let tree: Value =
        serde_saphyr::from_str_with_options(&text, options()).map_err(|error| error.to_string())?;
    if tree.get("organizations").is_some() {
        return Ok(Kind::Organizations(tree));
    }
    let Some(head) = tree.get("announcement") else {
        let known = ["content", "document_types", "types", "documents"];
        return match known.iter().any(|key| tree.get(key).is_some()) || tree.is_array() {
            true => Ok(Kind::Supporting),
            false => Err("it has no \"announcement\"".to_owned()),
        };
    };
    let details = tree.get("sanction_details");
    let changes = tree.get("measure_modifications");
    let body = details
        .or(changes)
        .ok_or("it has neither \"sanction_details\" nor \"measure_modifications\"")?;
    let entities = items(details.and_then(|d| d.get("entities")));
    let changes = items(changes.and_then(|c| c.get("modifications")));
    if entities.is_empty() && changes.is_empty() {
        return Err("it names no entity and no change".to_owned());
    }
    Ok(Kind::Announcement(Box::new(Announcement {
        file: file.name.to_owned(),
        id: text_of(head, "document_id").ok_or("it has no \"document_id\"")?,
        title: bilingual(head.get("title")),
        url: text_of(head, "url"),
        published: Some(date_of(head, "publish_date").ok_or("it has no \"publish_date\"")?),
        authority: text_of(head, "authority"),
        signatory: text_of(head, "signatory"),
        signatory_title: text_of(head, "signatory_title"),
        instruments: items(body.get("instruments"))
            .iter()
            .map(instrument)
            .collect(),
        entities,
        changes,
    })))
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 32,
            max_events: 200_000,
            max_nodes: 100_000,
            // One anchor is repeated for each entity of an announcement.
            alias_anchor_min_aliases: 10_000,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 200_000,
            max_replay_stack_depth: 4,
        },
        with_snippet: false,
    }
}

/// "cn/npc-anti-foreign-sanctions-law 第三条 第四条".
fn instrument(tree: &Value) -> String {
    let name = text_of(tree, "id").or_else(|| text_of(tree, "law"));
    let articles = items(tree.get("articles"));
    let articles = articles.iter().filter_map(Value::as_str).map(str::to_owned);
    let parts: Vec<String> = name.into_iter().chain(articles).collect();
    parts.join(" ")
}

pub(super) fn items(tree: Option<&Value>) -> Vec<Value> {
    match tree {
        Some(Value::Array(items)) => items.clone(),
        _ => Vec::new(),
    }
}

/// A text, or a number written without quotation marks.
pub(super) fn text_of(tree: &Value, key: &str) -> Option<String> {
    let text = match tree.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

pub(super) fn date_of(tree: &Value, key: &str) -> Option<PartialDate> {
    text_of(tree, key)?.parse().ok()
}

/// `{zh-Hans: …, en: …}`, a list of such pieces, or plain Chinese text.
pub(super) fn bilingual(tree: Option<&Value>) -> Bilingual {
    let mut text = Bilingual::default();
    match tree {
        Some(Value::String(zh)) => text.zh = Some(zh.clone()),
        Some(Value::Array(pieces)) => {
            for piece in pieces {
                let Bilingual { zh, en } = match piece {
                    Value::Array(_) => Bilingual::default(),
                    piece => bilingual(Some(piece)),
                };
                text.zh = text.zh.or(zh);
                text.en = text.en.or(en);
            }
        }
        Some(piece) => {
            text.zh = text_of(piece, "zh-Hans").or_else(|| text_of(piece, "zh"));
            text.en = text_of(piece, "en");
        }
        None => {}
    }
    text
}
