//! One fetch: redirects, conditional requests, retries, limits.

use std::time::Duration;

use jiff::Timestamp;
use plaint_model::Digest;
use ureq::Agent;
use ureq::http::{HeaderMap, Response, Uri};

use crate::address;
use crate::download::{Download, Fetched, NotModified};
use crate::problem::{FetchError, Problem};

mod body;

const USER_AGENT: &str = concat!("plaint/", env!("CARGO_PKG_VERSION"));
const REDIRECTS_MAX: usize = 5;
const ATTEMPTS_MAX: u32 = 4;
const BACKOFF_FIRST: Duration = Duration::from_secs(1);
/// A server that asks for more is left alone: the person decides when to come back.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(120);
const HEADER_BYTES_MAX: usize = 64 * 1024;
const CONNECT_LIMIT: Duration = Duration::from_secs(20);

/// What to fetch, and how much it may cost.
#[derive(Debug, Clone)]
pub struct Request {
    /// The address: `https://`, or `http://` to this machine.
    pub url: String,
    /// The validator the last fetch came with: the answer is then short if nothing changed.
    pub etag: Option<String>,
    /// The date the last fetch came with, word for word.
    pub last_modified: Option<String>,
    /// The most bytes to accept, on the way and decompressed.
    pub size_cap_bytes: u64,
    /// The most time the whole fetch may take, with its retries and the waits between them.
    pub time_limit: Duration,
    /// The longest the server may say nothing before the attempt is given up.
    pub silence_limit: Duration,
    /// A proxy (`http://HOST:PORT`), where one is asked for. The environment is not looked at.
    pub proxy: Option<String>,
}

impl Request {
    /// A request with the default limits: 1 GiB, 20 minutes, 60 seconds of silence.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            etag: None,
            last_modified: None,
            size_cap_bytes: 1 << 30,
            time_limit: Duration::from_secs(20 * 60),
            silence_limit: Duration::from_secs(60),
            proxy: None,
        }
    }
}

/// What a fetch is doing.
#[derive(Debug)]
pub enum Progress<'a> {
    /// A request goes out.
    Asking {
        /// To where.
        url: &'a str,
        /// The how-manieth attempt it is, from 1.
        attempt: u32,
    },
    /// Some of the content came.
    Receiving {
        /// How much came, as it travels.
        wire_bytes: u64,
        /// How much there will be, where the server says so.
        expected_bytes: Option<u64>,
    },
    /// An attempt failed; the next follows after a pause.
    Waiting {
        /// The pause.
        wait: Duration,
        /// Why the attempt failed.
        because: &'a FetchError,
    },
}

/// Time and chance, which this crate does not take for itself.
pub trait World {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Waits.
    fn sleep(&self, wait: Duration);
    /// A number from 0 (included) to 1 (excluded), by chance: it spreads the retries of many.
    fn chance(&self) -> f64;
}

/// Fetches a source.
///
/// Connection errors, silence, cut-off bodies, 429 and 5xx are tried again (four attempts in all,
/// after 1, 2 and 4 seconds and a part left to chance, or when the server asks); nothing else is.
///
/// # Errors
/// Names the address, what happened and the remedy.
pub fn fetch(
    request: &Request,
    progress: &mut dyn FnMut(Progress<'_>),
    world: &dyn World,
) -> Result<Fetched, FetchError> {
    let fail = |problem| fault(&request.url, problem);
    let first = address::check(&request.url).map_err(fail)?;
    let agent = agent(request).map_err(fail)?;
    let started = world.now();
    let mut attempt = 1;
    loop {
        let mut one = Attempt {
            agent: &agent,
            request,
            started,
            number: attempt,
            world,
            progress: &mut *progress,
        };
        let error = match one.run(first.clone()) {
            Ok(fetched) => return Ok(fetched),
            Err(error) => error,
        };
        let Some(wait) = pause(&error.problem, attempt, world) else {
            return Err(error);
        };
        if wait >= left(request, started, world) {
            return Err(error);
        }
        progress(Progress::Waiting {
            wait,
            because: &error,
        });
        world.sleep(wait);
        attempt += 1;
    }
}

/// How long to wait before the next attempt, or `None` if there is to be none.
fn pause(problem: &Problem, attempt: u32, world: &dyn World) -> Option<Duration> {
    if !problem.passes() || attempt >= ATTEMPTS_MAX {
        return None;
    }
    let asked = match problem {
        Problem::Busy { retry_after, .. } => retry_after.unwrap_or_default(),
        _ => Duration::ZERO,
    };
    let chance = world.chance().clamp(0.0, 1.0);
    let backoff = (BACKOFF_FIRST * 2_u32.pow(attempt - 1)).mul_f64(1.0 + chance / 2.0);
    (asked <= RETRY_AFTER_MAX).then_some(asked.max(backoff))
}

/// What is left of the time limit.
fn left(request: &Request, started: Timestamp, world: &dyn World) -> Duration {
    let elapsed = world.now().duration_since(started);
    let elapsed = Duration::try_from(elapsed).unwrap_or_default();
    request.time_limit.saturating_sub(elapsed)
}

fn fault(url: &str, problem: Problem) -> FetchError {
    FetchError {
        url: address::shown(url),
        problem,
    }
}

fn agent(request: &Request) -> Result<Agent, Problem> {
    let proxy = request.proxy.as_deref().map(ureq::Proxy::new).transpose();
    let config = Agent::config_builder()
        .http_status_as_error(false)
        // Redirects are followed here, where each target is checked.
        .max_redirects(0)
        .max_response_header_size(HEADER_BYTES_MAX)
        .user_agent(USER_AGENT)
        .accept_encoding("gzip")
        .timeout_connect(Some(request.silence_limit.min(CONNECT_LIMIT)))
        .timeout_recv_response(Some(request.silence_limit))
        .timeout_per_read(Some(request.silence_limit))
        // Without this line the environment would be asked for a proxy.
        .proxy(proxy.map_err(|_| Problem::BadProxy)?)
        .build();
    Ok(config.new_agent())
}

struct Attempt<'a> {
    agent: &'a Agent,
    request: &'a Request,
    started: Timestamp,
    number: u32,
    world: &'a dyn World,
    progress: &'a mut dyn FnMut(Progress<'_>),
}

