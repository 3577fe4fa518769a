//! The one integration binary of `plaint-screen`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

mod lossless;
mod real;
