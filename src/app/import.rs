//! `import`: the records of a Word or Excel file, to be looked at and saved as any other.

use std::io::Read;

use serde::Serialize;

use super::query::Query;
use super::record::kind_named;
use super::refusal::Refused;
use super::session::{App, Opened};
use super::uploads::{Upload, keep};
use crate::diagnostics;
use crate::import::{ImportContext, ImportKind, ImportedRecord, import};
use crate::l10n::app_messages::AppRefusal;
use crate::l10n::pick;
use crate::model::{RecordKind, SchoolIx};
use crate::project::{chosen_labels, labels_file};
use crate::scaffold::form_text::{self, FormValues};

#[derive(Serialize)]
pub(super) struct ImportedRecords {
    records: Vec<ReadRecord>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct ReadRecord {
    kind: &'static str,
    school: String,
    values: FormValues,
    body: String,
    notes: Vec<String>,
    files: Vec<Upload>,
}

pub(super) fn import_file(
    app: &App,
    query: &Query,
    sent: &mut dyn Read,
) -> Result<ImportedRecords, Refused> {
    let opened = app.opened()?;
    let mut bytes = Vec::new();
    sent.read_to_end(&mut bytes).or(Err(AppRefusal::Unreceived))?;
    let (archive, source) = (&opened.snapshot.archive, &*opened.snapshot.source);
    let school = archive.schools.iter().position(|known| known.id == query.text("school"));
    let (_, labels) = chosen_labels(source, &labels_file(source, opened.lang()))?;
    let context = ImportContext {
        archive,
        school: school.map(SchoolIx),
        kind: ImportKind::from_code(query.text("as")),
        labels: &labels,
    };
    let imported = match import(query.text("name"), &bytes, &context) {
        Ok(imported) => imported,
        Err(refusal) => {
            let message = refusal.message(opened.lang());
            let text = [Some(message.text), message.help].into_iter().flatten();
            let sentence: Vec<String> = text.map(|part| shown(&part)).collect();
            let refused = Refused::from(AppRefusal::NotImported);
            let stop = pick(opened.lang(), "；", "; ");
            return Err(refused.saying(sentence.join(stop)));
        }
    };
    let mut records = Vec::new();
    for record in imported.records {
        records.push(read(&opened, record)?);
    }
    let notes =
        imported.notes.iter().map(|note| shown(&note.message(opened.lang()).text)).collect();
    Ok(ImportedRecords { records, notes })
}

/// A record as the form shows it; its files are kept until it is saved.
fn read(opened: &Opened, record: ImportedRecord) -> Result<ReadRecord, Refused> {
    let lang = opened.lang();
    let kind = kind_named(code_of(record.kind), lang)?;
    let text = form_text::open(record.text.as_bytes(), &kind.fields, false)
        .or(Err(AppRefusal::NotImported))?;
    let mut notes: Vec<String> =
        record.notes.iter().map(|note| shown(&note.message(lang).text)).collect();
    notes.extend(text.kept);
    let mut files = Vec::new();
    for file in &record.files {
        files.push(keep(&opened.root, &file.name, &mut file.bytes.as_slice())?);
    }
    Ok(ReadRecord {
        kind: kind.kind,
        school: opened.snapshot.archive.school(record.school).id.clone(),
        values: form_text::shown(&kind.fields, &text.values),
        body: text.body,
        notes,
        files,
    })
}

fn code_of(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Visit => "visit",
        RecordKind::Summary => "summary",
        RecordKind::Ledger => "ledger",
        RecordKind::Resource => "resource",
        RecordKind::Honour => "honour",
        RecordKind::Question => "question",
    }
}

fn shown(text: &str) -> String {
    diagnostics::masked(text)
}
