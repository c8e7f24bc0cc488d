//! What is in the inbox: one item is one hand-in, a file or a folder with what belongs to it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::WalkDir;

use super::names;
use crate::diagnostics::BilingualName;
use crate::error::{Error, Operation};
use crate::model::{Archive, SchoolIx};
use crate::syntax::text::nfc;

/// The most files of a folder that are looked at.
pub(super) const MOST_FILES: usize = 2000;

/// A folder of the inbox that belongs to a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SchoolFolder {
    /// The school.
    pub(super) school: SchoolIx,
    /// The name of the folder on disk.
    pub(super) name: String,
    /// Where it is.
    pub(super) path: PathBuf,
}

/// What kind of thing was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemKind {
    Zip,
    Folder,
    /// A record's text, with what has the same name.
    Text,
    /// Anything else, which the note tells apart by its ending.
    Other,
    /// A link or a device.
    NoFile,
}

/// One hand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) folder: SchoolFolder,
    /// Its path in the school's folder, with `/`: `活动/送教.zip`.
    pub(super) path: String,
    pub(super) kind: ItemKind,
    /// The folder of a kind of record that it was put into.
    pub(super) home: Option<BilingualName>,
    /// The names beside it that belong to a text.
    pub(super) companions: Vec<String>,
    /// Sizes and times of all its files: two equal ones mean that nothing was written in between.
    pub(super) stamps: Vec<(String, u64, u64)>,
}

impl Item {
    /// Its name.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder it is in.
    pub(super) fn parent(&self) -> PathBuf {
        match self.path.rsplit_once('/') {
            Some((parent, _)) => self.folder.path.join(parent),
            None => self.folder.path.clone(),
        }
    }

    /// Where it is on disk.
    pub(super) fn on_disk(&self) -> PathBuf {
        self.folder.path.join(&self.path)
    }

    /// When it was last written to, in milliseconds since 1970.
    pub(super) fn modified(&self) -> u64 {
        self.stamps.iter().map(|(_, _, modified)| *modified).max().unwrap_or(0)
    }
}

/// The folders of an inbox.
#[derive(Debug, Default)]
pub(super) struct Folders {
    /// Those of schools, in the order of the schools.
    pub(super) schools: Vec<SchoolFolder>,
    /// Names that are of no school, of several, or of no folder.
    pub(super) unknown: Vec<String>,
}

/// Lists the folders of an inbox.
pub(super) fn folders(inbox: &Path, archive: &Archive) -> Result<Folders, Error> {
    let mut folders = Folders::default();
    for (name, path) in entries(inbox)? {
        if names::is_own(&name) {
            continue;
        }
        match school_of(archive, &name) {
            Some(school) if is_folder(&path) => {
                folders.schools.push(SchoolFolder { school, name, path });
            }
            _ => folders.unknown.push(name),
        }
    }
    folders.schools.sort_by(|one, other| (one.school, &one.name).cmp(&(other.school, &other.name)));
    Ok(folders)
}

/// Whether there is a folder, and no link to one.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_dir())
}

/// The one school of that folder, name, short or former name.
fn school_of(archive: &Archive, name: &str) -> Option<SchoolIx> {
    let name = nfc(name.trim());
    let schools = &archive.schools;
    if let Some(index) = schools.iter().position(|school| school.id == name) {
        return Some(SchoolIx(index));
    }
    let mut found = None;
    for (index, school) in schools.iter().enumerate() {
        let mut others = school.short.iter().chain(&school.formerly).chain([&school.name]);
        if others.any(|other| nfc(other) == name) {
            match found {
                None => found = Some(SchoolIx(index)),
                Some(_) => return None,
            }
        }
    }
    found
}

/// Lists what is in a school's folder, the oldest first.
pub(super) fn items(folder: &SchoolFolder) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    add_items(folder, "", None, &mut items)?;
    for (name, path) in entries(&folder.path)? {
        if let Some(home) = names::kind_folder(&name)
            && is_folder(&path)
        {
            add_items(folder, &name, Some(home), &mut items)?;
        }
    }
    items.sort_by(|one, other| (one.modified(), &one.path).cmp(&(other.modified(), &other.path)));
    Ok(items)
}

