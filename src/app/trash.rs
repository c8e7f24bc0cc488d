//! The trash: what is removed is moved to a folder of the archive that is no part of its content, by day, and can come back.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::naming::numbered;
use super::paths::{content_path, folder_of, is_sound_name, owners_of, record_path};
use super::record::current;
use super::refusal::Refused;
use super::session::{App, Opened};
use super::table;
use super::trash_list::{Found, is_owner_folder};
use crate::l10n::app_messages::AppRefusal;
use crate::l10n::pick;
use crate::output::ArchiveWriter;
use crate::project::{self, today};
use crate::scaffold::form_text;
use crate::schema;

/// The trash of an archive.
pub(super) struct Trash<'a> {
    pub(super) root: &'a Path,
    /// The name of its folder.
    pub(super) name: &'static str,
}

/// The path of a file.
#[derive(Deserialize)]
pub(super) struct PathCall {
    pub(super) path: String,
}

/// The name of an entry of the trash.
#[derive(Deserialize)]
pub(super) struct NameCall {
    name: String,
}

#[derive(Serialize)]
pub(super) struct Moved {
    /// The path that something has now.
    path: String,
}

/// What was moved back.
#[derive(Serialize)]
pub(super) struct Restored {
    path: String,
    /// Whether it got another name because something else has its old one.
    is_renamed: bool,
}

impl Trash<'_> {
    pub(super) fn of(opened: &Opened) -> Trash<'_> {
        Trash { root: &opened.root, name: pick(opened.lang(), "回收站", "trash") }
    }

    /// A folder of today in which nothing is yet, below the root.
    pub(super) fn new_folder(&self) -> String {
        let first = format!("{}/{}", self.name, today());
        let mut folder = first.clone();
        let mut number = 1;
        while self.root.join(&folder).symlink_metadata().is_ok() {
            number += 1;
            folder = format!("{first}-{number}");
        }
        folder
    }

    /// Moves a file or a folder of the content into a folder of the trash.
    pub(super) fn take(
        &self,
        writer: &ArchiveWriter,
        folder: &str,
        path: &str,
    ) -> Result<(), Refused> {
        content_path(self.root, path)?;
        let rest = path.strip_prefix("content/").ok_or(AppRefusal::BadPath)?;
        match writer.move_entry(path, &format!("{folder}/{rest}"))? {
            true => Ok(()),
            false => Err(AppRefusal::NoSuchFile.into()),
        }
    }
}

/// `trash`: moves a record with its files, or a school or pair with all that is its own.
pub(super) fn throw_away(app: &App, call: &PathCall) -> Result<Moved, Refused> {
    let opened = app.opened()?;
    let writer = project::lock_archive(&opened.root, "edit")?;
    let taken = taken_with(&opened, &call.path)?;
    let trash = Trash::of(&opened);
    let folder = trash.new_folder();
    for path in &taken {
        trash.take(&writer, &folder, path)?;
    }
    Ok(Moved { path: folder })
}

/// The files and folders that go to the trash with a file.
pub(super) fn taken_with(opened: &Opened, path: &str) -> Result<Vec<String>, Refused> {
    record_path(&opened.root, path)?;
    let kind = schema::kind_of(path).ok_or(AppRefusal::NoSuchFile)?;
    let mut taken = Vec::new();
    match kind {
        "site" | "indicators" | "access" | "sources" => {
            return Err(AppRefusal::NotForTrash.into());
        }
        "school" | "pair" => taken.push(folder_of(path).to_owned()),
        "ledger" => taken.extend(table_of(opened, path)),
        _ => {}
    }
    if !matches!(kind, "school" | "pair") {
        let is_folder = path.ends_with("/index.md");
        taken.push(if is_folder { folder_of(path).to_owned() } else { path.to_owned() });
    }
    Ok(taken)
}

/// The table next to a ledger.
fn table_of(opened: &Opened, path: &str) -> Option<String> {
    let bytes = current(opened, path).ok()?;
    let kind = super::record::kind_of(path, opened.lang()).ok()?;
    let read = form_text::open(&bytes, &kind.fields, false).ok()?;
    let table = table::path_of(path, &read.values)?;
    opened.root.join(&table).is_file().then_some(table)
}

/// `restore`: moves something back to where it was, or, where another record is there by now, next to it.
pub(super) fn restore(app: &App, call: &NameCall) -> Result<Restored, Refused> {
    let opened = app.opened()?;
    let writer = project::lock_archive(&opened.root, "edit")?;
    let trash = Trash::of(&opened);
    let is_sound = call.name.split('/').all(is_sound_name);
    if !is_sound {
        return Err(AppRefusal::BadPath.into());
    }
    let path = path_before(&call.name)?;
    let found = trash.found(&call.name).ok_or(AppRefusal::NoSuchFile)?;
    content_path(&opened.root, &path)?;
    owner_must_be_there(&opened, &path)?;
    let free = free_place(&opened, &path, &found)?;
    if let Some(table) = &found.table {
        writer.move_entry(&format!("{}/{table}", trash.name), &path_before(table)?)?;
    }
    if !writer.move_entry(&format!("{}/{}", trash.name, call.name), &free)? {
        return Err(AppRefusal::NoSuchFile.into());
    }
    let is_renamed = free != path;
    let is_folder = opened.root.join(&free).join("index.md").is_file();
    Ok(Restored { path: if is_folder { format!("{free}/index.md") } else { free }, is_renamed })
}

/// The path that an entry of the trash had before it was thrown away.
fn path_before(name: &str) -> Result<String, Refused> {
    let (_, rest) = name.split_once('/').ok_or(AppRefusal::BadPath)?;
    Ok(format!("content/{rest}"))
}

/// A record comes back to a school that is there.
fn owner_must_be_there(opened: &Opened, path: &str) -> Result<(), Refused> {
    // A record in a folder of its own has the path of that folder.
    let (school, pair) = owners_of(&format!("{path}/"));
    if school.is_none() && pair.is_none() {
        return Ok(());
    }
    let owner: Vec<&str> = path.split('/').take(3).collect();
    let owner = owner.join("/");
    match owner == path || is_owner_folder(&opened.root.join(owner)) {
        true => Ok(()),
        false => Err(AppRefusal::OwnerGone.into()),
    }
}

/// Where something can go back to: a record with the name of another one gets a number.
fn free_place(opened: &Opened, path: &str, found: &Found) -> Result<String, Refused> {
    let root = opened.root.as_path();
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let is_file = stem != path;
    if let Some(table) = &found.table
        && is_there(root, &path_before(table)?)
    {
        return Err(AppRefusal::PlaceTaken.into());
    }
    let is_free = match found.is_record {
        true => !is_taken(root, stem),
        false => !is_there(root, path),
    };
    if is_free {
        return Ok(path.to_owned());
    }
    if !found.is_record || found.table.is_some() {
        return Err(AppRefusal::PlaceTaken.into());
    }
    for number in 2..1000 {
        let free = numbered(&format!("{stem}.md"), number, false);
        let free_stem = free.strip_suffix(".md").unwrap_or(&free);
        if !is_taken(root, free_stem) {
            return Ok(if is_file { free } else { free_stem.to_owned() });
        }
    }
    Err(AppRefusal::PlaceTaken.into())
}

fn is_there(root: &Path, path: &str) -> bool {
    root.join(path).symlink_metadata().is_ok()
}

/// Whether a record has a name, in a file or in a folder of its own.
fn is_taken(root: &Path, stem: &str) -> bool {
    is_there(root, stem) || is_there(root, &format!("{stem}.md"))
}
