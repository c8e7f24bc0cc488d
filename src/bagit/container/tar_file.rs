//! A bag in a tar file: a stream, read once for its names and tag files and once for the checksums.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use tar::EntryType;

use super::frames::Frames;
use super::packed::{self, Item, sorted};
use super::{Opened, most_of, sums_of, tag_file};
use crate::bagit::{self, Algorithm, Finding, Found, MOST_OF_A_TAG_FILE, Sums, is_tag_file};
use crate::error::{Error, Operation};

fn stream(path: &Path, zstd: bool) -> Result<Box<dyn Read>, Error> {
    let file = BufReader::new(File::open(path).map_err(Error::io(Operation::Read, path))?);
    let most = most_of(path);
    Ok(if zstd {
        Box::new(Limited { reader: Frames::new(file), left: most })
    } else {
        Box::new(file)
    })
}

pub(super) fn open(path: &Path, zstd: bool) -> Result<Opened, Error> {
    let mut opened = Opened::default();
    let mut items = Vec::new();
    let mut texts: BTreeMap<usize, Option<Vec<u8>>> = BTreeMap::new();
    let mut left = MOST_OF_A_TAG_FILE;
    let walked = walk(path, zstd, |at, name, found, reader| {
        let name = match packed::name(name) {
            Ok(name) => name,
            Err(finding) => {
                opened.listing.findings.push(finding);
                return Ok(());
            }
        };
        let file = name.rsplit('/').next().unwrap_or(&name);
        if matches!(found, Found::File(_)) && name.matches('/').count() < 2 && is_tag_file(file) {
            let bytes = tag_file(reader, bagit::most_of(file).min(left))?;
            left -= bytes.as_ref().map_or(0, |it| it.len() as u64);
            texts.insert(at, bytes);
        }
        items.push(Item { path: name, found, at });
        Ok(())
    })?;
    opened.listing.findings.extend(walked);
    packed::list(&items, &mut opened);
    for (path, at) in &opened.places {
        if let Some(bytes) = texts.remove(at).filter(|_| is_tag_file(path)) {
            opened.tags.insert(path.clone(), bytes);
        }
    }
    Ok(opened)
}

pub(super) fn sums(
    path: &Path,
    zstd: bool,
    base: &str,
    wanted: &BTreeMap<String, Vec<Algorithm>>,
) -> Result<(BTreeMap<String, Sums>, Vec<Finding>), Error> {
    let mut results = Vec::new();
    let walked = walk(path, zstd, |_, name, found, reader| {
        let name = packed::name(name).unwrap_or_default();
        let under = name.strip_prefix(base).unwrap_or_default();
        if let (Some(algorithms), Found::File(size)) = (wanted.get(under), found) {
            results.push(Ok((under.to_owned(), sums_of(reader, algorithms, Some(size))?)));
        }
        Ok(())
    })?;
    let (sums, mut findings) = sorted(results);
    findings.extend(walked);
    Ok((sums, findings))
}

/// Shows every entry: its place, name, kind and bytes. What ends the walk early is a finding.
fn walk(
    path: &Path,
    zstd: bool,
    mut see: impl FnMut(usize, &[u8], Found, &mut dyn Read) -> io::Result<()>,
) -> Result<Option<Finding>, Error> {
    let mut archive = tar::Archive::new(stream(path, zstd)?);
    let mut walked = || -> io::Result<()> {
        for (at, entry) in archive.entries()?.enumerate() {
            let mut entry = entry?;
            let found = match entry.header().entry_type() {
                EntryType::Regular | EntryType::Continuous => Found::File(entry.size()),
                EntryType::Directory => Found::Folder,
                EntryType::Symlink | EntryType::Link => Found::Link,
                EntryType::XGlobalHeader => continue,
                _ => Found::Special,
            };
            let name = entry.path_bytes().into_owned();
            see(at, &name, found, &mut entry)?;
        }
        Ok(())
    };
    Ok(walked().err().map(|error| match error.kind() {
        io::ErrorKind::QuotaExceeded => Finding::TooMuch,
        _ => Finding::Broken { why: error.to_string() },
    }))
}

/// A reader that refuses to give more than this.
struct Limited<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(into)?;
        self.left = self.left.checked_sub(count as u64).ok_or(io::ErrorKind::QuotaExceeded)?;
        Ok(count)
    }
}
