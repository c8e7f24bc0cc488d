//! What the previous build of a site left: a manifest of what it made from which inputs, its report, and a hard-linked
//! shadow tree of the site once a second build made one. A build that finds both intact changes only what differs, and the result is byte for byte that of a
//! full build.
//!
//! The manifest is the renderer's (type parameter `M`); here it is only stored.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::store::{ArtifactKey, Store};
use crate::error::Error;
use crate::model::Digest;
use crate::output::{Published, ShadowTree, TreeManifest};
use crate::timings::{Phase, phase};

/// The file that holds the site's path.
const SITE_PATH: &str = "path";

/// One finished build of a site.
#[derive(Debug)]
pub(crate) struct BuildRecord<M> {
    /// Digest of the program and the theme: the inputs under which the rest is stored.
    pub(crate) generator: Digest,
    /// What was rendered from which inputs.
    pub(crate) manifest: M,
    /// The files of the site and of its shadow tree.
    pub(crate) tree: TreeManifest,
    /// Digest of the record as it is stored.
    pub(crate) stored: Option<Digest>,
}

/// Where the previous build of one site is kept.
pub(crate) struct SiteCache {
    store: Store,
    /// Digest of the output's path.
    site: Digest,
    output: PathBuf,
    /// Folders that the output must not overlap.
    sources: Vec<PathBuf>,
}

/// A [`PreviousBuild`] that another thread is validating.
pub(crate) struct PendingBuild<M>(JoinHandle<Result<PreviousBuild<M>, Error>>);

/// The previous build, if there is one, and the means to record this one.
pub(crate) struct PreviousBuild<M> {
    site: SiteCache,
    /// `None` when another process holds it, or the file system cannot have one.
    shadow: Option<ShadowTree>,
    /// `None` when no earlier build can be trusted.
    record: Option<BuildRecord<M>>,
}

impl SiteCache {
    /// The place for the site at `output`.
    pub(crate) fn new(store: &Store, output: &Path, sources: Vec<PathBuf>) -> SiteCache {
        let output = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
        SiteCache { store: store.clone(), site: Digest::of(&output), output, sources }
    }

    /// Validates the previous build in another thread, once all records have been read: until then every core has work.
    pub(crate) fn validate<M>(self, records_read: Receiver<()>) -> PendingBuild<M>
    where
        M: DeserializeOwned + Serialize + Send + 'static,
    {
        PendingBuild(std::thread::spawn(move || {
            let _ = records_read.recv();
            self.open()
        }))
    }

    fn open<M>(self) -> Result<PreviousBuild<M>, Error>
    where
        M: DeserializeOwned + Serialize,
    {
        let sources: Vec<&Path> = self.sources.iter().map(PathBuf::as_path).collect();
        let Some(shadow) = ShadowTree::open(&self.folder(), &self.output, &sources)? else {
            return Ok(PreviousBuild { site: self, shadow: None, record: None });
        };
        let record = self.load().and_then(|record| self.validated(record, &shadow));
        Ok(PreviousBuild { site: self, shadow: Some(shadow), record })
    }

    /// The record, if the site is as it says. A site without a shadow tree gets one now: this build may change the site.
    fn validated<M: Serialize>(
        &self,
        mut record: BuildRecord<M>,
        shadow: &ShadowTree,
    ) -> Option<BuildRecord<M>> {
        phase(Phase::Write, || {
            if !shadow.matches(&record.tree) {
                return None;
            }
            if !record.tree.has_shadow() {
                record.tree = shadow.make(&record.tree)?;
                // The links gave the files other stamps, so the stored record no longer describes the site.
                record.stored = self.save(record.generator, &record.tree, &record.manifest);
            }
            Some(record)
        })
    }

    /// The report of the previous build, if this build has the same inputs and the site is as that build left it.
    pub(crate) fn report_if_unchanged(&self, inputs: Digest) -> Option<Vec<u8>> {
        let (_, build) = self.store.load(ArtifactKey::Build(self.site))?;
        let report_inputs = Digest::of(&(inputs, Digest::of_bytes(&build)));
        let report = self.store.get(ArtifactKey::Report(self.site), report_inputs)?;
        let (tree, _) = postcard::take_from_bytes::<TreeManifest>(&build).ok()?;
        let sources: Vec<&Path> = self.sources.iter().map(PathBuf::as_path).collect();
        let shadow = ShadowTree::open(&self.folder(), &self.output, &sources).ok()??;
        phase(Phase::Write, || shadow.matches_in_parallel(&tree)).then_some(report)
    }

