//! What a move needs to know, and what it changes.

use super::messages::Refusal;
use super::similarity::is_alike;
use crate::engine::seal::SealFile;
use crate::error::Error;
use crate::model::Archive;
use crate::source::Source;

/// A file or a folder that gets another path. Both paths begin with `content/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rename {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// The path that a file has after some renames.
pub(super) fn new_path(path: &str, renames: &[Rename]) -> String {
    for Rename { from, to } in renames {
        if let Some(rest) = rest_below(path, from) {
            return format!("{to}{rest}");
        }
    }
    path.to_owned()
}

/// What a path has below a folder, with the slash; nothing for the folder itself.
pub(crate) fn rest_below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(folder)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// A file whose bytes change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileEdit {
    /// Its path after the renames.
    pub(crate) path: String,
    pub(crate) old: Vec<u8>,
    pub(crate) new: Vec<u8>,
}

/// All that a move changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MovePlan {
    /// The old and the new id, as people read them.
    pub(crate) ids: (String, String),
    pub(crate) renames: Vec<Rename>,
    pub(crate) edits: Vec<FileEdit>,
}

impl MovePlan {
    /// The moved files of which so much changes that git takes them for new ones: their old and new paths.
    pub(crate) fn lost_to_git(&self) -> Vec<(String, &str)> {
        let mut lost = Vec::new();
        for edit in &self.edits {
            for Rename { from, to } in &self.renames {
                if let Some(rest) = rest_below(&edit.path, to)
                    && !is_alike(&edit.old, &edit.new)
                {
                    lost.push((format!("{from}{rest}"), edit.path.as_str()));
                }
            }
        }
        lost
    }
}

/// The archive that something is moved in.
#[derive(Clone, Copy)]
pub(crate) struct MoveInputs<'a> {
    pub(crate) archive: &'a Archive,
    /// The seals under the ids of today: sealed texts are left as they were signed.
    pub(crate) seals: &'a [SealFile],
    pub(crate) source: &'a dyn Source,
}

/// Why nothing is moved.
pub(crate) enum NotMoved {
    Refused(Refusal),
    Failed(Error),
}

impl From<Refusal> for NotMoved {
    fn from(refusal: Refusal) -> NotMoved {
        NotMoved::Refused(refusal)
    }
}

impl From<Error> for NotMoved {
    fn from(error: Error) -> NotMoved {
        NotMoved::Failed(error)
    }
}