fn add_items(
    folder: &SchoolFolder,
    below: &str,
    home: Option<BilingualName>,
    items: &mut Vec<Item>,
) -> Result<(), Error> {
    let mut listed: Vec<(String, PathBuf, ItemKind)> = Vec::new();
    for (name, path) in entries(&folder.path.join(below))? {
        let Ok(about) = path.symlink_metadata() else { continue };
        let kind = kind_of(&name, &about);
        let is_home = home.is_none() && names::kind_folder(&name).is_some();
        if !names::is_own(&name) && (!is_home || kind != ItemKind::Folder) {
            listed.push((name, path, kind));
        }
    }
    // What belongs to the text of a name: its folder, its table.
    let mut companions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (name, _, kind) in &listed {
        if *kind == ItemKind::Text {
            companions.insert(names::stem(name), Vec::new());
        }
    }
    let mut alone = Vec::new();
    for (index, (name, _, kind)) in listed.iter().enumerate() {
        let stem = if *kind == ItemKind::Folder { name } else { names::stem(name) };
        match companions.get_mut(stem) {
            Some(own) if !matches!(kind, ItemKind::Text | ItemKind::Zip) => own.push(index),
            _ => alone.push(index),
        }
    }
    for (name, path, kind) in alone.iter().filter_map(|index| listed.get(*index)) {
        let own = match kind {
            ItemKind::Text => companions.remove(names::stem(name)).unwrap_or_default(),
            _ => Vec::new(),
        };
        let mut stamps = stamps(path);
        let mut names_beside = Vec::new();
        for (name, path, _) in own.iter().filter_map(|index| listed.get(*index)) {
            stamps.extend(self::stamps(path));
            names_beside.push(name.clone());
        }
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        let (folder, kind) = (folder.clone(), *kind);
        items.push(Item { folder, path, kind, home, companions: names_beside, stamps });
    }
    Ok(())
}

fn kind_of(name: &str, about: &fs::Metadata) -> ItemKind {
    match names::ending(name).as_str() {
        _ if about.is_dir() => ItemKind::Folder,
        _ if !about.is_file() => ItemKind::NoFile,
        "zip" => ItemKind::Zip,
        "md" => ItemKind::Text,
        _ => ItemKind::Other,
    }
}

/// The names of a folder that are UTF-8, sorted.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let listed = fs::read_dir(folder).map_err(Error::io(Operation::List, folder))?;
    let mut entries = Vec::new();
    for entry in listed {
        let entry = entry.map_err(Error::io(Operation::List, folder))?;
        if let Ok(name) = entry.file_name().into_string() {
            entries.push((name, entry.path()));
        }
    }
    entries.sort();
    Ok(entries)
}

/// Sizes and times of a file, or of all files in a folder. Links are not followed.
fn stamps(path: &Path) -> Vec<(String, u64, u64)> {
    let mut stamps = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name().into_iter().take(MOST_FILES + 1) {
        stamps.extend(entry.ok().and_then(|entry| stamp(&entry)));
    }
    stamps
}

/// The path, size and time of writing of an entry.
fn stamp(entry: &walkdir::DirEntry) -> Option<(String, u64, u64)> {
    let about = entry.metadata().ok()?;
    let written = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let written = written.map_or(0, |age| u64::try_from(age.as_millis()).unwrap_or(u64::MAX));
    let size = if about.is_dir() { 0 } else { about.len() };
    Some((entry.path().to_string_lossy().into_owned(), size, written))
}

/// The stamps of all that waits in any folder of an inbox, whosever it is.
pub(super) fn all_stamps(inbox: &Path) -> Vec<(String, u64, u64)> {
    let mut stamps = Vec::new();
    for entry in WalkDir::new(inbox).sort_by_file_name().into_iter().filter_entry(is_open) {
        let Ok(entry) = entry else { continue };
        if !is_frame(&entry) {
            stamps.extend(stamp(&entry));
        }
    }
    stamps
}

/// Whether something may have been handed in: the inbox has not made it.
fn is_open(entry: &walkdir::DirEntry) -> bool {
    match entry.file_name().to_str() {
        _ if entry.depth() == 0 => true,
        Some(name) => !names::is_own(name),
        None => false,
    }
}

/// Whether something is a folder of a school or of a kind of records, which waits for nothing.
fn is_frame(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_str().unwrap_or_default();
    let is_kind = entry.file_type().is_dir() && names::kind_folder(name).is_some();
    entry.depth() < 2 || is_kind
}
