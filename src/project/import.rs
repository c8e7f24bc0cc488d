//! Imported records among those of an archive: where each goes, and what the checks say of it there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use csv::ReaderBuilder;

use super::Snapshot;
use crate::diagnostics::{BilingualName, Diagnostic, ImportPlace};
use crate::error::Error;
use crate::import::{ChosenLabels, ImportedRecord};
use crate::l10n::{Lang, pick};
use crate::model::{Archive, RecordKind};
use crate::output::ArchiveWriter;
use crate::parse::names::{FORMS_DIR, LABELS_FILE, RECORD_DIRS};
use crate::scaffold::{file_name, quote};
use crate::source::{FileChanges, OverlaySource, Source, decode};
use crate::syntax::span::Span;
use crate::syntax::workbook::is_spreadsheet;

/// The most bytes of the file of chosen labels.
const MAX_LABELS: u64 = 256 * 1024;

/// An imported record, and where it goes.
#[derive(Debug)]
pub struct PlacedRecord {
    /// The name of the file that it came from.
    pub source: String,
    /// The path of its file: `content/schools/a/visits/2026-03-05-送教/index.md`.
    pub path: String,
    /// The record.
    pub record: ImportedRecord,
}

impl PlacedRecord {
    /// The folder of the files next to it.
    fn folder(&self) -> &str {
        match self.path.rsplit_once('/') {
            Some((folder, _)) => folder,
            None => "",
        }
    }

    /// The paths and bytes of its files, the record's own last.
    fn files(&self) -> Vec<(String, &[u8])> {
        let mut files = Vec::new();
        for file in &self.record.files {
            files.push((format!("{}/{}", self.folder(), file.name), file.bytes.as_slice()));
        }
        files.push((self.path.clone(), self.record.text.as_bytes()));
        files
    }
}

/// The part of an imported file that a problem is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFrom<'a> {
    /// The name of the file.
    pub source: &'a str,
    /// The place in the file, where it is known.
    pub place: Option<ImportPlace>,
}

/// Where the lines of imported records and the cells of their tables stood in the files that they came from.
#[derive(Debug, Default)]
pub struct ImportOrigins<'a> {
    files: BTreeMap<String, OriginFile<'a>>,
}

/// A file that an import would write.
#[derive(Debug)]
struct OriginFile<'a> {
    /// The name of the file that it came from.
    source: &'a str,
    places: OriginPlaces<'a>,
}

/// What places in a file are in the file that it came from.
#[derive(Debug)]
enum OriginPlaces<'a> {
    /// The file of a record: the origin of each line.
    Lines(&'a [Option<ImportPlace>]),
    /// The table of a ledger as it came: its lines and columns are rows and columns.
    Sheet,
    /// The table of a ledger as a text: its lines.
    Text(Vec<String>),
    /// Anything else.
    Whole,
}

impl<'a> ImportOrigins<'a> {
    /// The origins of some records.
    #[must_use]
    pub fn of_records(records: &'a [PlacedRecord]) -> ImportOrigins<'a> {
        let mut origins = ImportOrigins::default();
        for placed in records {
            let source = placed.source.as_str();
            for (path, bytes) in placed.files() {
                let places = if path == placed.path {
                    OriginPlaces::Lines(&placed.record.origins)
                } else if placed.record.kind != RecordKind::Ledger {
                    OriginPlaces::Whole
                } else if is_spreadsheet(&path) {
                    OriginPlaces::Sheet
                } else {
                    let text = decode(bytes).map_or_else(|_| String::new(), |text| text.text);
                    OriginPlaces::Text(text.lines().map(str::to_owned).collect())
                };
                origins.files.insert(path, OriginFile { source, places });
            }
        }
        origins
    }

    /// The part of an imported file that a problem is about; `None` for problems of other files.
    #[must_use]
    pub fn of(&self, diagnostic: &Diagnostic) -> Option<ImportedFrom<'a>> {
        let OriginFile { source, places } = self.files.get(&*diagnostic.file)?;
        let at = diagnostic.span.start;
        let line = (at.line as usize).saturating_sub(1);
        let is_whole = at == Span::first().start;
        let place = match places {
            OriginPlaces::Lines(origins) => origins.get(line).cloned().flatten(),
            OriginPlaces::Sheet if !is_whole => Some(ImportPlace::Cell(at.line, at.col)),
            OriginPlaces::Text(lines) if !is_whole => {
                lines.get(line).map(|text| ImportPlace::Cell(at.line, cell_at(text, at.col)))
            }
            _ => None,
        };
        Some(ImportedFrom { source, place })
    }
}

