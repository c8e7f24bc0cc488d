//! The whole pipeline: load, render, publish.

use std::path::{Path, PathBuf};

use super::earlier_release::Derivable;
use super::inspect::AttachmentCache;
use super::load::{LoadOptions, Observer, Snapshot};
use super::manifest::{Manifest, PreviousManifest};
use super::origin::Origin;
use super::publish::{PublishedFiles, Publisher};
use super::render_site::{RenderInputs, RenderedSite, render_site};
use super::{Project, Site};
use crate::diagnostics::{self, Diagnostic};
use crate::error::Error;
use crate::incremental::{
    BuildRecord, PendingBuild, PreviousBuild, RecordStorage, SiteCache, program_digest,
};
use crate::model::{Day, Digest};
use crate::output::Stage;
use crate::parse::ParseCache;
use crate::site::{RecordDigest, Theme};
use crate::source::FolderSource;
use crate::timings::{Phase, phase};

/// How a site is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildOptions {
    /// The folder of the site, which is replaced as a whole.
    pub output: PathBuf,
    /// The day on which targets are judged; by default that of the site, or of the latest record.
    pub as_of: Option<Day>,
    /// Whether drafts get pages, marked as such.
    pub drafts: bool,
    /// Whether warnings stop the build as errors do.
    pub strict: bool,
}

impl BuildOptions {
    /// A site for the public in this folder.
    pub fn new(output: impl Into<PathBuf>) -> BuildOptions {
        BuildOptions { output: output.into(), as_of: None, drafts: false, strict: false }
    }
}

/// What came of a build.
pub struct BuildReport {
    /// What the site was built from, with all its problems.
    pub snapshot: Snapshot,
    /// Whether there is a site now.
    pub outcome: BuildOutcome,
    /// Withheld figures that follow from the site that was in the place before together with the new one.
    pub derivable: Derivable,
}

/// Whether a site was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuildOutcome {
    /// The content has errors, which are in the snapshot. The output is untouched.
    Refused,
    /// The site is in its place.
    Published(BuildSummary),
}

/// What a site consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildSummary {
    /// The number of pages.
    pub pages: usize,
    /// The number of charts on them.
    pub charts: usize,
    /// Pictures that are broken and were replaced by a blank one, by their paths in the archive, sorted.
    pub broken_pictures: Vec<String>,
    /// Files in which numbers were masked that look like personal ones and stand so in no source, by their paths in the
    /// site, sorted.
    pub masked: Vec<String>,
    /// Digest of the stored record of this build, if it could be stored.
    pub(crate) stored: Option<Digest>,
}

/// Builds the site of an archive, all or nothing. What has not changed since the previous build is not rendered again; the
/// site is the same as if everything were.
///
/// # Errors
/// When the archive cannot be read, the theme cannot be used, or the site cannot be written. The previous site is
/// unchanged then.
pub fn build(project: &Project, options: &BuildOptions) -> Result<BuildReport, Error> {
    build_observed(project, options, &mut ())
}

/// Finds everything that is wrong with an archive and its theme, sorted. Nothing is written.
///
/// # Errors
/// When the archive cannot be read, or the theme cannot be used or cannot show a page.
pub fn check(project: &Project, as_of: Option<Day>) -> Result<Vec<Diagnostic>, Error> {
    let snapshot = project.load(as_of)?;
    snapshot.try_theme()?;
    Ok(snapshot.diagnostics)
}

/// Builds a site as [`build`] does, and lets an observer follow.
///
/// # Errors
/// Those of [`build`].
pub fn build_observed(
    project: &Project,
    options: &BuildOptions,
    observer: &mut dyn Observer,
) -> Result<BuildReport, Error> {
    build_listed(project, options, None, observer)
}

/// Builds a site as [`build_observed`] does. `content`: the records, where they are listed already.
pub(crate) fn build_listed(
    project: &Project,
    options: &BuildOptions,
    content: Option<FolderSource>,
    observer: &mut dyn Observer,
) -> Result<BuildReport, Error> {
    let mut caches = Caches::open(project, &options.output);
    let load = LoadOptions {
        as_of: options.as_of,
        with_theme: true,
        tree: content,
        ..LoadOptions::default()
    };
    let load = match &mut caches {
        Some(Caches { records, attachments, .. }) => {
            LoadOptions { parse_cache: Some(records), attachment_cache: Some(attachments), ..load }
        }
        None => load,
    };
    let snapshot = project.load_with(load, observer)?;
    let pending = caches.map(|caches| caches.previous);
    let derivable = Derivable::find(&snapshot, &options.output);
    let (errors, warnings) = diagnostics::count(&snapshot.diagnostics);
    let is_refused = errors > 0 || options.strict && warnings > 0;
    let outcome = match &snapshot.theme {
        Some(theme) if !is_refused => {
            SiteBuild { project, snapshot: &snapshot, theme, options }.publish(pending)?
        }
        _ => BuildOutcome::Refused,
    };
    Ok(BuildReport { snapshot, outcome, derivable })
}

/// The state of earlier builds.
struct Caches {
    records: ParseCache,
    attachments: AttachmentCache,
    previous: PendingBuild<Manifest>,
}

