//! Any bytes as the CSV table of a ledger.
#![no_main]

mod archive;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    archive::checked("content/schools/shiyan/ledgers/l.csv", input);
});
