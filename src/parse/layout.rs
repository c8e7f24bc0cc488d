//! Paths → what each file is (docs/content-model.md §1). Looks at names only.

use std::collections::BTreeMap;

use super::names::{
    ACCESS_FILE, FORMS_DIR, INDICATORS_FILE, NUMBERS_FILE, PAIR_FILE, PAIRS_DIR, PLANS_DIR,
    RECORD_DIRS, SCHOOL_FILE, SCHOOLS_DIR, SEALS_DIR, SITE_FILE, SOURCES_FILE, nearest_key,
};
use crate::diagnostics::{BilingualName, Diagnostic, Problem, Span, Stray};
use crate::model::RecordKind;
use crate::syntax::text::nfc;

/// What a record file holds and, unless it is the archive's, whose folder it is in, by the folder's name in NFC.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    ArchivePlan,
    SchoolPlan(String),
    PairPlan(String),
    Record(String, RecordKind),
}

/// A file that holds a record or a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RecordFile {
    pub(crate) place: Place,
    /// `content/…/x.md`, as on disk.
    pub(crate) path: String,
    /// The id, in NFC.
    pub(crate) id: String,
    /// The other files in its folder, as on disk, when the record is an `index.md`.
    pub(crate) attachments: Vec<String>,
}

/// The files of an archive by what they are.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) site: Option<String>,
    pub(crate) indicators: Option<String>,
    pub(crate) access: Option<String>,
    pub(crate) sources: Option<String>,
    pub(crate) numbers: Option<String>,
    /// What was meant as the archive's settings, under another name, where there are none.
    pub(crate) misnamed_site: Option<String>,
    /// What was meant as the indicators, under another name, where there are none.
    pub(crate) misnamed_indicators: Option<String>,
    /// The folders of schools by their names in NFC.
    pub(crate) schools: BTreeMap<String, OwnerFolder>,
    /// The folders of pairs by their names in NFC.
    pub(crate) pairs: BTreeMap<String, OwnerFolder>,
    pub(crate) records: Vec<RecordFile>,
    /// Other files next to records, which a link or a ledger may claim, sorted.
    pub(crate) loose: Vec<String>,
}

/// The folder of a school or a pair.
#[derive(Debug, Default, Clone)]
pub(crate) struct OwnerFolder {
    /// The path as on disk, such as `content/schools/a`.
    pub(crate) path: String,
    /// Its school.yaml or pair.yaml.
    pub(crate) file: Option<String>,
    /// What was meant as that file, under another name, where there is none.
    pub(crate) misnamed: Option<String>,
    /// Of a pair, the files next to its pair.yaml.
    pub(crate) files: Vec<String>,
}

/// Classifies paths, which must be sorted, begin with `content/` and use `/`.
pub(crate) fn layout<'a>(
    paths: impl Iterator<Item = &'a str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Layout {
    let mut builder = LayoutBuilder {
        layout: Layout::default(),
        paths_by_id: BTreeMap::new(),
        nested: Vec::new(),
        diagnostics,
    };
    for path in paths {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        builder.add(path, &segments);
    }
    builder.finish()
}

