//! Any text as a record's body: its HTML holds no element and no address that could run code, slips are found within it,
//! and repairing the certain ones comes to an end.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let _ = guidang::syntax::markdown::outline(body);
    let mut text = body.to_owned();
    for round in 0.. {
        let (mut repaired, mut copied) = (String::new(), 0);
        for slip in guidang::syntax::markdown::slips(&text) {
            assert!(text.get(slip.range.clone()).is_some_and(|slip| !slip.contains('\n')), "{slip:?}");
            if slip.is_certain && copied <= slip.range.start {
                repaired.push_str(&text[copied..slip.range.start]);
                repaired.push_str(&slip.write);
                copied = slip.range.end;
            }
        }
        repaired.push_str(&text[copied..]);
        if repaired == text {
            break;
        }
        assert!(round < 100, "{repaired:?}");
        text = repaired;
    }
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
