//! `guidang seal TERM`: closes a term, or records the corrections of a closed one.

use super::find::term_named;
use super::load::{load_records, lock_archive};
use super::new::today;
use super::number::errors_besides_seals;
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::{Globals, Seal as SealArgs};
use crate::engine::filing;
use crate::engine::lint::Unread;
use crate::engine::seal::{self, FilesNow, Seal};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, DocumentIx, TermIx};
use crate::output::ArchiveWriter;
use crate::project::{Project, save_numbers};

pub(super) fn run(
    args: &SealArgs,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let writer = lock_archive(&root, "seal", globals, terminal)?;
    let snapshot = load_records(&Project::at(&root), None, globals, terminal)?;
    let archive = &snapshot.archive;
    let term = term_named(archive, &args.term)?;
    let errors = errors_besides_seals(&snapshot.diagnostics);
    if !errors.is_empty() {
        terminal.diagnostics(&errors, &*snapshot.source);
        terminal.note(pick(
            terminal.lang,
            "没有封存：内容有错误，请先改好",
            "not sealed: fix the errors first",
        ));
        return Ok(Exit::ContentErrors);
    }
    let today = args.date.unwrap_or_else(today);
    let last = archive.calendar.term(term).period.last;
    if today < last || archive.site.as_of.is_some_and(|as_of| as_of < last) {
        return Err(not_over(archive, term));
    }
    let mut new = seal::take(&*snapshot.source, archive, snapshot.true_readings(), term)?;
    new.sealed = today.to_string();
    let path = seal::path(archive, term);
    let seals = seal::with_current_ids(seal::read(&*snapshot.source)?.0, archive);
    if let Some(previous) = seals.into_iter().find(|seal| seal.path == path) {
        let (source, unread) = (&*snapshot.source, &Unread::of(&[]));
        let files = FilesNow { source, archive, unread };
        let differences = seal::compare(&previous, &new, files);
        let reason = args.reason.as_deref();
        let unexplained = seal::carry_over(&mut new, previous, &differences, archive, reason);
        if !unexplained.is_empty() {
            terminal.diagnostics(&unexplained, &*snapshot.source);
            terminal.note(pick(
                terminal.lang,
                "没有重新封存：以上改动没有写明理由",
                "not sealed again: the changes above do not say why",
            ));
            return Ok(Exit::ContentErrors);
        }
    }
    // Numbers are written first: a number without a seal does no harm.
    let numbers = number_documents(&writer, archive, term)?;
    writer.replace(&path, &seal::bytes(&new))?;
    print_result(&new, &path, numbers, terminal)?;
    Ok(Exit::Done)
}

fn print_result(seal: &Seal, path: &str, numbers: usize, terminal: &Terminal) -> Result<(), Error> {
    let (term, records, figures) = (&seal.term, seal.records.len(), seal.figures.len());
    terminal.print(&match terminal.lang {
        Lang::Zh => format!("已封存“{term}”：{records}份记录，{figures}个数字。{path}\n"),
        Lang::En => format!("sealed {term}: {records} records, {figures} figures. {path}\n"),
    })?;
    if numbers > 0 {
        terminal.print(&match terminal.lang {
            Lang::Zh => format!("编了{numbers}个档号：{}\n", filing::PATH),
            Lang::En => format!("{numbers} file numbers given: {}\n", filing::PATH),
        })?;
    }
    Ok(())
}

/// Numbers the documents of the term that have no number: its records, and the plans that had begun by its end.
fn number_documents(
    writer: &ArchiveWriter,
    archive: &Archive,
    term: TermIx,
) -> Result<usize, Error> {
    let last = archive.calendar.term(term).period.last;
    let given = filing::assign(archive, &|info| match info.document {
        DocumentIx::Plan(plan) => archive.plan(plan).period.first <= last,
        DocumentIx::Record(record) => match archive.record(record).term {
            Some(own) => own == term,
            None => info.day.and_then(|day| archive.calendar.term_of(day)) == Some(term),
        },
    });
    save_numbers(writer, archive, &given)?;
    Ok(given.len())
}

fn not_over(archive: &Archive, term: TermIx) -> Error {
    let term = archive.calendar.term(term);
    Error::custom(
        format!(
            "“{}”到{}才结束，现在还不能封存。请在学期结束后封存；站点.yaml写了截至日的，请核对是不是早于这一天。",
            term.name, term.period.last
        ),
        format!(
            "{} ends on {} and cannot be sealed yet. Seal it when it is over; if site.yaml has an as_of, check that it is not earlier.",
            term.name, term.period.last
        ),
    )
}
