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
