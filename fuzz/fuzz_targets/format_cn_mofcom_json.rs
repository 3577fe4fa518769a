//! The reader of the format `cn-mofcom-json`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/cn-mofcom-uel.toml");
const FILES: &[&str] = &["table.json"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("cn-mofcom-json", LIST, FILES, data));
