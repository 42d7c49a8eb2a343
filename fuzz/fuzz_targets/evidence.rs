//! See `fuzz::fuzz_evidence`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_evidence::law(data));
