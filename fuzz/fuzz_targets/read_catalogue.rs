//! A list's TOML.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::read_catalogue(data));
