//! A user's file: CSV, text in any encoding, JSON, spreadsheets; and the guess of its columns.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::read_table(data));
