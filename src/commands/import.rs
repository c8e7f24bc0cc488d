//! `guidang import`: records from Word and Excel files. Everything is checked before anything is written.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use unicode_width::UnicodeWidthStr;

use super::find::{named, school_named};
use super::load::lock_and_load;
use super::regular_file;
use super::terminal::Terminal;
use super::{Exit, find_root, shown};
use crate::cli::{Globals, Import};
use crate::diagnostics::{
    Diagnostic, ImportNote, ImportPlace, ImportRefusal, Message, Severity, masked, visible,
};
use crate::error::{Error, Operation};
use crate::import::{ChosenLabels, ImportContext, Imported, ImportedFile, ImportedRecord, import};
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day, Digest, RecordKind};
use crate::privacy::redact;
use crate::project::{
    ImportOrigins, PlacedRecord, Project, check_imported, chosen_labels, labels_file,
    place_imported, save_imported,
};
use crate::source::Source;
use crate::syntax::workbook::is_spreadsheet;

/// The most bytes of a file that is imported.
const MAX_FILE: u64 = 128 * 1024 * 1024;
/// The columns in which the origin of a line stands.
const ORIGIN_WIDTH: usize = 28;

pub(super) fn run(
    asked: &Import,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let (writer, snapshot) =
        lock_and_load(&Project::at(&root), "import", asked.dry_run, globals, terminal)?;
    let archive = &snapshot.archive;
    let labels_path = labels_file(&*snapshot.source, archive.site.language);
    let (labels_text, mut labels) = chosen_labels(&*snapshot.source, &labels_path)?;
    let known = labels.clone();
    choose(&mut labels, &asked.labels)?;
    let school = named(archive, asked.school.as_deref(), school_named)?;
    let context = ImportContext { archive, school, kind: asked.kind, labels: &labels };
    let mut report = Report { terminal, has_errors: false };
    let records = read_all(asked, &context, &*snapshot.source, &mut report)?;
    let placed = place_imported(archive, &*snapshot.source, records);
    let origins = ImportOrigins::of_records(&placed);
    for diagnostic in &check_imported(&snapshot, &placed)? {
        report.diagnostic(&origins, diagnostic);
    }
    let has_errors = report.has_errors;
    if asked.dry_run {
        for record in &placed {
            terminal.print(&preview(record, terminal.lang))?;
        }
    }
    if has_errors {
        terminal.note(pick(
            terminal.lang,
            "没有写任何文件：请先改好上面的错误",
            "nothing was written: fix the errors above first",
        ));
        return Ok(Exit::ContentErrors);
    }
    if let Some(writer) = &writer {
        save_imported(writer, &placed)?;
        if labels != known {
            writer.replace(&labels_path, labels.added_to(&labels_text).as_bytes())?;
        }
        for record in &placed {
            terminal.print(&format!("{}\n", shown(&root.join(&record.path))))?;
        }
    }
    terminal.note(&summary(&placed, asked.dry_run, terminal));
    Ok(Exit::Done)
}

/// The records of all files, each with the name of its file.
fn read_all(
    asked: &Import,
    context: &ImportContext<'_>,
    source: &dyn Source,
    report: &mut Report<'_>,
) -> Result<Vec<(String, ImportedRecord)>, Error> {
    let known = known_records(context.archive);
    let mut records = Vec::new();
    let mut given: BTreeSet<(String, Digest)> = BTreeSet::new();
    for file in &asked.files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = match read(file)? {
            Ok(bytes) => bytes,
            Err(refusal) => {
                report.refusal(&name, &refusal);
                continue;
            }
        };
        if !given.insert((name.clone(), Digest::of_bytes(&bytes))) {
            report.note(&name, &ImportNote::GivenTwice);
            continue;
        }
        match import(&name, &bytes, context) {
            Ok(mut imported) => {
                leave_out_known(context.archive, source, &mut imported, asked.dry_run)?;
                name_similar(&known, &mut imported);
                report.notes(&name, &imported);
                for record in imported.records {
                    records.push((name.clone(), record));
                }
            }
            Err(refusal) => report.refusal(&name, &refusal),
        }
    }
    Ok(records)
}

/// Adds the choices of the command line to those that were kept.
fn choose(labels: &mut ChosenLabels, choices: &[String]) -> Result<(), Error> {
    labels.check().map_err(wrong_choice)?;
    for choice in choices {
        let Some((label, key)) = choice.split_once(['=', '＝']) else {
            let (zh, en) = ("请写成 --label 标签=键", "write --label LABEL=KEY");
            return Err(Error::custom(format!("{zh}：{choice}"), format!("{en}: {choice}")));
        };
        labels.choose(label, key).map_err(wrong_choice)?;
    }
    Ok(())
}

