//! Paths → what each file is (MODEL.md §1). Looks at names only.

use std::collections::BTreeMap;

use super::names::{
    ACCESS_FILE, INDICATORS_FILE, NUMBERS_FILE, PAIR_FILE, PAIRS_DIR, PLANS_DIR, RECORD_DIRS,
    SCHOOL_FILE, SCHOOLS_DIR, SEALS_DIR, SITE_FILE, SOURCES_FILE, nearest_key,
};
use crate::diagnostics::{Diagnostic, Key, Problem, Span, Stray};
use crate::model::RecordKind;
use crate::syntax::text::nfc;

/// Whose folder a record or plan lies in, by the folder's name in NFC.
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
    /// The files in its folder, when it is an `index.md`; as on disk.
    pub(crate) attachments: Vec<String>,
}

/// What there is, by kind.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) site: Option<String>,
    pub(crate) indicators: Option<String>,
    pub(crate) access: Option<String>,
    pub(crate) sources: Option<String>,
    pub(crate) numbers: Option<String>,
    /// Folder name in NFC → its school.yaml, and the folder as on disk.
    pub(crate) schools: BTreeMap<String, Folder>,
    pub(crate) pairs: BTreeMap<String, Folder>,
    pub(crate) records: Vec<RecordFile>,
    /// Files beside records, which a link or a ledger may claim.
    pub(crate) loose: Vec<String>,
}

/// A school's or pair's folder.
#[derive(Debug, Default, Clone)]
pub(crate) struct Folder {
    /// The path as on disk, such as `content/schools/a`.
    pub(crate) path: String,
    /// Its school.yaml or pair.yaml.
    pub(crate) file: Option<String>,
}

/// Sorts the paths under `content/` (sorted, `/`-separated, beginning with `content/`).
pub(crate) fn layout<'a>(
    paths: impl Iterator<Item = &'a str>,
    out: &mut Vec<Diagnostic>,
) -> Layout {
    let mut sorter =
        Sorter { layout: Layout::default(), ids: BTreeMap::new(), inside: Vec::new(), out };
    for path in paths {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        sorter.file(path, &segments);
    }
    sorter.finish()
}

struct Sorter<'o> {
    layout: Layout,
    ids: BTreeMap<String, String>,
    /// Files in folders below a record folder: attachments, once their index.md is known.
    inside: Vec<String>,
    out: &'o mut Vec<Diagnostic>,
}

