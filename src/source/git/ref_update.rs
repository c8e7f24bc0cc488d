//! What git reports to a server's hooks on standard input.

use std::io::BufRead;

use super::ObjectId;
use crate::error::{Error, Operation};

/// The update of a branch in a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefUpdate {
    /// The last commit before; `None` for a new branch.
    pub old: Option<ObjectId>,
    /// The last commit after; `None` for a deleted branch.
    pub new: Option<ObjectId>,
    /// The name of the branch.
    pub branch: String,
}

/// Parses one `<old> <new> <ref>` a line. Tags and notes hold no archive and are left out.
///
/// # Errors
/// When the input cannot be read.
pub fn parse_ref_updates(input: impl BufRead) -> Result<Vec<RefUpdate>, Error> {
    let mut updates = Vec::new();
    for line in input.lines() {
        let line = line.map_err(Error::io(Operation::Read, "stdin"))?;
        let mut parts = line.splitn(3, ' ');
        let (Some(old), Some(new), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        if name.starts_with("refs/tags/") || name.starts_with("refs/notes/") {
            continue;
        }
        let branch = name.strip_prefix("refs/heads/").unwrap_or(name).to_owned();
        updates.push(RefUpdate { old: commit(old), new: commit(new), branch });
    }
    Ok(updates)
}

/// A commit; `None` for the zeros that stand for none.
fn commit(text: &str) -> Option<ObjectId> {
    ObjectId::new(text).filter(|id| !id.is_none())
}
