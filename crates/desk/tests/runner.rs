//! The one integration binary of `plaint-desk`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

mod crash;
mod made_up;
mod threads;
