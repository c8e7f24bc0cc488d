//! Files that somebody moved away while they were edited.

use std::io::ErrorKind;
use std::path::Path;

use super::paths::record_path;
use super::refusal::Refused;

/// Whether there is nothing at a place.
pub(super) fn is_gone(whole: &Path) -> bool {
    matches!(whole.symlink_metadata(), Err(error) if error.kind() == ErrorKind::NotFound)
}

/// The path of a record today: one that got or lost a folder of its own while it was edited is the same record.
pub(super) fn living_path(root: &Path, path: &str) -> Result<String, Refused> {
    let whole = record_path(root, path)?;
    let other = match path.strip_suffix("/index.md") {
        Some(stem) => format!("{stem}.md"),
        None => format!("{}/index.md", path.strip_suffix(".md").unwrap_or(path)),
    };
    let is_other = path.ends_with(".md") && is_gone(&whole) && record_path(root, &other)?.is_file();
    Ok(if is_other { other } else { path.to_owned() })
}
