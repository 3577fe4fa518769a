//! The one integration binary of `plaint-read`.
//!
//! - `samples`: every folder `samples/<format id>/<case>/` holds input files and `expected.txt`,
//!   the list's TOML under `list.toml` where the case needs its own. A new case is a new folder.
//! - `tables`: every folder `tables/<case>/` holds a user's file and `expected.txt`.
//! - the others: the real lists in `$PLAINT_SHARED` (default `../shared`), counted independently.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

mod samples;
mod shared;
mod tables;
