//! See `fuzz::fuzz_log`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_log::law(data));
