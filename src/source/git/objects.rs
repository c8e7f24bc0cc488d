//! The objects that a push brings, whatever reference brings them.

use super::batch::{read_batch, read_content};
use super::command::MOST_LISTED;
use super::{ObjectId, Repository};
use crate::error::{Error, UsageError};

/// The kind of a git object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A commit.
    Commit,
    /// A folder.
    Tree,
    /// The content of a file.
    Blob,
    /// An annotated tag.
    Tag,
}

/// An object that a push brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushedObject {
    /// Its id.
    pub id: ObjectId,
    /// Its kind.
    pub kind: ObjectKind,
    /// Its size in bytes.
    pub size: u64,
    /// A path that leads to it, from the repository's root; empty for commits, tags and the roots of trees.
    pub path: String,
}

impl Repository {
    /// The objects that these references would bring and that no reference holds yet; `None` when there are more than
    /// two million. Objects that a later commit replaces are included: what was committed stays in the history.
    ///
    /// # Errors
    /// When git fails.
    pub fn pushed_objects(&self, tips: &[ObjectId]) -> Result<Option<Vec<PushedObject>>, Error> {
        let mut input = String::new();
        for tip in tips {
            input.push_str(tip.as_str());
            input.push('\n');
        }
        let args = ["rev-list", "--objects", "--stdin", "--not", "--all"];
        let Some(listed) = self.run_bounded(args, input.as_bytes(), MOST_LISTED)? else {
            return Ok(None);
        };
        let mut ids = String::new();
        let mut paths = Vec::new();
        for line in listed.split(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(line);
            let (id, path) = line.split_once(' ').unwrap_or((&line, ""));
            if ObjectId::new(id).is_some() {
                ids.push_str(id);
                ids.push('\n');
                paths.push(path.to_owned());
            }
        }
        let args = ["cat-file", "--batch-check", "--buffer"];
        let listed = self.run_bounded(args, ids.as_bytes(), MOST_LISTED)?.unwrap_or_default();
        let mut objects = Vec::with_capacity(paths.len());
        for (line, path) in String::from_utf8_lossy(&listed).lines().zip(paths) {
            let Some(object) = parse_checked(line, path) else {
                return Err(UsageError::Git { said: line.to_owned() }.into());
            };
            objects.push(object);
        }
        Ok(Some(objects))
    }

    /// Reads objects one after the other; `each` gets the index of an object and its bytes.
    ///
    /// # Errors
    /// When git fails or an object is missing.
    pub fn read_objects(
        &self,
        objects: &[&PushedObject],
        each: &mut dyn FnMut(usize, Vec<u8>),
    ) -> Result<(), Error> {
        let ids: Vec<&ObjectId> = objects.iter().map(|object| &object.id).collect();
        read_batch(self, &ids, &mut |index, header, output| {
            let object = objects[index];
            let (_, size) = header.rsplit_once(' ')?;
            let size: u64 = size.parse().ok()?;
            if size != object.size || !header.starts_with(object.id.as_str()) {
                return None;
            }
            each(index, read_content(output, size)?);
            Some(())
        })
    }
}

/// Parses `<id> <kind> <size>`.
fn parse_checked(line: &str, path: String) -> Option<PushedObject> {
    let mut parts = line.split(' ');
    let id = ObjectId::new(parts.next()?)?;
    let kind = match parts.next()? {
        "commit" => ObjectKind::Commit,
        "tree" => ObjectKind::Tree,
        "blob" => ObjectKind::Blob,
        "tag" => ObjectKind::Tag,
        _ => return None,
    };
    Some(PushedObject { id, kind, size: parts.next()?.parse().ok()?, path })
}
