//! A leaf of the log.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::ledger_record(data));
