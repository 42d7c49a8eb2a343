//! See `fuzz::fuzz_described`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_described::law(data));
