//! See `fuzz::fuzz_name`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_name::law(data));
