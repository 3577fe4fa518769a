//! The reader of the format `dhs-uflpa-html`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/us-dhs-uflpa.toml");
const FILES: &[&str] = &["uflpa.html"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("dhs-uflpa-html", LIST, FILES, data));
