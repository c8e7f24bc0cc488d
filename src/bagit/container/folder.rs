//! A bag in a folder. Symbolic links are not followed, wherever they lead.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::reading::{checksums_of, partition, tag_file_bytes};
use super::{ChecksumResults, OpenedBag};
use crate::bagit::{Algorithm, Checksums, EntryType, Finding, is_tag_file, tag_file_limit};
use crate::error::{Error, Operation};
use crate::source::slashed;

pub(super) fn open(folder: &Path) -> Result<OpenedBag, Error> {
    let mut opened = OpenedBag::default();
    // With a `/` at its end a link to the bag itself is followed.
    for entry in WalkDir::new(folder.join("")).min_depth(1) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                return Err(Error::Io { operation: Operation::List, path, source: error.into() });
            }
        };
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let Some(path) = slashed(below) else {
            let path = below.to_string_lossy().into_owned();
            opened.listing.findings.push(Finding::NameNotText { path });
            continue;
        };
        if opened.listing.add(&path, entry_type(&entry)) && is_tag_file(&path) {
            let bytes = File::open(entry.path())
                .and_then(|file| tag_file_bytes(file, tag_file_limit(&path)));
            match bytes {
                Ok(bytes) => {
                    opened.tag_files.insert(path, bytes);
                }
                Err(error) => {
                    let why = error.to_string();
                    opened.listing.findings.push(Finding::Unreadable { path, why });
                }
            }
        }
    }
    Ok(opened)
}

fn entry_type(entry: &DirEntry) -> EntryType {
    let file_type = entry.file_type();
    if file_type.is_dir() {
        EntryType::Folder
    } else if file_type.is_symlink() {
        EntryType::Link
    } else if file_type.is_file() {
        EntryType::File(entry.metadata().map_or(0, |metadata| metadata.len()))
    } else {
        EntryType::Special
    }
}

pub(super) fn checksums(
    folder: &Path,
    needed: &BTreeMap<String, Vec<Algorithm>>,
) -> ChecksumResults {
    partition(
        needed
            .par_iter()
            .map(|(path, algorithms)| file_checksums(folder, path, algorithms))
            .collect(),
    )
}

fn file_checksums(
    folder: &Path,
    path: &str,
    algorithms: &[Algorithm],
) -> Result<(String, Checksums), Finding> {
    let path = path.to_owned();
    let sums = File::open(folder.join(&path)).and_then(|file| checksums_of(file, algorithms, None));
    match sums {
        Ok(sums) => Ok((path, sums)),
        Err(error) => Err(Finding::Unreadable { path, why: error.to_string() }),
    }
}
