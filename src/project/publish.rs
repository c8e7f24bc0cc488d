//! The way of every byte into a site. Texts are searched once more for personal data, and photos lose their metadata. A
//! site in which personal data is found is never put in its place.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::diagnostics::{self, Diagnostic, Problem, Span};
use crate::error::Error;
use crate::incremental::PhotoCache;
use crate::output::{Change, Stage};
use crate::parse::personal_data;
use crate::privacy;
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
    leaks: Mutex<Vec<Diagnostic>>,
    broken_pictures: Mutex<Vec<String>>,
}

/// The files of a site after they were all put into their sink.
pub(crate) struct PublishedFiles<S> {
    /// Personal data in texts, sorted.
    pub(crate) leaks: Vec<Diagnostic>,
    /// The pictures that a blank one replaces, by their paths in the archive, sorted.
    pub(crate) broken_pictures: Vec<String>,
    pub(crate) sink: S,
}

impl<'s, S: Sink> Publisher<'s, S> {
    pub(crate) fn new(sink: S, source: &'s dyn Source, photos: &'s PhotoCache) -> Self {
        let (leaks, broken_pictures) = (Mutex::default(), Mutex::default());
        Publisher { sink, source, photos, leaks, broken_pictures }
    }

    /// Puts a page.
    pub(crate) fn put_page(&self, path: &str, html: &str) -> Result<(), Error> {
        phase(Phase::Privacy, || self.inspect(path, html));
        phase(Phase::Write, || self.sink.put(path, html.as_bytes()))
    }

    /// Puts a data file or a file of the search index.
    pub(crate) fn put_file(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        if phase(Phase::Write, || self.sink.keep(path, bytes))? {
            return Ok(()); // it was inspected when it was written
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            phase(Phase::Privacy, || self.inspect(path, text));
        }
        phase(Phase::Write, || self.sink.put(path, bytes))
    }

    /// Puts a style sheet or script of the theme.
    pub(crate) fn put_asset(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        phase(Phase::Write, || self.sink.put(path, bytes))
    }

    /// Notes that a blank picture replaces this one.
    pub(super) fn note_broken_picture(&self, file: &str) {
        self.broken_pictures.lock().unwrap_or_else(PoisonError::into_inner).push(file.to_owned());
    }

    /// Searches a text for personal data.
    pub(super) fn inspect(&self, path: &str, text: &str) {
        let leaks = find_leaks(path, text);
        if !leaks.is_empty() {
            self.leaks.lock().unwrap_or_else(PoisonError::into_inner).extend(leaks);
        }
    }

    /// Ends the publishing.
    pub(crate) fn finish(self) -> PublishedFiles<S> {
        let mut leaks = self.leaks.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut broken_pictures =
            self.broken_pictures.into_inner().unwrap_or_else(PoisonError::into_inner);
        diagnostics::sort(&mut leaks);
        broken_pictures.sort();
        PublishedFiles { leaks, broken_pictures, sink: self.sink }
    }
}

/// Personal data in a text of the site, as errors of that file.
pub(crate) fn find_leaks(path: &str, text: &str) -> Vec<Diagnostic> {
    let mut leaks = Vec::new();
    for found in privacy::numbers(text) {
        let problem = personal_data(found.kind, found.masked);
        if matches!(problem, Problem::PersonalData { certain: true, .. }) {
            leaks.push(Diagnostic::new(path, Span::first(), problem));
        }
    }
    leaks
}
