//! The reader of the format `ch-seco-xml`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/ch-seco.toml");
const FILES: &[&str] = &["list.xml"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("ch-seco-xml", LIST, FILES, data));
