//! Where something goes: the new id, and the files and folders that are renamed for it.

use rustc_hash::FxHashSet;

use super::messages::Refusal;
use super::move_plan::{MoveInputs, Rename, new_path, rest_below};
use super::subject::Subject;
use crate::diagnostics::BilingualName;
use crate::engine::lint::name_problem;
use crate::model::{Archive, Detail, DocumentIx, PlanIx, Record, RecordIx, RecordKind};
use crate::parse::id_of;
use crate::parse::names::{PAIRS_DIR, PLANS_DIR, RECORD_DIRS, SCHOOLS_DIR};
use crate::source::{Source, is_litter};
use crate::syntax::text::nfc;

/// A move that was decided on.
#[derive(Debug)]
pub(super) struct Relocation {
    pub(super) subject: Subject,
    /// The old and the new id; of schools and pairs with `schools/` or `pairs/` in front.
    pub(super) old_id: String,
    pub(super) new_id: String,
    pub(super) renames: Vec<Rename>,
    /// The file that gets `formerly`, by its old path.
    pub(super) file: String,
}

impl Relocation {
    /// The path that a file has afterwards.
    pub(super) fn new_path(&self, path: &str) -> String {
        new_path(path, &self.renames)
    }
}

/// Decides where something goes.
pub(super) fn relocation(
    inputs: MoveInputs<'_>,
    subject: &Subject,
    new: &str,
) -> Result<Relocation, Refusal> {
    let archive = inputs.archive;
    let new = id_of(new.trim());
    let relocation = match *subject {
        Subject::School(school) => {
            let school = archive.school(school);
            owner(inputs, *subject, (&school.id, &school.file, SCHOOLS_DIR), &new)?
        }
        Subject::Pair(pair) => {
            let pair = archive.pair(pair);
            owner(inputs, *subject, (&pair.folder, &pair.file, PAIRS_DIR), &new)?
        }
        Subject::Document(document) => self::document(inputs, document, &new)?,
    };
    if relocation.old_id == relocation.new_id {
        return Err(Refusal::Same { id: relocation.old_id });
    }
    for rename in &relocation.renames {
        if is_taken(inputs.source, rename) {
            return Err(Refusal::Taken { path: rename.to.clone() });
        }
    }
    Ok(relocation)
}

/// Whether there is a file or a folder at a new path, as systems that ignore case see it. What is renamed there itself does
/// not count: a name may change in its case alone.
fn is_taken(source: &dyn Source, rename: &Rename) -> bool {
    let wanted = nfc(&rename.to).to_lowercase();
    for path in source.paths() {
        let is_own = rest_below(path, &rename.from).is_some();
        if !is_own && rest_below(&nfc(path).to_lowercase(), &wanted).is_some() {
            return true;
        }
    }
    false
}

/// The new folder of a school or a pair; both, where it has one below `schools` and one below `学校`.
fn owner(
    inputs: MoveInputs<'_>,
    subject: Subject,
    (id, file, dir): (&str, &str, BilingualName),
    new: &str,
) -> Result<Relocation, Refusal> {
    let old_id = format!("{}/{id}", dir.en);
    let name = match new.split_once('/') {
        Some((first, name)) if dir.is(first) && !name.contains('/') => name,
        None => new,
        Some(_) => return Err(Refusal::OtherKind { old: old_id, new: new.to_owned() }),
    };
    check_name(name)?;
    let from = above(file);
    let mut renames = vec![Rename { from: from.to_owned(), to: format!("{}/{name}", above(from)) }];
    let paths = inputs.source.paths();
    for owners in [dir.en, dir.zh] {
        let other = format!("content/{owners}/{id}");
        if nfc(from) != other && has_folder(&paths, &other) {
            renames.push(Rename { from: other, to: format!("content/{owners}/{name}") });
        }
    }
    Ok(Relocation {
        subject,
        new_id: format!("{}/{name}", dir.en),
        renames,
        file: file.to_owned(),
        old_id,
    })
}

/// Refuses a name that some system cannot store, or that guidang would not read.
///
/// # Errors
/// The refusal, with what a name may be.
pub(crate) fn check_name(name: &str) -> Result<(), Refusal> {
    let is_hidden = name.starts_with(['.', '_']);
    let has_mark = name.contains(['/', '\\']) || name.chars().any(char::is_control);
    let is_padded = name.trim() != name;
    if name.is_empty()
        || is_hidden
        || has_mark
        || is_padded
        || is_litter(name)
        || name_problem(name).is_some()
    {
        return Err(Refusal::BadName { name: name.to_owned() });
    }
    Ok(())
}

