//! A name taken apart into tokens and forms.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::resolve_analyse(data));
