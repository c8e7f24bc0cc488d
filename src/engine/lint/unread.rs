//! Documents that may be missing from the archive because their files have errors.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Problem, ReferenceKind, Severity};
use crate::parse::{holds_plans, is_site_file};
use crate::syntax::text::nfc;

/// The plans and records whose files have errors, so that problems about their absence need not be reported.
pub struct Unread {
    ids: BTreeSet<String>,
    /// Folders whose school, pair or site could not be read.
    folders: Vec<String>,
    /// Whether terms may be missing.
    misses_terms: bool,
    /// Whether plans, or targets of plans, may be missing.
    misses_plans: bool,
}

impl Unread {
    /// Those that these problems tell of.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Unread {
        let mut unread = Unread {
            ids: BTreeSet::new(),
            folders: Vec::new(),
            misses_terms: false,
            misses_plans: false,
        };
        for Diagnostic { file, problem, .. } in diagnostics {
            if problem.severity() != Severity::Error {
                continue;
            }
            if problem.code() != Code::PersonalData {
                unread.misses_terms |= is_site_file(file) || hides_others(problem);
                unread.misses_plans |= holds_plans(file) || hides_others(problem);
            }
            match id_of(file) {
                Some(id) => {
                    unread.ids.insert(nfc(id));
                }
                None => {
                    let path = file.strip_prefix("content/").unwrap_or(file);
                    let folder = match path.rsplit_once('/') {
                        Some((folder, _)) => folder,
                        None => "",
                    };
                    unread.folders.push(nfc(folder));
                }
            }
        }
        unread
    }

    /// Whether a problem only follows from what could not be read: a target without terms, an unknown plan or target.
    #[must_use]
    pub fn explains(&self, problem: &Problem) -> bool {
        match problem {
            Problem::NoPeriod { .. } => self.misses_terms,
            Problem::UnknownReference { named, .. } => {
                self.misses_plans && matches!(named, ReferenceKind::Plan | ReferenceKind::Target)
            }
            _ => false,
        }
    }

    /// Whether a path, in NFC, is the file of one of them.
    #[must_use]
    pub fn has_file(&self, path: &str) -> bool {
        id_of(path).is_some_and(|id| self.ids.contains(id))
    }

    /// Whether the document of an id may be one of them.
    #[must_use]
    pub fn may_hold(&self, id: &str) -> bool {
        self.ids.contains(id) || self.folders.iter().any(|folder| id.starts_with(folder.as_str()))
    }
}

/// Whether others may be missing because of a name: that of a file on which they rest, or one that two schools have.
fn hides_others(problem: &Problem) -> bool {
    matches!(problem, Problem::MisnamedFile { .. } | Problem::SameSchoolName { .. })
}

/// The id of the plan or record in a file; `None` for other files.
#[must_use]
pub fn id_of(path: &str) -> Option<&str> {
    let id = path.strip_prefix("content/").unwrap_or(path).strip_suffix(".md")?;
    Some(id.strip_suffix("/index").unwrap_or(id))
}
