//! Reads many blobs in few runs of git.

use rayon::prelude::*;

use super::batch::{read_batch, read_content};
use super::{ObjectId, Repository};
use crate::error::Error;

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

/// Reads some blobs in one run.
fn read_run(repository: &Repository, blobs: &[&ObjectId]) -> Result<Vec<Vec<u8>>, Error> {
    let mut contents = Vec::with_capacity(blobs.len());
    read_batch(repository, blobs, &mut |_, header, output| {
        let (_, size) = header.rsplit_once(" blob ")?;
        contents.push(read_content(output, size.parse().ok()?)?);
        Some(())
    })?;
    Ok(contents)
}
