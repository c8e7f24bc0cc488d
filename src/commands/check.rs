//! `guidang check`: reports everything that is wrong, and writes nothing.

use super::load::load;
use super::terminal::Terminal;
use super::{Exit, exit};
use crate::cli::{CheckFormat, Globals};
use crate::diagnostics;
use crate::error::Error;
use crate::l10n::Lang;
use crate::project::Project;

pub(super) fn run(
    format: CheckFormat,
    strict: bool,
    git_tree: Option<&str>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let project = Project::find(globals.root.as_deref(), git_tree)?;
    let snapshot = load(&project, None, globals, terminal)?;
    let problems = &snapshot.diagnostics;
    match format {
        CheckFormat::Text => terminal.diagnostics(problems, &*snapshot.source),
        CheckFormat::Json => terminal.print(&diagnostics::json(problems, terminal.lang))?,
        CheckFormat::Github => terminal.print(&diagnostics::github(problems, terminal.lang))?,
    }
    terminal.allowed_texts(&snapshot.archive.site.allow, &snapshot.allowed);
    snapshot.try_theme()?;
    let (records, counts) = (snapshot.record_count(), terminal.counts(problems));
    let time = terminal.time();
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("检查了{records}条记录：{counts}，用时{time}"),
        Lang::En => format!("checked {records} records: {counts}, in {time}"),
    });
    Ok(exit(problems, strict))
}
