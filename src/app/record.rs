//! `record` and `new`: one file as the page edits it.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::files::{NextFile, files_of};
use super::gone::living_path;
use super::paths::{content_path, owners_of, record_path};
use super::problems::{FieldProblem, own_problems};
use super::query::Query;
use super::refusal::Refused;
use super::session::{App, Opened};
use super::table;
use crate::l10n::Lang;
use crate::l10n::app_messages::AppRefusal;
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
    /// The rows of a ledger's table.
    rows: Option<Vec<Vec<String>>>,
    files: Vec<NextFile>,
    problems: Vec<FieldProblem>,
    page: Option<String>,
}

/// The kind of a file by its path, with its fields.
pub(super) fn kind_of(path: &str, lang: Lang) -> Result<&'static FormKind, Refused> {
    let kind = schema::kind_of(path).ok_or(AppRefusal::NoSuchFile)?;
    kind_named(kind, lang)
}

/// The kind of a name, with its fields.
pub(super) fn kind_named(name: &str, lang: Lang) -> Result<&'static FormKind, Refused> {
    let kind = kinds_of_app(lang).iter().find(|kind| kind.kind == name);
    kind.ok_or(AppRefusal::NoSuchFile.into())
}

/// Whether a file is YAML as a whole.
pub(super) fn is_yaml(path: &str) -> bool {
    !path.ends_with(".md")
}

/// The bytes of a file on the disk as it is now.
pub(super) fn bytes_of(whole: &Path) -> Result<Vec<u8>, Refused> {
    let about = fs::symlink_metadata(whole).or(Err(AppRefusal::NoSuchFile))?;
    if !about.is_file() {
        return Err(AppRefusal::NoSuchFile.into());
    }
    if LONGEST_RECORD < about.len() {
        return Err(AppRefusal::TooLong.into());
    }
    fs::read(whole).or(Err(AppRefusal::NoSuchFile.into()))
}

/// What is on the disk of a file that is edited.
#[derive(Debug)]
pub(super) struct OnDisk {
    pub(super) bytes: Vec<u8>,
    /// The table of a ledger: its path and its bytes.
    pub(super) table: Option<(String, Vec<u8>)>,
}

impl OnDisk {
    /// The digest of all that is edited.
    pub(super) fn digest(&self) -> String {
        digest_of(&self.bytes, self.table.as_ref().map(|(_, table)| table.as_slice()))
    }
}

/// The digest of a file and, of a ledger, its table.
pub(super) fn digest_of(bytes: &[u8], table: Option<&[u8]>) -> String {
    Digest::of(&(bytes, table)).to_string()
}

/// The bytes of a record on the disk.
pub(super) fn current(opened: &Opened, path: &str) -> Result<Vec<u8>, Refused> {
    bytes_of(&record_path(&opened.root, path)?)
}

/// The digest of a file as it is on the disk now.
pub(super) fn record_digest(opened: &Opened, path: &str) -> Result<String, Refused> {
    let bytes = current(opened, path)?;
    Ok(on_disk(opened, path, bytes)?.digest())
}

/// A file with these bytes, and the table of a ledger.
pub(super) fn on_disk(opened: &Opened, path: &str, bytes: Vec<u8>) -> Result<OnDisk, Refused> {
    let kind = kind_of(path, opened.lang())?;
    let mut found = None;
    if kind.kind == "ledger"
        && let Ok(read) = form_text::open(&bytes, &kind.fields, false)
        && let Some(table) = table::path_of(path, &read.values)
        && let Ok(whole) = content_path(&opened.root, &table)
        && let Ok(table_bytes) = bytes_of(&whole)
        && table::rows_of(&table_bytes).is_some()
    {
        found = Some((table, table_bytes));
    }
    Ok(OnDisk { bytes, table: found })
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
    let path = living_path(&opened.root, path)?;
    let bytes = current(&opened, &path)?;
    let on_disk = on_disk(&opened, &path, bytes)?;
    shown(&opened, &path, &on_disk)
}

/// A file with these bytes as the page edits it.
fn shown(opened: &Opened, path: &str, on_disk: &OnDisk) -> Result<OpenRecord, Refused> {
    let bytes = on_disk.bytes.as_slice();
    let lang = opened.lang();
    let kind = kind_of(path, lang)?;
    let read = form_text::open(bytes, &kind.fields, is_yaml(path)).ok();
    let raw_only = read.is_none();
    let lines = read.as_ref().map(|read| read.lines.clone()).unwrap_or_default();
    let (values, unknown, body) = match read {
        Some(read) => (form_text::shown(&kind.fields, &read.values), read.kept, read.body),
        None => Default::default(),
    };
    let row = opened.index().row(path);
    let (school, pair) = owners_of(path);
    Ok(OpenRecord {
        path: Some(path.to_owned()),
        kind: kind.kind,
        school,
        pair,
        digest: Some(on_disk.digest()),
        values,
        unknown,
        body,
        raw: text_of(bytes),
        raw_only,
        rows: on_disk.table.as_ref().and_then(|(_, table)| table::rows_of(table)),
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
        values: first_values(&opened, &kind.fields, kind),
        unknown: Vec::new(),
        body: first_body(kind, opened.lang()),
        raw: String::new(),
        raw_only: false,
        rows: None,
        files: Vec::new(),
        problems: Vec::new(),
        page: None,
    })
}

/// The values that a new record begins with: the day, and the term of it.
fn first_values(opened: &Opened, fields: &[FormField], kind: &FormKind) -> FormValues {
    let today = crate::project::today();
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
    let blank = crate::scaffold::Blank::new(new, lang, crate::project::today());
    let text = crate::scaffold::record(&blank);
    match text.split_once("\n---\n") {
        Some((_, body)) => body.trim().to_owned(),
        None => String::new(),
    }
}
