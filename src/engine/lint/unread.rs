//! Documents that may be missing from the archive because their files have errors.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Severity};
use crate::syntax::text::nfc;

/// The plans and records whose files have errors, so that problems about their absence need not be reported.
pub struct Unread {
    ids: BTreeSet<String>,
    /// Folders whose school, pair or site could not be read.
    folders: Vec<String>,
}

impl Unread {
    /// Those that these problems tell of.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Unread {
        let mut unread = Unread { ids: BTreeSet::new(), folders: Vec::new() };
        for Diagnostic { file, problem, .. } in diagnostics {
            if problem.severity() != Severity::Error {
                continue;
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

/// The id of the plan or record in a file; `None` for other files.
#[must_use]
pub fn id_of(path: &str) -> Option<&str> {
    let id = path.strip_prefix("content/").unwrap_or(path).strip_suffix(".md")?;
    Some(id.strip_suffix("/index").unwrap_or(id))
}
