//! Anchors of headings.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

/// The most characters of an anchor.
const MAX_LENGTH: usize = 60;

/// The anchor of a heading's text, before numbering: letters (as lower case), digits and Han characters are kept, and
/// everything between them becomes one `-`. An anchor without Han characters begins with `s-`, so that it equals no id
/// of the page itself: `一、工作目标` → `一-工作目标`, `Goals 2024` → `s-goals-2024`, `……` → `s`.
#[must_use]
pub fn anchor(text: &str) -> String {
    let mut slug = String::new();
    for ch in text.nfc().flat_map(char::to_lowercase) {
        if ch.is_alphanumeric() {
            slug.push(ch);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let short: String = slug.chars().take(MAX_LENGTH).collect();
    let short = short.trim_end_matches('-');
    match short {
        "" => "s".to_owned(),
        _ if short.is_ascii() && !short.starts_with("s-") => format!("s-{short}"),
        _ => short.to_owned(),
    }
}

/// The anchors of a body, which are numbered where headings are equal: `目标`, `目标-2`, `目标-3`.
#[derive(Default)]
pub(super) struct AnchorSet {
    used: FxHashSet<String>,
    next: FxHashMap<String, usize>,
}

impl AnchorSet {
    /// An anchor for a heading that no other heading has.
    pub(super) fn unique_anchor(&mut self, text: &str) -> String {
        let plain = anchor(text);
        if self.used.insert(plain.clone()) {
            return plain;
        }
        let number = self.next.entry(plain.clone()).or_insert(2);
        loop {
            let numbered = format!("{plain}-{number}");
            *number += 1;
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
