//! Paths that the page names. Each is checked as if an enemy had sent it: it stays in `content/`, names nothing that some
//! system takes for a device, and no link is on the way.

use std::fs;
use std::path::{Path, PathBuf};

use super::refusal::Refused;
use crate::l10n::app_messages::AppRefusal;
use crate::parse::names::{PAIRS_DIR, SCHOOLS_DIR};
use crate::schema;
use crate::syntax::file_name::is_device;
use crate::syntax::text::is_deceptive;

/// The longest path that is taken.
const LONGEST: usize = 1000;

/// A path below the archive's root that leads to a file in `content/`, or to nothing yet.
pub(super) fn content_path(root: &Path, path: &str) -> Result<PathBuf, Refused> {
    let mut parts = path.split('/');
    let is_sound = path.len() <= LONGEST
        && parts.next() == Some("content")
        && parts.clone().next().is_some()
        && parts.clone().all(is_sound_name);
    if !is_sound {
        return Err(AppRefusal::BadPath.into());
    }
    let mut whole = root.join("content");
    for part in parts {
        must_be_no_link(&whole)?;
        whole.push(part);
    }
    must_be_no_link(&whole)?;
    Ok(whole)
}

/// The whole path of a file below `content/` that a form can edit.
pub(super) fn record_path(root: &Path, path: &str) -> Result<PathBuf, Refused> {
    let whole = content_path(root, path)?;
    match schema::kind_of(path) {
        Some(_) => Ok(whole),
        None => Err(AppRefusal::NoSuchFile.into()),
    }
}

fn must_be_no_link(path: &Path) -> Result<(), Refused> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_symlink() => Err(AppRefusal::BadPath.into()),
        _ => Ok(()),
    }
}

/// Whether a name is one that every system keeps as it is.
pub(super) fn is_sound_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 200
        && !name.starts_with(['.', '_', ' '])
        && !name.ends_with(['.', ' ', '~'])
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|'])
        && !name.contains(is_deceptive)
        && !is_device(name)
}

/// The folder of the school and that of the pair in which a file is.
pub(super) fn owners_of(path: &str) -> (Option<String>, Option<String>) {
    let mut parts = path.split('/').skip(1);
    let folder = parts.next().unwrap_or_default();
    let owner = match parts.next() {
        Some(owner) if parts.next().is_some() => Some(owner.to_owned()),
        _ => None,
    };
    if SCHOOLS_DIR.is(folder) {
        (owner, None)
    } else if PAIRS_DIR.is(folder) {
        (None, owner)
    } else {
        (None, None)
    }
}

/// The folder of a path, without its last part.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
