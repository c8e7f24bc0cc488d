//! What lies in a bag, as its folder or its file tells.

use std::collections::BTreeMap;

use super::Finding;
use super::path::trouble;

/// The names in a bag, relative to its folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Its files and their sizes.
    pub files: BTreeMap<String, u64>,
    /// Whether there is a folder `data/`.
    pub has_payload: bool,
    /// What is strange about it so far.
    pub findings: Vec<Finding>,
}

/// Something found under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A link, which is not followed.
    Link,
    /// A device, a pipe, a socket.
    Special,
}

impl Listing {
    /// Takes up what was found. Whether it is a file that may be read.
    pub fn add(&mut self, path: &str, found: Found) -> bool {
        let path = path.strip_suffix('/').filter(|_| found == Found::Folder).unwrap_or(path);
        if let Some(why) = trouble(path) {
            self.findings.push(Finding::UnsafeName { path: path.to_owned(), why });
            return false;
        }
        self.has_payload |= path == "data" && found == Found::Folder || path.starts_with("data/");
        match found {
            Found::File(size) => {
                let before = self.files.insert(path.to_owned(), size);
                if before.is_some() {
                    self.findings.push(Finding::DoubledName { path: path.to_owned() });
                }
                before.is_none()
            }
            Found::Folder => false,
            Found::Link => {
                self.findings.push(Finding::Link { path: path.to_owned() });
                false
            }
            Found::Special => {
                self.findings.push(Finding::Special { path: path.to_owned() });
                false
            }
        }
    }

    /// The bytes and files of the payload.
    #[must_use]
    pub fn payload(&self) -> (u64, u64) {
        let payload = self.files.iter().filter(|it| it.0.starts_with("data/"));
        payload.fold((0, 0), |(bytes, files), (_, size)| {
            (u64::saturating_add(bytes, *size), files + 1)
        })
    }
}
