//! Writes the workbook of an archive.

use std::path::Path;

use crate::cli::{Export, Globals};
use crate::commands::exit::Exit;
use crate::commands::forms::document::{format_of, save, unwritable};
use crate::commands::load::load_records;
use crate::commands::terminal::Terminal;
use crate::error::Error;
use crate::forms::FormFormat;
use crate::forms::export::exported_workbook;
use crate::forms::values::{FormChoice, FormValues};
use crate::l10n::pick;
use crate::project::Project;

pub(super) fn run(
    file: &Path,
    asked: &Export,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    if format_of(file)? != FormFormat::Excel {
        let file = file.display();
        return Err(Error::custom(
            format!("“{file}”请以 .xlsx 结尾：导出的是Excel文件。"),
            format!("let `{file}` end in .xlsx: a workbook is written."),
        ));
    }
    let project = Project::find(globals.root.as_deref(), None)?;
    let snapshot = load_records(&project, asked.as_of, globals, terminal)?;
    if snapshot.has_errors() {
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        let counts = terminal.counts(&snapshot.diagnostics);
        let note = pick(terminal.lang, "内容有错误，先改好再导出：", "fix the errors first: ");
        terminal.note(&format!("{note}{counts}"));
        return Ok(Exit::ContentErrors);
    }
    let site = snapshot.site(false, None);
    let values = FormValues::new(&site, FormChoice::default());
    let bytes = exported_workbook(&values).map_err(unwritable(file))?;
    save(file, &bytes, asked.force, terminal)?;
    Ok(Exit::Done)
}