impl Sorter<'_> {
    fn file(&mut self, path: &str, segments: &[&str]) {
        match segments {
            [file] if SITE_FILE.is(file) => {
                let before = self.layout.site.replace(path.to_owned());
                self.only_one(before, path);
            }
            [file] if INDICATORS_FILE.is(file) => {
                let before = self.layout.indicators.replace(path.to_owned());
                self.only_one(before, path);
            }
            [file] if ACCESS_FILE.is(file) => {
                let before = self.layout.access.replace(path.to_owned());
                self.only_one(before, path);
            }
            [file] if SOURCES_FILE.is(file) => {
                let before = self.layout.sources.replace(path.to_owned());
                self.only_one(before, path);
            }
            [file] if *file == NUMBERS_FILE => self.layout.numbers = Some(path.to_owned()),
            // What `guidang seal` wrote.
            [SEALS_DIR, file] if file.ends_with(".json") => {}
            [dir, rest @ ..] if PLANS_DIR.is(dir) => self.record(path, rest, Place::ArchivePlan),
            [dir, folder, rest @ ..] if SCHOOLS_DIR.is(dir) && !rest.is_empty() => {
                self.school(path, folder, rest)
            }
            [dir, folder, rest @ ..] if PAIRS_DIR.is(dir) && !rest.is_empty() => {
                self.pair(path, folder, rest)
            }
            [dir, _, ..] if dir.contains('.') => self.stray(path, Stray::Nowhere),
            [dir, _, ..] => self.unknown_folder(path, dir, &[SCHOOLS_DIR, PAIRS_DIR, PLANS_DIR]),
            [file] => {
                let stray = ending(file).unwrap_or(Stray::Nowhere);
                self.stray(path, stray);
            }
            [] => {}
        }
    }

    fn school(&mut self, path: &str, folder: &str, rest: &[&str]) {
        let id = nfc(folder);
        let home = folder_path(path, rest);
        let entry = self.layout.schools.entry(id.clone()).or_default();
        if entry.path.is_empty() {
            entry.path = home;
        }
        match rest {
            [file] if SCHOOL_FILE.is(file) => {
                let before = entry.file.replace(path.to_owned());
                self.only_one(before, path);
            }
            [file] => {
                let stray = ending(file).unwrap_or(Stray::Nowhere);
                self.stray(path, stray);
            }
            [dir, rest @ ..] if PLANS_DIR.is(dir) => self.record(path, rest, Place::SchoolPlan(id)),
            [dir, rest @ ..] => match RECORD_DIRS.iter().find(|(it, _)| it.is(dir)) {
                Some((_, kind)) => self.record(path, rest, Place::Record(id, *kind)),
                None => {
                    let known: Vec<Key> =
                        RECORD_DIRS.iter().map(|(it, _)| *it).chain([PLANS_DIR]).collect();
                    self.unknown_folder(path, dir, &known);
                }
            },
            [] => {}
        }
    }

    fn pair(&mut self, path: &str, folder: &str, rest: &[&str]) {
        let id = nfc(folder);
        let home = folder_path(path, rest);
        let entry = self.layout.pairs.entry(id.clone()).or_default();
        if entry.path.is_empty() {
            entry.path = home;
        }
        match rest {
            [file] if PAIR_FILE.is(file) => {
                let before = entry.file.replace(path.to_owned());
                self.only_one(before, path);
            }
            [file] => {
                let stray = ending(file).unwrap_or(Stray::Nowhere);
                self.stray(path, stray);
            }
            [dir, rest @ ..] if PLANS_DIR.is(dir) => self.record(path, rest, Place::PairPlan(id)),
            [dir, ..] => self.unknown_folder(path, dir, &[PLANS_DIR]),
            [] => {}
        }
    }

    fn record(&mut self, path: &str, rest: &[&str], place: Place) {
        let under = path.strip_prefix("content/").unwrap_or(path);
        let id = match rest {
            [name] => match without_md(name) {
                Some(_) => nfc(without_md(under).unwrap_or(under)),
                None => return self.layout.loose.push(path.to_owned()),
            },
            [_, "index.md"] => nfc(under.strip_suffix("/index.md").unwrap_or(under)),
            _ => return self.inside.push(path.to_owned()),
        };
        if let Some(first) = self.ids.insert(id.clone(), path.to_owned()) {
            return self.only_one(Some(first), path);
        }
        self.layout.records.push(RecordFile {
            place,
            path: path.to_owned(),
            id,
            attachments: Vec::new(),
        });
    }

    fn finish(mut self) -> Layout {
        let mut homes: BTreeMap<String, usize> = BTreeMap::new();
        for (at, record) in self.layout.records.iter().enumerate() {
            if let Some(home) = record.path.strip_suffix("/index.md") {
                homes.insert(home.to_owned(), at);
            }
        }
        for path in std::mem::take(&mut self.inside) {
            let home = path.match_indices('/').find_map(|(end, _)| homes.get(&path[..end]));
            match home {
                Some(at) if without_md(&path).is_none() => {
                    self.layout.records[*at].attachments.push(path)
                }
                _ => self.stray(&path, Stray::Nowhere),
            }
        }
        self.layout.records.sort_by(|a, b| a.id.cmp(&b.id));
        self.layout
    }

    fn only_one(&mut self, before: Option<String>, path: &str) {
        let Some(before) = before else { return };
        let found = path.rsplit('/').next().unwrap_or(path).to_owned();
        self.out.push(Diagnostic::new(
            path,
            Span::first(),
            Problem::DuplicateId { found, file: before, line: 0 },
        ));
    }

    fn stray(&mut self, path: &str, stray: Stray) {
        self.out.push(Diagnostic::new(path, Span::first(), Problem::StrayFile(stray)));
    }

    fn unknown_folder(&mut self, path: &str, dir: &str, known: &[Key]) {
        let stray = match nearest_key(dir, known.iter()) {
            Some(nearest) => Stray::Folder { nearest: nearest.to_owned() },
            None => Stray::Nowhere,
        };
        self.stray(path, stray);
    }
}

/// The path of a school's or pair's folder: the path of a file in it, without what comes after.
fn folder_path(path: &str, rest: &[&str]) -> String {
    let tail: usize = rest.iter().map(|it| it.len() + 1).sum();
    path[..path.len() - tail].to_owned()
}

/// `x` of `x.md`, in any case.
pub(crate) fn without_md(name: &str) -> Option<&str> {
    let cut = name.len().checked_sub(3).filter(|it| name.is_char_boundary(*it))?;
    name[cut..].eq_ignore_ascii_case(".md").then(|| &name[..cut])
}

/// What a file is that ends almost right.
pub(crate) fn ending(name: &str) -> Option<Stray> {
    let lower = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|it| lower.ends_with(it));
    if ends(&[
        ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".rtf", ".odt", ".ods",
    ]) {
        Some(Stray::Office)
    } else if ends(&[".txt", ".markdown", ".mdown"]) {
        Some(Stray::Ending { wanted: ".md" })
    } else if ends(&[".yml", ".yaml.txt"]) {
        Some(Stray::Ending { wanted: ".yaml" })
    } else {
        None
    }
}

/// The school's (true) or pair's (false) folder that a path lies in: `("content/schools/a/x.md")` → `a`.
#[must_use]
pub fn owner_folder(path: &str) -> Option<(bool, &str)> {
    let mut segments = path.split('/');
    let (content, dir, folder, rest) =
        (segments.next()?, segments.next()?, segments.next()?, segments.next());
    let is_school = SCHOOLS_DIR.is(dir);
    let fits = content == "content" && rest.is_some() && (is_school || PAIRS_DIR.is(dir));
    fits.then_some((is_school, folder))
}
