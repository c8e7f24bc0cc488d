//! Any text: what is found in it has places in it and is in order, and the text with masks holds nothing more.
#![no_main]

use guidang::privacy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut end = 0;
    for found in privacy::scan(text) {
        assert!(end <= found.span.start && text.get(found.span.clone()).is_some());
        end = found.span.end;
    }
    let masked = privacy::redact(text);
    let left = privacy::numbers(&masked).into_iter().find(|number| number.kind.is_certain());
    assert!(left.is_none(), "{masked:?}");
    let _ = privacy::printed_numbers(text);
});
