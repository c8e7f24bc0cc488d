//! Where a link may lead: to a page or file of the archive, to the web, or to a mail address.

/// What a link's address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Address {
    /// `https://…` or `http://…`.
    Web,
    /// `mailto:…`.
    Mail,
    /// Relative: a file, a record, `#…` in the page.
    Local,
    /// Anything else: other schemes (`javascript:`, `data:`, `file:`), other hosts (`//host`, `\\host`), nothing.
    Refused,
}

/// The kind of an address. White space and control characters do not count, capitals neither, and what hides behind
/// percent signs is looked at too: browsers read addresses as generously.
#[must_use]
pub fn address(href: &str) -> Address {
    let kind = plain_address(&clean(href));
    let mut decoded = href.to_owned();
    for _ in 0..3 {
        if !decoded.contains('%') {
            break;
        }
        decoded = percent_decoded(&decoded);
        if plain_address(&clean(&decoded)) == Address::Refused {
            return Address::Refused;
        }
    }
    kind
}

/// The address without control characters anywhere and without white space or invisible characters at its ends.
pub(super) fn clean(href: &str) -> String {
    let invisible = |it: char| {
        it.is_whitespace()
            || matches!(it, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}')
    };
    href.chars().filter(|it| !it.is_control()).collect::<String>().trim_matches(invisible).into()
}

fn plain_address(href: &str) -> Address {
    let slashed = |at: usize| href.as_bytes().get(at).is_some_and(|it| matches!(it, b'/' | b'\\'));
    if href.is_empty() || href.starts_with('\\') || (slashed(0) && slashed(1)) {
        return Address::Refused;
    }
    let Some(colon) =
        href.find([':', '/', '\\', '?', '#']).filter(|at| href[*at..].starts_with(':'))
    else {
        return Address::Local;
    };
    let (scheme, rest) = (href[..colon].to_ascii_lowercase(), &href[colon + 1..]);
    match scheme.as_str() {
        "http" | "https" if rest.starts_with("//") && rest.len() > 2 => Address::Web,
        "mailto" => Address::Mail,
        // A file's name may hold a colon; a scheme never begins with a Han character, nor with a percent sign (what
        // that hides is judged apart).
        _ if scheme.starts_with(super::chars::is_cjk) || scheme.starts_with('%') => Address::Local,
        _ => Address::Refused,
    }
}

/// `%E8%AE%A1` → `计`; bytes that are no UTF-8 become U+FFFD.
pub(super) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|it| char::from(*it).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, _, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
