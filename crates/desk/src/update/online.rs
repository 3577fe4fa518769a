//! The publishers' own addresses: fetched, and asked only for what changed.

use plaint_collect::{Fetched, LocalFile, Progress, Request};
use plaint_ledger::record::Record;
use plaint_model::ListInfo;

use super::{ListUpdate, Outcome, Step, UpdateRequest};
use crate::{Desk, DeskError};

/// Files as they were fetched.
#[derive(Default)]
pub(super) struct Came {
    /// The files; none when the publisher says that nothing changed.
    pub(super) files: Vec<LocalFile>,
    /// What came with the last of them.
    validators: Validators,
}

/// What the publisher's server gave to ask "is it still the same?" with.
#[derive(Default)]
struct Validators {
    etag: Option<String>,
    last_modified: Option<String>,
}

impl Desk {
    /// Updates each list from its publisher's addresses.
    pub(super) fn update_online(
        &mut self,
        lists: &[ListInfo],
        request: &UpdateRequest,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Vec<ListUpdate> {
        let mut updates = Vec::new();
        for list in lists
            .iter()
            .filter(|list| !list.origins.is_empty() || lists.len() == 1)
        {
            let outcomes = self.update_one_online(list, request, progress);
            updates.extend(ListUpdate::all(list, outcomes));
        }
        updates
    }

    /// Tries the publisher's addresses in order until one gives files.
    fn update_one_online(
        &mut self,
        list: &ListInfo,
        request: &UpdateRequest,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<Vec<Outcome>, DeskError> {
        let mut failures = Vec::new();
        // Whoever decides on a file by hand wants the file, whatever was fetched before.
        let conditional = request.accept.is_none() && request.as_of.is_none();
        for origin in &list.origins {
            match self.fetch(list, &origin.urls, conditional, progress) {
                Ok(came) if came.files.is_empty() => {
                    let in_force = self.ledger.snapshot_in_force(&list.id);
                    if let Some((_, snapshot)) = in_force {
                        return Ok(vec![Outcome::Unchanged {
                            as_of: snapshot.as_of,
                        }]);
                    }
                }
                Ok(came) => {
                    let outcomes = self.take(list, &came.files, request, progress)?;
                    if let ([url], Some(last)) = (&origin.urls[..], outcomes.last()) {
                        self.keep_validators(list, url, &came.validators, last);
                    }
                    return Ok(outcomes);
                }
                Err(why) => failures.push(why),
            }
        }
        if failures.is_empty() {
            failures.push("no official address is known; pass a file with --from".to_owned());
        }
        Ok(vec![Outcome::Failed(failures.join("\n"))])
    }

    /// Fetches every address of a set: no files at all when the publisher says nothing changed.
    pub(super) fn fetch(
        &self,
        list: &ListInfo,
        urls: &[String],
        conditional: bool,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<Came, String> {
        let world = Outside(self);
        // A set is fetched whole or not at all, so only a single file is asked for conditionally.
        let known = if conditional && urls.len() == 1 {
            self.validators(list, &urls[0])
        } else {
            None
        };
        let mut came = Came::default();
        for url in urls {
            let mut request = Request::new(url.as_str());
            if let Some(known) = &known {
                request.etag.clone_from(&known.etag);
                request.last_modified.clone_from(&known.last_modified);
            }
            let mut on_progress = |p: Progress<'_>| match p {
                Progress::Asking { url, .. } => progress(Step::Fetching(&list.id, url, 0, None)),
                Progress::Receiving {
                    wire_bytes,
                    expected_bytes,
                } => {
                    progress(Step::Fetching(&list.id, url, wire_bytes, expected_bytes));
                }
                Progress::Waiting { because, .. } => {
                    progress(Step::Waiting(&list.id, because.to_string()));
                }
            };
            let fetched = plaint_collect::fetch(&request, &mut on_progress, &world);
            match fetched.map_err(|error| error.to_string())? {
                Fetched::NotModified(_) => return Ok(Came::default()),
                Fetched::Download(download) => {
                    came.validators = Validators {
                        etag: download.etag().map(str::to_owned),
                        last_modified: download.last_modified().map(str::to_owned),
                    };
                    let name = download.file_name().to_owned();
                    let file = LocalFile {
                        name,
                        bytes: download.bytes,
                    };
                    let cap = request.size_cap_bytes;
                    let file = plaint_collect::take_off_gz(file, cap)
                        .map_err(|problem| format!("{url}: {problem}"))?;
                    came.files.push(file);
                }
            }
        }
        Ok(came)
    }

    /// The validators of the snapshot in force, if it came from that address and nothing was
    /// refused since: a refused file must come again, and be refused again, until it is mended or
    /// accepted. A hint in the derived folder: without it all is fetched.
    fn validators(&self, list: &ListInfo, url: &str) -> Option<Validators> {
        let (leaf, _) = self.ledger.snapshot_in_force(&list.id)?;
        let refused_since = self.ledger.records().any(|(at, record)| {
            at > leaf && matches!(record, Record::Refused(refused) if refused.list == list.id)
        });
        let bytes = self.ledger.read_derived(&hint_name(list)).ok()??;
        let json: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
        let text = |key: &str| json.get(key).and_then(|v| v.as_str()).map(str::to_owned);
        let of_leaf = json.get("leaf").and_then(serde_json::Value::as_u64) == Some(leaf);
        let fits = of_leaf && text("url").as_deref() == Some(url) && !refused_since;
        fits.then(|| Validators {
            etag: text("etag"),
            last_modified: text("last_modified"),
        })
    }

    /// Keeps the validators of a file that is believed, with the leaf that says so.
    fn keep_validators(
        &self,
        list: &ListInfo,
        url: &str,
        validators: &Validators,
        outcome: &Outcome,
    ) {
        let in_force = self.ledger.snapshot_in_force(&list.id);
        let leaf = match (outcome, in_force) {
            (Outcome::Recorded(summary), _) => summary.leaf,
            (Outcome::Unchanged { .. }, Some((leaf, _))) => leaf,
            _ => return,
        };
        let json = serde_json::json!({
            "url": url,
            "leaf": leaf,
            "etag": validators.etag,
            "last_modified": validators.last_modified,
        });
        // Losing the hint costs a download, so a failure to keep it is no failure.
        let _ = self
            .ledger
            .write_derived(&hint_name(list), json.to_string().as_bytes());
    }
}

fn hint_name(list: &ListInfo) -> String {
    format!("validators/{}.json", list.id)
}

/// The clock and chance that `collect` asks for.
struct Outside<'a>(&'a Desk);

impl plaint_collect::World for Outside<'_> {
    fn now(&self) -> plaint_world::Timestamp {
        self.0.ledger.now()
    }

    fn sleep(&self, wait: std::time::Duration) {
        std::thread::sleep(wait);
    }

    fn chance(&self) -> f64 {
        let mut bytes = [0; 4];
        // Without chance all retries come at the same pause, which is no fault.
        let _ = self.0.world.chance.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / 4_294_967_296.0
    }
}
