//! The names of files in a bag: those that some systems cannot tell apart or do not allow, and those that differ from their
//! manifest in their Unicode normalization form only (RFC 8493 §6.1.1).

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::bag::Bag;
use super::path::is_portable;
use super::{Finding, ManifestEntry, Version};

/// Reports names that differ in Unicode form or case only, and those that Windows does not allow.
pub(super) fn check(bag: &mut Bag) {
    let mut forms: BTreeMap<String, &str> = BTreeMap::new();
    let mut cases: BTreeMap<String, &str> = BTreeMap::new();
    for path in bag.listing.files.keys() {
        let nfc: String = path.nfc().collect();
        let folded = nfc.to_lowercase();
        if let Some(other) = forms.insert(nfc, path) {
            let (path, other) = (path.clone(), other.to_owned());
            bag.findings.push(Finding::Twins { path, other });
        } else if let Some(other) = cases.insert(folded, path) {
            let (path, other) = (path.clone(), other.to_owned());
            bag.findings.push(Finding::SameButCase { path, other });
        }
        if !is_portable(path) {
            bag.findings.push(Finding::NotPortable { path: path.clone() });
        }
    }
}

/// Gives each manifest entry the name that its file has on disk, which may be in another Unicode form.
pub(super) fn match_to_disk(bag: &mut Bag) {
    let forms = files_by_form(&bag.listing.files);
    let mut renamed: BTreeSet<(String, String)> = BTreeSet::new();
    for manifest in &mut bag.manifests {
        let listed: BTreeSet<String> =
            manifest.entries.iter().map(|entry| entry.path.clone()).collect();
        for entry in &mut manifest.entries {
            read_literally(entry, &bag.listing.files, bag.version);
            if bag.listing.files.contains_key(&entry.path) {
                if has_bare_percent(entry, bag.version) {
                    let (file, line, path) =
                        (manifest.file.clone(), entry.line, entry.path.clone());
                    bag.findings.push(Finding::BarePercent { file, line, path });
                }
                continue;
            }
            let nfc: String = entry.path.nfc().collect();
            let Some(Some(on_disk)) = forms.get(&nfc) else { continue };
            let written = std::mem::replace(&mut entry.path, (*on_disk).to_owned());
            if listed.contains(*on_disk) {
                // Two lines for two files, of which one is left: the other was overwritten.
                let (path, other) = (written, (*on_disk).to_owned());
                bag.findings.push(Finding::Twins { path, other });
            } else {
                renamed.insert(((*on_disk).to_owned(), written));
            }
        }
    }
    for (path, listed) in renamed {
        bag.findings.push(Finding::OtherForm { path, listed });
    }
}

/// Gives an entry its name as it is written, if that is the name of a file and the decoded one is not. Before 1.0 the
/// written name comes first: the programs of that time encoded nothing.
fn read_literally(entry: &mut ManifestEntry, files: &BTreeMap<String, u64>, version: Version) {
    if entry.path != entry.written
        && files.contains_key(&entry.written)
        && (version == Version::Old || !files.contains_key(&entry.path))
    {
        entry.path.clone_from(&entry.written);
    }
}

/// The file of each normalized name; `None` where two files share it.
fn files_by_form(files: &BTreeMap<String, u64>) -> BTreeMap<String, Option<&str>> {
    let mut forms: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for path in files.keys() {
        let is_shared = forms.insert(path.nfc().collect(), Some(path)).is_some();
        if is_shared {
            forms.insert(path.nfc().collect(), None);
        }
    }
    forms
}

fn has_bare_percent(entry: &ManifestEntry, version: Version) -> bool {
    version == Version::One && entry.written.contains('%') && entry.path == entry.written
}
