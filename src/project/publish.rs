//! The way of every byte into a site. Texts are searched once more for personal numbers, which are masked, and photos
//! lose their metadata.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::load::Snapshot;
use crate::error::Error;
use crate::incremental::PhotoCache;
use crate::output::{Change, Stage};
use crate::source::Source;
use crate::timings::{Phase, phase};

/// Where the files of a site go, by their paths in the site.
pub(crate) trait Sink: Sync {
    /// Keeps a file that the site has already, if it has these bytes; false when it must be written.
    fn keep(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        let _ = (path, bytes);
        Ok(false)
    }

    /// Writes a file.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error>;

    /// Copies a file from disk.
    fn copy(&self, path: &str, from: &Path) -> Result<(), Error>;
}

impl Sink for Stage {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        Stage::put(self, path, bytes)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        Stage::copy(self, path, from)
    }
}

impl Sink for Change<'_> {
    fn keep(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        Change::keep(self, path, bytes)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        Change::put(self, path, bytes)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        Change::copy(self, path, from)
    }
}

/// Puts the files of a site into a sink, and remembers what is wrong with them.
pub(crate) struct Publisher<'s, S: Sink> {
    pub(super) sink: S,
    pub(super) source: &'s dyn Source,
    pub(super) photos: &'s PhotoCache,
    /// What explains the numbers in the output; `None` where only attachments are published.
    gate: Option<&'s Snapshot>,
    masked: Mutex<Vec<String>>,
    broken_pictures: Mutex<Vec<String>>,
}

/// The files of a site after they were all put into their sink.
pub(crate) struct PublishedFiles<S> {
    /// The files in which personal numbers were masked, by their paths in the site, sorted.
    pub(crate) masked: Vec<String>,
    /// The pictures that a blank one replaces, by their paths in the archive, sorted.
    pub(crate) broken_pictures: Vec<String>,
    pub(crate) sink: S,
}

impl<'s, S: Sink> Publisher<'s, S> {
    pub(crate) fn new(sink: S, source: &'s dyn Source, photos: &'s PhotoCache) -> Self {
        let (masked, broken_pictures) = (Mutex::default(), Mutex::default());
        Publisher { sink, source, photos, gate: None, masked, broken_pictures }
    }

    /// Masks personal numbers in all pages and data files, unless the sources explain them.
    pub(crate) fn with_gate(self, gate: &'s Snapshot) -> Self {
        Publisher { gate: Some(gate), ..self }
    }

    /// Puts a page.
    pub(crate) fn put_page(&self, path: &str, html: &str) -> Result<(), Error> {
        let html = phase(Phase::Privacy, || self.masked(path, html));
        phase(Phase::Write, || self.sink.put(path, html.as_bytes()))
    }

    /// Puts a data file or a file of the search index.
    pub(crate) fn put_file(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        if phase(Phase::Write, || self.sink.keep(path, bytes))? {
            return Ok(()); // it was inspected when it was written
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return phase(Phase::Write, || self.sink.put(path, bytes));
        };
        let masked = phase(Phase::Privacy, || self.masked(path, text));
        if masked.as_bytes() != bytes
            && phase(Phase::Write, || self.sink.keep(path, masked.as_bytes()))?
        {
            return Ok(());
        }
        phase(Phase::Write, || self.sink.put(path, masked.as_bytes()))
    }

    /// Puts a style sheet or script of the theme.
    pub(crate) fn put_asset(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        phase(Phase::Write, || self.sink.put(path, bytes))
    }

    /// Notes that a blank picture replaces this one.
    pub(super) fn note_broken_picture(&self, file: &str) {
        self.broken_pictures.lock().unwrap_or_else(PoisonError::into_inner).push(file.to_owned());
    }

    /// A text with the personal numbers masked that no source explains.
    fn masked<'t>(&self, path: &str, text: &'t str) -> Cow<'t, str> {
        let Some(gate) = self.gate else { return Cow::Borrowed(text) };
        let masked = gate.masked(text);
        if matches!(masked, Cow::Owned(_)) {
            self.masked.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        }
        masked
    }

    /// Ends the publishing.
    pub(crate) fn finish(self) -> PublishedFiles<S> {
        let mut masked = self.masked.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut broken_pictures =
            self.broken_pictures.into_inner().unwrap_or_else(PoisonError::into_inner);
        masked.sort();
        broken_pictures.sort();
        PublishedFiles { masked, broken_pictures, sink: self.sink }
    }
}
