//! Any bytes as a picture, a film or sound: cleaned or refused, and what was cleaned is clean.
#![no_main]

use guidang::photo::{Cleaned, clean};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Cleaned::Clean(once) = clean("a.jpg", input) {
        assert_eq!(clean("a.jpg", &once), Cleaned::Clean(once.as_ref().into()));
    }
});
