//! The contents of a bag, as its folder or its packed file lists them.

use std::collections::BTreeMap;

use super::Finding;
use super::path::path_problem;

/// The names in a bag, relative to its folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files and their sizes in bytes.
    pub files: BTreeMap<String, u64>,
    /// Whether there is a folder `data/`.
    pub has_payload: bool,
    /// What was wrong with the names so far.
    pub findings: Vec<Finding>,
}

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryType {
    /// A file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A symbolic link, which is not followed.
    Link,
    /// A device, a pipe or a socket.
    Special,
}

/// The size of a payload, as Payload-Oxum gives it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PayloadSize {
    /// The bytes of all files.
    pub bytes: u64,
    /// The number of files.
    pub files: u64,
}

impl Listing {
    /// Adds an entry. Returns whether it is a file that may be read.
    pub fn add(&mut self, path: &str, entry_type: EntryType) -> bool {
        let mut path = path;
        if entry_type == EntryType::Folder {
            path = path.strip_suffix('/').unwrap_or(path);
        }
        if let Some(why) = path_problem(path) {
            self.findings.push(Finding::UnsafeName { path: path.to_owned(), why });
            return false;
        }
        let is_payload_folder = path == "data" && entry_type == EntryType::Folder;
        self.has_payload |= is_payload_folder || path.starts_with("data/");
        match entry_type {
            EntryType::File(size) => {
                let is_new = self.files.insert(path.to_owned(), size).is_none();
                if !is_new {
                    self.findings.push(Finding::DoubledName { path: path.to_owned() });
                }
                return is_new;
            }
            EntryType::Folder => {}
            EntryType::Link => self.findings.push(Finding::Link { path: path.to_owned() }),
            EntryType::Special => self.findings.push(Finding::Special { path: path.to_owned() }),
        }
        false
    }

    /// The size of the payload.
    #[must_use]
    pub fn payload(&self) -> PayloadSize {
        let mut payload = PayloadSize::default();
        for (path, size) in &self.files {
            if path.starts_with("data/") {
                payload.bytes = payload.bytes.saturating_add(*size);
                payload.files += 1;
            }
        }
        payload
    }
}
