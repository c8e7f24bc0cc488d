//! What a command line wants to move.

use super::messages::Refusal;
use crate::model::{Archive, DocumentIx, PairIx, PlanIx, RecordIx, SchoolIx};
use crate::parse::names::{PAIRS_DIR, SCHOOLS_DIR};
use crate::parse::{FormerIds, id_of, nearest_name};

/// What is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    School(SchoolIx),
    Pair(PairIx),
    Document(DocumentIx),
}

/// The school, pair, plan or record of an id, a path, a folder or a name.
pub(super) fn find(archive: &Archive, text: &str) -> Result<Subject, Refusal> {
    let id = id_of(text.trim());
    let mut found = Vec::new();
    match id.split_once('/') {
        None => {
            found.extend(schools(archive, &id));
            found.extend(pairs(archive, &id));
        }
        Some((dir, name)) if !name.contains('/') && SCHOOLS_DIR.is(dir) => {
            found.extend(schools(archive, name));
        }
        Some((dir, name)) if !name.contains('/') && PAIRS_DIR.is(dir) => {
            found.extend(pairs(archive, name));
        }
        Some(_) => found.extend(document(archive, &id).map(Subject::Document)),
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(unknown(archive, &id)),
        several => {
            let mut candidates = Vec::new();
            for subject in several {
                candidates.push(name_of(archive, *subject));
            }
            Err(Refusal::Ambiguous { name: id, candidates })
        }
    }
}

/// The school of a folder; of none, that of a name.
fn schools(archive: &Archive, name: &str) -> Vec<Subject> {
    let mut found = Vec::new();
    for (index, school) in archive.schools.iter().enumerate() {
        if school.id == name {
            return vec![Subject::School(SchoolIx(index))];
        }
        if school.name == name || school.short.iter().any(|short| short == name) {
            found.push(Subject::School(SchoolIx(index)));
        }
    }
    found
}

/// The pair of a folder; of none, that of a name.
fn pairs(archive: &Archive, name: &str) -> Vec<Subject> {
    let mut found = Vec::new();
    for (index, pair) in archive.pairs.iter().enumerate() {
        if pair.folder == name {
            return vec![Subject::Pair(PairIx(index))];
        }
        if pair.name == name {
            found.push(Subject::Pair(PairIx(index)));
        }
    }
    found
}

/// The plan or record of an id, in either spelling of the reserved folders.
pub(super) fn document(archive: &Archive, id: &str) -> Option<DocumentIx> {
    let plan = archive.plans.iter().position(|plan| plan.id == id);
    let record = archive.records.iter().position(|record| record.id == id);
    match (plan, record) {
        (Some(plan), _) => Some(DocumentIx::Plan(PlanIx(plan))),
        (None, Some(record)) => Some(DocumentIx::Record(RecordIx(record))),
        (None, None) => FormerIds::all(archive).document(id),
    }
}

/// An id by which people know a thing.
fn name_of(archive: &Archive, subject: Subject) -> String {
    match subject {
        Subject::School(school) => format!("schools/{}", archive.school(school).id),
        Subject::Pair(pair) => format!("pairs/{}", archive.pair(pair).folder),
        Subject::Document(DocumentIx::Plan(plan)) => archive.plan(plan).id.clone(),
        Subject::Document(DocumentIx::Record(record)) => archive.record(record).id.clone(),
    }
}

fn unknown(archive: &Archive, id: &str) -> Refusal {
    let mut known: Vec<&str> = Vec::new();
    if id.contains('/') {
        for plan in &archive.plans {
            known.push(&plan.id);
        }
        for record in &archive.records {
            known.push(&record.id);
        }
    } else {
        for school in &archive.schools {
            known.push(&school.id);
        }
        for pair in &archive.pairs {
            known.push(&pair.folder);
        }
    }
    let nearest = school_of_today(archive, id);
    let nearest = nearest.or_else(|| nearest_name(id, known.into_iter()));
    Refusal::Unknown { name: id.to_owned(), nearest }
}

/// The school that formerly had a folder: `schools/new` of `schools/old`, of `学校/old` and of `old`.
fn school_of_today(archive: &Archive, id: &str) -> Option<String> {
    let folder = id.strip_prefix("content/").unwrap_or(id);
    let folder =
        ["schools/", "学校/"].iter().find_map(|top| folder.strip_prefix(top)).unwrap_or(folder);
    let former = FormerIds::all(archive);
    let today = former.school(folder);
    (today != folder).then(|| format!("schools/{today}"))
}
