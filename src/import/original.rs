//! The file itself as an attachment: as it came, but for what its pictures tell of where they were taken.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{ImportedFile, stem_of};
use crate::photo::{BLANK, Cleaned, clean};
use crate::scaffold::file_name;

/// The most bytes of a picture that is looked at, and of all together.
const MAX_PICTURE: u64 = 64 * 1024 * 1024;
const MAX_ALL: u64 = 192 * 1024 * 1024;

/// The original under a name that works everywhere.
pub(super) fn original(name: &str, ending: &str, bytes: &[u8]) -> ImportedFile {
    let stem = stem_of(name);
    let mut stem = file_name(stem);
    if stem.is_empty() {
        "原件".clone_into(&mut stem);
    }
    let bytes = without_places(bytes).unwrap_or_else(|| bytes.to_vec());
    ImportedFile { name: format!("{stem}{ending}"), bytes }
}

/// A package whose pictures are without metadata; `None` when there are none, or it is no package.
fn without_places(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let is_picture = |name: &str| name.contains("/media/") || name.starts_with("Pictures/");
    if !package.file_names().flatten().any(|name| is_picture(&name)) {
        return None;
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut budget = MAX_ALL;
    for index in 0..package.len() {
        let part = package.by_index_raw(index).ok()?;
        let name = part.name().ok()?.into_owned();
        if !is_picture(&name) || name.ends_with('/') {
            writer.raw_copy_file(part).ok()?;
            continue;
        }
        drop(part);
        let most = budget.min(MAX_PICTURE);
        let mut picture = Vec::new();
        let part = package.by_index(index).ok()?;
        let read = part.take(most + 1).read_to_end(&mut picture);
        budget = budget.saturating_sub(picture.len() as u64);
        let is_whole = read.is_ok() && picture.len() as u64 <= most;
        let cleaned = match clean("", &picture) {
            Cleaned::Clean(cleaned) if is_whole => cleaned,
            _ => BLANK.into(),
        };
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .system(zip::System::Unix) // whatever the system: the same bytes everywhere
            .last_modified_time(zip::DateTime::default());
        writer.start_file(name, options).ok()?;
        writer.write_all(&cleaned).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}
