//! The reader of the format `un-sc-xml`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/un-sc.toml");
const FILES: &[&str] = &["consolidated.xml"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("un-sc-xml", LIST, FILES, data));
