//! Whether a bag is complete and valid (RFC 8493 §3).

use std::collections::{BTreeMap, BTreeSet};

use super::bag::{Bag, Manifest};
use super::declaration;
use super::tag_file::{ManifestKind, is_payload_manifest, is_tag_manifest, manifest_kind};
use super::{Algorithm, Checksums, Finding, Version};

impl Bag {
    /// Everything that is wrong, sorted. `sums` are the checksums that [`Bag::needed_checksums`] asks for, and `unread` the
    /// findings about files that could not be read.
    #[must_use]
    pub fn verify(
        mut self,
        sums: &BTreeMap<String, Checksums>,
        unread: Vec<Finding>,
    ) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut self.findings);
        findings.extend(unread);
        if !self.listing.has_payload {
            findings.push(Finding::NoPayload);
        }
        let found = self.listing.payload();
        if let Some(declared) = self.info.payload
            && declared != found
        {
            findings.push(Finding::Oxum { declared, found });
        }
        self.verify_entries(sums, &mut findings);
        self.verify_payload(&mut findings);
        self.verify_tag_manifests(&mut findings);
        findings.sort();
        findings.dedup();
        findings
    }

    /// Every listed file exists and has the listed checksum.
    fn verify_entries(&self, sums: &BTreeMap<String, Checksums>, findings: &mut Vec<Finding>) {
        let fetched: BTreeSet<&str> = self.fetch.iter().map(|entry| entry.path.as_str()).collect();
        let mut missing: BTreeSet<&str> = BTreeSet::new();
        for manifest in &self.manifests {
            for entry in &manifest.entries {
                let path = entry.path.clone();
                if !self.has(&path) {
                    // Reported once, for the first manifest that lists it.
                    if missing.insert(&entry.path) && !fetched.contains(path.as_str()) {
                        findings.push(Finding::Missing { path, file: manifest.file.clone() });
                    }
                    continue;
                }
                let algorithm = manifest.algorithm;
                let checksums = sums.get(&path).into_iter().flatten();
                let mut same_algorithm = checksums.filter(|(of, _)| *of == algorithm);
                if let Some((_, sum)) = same_algorithm.next()
                    && *sum != entry.sum
                {
                    findings.push(Finding::Changed { path, algorithm });
                }
            }
        }
        for path in fetched {
            if !self.has(path) {
                findings.push(Finding::NotFetched { path: path.to_owned() });
            }
        }
    }

    /// Since 1.0 every payload manifest must list every file of the payload; before, one of them.
    fn verify_payload(&self, findings: &mut Vec<Finding>) {
        let manifests: Vec<(&str, BTreeSet<&str>)> = self
            .manifests_of(ManifestKind::Payload)
            .map(|manifest| (manifest.file.as_str(), listed_paths(manifest)))
            .collect();
        if manifests.is_empty() {
            findings.push(Finding::NoManifest);
            return;
        }
        for path in self.listing.files.keys().filter(|path| path.starts_with("data/")) {
            let without = manifests_without(&manifests, path);
            if without.len() == manifests.len() {
                findings.push(Finding::Added { path: path.clone() });
            } else if self.version == Version::One {
                for file in without {
                    let file = file.to_owned();
                    findings.push(Finding::NotListed { path: path.clone(), file });
                }
            }
        }
        for entry in &self.fetch {
            let mut without = manifests_without(&manifests, &entry.path);
            if self.version == Version::Old {
                // One manifest that lists it is enough.
                without.truncate(usize::from(without.len() == manifests.len()));
            }
            for file in without {
                let (path, file) = (entry.path.clone(), file.to_owned());
                findings.push(Finding::FetchNotListed { path, file });
            }
        }
    }

    /// Tag manifests list the payload manifests and the other tag files.
    fn verify_tag_manifests(&self, findings: &mut Vec<Finding>) {
        let manifests: Vec<&Manifest> = self.manifests_of(ManifestKind::Tag).collect();
        if manifests.is_empty() {
            let has_unknown = self.listing.files.keys().any(|path| is_unknown_tag_manifest(path));
            if !has_unknown && self.has(declaration::FILE) {
                findings.push(Finding::NoTagManifest { is_ours: self.info.is_ours });
            }
            return;
        }
        let mut protected: BTreeSet<&str> = BTreeSet::new();
        for manifest in manifests {
            let listed = listed_paths(manifest);
            for path in self.listing.files.keys() {
                if self.version == Version::One
                    && is_payload_manifest(path)
                    && !listed.contains(path.as_str())
                {
                    let (path, file) = (path.clone(), manifest.file.clone());
                    findings.push(Finding::ManifestNotListed { path, file });
                }
            }
            protected.extend(listed);
        }
        for path in self.listing.files.keys() {
            let is_reported = is_payload_manifest(path) && self.version == Version::One;
            if !path.starts_with("data/")
                && !is_tag_manifest(path)
                && !is_reported
                && !protected.contains(path.as_str())
            {
                findings.push(Finding::NotProtected { path: path.clone() });
            }
        }
    }

    fn manifests_of(&self, kind: ManifestKind) -> impl Iterator<Item = &Manifest> {
        self.manifests.iter().filter(move |manifest| manifest.kind == kind)
    }
}

fn listed_paths(manifest: &Manifest) -> BTreeSet<&str> {
    manifest.entries.iter().map(|entry| entry.path.as_str()).collect()
}

/// The names of the manifests that do not list a path.
fn manifests_without<'a>(manifests: &[(&'a str, BTreeSet<&str>)], path: &str) -> Vec<&'a str> {
    let mut without = Vec::new();
    for (file, listed) in manifests {
        if !listed.contains(path) {
            without.push(*file);
        }
    }
    without
}

fn is_unknown_tag_manifest(path: &str) -> bool {
    match manifest_kind(path) {
        Some((ManifestKind::Tag, name)) => Algorithm::named(name).is_none(),
        _ => false,
    }
}
