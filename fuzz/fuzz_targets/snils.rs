//! See `fuzz::fuzz_snils`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_snils::law(data));
