//! A bag in a zip file: read in several places at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use rayon::prelude::*;
use zip::ZipArchive;

use super::packed::{self, Item, sorted};
use super::{Opened, sums_of, tag_file};
use crate::bagit::{Algorithm, Finding, Found, MOST_OF_A_TAG_FILE, Sums, is_tag_file, most_of};
use crate::error::{Error, Operation};

type Zip = ZipArchive<BufReader<File>>;

fn archive(path: &Path) -> Result<Result<Zip, Finding>, Error> {
    let file = File::open(path).map_err(Error::io(Operation::Read, path))?;
    let zip = ZipArchive::new(BufReader::new(file));
    Ok(zip.map_err(|error| Finding::Broken { why: error.to_string() }))
}

pub(super) fn open(path: &Path) -> Result<Opened, Error> {
    let mut opened = Opened::default();
    let mut zip = match archive(path)? {
        Ok(zip) => zip,
        Err(finding) => {
            opened.listing.findings.push(finding);
            return Ok(opened);
        }
    };
    let mut items = Vec::with_capacity(zip.len());
    for at in 0..zip.len() {
        let entry = match zip.by_index_raw(at) {
            Ok(entry) => entry,
            Err(error) => {
                opened.listing.findings.push(Finding::Broken { why: error.to_string() });
                continue;
            }
        };
        let found = match entry.unix_mode().map(|it| it & 0o170_000) {
            Some(0o120_000) => Found::Link,
            Some(0o010_000 | 0o020_000 | 0o060_000 | 0o140_000) => Found::Special,
            _ if entry.name_raw().ends_with(b"/") => Found::Folder,
            _ => Found::File(entry.size()),
        };
        match packed::name(entry.name_raw()) {
            Ok(path) => items.push(Item { path, found, at }),
            Err(finding) => opened.listing.findings.push(finding),
        }
    }
    if zip.has_duplicate_names() {
        opened.listing.findings.extend(doubled(path, zip.central_directory_start()));
    }
    packed::list(&items, &mut opened);
    let mut left = MOST_OF_A_TAG_FILE;
    let tags: Vec<(String, usize)> = opened
        .places
        .iter()
        .filter(|it| is_tag_file(it.0))
        .map(|it| (it.0.clone(), *it.1))
        .collect();
    for (path, at) in tags {
        let entry = zip.by_index(at).map_err(|error| error.to_string());
        let bytes = entry.and_then(|it| {
            tag_file(it, most_of(&path).min(left)).map_err(|error| error.to_string())
        });
        match bytes {
            Ok(bytes) => {
                left -= bytes.as_ref().map_or(0, |it| it.len() as u64);
                opened.tags.insert(path, bytes);
            }
            Err(why) => opened.listing.findings.push(Finding::Unreadable { path, why }),
        }
    }
    Ok(opened)
}

/// The names that the central directory holds twice: the library keeps the last of them only.
fn doubled(path: &Path, start: u64) -> Vec<Finding> {
    const HEAD: [u8; 4] = *b"PK\x01\x02";
    let generic = || vec![Finding::DoubledName { path: "?".to_owned() }];
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|mut it| {
        it.seek(SeekFrom::Start(start))?;
        it.take(MOST_OF_A_TAG_FILE).read_to_end(&mut bytes)
    });
    if read.is_err() {
        return generic();
    }
    let (mut seen, mut found, mut rest) = (BTreeSet::new(), Vec::new(), bytes.as_slice());
    while rest.starts_with(&HEAD) && rest.len() >= 46 {
        let length = |at: usize| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]]));
        let (name, extra, comment) = (length(28), length(30), length(32));
        let Some(text) = rest.get(46..46 + name) else { break };
        if !seen.insert(text) {
            let path = String::from_utf8_lossy(text).into_owned();
            found.push(Finding::DoubledName { path });
        }
        rest = rest.get(46 + name + extra + comment..).unwrap_or_default();
    }
    if found.is_empty() { generic() } else { found }
}

pub(super) fn sums(
    path: &Path,
    opened: &Opened,
    wanted: &BTreeMap<String, Vec<Algorithm>>,
) -> Result<(BTreeMap<String, Sums>, Vec<Finding>), Error> {
    let wanted: Vec<(&String, &Vec<Algorithm>)> = wanted.iter().collect();
    let part = wanted.len().div_ceil(rayon::current_num_threads()).max(1);
    let results: Result<Vec<Vec<_>>, Error> = wanted
        .par_chunks(part)
        .map(|part| {
            let mut zip = match archive(path)? {
                Ok(zip) => zip,
                Err(finding) => return Ok(vec![Err(finding)]),
            };
            let read = |(path, algorithms): &(&String, &Vec<Algorithm>)| {
                let at = opened.places.get(*path).copied().unwrap_or(usize::MAX);
                let sums = zip.by_index(at).map_err(|error| error.to_string()).and_then(|it| {
                    let size = it.size();
                    sums_of(it, algorithms, Some(size)).map_err(|error| error.to_string())
                });
                sums.map(|it| ((*path).clone(), it))
                    .map_err(|why| Finding::Unreadable { path: (*path).clone(), why })
            };
            Ok(part.iter().map(read).collect())
        })
        .collect();
    Ok(sorted(results?.into_iter().flatten().collect()))
}
