//! Whether a text holds one of several words.

/// Whether a text holds one of the words.
pub(super) fn holds_any(text: &str, words: &[&str]) -> bool {
    for word in words {
        if text.contains(word) {
            return true;
        }
    }
    false
}

/// Whether a text begins with one of the words.
pub(super) fn begins_with_any(text: &str, words: &[&str]) -> bool {
    for word in words {
        if text.starts_with(word) {
            return true;
        }
    }
    false
}

/// Whether a text ends with one of the words.
pub(super) fn ends_with_any(text: &str, words: &[&str]) -> bool {
    for word in words {
        if text.ends_with(word) {
            return true;
        }
    }
    false
}
