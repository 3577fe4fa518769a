//! The reader of the format `csl-json`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/us-bis-el.toml");
const FILES: &[&str] = &["consolidated.json"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("csl-json", LIST, FILES, data));
