//! The first start: a new archive from a preset, or one that there is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::record::kind_named;
use super::refusal::Refused;
use super::session::App;
use crate::l10n::app_messages::AppRefusal;
use crate::l10n::{Lang, pick};
use crate::output::ArchiveWriter;
use crate::parse::names::SITE_FILE;
use crate::project::find_root;
use crate::scaffold::form_text::{self, FormValue};

/// So long the page waits for an archive to be read.
const PATIENCE: Duration = Duration::from_secs(60);
/// The most folders that are listed.
const MOST_FOLDERS: usize = 500;

/// A new archive.
#[derive(Deserialize)]
pub(super) struct BeginCall {
    folder: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    preset: String,
    #[serde(default)]
    lang: String,
}

/// An archive that there is.
#[derive(Deserialize)]
pub(super) struct OpenCall {
    folder: String,
}

#[derive(Serialize)]
pub(super) struct Begun {
    archive: String,
}

/// Folders to choose from.
#[derive(Serialize)]
pub(super) struct Folders {
    path: String,
    parent: Option<String>,
    folders: Vec<FolderChoice>,
}

#[derive(Serialize)]
struct FolderChoice {
    name: String,
    path: String,
    is_archive: bool,
}

/// `begin`: makes an archive and opens it.
pub(super) fn begin(app: &App, call: &BeginCall) -> Result<Begun, Refused> {
    must_be_first(app)?;
    let folder = whole(&call.folder)?;
    let lang = match call.lang.as_str() {
        "zh" => Lang::Zh,
        "en" => Lang::En,
        _ => app.lang(),
    };
    if folder.join("content").symlink_metadata().is_ok() || call.preset.starts_with('-') {
        return Err(AppRefusal::FolderInUse.into());
    }
    let program = std::env::current_exe().or(Err(AppRefusal::Broken))?;
    let mut command = Command::new(program);
    command.arg("init").args(["--lang", pick(lang, "zh", "en"), "--empty"]);
    if !call.preset.is_empty() {
        command.args(["--preset", &call.preset]);
    }
    let made = command.arg("--").arg(&folder).stdin(Stdio::null()).output();
    let made = made.or(Err(AppRefusal::Broken))?;
    if !made.status.success() {
        let said = String::from_utf8_lossy(&made.stderr).trim().to_owned();
        let refused = Refused::from(AppRefusal::FolderInUse);
        return Err(if said.is_empty() { refused } else { refused.saying(said) });
    }
    if !call.title.trim().is_empty() {
        set_title(&folder, call.title.trim(), lang)?;
    }
    opened(app, folder)
}

/// Gives a new archive its title.
fn set_title(folder: &Path, title: &str, lang: Lang) -> Result<(), Refused> {
    let kind = kind_named("site", lang)?;
    for name in [SITE_FILE.en, SITE_FILE.zh] {
        let path = format!("content/{name}");
        let Ok(bytes) = fs::read(folder.join(&path)) else { continue };
        let read = form_text::open(&bytes, &kind.fields, true);
        let mut values = read.or(Err(AppRefusal::OnlyAsText))?.values;
        values.insert("title".to_owned(), FormValue::Text(title.to_owned()));
        let edited = form_text::edit(&bytes, &kind.fields, true, &values, "");
        let edited = edited.or(Err(AppRefusal::OnlyAsText))?;
        ArchiveWriter::unlocked(folder)?.replace(&path, &edited)?;
    }
    Ok(())
}

/// `open`: opens an archive.
pub(super) fn open(app: &App, call: &OpenCall) -> Result<Begun, Refused> {
    must_be_first(app)?;
    let mut folder = whole(&call.folder)?;
    if folder.ends_with("content") && !folder.join("content").is_dir() {
        folder.pop();
    }
    if !folder.join("content").is_dir() {
        return Err(AppRefusal::NotAnArchive.into());
    }
    let folder = find_root(Some(&folder))?;
    opened(app, folder)
}

/// How long a program that has just started may take until it waits for an archive.
const START: Duration = Duration::from_secs(2);

fn must_be_first(app: &App) -> Result<(), Refused> {
    let until = Instant::now() + START;
    while !app.is_waiting() {
        if app.opened().is_ok() || until < Instant::now() {
            return Err(AppRefusal::AlreadyOpen.into());
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// A folder by its whole path.
fn whole(folder: &str) -> Result<PathBuf, Refused> {
    let path = PathBuf::from(folder.trim());
    let is_plain = path.components().all(|part| part != std::path::Component::ParentDir);
    if path.is_absolute() && is_plain { Ok(path) } else { Err(AppRefusal::NoSuchFolder.into()) }
}

/// Has an archive read, and waits until it is.
fn opened(app: &App, folder: PathBuf) -> Result<Begun, Refused> {
    let archive = folder.display().to_string();
    app.choose(folder);
    app.wait_until_opened(PATIENCE);
    Ok(Begun { archive })
}

/// `folders`: the folders in a folder, to choose one of them.
pub(super) fn folders(path: &str) -> Result<Folders, Refused> {
    let path = match path.trim() {
        "" => home().ok_or(AppRefusal::NoSuchFolder)?,
        path => whole(path)?,
    };
    // The nearest that exists: a person may have typed the name of a new one.
    let found = path.ancestors().find(|folder| folder.is_dir()).ok_or(AppRefusal::NoSuchFolder)?;
    let entries = fs::read_dir(found).or(Err(AppRefusal::NoSuchFolder))?;
    let mut folders = Vec::new();
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') || !entry.path().is_dir() {
            continue;
        }
        let is_archive = entry.path().join("content").is_dir();
        folders.push(FolderChoice { name, path: entry.path().display().to_string(), is_archive });
    }
    folders.sort_by(|one, other| one.name.cmp(&other.name));
    folders.truncate(MOST_FOLDERS);
    let parent = found.parent().map(|parent| parent.display().to_string());
    Ok(Folders { path: found.display().to_string(), parent, folders })
}

/// The folder of the person who uses the machine.
fn home() -> Option<PathBuf> {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    let home = PathBuf::from(std::env::var_os(name)?);
    (home.is_absolute() && home.is_dir()).then_some(home)
}

/// Where a new archive would go.
pub(super) fn suggested(lang: Lang) -> Option<String> {
    let home = home()?;
    let documents = home.join("Documents");
    let folder = if documents.is_dir() { documents } else { home };
    Some(folder.join(pick(lang, "归档", "archive")).display().to_string())
}
