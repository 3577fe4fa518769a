//! Countries, nationalities, enumerations, company words: the small parsers of single values.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plaint_fuzz::read_words(data));
