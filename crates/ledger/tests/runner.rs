//! One test binary, one file per subject.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod crash;
mod lock;
mod merkle;
mod note;
mod record;
mod samples;
mod tamper;
mod usage;
