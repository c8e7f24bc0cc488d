//! Texts of ASCII digits, as ids, counts and sums of files have them.

/// Whether a text has digits 0–9 only, and one at least.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has hexadecimal digits only, and one at least.
pub(crate) fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
