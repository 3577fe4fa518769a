//! XML as every reader of it sees it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::read_xml(data));
