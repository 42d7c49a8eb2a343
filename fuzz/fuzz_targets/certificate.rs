//! See `fuzz::fuzz_certificate`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_certificate::law(data));
