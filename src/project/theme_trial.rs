//! Whether the archive's own theme can show every page: `check` and the hook find what `build` would.

use rayon::prelude::*;

use super::{Project, Snapshot};
use crate::diagnostics;
use crate::error::Error;
use crate::site::PageRenderer;

impl Snapshot {
    /// Renders every page with the archive's own theme, and keeps none. The built-in theme shows every page, and an
    /// archive with errors has none.
    ///
    /// # Errors
    /// When a page cannot be rendered: that of the first one.
    pub fn try_theme(&self) -> Result<(), Error> {
        let Some(theme) = &self.theme else { return Ok(()) };
        if !theme.is_own() || 0 < diagnostics::count(&self.diagnostics).0 {
            return Ok(());
        }
        let site = self.site(false, None);
        let renderer = PageRenderer::new(&site);
        let pages = site.pages();
        let failed = pages.par_iter().find_map_first(|page| renderer.render(page, theme).err());
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(()),
        }
    }
}

impl Project {
    /// Whether the archive has a theme of this name of its own.
    pub(crate) fn has_theme(&self, name: &str) -> bool {
        self.origin().has(&format!("themes/{name}"))
    }
}
