//! What a form says → the path and the bytes of its file.

use serde::Deserialize;

use super::gone::{is_gone, living_path};
use super::naming::{is_free, numbered, numbered_owner};
use super::paths::{folder_of, is_sound_name, record_path};
use super::record::{LONGEST_RECORD, OnDisk, bytes_of, is_yaml, kind_named, kind_of, on_disk};
use super::refusal::Refused;
use super::session::Opened;
use super::table;
use crate::l10n::app_messages::AppRefusal;
use crate::l10n::{Lang, pick};
use crate::model::Day;
use crate::project::today;
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
    /// The rows of a ledger's table.
    pub(super) rows: Option<Vec<Vec<String>>>,
    /// Whether it is saved as a draft.
    pub(super) draft: bool,
    /// The text of the file as it was opened: what is written again is like it, where the file is gone by now.
    pub(super) base: Option<String>,
}

/// A file that was sent, and the name that it gets.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct UploadRef {
    pub(super) id: String,
    pub(super) name: String,
}

/// A file that is written next to a record.
#[derive(Debug)]
pub(super) struct Neighbour {
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
    /// What is on the disk; `None` for a new file.
    pub(super) old: Option<OnDisk>,
    /// The table of a ledger.
    pub(super) neighbours: Vec<Neighbour>,
    /// The names that files which were sent get, where they differ.
    pub(super) renamed: Option<(String, String)>,
}

impl Composed {
    /// The name that a file gets that was sent.
    pub(super) fn name_of<'n>(&'n self, sent: &'n UploadRef) -> &'n str {
        match &self.renamed {
            Some((old, new)) if *old == sent.name => new,
            _ => &sent.name,
        }
    }

    /// The paths of the files next to it that go to the trash.
    pub(super) fn removed(&self, written: &Written) -> Vec<String> {
        let mut paths = Vec::new();
        if self.path.ends_with("/index.md") && self.old.is_some() {
            for name in written.remove.iter().filter(|name| is_sound_name(name)) {
                if name != "index.md" {
                    paths.push(format!("{}/{name}", folder_of(&self.path)));
                }
            }
        }
        paths
    }
}

/// The path and the bytes of what was written. What is too long to be opened again is refused.
pub(super) fn compose(opened: &Opened, written: &Written) -> Result<Composed, Refused> {
    let composed = match &written.path {
        Some(path) => edited(opened, written, path)?,
        None => created(opened, written)?,
    };
    if LONGEST_RECORD < composed.bytes.len() as u64 {
        return Err(AppRefusal::TooLong.into());
    }
    Ok(composed)
}

fn edited(opened: &Opened, written: &Written, path: &str) -> Result<Composed, Refused> {
    let living = living_path(&opened.root, path)?;
    let path = living.as_str();
    let whole = record_path(&opened.root, path)?;
    if let (Some(base), true) = (&written.base, is_gone(&whole)) {
        return recreated(opened, written, path, base);
    }
    let old = bytes_of(&whole)?;
    let bytes = match &written.raw {
        Some(raw) => raw_bytes(raw, &old),
        None => {
            let kind = kind_of(path, opened.lang())?;
            let values = values_of(&kind.fields, written, opened.lang())?;
            let edit = form_text::edit(&old, &kind.fields, is_yaml(path), &values, &written.body);
            edit.or(Err(AppRefusal::OnlyAsText))?
        }
    };
    let on_disk = on_disk(opened, path, old)?;
    let neighbours = match &written.rows {
        Some(rows) => table::rewritten(&on_disk, rows)?,
        None => Vec::new(),
    };
    let (path, moved_from) = match folder_path(written, path) {
        Some(in_folder) => (in_folder, Some(path.to_owned())),
        None => (path.to_owned(), None),
    };
    Ok(Composed { path, bytes, moved_from, old: Some(on_disk), neighbours, renamed: None })
}

/// The path that a file gets in a folder of its own, where files go next to it.
fn folder_path(written: &Written, path: &str) -> Option<String> {
    let has_folder = written.kind != "ledger" && !is_yaml(path) && !path.ends_with("/index.md");
    let needs_folder = has_folder && !written.uploads.is_empty();
    let stem = path.strip_suffix(".md").filter(|_| needs_folder)?;
    Some(format!("{stem}/index.md"))
}

/// Writes a file again, under its old id, that somebody removed while it was edited. What was not changed is taken from
/// the text that was opened.
fn recreated(
    opened: &Opened,
    written: &Written,
    path: &str,
    base: &str,
) -> Result<Composed, Refused> {
    let lang = opened.lang();
    let kind = kind_of(path, lang)?;
    let values = values_of(&kind.fields, written, lang)?;
    let bytes = match &written.raw {
        Some(raw) => form_text::with_lf(raw).into_bytes(),
        None if base.is_empty() => match is_yaml(path) {
            true => form_text::new_yaml(&kind.fields, &values, lang).into_bytes(),
            false => form_text::new_record(&kind.fields, &values, &written.body, lang).into_bytes(),
        },
        None => {
            let base = form_text::with_lf(base);
            let (base, body) = (base.as_bytes(), &written.body);
            let edit = form_text::edit(base, &kind.fields, is_yaml(path), &values, body);
            edit.or(Err(AppRefusal::OnlyAsText))?
        }
    };
    let neighbours = match &written.rows {
        Some(rows) => table::recreated(opened, path, &values, rows)?,
        None => Vec::new(),
    };
    let path = folder_path(written, path).unwrap_or_else(|| path.to_owned());
    Ok(Composed { path, bytes, moved_from: None, old: None, neighbours, renamed: None })
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
    let mut text = form_text::with_lf(raw);
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
    let (mut neighbours, mut renamed) = (Vec::new(), None);
    if kind.kind == "ledger" {
        (neighbours, renamed) = table::of_new(written, &mut values, &path, lang);
    }
    let text = match &written.raw {
        Some(raw) => form_text::with_lf(raw),
        None if is_yaml(&path) => form_text::new_yaml(&kind.fields, &values, lang),
        None => form_text::new_record(&kind.fields, &values, &written.body, lang),
    };
    let bytes = text.into_bytes();
    Ok(Composed { path, bytes, moved_from: None, old: None, neighbours, renamed })
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
        if is_free(&opened.root, &free, is_owner)
            && scaffold::name_holder(&opened.snapshot.archive, kind, &free).is_none()
        {
            record_path(&opened.root, &free)?;
            return Ok(free);
        }
    }
    Err(AppRefusal::NameTaken.into())
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
