//! What the previous build of a site left: a manifest of what it made from which inputs, and a hard-linked shadow tree
//! of the site. A build that finds both intact changes only what differs, and the result is byte for byte that of a
//! full build.
//!
//! The manifest is the renderer's (type parameter `M`); here it is only stored.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::build_cache::BuildCache;
use crate::error::Error;
use crate::model::Digest;
use crate::output::{ShadowTree, TreeManifest};
use crate::timings::{Phase, phase};

/// First bytes of a build record.
const MARK: &[u8] = b"guidang site 3\n";
/// The folder with one folder for each site.
const SITES: &str = "sites";
/// The file that holds the site's path.
const SITE_PATH: &str = "of";
/// The file with the [`BuildRecord`].
const RECORD: &str = "last";

/// One finished build of a site.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BuildRecord<M> {
    /// Of the program and the theme.
    pub(crate) generator: Digest,
    /// What was rendered from which inputs.
    pub(crate) manifest: M,
    /// The files of the site, as the shadow tree has them.
    pub(crate) tree: TreeManifest,
}

/// Where the previous build of one site is kept.
pub(crate) struct SiteCache {
    cache: BuildCache,
    folder: PathBuf,
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
    pub(crate) fn new(cache: &BuildCache, output: &Path, sources: Vec<PathBuf>) -> SiteCache {
        let output = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
        let folder = cache.folder(SITES).join(format!("{:?}", Digest::of(&output)));
        SiteCache { cache: cache.clone(), folder, output, sources }
    }

    /// Validates the previous build in another thread, once all records have been read: until then every core has work.
    pub(crate) fn validate<M>(self, records_read: Receiver<()>) -> PendingBuild<M>
    where
        M: DeserializeOwned + Send + 'static,
    {
        PendingBuild(std::thread::spawn(move || {
            let _ = records_read.recv();
            self.open()
        }))
    }

    fn open<M: DeserializeOwned>(self) -> Result<PreviousBuild<M>, Error> {
        let sources: Vec<&Path> = self.sources.iter().map(PathBuf::as_path).collect();
        let Some(shadow) = ShadowTree::open(&self.folder, &self.output, &sources)? else {
            return Ok(PreviousBuild { site: self, shadow: None, record: None });
        };
        let mut record: Option<BuildRecord<M>> = self.load();
        if let Some(found) = &record
            && !phase(Phase::Write, || shadow.is_as(&found.tree))
        {
            record = None;
        }
        Ok(PreviousBuild { site: self, shadow: Some(shadow), record })
    }

    fn record_path(&self) -> PathBuf {
        self.folder.join(RECORD)
    }

    fn load<M: DeserializeOwned>(&self) -> Option<BuildRecord<M>> {
        let bytes = phase(Phase::Read, || std::fs::read(self.record_path()).ok())?;
        let (sum, rest) = bytes.strip_prefix(MARK)?.split_at_checked(16)?;
        if Digest::of_own(rest).bytes() != *sum {
            return None;
        }
        postcard::from_bytes(rest).ok()
    }

    fn save<M: Serialize>(&self, record: &BuildRecord<M>) {
        self.claim_folder();
        let Ok(rest) = postcard::to_stdvec(record) else { return };
        let bytes = [MARK, &Digest::of_own(&rest).bytes(), &rest].concat();
        // A cache that cannot be written does not fail the build.
        let _ = self.cache.write(&self.record_path(), &bytes);
    }

    /// Notes which site the folder belongs to, and removes the folders of sites that are gone: their shadow trees would
    /// keep the files alive.
    fn claim_folder(&self) {
        let own = self.output.to_string_lossy();
        if site_of(&self.folder).as_deref() != Some(&own) {
            let _ = self.cache.write(&self.folder.join(SITE_PATH), own.as_bytes());
        }
        let Ok(entries) = std::fs::read_dir(self.cache.folder(SITES)) else { return };
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
        let path = self.site.record_path();
        std::fs::remove_file(&path).is_ok() || !path.exists()
    }

    /// Records a site that was built completely, and makes a shadow tree of it.
    pub(crate) fn record_full_build(&self, generator: Digest, manifest: M) {
        let Some(shadow) = &self.shadow else { return };
        let Some(tree) = phase(Phase::Write, || shadow.make()) else { return };
        self.record(&BuildRecord { generator, manifest, tree });
    }

    /// Records a site that was updated in place.
    pub(crate) fn record(&self, record: &BuildRecord<M>) {
        self.site.save(record);
    }
}
