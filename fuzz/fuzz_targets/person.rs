//! See `fuzz::fuzz_person`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_person::law(data));
