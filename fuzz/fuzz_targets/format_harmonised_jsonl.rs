//! The reader of the format `harmonised-jsonl`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/ch-seco.toml");
const FILES: &[&str] = &["ch.jsonl"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("harmonised-jsonl", LIST, FILES, data));
