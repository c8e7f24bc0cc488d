//! The files next to records on their way into a site: photos lose their metadata and get reduced copies.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::manifest::AttachmentEntry;
use super::publish::{Publisher, Sink};
use crate::attachment::shown_text;
use crate::error::{Error, Operation};
use crate::photo::shrink::{Copied, Shrunk, Size};
use crate::photo::{self, Cleaned};
use crate::site::{Picture, Published, Site, SmallPicture, copy_path};
use crate::source;
use crate::timings::{Phase, phase};

/// A larger film is not read into memory to be cleaned.
pub(super) const MOST_CLEANED: u64 = 512 * 1024 * 1024;

/// A larger document is not read for the search.
const MOST_READ: u64 = 16 * 1024 * 1024;
/// The most bytes of the text of an attachment that the search knows: some four thousand characters.
const MOST_TEXT: usize = 12 * 1024;

/// An attachment that was put into the site.
pub(crate) struct Attachment {
    pub(crate) published: Published,
    /// Whether a blank picture replaces it.
    pub(crate) is_broken: bool,
}

impl<S: Sink> Publisher<'_, S> {
    /// Puts a file next to a record, with the reduced copies of a picture. `file` is its path in the archive.
    pub(crate) fn put_attachment(&self, path: &str, file: &str) -> Result<Attachment, Error> {
        if let Some(on_disk) = self.source.on_disk(file)
            && !must_be_read(&on_disk)?
        {
            self.sink.copy(path, &on_disk)?;
            let bytes = self.source.size(file).unwrap_or_default();
            let text = match bytes <= MOST_READ {
                true => shown_text(&self.source.bytes(file)?, MOST_TEXT),
                false => String::new(),
            };
            return Ok(Attachment {
                published: Published { bytes, is_broken: false, picture: None, text },
                is_broken: false,
            });
        }
        if MOST_CLEANED < self.source.size(file).unwrap_or_default() {
            return self.put_blank(path, file);
        }
        let bytes = self.source.bytes(file)?;
        match photo::clean(file, &bytes) {
            Cleaned::Clean(cleaned) => {
                self.sink.put(path, &cleaned)?;
                let picture = match self.photos.shrunk(&cleaned) {
                    Some(shrunk) => Some(self.put_copies(path, shrunk)?),
                    None => None,
                };
                // Without a file on a disk, as in a revision of git, documents come this way too.
                let text = match cleaned.len() as u64 <= MOST_READ {
                    true => shown_text(&cleaned, MOST_TEXT),
                    false => String::new(),
                };
                let bytes = cleaned.len() as u64;
                let published = Published { bytes, is_broken: false, picture, text };
                Ok(Attachment { published, is_broken: false })
            }
            Cleaned::Unclean => self.put_blank(path, file),
        }
    }

    /// Puts a blank picture in the place of a file that cannot be published.
    fn put_blank(&self, path: &str, file: &str) -> Result<Attachment, Error> {
        self.note_broken_picture(file);
        self.sink.put(path, photo::BLANK)?;
        let bytes = photo::BLANK.len() as u64;
        let text = String::new();
        let published = Published { bytes, is_broken: true, picture: None, text };
        Ok(Attachment { published, is_broken: true })
    }

    /// Puts the reduced copies of a picture next to it.
    fn put_copies(&self, path: &str, shrunk: Shrunk) -> Result<Picture, Error> {
        Ok(Picture {
            width: shrunk.width,
            height: shrunk.height,
            page: self.put_copy(path, Size::Page, shrunk.page)?,
            list: self.put_copy(path, Size::List, shrunk.list)?,
        })
    }

    fn put_copy(
        &self,
        path: &str,
        size: Size,
        copy: Option<Copied>,
    ) -> Result<Option<SmallPicture>, Error> {
        let Some(copy) = copy else { return Ok(None) };
        let path = copy_path(path, size, copy.format);
        self.sink.put(&path, &copy.bytes)?;
        Ok(Some(SmallPicture { path, width: copy.width, height: copy.height }))
    }
}

/// Puts the files next to records. Those of the previous build that have not changed are left alone.
pub(super) fn put_attachments<S: Sink>(
    publisher: &Publisher<'_, S>,
    site: &Site<'_>,
    previous: &[AttachmentEntry],
) -> Result<Vec<AttachmentEntry>, Error> {
    let mut known: FxHashMap<&str, &AttachmentEntry> = FxHashMap::default();
    for entry in previous {
        known.insert(&entry.file, entry);
    }
    site.attachments()
        .into_par_iter()
        .map(|(path, file)| {
            let stamp = publisher.source.stamp(&file);
            if let Some(entry) = known.get(file.as_str())
                && stamp.is_some()
                && entry.stamp == stamp
                && entry.path == path
            {
                if entry.is_broken {
                    publisher.note_broken_picture(&file);
                }
                return Ok((*entry).clone());
            }
            let Attachment { published, is_broken } =
                phase(Phase::Photos, || publisher.put_attachment(&path, &file))?;
            Ok(AttachmentEntry { file, path, stamp, published, is_broken })
        })
        .collect()
}

/// Whether a file may be a picture, a film or sound. All others are copied without being read: `check` has looked into
/// them.
fn must_be_read(file: &Path) -> Result<bool, Error> {
    let head = source::head(file).map_err(Error::io(Operation::Read, file))?;
    Ok(photo::must_be_cleaned(&file.to_string_lossy(), &head))
}
