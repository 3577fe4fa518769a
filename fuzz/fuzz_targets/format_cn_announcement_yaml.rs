//! The reader of the format `cn-announcement-yaml`.
#![no_main]

use plaint_fuzz::read_format;

const LIST: &str = include_str!("../../lists/cn-mofcom-uel.toml");
const FILES: &[&str] = &["01.yml", "02.yml", "organizations.yml"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| read_format("cn-announcement-yaml", LIST, FILES, data));
