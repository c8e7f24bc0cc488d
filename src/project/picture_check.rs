//! Attachments that are not the picture, film or sound that their names promise: the photo of a visit is its evidence, and
//! nobody notices on a page that it is missing. Only the beginnings and ends of files are read.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use rayon::prelude::*;

use super::attachments::MOST_CLEANED;
use crate::diagnostics::{Diagnostic, PictureProblem, Problem, Span};
use crate::engine::links::span_of_file;
use crate::model::{Archive, Body};
use crate::photo::{MediaFormat, format_named, format_of};
use crate::source::Source;
use crate::syntax::file_name::{Medium, medium_of};

/// The beginning of a placeholder of git LFS.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";
/// So many bytes at the end of a picture hold the mark of its end.
const TAIL: u64 = 64;
/// A larger picture without that mark is not searched for it.
const MOST_SEARCHED: u64 = 64 << 20;

/// The problems of all attachments, each at the line that shows it.
pub(super) fn check(archive: &Archive, source: &dyn Source) -> Vec<Diagnostic> {
    let plans =
        archive.plans.par_iter().map(|plan| (&*plan.file, &plan.body, &plan.attachments[..]));
    let records = archive
        .records
        .par_iter()
        .map(|record| (&*record.file, &record.body, &record.attachments[..]));
    let no_text = Body::default();
    let pairs =
        archive.pairs.par_iter().map(|pair| (&*pair.file, &no_text, pair.agreement.as_slice()));
    let found = plans.chain(records).chain(pairs).flat_map_iter(|(file, body, attachments)| {
        let mut found = Vec::new();
        for path in attachments {
            if let Some(why) = problem(path, source) {
                found.push(diagnostic(file, body, path, why));
            }
        }
        found
    });
    found.collect()
}

fn diagnostic(file: &str, body: &Body, path: &str, why: PictureProblem) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    let span = span_of_file(body, file, path).unwrap_or_else(Span::first);
    Diagnostic::new(file, span, Problem::Picture { name, why })
}

/// What is wrong with an attachment, if it is named as a picture, a film or sound.
fn problem(path: &str, source: &dyn Source) -> Option<PictureProblem> {
    let medium = medium_of(path)?;
    if medium == Medium::Picture && format_named(path).is_none() {
        return None; // HEIC and TIFF are refused by their names
    }
    let size = source.size(path)?;
    if size == 0 {
        return Some(PictureProblem::Empty);
    }
    if MOST_CLEANED < size {
        return Some(PictureProblem::TooLarge { limit: MOST_CLEANED });
    }
    let head = source.head(path)?;
    if head.starts_with(LFS) {
        return Some(PictureProblem::LfsPointer);
    }
    let Some(format) = format_of(&head) else { return Some(PictureProblem::Unknown) };
    let found = format.name();
    match (format, medium) {
        (MediaFormat::Heif | MediaFormat::Tiff, _) => {
            Some(PictureProblem::Notes { found, wanted: "JPG" })
        }
        (MediaFormat::Matroska | MediaFormat::Asf | MediaFormat::Ogg, _) => {
            let wanted = if medium == Medium::Sound { "MP3" } else { "MP4" };
            Some(PictureProblem::Notes { found, wanted })
        }
        (_, Medium::Picture) if !format.is_shown() => Some(PictureProblem::NotShown { found }),
        (_, Medium::Picture) if format_named(path) != Some(format) => {
            Some(PictureProblem::OtherFormat { found })
        }
        (_, Medium::Picture) => {
            let file = source.on_disk(path)?;
            is_cut_off(&file, format, size, &head).then_some(PictureProblem::Truncated)
        }
        _ => None,
    }
}

/// Whether the end of a picture is missing.
fn is_cut_off(file: &Path, format: MediaFormat, size: u64, head: &[u8]) -> bool {
    let mark: &[u8] = match format {
        MediaFormat::Jpeg => b"\xff\xd9",
        MediaFormat::Png => b"IEND",
        MediaFormat::Gif => b"\0\x3b",
        MediaFormat::WebP => {
            let length = head.get(4..8).and_then(|bytes| bytes.try_into().ok());
            return length.is_some_and(|length| size < 8 + u64::from(u32::from_le_bytes(length)));
        }
        _ => return false,
    };
    // Some phones append other data behind the end.
    for from in [size.saturating_sub(TAIL), 0] {
        match bytes_from(file, from) {
            Some(bytes) if memchr::memmem::find(&bytes, mark).is_some() => return false,
            Some(_) if size <= MOST_SEARCHED => {}
            _ => return false,
        }
    }
    true
}

fn bytes_from(path: &Path, from: u64) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(from)).ok()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
