//! Escapes text for HTML, so that nothing in it can be markup.

/// Appends text for the content of an element or of an attribute in double quotes, without control characters.
pub(super) fn text(out: &mut String, text: &str) {
    let mut copied = 0;
    for (index, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\n' | b'\t' => continue,
            0..0x20 | 0x7F => "",
            _ => continue,
        };
        out.push_str(&text[copied..index]);
        out.push_str(entity);
        copied = index + 1;
    }
    out.push_str(&text[copied..]);
}

/// Appends an address for `href` or `src`: all but plain ASCII is written as `%XX` of its UTF-8 bytes; percent signs
/// are kept.
pub(super) fn href(out: &mut String, href: &str) {
    for byte in href.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-_.~!*();:@=+$,/?#%".contains(&byte) => out.push(char::from(byte)),
            _ => {
                const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(DIGITS[usize::from(byte >> 4)]));
                out.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}
