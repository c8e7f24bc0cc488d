//! `guidang check`: everything that is wrong; writes nothing.

use super::terminal::Terminal;
use super::{Exit, read_archive};
use crate::cli::{CheckFormat, Globals};
use crate::diagnostics;
use crate::error::Error;
use crate::l10n::Lang;
use crate::project::Origin;

pub(super) fn run(
    format: CheckFormat,
    strict: bool,
    git_tree: Option<&str>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let origin = Origin::find(globals.root.as_deref(), git_tree)?;
    let (source, checked) = read_archive(&origin, None, globals, terminal)?;
    let mut diagnostics = checked.diagnostics;
    diagnostics.extend(super::build::theme(&origin, &checked.archive.site)?.1);
    diagnostics::sort(&mut diagnostics);
    match format {
        CheckFormat::Text => terminal.diagnostics(&diagnostics, &*source),
        CheckFormat::Json => terminal.print(&diagnostics::json(&diagnostics, terminal.lang))?,
        CheckFormat::Github => terminal.print(&diagnostics::github(&diagnostics, terminal.lang))?,
    }
    let (records, counts, time) = (
        checked.archive.records.len() + checked.archive.plans.len(),
        terminal.counts(&diagnostics),
        terminal.time(),
    );
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("检查了{records}条记录：{counts}，用时{time}"),
        Lang::En => format!("checked {records} records: {counts}, in {time}"),
    });
    Ok(exit(&diagnostics, strict))
}

/// Errors fail; warnings too, when asked.
pub(super) fn exit(diagnostics: &[diagnostics::Diagnostic], strict: bool) -> Exit {
    let (errors, warnings) = diagnostics::count(diagnostics);
    if errors > 0 || strict && warnings > 0 { Exit::ContentErrors } else { Exit::Done }
}
