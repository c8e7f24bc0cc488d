//! A Word or Excel file that was handed in → the files of one record, as `import` reads it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::items::Item;
use super::messages::shown;
use super::names;
use super::refusal::Refusal;
use crate::diagnostics::{BilingualName, ImportNote, ImportPlace};
use crate::error::Error;
use crate::import::{ChosenLabels, ImportContext, ImportKind, import};
use crate::model::Archive;
use crate::parse::names::RECORD_DIRS;
use crate::project::{chosen_labels, labels_file, place_imported};
use crate::source::{MemorySource, Source};

/// Where the lines of a record's text came from, and what is in no line.
#[derive(Debug, Clone, Default)]
pub(super) struct Imported {
    pub(super) origins: Arc<[Option<ImportPlace>]>,
    pub(super) notes: Vec<ImportNote>,
}

/// A record that was read from a document.
pub(super) struct OfficeRecord {
    pub(super) kind: BilingualName,
    pub(super) name: String,
    /// Its files, below a folder of its name.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) imported: Imported,
}

/// Reads a document as one record of the school in whose folder it lies.
pub(super) fn open(
    item: &Item,
    bytes: &[u8],
    archive: &Archive,
    labels: &ChosenLabels,
) -> Result<OfficeRecord, Vec<Refusal>> {
    let kind = match item.home.map(|home| home.en) {
        Some("ledgers") => Some(ImportKind::Ledger),
        Some("summaries") => Some(ImportKind::Summary),
        _ => None,
    };
    let school = item.folder.school;
    let context = ImportContext { archive, school: Some(school), kind, labels };
    let mut read = match import(item.name(), bytes, &context) {
        Ok(read) => read,
        Err(refusal) => return Err(vec![Refusal::Import(refusal)]),
    };
    let count = read.records.len();
    let Some(record) = read.records.pop().filter(|_| count == 1) else {
        return Err(vec![match count {
            0 => Refusal::NoRecord,
            count => Refusal::SeveralInDocument { count },
        }]);
    };
    if record.school != school {
        let school = shown(&archive.school(record.school).name);
        return Err(vec![Refusal::OtherSchool { school }]);
    }
    let folder = RECORD_DIRS.iter().find(|(_, kind)| *kind == record.kind).map(|(name, _)| *name);
    let Some(kind) = folder else { return Err(vec![Refusal::UnknownKind]) };
    let mut notes = record.notes.clone();
    notes.extend(read.notes);
    // Named as in an empty archive: whether there is a record of that name already is decided as for any hand-in.
    let placed =
        place_imported(archive, &MemorySource::default(), vec![(item.name().to_owned(), record)]);
    let Some(placed) = placed.into_iter().next() else { return Err(vec![Refusal::NoRecord]) };
    let path = placed.path.strip_suffix("/index.md").unwrap_or(&placed.path);
    let name = path.rsplit('/').next().map_or("", names::stem_of_record).to_owned();
    let mut files = BTreeMap::new();
    files.insert(format!("{name}/index.md"), placed.record.text.into_bytes());
    for file in placed.record.files {
        files.insert(format!("{name}/{}", file.name), file.bytes);
    }
    let imported = Imported { origins: placed.record.origins.into(), notes };
    Ok(OfficeRecord { kind, name, files, imported })
}

/// What people have chosen for the labels of their forms.
pub(super) fn labels(source: &dyn Source, archive: &Archive) -> Result<ChosenLabels, Error> {
    let path = labels_file(source, archive.site.language);
    chosen_labels(source, &path).map(|(_, labels)| labels)
}
