//! The raw objects of a push: trees, commits, tags, and what git reports of references.
#![no_main]

use guidang::engine::submission::{TreeContent, tree_problems};
use guidang::source::git::{CommitText, parse_ref_updates};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for id_bytes in [20, 32] {
        let _ = tree_problems(bytes, id_bytes);
        let _ = TreeContent::of(bytes, id_bytes);
    }
    let _ = CommitText::parse(bytes);
    let _ = parse_ref_updates(bytes);
});
