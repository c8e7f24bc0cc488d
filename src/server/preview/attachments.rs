//! Attachments of the preview: cleaned and reduced once, for as long as they do not change.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::PreviewError;
use crate::error::Error;
use crate::incremental::PhotoCache;
use crate::output::TempStore;
use crate::project::attachments::Attachment;
use crate::project::publish::{Publisher, Sink};
use crate::site::{Attached, Published};
use crate::source::{FileStamp, Source};

/// The attachments that are shown, in a folder of their own.
pub(crate) struct Attachments {
    store: Arc<TempStore>,
    current: Mutex<CurrentAttachments>,
}

/// What was published last.
#[derive(Default)]
struct CurrentAttachments {
    generation: usize,
    /// By path in the site and path in the archive.
    entries: BTreeMap<(String, String), TempEntry>,
}

/// An attachment that was published.
#[derive(Clone)]
struct TempEntry {
    stamp: Option<FileStamp>,
    published: Published,
    is_broken: bool,
    files: Vec<Arc<TempFile>>,
}

/// A file in our folder, removed when nobody needs it any more.
pub(super) struct TempFile {
    store: Arc<TempStore>,
    path: String,
}

impl TempFile {
    /// The file and its size in bytes.
    pub(super) fn open(&self) -> Option<(File, u64)> {
        self.store.open(&self.path)
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        self.store.remove(&self.path);
    }
}

/// The new files of one site, in a subfolder of their own: it is not known yet whether they may be shown.
struct Generation<'f> {
    store: &'f TempStore,
    number: usize,
}

impl Generation<'_> {
    fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.number)
    }
}

impl Sink for Generation<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.store.put(&self.path(path), bytes)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        self.store.copy(&self.path(path), from)
    }
}

/// The attachments of one site.
#[derive(Default)]
pub(super) struct PublishedAttachments {
    pub(super) attached: Attached,
    /// By path in the site, with the copies of pictures.
    pub(super) files: BTreeMap<String, Arc<TempFile>>,
    /// Sorted paths in the archive.
    pub(super) broken_pictures: Vec<String>,
}

impl Attachments {
    /// In this folder, which is ours alone.
    pub(crate) fn new(folder: PathBuf) -> Attachments {
        Attachments { store: Arc::new(TempStore::new(folder)), current: Mutex::default() }
    }

    /// Publishes those of these files that have changed: (path in the site, path in the archive).
    pub(super) fn publish(
        &self,
        files: Vec<(String, String)>,
        source: &dyn Source,
        photos: &PhotoCache,
    ) -> Result<PublishedAttachments, PreviewError> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.generation += 1;
        let number = current.generation;
        let known = &current.entries;
        let publisher = Publisher::new(Generation { store: &self.store, number }, source, photos);
        let entries: Result<BTreeMap<_, _>, Error> = files
            .into_par_iter()
            .map(|key| {
                let stamp = source.stamp(&key.1);
                if let Some(entry) = known.get(&key)
                    && stamp.is_some()
                    && entry.stamp == stamp
                {
                    return Ok((key, entry.clone()));
                }
                let attachment = publisher.put_attachment(&key.0, &key.1)?;
                let entry = self.entry(&key.0, stamp, attachment, number);
                Ok((key, entry))
            })
            .collect();
        let entries = entries.map_err(PreviewError::Failed)?;
        let published = collect(&entries);
        current.entries = entries;
        Ok(published)
    }

    fn entry(
        &self,
        path: &str,
        stamp: Option<FileStamp>,
        attachment: Attachment,
        generation: usize,
    ) -> TempEntry {
        let Attachment { published, is_broken } = attachment;
        let folder = Generation { store: &self.store, number: generation };
        let mut files = Vec::new();
        for path in paths(path, &published) {
            let (store, path) = (Arc::clone(&self.store), folder.path(path));
            files.push(Arc::new(TempFile { store, path }));
        }
        TempEntry { stamp, published, is_broken, files }
    }
}

/// The attachments of a site.
fn collect(entries: &BTreeMap<(String, String), TempEntry>) -> PublishedAttachments {
    let mut all = PublishedAttachments::default();
    for ((path, file), entry) in entries {
        if entry.is_broken {
            all.broken_pictures.push(file.clone());
        }
        all.attached.insert(file.clone(), entry.published.clone());
        for (path, file) in paths(path, &entry.published).into_iter().zip(&entry.files) {
            all.files.insert(path.to_owned(), Arc::clone(file));
        }
    }
    all.broken_pictures.sort();
    all
}

/// The paths in the site of an attachment and of its copies.
fn paths<'a>(path: &'a str, published: &'a Published) -> Vec<&'a str> {
    let mut paths = vec![path];
    if let Some(picture) = &published.picture {
        paths.extend(picture.page.iter().chain(&picture.list).map(|copy| copy.path.as_str()));
    }
    paths
}
