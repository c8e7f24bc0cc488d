//! Files that were sent to the app and are in no record yet: they are kept in the archive's cache.

use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::Serialize;

use super::files::shown_as;
use super::paths::is_sound_name;
use super::query::Query;
use super::refusal::Refused;
use super::session::App;
use crate::incremental::Store;
use crate::l10n::app_messages::AppRefusal;
use crate::project;
use crate::server::{AppAnswer, Status};
use crate::source::{FileStamp, PlacedFile};
use crate::syntax::ascii::is_hex;

/// A file that nobody saved for so long is removed.
const KEPT_FOR: Duration = Duration::from_secs(7 * 24 * 3600);
/// The most bytes of all files that are kept.
const MOST_BYTES: u64 = 4 << 30;

/// A file that was sent.
#[derive(Debug, Serialize)]
pub(super) struct Upload {
    pub(super) id: String,
    pub(super) name: String,
    size: u64,
    url: String,
}

/// `upload`: keeps a file that is sent.
pub(super) fn upload(app: &App, query: &Query, sent: &mut dyn Read) -> Result<Upload, Refused> {
    let opened = app.opened()?;
    keep(&opened.root, query.text("name"), sent)
}

/// Keeps a file until a record is saved with it.
pub(super) fn keep(root: &Path, name: &str, sent: &mut dyn Read) -> Result<Upload, Refused> {
    if !is_sound_name(name) {
        return Err(AppRefusal::BadName.into());
    }
    let folder = folder(root)?;
    clear(&folder)?;
    let id = format!("{:016x}{:016x}", random(), random());
    let path = folder.join(&id);
    let failed = |_| Refused::from(AppRefusal::Unreceived);
    let mut file = File::create_new(&path).map_err(failed)?;
    match io::copy(sent, &mut file) {
        Ok(size) => {
            let encoded =
                percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
            let url = format!("/_guidang/edit/api/upload?id={id}&name={encoded}");
            Ok(Upload { id, name: name.to_owned(), size, url })
        }
        Err(error) => {
            drop(file);
            let _ = fs::remove_file(&path); // what remains is cleared later
            Err(failed(error))
        }
    }
}

/// `upload` that asks: a file that was sent before.
pub(super) fn sent_before(app: &App, query: &Query) -> Result<AppAnswer, Refused> {
    let opened = app.opened()?;
    let bytes = bytes_of_upload(&opened.root, query.text("id"))?;
    let ending = shown_as(query.text("name")).to_owned();
    Ok(AppAnswer { status: Status::Ok, ending, bytes })
}

/// The bytes of a file that was sent.
pub(super) fn bytes_of_upload(root: &Path, id: &str) -> Result<Vec<u8>, Refused> {
    let path = place(root, id).ok_or(AppRefusal::NoUpload)?;
    let is_file = path.symlink_metadata().is_ok_and(|about| about.is_file());
    let bytes = if is_file { fs::read(path).ok() } else { None };
    bytes.ok_or(AppRefusal::NoUpload.into())
}

/// A file that was sent, as it lies on the disk. It is never written a second time.
pub(super) fn placed(root: &Path, id: &str) -> Result<PlacedFile, Refused> {
    let path = place(root, id).ok_or(AppRefusal::NoUpload)?;
    let about = path.symlink_metadata().or(Err(AppRefusal::NoUpload))?;
    if !about.is_file() {
        return Err(AppRefusal::NoUpload.into());
    }
    let stamp = match FileStamp::of_file(&about) {
        Ok(stamp) => Some(stamp),
        Err(_) => FileStamp::of(&about, SystemTime::now()),
    };
    Ok(PlacedFile { path, size: about.len(), stamp })
}

/// Removes a file that was saved.
pub(super) fn forget(root: &Path, id: &str) {
    if let Some(path) = place(root, id) {
        let _ = fs::remove_file(path); // what remains is cleared later
    }
}

/// The place of a file by its id, which is nothing but digits.
fn place(root: &Path, id: &str) -> Option<PathBuf> {
    let is_id = id.len() == 32 && is_hex(id);
    is_id.then(|| root.join(Store::FOLDER).join("uploads").join(id))
}

fn folder(root: &Path) -> Result<PathBuf, Refused> {
    let cache = root.join(Store::FOLDER);
    if !cache.is_dir() {
        // The lock makes the folder, which git is not to add.
        drop(project::lock_archive(root, "edit")?);
    }
    let folder = cache.join("uploads");
    for part in [&cache, &folder] {
        let is_link = part.symlink_metadata().is_ok_and(|about| about.is_symlink());
        if is_link {
            return Err(AppRefusal::BadPath.into());
        }
    }
    fs::create_dir_all(&folder).or(Err(AppRefusal::Unreceived))?;
    Ok(folder)
}

/// Removes what nobody saved for long. Where the rest is too much, nothing more is taken.
fn clear(folder: &Path) -> Result<(), Refused> {
    let mut bytes = 0;
    let now = SystemTime::now();
    for entry in fs::read_dir(folder).or(Err(AppRefusal::Unreceived))?.flatten() {
        let Ok(about) = entry.metadata() else { continue };
        let age = about.modified().ok().and_then(|then| now.duration_since(then).ok());
        if age.is_some_and(|age| KEPT_FOR < age) {
            let _ = fs::remove_file(entry.path());
        } else {
            bytes += about.len();
        }
    }
    if MOST_BYTES < bytes { Err(AppRefusal::TooLong.into()) } else { Ok(()) }
}

/// A number that is another one each time.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}
