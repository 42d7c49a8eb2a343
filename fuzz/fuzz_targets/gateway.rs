//! See `fuzz::fuzz_gateway`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_gateway::law(data));
