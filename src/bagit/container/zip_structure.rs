//! The structure of a zip file: whether its directory speaks of every byte, and its local headers say the same.
//!
//! Programs differ in what they believe: some read the directory at the end, some the headers before each file. A file
//! in which the two differ, or that has bytes which neither names, shows other contents to other people.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::bagit::Finding;

/// The most findings of one file.
const MOST_FINDINGS: usize = 100;
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const CENTRAL: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
/// The sizes of the record behind a file whose sizes were not known when its header was written.
const DESCRIPTORS: [u64; 4] = [12, 16, 20, 24];
/// The flag of such a file.
const HAS_DESCRIPTOR: u16 = 1 << 3;

/// An entry of the directory.
struct Entry {
    name: Vec<u8>,
    flags: u16,
    method: u16,
    checksum: u32,
    packed: u64,
    size: u64,
    /// Where its local header begins.
    at: u64,
}

/// What the directory does not speak of, and where local headers differ from it. `directory` is where the directory that
/// is believed begins.
pub(super) fn check(path: &Path, directory: u64) -> io::Result<Vec<Finding>> {
    let mut file = BufReader::new(File::open(path)?);
    let length = file.seek(SeekFrom::End(0))?;
    let mut findings = Vec::new();
    let directory_end = end_of_directory(&mut file, length, &mut findings)?;
    file.seek(SeekFrom::Start(directory))?;
    let (mut entries, read) = entries(&mut file)?;
    hidden(directory + read, directory_end, &mut findings);
    entries.sort_by_key(|entry| entry.at);
    let (mut at, mut has_descriptor) = (0, false);
    for entry in &entries {
        let gap = entry.at.saturating_sub(at);
        if !(has_descriptor && DESCRIPTORS.contains(&gap)) {
            hidden(at, entry.at, &mut findings);
        }
        let end = local_end(&mut file, entry)?;
        if entry.at < at || end.is_none() {
            let path = String::from_utf8_lossy(&entry.name).into_owned();
            findings.push(Finding::LyingHeader { path });
        }
        at = end.unwrap_or(entry.at).max(at);
        has_descriptor = entry.flags & HAS_DESCRIPTOR != 0;
        if MOST_FINDINGS <= findings.len() {
            return Ok(findings);
        }
    }
    if !(has_descriptor && DESCRIPTORS.contains(&directory.saturating_sub(at))) {
        hidden(at, directory, &mut findings);
    }
    Ok(findings)
}

/// Reports the bytes from `at` up to `next`, if there are any.
fn hidden(at: u64, next: u64, findings: &mut Vec<Finding>) {
    if at < next {
        findings.push(Finding::HiddenBytes { at, count: next - at });
    }
}

/// Where the directory ends. Bytes behind the end record, and records that a reader could take for it, are reported.
fn end_of_directory(
    file: &mut BufReader<File>,
    length: u64,
    findings: &mut Vec<Finding>,
) -> io::Result<u64> {
    let tail_at = length.saturating_sub((END_LENGTH + usize::from(u16::MAX) + 1) as u64);
    file.seek(SeekFrom::Start(tail_at))?;
    let mut tail = Vec::new();
    file.by_ref().take(length - tail_at).read_to_end(&mut tail)?;
    let mut ends: Vec<(u64, u64)> = Vec::new();
    for at in memchr::memmem::find_iter(&tail, END) {
        let Some(record) = tail.get(at..at + END_LENGTH) else { continue };
        let end = at + END_LENGTH + usize::from(short(record, 20));
        if end <= tail.len() {
            ends.push((tail_at + at as u64, tail_at + end as u64));
        }
    }
    let whole = ends.iter().find(|(_, end)| *end == length);
    let Some(&(at, end)) = whole.or(ends.last()) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    hidden(end, length, findings);
    if 1 < ends.len() {
        hidden(at + END_LENGTH as u64, end, findings); // a comment with a second end in it
    }
    // The 64-bit record and its locator stand between the directory and the end record.
    let mut locator = [0; 20];
    if let Some(locator_at) = at.checked_sub(20) {
        file.seek(SeekFrom::Start(locator_at))?;
        file.read_exact(&mut locator)?;
        if locator.starts_with(b"PK\x06\x07") {
            return Ok(long(&locator, 8));
        }
    }
    Ok(at)
}

