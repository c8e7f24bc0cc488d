//! Anchors of headings.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

/// Characters of an anchor at most.
const LONGEST: usize = 60;

/// The anchor of a heading's text, before numbering: letters, digits and Han characters are kept (small letters),
/// everything between them becomes one `-`. One without Han characters begins with `s-`, so that it meets no id of
/// the page itself: `一、工作目标` → `一-工作目标`, `Goals 2024` → `s-goals-2024`, `……` → `s`.
#[must_use]
pub fn anchor(text: &str) -> String {
    let mut slug = String::new();
    for it in text.nfc().flat_map(char::to_lowercase) {
        if it.is_alphanumeric() {
            slug.push(it);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let short: String = slug.chars().take(LONGEST).collect();
    let short = short.trim_end_matches('-');
    match short {
        "" => "s".to_owned(),
        _ if short.is_ascii() && !short.starts_with("s-") => format!("s-{short}"),
        _ => short.to_owned(),
    }
}

/// Gives each heading of a body its own anchor: `目标`, `目标-2`, `目标-3`.
#[derive(Default)]
pub(super) struct Anchors {
    used: FxHashSet<String>,
    next: FxHashMap<String, usize>,
}

impl Anchors {
    /// The anchor for a heading.
    pub(super) fn give(&mut self, text: &str) -> String {
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
