//! What a server sent: gzip, error pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::collect_content(data));
