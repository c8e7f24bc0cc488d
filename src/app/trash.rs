//! The trash: what is removed is moved to a folder of the archive that is no part of its content, by day, and can come back.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::clock::today;
use super::paths::{content_path, folder_of, is_sound_name, name_of, record_path};
use super::record::current;
use super::refusal::Refused;
use super::session::{App, Opened};
use super::table;
use crate::l10n::app_messages::AppRefusal;
use crate::l10n::pick;
use crate::output::ArchiveWriter;
use crate::project;
use crate::scaffold::form_text;
use crate::schema;
use crate::source::slashed;

/// The most entries that are listed.
const MOST: usize = 500;

/// The trash of an archive.
pub(super) struct Trash<'a> {
    root: &'a Path,
    /// The name of its folder.
    name: &'static str,
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

#[derive(Serialize)]
pub(super) struct Trashed {
    pub(super) records: Vec<TrashEntry>,
}

/// Something in the trash.
#[derive(Serialize)]
pub(super) struct TrashEntry {
    /// Its path within the trash.
    name: String,
    title: String,
    /// The path that it goes back to.
    path: String,
    day: String,
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

    /// What is in it, the latest first.
    pub(super) fn entries(&self) -> Vec<TrashEntry> {
        let mut entries = Vec::new();
        let root = self.root.join(self.name);
        let mut walk = WalkDir::new(&root).follow_links(false).into_iter();
        while let Some(entry) = walk.next() {
            let Ok(entry) = entry else { continue };
            let below = entry.path().strip_prefix(&root).ok().and_then(slashed);
            let Some(name) = below.filter(|name| name.contains('/')) else { continue };
            let is_record = entry.file_type().is_dir() && entry.path().join("index.md").is_file();
            if is_record {
                walk.skip_current_dir();
            }
            if !is_record && !entry.file_type().is_file() || MOST <= entries.len() {
                continue;
            }
            let (day, rest) = name.split_once('/').unwrap_or_default();
            let stem = name_of(rest).trim_end_matches(".md").to_owned();
            let title = title_in(entry.path(), is_record).unwrap_or(stem);
            let (path, day) = (format!("content/{rest}"), day.to_owned());
            entries.push(TrashEntry { name, title, path, day });
        }
        entries.sort_by(|one, other| (&other.day, &one.name).cmp(&(&one.day, &other.name)));
        entries
    }
}

/// The title that a record in the trash gives itself.
fn title_in(path: &Path, is_folder: bool) -> Option<String> {
    let file = if is_folder { path.join("index.md") } else { path.to_owned() };
    if file.metadata().ok()?.len() > super::record::LONGEST_RECORD {
        return None;
    }
    let text = super::record::text_of(&fs::read(file).ok()?);
    let titles = text.lines().take(80).filter_map(|line| {
        let (key, value) = line.split_once(':')?;
        matches!(key.trim(), "标题" | "title").then(|| value.trim().trim_matches('"').to_owned())
    });
    titles.into_iter().next().filter(|title| !title.is_empty())
}

/// `trash` that asks.
pub(super) fn list(app: &App) -> Result<Trashed, Refused> {
    let opened = app.opened()?;
    let mut records = Trash::of(&opened).entries();
    for record in &mut records {
        record.title = crate::privacy::redact(&record.title).into_owned();
    }
    Ok(Trashed { records })
}

/// `trash`: moves a record with its files, or a school or pair with all that is its own.
pub(super) fn throw_away(app: &App, call: &PathCall) -> Result<Moved, Refused> {
    let opened = app.opened()?;
    let writer = project::lock_archive(&opened.root, "edit")?;
    let path = call.path.as_str();
    record_path(&opened.root, path)?;
    let kind = schema::kind_of(path).ok_or(AppRefusal::NoSuchFile)?;
    let mut taken = Vec::new();
    match kind {
        "site" | "indicators" | "access" | "sources" => {
            return Err(AppRefusal::NotForTrash.into());
        }
        "school" | "pair" => taken.push(folder_of(path).to_owned()),
        "ledger" => taken.extend(table_of(&opened, path)),
        _ => {}
    }
    if !matches!(kind, "school" | "pair") {
        let is_folder = path.ends_with("/index.md");
        taken.push(if is_folder { folder_of(path).to_owned() } else { path.to_owned() });
    }
    let trash = Trash::of(&opened);
    let folder = trash.new_folder();
    for path in &taken {
        trash.take(&writer, &folder, path)?;
    }
    Ok(Moved { path: folder })
}

/// The table next to a ledger.
fn table_of(opened: &Opened, path: &str) -> Option<String> {
    let bytes = current(opened, path).ok()?;
    let kind = super::record::kind_of(path, opened.lang()).ok()?;
    let read = form_text::open(&bytes, &kind.fields, false).ok()?;
    let table = table::path_of(path, &read.values)?;
    opened.root.join(&table).is_file().then_some(table)
}

/// `restore`: moves something back to where it was.
pub(super) fn restore(app: &App, call: &NameCall) -> Result<Moved, Refused> {
    let opened = app.opened()?;
    let writer = project::lock_archive(&opened.root, "edit")?;
    let trash = Trash::of(&opened);
    let is_sound = call.name.split('/').all(is_sound_name);
    let (_, rest) = call.name.split_once('/').ok_or(AppRefusal::BadPath)?;
    if !is_sound {
        return Err(AppRefusal::BadPath.into());
    }
    let path = format!("content/{rest}");
    if content_path(&opened.root, &path)?.symlink_metadata().is_ok() {
        return Err(AppRefusal::PlaceTaken.into());
    }
    let is_moved = writer.move_entry(&format!("{}/{}", trash.name, call.name), &path)?;
    if !is_moved {
        return Err(AppRefusal::NoSuchFile.into());
    }
    let is_folder = opened.root.join(&path).join("index.md").is_file();
    Ok(Moved { path: if is_folder { format!("{path}/index.md") } else { path } })
}
