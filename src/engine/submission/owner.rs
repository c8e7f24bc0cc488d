//! Whose a file is, by its path.

use super::tree::GIT_FILES;
use crate::model::Archive;
use crate::parse::owner_folder;
use crate::syntax::text::nfc;

/// The owner of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The school with that folder.
    School(String),
    /// The pair with that folder.
    Pair(String),
    /// The whole archive, or nobody: the file is outside of `content/`.
    Everyone,
}

impl Owner {
    /// The owner of the file at a path from the root. What git reads in every folder belongs to all: a `.gitattributes`
    /// in a school's folder changes how clones store files.
    #[must_use]
    pub fn of(path: &str) -> Owner {
        let name = path.rsplit('/').next().unwrap_or(path);
        if GIT_FILES.contains(&name) {
            return Owner::Everyone;
        }
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
                for school in &archive.schools {
                    if school.id == *id {
                        return Some(school.name.clone());
                    }
                }
                Some(id.clone())
            }
            Owner::Pair(folder) => {
                for pair in &archive.pairs {
                    if pair.folder == *folder {
                        return Some(pair.name.clone());
                    }
                }
                Some(folder.clone())
            }
            Owner::Everyone => None,
        }
    }
}
