//! The reader of the format `mapped-csv`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/sample-register.toml");
const FILES: &[&str] = &["register.csv"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("mapped-csv", LIST, FILES, data));
