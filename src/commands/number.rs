//! `guidang number`: gives file numbers to documents that have none.

use std::collections::BTreeMap;
use std::path::Path;

use super::load::load_records;
use super::seal::write;
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::Globals;
use crate::diagnostics::{Diagnostic, Problem, Severity};
use crate::engine::filing::{self, DocumentInfo, documents};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, DocumentIx, GivenNumber};
use crate::project::Project;

pub(super) fn run(
    dry_run: bool,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let snapshot = load_records(&Project::at(&root), None, globals, terminal)?;
    let archive = &snapshot.archive;
    let lang = terminal.lang;
    let stops = |it: &&Diagnostic| {
        let is_seal = matches!(it.problem, Problem::Sealed(_));
        it.problem.severity() == Severity::Error && !is_seal
    };
    let errors: Vec<Diagnostic> = snapshot.diagnostics.iter().filter(stops).cloned().collect();
    if !errors.is_empty() {
        terminal.diagnostics(&errors, &*snapshot.source);
        terminal.note(pick(
            lang,
            "没有编档号：内容有错误，请先改好",
            "no numbers given: mend the errors first",
        ));
        return Ok(Exit::ContentErrors);
    }
    if archive.numbering.as_ref().and_then(|it| it.fonds.as_ref()).is_none() {
        return Err(no_fonds());
    }
    let of_numbers = |it: &&Diagnostic| matches!(it.problem, Problem::Filing(_));
    let told: Vec<Diagnostic> = snapshot.diagnostics.iter().filter(of_numbers).cloned().collect();
    terminal.diagnostics(&told, &*snapshot.source);
    let given = filing::assign(archive, &|_| true);
    let titles: BTreeMap<&str, &str> = documents(archive)
        .map(|it| DocumentInfo::of(archive, it))
        .map(|it| (it.id, it.title))
        .collect();
    for it in &given {
        let title = titles.get(it.document.as_str()).copied().unwrap_or_default();
        terminal.item(&format!("{}  {}  {title}", it.number, it.document))?;
    }
    if !dry_run {
        save(&root, archive, &given)?;
    }
    terminal.note(&sum(archive, &given, dry_run, lang));
    Ok(Exit::Done)
}

/// Writes numbers.yaml with these numbers added; nothing when there are none.
pub(super) fn save(root: &Path, archive: &Archive, given: &[GivenNumber]) -> Result<(), Error> {
    if given.is_empty() {
        return Ok(());
    }
    let all = [archive.numbers.as_slice(), given].concat();
    write(&root.join(filing::PATH), &filing::bytes(&all))
}

fn sum(archive: &Archive, given: &[GivenNumber], dry_run: bool, lang: Lang) -> String {
    let (count, path) = (given.len(), filing::PATH);
    let before = archive.numbers.iter().filter(|it| !it.retired).count();
    // A ledger without a dated row has no year yet.
    let undated = documents(archive)
        .filter(|it| matches!(it, DocumentIx::Record(_)))
        .map(|it| DocumentInfo::of(archive, it))
        .filter(|it| !it.draft && it.day.is_none())
        .count();
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
    if undated > 0 {
        text += &match lang {
            Lang::Zh => format!("。{undated}份没有日期的台账暂不编号"),
            Lang::En => format!("; {undated} ledgers without a date get none yet"),
        };
    }
    text
}

fn no_fonds() -> Error {
    Error::custom(
        "站点.yaml里还没有写全宗号，编不了档号。请加上：\n档号:\n  全宗号: J012\n（全宗号由档案馆给定，写法见 docs/numbering.zh-CN.md）",
        "site.yaml names no fonds, so nothing can be numbered. Add:\nnumbering:\n  fonds: J012\n(the archive gives the fonds; see docs/numbering.zh-CN.md)",
    )
}