impl Attempt<'_> {
    fn run(&mut self, first: Uri) -> Result<Fetched, FetchError> {
        let mut seen: Vec<String> = Vec::new();
        let mut here = first;
        loop {
            let url = here.to_string();
            let fail = |problem| fault(&url, problem);
            (self.progress)(Progress::Asking {
                url: &address::shown(&url),
                attempt: self.number,
            });
            let response = self.ask(&here).map_err(fail)?;
            seen.push(url.clone());
            match response.status().as_u16() {
                301 | 302 | 303 | 307 | 308 => {
                    here = redirect(&here, response.headers(), &seen).map_err(fail)?;
                }
                200 => {
                    let download = self.receive(&url, response).map_err(fail)?;
                    return Ok(Fetched::Download(download));
                }
                304 if self.request.etag.is_some() || self.request.last_modified.is_some() => {
                    let fetched_at = self.world.now();
                    return Ok(Fetched::NotModified(NotModified { url, fetched_at }));
                }
                status => {
                    let retry_after = retry_after(response.headers(), self.world.now());
                    return Err(fail(Problem::of_status(status, retry_after)));
                }
            }
        }
    }

    fn ask(&self, uri: &Uri) -> Result<Response<ureq::Body>, Problem> {
        let left = left(self.request, self.started, self.world);
        if left.is_zero() {
            return Err(Problem::TimeLimit(self.request.time_limit));
        }
        let mut call = self.agent.get(uri.clone());
        for (name, value) in [
            ("if-none-match", &self.request.etag),
            ("if-modified-since", &self.request.last_modified),
        ] {
            // A kept value that cannot be sent costs a full download, not the fetch.
            if let Some(value) = value.as_ref().filter(|value| is_header_text(value)) {
                call = call.header(name, value);
            }
        }
        let call = call.config().timeout_global(Some(left)).build();
        call.call()
            .map_err(|error| body::problem(error, self.request))
    }

    fn receive(&mut self, url: &str, response: Response<ureq::Body>) -> Result<Download, Problem> {
        let (parts, content) = response.into_parts();
        let coding = text(&parts.headers, "content-encoding");
        let (bytes, wire_bytes) =
            body::read(content, coding.as_deref(), self.request, self.progress)?;
        let content_type = text(&parts.headers, "content-type").map(|value| {
            let kind = value.split(';').next().unwrap_or_default();
            kind.trim().to_ascii_lowercase()
        });
        Ok(Download {
            requested_url: self.request.url.clone(),
            url: url.to_owned(),
            fetched_at: self.world.now(),
            digest: Digest::of(&bytes),
            bytes,
            wire_bytes,
            content_type,
            end_declared: parts.headers.contains_key("content-length")
                || parts.headers.contains_key("transfer-encoding"),
            headers: kept(&parts.headers),
            attempts: self.number,
        })
    }
}

fn redirect(here: &Uri, headers: &HeaderMap, seen: &[String]) -> Result<Uri, Problem> {
    let location = headers.get("location").ok_or(Problem::RedirectNowhere)?;
    let target = address::resolve(here, location.as_bytes()).ok_or(Problem::RedirectNowhere)?;
    let refused = |why| Problem::RedirectRefused {
        to: address::shown(&target),
        why: Box::new(why),
    };
    let next = address::check(&target).map_err(refused)?;
    if here.scheme_str() == Some("https") && next.scheme_str() != Some("https") {
        return Err(refused(Problem::PlainHttp));
    }
    if seen.contains(&next.to_string()) {
        return Err(Problem::RedirectLoop(address::shown(&target)));
    }
    if seen.len() > REDIRECTS_MAX {
        return Err(Problem::RedirectLimit(REDIRECTS_MAX));
    }
    Ok(next)
}

/// `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3).
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = text(headers, "retry-after")?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(&value).ok()?.timestamp();
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| !name.as_str().starts_with("set-cookie"))
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), value.into_owned())
        })
        .collect()
}

fn is_header_text(value: &str) -> bool {
    !value.is_empty()
        && value
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
}
