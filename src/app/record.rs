//! `record` and `new`: one file as the page edits it.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::calls::Query;
use super::files::{NextFile, files_of};
use super::paths::record_path;
use super::problems::{FieldProblem, own_problems};
use super::refusal::Refused;
use super::session::{App, Opened};
use crate::l10n::Lang;
use crate::l10n::app_answers::AppRefusal;
use crate::model::Digest;
use crate::scaffold::form_text::{self, FormValue, FormValues};
use crate::schema;
use crate::schema::form::{FormField, FormKind, kinds_of_app};
use crate::source::decode;

/// The longest record, in bytes.
pub(super) const LONGEST_RECORD: u64 = 4 << 20;

/// A file as the page edits it.
#[derive(Serialize)]
pub(super) struct OpenRecord {
    path: Option<String>,
    kind: &'static str,
    school: Option<String>,
    pair: Option<String>,
    /// The digest of its bytes; `None` for a new one.
    digest: Option<String>,
    values: FormValues,
    /// Keys that the form does not show; they are kept.
    unknown: Vec<String>,
    body: String,
    raw: String,
    /// Whether it can only be edited as a text.
    raw_only: bool,
    files: Vec<NextFile>,
    problems: Vec<FieldProblem>,
    page: Option<String>,
}

/// The kind of a file by its path, with its fields.
pub(super) fn kind_of(path: &str, lang: Lang) -> Result<FormKind, Refused> {
    let kind = schema::kind_of(path).ok_or(AppRefusal::NoSuchFile)?;
    kind_named(kind, lang)
}

/// The kind of a name, with its fields.
pub(super) fn kind_named(name: &str, lang: Lang) -> Result<FormKind, Refused> {
    let kind = kinds_of_app(lang).into_iter().find(|kind| kind.kind == name);
    kind.ok_or_else(|| AppRefusal::NoSuchFile.into())
}

/// Whether a file is YAML as a whole.
pub(super) fn is_yaml(path: &str) -> bool {
    !path.ends_with(".md")
}

/// The bytes of a file on the disk as it is now.
pub(super) fn bytes_of(whole: &Path) -> Result<Vec<u8>, Refused> {
    let about = fs::symlink_metadata(whole).map_err(|_| AppRefusal::NoSuchFile)?;
    if !about.is_file() {
        return Err(AppRefusal::NoSuchFile.into());
    }
    if LONGEST_RECORD < about.len() {
        return Err(AppRefusal::TooLong.into());
    }
    fs::read(whole).map_err(|_| AppRefusal::NoSuchFile.into())
}

pub(super) fn digest_of(bytes: &[u8]) -> String {
    Digest::of_bytes(bytes).to_string()
}

/// The text of a file as it is shown.
pub(super) fn text_of(bytes: &[u8]) -> String {
    match decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

pub(super) fn open_record(app: &App, path: &str) -> Result<OpenRecord, Refused> {
    let opened = app.opened()?;
    let bytes = bytes_of(&record_path(&opened.root, path)?)?;
    shown(&opened, path, &bytes)
}

/// A file with these bytes as the page edits it.
pub(super) fn shown(opened: &Opened, path: &str, bytes: &[u8]) -> Result<OpenRecord, Refused> {
    let lang = opened.lang();
    let kind = kind_of(path, lang)?;
    let read = form_text::open(bytes, &kind.fields, is_yaml(path)).ok();
    let raw_only = read.is_none();
    let lines = read.as_ref().map(|read| read.lines.clone()).unwrap_or_default();
    let (values, unknown, body) = match read {
        Some(read) => (form_text::shown(&kind.fields, &read.values), read.kept, read.body),
        None => Default::default(),
    };
    let row = opened.index().rows.iter().find(|row| row.path == path);
    Ok(OpenRecord {
        path: Some(path.to_owned()),
        kind: kind.kind,
        school: row.and_then(|row| row.school.clone()),
        pair: row.and_then(|row| row.pair.clone()),
        digest: Some(digest_of(bytes)),
        values,
        unknown,
        body,
        raw: text_of(bytes),
        raw_only,
        files: files_of(&opened.root, path),
        problems: own_problems(&opened.snapshot.diagnostics, path, &lines, lang),
        page: row.and_then(|row| row.page.clone()),
    })
}

/// What a new record begins with.
pub(super) fn new_record(app: &App, query: &Query) -> Result<OpenRecord, Refused> {
    let opened = app.opened()?;
    let kind = kind_named(query.text("kind"), opened.lang())?;
    let given = |name: &str| Some(query.text(name)).filter(|text| !text.is_empty());
    Ok(OpenRecord {
        path: None,
        kind: kind.kind,
        school: given("school").map(str::to_owned),
        pair: given("pair").map(str::to_owned),
        digest: None,
        values: first_values(&opened, &kind.fields, &kind),
        unknown: Vec::new(),
        body: first_body(&kind, opened.lang()),
        raw: String::new(),
        raw_only: false,
        files: Vec::new(),
        problems: Vec::new(),
        page: None,
    })
}

/// The values that a new record begins with: the day, and the term of it.
fn first_values(opened: &Opened, fields: &[FormField], kind: &FormKind) -> FormValues {
    let today = super::compose::today();
    let mut values = FormValues::new();
    let has = |code: &str| fields.iter().any(|field| field.code == code);
    let mut set = |code: &str, text: String| {
        if has(code) {
            values.insert(code.to_owned(), FormValue::Text(text));
        }
    };
    let calendar = &opened.snapshot.archive.calendar;
    match kind.kind {
        "summary" => {
            set("date", today.to_string());
            if let Some(term) = calendar.term_of(today) {
                set("term", calendar.term(term).name.to_string());
            }
        }
        "pair" => set("start", today.to_string()),
        _ => set("date", today.to_string()),
    }
    values
}

/// The headings that a new record begins with, as `new` writes them.
fn first_body(kind: &FormKind, lang: Lang) -> String {
    let Some(new) = crate::scaffold::NewKind::from_code(kind.kind) else { return String::new() };
    let blank = crate::scaffold::Blank::new(new, lang, super::compose::today());
    let text = crate::scaffold::record(&blank);
    match text.split_once("\n---\n") {
        Some((_, body)) => body.trim().to_owned(),
        None => String::new(),
    }
}
