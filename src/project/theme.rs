//! The theme that a site names: the built-in one, with the files of the archive's `themes/<name>/` over it.

use std::thread::JoinHandle;

use super::origin::Origin;
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
    pub(super) fn load(
        self,
        site: &Settings,
    ) -> Result<(Option<Theme>, Option<Diagnostic>), Error> {
        let folder = format!("themes/{}", site.theme);
        if self.origin.has(&folder) {
            let theme = Theme::load(&folder, read_files(self.origin, &folder)?)?;
            return Ok((Some(theme), None));
        }
        if site.theme == BUILTIN_NAME {
            let theme = self.builtin.join().unwrap_or_else(|_| builtin())?;
            return Ok((Some(theme), None));
        }
        let problem = Problem::NoTheme { found: site.theme.clone() };
        Ok((None, Some(Diagnostic::new("content/site.yaml", Span::first(), problem))))
    }
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
