//! A spreadsheet as the readers of official lists see it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::read_xlsx(data));
