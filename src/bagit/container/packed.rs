//! What zip and tar files have in common: the folder at their top (RFC 8493 §4), and names that need not be safe.

use std::collections::BTreeSet;

use encoding_rs::GB18030;

use super::OpenedBag;
use crate::bagit::{EntryType, Finding, path_problem};
use crate::source::is_system_litter;

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

/// Decodes the names of entries. Packing programs of Chinese Windows write them in GBK: names that are not UTF-8 are
/// read as GB18030, which GBK is a part of, with a warning.
#[derive(Debug, Default)]
pub(super) struct NameDecoder {
    /// Whether any name is not UTF-8. Then a name of two-byte characters alone, such as `目`, is not taken for UTF-8.
    has_foreign: bool,
    /// How many names were read as GB18030.
    read: usize,
    /// The first of them.
    example: String,
}

impl NameDecoder {
    /// Looks at a name before any is decoded.
    pub(super) fn see(&mut self, bytes: &[u8]) {
        self.has_foreign |= std::str::from_utf8(bytes).is_err();
    }

    /// The name of an entry, without `./` at its start; a finding when it is no text.
    pub(super) fn decode(&mut self, bytes: &[u8]) -> Result<String, Finding> {
        let without_dot = |text: &str| text.strip_prefix("./").unwrap_or(text).to_owned();
        match std::str::from_utf8(bytes) {
            Ok(text) if !(self.has_foreign && may_be_gbk(text)) => return Ok(without_dot(text)),
            _ => {}
        }
        let decoded = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
        let Some(text) = decoded.filter(|text| !text.contains(is_unlikely)) else {
            let path = String::from_utf8_lossy(bytes).into_owned();
            return Err(Finding::NameNotText { path });
        };
        let name = without_dot(&text);
        if self.read == 0 {
            self.example.clone_from(&name);
        }
        self.read += 1;
        Ok(name)
    }

    /// The warning about the names that were read as GB18030.
    pub(super) fn finding(self) -> Option<Finding> {
        let NameDecoder { read, example, .. } = self;
        (0 < read).then_some(Finding::NamesInGb18030 { count: read, example })
    }
}

/// Whether a name that is UTF-8 may as well be GBK: all its characters other than ASCII take two bytes.
fn may_be_gbk(text: &str) -> bool {
    !text.is_ascii() && text.chars().all(|ch| ch.len_utf8() <= 2)
}

/// Whether a character shows that the bytes were no GB18030: a control character, or one of private use.
fn is_unlikely(ch: char) -> bool {
    ch.is_control() || matches!(ch, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Lists the entries below the one folder at the top.
pub(super) fn list(entries: &[PackedEntry], opened: &mut OpenedBag) {
    let (entries, litter): (Vec<&PackedEntry>, Vec<&PackedEntry>) =
        entries.iter().partition(|entry| !is_litter_at_top(&entry.path));
    if let Some(entry) = litter.first() {
        let path = entry.path.split('/').next().unwrap_or_default().to_owned();
        opened.listing.findings.push(Finding::Litter { path });
    }
    let (base, is_alone) = base_folder(&entries);
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
        if path.is_empty() {
            continue;
        }
        let is_new = opened.listing.add(path, entry.entry_type);
        // Of two entries of one name, programs unpack the last one.
        if is_new || opened.indexes.contains_key(path) {
            opened.indexes.insert(path.to_owned(), entry.index);
        }
    }
    opened.base = base;
}

/// Whether an entry is what a Mac adds beside the folder that it packs: `__MACOSX/` and `.DS_Store`.
fn is_litter_at_top(path: &str) -> bool {
    is_system_litter(path.split('/').next().unwrap_or_default())
}

/// The folder at the top, with `/`, and whether it is the only entry there.
fn base_folder(entries: &[&PackedEntry]) -> (String, bool) {
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
