//! `guidang build`: the site, all or nothing.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::load::Announcement;
use super::terminal::Terminal;
use super::{Exit, browser, shown, timed};
use crate::cli::{Build, Globals};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day, Digest};
use crate::output::MARKER;
use crate::project::{
    BuildInputs, BuildOptions, BuildOutcome, BuildSummary, Observer, Origin, Project, Snapshot,
    build_listed,
};
use crate::timings;

pub(super) fn run(
    build: &Build,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let project = Project::find(globals.root.as_deref(), build.git_tree.as_deref())?;
    if build.timings.is_some() {
        timings::start();
    }
    let exit = build_site(&project, build, globals, terminal)?;
    if let (Some(trace), Some(report)) = (&build.timings, timings::report()) {
        timed::print(&report, trace, terminal)?;
    }
    Ok(exit)
}

/// Builds the site of a project and reports the result.
pub(super) fn build_site(
    project: &Project,
    build: &Build,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let output = build.output.clone().unwrap_or_else(|| project.root().join("output"));
    let options = options_of(build, &output);
    let presentation = Digest::of(&(globals.lang == Some(Lang::Zh), globals.lang.is_some()));
    let presentation = Digest::of(&(presentation, terminal.presentation()));
    let inputs = BuildInputs::of(project, &options, presentation);
    if let Some(report) = inputs.as_ref().and_then(StoredReport::of_unchanged) {
        report.print(&output, terminal)?;
        if build.open {
            browser::open(output.join("index.html").as_ref());
        }
        return Ok(Exit::Done);
    }
    terminal.record();
    let content = inputs.as_ref().map(BuildInputs::content);
    let mut progress = BuildProgress {
        writes_into_bag: project.is_in_bag() && is_within(&output, project.root()),
        strict: build.strict,
        announcement: Announcement::new(project, globals, terminal),
    };
    let report = build_listed(project, &options, content, &mut progress)?;
    let snapshot = &report.snapshot;
    let summary = match &report.outcome {
        BuildOutcome::Published(summary) => summary,
        BuildOutcome::Refused => {
            terminal.note(&nothing_built(
                &terminal.counts(&snapshot.diagnostics),
                &output,
                terminal.lang,
            ));
            return Ok(Exit::ContentErrors);
        }
    };
    terminal.broken_pictures(&summary.broken_pictures);
    terminal.derivable(&report.derivable);
    terminal.masked_files(&summary.masked);
    let stored = StoredReport {
        notes: terminal.recorded(),
        summary: summary_of(summary, snapshot, terminal),
        is_chinese: terminal.lang == Lang::Zh,
    };
    stored.print_summary(&output, terminal)?;
    if let (Some(inputs), Ok(stored)) = (inputs, postcard::to_stdvec(&stored)) {
        inputs.store_report(&report, &stored);
    }
    if build.open {
        browser::open(output.join("index.html").as_ref());
    }
    if matches!(project.origin(), Origin::Folder(_)) {
        // The process ends soon, and freeing every record one by one takes longer than some builds.
        std::mem::forget(report);
    }
    Ok(Exit::Done)
}

fn options_of(build: &Build, output: &Path) -> BuildOptions {
    BuildOptions {
        as_of: build.as_of,
        drafts: build.drafts,
        strict: build.strict,
        ..BuildOptions::new(output)
    }
}

/// Prints problems as soon as the archive is checked, while the site is still to be rendered.
struct BuildProgress<'t> {
    announcement: Announcement<'t>,
    writes_into_bag: bool,
    strict: bool,
}

impl Observer for BuildProgress<'_> {
    fn records_checked(&mut self, archive: &Archive, as_of: Day) {
        self.announcement.records_checked(archive, as_of);
    }

    fn snapshot_loaded(&mut self, snapshot: &Snapshot) {
        let terminal = &self.announcement.terminal;
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        if self.writes_into_bag && super::exit(&snapshot.diagnostics, self.strict) == Exit::Done {
            terminal.note(pick(
                terminal.lang,
                "提醒：网页写进了档案包里，这个档案包会因此核对不过；请用-o输出到别处",
                "note: the pages go into the bag itself, which is then no longer whole; use -o",
            ));
        }
    }
}

/// Whether a place, which may not exist yet, is in a folder.
fn is_within(place: &Path, folder: &Path) -> bool {
    absolute(place).starts_with(absolute(folder))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn nothing_built(counts: &str, output: &Path, lang: Lang) -> String {
    match (lang, output.join(MARKER).exists()) {
        (Lang::Zh, true) => format!("{counts}。没有生成，原来的网站没有改动"),
        (Lang::Zh, false) => format!("{counts}。没有生成"),
        (Lang::En, true) => {
            format!("{counts}. Nothing was built; the previous site is unchanged")
        }
        (Lang::En, false) => format!("{counts}. Nothing was built"),
    }
}

/// What a build printed, to be printed by the next one if nothing has changed.
#[derive(Serialize, Deserialize)]
struct StoredReport {
    /// Diagnostics and notes, as they were written to stderr.
    notes: String,
    /// The last line of stderr up to the time.
    summary: String,
    is_chinese: bool,
}

impl StoredReport {
    /// The report of the previous build, if nothing has changed since.
    fn of_unchanged(inputs: &BuildInputs) -> Option<StoredReport> {
        postcard::from_bytes(&inputs.report_if_unchanged()?).ok()
    }

    fn print(&self, output: &Path, terminal: &mut Terminal) -> Result<(), Error> {
        terminal.lang = if self.is_chinese { Lang::Zh } else { Lang::En };
        terminal.write_stderr(&self.notes);
        self.print_summary(output, terminal)
    }

    fn print_summary(&self, output: &Path, terminal: &Terminal) -> Result<(), Error> {
        let place = shown(&output.join("index.html"));
        terminal.note(&format!("{}{}", self.summary, terminal.time()));
        terminal.print(&match terminal.lang {
            Lang::Zh => format!("请用浏览器打开：{place}\n"),
            Lang::En => format!("open it in a browser: {place}\n"),
        })
    }
}

/// How much was built, up to the time that it took.
fn summary_of(summary: &BuildSummary, snapshot: &Snapshot, terminal: &Terminal) -> String {
    let BuildSummary { pages, charts, .. } = summary;
    let (counts, records) = (terminal.counts(&snapshot.diagnostics), snapshot.record_count());
    match terminal.lang {
        Lang::Zh => {
            format!("生成了{pages}个页面（{records}条记录，{charts}幅图表），{counts}，用时")
        }
        Lang::En => {
            format!("built {pages} pages ({records} records, {charts} charts), {counts}, in ")
        }
    }
}
