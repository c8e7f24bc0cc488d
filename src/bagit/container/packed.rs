//! What zip and tar files have in common: the folder at their top (RFC 8493 §4), and names that are only words.

use std::collections::{BTreeMap, BTreeSet};

use super::Opened;
use crate::bagit::{Finding, Found, Sums, trouble};

/// An entry of a packed file.
pub(super) struct Item {
    /// Its name, without `./` at its start.
    pub(super) path: String,
    pub(super) found: Found,
    /// Its place.
    pub(super) at: usize,
}

/// A name as a path; a finding when it is no text.
pub(super) fn name(bytes: &[u8]) -> Result<String, Finding> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix("./").unwrap_or(text).to_owned()),
        Err(_) => Err(Finding::NameNotText { path: String::from_utf8_lossy(bytes).into_owned() }),
    }
}

/// Makes a listing of the entries below the one folder at the top.
pub(super) fn list(items: &[Item], opened: &mut Opened) {
    let (base, is_alone) = base(items);
    if !is_alone {
        opened.listing.findings.push(Finding::NotOneFolder);
    }
    for item in items {
        if let Some(why) =
            trouble(item.path.trim_end_matches('/')).filter(|_| !item.path.is_empty())
        {
            opened.listing.findings.push(Finding::UnsafeName { path: item.path.clone(), why });
            continue;
        }
        let Some(path) = item.path.strip_prefix(&base).filter(|it| !it.is_empty()) else {
            continue;
        };
        if opened.listing.add(path, item.found) {
            opened.places.insert(path.to_owned(), item.at);
        }
    }
    opened.base = base;
}

/// The folder at the top, with `/`, and whether it is alone there.
fn base(items: &[Item]) -> (String, bool) {
    let sound = || {
        items
            .iter()
            .map(|it| it.path.as_str())
            .filter(|it| trouble(it.trim_end_matches('/')).is_none())
    };
    let tops: BTreeSet<&str> = sound().filter_map(|it| it.split('/').next()).collect();
    let is_file_at_top = sound().any(|it| {
        !it.contains('/') && items.iter().any(|item| item.path == it && item.found != Found::Folder)
    });
    let declared = |top: &&str| sound().any(|it| it.strip_prefix(*top) == Some("/bagit.txt"));
    match tops.iter().next() {
        Some(top) if tops.len() == 1 && !is_file_at_top => (format!("{top}/"), true),
        _ if tops.contains("bagit.txt") => (String::new(), false),
        _ => {
            let base = tops.iter().copied().find(|it| declared(it));
            (base.map(|it| format!("{it}/")).unwrap_or_default(), false)
        }
    }
}

/// Checksums apart from what could not be read.
pub(super) fn sorted(
    results: Vec<Result<(String, Sums), Finding>>,
) -> (BTreeMap<String, Sums>, Vec<Finding>) {
    let (mut sums, mut findings) = (BTreeMap::new(), Vec::new());
    for result in results {
        match result {
            Ok((path, of_file)) => drop(sums.insert(path, of_file)),
            Err(finding) => findings.push(finding),
        }
    }
    (sums, findings)
}
