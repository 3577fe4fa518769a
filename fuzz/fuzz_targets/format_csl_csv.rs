//! The reader of the format `csl-csv`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/us-bis-el.toml");
const FILES: &[&str] = &["consolidated.csv"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("csl-csv", LIST, FILES, data));