struct LayoutBuilder<'d> {
    layout: Layout,
    /// The path of each record by its id.
    paths_by_id: BTreeMap<String, String>,
    /// Files in subfolders of a record folder: attachments if there is an index.md.
    nested: Vec<String>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl LayoutBuilder<'_> {
    fn add(&mut self, path: &str, segments: &[&str]) {
        match segments {
            [] => {}
            [file] => self.root_file(path, file),
            // Written by `guidang seal`.
            [SEALS_DIR, file] if file.ends_with(".json") => {}
            // Read by `guidang import` and `fill`.
            [dir, _, ..] if FORMS_DIR.is(dir) => {}
            [dir, rest @ ..] if PLANS_DIR.is(dir) => self.record(path, rest, Place::ArchivePlan),
            [dir, folder, rest @ ..] if SCHOOLS_DIR.is(dir) && !rest.is_empty() => {
                self.school_file(path, folder, rest);
            }
            [dir, folder, rest @ ..] if PAIRS_DIR.is(dir) && !rest.is_empty() => {
                self.pair_file(path, folder, rest);
            }
            [dir, ..] if dir.contains('.') => self.report_stray(path, Stray::Nowhere),
            [dir, ..] => {
                self.report_unknown_folder(path, dir, &[SCHOOLS_DIR, PAIRS_DIR, PLANS_DIR]);
            }
        }
    }

    /// A file directly under `content/`.
    fn root_file(&mut self, path: &str, name: &str) {
        let layout = &mut self.layout;
        let place = if SITE_FILE.is(name) {
            &mut layout.site
        } else if INDICATORS_FILE.is(name) {
            &mut layout.indicators
        } else if ACCESS_FILE.is(name) {
            &mut layout.access
        } else if SOURCES_FILE.is(name) {
            &mut layout.sources
        } else if name == NUMBERS_FILE {
            &mut layout.numbers
        } else if is_meant_as(name, SITE_FILE) {
            &mut layout.misnamed_site
        } else if is_meant_as(name, INDICATORS_FILE) {
            &mut layout.misnamed_indicators
        } else {
            return self.report_stray(path, misnamed(name).unwrap_or(Stray::Nowhere));
        };
        if let Some(first) = place.replace(path.to_owned()) {
            self.report_duplicate(first, path);
        }
    }

    fn school_file(&mut self, path: &str, folder: &str, rest: &[&str]) {
        let id = nfc(folder);
        let folder = self.layout.schools.entry(id.clone()).or_default();
        folder.set_path(path, rest);
        match rest {
            [] => {}
            [name] if SCHOOL_FILE.is(name) => {
                if let Some(first) = folder.file.replace(path.to_owned()) {
                    self.report_duplicate(first, path);
                }
            }
            [_] => folder.files.push(path.to_owned()),
            [dir, rest @ ..] if PLANS_DIR.is(dir) => self.record(path, rest, Place::SchoolPlan(id)),
            [dir, rest @ ..] => match RECORD_DIRS.iter().find(|(name, _)| name.is(dir)) {
                Some((_, kind)) => self.record(path, rest, Place::Record(id, *kind)),
                None => {
                    let mut allowed: Vec<BilingualName> =
                        RECORD_DIRS.iter().map(|(name, _)| *name).collect();
                    allowed.push(PLANS_DIR);
                    self.report_unknown_folder(path, dir, &allowed);
                }
            },
        }
    }

    fn pair_file(&mut self, path: &str, folder: &str, rest: &[&str]) {
        let id = nfc(folder);
        let folder = self.layout.pairs.entry(id.clone()).or_default();
        folder.set_path(path, rest);
        match rest {
            [] => {}
            [name] if PAIR_FILE.is(name) => {
                if let Some(first) = folder.file.replace(path.to_owned()) {
                    self.report_duplicate(first, path);
                }
            }
            [_] => folder.files.push(path.to_owned()),
            [dir, rest @ ..] if PLANS_DIR.is(dir) => self.record(path, rest, Place::PairPlan(id)),
            [dir, ..] => self.report_unknown_folder(path, dir, &[PLANS_DIR]),
        }
    }

    /// A file below a folder of records or plans. `rest` is its path from that folder.
    fn record(&mut self, path: &str, rest: &[&str], place: Place) {
        let below_content = path.strip_prefix("content/").unwrap_or(path);
        let id = match rest {
            [name] if without_md(name).is_some() => {
                nfc(without_md(below_content).unwrap_or(below_content))
            }
            [_] => return self.layout.loose.push(path.to_owned()),
            [_, "index.md"] => {
                nfc(below_content.strip_suffix("/index.md").unwrap_or(below_content))
            }
            _ => return self.nested.push(path.to_owned()),
        };
        if let Some(first) = self.paths_by_id.insert(id.clone(), path.to_owned()) {
            return self.report_duplicate(first, path);
        }
        let attachments = Vec::new();
        self.layout.records.push(RecordFile { place, path: path.to_owned(), id, attachments });
    }

    fn finish(mut self) -> Layout {
        self.settle_misnamed();
        let mut records_by_folder: BTreeMap<String, usize> = BTreeMap::new();
        for (index, record) in self.layout.records.iter().enumerate() {
            if let Some(folder) = record.path.strip_suffix("/index.md") {
                records_by_folder.insert(folder.to_owned(), index);
            }
        }
        let nested = std::mem::take(&mut self.nested);
        let mut records_in: BTreeMap<&str, usize> = BTreeMap::new();
        for path in nested.iter().filter(|path| without_md(path).is_some()) {
            *records_in.entry(folder_of(path)).or_default() += 1;
        }
        for path in &nested {
            let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
            let record = folders.find_map(|folder| records_by_folder.get(folder));
            match record {
                Some(index) if without_md(path).is_none() => {
                    self.layout.records[*index].attachments.push(path.clone());
                }
                None if is_deep(path, &records_in) => {
                    // A record may have a folder of its own: the one around it is too much.
                    let own = path.strip_suffix("/index.md").unwrap_or(path);
                    let folder = folder_of(own).rsplit('/').next().unwrap_or_default();
                    self.report_stray(path, Stray::Deep { folder: folder.to_owned() });
                }
                _ if is_meant_as_record(path, record.is_none()) => {
                    let found = path.rsplit('/').next().unwrap_or(path).to_owned();
                    let stray = Stray::NotIndex { found, has_index: record.is_some() };
                    self.report_stray(path, stray);
                }
                _ => {
                    let name = path.rsplit('/').next().unwrap_or(path);
                    let beside = self.folder_without_record(path);
                    let has_record = matches!(beside, Stray::Unattached { record: Some(_), .. });
                    let stray = misnamed(name).filter(|_| !has_record).unwrap_or(beside);
                    self.report_stray(path, stray);
                }
            }
        }
        self.layout.records.sort_by(|a, b| a.id.cmp(&b.id));
        self.layout
    }

    /// That a file lies in a folder without a record: in one named as a record next to it, if there is such a folder.
    fn folder_without_record(&self, path: &str) -> Stray {
        let last_name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        for (end, _) in path.match_indices('/') {
            let folder = &path[..end];
            let id = nfc(folder.strip_prefix("content/").unwrap_or_default());
            if let Some(record) = self.paths_by_id.get(&id) {
                let record = Some(last_name(record));
                return Stray::Unattached { folder: last_name(folder), record };
            }
        }
        Stray::Unattached { folder: last_name(folder_of(path)), record: None }
    }

    /// Decides about files that were nearly named as one that every archive, school or pair has. Where that is there,
    /// they are stray.
    fn settle_misnamed(&mut self) {
        let layout = &mut self.layout;
        let mut stray = Vec::new();
        if layout.site.is_some() {
            stray.extend(layout.misnamed_site.take());
        }
        if layout.indicators.is_some() {
            stray.extend(layout.misnamed_indicators.take());
        }
        for folder in layout.schools.values_mut() {
            folder.take_misnamed();
            stray.append(&mut folder.files);
        }
        for folder in layout.pairs.values_mut() {
            folder.take_misnamed();
        }
        for path in stray {
            let name = path.rsplit('/').next().unwrap_or_default();
            self.report_stray(&path, misnamed(name).unwrap_or(Stray::Nowhere));
        }
    }

    fn report_duplicate(&mut self, first: String, path: &str) {
        let found = path.rsplit('/').next().unwrap_or(path).to_owned();
        let problem = Problem::DuplicateId { found, file: first, line: 0 };
        self.diagnostics.push(Diagnostic::new(path, Span::first(), problem));
    }

    fn report_stray(&mut self, path: &str, stray: Stray) {
        self.diagnostics.push(Diagnostic::new(path, Span::first(), Problem::StrayFile(stray)));
    }

    fn report_unknown_folder(&mut self, path: &str, dir: &str, allowed: &[BilingualName]) {
        let stray = match nearest_key(dir, allowed.iter()) {
            Some(nearest) => Stray::Folder { nearest: nearest.to_owned() },
            None => Stray::Nowhere,
        };
        self.report_stray(path, stray);
    }
}

