//! The theme that a site names: the built-in one, with the files of the archive's `themes/<name>/` over it.

use std::thread::JoinHandle;

use super::inspect::attachment_problem;
use super::origin::Origin;
use crate::attachment::look_into;
use crate::diagnostics::{Diagnostic, Problem, Span};
use crate::error::Error;
use crate::model::Site as Settings;
use crate::site::{Theme, ThemeError};

const BUILTIN_NAME: &str = "default";

/// The built-in theme.
pub(super) fn builtin() -> Result<Theme, ThemeError> {
    Theme::load("themes/default", Vec::new())
}

/// Loads the theme of an archive.
pub(super) struct ThemeLoader<'o> {
    pub(super) origin: &'o Origin,
    /// The built-in theme, which another thread loads.
    pub(super) builtin: JoinHandle<Result<Theme, ThemeError>>,
}

impl ThemeLoader<'_> {
    /// The theme that the site names; a problem when there is no such theme.
    pub(super) fn load(self, site: &Settings) -> Result<(Option<Theme>, Vec<Diagnostic>), Error> {
        let folder = format!("themes/{}", site.theme);
        if self.origin.has(&folder) {
            let files = read_files(self.origin, &folder)?;
            let leaks = personal_data(&folder, &files);
            return Ok((Some(Theme::load(&folder, files)?), leaks));
        }
        if site.theme == BUILTIN_NAME {
            let theme = self.builtin.join().unwrap_or_else(|_| builtin())?;
            return Ok((Some(theme), Vec::new()));
        }
        let problem = Problem::NoTheme { found: site.theme.clone() };
        Ok((None, vec![Diagnostic::new("content/site.yaml", Span::first(), problem)]))
    }
}

/// Personal data beyond doubt in the files of a theme: its templates stand on every page.
fn personal_data(folder: &str, files: &[(String, Vec<u8>)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (path, bytes) in files {
        let path = format!("{folder}/{path}");
        for finding in look_into(bytes).findings {
            if finding.found.kind.is_certain() && !finding.found.kind.is_labelled() {
                found.push(Diagnostic::new(&path, Span::first(), attachment_problem(finding)));
            }
        }
    }
    found
}

/// The files in the folder of a theme: paths relative to it, and their bytes.
fn read_files(origin: &Origin, folder: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let tree = origin.open(folder)?;
    let mut files = Vec::new();
    for path in tree.paths() {
        let relative = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
        files.push((relative.to_owned(), tree.bytes(path)?));
    }
    Ok(files)
}
