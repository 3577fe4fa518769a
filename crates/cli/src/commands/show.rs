//! `plaint show`

use anyhow::Result;
use plaint_desk::Desk;
use plaint_desk::export::entity_json;
use plaint_model::{Entity, Property};
use serde_json::{Value, json};

use crate::output::{self, sanitise};
use crate::{Format, Session, Status};

/// Show an entity: everything its list says of it
///
/// Takes an id as `plaint screen` prints it, for instance us-ofac-sdn-29159. With --format json:
/// FollowTheMoney entities, the designations nested.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The entity's id
    entity: String,
}

/// Runs the command.
///
/// # Errors
/// When no list in force has the entity.
pub fn run(args: &Args, session: &Session) -> Result<Status> {
    let format = session.format(&[Format::Table, Format::Json])?;
    let desk = Desk::read(&session.world, &session.global.ledger)?;
    let (loaded, n, entry) = desk.entity(&args.entity)?;
    let list = &loaded.lists[n];
    let as_of = list.snapshot.as_of.to_string();
    if format == Format::Json {
        let json = |entity: &Entity| entity_json(entity, &list.info.id, &as_of);
        let mut party = json(&entry.party);
        if let Value::Object(map) = &mut party {
            let related: Vec<Value> = entry.related.iter().map(json).collect();
            map.insert("related".to_owned(), json!(related));
        }
        output::line(&party.to_string())?;
    } else {
        output::line(&format!(
            "{}  {}",
            entry.party.id,
            sanitise(entry.party.caption())
        ))?;
        output::line(&format!(
            "on {} of {as_of} ({})",
            list.info.title, list.info.id
        ))?;
        if let Some(caution) = loaded.caution() {
            output::line(&caution)?;
        }
        for entity in entry.entities() {
            print(entity)?;
        }
    }
    Ok(Status::Ok)
}

fn print(entity: &Entity) -> Result<()> {
    output::line(&format!("\n{} {}", entity.schema, entity.id))?;
    for (property, value) in entity.values().filter(|(p, _)| *p != Property::ENTITY) {
        let lang = value
            .lang
            .as_ref()
            .map(|lang| format!(" [{lang}]"))
            .unwrap_or_default();
        let original = value.original.as_ref();
        let original = original
            .map(|o| format!("  (as published: {o})"))
            .unwrap_or_default();
        let text = sanitise(&format!("{}{lang}{original}", value.text));
        output::line(&format!("  {property:<20} {text}"))?;
    }
    Ok(())
}
