//! A user's file with what the user says of it: separator, encoding, heading.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::read_options(data));
