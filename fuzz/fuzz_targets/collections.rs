//! See `fuzz::fuzz_collections`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_collections::law(data));