    /// Stores the report of a build. `stored` identifies its record: another process may have replaced that meanwhile.
    pub(crate) fn store_report(&self, inputs: Digest, stored: Digest, report: &[u8]) {
        self.store.put(ArtifactKey::Report(self.site), Digest::of(&(inputs, stored)), report);
    }

    fn load<M: DeserializeOwned>(&self) -> Option<BuildRecord<M>> {
        let (generator, artifact) =
            phase(Phase::Read, || self.store.load(ArtifactKey::Build(self.site)))?;
        let (tree, manifest) = postcard::from_bytes(&artifact).ok()?;
        Some(BuildRecord { generator, manifest, tree, stored: Some(Digest::of_bytes(&artifact)) })
    }

    /// Stores a record; returns the digest of it as it is stored.
    fn save<M: Serialize>(
        &self,
        generator: Digest,
        tree: &TreeManifest,
        manifest: &M,
    ) -> Option<Digest> {
        self.claim_folder();
        let artifact = postcard::to_stdvec(&(tree, manifest)).ok()?;
        self.store.put(ArtifactKey::Build(self.site), generator, &artifact);
        Some(Digest::of_bytes(&artifact))
    }

    fn folder(&self) -> PathBuf {
        self.store.site_folder(self.site)
    }

    /// Notes which site the folder belongs to, and removes the folders of sites that are gone: their shadow trees would
    /// keep the files alive.
    fn claim_folder(&self) {
        let (folder, own) = (self.folder(), self.output.to_string_lossy());
        if site_of(&folder).as_deref() != Some(&own) {
            let _ = self.store.write(&folder.join(SITE_PATH), own.as_bytes());
        }
        self.store.remove_other_versions();
        let Ok(entries) = std::fs::read_dir(self.store.sites_folder()) else { return };
        for entry in entries.flatten() {
            let folder = entry.path();
            let is_used = site_of(&folder).is_some_and(|site| Path::new(&site).exists());
            if !is_used {
                ShadowTree::discard(&folder);
            }
        }
    }
}

/// The path of the site that a folder in `sites/` belongs to.
fn site_of(folder: &Path) -> Option<String> {
    std::fs::read_to_string(folder.join(SITE_PATH)).ok()
}

impl<M> PendingBuild<M> {
    /// Waits for the validation; `None` when it panicked.
    pub(crate) fn wait(self) -> Result<Option<PreviousBuild<M>>, Error> {
        match self.0.join() {
            Ok(previous) => previous.map(Some),
            Err(_) => Ok(None),
        }
    }
}

impl<M: Serialize> PreviousBuild<M> {
    /// The record of the previous build, which is given once; `None` when everything must be built.
    pub(crate) fn take_record(&mut self) -> Option<BuildRecord<M>> {
        self.record.take()
    }

    /// The shadow tree of the site, if there can be one.
    pub(crate) fn shadow(&self) -> Option<&ShadowTree> {
        self.shadow.as_ref()
    }

    /// Forgets the record, because the site is about to change. False when that fails.
    pub(crate) fn forget(&self) -> bool {
        self.site.store.remove(ArtifactKey::Build(self.site.site))
    }

    /// Records a site that was built completely. It has no shadow tree yet: the next build makes it, if it needs one.
    /// Returns the digest of the record as it is stored.
    pub(crate) fn record_full_build(
        &self,
        published: &Published,
        generator: Digest,
        manifest: &M,
    ) -> Option<Digest> {
        let shadow = self.shadow.as_ref()?;
        let tree = phase(Phase::Write, || shadow.record_site(published))?;
        self.record(generator, &tree, manifest)
    }

    /// Records a site that was updated in place; returns the digest of the record as it is stored.
    pub(crate) fn record(
        &self,
        generator: Digest,
        tree: &TreeManifest,
        manifest: &M,
    ) -> Option<Digest> {
        self.site.save(generator, tree, manifest)
    }
}