impl Caches {
    /// The files of a revision have no stamps by which a change could be seen, so there are none for it.
    fn open(project: &Project, output: &Path) -> Option<Caches> {
        let Origin::Folder(_) = project.origin() else { return None };
        let store = project.origin().store()?;
        let site = SiteCache::new(&store, output, project.origin().source_folders());
        let attachments = AttachmentCache::stored_in(store.clone());
        let (storage, records_read) = RecordStorage::new(store);
        let records = ParseCache::stored_in(Box::new(storage), program_digest());
        Some(Caches { records, attachments, previous: site.validate(records_read) })
    }
}

/// A site that is being built from a snapshot without errors.
#[derive(Clone, Copy)]
struct SiteBuild<'a> {
    project: &'a Project,
    snapshot: &'a Snapshot,
    theme: &'a Theme,
    options: &'a BuildOptions,
}

impl SiteBuild<'_> {
    /// Updates the previous site, or renders a new one into a staging folder and puts it in its place.
    fn publish(self, pending: Option<PendingBuild<Manifest>>) -> Result<BuildOutcome, Error> {
        let snapshot = self.snapshot;
        let provenance = self.project.origin().provenance();
        let mut site = phase(Phase::Map, || snapshot.site(self.options.drafts, Some(&provenance)));
        let Some(pending) = pending else { return self.publish_whole(&mut site, None, None) };
        let records = phase(Phase::Check, || RecordDigest::all(&snapshot.archive, &provenance));
        let mut previous = pending.wait()?;
        if let Some(previous) = &mut previous
            && let Some(outcome) = self.update(&mut site, &records, previous)
        {
            return Ok(outcome);
        }
        self.publish_whole(&mut site, Some(&records), previous)
    }

    fn publish_whole(
        self,
        site: &mut Site<'_>,
        records: Option<&[RecordDigest]>,
        previous: Option<PreviousBuild<Manifest>>,
    ) -> Result<BuildOutcome, Error> {
        let sources = self.project.origin().source_folders();
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let stage = Stage::open(&self.options.output, &sources)?;
        if let Some(previous) = &previous {
            previous.forget();
        }
        let photos = self.project.photo_cache();
        let publisher =
            Publisher::new(stage, &*self.snapshot.source, &photos).with_gate(self.snapshot);
        let rendered = render_site(&publisher, site, self.inputs(records, None))?;
        let PublishedFiles { masked, broken_pictures, sink: stage } = publisher.finish();
        let published = phase(Phase::Write, || stage.publish())?;
        let mut summary = summary(&rendered.manifest, broken_pictures, masked);
        if let Some(previous) = previous {
            let generator = self.generator();
            summary.stored = previous.record_full_build(&published, generator, &rendered.manifest);
        }
        Ok(BuildOutcome::Published(summary))
    }

    /// Changes what differs from the previous build. `None` means that this is impossible and nothing was changed: then
    /// everything must be built, which also reports what is wrong, if anything is.
    fn update(
        self,
        site: &mut Site<'_>,
        records: &[RecordDigest],
        previous: &mut PreviousBuild<Manifest>,
    ) -> Option<BuildOutcome> {
        let generator = self.generator();
        let BuildRecord { generator: before, manifest, tree, stored } = previous.take_record()?;
        if before != generator {
            return None;
        }
        let shadow = previous.shadow()?;
        let read = |path: &str| shadow.read(path);
        let forget = || previous.forget();
        let photos = self.project.photo_cache();
        let publisher =
            Publisher::new(shadow.change(tree, &forget), &*self.snapshot.source, &photos)
                .with_gate(self.snapshot);
        let inputs =
            self.inputs(Some(records), Some(PreviousManifest { manifest: &manifest, read: &read }));
        let RenderedSite { manifest: now, new_paths } =
            render_site(&publisher, site, inputs).ok()?;
        let PublishedFiles { masked, broken_pictures, sink: mut change } = publisher.finish();
        let (tree, has_changed) = phase(Phase::Write, || {
            if let Some(paths) = &new_paths {
                change.keep_only(paths)?;
            }
            let has_changed = change.has_begun();
            Ok::<_, Error>((change.publish()?, has_changed))
        })
        .ok()?;
        let mut summary = summary(&now, broken_pictures, masked);
        summary.stored = match tree {
            Some(tree) if has_changed || now != manifest => previous.record(generator, &tree, &now),
            Some(_) => stored,
            None => None,
        };
        Some(BuildOutcome::Published(summary))
    }

    fn inputs<'b>(
        &'b self,
        records: Option<&'b [RecordDigest]>,
        previous: Option<PreviousManifest<'b>>,
    ) -> RenderInputs<'b> {
        RenderInputs {
            snapshot: self.snapshot,
            theme: self.theme,
            drafts: self.options.drafts,
            records,
            previous,
        }
    }

    /// Digest of what renders the site: the program and the theme.
    fn generator(&self) -> Digest {
        Digest::of(&(program_digest(), self.theme.digest()))
    }
}

fn summary(manifest: &Manifest, broken_pictures: Vec<String>, masked: Vec<String>) -> BuildSummary {
    let (pages, charts) = (manifest.page_count(), manifest.chart_count());
    BuildSummary { pages, charts, broken_pictures, masked, stored: None }
}
