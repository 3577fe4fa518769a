//! The one integration binary of `plaint`: the program is run as its users run it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

mod codes;
mod compare;
mod help;
mod house;
mod lists;
mod made_up;
mod records;
mod screen_files;
mod screen_names;