/// The number of the cell of a line of CSV in which a character stands, both from 1.
fn cell_at(line: &str, character: u32) -> u32 {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let Some(Ok(row)) = reader.records().next() else { return 1 };
    let (mut cell, mut end) = (1, 1);
    for text in row.iter().take(row.len().saturating_sub(1)) {
        end += text.chars().count() as u32 + 1;
        if character < end {
            break;
        }
        cell += 1;
    }
    cell
}

/// Gives each record a place where nothing is yet, nor any of the records before it.
#[must_use]
pub fn place_imported(
    archive: &Archive,
    source: &dyn Source,
    imported: Vec<(String, ImportedRecord)>,
) -> Vec<PlacedRecord> {
    let mut taken = TakenPaths::of(source);
    let mut placed = Vec::with_capacity(imported.len());
    for (source, record) in imported {
        placed.push(place(archive, &mut taken, source, record));
    }
    placed
}

/// The paths that exist, in lower case: some systems do not tell cases apart.
#[derive(Default)]
struct TakenPaths {
    lower: BTreeSet<String>,
    exact: BTreeSet<String>,
    /// The last number of each name that was given several times.
    numbers: BTreeMap<String, usize>,
}

impl TakenPaths {
    fn of(source: &dyn Source) -> TakenPaths {
        let mut taken = TakenPaths::default();
        for path in source.paths().into_iter().chain(source.others()) {
            taken.add(path);
        }
        taken
    }

    fn add(&mut self, path: &str) {
        for (end, _) in path.match_indices('/') {
            self.add_one(&path[..end]);
        }
        self.add_one(path);
    }

    fn add_one(&mut self, path: &str) {
        self.lower.insert(path.to_lowercase());
        self.exact.insert(path.to_owned());
    }

    fn has(&self, path: &str) -> bool {
        self.lower.contains(&path.to_lowercase())
    }

    /// Whether something stands at a path, or at that path with one of these endings.
    fn has_any(&self, path: &str, endings: &[String]) -> bool {
        if self.has(path) {
            return true;
        }
        for ending in endings {
            if self.has(&format!("{path}.{ending}")) {
                return true;
            }
        }
        false
    }
}

fn place(
    archive: &Archive,
    taken: &mut TakenPaths,
    source: String,
    mut record: ImportedRecord,
) -> PlacedRecord {
    let school = archive.school(record.school);
    let home = school.folder();
    let names = folder_names(record.kind);
    let (own, other) = pick(archive.site.language, (names.zh, names.en), (names.en, names.zh));
    let (own, other) = (format!("{home}/{own}"), format!("{home}/{other}"));
    let has_other = taken.exact.contains(&other) && !taken.exact.contains(&own);
    let folder = if has_other { other } else { own };
    let mut stem = file_name(&record.title);
    if stem.is_empty() {
        stem = file_name(split_ending(&source).0);
    }
    if let Some(day) = record.day {
        stem = if stem.is_empty() { day.to_string() } else { format!("{day}-{stem}") };
    }
    if stem.is_empty() {
        stem = pick(archive.site.language, names.zh, names.en).to_owned();
    }
    let is_ledger = record.kind == RecordKind::Ledger;
    let mut endings = vec!["md".to_owned()];
    for file in &record.files {
        if is_ledger && let Some((_, ending)) = file.name.rsplit_once('.') {
            endings.push(ending.to_owned());
        }
    }
    let first = stem.clone();
    let mut number = taken.numbers.get(&first).copied().unwrap_or(1);
    while taken.has_any(&format!("{folder}/{stem}"), &endings) {
        number += 1;
        stem = format!("{first}-{number}");
    }
    taken.numbers.insert(first, number);
    let path = match is_ledger {
        true => format!("{folder}/{stem}.md"),
        false => format!("{folder}/{stem}/index.md"),
    };
    if is_ledger && let Some(table) = record.files.first_mut() {
        let name = format!("{stem}.{}", split_ending(&table.name).1);
        record.text = record.text.replacen(&quote(&table.name), &quote(&name), 1);
        table.name = name;
    }
    let placed = PlacedRecord { source, path, record };
    for (path, _) in placed.files() {
        taken.add(&path);
    }
    placed
}

