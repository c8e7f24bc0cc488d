//! Writes the tables into a folder, which is replaced as a whole: a part left over from last time would be counted too.

use std::path::Path;

use crate::cli::{Export, Globals};
use crate::commands::load::load_records;
use crate::commands::terminal::Terminal;
use crate::commands::{Exit, shown};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::output::{MARKER, Stage};
use crate::project::Project;
use crate::site::data::parquet::{ABOUT, each_file};

pub(in crate::commands) fn run(
    folder: &Path,
    asked: &Export,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let project = Project::find(globals.root.as_deref(), None)?;
    let snapshot = load_records(&project, asked.as_of, globals, terminal)?;
    let lang = terminal.lang;
    if snapshot.has_errors() {
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        let counts = terminal.counts(&snapshot.diagnostics);
        terminal.note(&format!(
            "{}{counts}",
            pick(lang, "内容有错误，先改好再导出：", "fix the errors first: ")
        ));
        return Ok(Exit::ContentErrors);
    }
    must_be_no_site(folder)?;
    let sources = ["content", "themes"].map(|name| project.root().join(name));
    let stage = Stage::open(folder, &sources.each_ref().map(|folder| folder.as_path()))?;
    let lines = each_file(&snapshot.archive, snapshot.readings(), &mut |path, bytes| {
        stage.put(path, bytes)
    })?;
    stage.publish()?;
    let lines: Vec<String> =
        lines.iter().map(|(table, count)| format!("{table} {count}")).collect();
    let (time, place) = (terminal.time(), shown(folder));
    terminal.note(&match lang {
        Lang::Zh => format!("导出了（各表行数：{}），用时{time}：{place}", lines.join("，")),
        Lang::En => format!("exported (lines: {}) in {time}: {place}", lines.join(", ")),
    });
    Ok(Exit::Done)
}

/// Refuses a folder that holds a site: the export would replace it.
fn must_be_no_site(folder: &Path) -> Result<(), Error> {
    if !folder.join(MARKER).exists() || folder.join(ABOUT).exists() {
        return Ok(());
    }
    Err(Error::custom(
        format!("“{}”里是生成的网站，导出会把它整个替换掉。请换一个文件夹。", folder.display()),
        format!(
            "\"{}\" holds a site, which the export would replace. Choose another folder.",
            folder.display()
        ),
    ))
}
