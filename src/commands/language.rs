//! The language that an archive speaks.

use std::path::Path;

use crate::l10n::Lang;
use crate::project::Origin;

/// The language of the archive in `root`, or without one of that around the current folder.
pub(super) fn archive_language(root: Option<&Path>) -> Option<Lang> {
    let origin = Origin::find(root, None).ok()?;
    let source = origin.open("content").ok()?;
    crate::parse::language(&*source).ok().flatten()
}
