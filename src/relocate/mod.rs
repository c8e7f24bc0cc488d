//! What changes when a record, a plan, a pair or a school gets another id or another place (docs/interface.md §1, `move`):
//! which files are renamed, and which bytes of which files follow. Nothing is written here.

mod edits;
mod former_keys;
mod ids;
mod links;
mod merge;
mod messages;
mod moved_source;
mod numbers;
mod place;
mod references;
mod subject;
mod text_edits;

pub(crate) use merge::merge;
pub(crate) use messages::Refusal;
pub(crate) use moved_source::MovedSource;

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

/// Plans a move.
///
/// # Errors
/// When the move is refused, or a file cannot be read.
pub(crate) fn relocate(inputs: MoveInputs<'_>, old: &str, new: &str) -> Result<MovePlan, NotMoved> {
    let subject = subject::find(inputs.archive, old)?;
    let relocation = place::relocation(inputs, &subject, new)?;
    let edits = edits::edits(inputs, &relocation)?;
    let ids = (relocation.old_id.clone(), relocation.new_id.clone());
    Ok(MovePlan { ids, renames: relocation.renames, edits })
}
