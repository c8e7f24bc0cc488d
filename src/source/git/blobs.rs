//! Reads many blobs in few runs of git.

use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, Stdio};
use std::thread;

use rayon::prelude::*;

use super::command::no_git;
use super::{ObjectId, Repository};
use crate::error::{Error, UsageError};

/// The number of blobs that one run of git reads.
const BLOBS_PER_RUN: usize = 2_500;

/// The contents of blobs, in order.
///
/// # Errors
/// When git fails or a blob is missing.
pub(super) fn read_blobs(
    repository: &Repository,
    blobs: &[&ObjectId],
) -> Result<Vec<Vec<u8>>, Error> {
    // Most of the work is unpacking, and one run of git uses one core.
    let runs: Result<Vec<_>, Error> =
        blobs.par_chunks(BLOBS_PER_RUN).map(|run| read_run(repository, run)).collect();
    Ok(runs?.into_iter().flatten().collect())
}

fn read_run(repository: &Repository, blobs: &[&ObjectId]) -> Result<Vec<Vec<u8>>, Error> {
    let mut child = repository
        .command(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(no_git)?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let contents = thread::scope(|scope| {
        scope.spawn(move || request(input, blobs));
        let mut output = BufReader::with_capacity(1 << 20, output?);
        let mut contents = Vec::with_capacity(blobs.len());
        for _ in blobs {
            contents.push(next_blob(&mut output)?);
        }
        Some(contents)
    });
    let _ = child.wait();
    contents.ok_or_else(|| UsageError::Git { said: "git cat-file".into() }.into())
}

/// Writes the ids of the blobs to git. If git has ended, its missing answers show it.
fn request(input: Option<ChildStdin>, blobs: &[&ObjectId]) {
    let mut lines = String::new();
    for blob in blobs {
        lines.push_str(blob.as_str());
        lines.push('\n');
    }
    if let Some(mut input) = input {
        let _ = input.write_all(lines.as_bytes());
    }
}

/// Reads `<id> blob <size>`, the bytes, and a line feed.
fn next_blob(output: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut header = String::new();
    output.read_line(&mut header).ok()?;
    let (_, size) = header.trim_end().rsplit_once(" blob ")?;
    let size: usize = size.parse().ok()?;
    let mut bytes = vec![0; size + 1];
    output.read_exact(&mut bytes).ok()?;
    bytes.pop();
    Some(bytes)
}