fn wrong_choice(refusal: ImportRefusal) -> Error {
    Error::custom(with_help(refusal.message(Lang::Zh)), with_help(refusal.message(Lang::En)))
}

fn with_help(message: Message) -> String {
    match message.help {
        Some(help) => format!("{}。{help}", message.text),
        None => message.text,
    }
}

/// The bytes of a file, or that there are more than are read.
fn read(path: &Path) -> Result<Result<Vec<u8>, ImportRefusal>, Error> {
    let mut bytes = Vec::new();
    let mut file = regular_file::open(path)?.take(MAX_FILE + 1);
    file.read_to_end(&mut bytes).map_err(Error::io(Operation::Read, path))?;
    Ok(if MAX_FILE < bytes.len() as u64 { Err(ImportRefusal::TooLarge) } else { Ok(bytes) })
}

/// Says when a file was imported before, and makes no second record of it, which would be counted twice.
fn leave_out_known(
    archive: &Archive,
    source: &dyn Source,
    imported: &mut Imported,
    dry_run: bool,
) -> Result<(), Error> {
    if let Some(path) = imported_before(archive, source, imported)? {
        imported.notes.insert(0, ImportNote::ImportedBefore(path));
        if !dry_run {
            imported.records.clear();
            imported.notes.truncate(1);
        }
    }
    Ok(())
}

/// The paths of records by school, day and title. Of ledgers, which have no day of their own, there are none.
type KnownRecords<'a> = BTreeMap<(usize, Option<Day>, &'a str), &'a str>;

fn known_records(archive: &Archive) -> KnownRecords<'_> {
    let mut known = KnownRecords::new();
    for record in &archive.records {
        if record.kind() != RecordKind::Ledger {
            let key = (record.school.0, record.day, record.title.as_str());
            known.insert(key, record.file.as_str());
        }
    }
    known
}

/// Says when the archive has a record of the same day and title already: a form that was filled in from it comes back.
fn name_similar(known: &KnownRecords<'_>, imported: &mut Imported) {
    for record in &imported.records {
        let key = (record.school.0, record.day, record.title.as_str());
        if let Some(path) = known.get(&key) {
            imported.notes.push(ImportNote::SameDayAndTitle((*path).to_owned()));
        }
    }
}

/// Where the original is kept, or the first record, if its school's file was imported before: an original may have been
/// left out. Another school may hand in the same bytes.
fn imported_before(
    archive: &Archive,
    source: &dyn Source,
    imported: &Imported,
) -> Result<Option<String>, Error> {
    let paths = source.paths();
    let own_paths = |record: &ImportedRecord| {
        let folder = format!("{}/", archive.school(record.school).folder());
        let mut own = paths.clone();
        own.retain(|path| path.starts_with(&folder));
        own
    };
    for record in &imported.records {
        for file in &record.files {
            if let Some(path) = same_original(source, &own_paths(record), file)? {
                return Ok(Some(path));
            }
        }
    }
    let mut first = None;
    for record in &imported.records {
        let same = same_record(source, &own_paths(record), record)?;
        let Some(path) = same else { return Ok(None) };
        first.get_or_insert(path);
    }
    Ok(first)
}

/// The file of the archive that is the original of an import, under its name.
fn same_original(
    source: &dyn Source,
    paths: &[&str],
    file: &ImportedFile,
) -> Result<Option<String>, Error> {
    let is_original =
        file.name.ends_with(".docx") || file.name.ends_with(".csv") || is_spreadsheet(&file.name);
    if !is_original {
        return Ok(None);
    }
    for path in paths {
        let has_name = path.rsplit('/').next() == Some(file.name.as_str());
        if has_name && source.bytes(path)? == file.bytes {
            return Ok(Some((*path).to_owned()));
        }
    }
    Ok(None)
}

/// The record of the archive whose text is that of an imported one, to the letter.
fn same_record(
    source: &dyn Source,
    paths: &[&str],
    record: &ImportedRecord,
) -> Result<Option<String>, Error> {
    // A ledger says little of its own; its table was compared.
    if record.kind == RecordKind::Ledger {
        return Ok(None);
    }
    let size = record.text.len() as u64;
    for path in paths {
        let may_be = path.ends_with(".md") && source.size(path) == Some(size);
        if may_be && source.bytes(path)? == record.text.as_bytes() {
            return Ok(Some((*path).to_owned()));
        }
    }
    Ok(None)
}

/// What is said about the files, on stderr.
struct Report<'t> {
    terminal: &'t Terminal,
    has_errors: bool,
}

