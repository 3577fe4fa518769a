//! A damaged index: opened and searched.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::screen_damaged(data));
