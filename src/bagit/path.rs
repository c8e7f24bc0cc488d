//! Paths in manifests: percent-encoded (RFC 8493 §2.1.3), and never trusted (§5.1).

use super::Version;

/// Why a path may not be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathTrouble {
    /// It leaves the bag: `../x`.
    Leaves,
    /// It begins at the root of a disk: `/etc/passwd`, `C:\x`, `\\server\x`.
    Absolute,
    /// It begins in somebody's own folder: `~/x`.
    Home,
    /// It holds `\`, which separates folders on Windows.
    Backslash,
    /// It contains an empty part or a lone dot: `data//x`, `data/./x`.
    Crooked,
    /// It holds a NUL.
    Nul,
}

/// What is wrong with a path relative to the bag, if anything.
#[must_use]
pub fn trouble(path: &str) -> Option<PathTrouble> {
    let has_drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    if path.contains('\0') {
        Some(PathTrouble::Nul)
    } else if path.split(['/', '\\']).any(|it| it == "..") {
        Some(PathTrouble::Leaves)
    } else if path.starts_with(['/', '\\']) || has_drive {
        Some(PathTrouble::Absolute)
    } else if path.starts_with('~') {
        Some(PathTrouble::Home)
    } else if path.contains('\\') {
        Some(PathTrouble::Backslash)
    } else if path.split('/').any(|it| matches!(it, "" | ".")) {
        Some(PathTrouble::Crooked)
    } else {
        None
    }
}

/// A path as a manifest of version 1.0 has it: CR, LF and `%` are percent-encoded, and only those.
#[must_use]
pub fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A path as it is on disk. Before 1.0 only CR and LF were encoded.
#[must_use]
pub fn decode(path: &str, version: Version) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let meant = rest.get(1..3).and_then(|it| match it.to_ascii_uppercase().as_str() {
            "0A" => Some('\n'),
            "0D" => Some('\r'),
            "25" if version == Version::One => Some('%'),
            _ => None,
        });
        out.push(meant.unwrap_or('%'));
        rest = &rest[if meant.is_some() { 3 } else { 1 }..];
    }
    out.push_str(rest);
    out
}

/// Whether every system can hold files of that path: no names that Windows keeps, no character it forbids.
#[must_use]
pub fn is_portable(path: &str) -> bool {
    let is_device = |stem: &str| {
        let stem = stem.to_ascii_lowercase();
        let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        matches!(&*stem, "con" | "prn" | "aux" | "nul")
            || numbered.is_some_and(|it| matches!(it.as_bytes(), [b'1'..=b'9']))
    };
    let is_plain = |it: char| !it.is_control() && !"<>:\"\\|?*".contains(it);
    let is_fine = |name: &str| {
        let stem = name.split('.').next().unwrap_or(name).trim_end();
        let ends_well = !name.is_empty() && !name.ends_with(['.', ' ']);
        name.chars().all(is_plain) && ends_well && !is_device(stem) && name.len() <= 255
    };
    path.split('/').all(is_fine)
}
