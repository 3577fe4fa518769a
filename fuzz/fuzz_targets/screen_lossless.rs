//! The index against the comparison of all names: the same candidates.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::screen_lossless(data));