impl Report<'_> {
    fn notes(&self, file: &str, imported: &Imported) {
        let lang = self.terminal.lang;
        let mut said: BTreeSet<String> = BTreeSet::new();
        let mut notes = Vec::new();
        for record in &imported.records {
            notes.extend(&record.notes);
        }
        notes.extend(&imported.notes);
        for note in notes {
            if said.insert(note.message(lang).text) {
                self.note(file, note);
            }
        }
    }

    fn note(&self, file: &str, note: &ImportNote) {
        let message = note.message(self.terminal.lang);
        let file = shown_name(file);
        self.terminal.note(&match &message.help {
            Some(help) => format!("{file}: {}（{}）", visible(&message.text), visible(help)),
            None => format!("{file}: {}", visible(&message.text)),
        });
    }

    fn refusal(&mut self, file: &str, refusal: &ImportRefusal) {
        self.has_errors = true;
        self.problem(&shown_name(file), "", Severity::Error, &refusal.message(self.terminal.lang));
    }

    fn diagnostic(&mut self, origins: &ImportOrigins<'_>, diagnostic: &Diagnostic) {
        let lang = self.terminal.lang;
        let severity = diagnostic.problem.severity();
        self.has_errors |= severity == Severity::Error;
        let place = match origins.of(diagnostic) {
            Some(from) => place_text(from.source, from.place.as_ref(), lang),
            None => crate::diagnostics::place(diagnostic),
        };
        let code = format!("[{}]", diagnostic.problem.code().word());
        self.problem(&place, &code, severity, &diagnostic.message(lang));
    }

    fn problem(&self, place: &str, code: &str, severity: Severity, message: &Message) {
        let (word, help) = match (severity, self.terminal.lang) {
            (Severity::Error, Lang::Zh) => ("错误", "提示："),
            (Severity::Warning, Lang::Zh) => ("警告", "提示："),
            (Severity::Error, Lang::En) => ("error", "help: "),
            (Severity::Warning, Lang::En) => ("warning", "help: "),
        };
        let mut text = format!("{place}: {word}{code}: {}\n", visible(&message.text));
        if let Some(advice) = &message.help {
            text.push_str(&format!("   {help}{}\n", visible(advice)));
        }
        if severity == Severity::Error {
            self.terminal.write_stderr(&text);
        } else {
            self.terminal.note(text.trim_end());
        }
    }
}

/// `资助.xlsx!C14`, `送教记录.docx 第2个表“活动时间”`.
fn place_text(file: &str, place: Option<&ImportPlace>, lang: Lang) -> String {
    let file = shown_name(file);
    match place {
        Some(place @ ImportPlace::Cell(..)) => format!("{file}!{}", place.text(lang)),
        Some(place) => format!("{file} {}", visible(&place.text(lang))),
        None => file,
    }
}

fn shown_name(file: &str) -> String {
    masked(file)
}

/// The record line by line, with the origin of each before it.
fn preview(placed: &PlacedRecord, lang: Lang) -> String {
    let mut out = format!("{}\n", placed.path);
    let mut last = None;
    // Masked as a whole: a label may stand in another line than its value.
    let text = redact(&placed.record.text).into_owned();
    for (line, origin) in text.lines().zip(&placed.record.origins) {
        let place = match origin {
            Some(place) if last != Some(place) => visible(&place.text(lang)),
            _ => String::new(),
        };
        last = origin.as_ref();
        let padding = " ".repeat(ORIGIN_WIDTH.saturating_sub(place.width()));
        out.push_str(&format!("{place}{padding} │ {}\n", visible(line)));
    }
    for file in &placed.record.files {
        let name = shown_name(&file.name);
        out.push_str(&match lang {
            Lang::Zh => format!("附件：{name}，{}字节\n", file.bytes.len()),
            Lang::En => format!("attachment: {name}, {} bytes\n", file.bytes.len()),
        });
    }
    out.push('\n');
    out
}

fn summary(placed: &[PlacedRecord], dry_run: bool, terminal: &Terminal) -> String {
    let (count, time) = (placed.len(), terminal.time());
    let mut files = 0;
    for PlacedRecord { record, .. } in placed {
        files += record.files.len();
    }
    match (terminal.lang, dry_run) {
        (Lang::Zh, false) => format!("写了{count}条记录、{files}个附件，用时{time}"),
        (Lang::Zh, true) => format!("会写{count}条记录、{files}个附件；没有写文件，用时{time}"),
        (Lang::En, false) => format!("{count} records and {files} attachments written in {time}"),
        (Lang::En, true) => {
            format!("{count} records and {files} attachments would be written; nothing was, {time}")
        }
    }
}
