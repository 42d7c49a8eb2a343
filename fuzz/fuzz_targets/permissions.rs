//! See `fuzz::fuzz_permissions`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_permissions::law(data));
