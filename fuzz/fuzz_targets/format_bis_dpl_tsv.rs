//! The reader of the format `bis-dpl-tsv`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/us-bis-dpl.toml");
const FILES: &[&str] = &["dpl.txt"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("bis-dpl-tsv", LIST, FILES, data));
