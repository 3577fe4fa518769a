//! Fetches a source as it was published: bytes, digest, time, headers. Decides nothing.
//!
//! Start with [`fetch()`] (from the network) and [`gather`] (from disk).
//!
//! Invariants:
//! - HTTPS only, except to the machine itself. Never downgraded, no credentials, no cookies, no
//!   proxy that was not asked for, nothing sent beyond the request itself.
//! - A download is whole or an error: what came cut off is never handed over.
//! - Memory is capped by the caller, against a decompressed and against a compressed stream.
//! - Time and chance come from the caller ([`World`]), so that a test never waits.
//! - Nothing is judged here: an error page served as a list is handed over as it came, with what
//!   the server called it ([`Download::content_type`], [`looks_like_html_error_page`]).

mod address;
mod download;
mod fetch;
mod local;
mod problem;

pub use download::{Download, Fetched, NotModified, looks_like_html_error_page};
pub use fetch::{Progress, Request, World, fetch};
pub use local::{GatherError, GatherProblem, LocalFile, gather, take_off_gz};
pub use problem::{FetchError, Problem};
