//! The reader of the format `uk-sanctions-jsonl`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/gb-uksl.toml");
const FILES: &[&str] = &["uk.jsonl"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("uk-sanctions-jsonl", LIST, FILES, data));
