//! The reader of the format `eu-fsf-xml`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/eu-fsf.toml");
const FILES: &[&str] = &["export.xml"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("eu-fsf-xml", LIST, FILES, data));
