//! The files next to a record.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::paths::{content_path, folder_of, is_sound_name};
use super::refusal::Refused;
use super::session::App;
use crate::l10n::app_messages::AppRefusal;
use crate::server::{AppAnswer, Status};

/// A file next to a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct NextFile {
    pub(super) name: String,
    size: u64,
    url: String,
}

/// The longest file that is shown in the page.
const LONGEST_SHOWN: u64 = 128 << 20;

/// The files next to a record that has a folder of its own.
pub(super) fn files_of(root: &Path, path: &str) -> Vec<NextFile> {
    let mut files = Vec::new();
    if !path.ends_with("/index.md") {
        return files;
    }
    let folder = folder_of(path);
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return files };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let Ok(about) = entry.metadata() else { continue };
        if !about.is_file() || name == "index.md" || !is_sound_name(&name) {
            continue;
        }
        let url = url_of(&format!("{folder}/{name}"));
        files.push(NextFile { name, size: about.len(), url });
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

/// The address of a file of the archive.
fn url_of(path: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC);
    format!("/_guidang/edit/api/file?path={encoded}")
}

/// `file`: the bytes of a file next to a record. Only pictures come under their own type; everything else is saved, not
/// shown: it comes from whoever handed it in, and a page among it would be one of ours.
pub(super) fn file(app: &App, path: &str) -> Result<AppAnswer, Refused> {
    let opened = app.opened()?;
    let whole = content_path(&opened.root, path)?;
    let about = fs::symlink_metadata(&whole).or(Err(AppRefusal::NoSuchFile))?;
    if !about.is_file() {
        return Err(AppRefusal::NoSuchFile.into());
    }
    if LONGEST_SHOWN < about.len() {
        return Err(AppRefusal::TooLong.into());
    }
    let bytes = fs::read(&whole).or(Err(AppRefusal::NoSuchFile))?;
    Ok(AppAnswer { status: Status::Ok, ending: shown_as(path).to_owned(), bytes })
}

/// The ending under which a file is answered.
pub(super) fn shown_as(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((_, ending)) if crate::photo::format_named(path).is_some() => ending,
        _ => "bin",
    }
}
