//! The publishers' own addresses: fetched, and asked only for what changed.

use plaint_collect::{Fetched, LocalFile, Progress, Request};
use plaint_model::{Digest, ListInfo};

use super::{ListUpdate, Outcome, Step, UpdateRequest};
use crate::{Desk, DeskError};

impl Desk {
    /// Updates each list from its publisher's addresses; one that fails does not stop the others.
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
            let outcome = self
                .update_one_online(list, request, progress)
                .unwrap_or_else(|error| Outcome::Failed(error.to_string()));
            updates.push(ListUpdate {
                list: list.id.clone(),
                outcome,
            });
        }
        updates
    }

    /// Tries the publisher's addresses in order until one gives files.
    fn update_one_online(
        &mut self,
        list: &ListInfo,
        request: &UpdateRequest,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<Outcome, DeskError> {
        let mut failures = Vec::new();
        for origin in &list.origins {
            match self.fetch(list, &origin.urls, true, progress) {
                Ok(files) if files.is_empty() => {
                    let in_force = self.ledger.snapshot_in_force(&list.id);
                    if let Some((_, snapshot)) = in_force {
                        return Ok(Outcome::Unchanged {
                            as_of: snapshot.as_of,
                        });
                    }
                }
                Ok(files) => return self.take(list, &files, request, progress),
                Err(why) => failures.push(why),
            }
        }
        if failures.is_empty() {
            failures.push("no official address is known; pass a file with --from".to_owned());
        }
        Ok(Outcome::Failed(failures.join("\n")))
    }

    /// Fetches every address of a set; no files at all when the publisher says nothing changed.
    pub(super) fn fetch(
        &self,
        list: &ListInfo,
        urls: &[String],
        conditional: bool,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<Vec<LocalFile>, String> {
        let world = Outside(self);
        // A set is fetched whole or not at all, so only a single file is asked for conditionally.
        let known = if conditional && urls.len() == 1 {
            self.validators(list, &urls[0])
        } else {
            None
        };
        let mut files = Vec::new();
        for url in urls {
            let mut request = Request::new(url.as_str());
            if let Some((etag, last_modified)) = &known {
                request.etag.clone_from(etag);
                request.last_modified.clone_from(last_modified);
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
                Fetched::NotModified(_) => return Ok(Vec::new()),
                Fetched::Download(download) => {
                    let text = |value: Option<&str>| value.map(str::to_owned);
                    let etag = text(download.etag());
                    let last_modified = text(download.last_modified());
                    let name = download.file_name().to_owned();
                    let file = LocalFile {
                        name,
                        bytes: download.bytes,
                    };
                    let cap = request.size_cap_bytes;
                    let file = plaint_collect::take_off_gz(file, cap)
                        .map_err(|problem| format!("{url}: {problem}"))?;
                    if urls.len() == 1 {
                        self.keep_validators(list, url, &file, (etag, last_modified));
                    }
                    files.push(file);
                }
            }
        }
        Ok(files)
    }

    /// What the publisher's server gave to ask "is it still the same?" with, if what it gave then
    /// is the snapshot in force: "not modified" must not speak of a file that was refused, or that
    /// another has replaced. A hint in the derived folder: without it all is fetched.
    fn validators(&self, list: &ListInfo, url: &str) -> Option<Validators> {
        let (_, snapshot) = self.ledger.snapshot_in_force(&list.id)?;
        let [in_force] = &snapshot.files[..] else {
            return None;
        };
        let bytes = self.ledger.read_derived(&hint_name(list)).ok()??;
        let json: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
        let text = |key: &str| json.get(key).and_then(|v| v.as_str()).map(str::to_owned);
        let is_it = text("url")? == url && text("sha256")? == in_force.sha256.to_string();
        is_it.then(|| (text("etag"), text("last_modified")))
    }

    fn keep_validators(
        &self,
        list: &ListInfo,
        url: &str,
        file: &LocalFile,
        (etag, last_modified): Validators,
    ) {
        let json = serde_json::json!({
            "url": url,
            "sha256": Digest::of(&file.bytes).to_string(),
            "etag": etag,
            "last_modified": last_modified,
        });
        // Losing the hint costs a download, so a failure to keep it is no failure.
        let _ = self
            .ledger
            .write_derived(&hint_name(list), json.to_string().as_bytes());
    }
}

/// An entity tag and a date of last change, as a server gave them.
type Validators = (Option<String>, Option<String>);

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
        self.0.world.clock.sleep(wait);
    }

    fn chance(&self) -> f64 {
        let mut bytes = [0; 4];
        // Without chance all retries come at the same pause, which is no fault.
        let _ = self.0.world.chance.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / 4_294_967_296.0
    }
}