/// The new place of a plan or a record.
fn document(
    inputs: MoveInputs<'_>,
    document: DocumentIx,
    new: &str,
) -> Result<Relocation, Refusal> {
    let archive = inputs.archive;
    let (old_id, file) = match document {
        DocumentIx::Plan(plan) => (&archive.plan(plan).id, &archive.plan(plan).file),
        DocumentIx::Record(record) => (&archive.record(record).id, &archive.record(record).file),
    };
    let (folder, name) = match new.rsplit_once('/') {
        Some((folder, name)) => (folder_on_disk(inputs, document, old_id, folder, new)?, name),
        None => (folder_of(file).to_owned(), new),
    };
    check_name(name)?;
    let is_folder =
        file.ends_with("/index.md") && nfc(file) == format!("content/{old_id}/index.md");
    let (from, to) = match (is_folder, file.rsplit_once('/')) {
        (true, Some((from, _))) => (from.to_owned(), format!("{folder}/{name}")),
        _ => {
            let extension = file.get(file.len().saturating_sub(3)..).unwrap_or(".md");
            (file.clone(), format!("{folder}/{name}{extension}"))
        }
    };
    let new_id = nfc(&format!("{}/{name}", folder.strip_prefix("content/").unwrap_or(&folder)));
    if new_id != *old_id && has_document(archive, &new_id) {
        return Err(Refusal::Taken { path: format!("content/{new_id}") });
    }
    let mut renames = vec![Rename { from, to }];
    if !is_folder && folder != folder_of(file) {
        for path in files_beside(archive, document, file) {
            let name = path.rsplit('/').next().unwrap_or(&path);
            let to = format!("{folder}/{name}");
            renames.push(Rename { from: path.clone(), to });
        }
    }
    let subject = Subject::Document(document);
    Ok(Relocation { subject, old_id: old_id.clone(), new_id, renames, file: file.clone() })
}

fn has_document(archive: &Archive, id: &str) -> bool {
    archive.plans.iter().any(|plan| plan.id == id)
        || archive.records.iter().any(|record| record.id == id)
}

/// The folder of a document on disk: of an `index.md`, the folder that holds its own one.
fn folder_of(file: &str) -> &str {
    above(file.strip_suffix("/index.md").unwrap_or(file))
}

/// The folder that a file or a folder is in.
pub(super) fn above(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, _)) => folder,
        None => "",
    }
}

/// The files that only this document uses and that stand beside it.
fn files_beside(archive: &Archive, document: DocumentIx, file: &str) -> Vec<String> {
    let folder = folder_of(file);
    let mut of_others: FxHashSet<&str> = FxHashSet::default();
    for (index, plan) in archive.plans.iter().enumerate() {
        if document != DocumentIx::Plan(PlanIx(index)) {
            of_others.extend(plan.attachments.iter().map(String::as_str));
        }
    }
    for (index, record) in archive.records.iter().enumerate() {
        if document != DocumentIx::Record(RecordIx(index)) {
            of_others.extend(files_of(record));
        }
    }
    let own = match document {
        DocumentIx::Plan(plan) => {
            archive.plan(plan).attachments.iter().map(String::as_str).collect()
        }
        DocumentIx::Record(record) => files_of(archive.record(record)),
    };
    let mut beside = Vec::new();
    for path in own {
        if above(path) == folder && !of_others.contains(path) {
            beside.push(path.to_owned());
        }
    }
    beside
}

/// The attachments of a record, and the table of a ledger.
fn files_of(record: &Record) -> Vec<&str> {
    let mut files: Vec<&str> = record.attachments.iter().map(String::as_str).collect();
    if let Detail::Ledger(ledger) = &record.detail {
        files.push(&ledger.table);
    }
    files
}

/// The folder on disk that an id's folder means, if a document of this kind may stand there.
fn folder_on_disk(
    inputs: MoveInputs<'_>,
    document: DocumentIx,
    old_id: &str,
    folder: &str,
    new: &str,
) -> Result<String, Refusal> {
    let archive = inputs.archive;
    let parts: Vec<&str> = folder.split('/').collect();
    let wanted = match document {
        DocumentIx::Plan(_) => PLANS_DIR,
        DocumentIx::Record(record) => record_dir(archive.record(record).kind()),
    };
    let (owner, dir) = match parts.as_slice() {
        [dir] if PLANS_DIR.is(dir) => ("content".to_owned(), *dir),
        [schools, school, dir] if SCHOOLS_DIR.is(schools) => {
            let Some(found) = archive.schools.iter().find(|found| found.id == *school) else {
                return Err(Refusal::NoOwner { name: (*school).to_owned() });
            };
            (folder_of(&found.file).to_owned(), *dir)
        }
        [pairs, pair, dir] if PAIRS_DIR.is(pairs) => {
            let Some(found) = archive.pairs.iter().find(|found| found.folder == *pair) else {
                return Err(Refusal::NoOwner { name: (*pair).to_owned() });
            };
            (folder_of(&found.file).to_owned(), *dir)
        }
        _ => ("".to_owned(), ""),
    };
    if owner.is_empty() || !wanted.is(dir) {
        return Err(Refusal::OtherKind { old: old_id.to_owned(), new: new.to_owned() });
    }
    // A folder of the kind may be there in its other spelling.
    let spelled = format!("{owner}/{dir}");
    let other = format!("{owner}/{}", if dir == wanted.en { wanted.zh } else { wanted.en });
    let paths = inputs.source.paths();
    let is_other = !has_folder(&paths, &spelled) && has_folder(&paths, &other);
    Ok(if is_other { other } else { spelled })
}

/// The folder of records of a kind.
fn record_dir(kind: RecordKind) -> BilingualName {
    for (name, of) in RECORD_DIRS {
        if *of == kind {
            return *name;
        }
    }
    PLANS_DIR
}

/// Whether a folder holds one of the files.
fn has_folder(paths: &[&str], folder: &str) -> bool {
    for path in paths {
        if rest_below(path, folder).is_some_and(|rest| !rest.is_empty()) {
            return true;
        }
    }
    false
}
