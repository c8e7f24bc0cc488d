//! What a form says → the path and the bytes of its file.

use std::path::Path;

use chrono::Datelike;
use serde::Deserialize;

use super::paths::{folder_of, is_sound_name, record_path};
use super::record::{bytes_of, is_yaml, kind_named, kind_of};
use super::refusal::Refused;
use super::session::Opened;
use crate::l10n::app_answers::AppRefusal;
use crate::model::Day;
use crate::scaffold::form_text::{self, FormValue, FormValues};
use crate::scaffold::{self, Blank, Home, NewKind};

/// What the page knows of a file that is being written.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    /// The file; none for a new one.
    pub(super) path: Option<String>,
    pub(super) school: Option<String>,
    pub(super) pair: Option<String>,
    pub(super) kind: String,
    pub(super) values: FormValues,
    pub(super) body: String,
    /// The whole text, where it is edited as a text.
    pub(super) raw: Option<String>,
    /// The names of files that will be next to it and are not yet.
    pub(super) files: Vec<String>,
    /// The table of a new ledger.
    pub(super) table: Option<String>,
}

/// A file as it would be written.
#[derive(Debug)]
pub(super) struct Composed {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// What is on the disk; `None` for a new file.
    pub(super) old: Option<Vec<u8>>,
}

/// Today's date on this machine: only for the day that a new record begins with.
pub(super) fn today() -> Day {
    let now = chrono::Local::now().date_naive();
    Day::new(now.year(), now.month(), now.day()).unwrap_or_else(Day::first)
}

/// The path and the bytes of what was written.
pub(super) fn compose(opened: &Opened, written: &Written) -> Result<Composed, Refused> {
    match &written.path {
        Some(path) => edited(opened, written, path),
        None => created(opened, written),
    }
}

fn edited(opened: &Opened, written: &Written, path: &str) -> Result<Composed, Refused> {
    let old = bytes_of(&record_path(&opened.root, path)?)?;
    let bytes = match &written.raw {
        Some(raw) => raw_bytes(raw, &old),
        None => {
            let kind = kind_of(path, opened.lang())?;
            let values = settled(&kind.fields, &written.values)?;
            let edit = form_text::edit(&old, &kind.fields, is_yaml(path), &values, &written.body);
            edit.map_err(|_| AppRefusal::OnlyAsText)?
        }
    };
    Ok(Composed { path: path.to_owned(), bytes, old: Some(old) })
}

fn settled(
    fields: &[crate::schema::form::FormField],
    values: &FormValues,
) -> Result<FormValues, Refused> {
    form_text::settled(fields, values)
        .map_err(|wrong| Refused::from(AppRefusal::WrongShape).with("field", wrong.code))
}

/// A text of the page with the line ends and the mark at the beginning that the file has: a browser knows only one kind
/// of line end.
fn raw_bytes(raw: &str, old: &[u8]) -> Vec<u8> {
    const MARK: &str = "\u{feff}";
    let mut text = raw.replace("\r\n", "\n").replace('\r', "\n");
    if old.windows(2).any(|pair| pair == b"\r\n") {
        text = text.replace('\n', "\r\n");
    }
    if old.starts_with(MARK.as_bytes()) && !text.starts_with(MARK) {
        text.insert_str(0, MARK);
    }
    text.into_bytes()
}

fn created(opened: &Opened, written: &Written) -> Result<Composed, Refused> {
    let lang = opened.lang();
    let kind = kind_named(&written.kind, lang)?;
    let values = settled(&kind.fields, &written.values)?;
    let path = free_path(opened, written, &values)?;
    let text = match &written.raw {
        Some(raw) => raw.replace("\r\n", "\n").replace('\r', "\n"),
        None if is_yaml(&path) => form_text::new_yaml(&kind.fields, &values, lang),
        None => form_text::new_record(&kind.fields, &values, &written.body, lang),
    };
    Ok(Composed { path, bytes: text.into_bytes(), old: None })
}

/// The path of a new file, where nothing is yet: that which `new` would give it.
fn free_path(opened: &Opened, written: &Written, values: &FormValues) -> Result<String, Refused> {
    let kind = NewKind::from_code(&written.kind).ok_or(AppRefusal::NoSuchFile)?;
    let text = |code: &str| match values.get(code) {
        Some(FormValue::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let day = ["date", "end", "start"].into_iter().find_map(text);
    let day = day.and_then(|day| Day::parse(day).ok()).unwrap_or_else(today);
    let title = text("title").or_else(|| text("name"));
    let lang = opened.lang();
    let blank = Blank { title, ..Blank::new(kind, lang, day) };
    let home = home_of(opened, written, kind)?;
    let exists = |path: &str| opened.root.join(path).exists();
    let path = scaffold::path(&blank, home, &exists);
    let is_owner = matches!(kind, NewKind::School | NewKind::Pair);
    let has_folder = !written.files.is_empty() && kind != NewKind::Ledger && !is_owner;
    for number in 1..10_000 {
        let free = match is_owner {
            true => numbered_owner(&path, number),
            false => numbered(&path, number, has_folder),
        };
        if is_free(&opened.root, &free, is_owner) {
            record_path(&opened.root, &free)?;
            return Ok(free);
        }
    }
    Err(AppRefusal::NameTaken.into())
}

/// A path with a number, from the second on; with a folder of its own where files go next to it.
fn numbered(path: &str, number: usize, has_folder: bool) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let stem = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
    if has_folder { format!("{stem}/index.md") } else { format!("{stem}.md") }
}

/// The file of a school or a pair in a folder with a number, from the second on.
fn numbered_owner(path: &str, number: usize) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) if 1 < number => format!("{folder}-{number}/{name}"),
        _ => path.to_owned(),
    }
}

/// Whether there is nothing at a path, neither as a file nor as a folder.
fn is_free(root: &Path, path: &str, is_owner: bool) -> bool {
    if is_owner {
        return !root.join(folder_of(path)).exists();
    }
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    !root.join(stem).exists()
        && !root.join(format!("{stem}.md")).exists()
        && !root.join(format!("{stem}.csv")).exists()
}

/// Whose folder a new file goes into.
fn home_of<'a>(opened: &'a Opened, written: &Written, kind: NewKind) -> Result<Home<'a>, Refused> {
    let archive = &opened.snapshot.archive;
    let given = |name: &Option<String>| name.clone().filter(|name| !name.is_empty());
    match (kind, given(&written.school), given(&written.pair)) {
        (NewKind::School | NewKind::Pair, ..) => Ok(Home::Archive),
        (NewKind::Plan, None, None) => Ok(Home::Archive),
        (NewKind::Plan, _, Some(pair)) => {
            let known = archive.pairs.iter().find(|known| known.folder == pair);
            Ok(Home::Pair(&known.ok_or(AppRefusal::NoOwner)?.folder))
        }
        (_, Some(school), _) => {
            let known = archive.schools.iter().find(|known| known.id == school);
            let known = known.ok_or(AppRefusal::NoOwner)?;
            match is_sound_name(&known.id) {
                true => Ok(Home::School(&known.id)),
                false => Err(AppRefusal::BadPath.into()),
            }
        }
        _ => Err(AppRefusal::NoOwner.into()),
    }
}