/// The entries of the directory, and how many bytes they take.
fn entries(file: &mut BufReader<File>) -> io::Result<(Vec<Entry>, u64)> {
    let (mut entries, mut read) = (Vec::new(), 0);
    let mut head = [0; 46];
    loop {
        let mut signature = [0; 4];
        file.read_exact(&mut signature)?;
        if signature != CENTRAL {
            return Ok((entries, read));
        }
        file.read_exact(&mut head[4..])?;
        let lengths = [28, 30, 32].map(|at| usize::from(short(&head, at)));
        let mut rest = vec![0; lengths.iter().sum()];
        file.read_exact(&mut rest)?;
        read += (head.len() + rest.len()) as u64;
        let (name, extra) = rest.split_at(lengths[0]);
        let mut large = large_numbers(extra.get(..lengths[1]).unwrap_or_default());
        let size = number(&head, 24, &mut large);
        let packed = number(&head, 20, &mut large);
        entries.push(Entry {
            name: name.to_owned(),
            flags: short(&head, 8),
            method: short(&head, 10),
            checksum: word(&head, 16),
            packed,
            size,
            at: number(&head, 42, &mut large),
        });
    }
}

/// The 64-bit numbers of an extra field (id 1), in their order: size, packed size, place.
fn large_numbers(mut extra: &[u8]) -> std::vec::IntoIter<u64> {
    let mut numbers = Vec::new();
    while let Some(head) = extra.get(..4) {
        let length = usize::from(short(head, 2));
        let Some(field) = extra.get(4..4 + length) else { break };
        if short(head, 0) == 1 {
            numbers.extend(field.chunks_exact(8).map(|bytes| long(bytes, 0)));
        }
        extra = extra.get(4 + length..).unwrap_or_default();
    }
    numbers.into_iter()
}

/// Where an entry ends by its local header; `None` when that header says something else than the directory.
fn local_end(file: &mut BufReader<File>, entry: &Entry) -> io::Result<Option<u64>> {
    let mut head = [0; 30];
    file.seek(SeekFrom::Start(entry.at))?;
    let mut name = vec![0; entry.name.len()];
    if file.read_exact(&mut head).is_err() || file.read_exact(&mut name).is_err() {
        return Ok(None);
    }
    let mut extra = vec![0; usize::from(short(&head, 28))];
    if file.read_exact(&mut extra).is_err() {
        return Ok(None);
    }
    let mut large = large_numbers(&extra);
    let size = number(&head, 22, &mut large);
    let packed = number(&head, 18, &mut large);
    let sizes_are_known = short(&head, 6) & HAS_DESCRIPTOR == 0;
    let agrees = head.starts_with(LOCAL)
        && usize::from(short(&head, 26)) == entry.name.len()
        && name == entry.name
        && short(&head, 8) == entry.method
        && (short(&head, 6) ^ entry.flags) & (HAS_DESCRIPTOR | 1) == 0
        && (!sizes_are_known
            || word(&head, 14) == entry.checksum && packed == entry.packed && size == entry.size);
    let data = entry.at.saturating_add((head.len() + name.len() + extra.len()) as u64);
    Ok(if agrees { data.checked_add(entry.packed) } else { None })
}

/// A number of 32 bits; where it is the largest one, the next of the 64-bit numbers stands for it.
fn number(head: &[u8], at: usize, large: &mut std::vec::IntoIter<u64>) -> u64 {
    match word(head, at) {
        u32::MAX => large.next().unwrap_or(u64::from(u32::MAX)),
        small => u64::from(small),
    }
}

fn short(bytes: &[u8], at: usize) -> u16 {
    let bytes = bytes.get(at..at + 2).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u16::from_le_bytes)
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let bytes = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u32::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> u64 {
    let bytes = bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u64::from_le_bytes)
}
