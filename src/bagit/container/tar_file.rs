//! A bag in a tar file: a stream, read once for its names and tag files and once for the checksums.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use tar::EntryType as TarType;

use super::opened::{ChecksumResults, OpenedBag, unpacked_limit};
use super::packed::{self, PackedEntry};
use super::reading::{checksums_of, partition, tag_file_bytes};
use super::zstd::FrameReader;
use crate::bagit::{Algorithm, EntryType, Finding, TAG_FILE_LIMIT, is_tag_file, tag_file_limit};
use crate::error::{Error, Operation};

fn stream(path: &Path, zstd: bool) -> Result<Box<dyn Read>, Error> {
    let file = BufReader::new(File::open(path).map_err(Error::io(Operation::Read, path))?);
    let left = unpacked_limit(path);
    Ok(if zstd {
        Box::new(LimitedReader { reader: FrameReader::new(file), left })
    } else {
        Box::new(file)
    })
}

pub(super) fn open(path: &Path, zstd: bool) -> Result<OpenedBag, Error> {
    let mut opened = OpenedBag::default();
    let mut entries = Vec::new();
    let mut tag_files: BTreeMap<usize, Option<Vec<u8>>> = BTreeMap::new();
    let mut left = TAG_FILE_LIMIT;
    let walked = walk(path, zstd, |index, name, entry_type, reader| {
        let name = match packed::decode_name(name) {
            Ok(name) => name,
            Err(finding) => {
                opened.listing.findings.push(finding);
                return Ok(());
            }
        };
        let file = name.rsplit('/').next().unwrap_or(&name);
        let is_file = matches!(entry_type, EntryType::File(_));
        if is_file && name.matches('/').count() < 2 && is_tag_file(file) {
            let bytes = tag_file_bytes(reader, tag_file_limit(file).min(left))?;
            left -= bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
            tag_files.insert(index, bytes);
        }
        entries.push(PackedEntry { path: name, entry_type, index });
        Ok(())
    })?;
    opened.listing.findings.extend(walked);
    packed::list(&entries, &mut opened);
    for (path, index) in &opened.indexes {
        if let Some(bytes) = tag_files.remove(index)
            && is_tag_file(path)
        {
            opened.tag_files.insert(path.clone(), bytes);
        }
    }
    Ok(opened)
}

pub(super) fn checksums(
    path: &Path,
    zstd: bool,
    base: &str,
    needed: &BTreeMap<String, Vec<Algorithm>>,
) -> Result<ChecksumResults, Error> {
    let mut results = Vec::new();
    let walked = walk(path, zstd, |_, name, entry_type, reader| {
        let name = packed::decode_name(name).unwrap_or_default();
        let below = name.strip_prefix(base).unwrap_or_default();
        if let (Some(algorithms), EntryType::File(size)) = (needed.get(below), entry_type) {
            results.push(Ok((below.to_owned(), checksums_of(reader, algorithms, Some(size))?)));
        }
        Ok(())
    })?;
    let (sums, mut findings) = partition(results);
    findings.extend(walked);
    Ok((sums, findings))
}

/// Visits every entry with its index, name, type and bytes. What ends the walk early is returned as a finding.
fn walk(
    path: &Path,
    zstd: bool,
    visit: impl FnMut(usize, &[u8], EntryType, &mut dyn Read) -> io::Result<()>,
) -> Result<Option<Finding>, Error> {
    let archive = tar::Archive::new(stream(path, zstd)?);
    Ok(match visit_entries(archive, visit) {
        Ok(()) => None,
        Err(error) if error.kind() == io::ErrorKind::QuotaExceeded => Some(Finding::TooMuch),
        Err(error) => Some(Finding::Broken { why: error.to_string() }),
    })
}

fn visit_entries(
    mut archive: tar::Archive<Box<dyn Read>>,
    mut visit: impl FnMut(usize, &[u8], EntryType, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    for (index, entry) in archive.entries()?.enumerate() {
        let mut entry = entry?;
        let entry_type = match entry.header().entry_type() {
            TarType::Regular | TarType::Continuous => EntryType::File(entry.size()),
            TarType::Directory => EntryType::Folder,
            TarType::Symlink | TarType::Link => EntryType::Link,
            TarType::XGlobalHeader => continue,
            _ => EntryType::Special,
        };
        let name = entry.path_bytes().into_owned();
        visit(index, &name, entry_type, &mut entry)?;
    }
    Ok(())
}

/// A reader that fails once more than `left` bytes have been read.
struct LimitedReader<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for LimitedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(into)?;
        self.left = self.left.checked_sub(count as u64).ok_or(io::ErrorKind::QuotaExceeded)?;
        Ok(count)
    }
}
