//! The reader of the format `uk-sanctions-xml`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/gb-uksl.toml");
const FILES: &[&str] = &["UK-Sanctions-List.xml"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("uk-sanctions-xml", LIST, FILES, data));
