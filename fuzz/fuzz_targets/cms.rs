//! See `fuzz::fuzz_cms`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_cms::law(data));
