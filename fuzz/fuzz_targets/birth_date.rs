//! See `fuzz::fuzz_birth_date`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_birth_date::law(data));
