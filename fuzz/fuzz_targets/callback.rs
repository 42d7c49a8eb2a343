//! See `fuzz::fuzz_callback`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_callback::law(data));
