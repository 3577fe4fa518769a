//! The reader of the format `ofac-xml`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/us-ofac-cons.toml");
const FILES: &[&str] = &["consolidated.xml"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("ofac-xml", LIST, FILES, data));
