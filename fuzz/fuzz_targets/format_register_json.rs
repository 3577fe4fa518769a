//! The reader of the format `register-json`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/us-dod-1260h.toml");
const FILES: &[&str] = &["register.json"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("register-json", LIST, FILES, data));
