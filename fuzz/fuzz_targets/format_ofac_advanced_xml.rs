//! The reader of the format `ofac-advanced-xml`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/us-ofac-sdn.toml");
const FILES: &[&str] = &["sdn_advanced.xml"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("ofac-advanced-xml", LIST, FILES, data));
