//! What zip and tar files have in common: the folder at their top (RFC 8493 §4), and names that need not be safe.

use std::collections::BTreeSet;

use super::OpenedBag;
use crate::bagit::{EntryType, Finding, path_problem};

/// An entry of a packed file.
pub(super) struct PackedEntry {
    /// Its name, without `./` at its start.
    pub(super) path: String,
    pub(super) entry_type: EntryType,
    /// Its index in the packed file.
    pub(super) index: usize,
}

impl PackedEntry {
    fn is_safe(&self) -> bool {
        path_problem(self.path.trim_end_matches('/')).is_none()
    }
}

/// Decodes the name of an entry; a finding when it is not UTF-8.
pub(super) fn decode_name(bytes: &[u8]) -> Result<String, Finding> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix("./").unwrap_or(text).to_owned()),
        Err(_) => Err(Finding::NameNotText { path: String::from_utf8_lossy(bytes).into_owned() }),
    }
}

/// Lists the entries below the one folder at the top.
pub(super) fn list(entries: &[PackedEntry], opened: &mut OpenedBag) {
    let (base, is_alone) = base_folder(entries);
    if !is_alone {
        opened.listing.findings.push(Finding::NotOneFolder);
    }
    for entry in entries {
        if entry.path.is_empty() {
            continue;
        }
        if let Some(why) = path_problem(entry.path.trim_end_matches('/')) {
            opened.listing.findings.push(Finding::UnsafeName { path: entry.path.clone(), why });
            continue;
        }
        let Some(path) = entry.path.strip_prefix(&base) else { continue };
        if !path.is_empty() && opened.listing.add(path, entry.entry_type) {
            opened.indexes.insert(path.to_owned(), entry.index);
        }
    }
    opened.base = base;
}

/// The folder at the top, with `/`, and whether it is the only entry there.
fn base_folder(entries: &[PackedEntry]) -> (String, bool) {
    let mut tops: BTreeSet<&str> = BTreeSet::new();
    let mut files: BTreeSet<&str> = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.is_safe()) {
        tops.extend(entry.path.split('/').next());
        if entry.entry_type != EntryType::Folder {
            files.insert(&entry.path);
        }
    }
    let has_file_at_top = files.iter().any(|path| !path.contains('/'));
    if let Some(top) = tops.first()
        && tops.len() == 1
        && !has_file_at_top
    {
        return (format!("{top}/"), true);
    }
    if !tops.contains("bagit.txt") {
        for top in tops {
            let declaration = format!("{top}/bagit.txt");
            if entries.iter().any(|entry| entry.path == declaration && entry.is_safe()) {
                return (format!("{top}/"), false);
            }
        }
    }
    (String::new(), false)
}
