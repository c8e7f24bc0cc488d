//! Schools by the names that people use.

use crate::model::{Archive, SchoolIx};

/// The one school of that name, short name, folder or former name.
pub(super) fn school_named(archive: &Archive, name: &str) -> Option<SchoolIx> {
    let name = name.trim();
    let mut found = None;
    for (index, school) in archive.schools.iter().enumerate() {
        let is_named = school.name == name
            || school.id == name
            || school.short.iter().any(|short| short == name)
            || school.formerly.iter().any(|former| former == name);
        if is_named && found.replace(SchoolIx(index)).is_some() {
            return None;
        }
    }
    found
}
