//! See `fuzz::fuzz_table`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_table::law(data));
