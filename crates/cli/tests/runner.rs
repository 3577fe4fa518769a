//! The one integration binary of `plaint`: the program is run as its users run it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

mod codes;
mod compare;
mod crash;
mod help;
mod hostile;
mod house;
mod lists;
mod made_up;
mod network;
mod real;
mod records;
mod screen_files;
mod screen_names;
mod server;
