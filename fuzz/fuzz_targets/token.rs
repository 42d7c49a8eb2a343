//! See `fuzz::fuzz_token`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_token::law(data));
