//! See `fuzz::fuzz_clock`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_clock::law(data));
