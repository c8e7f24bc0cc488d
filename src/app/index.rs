//! The list of an archive's files that forms edit, newest first. It is made once for each state of the archive.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::paths::{folder_of, name_of, owners_of};
use crate::diagnostics::Severity;
use crate::model::{Archive, PlanOwner};
use crate::project::{Site, Snapshot};
use crate::schema;
use crate::schema::form::kinds_of_app;
use crate::syntax::text::fold_width;

/// A file in the list.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct IndexRow {
    pub(super) path: String,
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) kind_name: &'static str,
    /// The folder of its school.
    pub(super) school: Option<String>,
    pub(super) school_name: Option<String>,
    /// The folder of its pair.
    pub(super) pair: Option<String>,
    pub(super) title: String,
    pub(super) day: Option<String>,
    pub(super) draft: bool,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// Its page in the preview.
    pub(super) page: Option<String>,
    /// What is searched: its title, its id and its text, folded.
    #[serde(skip)]
    folded: String,
}

impl IndexRow {
    /// Whether every word of a folded search is in it.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.folded.contains(word))
    }
}

/// All files, newest first.
pub(super) struct Index {
    pub(super) rows: Vec<IndexRow>,
    /// The places of the files in the list, by path.
    places: BTreeMap<String, usize>,
}

impl Index {
    pub(super) fn of(snapshot: &Snapshot, drafts: bool) -> Index {
        let lang = snapshot.archive.site.language;
        let names: BTreeMap<&str, &'static str> =
            kinds_of_app(lang).iter().map(|kind| (kind.kind, kind.folder)).collect();
        let mut rows: BTreeMap<&str, IndexRow> = BTreeMap::new();
        for path in snapshot.source.paths() {
            let Some(kind) = schema::kind_of(path) else { continue };
            let Some(kind_name) = names.get(kind) else { continue };
            let stem = path.strip_suffix(".md").unwrap_or(path);
            let stem = stem.strip_suffix("/index").unwrap_or(stem);
            let id = stem.strip_prefix("content/").unwrap_or(stem).to_owned();
            let title = name_of(stem).to_owned();
            let path_owned = path.to_owned();
            let row =
                IndexRow { path: path_owned, id, kind, kind_name, title, ..IndexRow::default() };
            rows.insert(path, row);
        }
        let site = (!snapshot.has_errors()).then(|| snapshot.site(drafts, None));
        describe(&snapshot.archive, site.as_ref(), &mut rows);
        count_problems(snapshot, &mut rows);
        let mut rows: Vec<IndexRow> = rows.into_values().collect();
        for row in &mut rows {
            let school = row.school_name.as_deref().unwrap_or_default();
            row.folded = folded(&format!("{}\n{}\n{school}\n{}", row.title, row.id, row.folded));
        }
        rows.sort_by(|one, other| (&other.day, &one.path).cmp(&(&one.day, &other.path)));
        let mut places = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            places.insert(row.path.clone(), at);
        }
        Index { rows, places }
    }

    /// The file at a path.
    pub(super) fn row(&self, path: &str) -> Option<&IndexRow> {
        let at = self.places.get(path)?;
        self.rows.get(*at)
    }

    /// The page of the file at a path.
    pub(super) fn page_of(&self, path: &str) -> Option<String> {
        self.row(path)?.page.clone()
    }

    /// The only file of a kind.
    pub(super) fn only_of(&self, kind: &str) -> Option<String> {
        let only = self.rows.iter().find(|row| row.kind == kind)?;
        Some(only.path.clone())
    }
}

/// A text in which width and case make no difference.
pub(super) fn folded(text: &str) -> String {
    fold_width(text).to_lowercase()
}

/// Adds what is known of the files that could be read.
fn describe(archive: &Archive, site: Option<&Site<'_>>, rows: &mut BTreeMap<&str, IndexRow>) {
    let school_of = |row: &mut IndexRow, school: crate::model::SchoolIx| {
        let school = archive.school(school);
        (row.school, row.school_name) = (Some(school.id.clone()), Some(school.name.clone()));
    };
    for (at, record) in archive.records.iter().enumerate() {
        let Some(row) = rows.get_mut(record.file.as_str()) else { continue };
        row.title.clone_from(&record.title);
        row.day = record.day.map(|day| day.to_string());
        row.draft = record.draft;
        school_of(row, record.school);
        row.folded.clone_from(&record.body.text);
        if let Some(site) = site {
            row.page = site.href_of_record(crate::model::RecordIx(at)).map(str::to_owned);
        }
    }
    for (at, plan) in archive.plans.iter().enumerate() {
        let Some(row) = rows.get_mut(plan.file.as_str()) else { continue };
        row.title.clone_from(&plan.title);
        row.day = Some(plan.period.first.to_string());
        row.draft = plan.draft;
        row.folded.clone_from(&plan.body.text);
        match plan.owner {
            PlanOwner::School(school) => school_of(row, school),
            PlanOwner::Pair(pair) => row.pair = Some(archive.pair(pair).folder.clone()),
            PlanOwner::Archive => {}
        }
        if let Some(site) = site {
            row.page = site.href_of_plan(crate::model::PlanIx(at)).map(str::to_owned);
        }
    }
    for (at, school) in archive.schools.iter().enumerate() {
        let Some(row) = rows.get_mut(school.file.as_str()) else { continue };
        row.title.clone_from(&school.name);
        school_of(row, crate::model::SchoolIx(at));
        if let Some(site) = site {
            row.page = Some(site.href_of_school(crate::model::SchoolIx(at)).to_owned());
        }
    }
    for pair in &archive.pairs {
        let Some(row) = rows.get_mut(pair.file.as_str()) else { continue };
        row.title.clone_from(&pair.name);
        row.pair = Some(pair.folder.clone());
        row.day = Some(pair.start.to_string());
    }
    for row in rows.values_mut().filter(|row| row.school.is_none() && row.pair.is_none()) {
        let Some(school) = owners_of(&row.path).0 else { continue };
        if let Some(known) = archive.schools.iter().find(|known| known.id == school) {
            row.school_name = Some(known.name.clone());
        }
        row.school = Some(school);
    }
}

/// Adds how many problems each file has, together with those of the files next to it.
fn count_problems(snapshot: &Snapshot, rows: &mut BTreeMap<&str, IndexRow>) {
    for diagnostic in &snapshot.diagnostics {
        let file: Cow<'_, str> = match rows.contains_key(&*diagnostic.file) {
            true => Cow::Borrowed(&*diagnostic.file),
            false => Cow::Owned(format!("{}/index.md", folder_of(&diagnostic.file))),
        };
        let Some(row) = rows.get_mut(&*file) else { continue };
        match diagnostic.problem.severity() {
            Severity::Error => row.errors += 1,
            Severity::Warning => row.warnings += 1,
        }
    }
}
