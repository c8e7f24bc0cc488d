//! Any bytes as a date, a number, a file of unknown encoding, a picture, and a text that may hold an identity or phone
//! number.
#![no_main]

use guidang::model::{Day, Figure};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let _ = guidang::photo::clean("a.jpg", input);
    let Ok(decoded) = guidang::source::decode(input) else { return };
    let text = &decoded.text;
    if let Ok(day) = Day::parse(text) {
        assert_eq!(Day::parse(&day.to_string()), Ok(day));
    }
    if let Ok(figure) = Figure::parse(text) {
        assert_eq!(Figure::parse(&figure.to_string()), Ok(figure));
    }
    let masked = guidang::privacy::redact(text);
    assert!(
        !guidang::privacy::numbers(&masked).iter().any(|number| number.kind.is_certain()),
        "{masked:?}"
    );
});
