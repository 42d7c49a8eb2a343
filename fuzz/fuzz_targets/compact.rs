//! See `fuzz::fuzz_compact`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_compact::law(data));
