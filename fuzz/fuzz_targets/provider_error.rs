//! See `fuzz::fuzz_provider_error`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_provider_error::law(data));
