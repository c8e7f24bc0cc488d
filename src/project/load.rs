//! Origin → snapshot: everything that is known of an archive on one day, with all its problems.

use std::sync::{Arc, OnceLock};
use std::thread;

use rustc_hash::FxHashSet;

use super::Project;
use super::clock::day_of_warnings;
use super::federation::read_federation;
use super::inspect::{self, AttachmentCache, Inspection};
use super::origin::Origin;
use super::picture_check;
use super::theme::{self, ThemeLoader};
use crate::bagit::BagNote;
use crate::diagnostics::{self, Diagnostic, Problem, Severity, Span, Stray};
use crate::engine::disclosure;
use crate::engine::federation::Federation;
use crate::engine::links::TargetBlocks;
use crate::engine::lint::{self, Checked, Unread};
use crate::engine::progress::Readings;
use crate::engine::seal::{self, SealFile};
use crate::error::Error;
use crate::forms::county_forms;
use crate::model::{Access, Archive, CountyForm, Day, Provenance, Sources};
use crate::parse::{self, ParseCache, Parsed, is_site_file};
use crate::privacy::Fingerprint;
use crate::site::{Options, Site, SiteTables, Theme};
use crate::source::{FolderSource, Source};
use crate::timings::{Phase, phase};

/// An archive as it was read and judged for one day. It is complete when it is made and never changes, so it can be
/// shared between threads as `Arc<Snapshot>`.
#[non_exhaustive]
pub struct Snapshot {
    /// The archive.
    pub archive: Archive,
    /// Who may change what, if `access.yaml` says so.
    pub access: Option<Access>,
    /// The archives to roll up, if `sources.yaml` names any.
    pub sources: Option<Sources>,
    /// What these archives published.
    pub federation: Option<Federation>,
    /// The progress of every target, and the day on which it was judged.
    judged: Readings,
    /// The readings as the public may know them, worked out when it is first asked for; `None` where nothing differs.
    published: OnceLock<Option<Readings>>,
    /// The terms that are closed.
    pub seals: Vec<SealFile>,
    /// The charts and tables that texts ask for.
    pub blocks: TargetBlocks,
    /// All problems, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that the archive was read from.
    pub source: Arc<dyn Source>,
    /// The theme that the site names. `None` when there is no such theme, which is among the problems, or when the
    /// snapshot was loaded without one.
    pub theme: Option<Theme>,
    /// Whether this is a part of an archive that came out of a bag.
    pub is_part: bool,
    /// How often each text that site.yaml allows was found.
    pub(crate) allowed: Vec<usize>,
    /// The numbers of the sources that identify nobody; computed when the output needs them.
    pub(super) explained: OnceLock<FxHashSet<Fingerprint>>,
    /// The county's own forms that are filled in from a record; read when a site is asked for.
    county_forms: OnceLock<Vec<CountyForm>>,
}

/// Follows a load or a build while it runs, for callers that report progress. All methods do nothing by default.
pub trait Observer {
    /// The records are read and judged for this day; the theme is not loaded yet.
    fn records_checked(&mut self, archive: &Archive, as_of: Day) {
        let _ = (archive, as_of);
    }

    /// The snapshot is complete.
    fn snapshot_loaded(&mut self, snapshot: &Snapshot) {
        let _ = snapshot;
    }
}

impl Observer for () {}

/// What to load, and what is known already.
#[derive(Default)]
pub(crate) struct LoadOptions<'c> {
    /// The day to judge on; by default that of the archive.
    pub(crate) as_of: Option<Day>,
    /// Whether the theme is needed.
    pub(crate) with_theme: bool,
    /// Records that were parsed before.
    pub(crate) parse_cache: Option<&'c mut ParseCache>,
    /// Files next to records that were looked into before.
    pub(crate) attachment_cache: Option<&'c mut AttachmentCache>,
    /// The files as they are now, if they are listed already.
    pub(crate) tree: Option<FolderSource>,
}

/// How a proposed archive is judged, and what is known already.
pub(crate) struct ProposalOptions<'c> {
    /// The day that was asked for.
    pub(crate) as_of: Option<Day>,
    /// The paths of the files next to records that are looked into.
    pub(crate) wanted: &'c (dyn Fn(&str) -> bool + Sync),
    /// Records that were parsed before.
    pub(crate) records: &'c mut ParseCache,
    /// Files next to records that were looked into before.
    pub(crate) attachments: Option<&'c mut AttachmentCache>,
}

impl Project {
    /// Reads the archive, judges its targets, checks it and loads its theme. The day is `as_of`, or that of the site, or
    /// that of the latest record.
    ///
    /// # Errors
    /// When a file cannot be read or the theme cannot be used. Problems of the content are no errors: they are the
    /// snapshot's diagnostics.
    pub fn load(&self, as_of: Option<Day>) -> Result<Snapshot, Error> {
        self.load_with(LoadOptions { as_of, with_theme: true, ..LoadOptions::default() }, &mut ())
    }

