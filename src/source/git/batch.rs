//! One run of `git cat-file --batch`, which writes the bytes of many objects one after the other.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{ChildStdin, Stdio};
use std::thread;

use super::command::no_git;
use super::{ObjectId, Repository};
use crate::error::{Error, UsageError};

/// Takes an object: its index, git's header without the line feed, and what follows the header. `None` means that the
/// object is not what was asked for, which ends the run.
pub(super) type TakeObject<'a> = dyn FnMut(usize, &str, &mut dyn BufRead) -> Option<()> + 'a;

/// Reads objects in one run of git, in order; `take` must read the content of each with [`read_content`].
///
/// # Errors
/// When git fails, or `take` does.
pub(super) fn read_batch(
    repository: &Repository,
    objects: &[&ObjectId],
    take: &mut TakeObject<'_>,
) -> Result<(), Error> {
    if objects.is_empty() {
        return Ok(());
    }
    let mut child = repository
        .command(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(no_git)?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let is_complete = thread::scope(|scope| {
        scope.spawn(move || request(input, objects));
        let mut output = BufReader::with_capacity(1 << 20, output?);
        for index in 0..objects.len() {
            let mut header = String::new();
            output.read_line(&mut header).ok()?;
            take(index, header.trim_end(), &mut output)?;
        }
        Some(())
    });
    // After a failure git may still have much to write.
    let _ = child.kill();
    let _ = child.wait();
    is_complete.ok_or_else(|| UsageError::Git { said: "git cat-file".into() }.into())
}

/// Reads the content of an object and the line feed after it; `None` when there are fewer bytes.
pub(super) fn read_content(output: &mut dyn BufRead, size: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    output.take(size.checked_add(1)?).read_to_end(&mut bytes).ok()?;
    let is_whole = bytes.len() as u64 == size + 1;
    bytes.pop();
    is_whole.then_some(bytes)
}

/// Writes the ids of the objects to git. If git has ended, its missing answers show it.
fn request(input: Option<ChildStdin>, objects: &[&ObjectId]) {
    let mut lines = String::new();
    for object in objects {
        lines.push_str(object.as_str());
        lines.push('\n');
    }
    if let Some(mut input) = input {
        let _ = input.write_all(lines.as_bytes());
    }
}
