//! The objects that a push brings, whatever reference brings them.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::thread;

use super::command::{MOST_LISTED, no_git};
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
        if objects.is_empty() {
            return Ok(());
        }
        let mut child = self
            .command(["cat-file", "--batch", "--buffer"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(no_git)?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let is_complete = thread::scope(|scope| {
            scope.spawn(move || {
                let mut input = input?;
                for object in objects {
                    // If git has ended, its missing answers show it.
                    writeln!(input, "{}", object.id.as_str()).ok()?;
                }
                Some(())
            });
            let mut output = BufReader::with_capacity(1 << 18, output?);
            for (index, object) in objects.iter().enumerate() {
                each(index, next_object(&mut output, object)?);
            }
            Some(())
        });
        let _ = child.kill();
        let _ = child.wait();
        is_complete.ok_or_else(|| UsageError::Git { said: "git cat-file".into() }.into())
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

/// Reads `<id> <kind> <size>`, the bytes, and a line feed.
fn next_object(output: &mut impl BufRead, object: &PushedObject) -> Option<Vec<u8>> {
    let mut header = String::new();
    output.read_line(&mut header).ok()?;
    let size: u64 = header.trim_end().rsplit_once(' ')?.1.parse().ok()?;
    if size != object.size || !header.starts_with(object.id.as_str()) {
        return None;
    }
    let mut bytes = Vec::new();
    output.take(size + 1).read_to_end(&mut bytes).ok()?;
    let is_whole = bytes.len() as u64 == size + 1;
    bytes.pop();
    is_whole.then_some(bytes)
}
