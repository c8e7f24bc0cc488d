//! `guidang seal TERM`: closes a term, or takes up the corrections of a closed one.

use std::fs;
use std::io::Write as _;

use super::load::load_records;
use super::new::{today, unknown};
use super::number;
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::{Globals, Seal as Asked};
use crate::diagnostics::{self, Diagnostic, Problem, SealTrouble, Severity};
use crate::engine::filing;
use crate::engine::seal::{self, Correction, Seal, SealFile};
use crate::error::{Error, Operation};
use crate::l10n::{Lang, pick};
use crate::model::{Archive, DocumentIx, TermIx};
use crate::project::Project;

pub(super) fn run(
    asked: &Asked,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let snapshot = load_records(&Project::at(&root), None, globals, terminal)?;
    let archive = &snapshot.archive;
    let at = term(archive, &asked.term)?;
    let is_error = |it: &Diagnostic| it.problem.severity() == Severity::Error;
    let of_seal = |it: &Diagnostic| matches!(it.problem, Problem::Sealed(_));
    let errors: Vec<Diagnostic> =
        snapshot.diagnostics.iter().filter(|it| is_error(it) && !of_seal(it)).cloned().collect();
    if !errors.is_empty() {
        terminal.diagnostics(&errors, &*snapshot.source);
        terminal.note(pick(
            terminal.lang,
            "没有封存：内容有错误，请先改好",
            "not sealed: mend the errors first",
        ));
        return Ok(Exit::ContentErrors);
    }
    if snapshot.readings.as_of < archive.calendar.term(at).period.last {
        return Err(not_over(archive, at));
    }
    let mut now = seal::take(&*snapshot.source, archive, &snapshot.readings, at)?;
    now.sealed = asked.date.unwrap_or_else(today).to_string();
    let path = seal::path(archive, at);
    let before = seal::read(&*snapshot.source)?.0.into_iter().find(|it| it.path == path);
    if let Some(before) = before {
        let differs = seal::compare(&before, &now, archive);
        let refused = take_up(&mut now, before, &differs, archive, asked.reason.as_deref());
        if !refused.is_empty() {
            terminal.diagnostics(&refused, &*snapshot.source);
            terminal.note(pick(
                terminal.lang,
                "没有重新封存：以上改动没有写明理由",
                "not sealed anew: the changes above do not say why",
            ));
            return Ok(Exit::ContentErrors);
        }
    }
    // Numbers go first: a number without a seal harms nothing.
    let given = numbers(&root, archive, at)?;
    write(&root.join(&path), &seal::bytes(&now))?;
    let (records, figures) = (now.records.len(), now.figures.len());
    terminal.print(&match terminal.lang {
        Lang::Zh => format!("已封存“{}”：{records}份记录，{figures}个数字。{path}\n", now.term),
        Lang::En => format!("sealed {}: {records} records, {figures} figures. {path}\n", now.term),
    })?;
    if given > 0 {
        terminal.print(&match terminal.lang {
            Lang::Zh => format!("编了{given}个档号：{}\n", filing::PATH),
            Lang::En => format!("{given} file numbers given: {}\n", filing::PATH),
        })?;
    }
    Ok(Exit::Done)
}

/// Gives numbers to the documents of the term that have none: its records, and the plans that had begun by its end.
fn numbers(root: &std::path::Path, archive: &Archive, at: TermIx) -> Result<usize, Error> {
    let last = archive.calendar.term(at).period.last;
    let given = filing::assign(archive, &|it| match it.document {
        DocumentIx::Plan(plan) => archive.plan(plan).period.first <= last,
        DocumentIx::Record(record) => {
            let term = archive.record(record).term;
            term.or_else(|| archive.calendar.term_of(it.day?)) == Some(at)
        }
    });
    number::save(root, archive, &given)?;
    Ok(given.len())
}

/// Carries over what was sealed and corrected before; what is left is not explained.
fn take_up(
    now: &mut Seal,
    before: SealFile,
    differs: &[Diagnostic],
    archive: &Archive,
    reason: Option<&str>,
) -> Vec<Diagnostic> {
    let day = std::mem::replace(&mut now.sealed, before.seal.sealed);
    now.corrections = before.seal.corrections;
    let mut refused = Vec::new();
    for it in differs {
        let Problem::Sealed(trouble) = &it.problem else { continue };
        let record = archive.records.iter().find(|record| record.file == *it.file);
        let own = record.and_then(|it| it.correction.as_deref());
        let what = match (trouble, record) {
            (SealTrouble::Figure { what, .. }, _) => what.clone(),
            (SealTrouble::Gone { record, .. }, _) => record.clone(),
            (_, Some(record)) => record.id.clone(),
            (_, None) => it.file.to_string(),
        };
        let explained = match trouble {
            SealTrouble::NotResealed { .. } => own.or(reason),
            _ => reason,
        };
        match explained {
            Some(reason) => now.corrections.push(Correction {
                day: day.clone(),
                what,
                reason: reason.to_owned(),
            }),
            None => refused.push(it.clone()),
        }
    }
    diagnostics::sort(&mut refused);
    refused
}

/// The term of that name or code.
pub(super) fn term(archive: &Archive, name: &str) -> Result<TermIx, Error> {
    let fits = |it: &crate::model::Term| it.name == name || it.code == name;
    let mut terms = archive.calendar.terms();
    terms.find(|(_, it)| fits(it)).map(|(at, _)| at).ok_or_else(|| {
        let names = archive.calendar.terms().map(|(_, it)| it.name.as_str());
        unknown("学期", "term", name, names)
    })
}

fn not_over(archive: &Archive, at: TermIx) -> Error {
    let term = archive.calendar.term(at);
    Error::custom(
        format!(
            "“{}”到{}才结束，截至日还没有到。请在学期结束后封存，或核对站点.yaml的截至日。",
            term.name, term.period.last
        ),
        format!(
            "{} ends on {}, after the day of judgement. Seal it when it is over, or check as_of in site.yaml.",
            term.name, term.period.last
        ),
    )
}

/// Whole or not at all.
pub(super) fn write(path: &std::path::Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    let beside = folder.join(".seal.new");
    let mut file = fs::File::create(&beside).map_err(Error::io(Operation::Save, &beside))?;
    file.write_all(bytes).map_err(Error::io(Operation::Save, &beside))?;
    drop(file);
    fs::rename(&beside, path).map_err(Error::io(Operation::Save, path))
}
