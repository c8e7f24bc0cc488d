//! Path → whose file it is.

use crate::model::Archive;
use crate::parse::owner_folder;
use crate::syntax::text::nfc;

/// Whose a file is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A school's, by its folder.
    School(String),
    /// A pair's, by its folder.
    Pair(String),
    /// The whole archive's, or outside of `content/`.
    Everyone,
}

impl Owner {
    /// Whose the file at a path from the root is.
    #[must_use]
    pub fn of(path: &str) -> Owner {
        match owner_folder(path) {
            Some((true, folder)) => Owner::School(nfc(folder)),
            Some((false, folder)) => Owner::Pair(nfc(folder)),
            None => Owner::Everyone,
        }
    }

    /// The name of the school or pair, or its folder where the archive does not know it.
    #[must_use]
    pub fn name(&self, archive: &Archive) -> Option<String> {
        match self {
            Owner::School(id) => {
                let school = archive.schools.iter().find(|it| it.id == *id);
                Some(school.map_or(id, |it| &it.name).clone())
            }
            Owner::Pair(id) => {
                let pair = archive.pairs.iter().find(|it| it.folder == *id);
                Some(pair.map_or(id, |it| &it.name).clone())
            }
            Owner::Everyone => None,
        }
    }
}
