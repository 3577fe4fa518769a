//! Two names compared, both ways round.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::resolve_score(data));
