//! The new spelling of a text that names what is moved.

use super::place::Relocation;
use super::subject::Subject;
use crate::diagnostics::BilingualName;
use crate::model::{Archive, DocumentIx};
use crate::parse::names::{PAIRS_DIR, PLANS_DIR, RECORD_DIRS, SCHOOLS_DIR};
use crate::syntax::text::nfc;

/// What a text at some place may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    School,
    Pair,
    SchoolOrPair,
    /// A plan or a record by its id.
    Document,
}

/// Gives texts their new spelling.
pub(super) struct NewNames<'a> {
    archive: &'a Archive,
    relocation: &'a Relocation,
    /// The last part of the old id, and of the new one.
    old: &'a str,
    new: &'a str,
}

impl<'a> NewNames<'a> {
    pub(super) fn new(archive: &'a Archive, relocation: &'a Relocation) -> NewNames<'a> {
        let (old, new) = (last_part(&relocation.old_id), last_part(&relocation.new_id));
        NewNames { archive, relocation, old, new }
    }

    /// Whether a text that lacks the last part of the old id can name what is moved.
    pub(super) fn may_occur_in(&self, text: &str) -> bool {
        text.contains(self.old) || text.contains('%') || !self.old.is_ascii()
    }

    /// The new spelling of a text; `None` if it does not name what is moved, or names it by what stays: its name.
    pub(super) fn of(&self, named: Named, text: &str) -> Option<String> {
        let text = nfc(text);
        match self.relocation.subject {
            Subject::School(school) if matches!(named, Named::School | Named::SchoolOrPair) => {
                let school = self.archive.school(school);
                let is_name = school.name == text || school.short.contains(&text);
                match text == self.old && !is_name {
                    true => Some(self.new.to_owned()),
                    false if named == Named::SchoolOrPair => self.of_folder(SCHOOLS_DIR, &text),
                    false => None,
                }
            }
            Subject::Pair(pair) if matches!(named, Named::Pair | Named::SchoolOrPair) => {
                if self.archive.pair(pair).name == text {
                    return None;
                }
                if text == self.old {
                    return Some(self.new.to_owned());
                }
                self.of_folder(PAIRS_DIR, &text)
            }
            _ if named == Named::Document => self.of_id(&text),
            _ => None,
        }
    }

    /// The new path of the folder of a school or a pair: `schools/a`.
    fn of_folder(&self, owners: BilingualName, text: &str) -> Option<String> {
        let path = text.trim_end_matches('/');
        let (before, below) = match path.strip_prefix("content/") {
            Some(below) => ("content/", below),
            None => ("", path),
        };
        let (dir, folder) = below.split_once('/')?;
        (owners.is(dir) && folder == self.old).then(|| format!("{before}{dir}/{}", self.new))
    }

    /// The new id of a plan or a record, as an id or as a path.
    fn of_id(&self, text: &str) -> Option<String> {
        let (before, below) = match text.strip_prefix("content/") {
            Some(below) => ("content/", below),
            None => ("", text),
        };
        match self.relocation.subject {
            Subject::School(_) => self.in_owner(SCHOOLS_DIR, before, below),
            Subject::Pair(_) => self.in_owner(PAIRS_DIR, before, below),
            Subject::Document(document) => {
                let is_title = match document {
                    DocumentIx::Plan(plan) => self.archive.plan(plan).title == text,
                    DocumentIx::Record(record) => self.archive.record(record).title == text,
                };
                let (stem, ending) = split_ending(below);
                if is_title || english(stem) != english(&self.relocation.old_id) {
                    return None;
                }
                Some(format!("{before}{}{ending}", self.relocation.new_id))
            }
        }
    }

    /// An id below the folder of a school or a pair.
    fn in_owner(&self, owners: BilingualName, before: &str, below: &str) -> Option<String> {
        let (dir, rest) = below.split_once('/')?;
        let (folder, rest) = rest.split_once('/')?;
        if !owners.is(dir) || folder != self.old {
            return None;
        }
        Some(format!("{before}{dir}/{}/{rest}", self.new))
    }
}

/// The path of a document without what follows its id, and that ending.
fn split_ending(path: &str) -> (&str, &str) {
    for ending in ["/index.md", ".md"] {
        if let Some(stem) = path.strip_suffix(ending) {
            return (stem, ending);
        }
    }
    (path, "")
}

/// The last part of an id: of a school or a pair its folder.
pub(super) fn last_part(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// An id with the English names of reserved folders.
fn english(id: &str) -> String {
    let mut parts: Vec<&str> = id.split('/').collect();
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.iter_mut().enumerate().take(last) {
        if index == 0 || index == 2 {
            *part = english_folder(part);
        }
    }
    parts.join("/")
}

fn english_folder(folder: &str) -> &str {
    for name in [SCHOOLS_DIR, PAIRS_DIR, PLANS_DIR] {
        if name.is(folder) {
            return name.en;
        }
    }
    for (name, _) in RECORD_DIRS {
        if name.is(folder) {
            return name.en;
        }
    }
    folder
}
