//! See `fuzz::fuzz_paths`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_paths::law(data));
