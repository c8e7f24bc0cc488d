//! What every command does that reads an archive: load it, and speak its language from then on.

use std::path::{Path, PathBuf};

use super::number::errors_besides_seals;
use super::shown;
use super::terminal::Terminal;
use crate::cli::Globals;
use crate::error::Error;
use crate::l10n::Lang;
use crate::model::{Archive, Day};
use crate::output::ArchiveWriter;
use crate::parse;
use crate::project::{self, LoadOptions, Observer, Project, Snapshot};
use crate::source::FolderSource;

/// Loads an archive with its theme.
pub(super) fn load(
    project: &Project,
    as_of: Option<Day>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Snapshot, Error> {
    let options = LoadOptions { as_of, with_theme: true, ..LoadOptions::default() };
    project.load_with(options, &mut Announcement::new(project, globals, terminal))
}

/// The only writer of an archive until it is dropped. A refusal is in the language of the archive.
pub(super) fn lock_archive(
    root: &Path,
    command: &str,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<ArchiveWriter, Error> {
    let locked = project::lock_archive(root, command);
    if locked.is_err() && globals.lang.is_none() {
        let language = FolderSource::open(root, "content").and_then(|tree| parse::language(&tree));
        terminal.lang = language.ok().flatten().unwrap_or(terminal.lang);
    }
    locked
}

/// Locks an archive unless nothing is to be written (`-n`), then loads it without its theme.
pub(super) fn lock_and_load(
    project: &Project,
    command: &str,
    dry_run: bool,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<(Option<ArchiveWriter>, Snapshot), Error> {
    let writer = match dry_run {
        true => None,
        false => Some(lock_archive(project.root(), command, globals, terminal)?),
    };
    let snapshot = load_records(project, None, globals, terminal)?;
    Ok((writer, snapshot))
}

/// Reports the errors of an archive apart from those of its seals, and says with `note` that nothing was done. Returns
/// whether there are any.
pub(super) fn stopped_by_errors(snapshot: &Snapshot, note: &str, terminal: &Terminal) -> bool {
    let errors = errors_besides_seals(&snapshot.diagnostics);
    if errors.is_empty() {
        return false;
    }
    terminal.diagnostics(&errors, &*snapshot.source);
    terminal.note(note);
    true
}

/// Loads an archive for a command that needs no theme.
pub(super) fn load_records(
    project: &Project,
    as_of: Option<Day>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Snapshot, Error> {
    let options = LoadOptions { as_of, ..LoadOptions::default() };
    project.load_with(options, &mut Announcement::new(project, globals, terminal))
}

/// Switches the terminal to the language of an archive as soon as it is known, unless `--lang` names another, and says
/// what was read.
pub(super) struct Announcement<'t> {
    root: PathBuf,
    lang: Option<Lang>,
    pub(super) terminal: &'t mut Terminal,
}

impl<'t> Announcement<'t> {
    pub(super) fn new(
        project: &Project,
        globals: &Globals,
        terminal: &'t mut Terminal,
    ) -> Announcement<'t> {
        Announcement { root: project.root().to_owned(), lang: globals.lang, terminal }
    }
}

impl Observer for Announcement<'_> {
    fn records_checked(&mut self, archive: &Archive, as_of: Day) {
        let lang = self.lang.unwrap_or(archive.site.language);
        self.terminal.lang = lang;
        let root = shown(&self.root);
        let (schools, pairs) = (archive.schools.len(), archive.pairs.len());
        let plans = archive.plans.len();
        self.terminal.detail(&match lang {
            Lang::Zh => {
                format!("{root}：{schools}所学校，{pairs}个结对，{plans}个计划，截至{as_of}")
            }
            Lang::En => {
                format!("{root}: {schools} schools, {pairs} pairs, {plans} plans, as of {as_of}")
            }
        });
    }
}
