//! Paths as people give and read them.

use std::env;
use std::path::{Path, PathBuf};

use crate::cli::Globals;
use crate::error::Error;

/// The archive's folder: `--root`, or the nearest above the current folder.
pub(crate) fn find_root(globals: &Globals) -> Result<PathBuf, Error> {
    crate::project::find_root(globals.root.as_deref())
}

/// A path as people read it: relative to the current folder where that is shorter.
pub(crate) fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let shorter = path.strip_prefix(&here).unwrap_or(path);
    shorter.display().to_string()
}

/// A path as a shell reads it as one word: `"content/学校/一 小"`.
pub(crate) fn shell_quoted(path: &str) -> String {
    let is_plain = |ch: char| ch.is_alphanumeric() || "/-_.—".contains(ch);
    if !path.is_empty() && path.chars().all(is_plain) {
        return path.to_owned();
    }
    match path.contains(['"', '$', '`', '\\', '!']) {
        true => format!("'{}'", path.replace('\'', r"'\''")),
        false => format!("\"{path}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::shell_quoted;

    #[test]
    fn a_path_is_one_word_of_a_shell() {
        for (path, word) in [
            ("content/学校/a/2025—2026-计划.md", "content/学校/a/2025—2026-计划.md"),
            ("content/一 小（东）", "\"content/一 小（东）\""),
            ("a (2).md", "\"a (2).md\""),
            ("it's", "\"it's\""),
            ("a$b's", r"'a$b'\''s'"),
            ("", "\"\""),
        ] {
            assert_eq!(shell_quoted(path), word);
        }
    }
}