    pub(crate) fn load_with(
        &self,
        options: LoadOptions<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Snapshot, Error> {
        // The archive names its theme, but it is nearly always the built-in one.
        let builtin = options.with_theme.then(|| thread::spawn(theme::builtin));
        let mut snapshot = self.load_records(options, observer)?;
        if let Some(builtin) = builtin {
            let (theme, problems) =
                ThemeLoader { origin: self.origin(), builtin }.load(&snapshot.archive.site)?;
            snapshot.theme = theme;
            snapshot.add_of_theme(problems);
            diagnostics::sort(&mut snapshot.diagnostics);
        }
        observer.snapshot_loaded(&snapshot);
        Ok(snapshot)
    }

    fn load_records(
        &self,
        options: LoadOptions<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Snapshot, Error> {
        let LoadOptions { as_of, mut parse_cache, attachment_cache, tree, .. } = options;
        let origin = self.origin();
        let note = origin.note()?;
        let source = open_content(origin, parse_cache.as_deref_mut(), tree)?;
        let as_of = as_of.or(note.as_ref().and_then(BagNote::day));
        let inspection = Inspection { cache: attachment_cache, ..Inspection::default() };
        let mut snapshot = check_source(source, as_of, Some(origin), parse_cache, inspection)?;
        if let Some(note) = note {
            note.narrow(&snapshot.archive, &mut snapshot.judged);
            snapshot.is_part = true;
        }
        observer.records_checked(&snapshot.archive, snapshot.as_of());
        Ok(snapshot)
    }
}

impl Snapshot {
    /// Judges and checks the files of a source without a theme, and without the archives that it names.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn of_source(source: Arc<dyn Source>, as_of: Option<Day>) -> Result<Snapshot, Error> {
        check_source(source, as_of, None, None, Inspection::default())
    }

    /// Judges and checks the files of a source; of the files next to records it looks only into those whose paths are
    /// wanted.
    pub(crate) fn of_changed_source(
        source: Arc<dyn Source>,
        wanted: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Snapshot, Error> {
        let inspection = Inspection { wanted: Some(wanted), ..Inspection::default() };
        Snapshot::of_inspected_source(source, inspection)
    }

    /// Judges and checks the files of a source, with what is known of the files next to records.
    pub(super) fn of_inspected_source(
        source: Arc<dyn Source>,
        inspection: Inspection<'_>,
    ) -> Result<Snapshot, Error> {
        check_source(source, None, None, None, inspection)
    }

    /// Judges and checks proposed files on a day that was asked for, with what is known already.
    pub(crate) fn of_proposal(
        source: Arc<dyn Source>,
        options: ProposalOptions<'_>,
    ) -> Result<Snapshot, Error> {
        let ProposalOptions { as_of, wanted, records, attachments } = options;
        let inspection =
            Inspection { cache: attachments, wanted: Some(wanted), ..Inspection::default() };
        check_source(source, as_of, None, Some(records), inspection)
    }

    /// Adds the problems of the theme that site.yaml does not let through.
    fn add_of_theme(&mut self, mut problems: Vec<Diagnostic>) {
        let uses = lint::apply_allowances(&self.archive.site.allow, &mut problems);
        for ((text, more), count) in self.archive.site.allow.iter().zip(uses).zip(&mut self.allowed)
        {
            *count += more;
            let is_needless = |known: &Diagnostic| {
                matches!(known.problem, Problem::UnusedAllowance) && known.span == text.span
            };
            if 0 < more {
                self.diagnostics.retain(|known| !is_needless(known));
            }
        }
        self.diagnostics.extend(problems);
    }

    /// Whether any problem is an error: then no site can be built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|problem| problem.problem.severity() == Severity::Error)
    }

    /// The progress of every target as the public may know it: a status that would tell a figure that is not published is
    /// withheld, and so is all of a plan that is published no longer.
    #[must_use]
    pub fn readings(&self) -> &Readings {
        let published = self.published.get_or_init(|| {
            phase(Phase::Progress, || disclosure::published_readings(&self.archive, &self.judged))
        });
        published.as_ref().unwrap_or(&self.judged)
    }

    /// The progress of every target with all statuses, for what is not published: the seal of a term.
    #[must_use]
    pub fn true_readings(&self) -> &Readings {
        &self.judged
    }

    /// The day on which it was judged.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.judged.as_of
    }

    /// How many records and plans there are.
    #[must_use]
    pub fn record_count(&self) -> usize {
        self.archive.records.len() + self.archive.plans.len()
    }

    /// The site of the archive: which pages there are and where they are. `drafts`: whether drafts get pages.
    /// `provenance`: who submitted what, if pages are to show it.
    #[must_use]
    pub fn site<'a>(&'a self, drafts: bool, provenance: Option<&'a Provenance>) -> Site<'a> {
        let options = self.site_options(drafts, provenance);
        Site::new(&self.archive, self.readings(), &self.blocks, options)
    }

