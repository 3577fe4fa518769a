//! The reader of the format `au-dfat-xlsx`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/au-dfat.toml");
const FILES: &[&str] = &["list.xlsx"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("au-dfat-xlsx", LIST, FILES, data));
