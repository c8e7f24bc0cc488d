//! Files beside records: cleaned and made small once, as long as they do not change.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::Wrong;
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::incremental::PhotoCache;
use crate::output::TempStore;
use crate::project::attachments::Attachment;
use crate::project::publish::{Publisher, Sink};
use crate::site::{Attached, Published};
use crate::source::{FileStamp, Source};

/// The files, in a folder of our own.
pub(in crate::commands) struct Attachments {
    files: Arc<TempStore>,
    before: Mutex<Before>,
}

/// What was published before.
#[derive(Default)]
struct Before {
    /// How often.
    times: usize,
    kept: BTreeMap<(String, String), Kept>,
}

/// A file that was published.
#[derive(Clone)]
struct Kept {
    stamp: Option<FileStamp>,
    published: Published,
    is_broken: bool,
    leaks: Vec<Diagnostic>,
    held: Vec<Arc<Held>>,
}

/// A file in our folder, until nobody wants it any more.
pub(super) struct Held {
    files: Arc<TempStore>,
    place: String,
}

impl Held {
    /// The file and its size.
    pub(super) fn open(&self) -> Option<(File, u64)> {
        self.files.open(&self.place)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.files.remove(&self.place);
    }
}

/// Files of one site that are not yet known to be fit to be shown: they lie apart from those that are shown now.
struct Batch<'f> {
    files: &'f TempStore,
    number: usize,
}

impl Batch<'_> {
    fn place(&self, path: &str) -> String {
        format!("{}/{path}", self.number)
    }
}

impl Sink for Batch<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.files.put(&self.place(path), bytes)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        self.files.copy(&self.place(path), from)
    }
}

/// What came of a publishing.
pub(super) struct Files {
    pub(super) attached: Attached,
    /// By path in the site, with the copies of pictures.
    pub(super) held: BTreeMap<String, Arc<Held>>,
    /// Pictures that are broken.
    pub(super) broken: Vec<String>,
}

impl Attachments {
    /// In this folder, which is ours alone.
    pub(in crate::commands) fn new(folder: PathBuf) -> Attachments {
        Attachments { files: Arc::new(TempStore::new(folder)), before: Mutex::default() }
    }

    /// Publishes what has changed of these files: (path in the site, path under the root).
    pub(super) fn publish(
        &self,
        files: Vec<(String, String)>,
        source: &dyn Source,
        photos: &PhotoCache,
    ) -> Result<Files, Wrong> {
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        before.times += 1;
        let number = before.times;
        let known = &before.kept;
        let publisher = Publisher::new(Batch { files: &self.files, number }, source, photos);
        let publish = |key: (String, String)| {
            let stamp = source.stamp(&key.1);
            if let Some(it) = known.get(&key).filter(|it| stamp.is_some() && it.stamp == stamp) {
                return Ok((key, it.clone()));
            }
            let Attachment { published, is_broken } = publisher.put_attachment(&key.0, &key.1)?;
            let held = paths(&key.0, &published).map(|it| self.hold(number, it)).collect();
            Ok((key, Kept { stamp, published, is_broken, leaks: Vec::new(), held }))
        };
        let now: Result<BTreeMap<_, _>, Error> = files.into_par_iter().map(publish).collect();
        let mut now = now.map_err(Wrong::Error)?;
        let leaks = publisher.finish().leaks;
        for (key, it) in &mut now {
            it.leaks.extend(leaks.iter().filter(|leak| *leak.file == *key.1).cloned());
        }
        let mut leaks: Vec<Diagnostic> = now.values().flat_map(|it| it.leaks.clone()).collect();
        let mut broken: Vec<String> =
            now.iter().filter(|it| it.1.is_broken).map(|it| it.0.1.clone()).collect();
        let attached = now.iter().map(|it| (it.0.1.clone(), it.1.published.clone())).collect();
        let held = now
            .iter()
            .flat_map(|((path, _), it)| {
                let paths = paths(path, &it.published).map(str::to_owned);
                paths.zip(it.held.iter().cloned())
            })
            .collect();
        before.kept = now;
        if !leaks.is_empty() {
            crate::diagnostics::sort(&mut leaks);
            return Err(Wrong::Leaks(leaks));
        }
        broken.sort();
        Ok(Files { attached, held, broken })
    }

    fn hold(&self, number: usize, path: &str) -> Arc<Held> {
        let place = Batch { files: &self.files, number }.place(path);
        Arc::new(Held { files: Arc::clone(&self.files), place })
    }
}

/// The paths in the site of a file and the copies of it.
fn paths<'a>(path: &'a str, published: &'a Published) -> impl Iterator<Item = &'a str> {
    let copies = published.picture.iter().flat_map(|it| it.page.iter().chain(&it.list));
    std::iter::once(path).chain(copies.map(|it| it.path.as_str()))
}
