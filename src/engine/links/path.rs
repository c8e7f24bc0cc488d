//! Paths as links write them: percent-encoded, and relative to the file that has the link.

/// The folder of a path; empty where it has none.
pub(super) fn folder(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, _)) => folder,
        None => "",
    }
}

/// The last segment of a path.
pub(super) fn file_name(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((_, name)) => name,
        None => path,
    }
}

/// A path relative to a file's folder, from the root of the archive; `None` when it leaves `content/`.
pub(crate) fn join(file: &str, relative: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder(file).split('/').collect();
    for segment in relative.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
                if segments.is_empty() {
                    return None;
                }
            }
            _ => segments.push(segment),
        }
    }
    (segments.first() == Some(&"content")).then(|| segments.join("/"))
}

/// Decodes `%E9%80%81`. A link that is not UTF-8 once it is decoded stays as it is.
pub(crate) fn percent_decoded(href: &str) -> String {
    if !href.contains('%') {
        return href.to_owned();
    }
    let bytes = href.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match escaped_byte(&bytes[at..]) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| href.to_owned())
}

/// The byte that an escape such as `%E9` at the start of `bytes` stands for.
fn escaped_byte(bytes: &[u8]) -> Option<u8> {
    if bytes[0] != b'%' {
        return None;
    }
    let digits = std::str::from_utf8(bytes.get(1..3)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}
