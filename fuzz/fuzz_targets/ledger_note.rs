//! Signed notes, keys and checkpoints.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::ledger_note(data));
