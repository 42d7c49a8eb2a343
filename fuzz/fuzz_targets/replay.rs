//! See `fuzz::fuzz_replay`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_replay::law(data));
