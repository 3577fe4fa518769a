//! The reader of the format `ftm`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/un-sc.toml");
const FILES: &[&str] = &["entities.ftm.json"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("ftm", LIST, FILES, data));
