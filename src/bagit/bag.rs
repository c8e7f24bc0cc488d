//! A bag whose tag files have been parsed (RFC 8493 §2).
//!
//! Verification takes two steps, as checksums cost time: [`Bag::read`] parses the tag files and knows which checksums are
//! needed, and [`Bag::verify`] compares them.

use std::collections::{BTreeMap, BTreeSet};

use super::declaration::{self, Declaration};
use super::fetch::{self, FetchEntry};
use super::info::{self, DeclaredInfo};
use super::path::path_problem;
use super::tag_file::{ManifestKind, is_tag_manifest, manifest_kind};
use super::{Algorithm, Finding, Listing, ManifestEntry, Version, names, parse_manifest};
use crate::source::is_system_litter;

/// A parsed manifest of a known algorithm.
pub(super) struct Manifest {
    /// The name of the file.
    pub(super) file: String,
    pub(super) kind: ManifestKind,
    pub(super) algorithm: Algorithm,
    /// The safe entries, each path once.
    pub(super) entries: Vec<ManifestEntry>,
}

/// A bag whose tag files have been parsed.
pub struct Bag {
    pub(super) listing: Listing,
    pub(super) version: Version,
    pub(super) info: DeclaredInfo,
    pub(super) manifests: Vec<Manifest>,
    pub(super) fetch: Vec<FetchEntry>,
    pub(super) findings: Vec<Finding>,
}

impl Bag {
    /// Parses the tag files. `tag_files` holds, by name, all for which [`is_tag_file`](super::is_tag_file) is true; `None`
    /// stands for one that is too large.
    #[must_use]
    pub fn read(mut listing: Listing, tag_files: &BTreeMap<String, Option<Vec<u8>>>) -> Bag {
        let mut findings = std::mem::take(&mut listing.findings);
        let mut declaration = Declaration::default();
        match tag_files.get(declaration::FILE) {
            Some(Some(bytes)) => {
                let (parsed, found) = declaration::parse(bytes);
                declaration = parsed;
                findings.extend(found);
            }
            Some(None) => {
                findings.push(Finding::TagTooLarge { file: declaration::FILE.to_owned() });
            }
            None => findings.push(Finding::NoDeclaration),
        }
        let mut bag = Bag {
            listing,
            version: declaration.version,
            info: DeclaredInfo::default(),
            manifests: Vec::new(),
            fetch: Vec::new(),
            findings,
        };
        for (file, bytes) in tag_files {
            if file == declaration::FILE {
                continue;
            }
            if let Some(text) = bag.decode(file, bytes.as_deref(), declaration) {
                bag.parse_tag_file(file, &text);
            }
        }
        names::match_to_disk(&mut bag);
        bag.pass_over_litter();
        names::check(&mut bag);
        bag
    }

    fn decode(
        &mut self,
        file: &str,
        bytes: Option<&[u8]>,
        declaration: Declaration,
    ) -> Option<String> {
        let Some(bytes) = bytes else {
            self.findings.push(Finding::TagTooLarge { file: file.to_owned() });
            return None;
        };
        if bytes.starts_with(b"\xef\xbb\xbf") {
            self.findings.push(Finding::ByteOrderMark { file: file.to_owned() });
        }
        let (text, _, is_broken) = declaration.encoding.decode(bytes);
        if is_broken {
            self.findings.push(Finding::NotText { file: file.to_owned() });
        }
        Some(text.into_owned())
    }

    fn parse_tag_file(&mut self, file: &str, text: &str) {
        if file == info::FILE {
            let (info, found) = info::parse(text);
            self.info = info;
            self.findings.extend(found);
        } else if file == fetch::FILE {
            let (entries, found) = fetch::parse(text, self.version);
            self.findings.extend(found);
            for entry in entries {
                if self.may_list(file, entry.line, &entry.path, ManifestKind::Payload) {
                    self.fetch.push(entry);
                }
            }
        } else if let Some((kind, name)) = manifest_kind(file) {
            let Some(algorithm) = Algorithm::named(name) else {
                self.findings.push(Finding::NotChecked { file: file.to_owned() });
                return;
            };
            let (entries, found) = parse_manifest(text, file, algorithm.digits(), self.version);
            self.findings.extend(found);
            let entries = self.safe_entries(file, kind, entries);
            self.manifests.push(Manifest { file: file.to_owned(), kind, algorithm, entries });
        }
    }

    /// The entries that may be followed, each path once.
    fn safe_entries(
        &mut self,
        file: &str,
        kind: ManifestKind,
        entries: Vec<ManifestEntry>,
    ) -> Vec<ManifestEntry> {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut safe = Vec::with_capacity(entries.len());
        for entry in entries {
            if !self.may_list(file, entry.line, &entry.path, kind) {
                continue;
            }
            if let Some(sum) = seen.get(&entry.path) {
                let is_harmless = self.version == Version::Old && *sum == entry.sum;
                let (file, line, path) = (file.to_owned(), entry.line, entry.path);
                self.findings.push(Finding::DoubledLine { file, line, path, is_harmless });
            } else {
                seen.insert(entry.path.clone(), entry.sum.clone());
                safe.push(entry);
            }
        }
        safe
    }

    /// Removes the files from the listing that a system added to the bag: no manifest lists them.
    fn pass_over_litter(&mut self) {
        let mut listed: BTreeSet<&str> = BTreeSet::new();
        for manifest in &self.manifests {
            listed.extend(manifest.entries.iter().map(|entry| entry.path.as_str()));
        }
        let mut litter = Vec::new();
        for path in self.listing.files.keys() {
            if path.split('/').any(is_system_litter) && !listed.contains(path.as_str()) {
                litter.push(path.clone());
            }
        }
        for path in litter {
            self.listing.files.remove(&path);
            self.findings.push(Finding::Litter { path });
        }
    }

    /// Whether a manifest of that kind may list a path.
    fn may_list(&mut self, file: &str, line: usize, path: &str, kind: ManifestKind) -> bool {
        let (file, path) = (file.to_owned(), path.to_owned());
        if let Some(why) = path_problem(&path) {
            self.findings.push(Finding::UnsafePath { file, line, path, why });
            return false;
        }
        let is_in_payload = path.starts_with("data/");
        if is_in_payload != (kind == ManifestKind::Payload) || is_tag_manifest(&path) {
            self.findings.push(Finding::WrongPlace { file, line, path });
            return false;
        }
        true
    }

    /// The checksums that verification needs, by file.
    #[must_use]
    pub fn needed_checksums(&self) -> BTreeMap<String, Vec<Algorithm>> {
        let mut needed: BTreeMap<String, Vec<Algorithm>> = BTreeMap::new();
        for manifest in &self.manifests {
            for entry in &manifest.entries {
                if !self.has(&entry.path) {
                    continue;
                }
                let algorithms = needed.entry(entry.path.clone()).or_default();
                if !algorithms.contains(&manifest.algorithm) {
                    algorithms.push(manifest.algorithm);
                }
            }
        }
        needed
    }

    /// The bytes of the payload that the bag declares.
    #[must_use]
    pub fn declared_bytes(&self) -> Option<u64> {
        self.info.payload.map(|payload| payload.bytes)
    }

    /// The files of the bag and their sizes in bytes.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, u64> {
        &self.listing.files
    }

    /// The version whose rules apply.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.listing.files.contains_key(path)
    }
}