impl OwnerFolder {
    /// Without a school.yaml or pair.yaml, the only file next to it that may be YAML was meant as that.
    fn take_misnamed(&mut self) {
        if self.file.is_some() {
            return;
        }
        let may_be = |path: &String| is_nearly_yaml(path.rsplit('/').next().unwrap_or(path));
        let mut meant = self.files.iter().enumerate().filter(|(_, path)| may_be(path));
        if let (Some((index, _)), None) = (meant.next(), meant.next()) {
            self.misnamed = Some(self.files.remove(index));
        }
    }

    /// Sets the path from that of a file in the folder, whose path from the folder is `rest`. The first file decides:
    /// two folders may have one name in NFC.
    fn set_path(&mut self, file: &str, rest: &[&str]) {
        if self.path.is_empty() {
            let tail: usize = rest.iter().map(|segment| segment.len() + 1).sum();
            file[..file.len() - tail].clone_into(&mut self.path);
        }
    }
}

/// Whether a record stands in a folder that sorts several: next to another one, or in a folder of its own there.
fn is_deep(path: &str, records_in: &BTreeMap<&str, usize>) -> bool {
    let count = records_in.get(folder_of(path)).copied().unwrap_or_default();
    without_md(path).is_some() && (path.ends_with("/index.md") || 1 < count)
}

