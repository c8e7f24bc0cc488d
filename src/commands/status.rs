//! `guidang status`: progress in the terminal, worst first.

use std::sync::Arc;

use super::find::{plan_named, school_named};
use super::load::load_records;
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::{Globals, StatusFormat};
use crate::engine::progress::{ActionReading, TargetReading};
use crate::error::Error;
use crate::l10n::pick;
use crate::model::{Archive, Day};
use crate::project::status::{
    ProgressChanges, TargetFilter, follow_up_rows, follow_ups_csv, follow_ups_json,
    follow_ups_markdown, follow_ups_text, status_csv, status_markdown, status_rows, status_text,
    uncounted_csv, uncounted_json, uncounted_markdown, uncounted_rows, uncounted_text,
};
use crate::project::{Origin, Project, PublishState, PushReceiver, Snapshot, find_repository};
use crate::site::data::{self, Selection};

/// The arguments.
pub(super) struct StatusArgs<'a> {
    pub(super) format: StatusFormat,
    pub(super) school: Option<&'a str>,
    pub(super) plan: Option<&'a str>,
    pub(super) as_of: Option<Day>,
    /// The revision to compare with.
    pub(super) compare: Option<&'a str>,
    /// Whether only what no target counts is listed.
    pub(super) uncounted: bool,
    /// Whether the problems that visits found are listed.
    pub(super) follow_ups: bool,
}

pub(super) fn run(
    args: &StatusArgs<'_>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let (project, state) = project_of(globals)?;
    let snapshot = load_records(&project, args.as_of, globals, terminal)?;
    if let Some(state) = state {
        terminal.note(&state.text(terminal.lang));
    }
    if snapshot.has_errors() {
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        let counts = terminal.counts(&snapshot.diagnostics);
        let note = pick(terminal.lang, "内容有错误，先改好再看进度：", "fix the errors first: ");
        terminal.note(&format!("{note}{counts}"));
        return Ok(Exit::ContentErrors);
    }
    let filter = filter(args, &snapshot.archive)?;
    let text = match args.compare {
        Some(revision) => compare(args, revision, &snapshot, &filter, globals, terminal)?,
        None if args.follow_ups => follow_ups(args.format, &snapshot, &filter, terminal),
        None if args.uncounted => uncounted(args.format, &snapshot, &filter, terminal),
        None => report(args.format, &snapshot, &filter, terminal),
    };
    terminal.print(&text)?;
    Ok(Exit::Done)
}

/// The archive, and in a repository that publishes what became of the last publishing. A repository without a working
/// tree is read at its shared branch.
fn project_of(globals: &Globals) -> Result<(Project, Option<PublishState>), Error> {
    let no_root = match find_root(globals) {
        Ok(root) => return Ok((Project::at(root), None)),
        Err(error) => error,
    };
    let Ok((repository, _)) = find_repository(globals.root.as_deref()) else { return Err(no_root) };
    if !repository.is_bare()? {
        return Err(no_root);
    }
    let receiver = PushReceiver::of(repository)?;
    let Some(tip) = receiver.tip() else { return Err(no_root) };
    let state = PublishState::read(&receiver.repository)?;
    Ok((Project::at_revision(receiver.repository, receiver.prefix, tip), state))
}

fn filter(args: &StatusArgs<'_>, archive: &Archive) -> Result<TargetFilter, Error> {
    let mut filter = TargetFilter::default();
    if let Some(name) = args.school {
        filter.school = Some(school_named(archive, name)?);
    }
    if let Some(name) = args.plan {
        let plan = archive.plan(plan_named(archive, name)?);
        // Several plans may have one title.
        filter.plan = Some(if plan.title == name { name.to_owned() } else { plan.id.clone() });
    }
    Ok(filter)
}

fn report(
    format: StatusFormat,
    snapshot: &Snapshot,
    filter: &TargetFilter,
    terminal: &Terminal,
) -> String {
    let (archive, readings, lang) = (&snapshot.archive, snapshot.readings(), terminal.lang);
    if format == StatusFormat::Json {
        let target = |reading: &TargetReading| filter.has_target(reading, archive);
        let action = |reading: &ActionReading| filter.has_plan(reading.action.plan, archive);
        let selection = Selection { target: &target, action: &action };
        let bytes = data::progress_json(archive, readings, selection);
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let rows = status_rows(archive, readings, filter, lang);
    match format {
        StatusFormat::Csv => status_csv(&rows, lang),
        StatusFormat::Markdown => status_markdown(&rows, readings.as_of, lang),
        StatusFormat::Text | StatusFormat::Json => status_text(&rows, readings.as_of, lang),
    }
}

/// `--uncounted`: the figures that no target counts.
fn uncounted(
    format: StatusFormat,
    snapshot: &Snapshot,
    filter: &TargetFilter,
    terminal: &Terminal,
) -> String {
    let lang = terminal.lang;
    let rows = uncounted_rows(&snapshot.archive, snapshot.readings(), filter, lang);
    match format {
        StatusFormat::Text => uncounted_text(&rows, lang),
        StatusFormat::Json => uncounted_json(&rows),
        StatusFormat::Csv => uncounted_csv(&rows, lang),
        StatusFormat::Markdown => uncounted_markdown(&rows, lang),
    }
}

/// `--follow-ups`: the problems that visits found.
fn follow_ups(
    format: StatusFormat,
    snapshot: &Snapshot,
    filter: &TargetFilter,
    terminal: &Terminal,
) -> String {
    let (archive, as_of, lang) = (&snapshot.archive, snapshot.as_of(), terminal.lang);
    let rows = follow_up_rows(archive, as_of, filter);
    match format {
        StatusFormat::Text => follow_ups_text(archive, &rows, as_of, lang),
        StatusFormat::Json => follow_ups_json(archive, &rows, as_of),
        StatusFormat::Csv => follow_ups_csv(archive, &rows, lang),
        StatusFormat::Markdown => follow_ups_markdown(archive, &rows, as_of, lang),
    }
}

/// `--compare REV`: what has changed since a revision, both evaluated on the same day.
fn compare(
    args: &StatusArgs<'_>,
    revision: &str,
    now: &Snapshot,
    filter_now: &TargetFilter,
    globals: &Globals,
    terminal: &Terminal,
) -> Result<String, Error> {
    let lang = terminal.lang;
    let origin = Origin::find(globals.root.as_deref(), Some(revision))?;
    let content = Arc::from(origin.open("content")?);
    let before = Snapshot::of_source(content, Some(now.as_of()))?;
    // The school or plan may not have existed then.
    let filter_before = filter(args, &before.archive).unwrap_or(TargetFilter::nothing());
    let changes = ProgressChanges::between(
        (&before.archive, before.readings(), &filter_before),
        (&now.archive, now.readings(), filter_now),
        lang,
    );
    Ok(match args.format {
        StatusFormat::Json => format!("{}\n", serde_json::to_string(&changes).unwrap_or_default()),
        StatusFormat::Csv => changes.csv(lang),
        StatusFormat::Text => changes.text(lang),
        StatusFormat::Markdown => changes.markdown(lang),
    })
}
