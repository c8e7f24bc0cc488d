//! `guidang seal TERM`: closes a term, or records the corrections of a closed one.

use super::find::term_named;
use super::load::{load_records, lock_archive, stopped_by_errors};
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::{Globals, Seal as SealArgs};
use crate::diagnostics::Diagnostic;
use crate::engine::filing;
use crate::engine::lint::Unread;
use crate::engine::seal::{self, FilesNow, Seal};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day, DocumentIx, GivenNumber, TermIx};
use crate::project::{Project, Snapshot, save_numbers, today};

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
    let lang = terminal.lang;
    let note = pick(lang, "没有封存：内容有错误，请先改好", "not sealed: fix the errors first");
    if stopped_by_errors(&snapshot, note, terminal) {
        return Ok(Exit::ContentErrors);
    }
    let today = args.date.unwrap_or_else(today);
    let prepared = prepare(&snapshot, term, today, args.reason.as_deref())?;
    let note = pick(
        lang,
        "没有重新封存：以上改动没有写明理由",
        "not sealed again: the changes above do not say why",
    );
    let Some(new) = prepared.or_report(&snapshot, note, terminal) else {
        return Ok(Exit::ContentErrors);
    };
    // Numbers are written first: a number without a seal does no harm.
    save_numbers(&writer, archive, &new.numbers)?;
    writer.replace(&new.path, &seal::bytes(&new.seal))?;
    print_result(&new, terminal)?;
    Ok(Exit::Done)
}

/// A seal that can be written, and the file numbers that go with it.
pub(super) struct NewSeal {
    pub(super) seal: Seal,
    pub(super) path: String,
    /// Whether the term was not sealed before, or something of it has changed since.
    pub(super) is_change: bool,
    pub(super) numbers: Vec<GivenNumber>,
}

/// Whether a term can be sealed.
pub(super) enum Prepared {
    /// It can.
    Ready(Box<NewSeal>),
    /// It is sealed already, and these changes do not say why.
    Unexplained(Vec<Diagnostic>),
}

impl Prepared {
    /// The new seal; else reports the changes that do not say why, and says with `note` that nothing was done.
    pub(super) fn or_report(
        self,
        snapshot: &Snapshot,
        note: &str,
        terminal: &Terminal,
    ) -> Option<Box<NewSeal>> {
        match self {
            Prepared::Ready(new) => Some(new),
            Prepared::Unexplained(changes) => {
                terminal.diagnostics(&changes, &*snapshot.source);
                terminal.note(note);
                None
            }
        }
    }
}

/// The seal of a term on a day, and the file numbers of its documents that have none.
pub(super) fn prepare(
    snapshot: &Snapshot,
    term: TermIx,
    today: Day,
    reason: Option<&str>,
) -> Result<Prepared, Error> {
    let archive = &snapshot.archive;
    if !is_over(archive, term, today) {
        return Err(not_over(archive, term));
    }
    let mut new = seal::take(&*snapshot.source, archive, snapshot.true_readings(), term)?;
    new.sealed = today.to_string();
    let path = seal::path(archive, term);
    let mut is_change = true;
    let seals = seal::with_current_ids(seal::read(&*snapshot.source)?.0, archive);
    if let Some(previous) = seals.into_iter().find(|seal| seal.path == path) {
        let (source, unread) = (&*snapshot.source, &Unread::of(&[]));
        let files = FilesNow { source, archive, unread };
        let differences = seal::compare(&previous, &new, files);
        // What is new since, such as the figures of a plan that came later, is no difference that needs a reason.
        is_change = previous.seal.records != new.records || previous.seal.figures != new.figures;
        let unexplained = seal::carry_over(&mut new, previous, &differences, archive, reason);
        if !unexplained.is_empty() {
            return Ok(Prepared::Unexplained(unexplained));
        }
    }
    let numbers = numbers_of(archive, term);
    Ok(Prepared::Ready(Box::new(NewSeal { seal: new, path, is_change, numbers })))
}

/// Tells what was sealed and numbered.
pub(super) fn print_result(new: &NewSeal, terminal: &Terminal) -> Result<(), Error> {
    let NewSeal { seal, path, is_change, numbers } = new;
    let (term, records, figures) = (&seal.term, seal.records.len(), seal.figures.len());
    terminal.print(&match terminal.lang {
        Lang::Zh if !is_change => format!("“{term}”早已封存，没有改动。{path}\n"),
        Lang::En if !is_change => {
            format!("{term} is sealed already, and nothing changed. {path}\n")
        }
        Lang::Zh => format!("已封存“{term}”：{records}份记录，{figures}个数字。{path}\n"),
        Lang::En => format!("sealed {term}: {records} records, {figures} figures. {path}\n"),
    })?;
    let count = numbers.len();
    if count > 0 {
        terminal.print(&match terminal.lang {
            Lang::Zh => format!("编了{count}个档号：{}\n", filing::PATH),
            Lang::En => format!("{count} file numbers given: {}\n", filing::PATH),
        })?;
    }
    Ok(())
}

/// Numbers for the documents of the term that have none: its records, and the plans that had begun by its end.
fn numbers_of(archive: &Archive, term: TermIx) -> Vec<GivenNumber> {
    let last = archive.calendar.term(term).period.last;
    filing::assign(archive, &|info| match info.document {
        DocumentIx::Plan(plan) => archive.plan(plan).period.first <= last,
        DocumentIx::Record(record) => match archive.record(record).term {
            Some(own) => own == term,
            None => info.day.and_then(|day| archive.calendar.term_of(day)) == Some(term),
        },
    })
}

/// Whether a term is over on a day, as the archive sees it.
pub(super) fn is_over(archive: &Archive, term: TermIx, today: Day) -> bool {
    let last = archive.calendar.term(term).period.last;
    last <= today && archive.site.as_of.is_none_or(|as_of| last <= as_of)
}

/// Why a term that is not over is not sealed.
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
