//! See `fuzz::fuzz_act_record`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::fuzz_act_record::law(data));
