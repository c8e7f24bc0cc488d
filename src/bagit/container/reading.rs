//! Reading the bytes of a bag's files.

use std::collections::BTreeMap;
use std::io::{self, Read};

use super::ChecksumResults;
use crate::bagit::{Algorithm, Checksums, Finding, MultiHasher};

/// The checksums of a reader's bytes, of which there must be `size` where that is known.
pub(super) fn checksums_of(
    reader: impl Read,
    algorithms: &[Algorithm],
    size: Option<u64>,
) -> io::Result<Checksums> {
    let mut hasher = MultiHasher::new(algorithms);
    let limit = size.map_or(u64::MAX, |size| size.saturating_add(1));
    let mut reader = reader.take(limit);
    let mut buffer = vec![0; 128 * 1024];
    let mut read = 0;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                hasher.update(&buffer[..count]);
                read += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    match size {
        Some(size) if size != read => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(hasher.finish()),
    }
}

/// All bytes of a tag file; `None` when it is larger than `limit`.
pub(super) fn tag_file_bytes(reader: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// Separates checksums from what could not be read.
pub(super) fn partition(results: Vec<Result<(String, Checksums), Finding>>) -> ChecksumResults {
    let (mut sums, mut findings) = (BTreeMap::new(), Vec::new());
    for result in results {
        match result {
            Ok((path, checksums)) => {
                sums.insert(path, checksums);
            }
            Err(finding) => findings.push(finding),
        }
    }
    (sums, findings)
}