    /// The same site as [`Snapshot::site`] makes, from tables that it was asked for before.
    pub(crate) fn site_with_tables<'a>(
        &'a self,
        drafts: bool,
        provenance: Option<&'a Provenance>,
        tables: SiteTables,
    ) -> Site<'a> {
        let options = self.site_options(drafts, provenance);
        Site::with_tables(&self.archive, self.readings(), &self.blocks, options, tables)
    }

    fn site_options<'a>(&'a self, drafts: bool, provenance: Option<&'a Provenance>) -> Options<'a> {
        let federation = self.federation.as_ref();
        let county_forms = self.county_forms.get_or_init(|| county_forms(&*self.source));
        Options { drafts, seals: &self.seals, provenance, federation, county_forms }
    }
}

/// Lists the files under `content/`. Meanwhile the records that were parsed before are loaded.
fn open_content(
    origin: &Origin,
    parse_cache: Option<&mut ParseCache>,
    tree: Option<FolderSource>,
) -> Result<Arc<dyn Source>, Error> {
    match (origin, parse_cache, tree) {
        (_, cache, Some(tree)) => {
            if let Some(cache) = cache {
                phase(Phase::Parse, || cache.load());
            }
            Ok(Arc::new(tree))
        }
        (Origin::Folder(root), Some(cache), None) => {
            let (tree, ()) = rayon::join(
                || phase(Phase::Read, || FolderSource::open_with_stamps(root, "content")),
                || phase(Phase::Parse, || cache.load()),
            );
            Ok(Arc::new(tree?))
        }
        _ => Ok(Arc::from(phase(Phase::Read, || origin.open("content"))?)),
    }
}

/// Parses, judges and checks the files of a source. With an origin, the archives that `sources.yaml` names are read from
/// it.
fn check_source(
    source: Arc<dyn Source>,
    as_of: Option<Day>,
    origin: Option<&Origin>,
    parse_cache: Option<&mut ParseCache>,
    inspection: Inspection<'_>,
) -> Result<Snapshot, Error> {
    let (parsed, file_name_problems) = rayon::join(
        || phase(Phase::Parse, || parse::archive_with_cache(&*source, parse_cache)),
        || phase(Phase::Check, || lint::file_names(&source.paths())),
    );
    let mut parsed = parsed?;
    let mut federation = None;
    if let (Some(sources), Some(origin)) = (&parsed.sources, origin) {
        let read = phase(Phase::Parse, || read_federation(sources, origin));
        parsed.diagnostics.extend(read.diagnostics(&sources.file));
        federation = Some(read);
    }
    parsed.diagnostics.extend(passed_over(&*source));
    parsed.diagnostics.extend(file_name_problems);
    let inspected =
        phase(Phase::Privacy, || inspect::inspect(&*source, &parsed.archive, inspection));
    let inspected = inspect::without_known(inspected, &parsed.diagnostics);
    parsed.diagnostics.extend(inspected);
    let allowed = lint::apply_allowances(&parsed.archive.site.allow, &mut parsed.diagnostics);
    parsed.diagnostics.extend(lint::unused_allowances(
        &*source,
        &parsed.archive.site.allow,
        &allowed,
    ));
    let as_of = day_of_judgement(as_of, &parsed, federation.as_ref());
    let checked = phase(Phase::Check, || lint::check(parsed, as_of));
    let Checked { archive, access, sources, readings, blocks, mut diagnostics } = checked;
    diagnostics.extend(lint::large_photos(&archive, &|path| source.size(path)));
    let paths = source.paths();
    let site_file = paths.into_iter().find(|path| is_site_file(path));
    diagnostics.extend(lint::odd_dates(&archive, site_file, day_of_warnings()));
    let unread = Unread::of(&diagnostics);
    diagnostics.extend(phase(Phase::Check, || picture_check::check(&archive, &*source)));
    let (seals, seal_problems) =
        phase(Phase::Check, || seal::check(&*source, &archive, &readings, &unread))?;
    diagnostics.extend(seal_problems);
    diagnostics::sort(&mut diagnostics);
    Ok(Snapshot {
        archive,
        access,
        sources,
        federation,
        judged: readings,
        published: OnceLock::new(),
        seals,
        blocks,
        diagnostics,
        source,
        theme: None,
        is_part: false,
        allowed,
        explained: OnceLock::new(),
        county_forms: OnceLock::new(),
    })
}

/// The problems of what is passed over: what is no file, and what systems and office programs left.
fn passed_over(source: &dyn Source) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (paths, stray) in [(source.others(), Stray::NotAFile), (source.litter(), Stray::Litter)] {
        for path in paths {
            let problem = Problem::StrayFile(stray.clone());
            problems.push(Diagnostic::new(path, Span::first(), problem));
        }
    }
    problems
}

/// The day that was asked for, or that of the site, or that of the latest record. An archive that only rolls up others
/// may have no dated record of its own, so the latest day of these comes last.
fn day_of_judgement(
    asked: Option<Day>,
    parsed: &Parsed,
    federation: Option<&Federation>,
) -> Option<Day> {
    asked
        .or(parsed.archive.site.as_of)
        .or_else(|| parsed.archive.latest_day())
        .or_else(|| federation.and_then(Federation::latest_day))
}
