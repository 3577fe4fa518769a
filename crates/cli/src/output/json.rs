//! The machine-readable forms: a promise, described in `docs/reference/output.md`.

use plaint_desk::answer::{Answer, Designation};
use plaint_desk::screening::{Loaded, LoadedList};
use plaint_resolve::align::ONE_PPM;
use plaint_resolve::reason::Reason;
use plaint_screen::{Parameters, Query};
use serde_json::{Map, Value, json};

/// A score in parts per million as a number with four decimals, cut, not rounded.
#[must_use]
pub fn score(ppm: u32) -> Value {
    json!(f64::from(ppm / 100) / 10_000.0)
}

/// The answer to one question.
#[must_use]
pub fn screening(
    query: &Query,
    parameters: Parameters,
    loaded: &Loaded,
    answers: &[Answer],
) -> Value {
    let candidates: Vec<Value> = answers.iter().map(candidate).collect();
    let about = ("query", query_json(query));
    resting(about, parameters, loaded, ("candidates", json!(candidates)))
}

/// The answer to a file: what it rests on once, then its rows.
#[must_use]
pub fn file<'a>(
    name: &str,
    parameters: Parameters,
    loaded: &Loaded,
    rows: impl Iterator<Item = (&'a Query, &'a Vec<Answer>)>,
) -> Value {
    let rows: Vec<Value> = (1..)
        .zip(rows)
        .map(|(n, (query, answers))| row(n, query, answers, None))
        .collect();
    let about = ("file", json!(name));
    resting(about, parameters, loaded, ("rows", json!(rows)))
}

/// What was asked and what was found, with what the answer rests on between them.
fn resting(
    (asked, question): (&str, Value),
    parameters: Parameters,
    loaded: &Loaded,
    (found, answer): (&str, Value),
) -> Value {
    let list = |list: &LoadedList| {
        let mut out = json!({
            "id": list.info.id.as_str(),
            "snapshot": list.snapshot.as_of.to_string(),
            "entries": list.snapshot.entries,
        });
        // What is missing from the snapshot, in words; nothing where nothing is.
        if !list.snapshot.notes.is_empty()
            && let Value::Object(map) = &mut out
        {
            map.insert("notes".to_owned(), json!(list.snapshot.notes));
        }
        out
    };
    let lists: Vec<Value> = loaded.lists.iter().map(list).collect();
    let mut out = json!({
        asked: question,
        "checkpoint": {"size": loaded.checkpoint.0, "root": loaded.checkpoint.1},
        "algorithm": parameters.algorithm(),
        "threshold": score(parameters.threshold_ppm),
        "lists": lists,
        found: answer,
    });
    if let (Some(caution), Value::Object(map)) = (loaded.caution(), &mut out) {
        map.insert("caution".to_owned(), json!(caution));
    }
    out
}

/// One row of a screened file.
#[must_use]
pub fn row(n: usize, query: &Query, answers: &[Answer], caution: Option<&str>) -> Value {
    let candidates: Vec<Value> = answers.iter().map(candidate).collect();
    let mut out = json!({"row": n, "query": query_json(query), "candidates": candidates});
    if let (Some(caution), Value::Object(map)) = (caution, &mut out) {
        map.insert("caution".to_owned(), json!(caution));
    }
    out
}

/// A question: `name` first, the rest only where it was given.
fn query_json(query: &Query) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    match &query.names[..] {
        [] => put("name", Value::Null),
        [name] => put("name", json!(name)),
        [name, others @ ..] => {
            put("name", json!(name));
            put("other_names", json!(others))
        }
    };
    if let Some(schema) = query.schema {
        put("schema", json!(schema.as_str()));
    }
    let facts = &query.facts;
    if !facts.countries.is_empty() {
        put("countries", json!(facts.countries));
    }
    if !facts.dates.is_empty() {
        let dates: Vec<String> = facts.dates.iter().map(ToString::to_string).collect();
        put("birth_dates", json!(dates));
    }
    if !facts.identifiers.is_empty() {
        let ids: Vec<&String> = facts.identifiers.iter().map(|(_, text)| text).collect();
        put("identifiers", json!(ids));
    }
    Value::Object(map)
}

/// A candidate.
#[must_use]
pub fn candidate(answer: &Answer) -> Value {
    let listing = &answer.listing;
    json!({
        "id": answer.id,
        "caption": answer.caption,
        "schema": answer.schema,
        "score": score(answer.score_ppm),
        "list": answer.list,
        "programs": listing.programs,
        "since": listing.since.map(|date| date.to_string()),
        "topics": listing.topics,
        "authorities": listing.authorities,
        "citations": listing.citations,
        "statuses": listing.statuses,
        "listed_name": answer.listed_name,
        "designations": listing.designations.iter().map(designation).collect::<Vec<_>>(),
        "reasons": answer.reasons.iter().map(reason).collect::<Vec<_>>(),
        "explanation": answer.explanation,
    })
}

fn designation(one: &Designation) -> Value {
    json!({
        "list": one.list,
        "authority": one.authority,
        "programs": one.programs,
        "since": one.since.map(|date| date.to_string()),
        "until": one.until.map(|date| date.to_string()),
        "status": one.status,
        "citations": one.citations,
        "url": one.url,
    })
}

/// A reason.
#[must_use]
pub fn reason(reason: &Reason) -> Value {
    match reason {
        Reason::Agree {
            query,
            listed,
            how,
            grade_ppm,
            share_ppm,
        } => json!({
            "kind": "agree",
            "query": query,
            "listed": listed,
            "how": how.as_str(),
            "grade": score(*grade_ppm),
            "share": score(*share_ppm),
        }),
        Reason::OnlyInQuery { text, class } => {
            json!({"kind": "only-in-query", "text": text, "class": class.as_str()})
        }
        Reason::OnlyInListed { text, class } => {
            json!({"kind": "only-in-listed", "text": text, "class": class.as_str()})
        }
        Reason::Lowered {
            penalty,
            factor_ppm,
        } => {
            json!({"kind": "lowered", "by": penalty.as_str(), "factor": score(*factor_ppm)})
        }
        Reason::Fact(effect) => {
            json!({
                "kind": "fact",
                "fact": effect.fact,
                "finding": effect.finding,
                "factor": score(effect.effect_ppm.min(ONE_PPM)),
                "closes": score(effect.effect_ppm.saturating_sub(ONE_PPM).min(ONE_PPM)),
                "decisive": effect.is_decisive,
            })
        }
    }
}
