//! The reader of the format `ca-sema-xml`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/ca-sema.toml");
const FILES: &[&str] = &["sema-lmes.xml"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("ca-sema-xml", LIST, FILES, data));
