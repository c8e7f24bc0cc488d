//! Old ids of schools, pairs, plans and records, and what has them now (docs/content-model.md §2, `formerly`).
//!
//! A school or a pair that was renamed takes all that it holds along: no record of it needs a `formerly` of its own.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::layout::without_md;
use super::names::{PAIRS_DIR, PLANS_DIR, RECORD_DIRS, SCHOOLS_DIR};
use crate::model::{Archive, DocumentIx, FormerId, Pair, Plan, PlanIx, Record, RecordIx, School};
use crate::syntax::text::nfc;

/// The folders of schools and pairs by their former names.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormerFolders {
    schools: FxHashMap<String, String>,
    pairs: FxHashMap<String, String>,
}

impl FormerFolders {
    pub(crate) fn new(schools: &[School], pairs: &[Pair]) -> FormerFolders {
        let (mut of_schools, mut of_pairs) = (Vec::new(), Vec::new());
        for school in schools {
            for name in &school.formerly {
                of_schools.push((name.as_str(), school.id.as_str()));
            }
        }
        for pair in pairs {
            for former in &pair.formerly {
                of_pairs.push((pair_folder(&former.id), pair.folder.as_str()));
            }
        }
        FormerFolders {
            schools: unambiguous(schools.iter().map(|school| &*school.id).collect(), of_schools),
            pairs: unambiguous(pairs.iter().map(|pair| &*pair.folder).collect(), of_pairs),
        }
    }

    /// The folder that a school of this id or former name has now.
    pub(crate) fn school<'n>(&'n self, name: &'n str) -> &'n str {
        self.schools.get(name).map_or(name, String::as_str)
    }

    /// An id or a path below `content/` as it would be spelled today: with the English names of reserved folders, and the
    /// folders that schools and pairs have now.
    pub(crate) fn canonical(&self, id: &str) -> String {
        let mut parts: Vec<&str> = id.split('/').collect();
        let owner = match parts.first() {
            Some(dir) if SCHOOLS_DIR.is(dir) => Some((SCHOOLS_DIR.en, &self.schools)),
            Some(dir) if PAIRS_DIR.is(dir) => Some((PAIRS_DIR.en, &self.pairs)),
            Some(dir) if PLANS_DIR.is(dir) => {
                parts[0] = PLANS_DIR.en;
                None
            }
            _ => None,
        };
        if let Some((dir, former)) = owner {
            parts[0] = dir;
            if let Some(name) = parts.get_mut(1)
                && let Some(folder) = former.get(*name)
            {
                *name = folder;
            }
            if let Some(dir) = parts.get_mut(2) {
                let names = RECORD_DIRS.iter().map(|(name, _)| name).chain([&PLANS_DIR]);
                *dir = names.filter(|name| name.is(dir)).map(|name| name.en).next().unwrap_or(dir);
            }
        }
        parts.join("/")
    }

    fn is_empty(&self) -> bool {
        self.schools.is_empty() && self.pairs.is_empty()
    }
}

/// The folder of a pair that is named by its folder or its id.
pub(crate) fn pair_folder(id: &str) -> &str {
    match id.split_once('/') {
        Some((dir, folder)) if PAIRS_DIR.is(dir) => folder,
        _ => id,
    }
}

/// Former names → folders, without those that a folder has now or that several have had.
fn unambiguous(now: FxHashSet<&str>, former: Vec<(&str, &str)>) -> FxHashMap<String, String> {
    let mut folders: FxHashMap<String, String> = FxHashMap::default();
    let mut several = FxHashSet::default();
    for (name, folder) in former {
        if now.contains(name) {
            continue;
        }
        let first = folders.entry(name.to_owned()).or_insert_with(|| folder.to_owned());
        if *first != folder {
            several.insert(name);
        }
    }
    folders.retain(|name, _| !several.contains(name.as_str()));
    folders
}

/// What a former path leads to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FormerTarget {
    /// A plan or a record.
    Document(DocumentIx),
    /// An attachment, as a path that begins with `content/`.
    File(String),
}

/// Former ids of an archive's documents, and what has them now. Empty, at no cost, where nothing was ever moved.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormerIds {
    folders: FormerFolders,
    documents: FxHashMap<String, DocumentIx>,
    files: FxHashMap<String, String>,
}

/// A document with what its former ids need.
pub(super) struct Moved<'a> {
    document: DocumentIx,
    pub(super) id: &'a str,
    pub(super) file: &'a str,
    pub(super) formerly: &'a [FormerId],
    attachments: &'a [String],
}

