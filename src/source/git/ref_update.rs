//! What git reports to a server's hooks on standard input.

use std::io::BufRead;

use super::ObjectId;
use crate::error::{Error, Operation};

/// The update of a reference in a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefUpdate {
    /// What it pointed to; `None` for a new one.
    pub old: Option<ObjectId>,
    /// What it shall point to; `None` for a deleted one.
    pub new: Option<ObjectId>,
    /// Its name.
    pub name: RefName,
}

/// The name of a reference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefName {
    /// `refs/heads/…`
    Branch(String),
    /// `refs/tags/…`
    Tag(String),
    /// Any other, as a whole: `refs/notes/…`, `refs/replace/…`.
    Other(String),
}

impl RefName {
    fn new(full: &str) -> RefName {
        if let Some(branch) = full.strip_prefix("refs/heads/") {
            RefName::Branch(branch.to_owned())
        } else if let Some(tag) = full.strip_prefix("refs/tags/") {
            RefName::Tag(tag.to_owned())
        } else {
            RefName::Other(full.to_owned())
        }
    }

    /// The name as people know it: without `refs/heads/` and `refs/tags/`.
    #[must_use]
    pub fn short(&self) -> &str {
        match self {
            RefName::Branch(name) | RefName::Tag(name) | RefName::Other(name) => name,
        }
    }

    /// Whether it is this branch.
    #[must_use]
    pub fn is_branch(&self, branch: &str) -> bool {
        matches!(self, RefName::Branch(name) if name == branch)
    }
}

/// Parses one `<old> <new> <ref>` a line.
///
/// # Errors
/// When the input cannot be read, or a line is not of that form: what is not understood must not pass.
pub fn parse_ref_updates(input: impl BufRead) -> Result<Vec<RefUpdate>, Error> {
    let mut updates = Vec::new();
    for line in input.split(b'\n') {
        let line = line.map_err(Error::io(Operation::Read, "stdin"))?;
        let line = String::from_utf8_lossy(&line);
        if line.is_empty() {
            continue;
        }
        let mut parts = line.splitn(3, ' ');
        let ids = (parts.next().and_then(ObjectId::new), parts.next().and_then(ObjectId::new));
        let (Some(old), Some(new), Some(name)) = (ids.0, ids.1, parts.next()) else {
            return Err(Error::custom(
                "钩子读不懂git报来的这一行。钩子由git调用，不用自己运行。",
                "the hook cannot read this line; git calls it, it is not run by hand.",
            ));
        };
        updates.push(RefUpdate {
            old: existing(old),
            new: existing(new),
            name: RefName::new(name),
        });
    }
    Ok(updates)
}

/// The object; `None` for the zeros that stand for none.
fn existing(id: ObjectId) -> Option<ObjectId> {
    (!id.is_none()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_a_push_is_reported() {
        let (none, id) = ("0".repeat(40), "a".repeat(40));
        let mut input = String::new();
        for name in
            ["refs/heads/main", "refs/tags/v1", "refs/notes/commits", "refs/replace/x", "HEAD"]
        {
            input.push_str(&format!("{none} {id} {name}\n"));
        }
        let updates = parse_ref_updates(input.as_bytes()).unwrap();
        let names: Vec<RefName> = updates.iter().map(|update| update.name.clone()).collect();
        let other = |name: &str| RefName::Other(name.to_owned());
        let want = [
            RefName::Branch("main".into()),
            RefName::Tag("v1".into()),
            other("refs/notes/commits"),
            other("refs/replace/x"),
            other("HEAD"),
        ];
        assert_eq!(names, want);
        assert_eq!((&updates[0].old, updates[0].new.is_some()), (&None, true));
        assert!(parse_ref_updates(&b"nonsense\n"[..]).is_err());
    }
}
