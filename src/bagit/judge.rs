//! Whether a bag is complete and valid (RFC 8493 §3).
//!
//! In two steps, as checksums cost time: [`Bag::read`] reads the tag files and says what must be worked out, and
//! [`Bag::judge`] compares.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::declaration::{self, Declaration};
use super::fetch::{self, Wanted};
use super::info::{self, Info};
use super::path::{is_portable, trouble};
use super::{Algorithm, Entry, Finding, Listing, Sums, Version, manifest};

/// The most bytes of a tag file: a manifest of a million files.
pub const MOST_OF_A_TAG_FILE: u64 = 256 * 1024 * 1024;
const BAGIT: &str = "bagit.txt";

/// Whether a file of a bag is one that [`Bag::read`] wants to see.
#[must_use]
pub fn is_tag_file(path: &str) -> bool {
    matches!(path, BAGIT | info::FILE | fetch::FILE) || kind(path).is_some()
}

/// The most bytes of it that are read.
#[must_use]
pub fn most_of(path: &str) -> u64 {
    match path {
        BAGIT => 4096,
        info::FILE => 4 * 1024 * 1024,
        _ => MOST_OF_A_TAG_FILE,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Payload,
    Tag,
}

/// Which manifest a file is, with the name of its algorithm.
fn kind(path: &str) -> Option<(Kind, &str)> {
    let stem = path.strip_suffix(".txt").filter(|it| !it.contains('/'))?;
    let payload = stem.strip_prefix("manifest-").map(|it| (Kind::Payload, it));
    payload.or_else(|| stem.strip_prefix("tagmanifest-").map(|it| (Kind::Tag, it)))
}

struct Manifest {
    file: String,
    kind: Kind,
    algorithm: Algorithm,
    entries: Vec<Entry>,
}

/// A bag whose tag files were read.
pub struct Bag {
    listing: Listing,
    version: Version,
    info: Info,
    manifests: Vec<Manifest>,
    fetch: Vec<Wanted>,
    findings: Vec<Finding>,
}

impl Bag {
    /// Reads the tag files: by name, all for which [`is_tag_file`] holds; none in place of one too large.
    #[must_use]
    pub fn read(mut listing: Listing, tags: &BTreeMap<String, Option<Vec<u8>>>) -> Bag {
        let mut findings = std::mem::take(&mut listing.findings);
        let (declaration, told) = match tags.get(BAGIT) {
            Some(Some(bytes)) => declaration::parse(bytes),
            Some(None) => {
                (Declaration::default(), vec![Finding::TagTooLarge { file: BAGIT.to_owned() }])
            }
            None => (Declaration::default(), vec![Finding::NoDeclaration]),
        };
        findings.extend(told);
        let version = declaration.version;
        let mut bag = Bag {
            listing,
            version,
            info: Info::default(),
            manifests: Vec::new(),
            fetch: Vec::new(),
            findings,
        };
        for (file, bytes) in tags.iter().filter(|it| it.0 != BAGIT) {
            let Some(text) = bag.text(file, bytes.as_deref(), declaration) else { continue };
            bag.take(file, &text);
        }
        bag.look_at_names();
        bag.settle_names();
        bag
    }

    fn text(
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

    fn take(&mut self, file: &str, text: &str) {
        match (file, kind(file)) {
            (info::FILE, _) => {
                let (info, told) = info::parse(text);
                self.info = info;
                self.findings.extend(told);
            }
            (fetch::FILE, _) => {
                let (wanted, told) = fetch::parse(text, self.version);
                self.fetch = wanted;
                self.findings.extend(told);
                let fetch = std::mem::take(&mut self.fetch);
                self.fetch = fetch
                    .into_iter()
                    .filter(|it| self.may_list(file, it.line, &it.path, true))
                    .collect();
            }
            (_, Some((kind, name))) => match Algorithm::named(name) {
                None => self.findings.push(Finding::NotChecked { file: file.to_owned() }),
                Some(algorithm) => {
                    let (entries, told) =
                        manifest::parse(text, file, algorithm.digits(), self.version);
                    self.findings.extend(told);
                    let entries = self.sound(file, kind, entries);
                    let file = file.to_owned();
                    self.manifests.push(Manifest { file, kind, algorithm, entries });
                }
            },
            _ => {}
        }
    }

    /// The entries that may be followed, each path once.
    fn sound(&mut self, file: &str, kind: Kind, entries: Vec<Entry>) -> Vec<Entry> {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut sound = Vec::with_capacity(entries.len());
        for entry in entries {
            if !self.may_list(file, entry.line, &entry.path, kind == Kind::Payload) {
                continue;
            }
            if seen.insert(entry.path.clone()) {
                sound.push(entry);
            } else {
                let (file, line, path) = (file.to_owned(), entry.line, entry.path);
                self.findings.push(Finding::DoubledLine { file, line, path });
            }
        }
        sound
    }

    fn may_list(&mut self, file: &str, line: usize, path: &str, in_payload: bool) -> bool {
        let (file, path) = (file.to_owned(), path.to_owned());
        if let Some(why) = trouble(&path) {
            self.findings.push(Finding::UnsafePath { file, line, path, why });
            return false;
        }
        let is_tag_manifest = matches!(kind(&path), Some((Kind::Tag, _)));
        if path.starts_with("data/") != in_payload || is_tag_manifest {
            self.findings.push(Finding::WrongPlace { file, line, path });
            return false;
        }
        true
    }

    /// Names that differ by Unicode form or case only, and those that Windows cannot hold.
    fn look_at_names(&mut self) {
        let mut forms: BTreeMap<String, &str> = BTreeMap::new();
        let mut cases: BTreeMap<String, &str> = BTreeMap::new();
        for path in self.listing.files.keys() {
            let nfc: String = path.nfc().collect();
            let folded = nfc.to_lowercase();
            if let Some(other) = forms.insert(nfc, path) {
                let (path, other) = (path.clone(), other.to_owned());
                self.findings.push(Finding::Twins { path, other });
            } else if let Some(other) = cases.insert(folded, path) {
                let (path, other) = (path.clone(), other.to_owned());
                self.findings.push(Finding::SameButCase { path, other });
            }
            if !is_portable(path) {
                self.findings.push(Finding::NotPortable { path: path.clone() });
            }
        }
    }

    /// Gives each entry the name that its file has on disk: it may be in another Unicode form, or its `%` bare.
    fn settle_names(&mut self) {
        let mut forms: BTreeMap<String, Option<&str>> = BTreeMap::new();
        for path in self.listing.files.keys() {
            let other = forms.insert(path.nfc().collect(), Some(path));
            if other.is_some() {
                forms.insert(path.nfc().collect(), None); // twins: neither is meant for sure
            }
        }
        let mut told: BTreeSet<(String, String)> = BTreeSet::new();
        for manifest in &mut self.manifests {
            let listed: BTreeSet<String> =
                manifest.entries.iter().map(|it| it.path.clone()).collect();
            for entry in &mut manifest.entries {
                let bare = entry.written.contains('%')
                    && self.version == Version::One
                    && entry.path == entry.written;
                let is_there = self.listing.files.contains_key(&entry.path);
                if bare && is_there {
                    let (file, line, path) =
                        (manifest.file.clone(), entry.line, entry.path.clone());
                    self.findings.push(Finding::BarePercent { file, line, path });
                }
                let nfc: String = entry.path.nfc().collect();
                if let (false, Some(Some(found))) = (is_there, forms.get(&nfc)) {
                    let was = std::mem::replace(&mut entry.path, (*found).to_owned());
                    if listed.contains(*found) {
                        // One line each for two files, of which one is left: the other was overwritten.
                        let (path, other) = (was, (*found).to_owned());
                        self.findings.push(Finding::Twins { path, other });
                    } else {
                        told.insert(((*found).to_owned(), was));
                    }
                }
            }
        }
        let other_form = |(path, listed)| Finding::OtherForm { path, listed };
        self.findings.extend(told.into_iter().map(other_form));
    }

    /// Which checksums are wanted of which files.
    #[must_use]
    pub fn wanted(&self) -> BTreeMap<String, Vec<Algorithm>> {
        let mut wanted: BTreeMap<String, Vec<Algorithm>> = BTreeMap::new();
        for manifest in &self.manifests {
            for entry in manifest.entries.iter().filter(|it| self.has(&it.path)) {
                let of_file = wanted.entry(entry.path.clone()).or_default();
                if !of_file.contains(&manifest.algorithm) {
                    of_file.push(manifest.algorithm);
                }
            }
        }
        wanted
    }

    /// The bytes of the payload, as the bag says.
    #[must_use]
    pub fn said(&self) -> Option<u64> {
        self.info.oxum.map(|it| it.0)
    }

    /// Its files and their sizes.
    #[must_use]
    pub fn listed(&self) -> &BTreeMap<String, u64> {
        &self.listing.files
    }

    /// How many files there are.
    #[must_use]
    pub fn files(&self) -> usize {
        self.listing.files.len()
    }

    /// Which rules hold.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    fn has(&self, path: &str) -> bool {
        self.listing.files.contains_key(path)
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Manifest> {
        self.manifests.iter().filter(move |it| it.kind == kind)
    }

    /// All that is wrong, sorted. `sums` are those that were wanted; a file that is not among them could not be read
    /// and was told of by the reader.
    #[must_use]
    pub fn judge(mut self, sums: &BTreeMap<String, Sums>, told: Vec<Finding>) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut self.findings);
        findings.extend(told);
        if !self.listing.has_payload {
            findings.push(Finding::NoPayload);
        }
        let found = self.listing.payload();
        if let Some(said) = self.info.oxum.filter(|it| *it != found) {
            findings.push(Finding::Oxum { said, found });
        }
        self.judge_entries(sums, &mut findings);
        self.judge_payload(&mut findings);
        self.judge_tags(&mut findings);
        findings.sort();
        findings.dedup();
        findings
    }

    fn judge_entries(&self, sums: &BTreeMap<String, Sums>, findings: &mut Vec<Finding>) {
        let fetched: BTreeSet<&str> = self.fetch.iter().map(|it| it.path.as_str()).collect();
        let mut missing: BTreeSet<&str> = BTreeSet::new();
        for manifest in &self.manifests {
            for entry in &manifest.entries {
                let path = || entry.path.clone();
                if !self.has(&entry.path) {
                    // Told once, by the first manifest that misses it.
                    if missing.insert(&entry.path) && !fetched.contains(entry.path.as_str()) {
                        findings
                            .push(Finding::Missing { path: path(), file: manifest.file.clone() });
                    }
                    continue;
                }
                let of_file = sums.get(&entry.path).into_iter().flatten();
                let sum = of_file.filter(|it| it.0 == manifest.algorithm).map(|it| &it.1).next();
                if sum.is_some_and(|it| *it != entry.sum) {
                    findings.push(Finding::Changed { path: path(), algorithm: manifest.algorithm });
                }
            }
        }
        for path in fetched.iter().filter(|it| !self.has(it)) {
            findings.push(Finding::NotFetched { path: (*path).to_owned() });
        }
    }

    /// Since 1.0 every payload manifest must name every file of the payload; before, one of them.
    fn judge_payload(&self, findings: &mut Vec<Finding>) {
        let listed: Vec<(&str, BTreeSet<&str>)> = self
            .of(Kind::Payload)
            .map(|it| (it.file.as_str(), it.entries.iter().map(|it| it.path.as_str()).collect()))
            .collect();
        if listed.is_empty() {
            findings.push(Finding::NoManifest);
            return;
        }
        let fetched = self.fetch.iter().map(|it| it.path.as_str());
        for path in self.listing.files.keys().filter(|it| it.starts_with("data/")) {
            let without: Vec<&str> =
                listed.iter().filter(|it| !it.1.contains(path.as_str())).map(|it| it.0).collect();
            if without.len() == listed.len() {
                findings.push(Finding::Added { path: path.clone() });
            } else if self.version == Version::One {
                let not_listed = |file: &&str| Finding::NotListed {
                    path: path.clone(),
                    file: (*file).to_owned(),
                };
                findings.extend(without.iter().map(not_listed));
            }
        }
        for path in fetched {
            let without = listed.iter().filter(|it| !it.1.contains(path)).map(|it| it.0);
            let not_listed = |file: &str| Finding::FetchNotListed {
                path: path.to_owned(),
                file: file.to_owned(),
            };
            match self.version {
                Version::One => findings.extend(without.map(not_listed)),
                Version::Old if without.clone().count() == listed.len() => {
                    findings.extend(without.take(1).map(not_listed));
                }
                Version::Old => {}
            }
        }
    }

    fn judge_tags(&self, findings: &mut Vec<Finding>) {
        let is_unknown = |it: &&String| matches!(kind(it), Some((Kind::Tag, name)) if Algorithm::named(name).is_none());
        let tag_manifests: Vec<&Manifest> = self.of(Kind::Tag).collect();
        if tag_manifests.is_empty() {
            if self.listing.files.keys().find(is_unknown).is_none() && self.has(BAGIT) {
                findings.push(Finding::NoTagManifest { is_ours: self.info.is_ours });
            }
            return;
        }
        let lists =
            |manifest: &Manifest, path: &str| manifest.entries.iter().any(|it| it.path == path);
        for manifest in &tag_manifests {
            for payload in
                self.listing.files.keys().filter(|it| matches!(kind(it), Some((Kind::Payload, _))))
            {
                if self.version == Version::One && !lists(manifest, payload) {
                    let (path, file) = (payload.clone(), manifest.file.clone());
                    findings.push(Finding::ManifestNotListed { path, file });
                }
            }
        }
        let protected: BTreeSet<&str> =
            tag_manifests.iter().flat_map(|it| &it.entries).map(|it| it.path.as_str()).collect();
        for path in self.listing.files.keys() {
            let is_tag_manifest = matches!(kind(path), Some((Kind::Tag, _)));
            let is_told =
                matches!(kind(path), Some((Kind::Payload, _))) && self.version == Version::One;
            if !path.starts_with("data/")
                && !is_tag_manifest
                && !is_told
                && !protected.contains(path.as_str())
            {
                findings.push(Finding::NotProtected { path: path.clone() });
            }
        }
    }
}