/// Whether a file was meant as a record: `.md`, or nearly that where the folder has no other record.
fn is_meant_as_record(path: &str, is_alone: bool) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_nearly = matches!(misnamed(name), Some(Stray::Ending { wanted: ".md" }));
    without_md(path).is_some() || is_alone && is_nearly
}

/// Whether a file was meant as one of a fixed name: `站点.yml`, `site.YAML`, `指标 .yaml`.
fn is_meant_as(name: &str, file: BilingualName) -> bool {
    let stem = |name: &str| {
        let stem = name.split(['.', '。', '．']).next().unwrap_or_default();
        stem.trim().to_lowercase()
    };
    let found = stem(name);
    is_nearly_yaml(name) && [file.zh, file.en].iter().any(|name| stem(name) == found)
}

/// Whether a file was meant as YAML, by its ending.
fn is_nearly_yaml(name: &str) -> bool {
    name.ends_with(".yaml") || matches!(misnamed(name), Some(Stray::Ending { wanted: ".yaml" }))
}

/// The folder of a file.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a `.md` file without its extension, in upper or lower case.
pub(crate) fn without_md(name: &str) -> Option<&str> {
    let (stem, extension) = name.split_at_checked(name.len().checked_sub(3)?)?;
    extension.eq_ignore_ascii_case(".md").then_some(stem)
}

/// What is wrong with a file whose extension shows that it was meant as a record or as YAML.
pub(crate) fn misnamed(name: &str) -> Option<Stray> {
    const OFFICE: [&str; 11] =
        [".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".rtf", ".odt", ".ods"];
    let lower = name.to_lowercase();
    let ends_with = |extensions: &[&str]| extensions.iter().any(|end| lower.ends_with(end));
    if ends_with(&OFFICE) {
        Some(Stray::Office)
    } else if ends_with(&[".yml", ".yaml.txt", "。yaml", "．yaml"])
        || ends_with(&[".yaml"]) && !name.ends_with(".yaml")
    {
        Some(Stray::Ending { wanted: ".yaml" })
    } else if ends_with(&[".txt", ".markdown", ".mdown", "。md", "．md", "·md", ".md "]) {
        Some(Stray::Ending { wanted: ".md" })
    } else {
        None
    }
}

/// Whether a file holds the archive's settings, the terms among them.
#[must_use]
pub fn is_site_file(path: &str) -> bool {
    path.strip_prefix("content/").is_some_and(|name| SITE_FILE.is(name))
}

/// Whether a file holds a plan, or what plans rest on: a school, a pair, the indicators.
#[must_use]
pub fn holds_plans(path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    let is_owner = [INDICATORS_FILE, SCHOOL_FILE, PAIR_FILE].iter().any(|file| file.is(name));
    is_owner || folder.split('/').any(|segment| PLANS_DIR.is(segment))
}

/// The folder of a school (`true`) or a pair (`false`) that a path is in: `content/schools/a/x.md` → `a`.
#[must_use]
pub fn owner_folder(path: &str) -> Option<(bool, &str)> {
    let mut segments = path.split('/');
    let (content, dir, folder) = (segments.next()?, segments.next()?, segments.next()?);
    segments.next()?;
    let is_school = SCHOOLS_DIR.is(dir);
    let is_owned = content == "content" && (is_school || PAIRS_DIR.is(dir));
    is_owned.then_some((is_school, folder))
}