impl FormerIds {
    /// Those of a whole archive.
    pub(crate) fn of(archive: &Archive) -> FormerIds {
        let Archive { schools, pairs, plans, records, .. } = archive;
        FormerIds::new((schools, pairs), plans, records)
    }

    /// Those of the parts of an archive.
    pub(crate) fn new(
        (schools, pairs): (&[School], &[Pair]),
        plans: &[Plan],
        records: &[Arc<Record>],
    ) -> FormerIds {
        let folders = FormerFolders::new(schools, pairs);
        let all = documents(plans, records);
        if folders.is_empty() && all.iter().all(|moved| moved.formerly.is_empty()) {
            return FormerIds::default();
        }
        FormerIds::build(folders, &all)
    }

    /// Those of a whole archive, current ids included, whether anything was ever moved or not.
    pub(crate) fn all(archive: &Archive) -> FormerIds {
        let folders = FormerFolders::new(&archive.schools, &archive.pairs);
        FormerIds::build(folders, &documents(&archive.plans, &archive.records))
    }

    fn build(folders: FormerFolders, all: &[Moved<'_>]) -> FormerIds {
        let mut ids = FormerIds { folders, ..FormerIds::default() };
        for moved in all {
            ids.documents.insert(ids.folders.canonical(moved.id), moved.document);
            for path in moved.attachments {
                let below = path.strip_prefix("content/").unwrap_or(path);
                ids.files.insert(ids.folders.canonical(&nfc(below)), path.clone());
            }
        }
        for moved in all {
            for former in moved.formerly {
                let id = ids.folders.canonical(&former.id);
                ids.add_files(&id, moved);
                ids.documents.entry(id).or_insert(moved.document);
            }
        }
        ids
    }

    /// Adds the paths that the attachments of a document had under its former id.
    fn add_files(&mut self, id: &str, moved: &Moved<'_>) {
        let (folder, former_folder) = match moved.file.strip_suffix("/index.md") {
            Some(folder) => (folder, id),
            None => {
                let Some((folder, _)) = moved.file.rsplit_once('/') else { return };
                let Some((former_folder, _)) = id.rsplit_once('/') else { return };
                (folder, former_folder)
            }
        };
        for path in moved.attachments {
            if let Some(rest) = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) {
                let former = format!("{former_folder}/{}", nfc(rest));
                self.files.entry(former).or_insert_with(|| path.clone());
            }
        }
    }

    /// The document that has or had an id; `None` where nothing was ever moved.
    pub(crate) fn document(&self, id: &str) -> Option<DocumentIx> {
        if self.documents.is_empty() {
            return None;
        }
        self.documents.get(&self.folders.canonical(&nfc(id))).copied()
    }

    /// An id as it would be spelled today (see [`FormerFolders::canonical`]).
    pub(crate) fn canonical(&self, id: &str) -> String {
        self.folders.canonical(&nfc(id))
    }

    /// Whether nothing was ever moved.
    pub(crate) fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.folders.is_empty()
    }

    /// The folder that a school of this id or former name has now.
    pub(crate) fn school<'n>(&'n self, name: &'n str) -> &'n str {
        self.folders.school(name)
    }

    /// What a path such as `content/schools/a/visits/x.md` leads to; `None` where nothing was ever moved.
    pub(crate) fn target(&self, path: &str) -> Option<FormerTarget> {
        if self.documents.is_empty() {
            return None;
        }
        let below = path.strip_prefix("content/")?;
        if let Some(stem) = without_md(below) {
            let id = stem.strip_suffix("/index").unwrap_or(stem);
            return self.document(id).map(FormerTarget::Document);
        }
        let file = self.files.get(&self.folders.canonical(&nfc(below)))?;
        Some(FormerTarget::File(file.clone()))
    }
}

/// All plans and records.
pub(super) fn documents<'a>(plans: &'a [Plan], records: &'a [Arc<Record>]) -> Vec<Moved<'a>> {
    let mut all = Vec::with_capacity(plans.len() + records.len());
    for (index, plan) in plans.iter().enumerate() {
        all.push(Moved {
            document: DocumentIx::Plan(PlanIx(index)),
            id: &plan.id,
            file: &plan.file,
            formerly: &plan.formerly,
            attachments: &plan.attachments,
        });
    }
    for (index, record) in records.iter().enumerate() {
        all.push(Moved {
            document: DocumentIx::Record(RecordIx(index)),
            id: &record.id,
            file: &record.file,
            formerly: &record.formerly,
            attachments: &record.attachments,
        });
    }
    all
}
