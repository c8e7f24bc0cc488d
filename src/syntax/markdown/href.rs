//! Where a link may lead: to a page or file of the archive, to the web, or to a mail address.

use crate::syntax::text::is_deceptive;

/// The kind of a link's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// `https://…` or `http://…`.
    Web,
    /// `mailto:…`.
    Mail,
    /// A relative address: a file, a record, `#…` in the page.
    Local,
    /// Any other: other schemes (`javascript:`, `data:`, `file:`), other hosts (`//host`, `\\host`), an empty address.
    Refused,
}

/// The kind of an address. White space, control characters and upper case are ignored, and percent encoding is decoded:
/// browsers read addresses as generously.
#[must_use]
pub fn address_kind(href: &str) -> AddressKind {
    let kind = plain_kind(&clean(href));
    let mut decoded = href.to_owned();
    for _ in 0..3 {
        if !decoded.contains('%') {
            break;
        }
        decoded = percent_decoded(&decoded);
        if plain_kind(&clean(&decoded)) == AddressKind::Refused {
            return AddressKind::Refused;
        }
    }
    kind
}

/// The address without control characters anywhere and without white space or invisible characters at its ends.
pub(super) fn clean(href: &str) -> String {
    let mut cleaned = href.to_owned();
    cleaned.retain(|ch| !ch.is_control());
    cleaned.trim_matches(|ch: char| ch.is_whitespace() || is_deceptive(ch)).to_owned()
}

fn plain_kind(href: &str) -> AddressKind {
    let names_host = matches!(href.as_bytes(), [b'/', b'/' | b'\\', ..]);
    if href.is_empty() || href.starts_with('\\') || names_host {
        return AddressKind::Refused;
    }
    let delimiter = href.find([':', '/', '\\', '?', '#']);
    let Some(colon) = delimiter.filter(|index| href.as_bytes()[*index] == b':') else {
        return AddressKind::Local;
    };
    let (scheme, rest) = (href[..colon].to_ascii_lowercase(), &href[colon + 1..]);
    match scheme.as_str() {
        "http" | "https" if rest.starts_with("//") && rest.len() > 2 => AddressKind::Web,
        "mailto" => AddressKind::Mail,
        // The name of a file may contain a colon. A scheme never begins with a Han character, nor with a percent sign
        // (the decoded address is checked as well).
        _ if scheme.starts_with(super::chars::is_cjk) || scheme.starts_with('%') => {
            AddressKind::Local
        }
        _ => AddressKind::Refused,
    }
}

/// Decodes `%E8%AE%A1` to `计`. Bytes that are not UTF-8 become U+FFFD.
pub(super) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        match (bytes[index], hex_digit(bytes, index + 1), hex_digit(bytes, index + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                index += 3;
            }
            (byte, _, _) => {
                decoded.push(byte);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex_digit(bytes: &[u8], index: usize) -> Option<u32> {
    char::from(*bytes.get(index)?).to_digit(16)
}