/// The names of the folder of a kind of records.
fn folder_names(kind: RecordKind) -> BilingualName {
    for (names, of) in RECORD_DIRS {
        if *of == kind {
            return *names;
        }
    }
    RECORD_DIRS[0].0
}

/// The name of a file without its ending, and the ending, which may be empty.
fn split_ending(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, ""))
}

/// What the checks of the archive say once the records are in it, and did not say before.
///
/// # Errors
/// When a file of the archive cannot be read.
pub fn check_imported(base: &Snapshot, records: &[PlacedRecord]) -> Result<Vec<Diagnostic>, Error> {
    let mut files = FileChanges::new();
    for (path, bytes) in records.iter().flat_map(PlacedRecord::files) {
        files.insert(path, Some(Arc::from(bytes)));
    }
    let paths: BTreeSet<String> = files.keys().cloned().collect();
    let source = OverlaySource::new(Arc::clone(&base.source), files);
    let with = Snapshot::of_changed_source(Arc::new(source), &|path| paths.contains(path))?;
    let mut known: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in &base.diagnostics {
        known.entry(&*diagnostic.file).or_default().push(diagnostic);
    }
    let mut diagnostics = Vec::new();
    for diagnostic in with.diagnostics {
        let is_known = match known.get(&*diagnostic.file) {
            Some(before) => before.contains(&&diagnostic),
            None => false,
        };
        if !is_known {
            diagnostics.push(diagnostic);
        }
    }
    Ok(diagnostics)
}

/// Writes the records; the file of each after the files next to it.
///
/// # Errors
/// When there is something at one of the paths by now, or the disk refuses.
pub fn save_imported(writer: &ArchiveWriter, records: &[PlacedRecord]) -> Result<(), Error> {
    for (path, bytes) in records.iter().flat_map(PlacedRecord::files) {
        writer.create(&path, bytes)?;
    }
    Ok(())
}

/// The path of the file of chosen labels: as it is spelled, or as the archive would spell it.
pub(crate) fn labels_file(source: &dyn Source, lang: Lang) -> String {
    let paths = source.paths();
    let (mut has_english, mut has_chinese) = (false, false);
    for path in paths {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["content", dir, file] if FORMS_DIR.is(dir) && LABELS_FILE.is(file) => {
                return path.to_owned();
            }
            ["content", dir, _, ..] if dir == FORMS_DIR.en => has_english = true,
            ["content", dir, _, ..] if dir == FORMS_DIR.zh => has_chinese = true,
            _ => {}
        }
    }
    let is_english = if has_english == has_chinese { lang == Lang::En } else { has_english };
    match is_english {
        true => format!("content/{}/{}", FORMS_DIR.en, LABELS_FILE.en),
        false => format!("content/{}/{}", FORMS_DIR.zh, LABELS_FILE.zh),
    }
}

/// The text of the file of chosen labels, and what it says.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn chosen_labels(
    source: &dyn Source,
    path: &str,
) -> Result<(String, ChosenLabels), Error> {
    match source.size(path) {
        Some(size) if size <= MAX_LABELS => {
            let text = match decode(&source.bytes(path)?) {
                Ok(decoded) => decoded.text,
                Err(_) => String::new(),
            };
            let labels = ChosenLabels::read(&text);
            Ok((text, labels))
        }
        _ => Ok((String::new(), ChosenLabels::default())),
    }
}
