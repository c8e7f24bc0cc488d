//! `guidang number`: gives file numbers to documents that have none.

use std::collections::BTreeMap;

use super::load::{load_records, lock_archive};
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::Globals;
use crate::diagnostics::{Diagnostic, Problem, Severity};
use crate::engine::filing::{self, DocumentInfo, documents};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, DocumentIx, GivenNumber};
use crate::project::{Project, save_numbers};

pub(super) fn run(
    dry_run: bool,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let writer = match dry_run {
        true => None,
        false => Some(lock_archive(&root, "number", globals, terminal)?),
    };
    let snapshot = load_records(&Project::at(&root), None, globals, terminal)?;
    let archive = &snapshot.archive;
    let errors = errors_besides_seals(&snapshot.diagnostics);
    if !errors.is_empty() {
        terminal.diagnostics(&errors, &*snapshot.source);
        terminal.note(pick(
            terminal.lang,
            "没有编档号：内容有错误，请先改好",
            "no numbers given: fix the errors first",
        ));
        return Ok(Exit::ContentErrors);
    }
    if !matches!(&archive.numbering, Some(rule) if rule.fonds.is_some()) {
        return Err(no_fonds());
    }
    let mut problems = snapshot.diagnostics.clone();
    problems.retain(|problem| matches!(problem.problem, Problem::Filing(_)));
    terminal.diagnostics(&problems, &*snapshot.source);
    let given = filing::assign(archive, &|_| true);
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    for document in documents(archive) {
        let info = DocumentInfo::of(archive, document);
        titles.insert(info.id, info.title);
    }
    for number in &given {
        let title = titles.get(&*number.document).copied().unwrap_or_default();
        terminal.item(&format!("{}  {}  {title}", number.number, number.document))?;
    }
    if let Some(writer) = &writer {
        save_numbers(writer, archive, &given)?;
    }
    terminal.note(&summary(archive, &given, dry_run, terminal.lang));
    Ok(Exit::Done)
}

/// The errors that keep an archive from being numbered or sealed. Those of seals do not: they are what sealing resolves.
pub(super) fn errors_besides_seals(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for diagnostic in diagnostics {
        let is_error = diagnostic.problem.severity() == Severity::Error;
        if is_error && !matches!(diagnostic.problem, Problem::Sealed(_)) {
            errors.push(diagnostic.clone());
        }
    }
    errors
}

fn summary(archive: &Archive, given: &[GivenNumber], dry_run: bool, lang: Lang) -> String {
    let (count, path) = (given.len(), filing::PATH);
    let before = archive.numbers.iter().filter(|number| !number.retired).count();
    let mut text = match (lang, count, dry_run) {
        (Lang::Zh, 0, _) => format!("没有要编档号的记录，已有{before}个档号"),
        (Lang::Zh, _, true) => format!("会编{count}个档号，已有{before}个不变；没有写文件"),
        (Lang::Zh, _, false) => format!("编了{count}个档号，已有{before}个不变：{path}"),
        (Lang::En, 0, _) => format!("nothing to number; {before} numbers given before"),
        (Lang::En, _, true) => {
            format!("{count} numbers would be given, {before} stay; nothing was written")
        }
        (Lang::En, _, false) => format!("{count} numbers given, {before} stay: {path}"),
    };
    let undated = undated_records(archive);
    if undated > 0 {
        text += &match lang {
            Lang::Zh => format!("。{undated}份没有日期的台账暂不编号"),
            Lang::En => format!("; {undated} ledgers without a date get none yet"),
        };
    }
    text
}

/// The number of records without a day: a ledger without a dated row has no year yet.
fn undated_records(archive: &Archive) -> usize {
    let mut undated = 0;
    for document in documents(archive) {
        let info = DocumentInfo::of(archive, document);
        if matches!(document, DocumentIx::Record(_)) && !info.draft && info.day.is_none() {
            undated += 1;
        }
    }
    undated
}

fn no_fonds() -> Error {
    Error::custom(
        "站点.yaml里还没有写全宗号，编不了档号。请加上：\n档号:\n  全宗号: J012\n（全宗号由档案馆给定，写法见 docs/numbering.zh-CN.md）",
        "site.yaml names no fonds, so nothing can be numbered. Add:\nnumbering:\n  fonds: J012\n(the archive gives the fonds; see docs/numbering.zh-CN.md)",
    )
}
