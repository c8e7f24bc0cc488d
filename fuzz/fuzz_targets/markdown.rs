//! Any text as a record's body: its HTML holds no element and no address that could run code.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let _ = guidang::syntax::markdown::outline(body);
    let rendered =
        guidang::syntax::markdown::render(body, &mut |href, _| Some(href.to_owned()), &mut |_, _| None);
    let html = rendered.html.to_lowercase();
    for element in ["<script", "<iframe", "<style", "<svg", "<form", "<object"] {
        assert!(!html.contains(element), "{element}");
    }
    for attribute in ["href=\"", "src=\""] {
        for value in html.split(attribute).skip(1) {
            let scheme = value.split(['"', '/', '#', '?']).next().unwrap_or_default();
            let refused = ["javascript", "vbscript", "data", "file"];
            assert!(!refused.iter().any(|name| scheme.trim_start().starts_with(&format!("{name}:"))));
        }
    }
});
