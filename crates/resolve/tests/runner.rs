//! The one integration binary of `plaint-resolve`: names compared as users meet them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

mod golden;
mod pairs;
