//! The reader of the format `ofac-csv`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/us-ofac-sdn.toml");
const FILES: &[&str] = &["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("ofac-csv", LIST, FILES, data));
