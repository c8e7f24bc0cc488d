//! Paths in manifests: percent-encoded (RFC 8493 §2.1.3), and never trusted (§5.1).

use super::Version;
use crate::syntax::file_name::is_device;

/// Why a path may not be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathProblem {
    /// It leaves the bag: `../x`.
    Leaves,
    /// It begins at the root of a disk: `/etc/passwd`, `C:\x`, `\\server\x`.
    Absolute,
    /// It begins in a home folder: `~/x`.
    Home,
    /// It contains `\`, which separates folders on Windows.
    Backslash,
    /// It contains an empty segment or a single dot: `data//x`, `data/./x`.
    NotNormalized,
    /// It contains a NUL.
    Nul,
}

/// What is wrong with a path relative to the bag, if anything.
#[must_use]
pub fn path_problem(path: &str) -> Option<PathProblem> {
    let has_drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    if path.contains('\0') {
        Some(PathProblem::Nul)
    } else if path.split(['/', '\\']).any(|segment| segment == "..") {
        Some(PathProblem::Leaves)
    } else if path.starts_with(['/', '\\']) || has_drive {
        Some(PathProblem::Absolute)
    } else if path.starts_with('~') {
        Some(PathProblem::Home)
    } else if path.contains('\\') {
        Some(PathProblem::Backslash)
    } else if path.split('/').any(|segment| matches!(segment, "" | ".")) {
        Some(PathProblem::NotNormalized)
    } else {
        None
    }
}

/// A path as a manifest of version 1.0 has it: CR, LF and `%` are percent-encoded, and nothing else. (The `percent-encoding`
/// crate always encodes what is not ASCII, and decodes every `%XX`.)
#[must_use]
pub fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The path on disk. Before 1.0 only CR and LF were encoded.
#[must_use]
pub fn decode(path: &str, version: Version) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(percent) = rest.find('%') {
        out.push_str(&rest[..percent]);
        rest = &rest[percent..];
        let decoded = match rest.get(1..3) {
            Some("0A" | "0a") => '\n',
            Some("0D" | "0d") => '\r',
            Some("25") if version == Version::One => '%',
            _ => {
                out.push('%');
                rest = &rest[1..];
                continue;
            }
        };
        out.push(decoded);
        rest = &rest[3..];
    }
    out.push_str(rest);
    out
}

/// Whether every system allows files of that path: no names that Windows reserves, no characters that it forbids.
#[must_use]
pub fn is_portable(path: &str) -> bool {
    path.split('/').all(is_portable_name)
}

fn is_portable_name(name: &str) -> bool {
    !name.is_empty()
        && !name.ends_with(['.', ' '])
        && !name.contains(['<', '>', ':', '"', '\\', '|', '?', '*'])
        && !name.contains(char::is_control)
        && !is_device(name)
        && name.len() <= 255
}
