//! What has, or once had, the name or the path that something new would get.

use super::blank::NewKind;
use crate::model::{Archive, DocumentIx};
use crate::parse::{FormerIds, id_of, pair_folder};
use crate::syntax::text::nfc;

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameHolder<'a> {
    /// Its name or title now.
    pub title: &'a str,
    /// Its file.
    pub file: &'a str,
    /// Whether it had the name before it was moved; else it has the name now.
    pub is_former: bool,
}

/// The school, pair, plan or record that has the name of a new file at this path, or had it. References, file numbers and
/// seals go on using a former name, so that it is never free again.
#[must_use]
pub fn name_holder<'a>(archive: &'a Archive, kind: NewKind, path: &str) -> Option<NameHolder<'a>> {
    let folder = || path.rsplit('/').nth(1).unwrap_or_default();
    match kind {
        NewKind::School => school(archive, folder()),
        NewKind::Pair => pair(archive, folder()),
        _ => document(archive, path),
    }
}

fn school<'a>(archive: &'a Archive, folder: &str) -> Option<NameHolder<'a>> {
    for school in &archive.schools {
        let has_now = is_same(&school.id, folder);
        if has_now || school.formerly.iter().any(|former| is_same(former, folder)) {
            return Some(NameHolder {
                title: &school.name,
                file: &school.file,
                is_former: !has_now,
            });
        }
    }
    None
}

fn pair<'a>(archive: &'a Archive, folder: &str) -> Option<NameHolder<'a>> {
    for pair in &archive.pairs {
        let has_now = is_same(&pair.folder, folder);
        let had = || pair.formerly.iter().any(|former| is_same(pair_folder(&former.id), folder));
        if has_now || had() {
            return Some(NameHolder { title: &pair.name, file: &pair.file, is_former: !has_now });
        }
    }
    None
}

/// The plan or record that had an id. One that has it now stands at the path, or in a folder of the other spelling.
fn document<'a>(archive: &'a Archive, path: &str) -> Option<NameHolder<'a>> {
    let former = FormerIds::all(archive);
    let id = id_of(path);
    let (title, now, file) = match former.document(&id)? {
        DocumentIx::Plan(plan) => {
            let plan = archive.plan(plan);
            (&plan.title, &plan.id, &plan.file)
        }
        DocumentIx::Record(record) => {
            let record = archive.record(record);
            (&record.title, &record.id, &record.file)
        }
    };
    let is_former = former.canonical(now) != former.canonical(&id);
    Some(NameHolder { title, file, is_former })
}

/// Whether two names are one on a system that ignores case.
fn is_same(one: &str, other: &str) -> bool {
    nfc(one).to_lowercase() == nfc(other).to_lowercase()
}
