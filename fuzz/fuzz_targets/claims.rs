//! See `fuzz::fuzz_claims`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_claims::law(data));
