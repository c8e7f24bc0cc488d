//! A bag in a tar file: a stream, read once for its names and tag files and once for the checksums.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use tar::EntryType as TarType;

use super::opened::{ChecksumResults, OpenedBag, unpacked_limit};
use super::packed::{self, NameDecoder, PackedEntry};
use super::reading::{checksums_of, partition, tag_file_bytes};
use super::tar_guard::TarGuard;
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
    let mut names = NameDecoder::default();
    let walked = walk(path, zstd, |index, name, entry_type, reader| {
        names.see(name);
        let name = match names.decode(name) {
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
    opened.listing.findings.extend(names.finding());
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
    opened: &OpenedBag,
    needed: &BTreeMap<String, Vec<Algorithm>>,
) -> Result<ChecksumResults, Error> {
    let mut by_index: BTreeMap<usize, (&String, &Vec<Algorithm>)> = BTreeMap::new();
    for (path, algorithms) in needed {
        if let Some(index) = opened.indexes.get(path) {
            by_index.insert(*index, (path, algorithms));
        }
    }
    let mut results = Vec::new();
    let walked = walk(path, zstd, |index, _, entry_type, reader| {
        if let (Some((path, algorithms)), EntryType::File(size)) =
            (by_index.get(&index), entry_type)
        {
            let sums = checksums_of(reader, algorithms, Some(size))?;
            results.push(Ok(((*path).clone(), sums)));
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
    let archive = tar::Archive::new(TarGuard::new(stream(path, zstd)?));
    Ok(match visit_entries(archive, visit) {
        Ok(()) => None,
        Err(error) if is_too_much(&error) => Some(Finding::TooMuch),
        Err(error) => Some(Finding::Broken { why: error.to_string() }),
    })
}

/// Whether a limit of ours stopped the reading; the library wraps errors in its own.
fn is_too_much(error: &io::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            if error.kind() == io::ErrorKind::QuotaExceeded {
                return true;
            }
            cause = error.get_ref().map(|inner| inner as &(dyn std::error::Error + 'static));
        } else {
            cause = error.source();
        }
    }
    false
}

fn visit_entries(
    mut archive: tar::Archive<TarGuard<Box<dyn Read>>>,
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
