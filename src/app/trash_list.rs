//! What is in the trash: a school with all that is its own, a record with its files and a ledger with its table are one
//! thing each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Serialize;
use walkdir::{DirEntry, WalkDir};

use super::paths::name_of;
use super::record::{LONGEST_RECORD, kind_named, text_of};
use super::refusal::Refused;
use super::session::App;
use super::table;
use super::trash::Trash;
use crate::l10n::Lang;
use crate::parse::names::{PAIR_FILE, SCHOOL_FILE};
use crate::scaffold::form_text;
use crate::schema;
use crate::source::slashed;

/// The most entries that are listed.
const MOST: usize = 500;
/// The most files that are looked at in a school's folder.
const MOST_FILES: usize = 100_000;

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
    /// How many records and plans come back with a school or a pair.
    holds: usize,
}

/// Something in the trash, by its place there.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) is_record: bool,
    /// The table of a ledger, which comes back with it: its path within the trash.
    pub(super) table: Option<String>,
    is_owner: bool,
}

/// Whether a folder is that of a school or a pair.
pub(super) fn is_owner_folder(folder: &Path) -> bool {
    let names = [SCHOOL_FILE.zh, SCHOOL_FILE.en, PAIR_FILE.zh, PAIR_FILE.en];
    names.iter().any(|name| folder.join(name).is_file())
}

impl Trash<'_> {
    /// What lies at a place of the trash.
    pub(super) fn found(&self, name: &str) -> Option<Found> {
        let whole = self.root.join(self.name).join(name);
        let about = whole.symlink_metadata().ok()?;
        if about.is_dir() {
            let is_record = whole.join("index.md").is_file();
            let is_owner = !is_record && is_owner_folder(&whole);
            return Some(Found { is_record, is_owner, table: None });
        }
        let is_record = about.is_file() && name.ends_with(".md") && schema::kind_of(name).is_some();
        let table = if is_record { self.table_of(name) } else { None };
        about.is_file().then_some(Found { is_record, table, is_owner: false })
    }

    /// The table of a ledger that was thrown away with it.
    fn table_of(&self, name: &str) -> Option<String> {
        if schema::kind_of(name)? != "ledger" {
            return None;
        }
        let trash = self.root.join(self.name);
        let whole = trash.join(name);
        if LONGEST_RECORD < whole.metadata().ok()?.len() {
            return None;
        }
        let kind = kind_named("ledger", Lang::Zh).ok()?;
        let read = form_text::open(&fs::read(whole).ok()?, &kind.fields, false).ok()?;
        let table = table::path_of(name, &read.values)?;
        trash.join(&table).is_file().then_some(table)
    }

    /// What is in it, the latest first.
    pub(super) fn entries(&self) -> Vec<TrashEntry> {
        let mut entries = Vec::new();
        let root = self.root.join(self.name);
        // The names begin with the day: those that are left out are the oldest.
        let latest_first =
            |one: &DirEntry, other: &DirEntry| other.file_name().cmp(one.file_name());
        let mut walk = WalkDir::new(&root).follow_links(false).sort_by(latest_first).into_iter();
        let mut tables = BTreeSet::new();
        while let Some(entry) = walk.next() {
            let Ok(entry) = entry else { continue };
            let below = entry.path().strip_prefix(&root).ok().and_then(slashed);
            let Some(name) = below.filter(|name| name.contains('/')) else { continue };
            let Some(found) = self.found(&name) else { continue };
            if entry.file_type().is_dir() {
                if !found.is_record && !found.is_owner {
                    continue;
                }
                walk.skip_current_dir();
            }
            let holds = if found.is_owner { records_in(entry.path()) } else { 0 };
            tables.extend(found.table);
            let (day, rest) = name.split_once('/').unwrap_or_default();
            let stem = name_of(rest).trim_end_matches(".md").to_owned();
            let title = title_in(entry.path()).unwrap_or(stem);
            let (path, day) = (format!("content/{rest}"), day.to_owned());
            entries.push(TrashEntry { name, title, path, day, holds });
            if MOST < entries.len() + tables.len() {
                break;
            }
        }
        entries.retain(|entry| !tables.contains(&entry.name));
        entries.truncate(MOST);
        entries.sort_by(|one, other| (&other.day, &one.name).cmp(&(&one.day, &other.name)));
        for entry in &mut entries {
            // The folders of one day have numbers.
            entry.day = entry.day.chars().take("2024-03-15".len()).collect();
        }
        entries
    }
}

/// How many records and plans a folder holds.
fn records_in(folder: &Path) -> usize {
    let files = WalkDir::new(folder).follow_links(false).into_iter().take(MOST_FILES);
    let mut records = 0;
    for file in files.flatten() {
        let path = slashed(file.path()).unwrap_or_default();
        let is_record = path.ends_with(".md") && schema::kind_of(&path).is_some();
        records += usize::from(is_record && file.file_type().is_file());
    }
    records
}

/// The title that a record in the trash gives itself, or the name of a school or a pair.
fn title_in(path: &Path) -> Option<String> {
    let names = ["index.md", SCHOOL_FILE.zh, SCHOOL_FILE.en, PAIR_FILE.zh, PAIR_FILE.en];
    let mut inner = names.iter().map(|name| path.join(name)).filter(|file| file.is_file());
    let file = inner.next().unwrap_or_else(|| path.to_owned());
    let about = file.metadata().ok()?;
    let is_text = file.extension().is_some_and(|ending| ending == "md" || ending == "yaml");
    if !about.is_file() || !is_text || about.len() > LONGEST_RECORD {
        return None;
    }
    let text = text_of(&fs::read(file).ok()?);
    let titles = text.lines().take(80).filter_map(|line| {
        let (key, value) = line.split_once(':')?;
        let is_title = matches!(key.trim_end(), "标题" | "title" | "名称" | "name");
        is_title.then(|| value.trim().trim_matches('"').to_owned())
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
