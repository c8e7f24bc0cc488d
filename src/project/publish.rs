//! What every byte of a site passes on its way out: texts are looked through once more for numbers of somebody, photos
//! lose their notes.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::diagnostics::{Diagnostic, Problem, Span};
use crate::error::{Error, Operation};
use crate::incremental::PhotoCache;
use crate::output::{Change, Stage};
use crate::parse::personal_data;
use crate::photo::shrink::{Copied, Shrunk, Size};
use crate::photo::{self, Cleaned};
use crate::privacy;
use crate::site::{Picture, Published, SmallPicture, copy_path};
use crate::source;
use crate::source::Source;
use crate::timings::{Phase, phase};

/// Where files go, by their paths in the site.
pub(crate) trait Sink: Sync {
    /// Keeps a file of the site that was there before with these bytes; false where there was none.
    fn keep(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        let _ = (path, bytes);
        Ok(false)
    }
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error>;
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

/// A site on its way out.
pub(crate) struct Publisher<'s, S: Sink> {
    stage: S,
    source: &'s dyn Source,
    photos: &'s PhotoCache,
    leaks: Mutex<Vec<Diagnostic>>,
    broken: Mutex<Vec<String>>,
}

/// What became of a site.
pub(crate) enum Outcome {
    /// It is there; these pictures are broken, and a blank one stands for each.
    Published { broken: Vec<String> },
    /// Numbers of somebody were found in it: it was thrown away.
    Leaks(Vec<Diagnostic>),
}

impl<'s, S: Sink> Publisher<'s, S> {
    pub(crate) fn new(
        stage: S,
        source: &'s dyn Source,
        photos: &'s PhotoCache,
    ) -> Publisher<'s, S> {
        Publisher { stage, source, photos, leaks: Mutex::default(), broken: Mutex::default() }
    }

    /// A page.
    pub(crate) fn page(&self, path: &str, html: &str) -> Result<(), Error> {
        phase(Phase::Privacy, || self.look_through(path, html));
        phase(Phase::Write, || self.stage.put(path, html.as_bytes()))
    }

    /// A file of data, or of the search.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        if phase(Phase::Write, || self.stage.keep(path, bytes))? {
            return Ok(()); // it was looked through when it was made
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            phase(Phase::Privacy, || self.look_through(path, text));
        }
        phase(Phase::Write, || self.stage.put(path, bytes))
    }

    /// A style sheet or script of the theme.
    pub(crate) fn asset(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        phase(Phase::Write, || self.stage.put(path, bytes))
    }

    /// A file beside a record, `from` being its path under the root, and whether a blank picture stands for it. A picture
    /// goes out with its copies.
    pub(crate) fn attach(&self, path: &str, from: &str) -> Result<(Published, bool), Error> {
        match self.source.on_disk(from) {
            Some(file) if !self.must_be_read(&file)? => {
                self.stage.copy(path, &file)?;
                let bytes = self.source.size(from).unwrap_or_default();
                Ok((Published { bytes, picture: None }, false))
            }
            _ => self.attach_bytes(path, from, &self.source.bytes(from)?),
        }
    }

    fn must_be_read(&self, file: &Path) -> Result<bool, Error> {
        let head = source::head(file).map_err(Error::io(Operation::Read, file))?;
        Ok(photo::may_be_picture(&head) || is_text(file))
    }

    /// A picture is broken, and a blank one stands for it.
    pub(crate) fn broken(&self, from: &str) {
        self.broken.lock().unwrap_or_else(PoisonError::into_inner).push(from.to_owned());
    }

    fn attach_bytes(
        &self,
        path: &str,
        from: &str,
        bytes: &[u8],
    ) -> Result<(Published, bool), Error> {
        if let Some(decoded) =
            is_text(Path::new(from)).then(|| source::decode(bytes).ok()).flatten()
        {
            self.look_through(from, &decoded.text);
        }
        match photo::clean(bytes) {
            Cleaned::Clean(bytes) => {
                self.stage.put(path, &bytes)?;
                let picture = self.photos.shrunk(&bytes);
                let picture = picture.map(|it| self.copies(path, it)).transpose()?;
                Ok((Published { bytes: bytes.len() as u64, picture }, false))
            }
            Cleaned::Unclean => {
                self.broken(from);
                self.stage.put(path, photo::BLANK)?;
                Ok((Published { bytes: photo::BLANK.len() as u64, picture: None }, true))
            }
        }
    }

    /// The copies of a picture, beside it.
    fn copies(&self, path: &str, shrunk: Shrunk) -> Result<Picture, Error> {
        let put = |size: Size, copied: Option<Copied>| {
            let Some(it) = copied else { return Ok(None) };
            let path = copy_path(path, size, it.format);
            self.stage.put(&path, &it.bytes)?;
            Ok::<_, Error>(Some(SmallPicture { path, width: it.width, height: it.height }))
        };
        Ok(Picture {
            width: shrunk.width,
            height: shrunk.height,
            page: put(Size::Page, shrunk.page)?,
            list: put(Size::List, shrunk.list)?,
        })
    }

    fn look_through(&self, path: &str, text: &str) {
        let found = leaks(path, text);
        if !found.is_empty() {
            self.leaks.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        }
    }

    /// The numbers of somebody that were found, sorted, and the pictures that are broken.
    pub(crate) fn found(self) -> (Vec<Diagnostic>, Vec<String>, S) {
        let mut leaks = self.leaks.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut broken = self.broken.into_inner().unwrap_or_else(PoisonError::into_inner);
        crate::diagnostics::sort(&mut leaks);
        broken.sort();
        (leaks, broken, self.stage)
    }
}

impl Publisher<'_, Stage> {
    /// Publishes the site, unless it would tell somebody's number.
    pub(crate) fn publish(self) -> Result<Outcome, Error> {
        let (leaks, broken, stage) = self.found();
        if !leaks.is_empty() {
            return Ok(Outcome::Leaks(leaks));
        }
        phase(Phase::Write, || stage.publish())?;
        Ok(Outcome::Published { broken })
    }
}

/// The numbers of somebody in a text, as errors of its file.
pub(crate) fn leaks(path: &str, text: &str) -> Vec<Diagnostic> {
    let problems = privacy::numbers(text).into_iter().map(|it| personal_data(it.kind, it.masked));
    let certain = |it: &Problem| matches!(it, Problem::PersonalData { certain: true, .. });
    problems.filter(certain).map(|it| Diagnostic::new(path, Span::first(), it)).collect()
}

/// Attachments that are texts; what office programs write cannot be looked through.
fn is_text(file: &Path) -> bool {
    let ending = file.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
    matches!(
        ending.as_deref(),
        Some("txt" | "csv" | "tsv" | "md" | "json" | "yaml" | "yml" | "rtf" | "log" | "ics")
    )
}
