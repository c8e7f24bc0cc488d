//! The files of a small zip file, whole in memory: what schools hand in.
//!
//! Programs that repack a file on Windows write `\` between folders, leave out entries of folders, and add what their
//! system keeps in folders. All of that is read. A name that leads out, a link, or bytes that other programs would read
//! in another way are findings.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::zip_file::{self, Zip};
use super::zip_structure;
use crate::bagit::{EntryType, Finding, path_problem};
use crate::error::{Error, Operation};
use crate::source::has_litter;

/// How much of a zip file is read.
#[derive(Debug, Clone, Copy)]
pub struct ContentLimits {
    /// The most bytes of the zip file.
    pub packed: u64,
    /// The most entries.
    pub entries: usize,
    /// The most bytes of one file.
    pub file: u64,
    /// The most bytes of all files.
    pub total: u64,
}

/// The files of a zip file by their paths, and what was wrong with it.
#[derive(Debug, Default)]
pub struct ZipContents {
    /// The files that could be read.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Files that are larger than the limit of one, with their sizes.
    pub large: Vec<(String, u64)>,
    /// What was wrong.
    pub findings: Vec<Finding>,
}

/// The length of the record at the end of a zip file.
const END_LENGTH: u64 = 22;

/// Reads the files of a zip file.
///
/// # Errors
/// When the file itself cannot be read; what is wrong in it is a finding.
pub fn zip_contents(path: &Path, limits: ContentLimits) -> Result<ZipContents, Error> {
    let mut contents = ZipContents::default();
    let size = path.metadata().map_err(Error::io(Operation::Read, path))?.len();
    let declared = most_entries(path).map_err(Error::io(Operation::Read, path))?;
    if limits.packed < size || declared.is_some_and(|count| limits.entries < count) {
        contents.findings.push(Finding::TooMuch);
        return Ok(contents);
    }
    let mut zip = match zip_file::archive(path)? {
        Ok(zip) => zip,
        Err(finding) => {
            contents.findings.push(finding);
            return Ok(contents);
        }
    };
    if zip.has_duplicate_names() {
        let doubled = zip_file::duplicate_names(path, zip.central_directory_start());
        contents.findings.extend(doubled);
    }
    match zip_structure::check(path, zip.central_directory_start()) {
        Ok(findings) => contents.findings.extend(findings),
        Err(error) => contents.findings.push(Finding::Broken { why: error.to_string() }),
    }
    let mut findings = Vec::new();
    let entries = zip_file::entries(&mut zip, &mut findings);
    contents.findings.extend(findings);
    let mut left = limits.total;
    for entry in entries {
        let path = entry.path.replace('\\', "/");
        let is_folder = path.ends_with('/') || entry.entry_type == EntryType::Folder;
        let path = path.trim_end_matches('/');
        if path.is_empty() {
            continue;
        }
        if let Some(why) = path_problem(path) {
            contents.findings.push(Finding::UnsafeName { path: path.to_owned(), why });
            continue;
        }
        if has_litter(path) {
            continue;
        }
        match entry.entry_type {
            EntryType::Link => contents.findings.push(Finding::Link { path: path.to_owned() }),
            EntryType::Special => {
                contents.findings.push(Finding::Special { path: path.to_owned() });
            }
            EntryType::Folder => {}
            EntryType::File(_) if is_folder => {}
            EntryType::File(size) if limits.file < size => {
                contents.large.push((path.to_owned(), size));
            }
            EntryType::File(_) => {
                if !contents.add(&mut zip, entry.index, path, limits.file.min(left)) {
                    return Ok(contents);
                }
                left -= contents.files.get(path).map_or(0, |bytes| bytes.len() as u64).min(left);
            }
        }
    }
    Ok(contents)
}

impl ZipContents {
    /// Reads one file. Returns whether the next one may be read.
    fn add(&mut self, zip: &mut Zip, index: usize, path: &str, limit: u64) -> bool {
        let mut bytes = Vec::new();
        let read = match zip.by_index(index) {
            Ok(entry) => entry.take(limit + 1).read_to_end(&mut bytes).map(drop),
            Err(error) => Err(error.into()),
        };
        if let Err(error) = read {
            let (path, why) = (path.to_owned(), error.to_string());
            self.findings.push(Finding::Unreadable { path, why });
            return true;
        }
        if limit < bytes.len() as u64 {
            self.findings.push(Finding::TooMuch);
            return false;
        }
        if self.files.insert(path.to_owned(), bytes).is_some() {
            self.findings.push(Finding::DoubledName { path: path.to_owned() });
        }
        true
    }
}

/// The largest number of entries that any record at the end of the file declares, before memory is taken for them. `None`
/// when there is no such record.
fn most_entries(path: &Path) -> std::io::Result<Option<usize>> {
    let mut file = File::open(path)?;
    let length = file.seek(SeekFrom::End(0))?;
    let tail_at = length.saturating_sub(END_LENGTH + u64::from(u16::MAX));
    file.seek(SeekFrom::Start(tail_at))?;
    let mut tail = Vec::new();
    file.take(length - tail_at).read_to_end(&mut tail)?;
    let mut most = None;
    for at in memchr::memmem::find_iter(&tail, b"PK\x05\x06") {
        if let Some([low, high]) = tail.get(at + 10..at + 12) {
            most = most.max(Some(usize::from(u16::from_le_bytes([*low, *high]))));
        }
    }
    Ok(most)
}
