//! What a form says → the path and the bytes of its file.

use std::path::Path;

use serde::Deserialize;

use super::clock::today;
use super::paths::{folder_of, is_sound_name, record_path};
use super::record::{Seen, bytes_of, is_yaml, kind_named, kind_of, seen};
use super::refusal::Refused;
use super::session::Opened;
use super::table;
use crate::l10n::app_messages::AppRefusal;
use crate::l10n::{Lang, pick};
use crate::model::Day;
use crate::scaffold::form_text::{self, FormValue, FormValues};
use crate::scaffold::{self, Blank, Home, NewKind};
use crate::schema::form::FormField;

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
    /// The names of all files that will be next to it.
    pub(super) files: Vec<String>,
    /// Files that were sent and go next to it.
    pub(super) uploads: Vec<UploadRef>,
    /// The names of files next to it that go to the trash.
    pub(super) remove: Vec<String>,
    /// The table of a new ledger, as CSV.
    pub(super) table: Option<String>,
    /// The rows of a ledger's table.
    pub(super) rows: Option<Vec<Vec<String>>>,
    /// Whether it is saved as a draft.
    pub(super) draft: bool,
}

/// A file that was sent, and the name that it gets.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct UploadRef {
    pub(super) id: String,
    pub(super) name: String,
}

/// A file that is written next to a record.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) is_new: bool,
}

/// A file as it would be written.
#[derive(Debug)]
pub(super) struct Composed {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// The path that it has now, where it gets a folder of its own.
    pub(super) moved_from: Option<String>,
    /// The digest of what is on the disk; `None` for a new file.
    pub(super) old: Option<Seen>,
    /// The table of a ledger.
    pub(super) beside: Vec<Beside>,
    /// The names that files which were sent get, where they differ.
    pub(super) renamed: Option<(String, String)>,
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
            let values = values_of(&kind.fields, written, opened.lang())?;
            let edit = form_text::edit(&old, &kind.fields, is_yaml(path), &values, &written.body);
            edit.or(Err(AppRefusal::OnlyAsText))?
        }
    };
    let seen = seen(opened, path, old)?;
    let beside = match &written.rows {
        Some(rows) => table::rewritten(&seen, rows)?,
        None => Vec::new(),
    };
    let has_folder = written.kind != "ledger" && !is_yaml(path) && !path.ends_with("/index.md");
    let needs_folder = has_folder && !written.uploads.is_empty();
    let (path, moved_from) = match path.strip_suffix(".md").filter(|_| needs_folder) {
        Some(stem) => (format!("{stem}/index.md"), Some(path.to_owned())),
        None => (path.to_owned(), None),
    };
    Ok(Composed { path, bytes, moved_from, old: Some(seen), beside, renamed: None })
}

/// The values that were written, settled; of a draft with the mark of one.
fn values_of(fields: &[FormField], written: &Written, lang: Lang) -> Result<FormValues, Refused> {
    let mut values = settled(fields, &written.values)?;
    if written.draft && fields.iter().any(|field| field.code == "draft") {
        let yes = pick(lang, "是", "true").to_owned();
        values.insert("draft".to_owned(), FormValue::Text(yes));
    }
    Ok(values)
}

fn settled(fields: &[FormField], values: &FormValues) -> Result<FormValues, Refused> {
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
    let mut values = values_of(&kind.fields, written, lang)?;
    let path = free_path(opened, written, &values)?;
    let (mut beside, mut renamed) = (Vec::new(), None);
    if kind.kind == "ledger" {
        (beside, renamed) = table::of_new(written, &mut values, &path, lang);
    }
    let text = match &written.raw {
        Some(raw) => raw.replace("\r\n", "\n").replace('\r', "\n"),
        None if is_yaml(&path) => form_text::new_yaml(&kind.fields, &values, lang),
        None => form_text::new_record(&kind.fields, &values, &written.body, lang),
    };
    let bytes = text.into_bytes();
    Ok(Composed { path, bytes, moved_from: None, old: None, beside, renamed })
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
    let has_folder = !(written.files.is_empty() && written.uploads.is_empty())
        && kind != NewKind::Ledger
        && !is_owner;
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
