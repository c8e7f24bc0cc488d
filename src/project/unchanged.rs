//! Builds in which nothing changed, recognised without parsing a single record.

use std::path::Path;

use super::Project;
use super::build::{BuildOptions, BuildOutcome, BuildReport, BuildSummary};
use super::origin::{Origin, head_of, is_in_bag};
use crate::incremental::{SiteCache, program_digest};
use crate::model::{Digest, Provenance};
use crate::source::{FolderSource, Source};
use crate::timings::{Phase, phase};

/// All that a build depends on, and the place of what the previous one with the same output reported.
pub(crate) struct BuildInputs {
    /// Digest of the stamps of all sources, the program, the options, the git history and the presentation.
    digest: Digest,
    site: SiteCache,
    /// The records, as they were listed for the digest.
    content: FolderSource,
}

impl BuildInputs {
    /// The inputs of a build. `presentation` digests what else decides how the report reads: language, colours, width.
    ///
    /// `None` means that a change could go unnoticed, so that the archive must be read: it is in a repository without a
    /// checkout, or a file changed a moment ago, or its history cannot be identified by a commit.
    pub(crate) fn of(
        project: &Project,
        options: &BuildOptions,
        presentation: Digest,
    ) -> Option<BuildInputs> {
        let Origin::Folder(root) = project.origin() else { return None };
        let store = project.origin().store()?;
        let (sources, history) = rayon::join(
            || phase(Phase::Read, || list_sources(root)),
            || phase(Phase::Check, || digest_of_history(project.origin(), root)),
        );
        let BuildOptions { output, as_of, drafts, strict } = options;
        let note = std::fs::read(root.join(crate::bagit::NOTE_FILE)).ok();
        let place = (root.canonicalize().ok()?, std::path::absolute(output).ok()?);
        let options = (as_of, drafts, strict, is_in_bag(root), note, place);
        let (content, sources) = sources?;
        let digest = Digest::of(&(program_digest(), sources, history?, options, presentation));
        let site = SiteCache::new(&store, output, project.origin().source_folders());
        Some(BuildInputs { digest, site, content })
    }

    /// What the previous build reported, if it had the same inputs and the site is as that build left it.
    pub(crate) fn report_if_unchanged(&self) -> Option<Vec<u8>> {
        self.site.report_if_unchanged(self.digest)
    }

    /// The records, which need not be listed again for the build.
    pub(crate) fn content(&self) -> FolderSource {
        self.content.clone()
    }

    /// Stores the report of a build that began with these inputs, unless other archives are in its site: whether these
    /// are the same the next time is not known.
    pub(crate) fn store_report(&self, build: &BuildReport, report: &[u8]) {
        if let BuildOutcome::Published(BuildSummary { stored: Some(stored), .. }) = &build.outcome
            && build.snapshot.federation.is_none()
        {
            self.site.store_report(self.digest, *stored, report);
        }
    }
}

/// The records, and the digest of their stamps and those of all themes; `None` when a file has no stamp.
fn list_sources(root: &Path) -> Option<(FolderSource, Digest)> {
    let content = FolderSource::open_with_stamps(root, "content").ok()?;
    let digest = digest_of_folder(&content)?;
    let themes = digest_of_themes(root)?;
    Some((content, Digest::of(&(digest, themes))))
}

/// Digest of the files of every theme, each listed as [`ThemeLoader`](super::theme::ThemeLoader) lists it: a theme may be
/// a link, or have a name that a listing of `themes/` skips. A theme without files differs from no theme.
fn digest_of_themes(root: &Path) -> Option<Digest> {
    let mut themes = Vec::new();
    if root.join("themes").exists() {
        for entry in std::fs::read_dir(root.join("themes")).ok()? {
            // No theme has a name with a dot or that is not UTF-8.
            if let Ok(name) = entry.ok()?.file_name().into_string()
                && !name.starts_with('.')
            {
                themes.push(format!("themes/{name}"));
            }
        }
    }
    themes.sort_unstable();
    let mut digests = Vec::with_capacity(themes.len());
    for theme in themes {
        if root.join(&theme).is_dir() {
            let files = FolderSource::open_with_stamps(root, &theme).ok()?;
            digests.push((digest_of_folder(&files)?, theme));
        }
    }
    Some(Digest::of(&digests))
}

fn digest_of_folder(source: &FolderSource) -> Option<Digest> {
    let paths = source.paths();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        files.push((path, source.stamp(path)?));
    }
    Some(Digest::of(&(files, source.others())))
}

/// Digest of the last commit and of the place of the archive in its repository, or of the reason why there is no history.
fn digest_of_history(origin: &Origin, root: &Path) -> Option<Digest> {
    if let Some(head) = head_of(root) {
        let is_shallow = head.repository.is_shallow().ok()?;
        return Some(Digest::of(&(head.commit, head.prefix, is_shallow)));
    }
    match origin.provenance() {
        Provenance::Unknown(why) => Some(Digest::of(&format!("{why:?}"))),
        Provenance::Known(_) => None,
    }
}
