//! The language that an archive speaks.

use crate::l10n::Lang;
use crate::project::Origin;

/// The language of the archive around the current folder.
pub(super) fn archive_language() -> Option<Lang> {
    let origin = Origin::find(None, None).ok()?;
    let source = origin.open("content").ok()?;
    crate::parse::language(&*source).ok().flatten()
}
