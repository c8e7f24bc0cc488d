//! Any bytes as a file next to a record.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let _ = guidang::attachment::look_into(input);
});
