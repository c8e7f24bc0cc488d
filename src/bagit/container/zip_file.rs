//! A bag in a zip file: read by several threads at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use rayon::prelude::*;
use zip::ZipArchive;

use super::packed::{self, NameDecoder, PackedEntry};
use super::reading::{checksums_of, partition, tag_file_bytes};
use super::zip_structure;
use super::{ChecksumResults, OpenedBag};
use crate::bagit::{
    Algorithm, Checksums, EntryType, Finding, TAG_FILE_LIMIT, is_tag_file, tag_file_limit,
};
use crate::error::{Error, Operation};

pub(super) type Zip = ZipArchive<BufReader<File>>;

pub(super) fn archive(path: &Path) -> Result<Result<Zip, Finding>, Error> {
    let file = File::open(path).map_err(Error::io(Operation::Read, path))?;
    Ok(match ZipArchive::new(BufReader::new(file)) {
        Ok(zip) => Ok(zip),
        Err(error) => Err(Finding::Broken { why: error.to_string() }),
    })
}

pub(super) fn open(path: &Path) -> Result<OpenedBag, Error> {
    let mut opened = OpenedBag::default();
    let mut zip = match archive(path)? {
        Ok(zip) => zip,
        Err(finding) => {
            opened.listing.findings.push(finding);
            return Ok(opened);
        }
    };
    let entries = entries(&mut zip, &mut opened.listing.findings);
    if zip.has_duplicate_names() {
        opened.listing.findings.extend(duplicate_names(path, zip.central_directory_start()));
    }
    match zip_structure::check(path, zip.central_directory_start()) {
        Ok(findings) => opened.listing.findings.extend(findings),
        Err(error) => opened.listing.findings.push(Finding::Broken { why: error.to_string() }),
    }
    packed::list(&entries, &mut opened);
    read_tag_files(&mut zip, &mut opened);
    Ok(opened)
}

pub(super) fn entries(zip: &mut Zip, findings: &mut Vec<Finding>) -> Vec<PackedEntry> {
    let mut entries = Vec::with_capacity(zip.len());
    let mut names = NameDecoder::default();
    for index in 0..zip.len() {
        if let Ok(entry) = zip.by_index_raw(index) {
            names.see(entry.name_raw());
        }
    }
    for index in 0..zip.len() {
        let entry = match zip.by_index_raw(index) {
            Ok(entry) => entry,
            Err(error) => {
                findings.push(Finding::Broken { why: error.to_string() });
                continue;
            }
        };
        // The file type bits of the Unix mode (`S_IFMT`): link, pipe, devices, socket.
        let entry_type = match entry.unix_mode().map(|mode| mode & 0o170_000) {
            Some(0o120_000) => EntryType::Link,
            Some(0o010_000 | 0o020_000 | 0o060_000 | 0o140_000) => EntryType::Special,
            _ if entry.name_raw().ends_with(b"/") => EntryType::Folder,
            _ => EntryType::File(entry.size()),
        };
        match names.decode(entry.name_raw()) {
            Ok(path) => entries.push(PackedEntry { path, entry_type, index }),
            Err(finding) => findings.push(finding),
        }
    }
    findings.extend(names.finding());
    entries
}

fn read_tag_files(zip: &mut Zip, opened: &mut OpenedBag) {
    let mut left = TAG_FILE_LIMIT;
    for (path, index) in &opened.indexes {
        if !is_tag_file(path) {
            continue;
        }
        match read_tag_file(zip, *index, tag_file_limit(path).min(left)) {
            Ok(bytes) => {
                left -= bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
                opened.tag_files.insert(path.clone(), bytes);
            }
            Err(why) => {
                let path = path.clone();
                opened.listing.findings.push(Finding::Unreadable { path, why });
            }
        }
    }
}

fn read_tag_file(zip: &mut Zip, index: usize, limit: u64) -> Result<Option<Vec<u8>>, String> {
    let entry = zip.by_index(index).map_err(|error| error.to_string())?;
    tag_file_bytes(entry, limit).map_err(|error| error.to_string())
}

/// The names that appear twice in the central directory: the library keeps only the last entry of each.
pub(super) fn duplicate_names(path: &Path, start: u64) -> Vec<Finding> {
    const SIGNATURE: [u8; 4] = *b"PK\x01\x02";
    const HEADER: usize = 46;
    let directory = read_from(path, start).unwrap_or_default();
    let (mut seen, mut findings, mut rest) = (BTreeSet::new(), Vec::new(), directory.as_slice());
    while rest.starts_with(&SIGNATURE) && rest.len() >= HEADER {
        let length = |at: usize| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]]));
        let (name_length, extra, comment) = (length(28), length(30), length(32));
        let Some(name) = rest.get(HEADER..HEADER + name_length) else { break };
        if !seen.insert(name) {
            let path = String::from_utf8_lossy(name).into_owned();
            findings.push(Finding::DoubledName { path });
        }
        rest = rest.get(HEADER + name_length + extra + comment..).unwrap_or_default();
    }
    if findings.is_empty() {
        findings.push(Finding::DoubledName { path: "?".to_owned() });
    }
    findings
}

fn read_from(path: &Path, start: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(TAG_FILE_LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn checksums(
    path: &Path,
    opened: &OpenedBag,
    needed: &BTreeMap<String, Vec<Algorithm>>,
) -> Result<ChecksumResults, Error> {
    let needed: Vec<(&String, &Vec<Algorithm>)> = needed.iter().collect();
    let chunk = needed.len().div_ceil(rayon::current_num_threads()).max(1);
    let results: Result<Vec<Vec<_>>, Error> =
        needed.par_chunks(chunk).map(|chunk| chunk_checksums(path, opened, chunk)).collect();
    Ok(partition(results?.into_iter().flatten().collect()))
}

/// A file with its checksums, or why it could not be read.
type FileResult = Result<(String, Checksums), Finding>;

/// The checksums of some files, read from a handle of its own.
fn chunk_checksums(
    path: &Path,
    opened: &OpenedBag,
    chunk: &[(&String, &Vec<Algorithm>)],
) -> Result<Vec<FileResult>, Error> {
    let mut zip = match archive(path)? {
        Ok(zip) => zip,
        Err(finding) => return Ok(vec![Err(finding)]),
    };
    let mut results = Vec::with_capacity(chunk.len());
    for (path, algorithms) in chunk {
        let path = (*path).clone();
        let index = opened.indexes.get(&path).copied().unwrap_or(usize::MAX);
        results.push(match entry_checksums(&mut zip, index, algorithms) {
            Ok(sums) => Ok((path, sums)),
            Err(why) => Err(Finding::Unreadable { path, why }),
        });
    }
    Ok(results)
}

fn entry_checksums(
    zip: &mut Zip,
    index: usize,
    algorithms: &[Algorithm],
) -> Result<Checksums, String> {
    let entry = zip.by_index(index).map_err(|error| error.to_string())?;
    let size = entry.size();
    checksums_of(entry, algorithms, Some(size)).map_err(|error| error.to_string())
}
