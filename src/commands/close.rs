//! `guidang close TERM`: what is missing, then the seal, the file numbers and the bag of a term in one go.
//!
//! The bag is written first, from the archive as it will be with the seal in it; only when it is in its place do the numbers
//! and the seal follow. So whatever refuses, refuses before the term is closed.

use std::path::{Path, PathBuf};

use super::archive::{destination_of, print_place, refused as bag_refused};
use super::find::{school_or_pair_name, term_named};
use super::load::{Announcement, lock_and_load, stopped_by_errors};
use super::seal::{NewSeal, is_over, prepare, print_result};
use super::terminal::Terminal;
use super::{Exit, find_root, shown};
use crate::bagit::container::Container;
use crate::bagit::{BagPlan, BagScope, Destination};
use crate::cli::{Close, Globals};
use crate::diagnostics::visible;
use crate::engine::progress::Owner;
use crate::engine::term_gaps::{TermGap, term_gaps};
use crate::engine::{filing, seal};
use crate::error::Error;
use crate::l10n::phrases::Phrases;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Detail, RecordIx, Term, TermIx};
use crate::output::ArchiveWriter;
use crate::project::{BagOutcome, Project, Proposal, Snapshot, today, write_bag};
use crate::site::uncounted_reason;

pub(super) fn run(args: &Close, globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let project = Project::at(&find_root(globals)?);
    let (writer, snapshot) = lock_and_load(&project, "close", args.dry_run, globals, terminal)?;
    let term = term_named(&snapshot.archive, &args.term)?;
    let lang = terminal.lang;
    let note = pick(lang, "没有收尾：内容有错误，请先改好", "not closed: fix the errors first");
    if stopped_by_errors(&snapshot, note, terminal) {
        return Ok(Exit::ContentErrors);
    }
    let day = args.date.unwrap_or_else(today);
    let is_over = is_over(&snapshot.archive, term, day);
    let today = (!is_over).then_some(day);
    let gaps = term_gaps(&snapshot.archive, snapshot.true_readings(), (term, today));
    if !is_over {
        terminal.print(&so_far(&snapshot.archive, term, lang))?;
    }
    terminal.print(&checklist(&snapshot, term, &gaps, lang))?;
    if !is_over && args.dry_run {
        return Ok(Exit::Done);
    }
    let prepared = prepare(&snapshot, term, day, args.reason.as_deref())?;
    let note = pick(
        lang,
        "没有收尾：这个学期已经封存，以上改动没有写明理由",
        "not closed: the term is sealed already, and the changes above do not say why",
    );
    let Some(new) = prepared.or_report(&snapshot, note, terminal) else {
        return Ok(Exit::ContentErrors);
    };
    let is_closed = !new.is_change && new.numbers.is_empty();
    if is_closed && args.output.is_none() {
        terminal.print(&closed_already(&new.seal.term, lang))?;
        return Ok(Exit::Done);
    }
    let Some(writer) = writer else {
        terminal.print(&outlook(&new, lang))?;
        return Ok(Exit::Done);
    };
    if !gaps.is_empty() && !args.accept_gaps && !is_closed {
        terminal.note(pick(
            lang,
            "没有收尾：请先补上缺的；确实补不上的，加上 --accept-gaps 照样收尾",
            "not closed: add what is missing; where that cannot be done, run it with --accept-gaps",
        ));
        return Ok(Exit::ContentErrors);
    }
    let closing = Closing { args, project: &project, snapshot: &snapshot, term, new: &new };
    closing.write(&writer, globals, terminal)
}

/// A term that is going to be closed.
struct Closing<'a> {
    args: &'a Close,
    project: &'a Project,
    snapshot: &'a Snapshot,
    term: TermIx,
    new: &'a NewSeal,
}

impl Closing<'_> {
    fn write(
        &self,
        writer: &ArchiveWriter,
        globals: &Globals,
        terminal: &mut Terminal,
    ) -> Result<Exit, Error> {
        let changes = self.changes();
        let (after, errors) = changes.judge(self.snapshot)?;
        if !errors.is_empty() {
            terminal.diagnostics(&errors, &*after.source);
            return Ok(bag_refused(&errors, terminal));
        }
        let scope = BagScope { term: Some(self.term), ..BagScope::default() };
        let archive = &after.archive;
        let plan = BagPlan::new(archive, after.as_of(), &after.blocks, &after.seals, scope);
        let destination = match destination_of(self.args.output.as_deref(), &plan, self.project) {
            Ok(destination) => destination,
            Err(error) => return Err(self.not_placed(error, &plan, terminal)),
        };
        let mut announcement = Announcement::new(self.project, globals, terminal);
        let outcome = write_bag(self.project, &after, &plan, &destination, &mut announcement)?;
        match outcome {
            BagOutcome::Written { broken_pictures, .. } => {
                terminal.broken_pictures(&broken_pictures)
            }
            BagOutcome::Refused { snapshot, errors } => {
                terminal.diagnostics(&errors, &*snapshot.source);
                return Ok(bag_refused(&errors, terminal));
            }
        }
        if let Err(error) = changes.write_together(writer, self.project.root()) {
            terminal.note(&bag_alone(&destination, terminal.lang));
            return Err(error);
        }
        print_result(self.new, terminal)?;
        print_place(&destination.output, &shown(&destination.output), terminal)?;
        Ok(Exit::Done)
    }

    /// The seal and the numbers, if they are new.
    fn changes(&self) -> Proposal {
        let mut changes = Proposal::default();
        let NewSeal { seal, path, is_change, numbers } = self.new;
        if !numbers.is_empty() {
            let all = [self.snapshot.archive.numbers.as_slice(), numbers].concat();
            changes.replace(filing::PATH, filing::bytes(&all));
        }
        if *is_change {
            changes.replace(path, seal::bytes(seal));
        }
        changes
    }

    /// Why the bag cannot be put where it should be. The bag of an earlier run is named, where the term is not sealed.
    fn not_placed(&self, error: Error, plan: &BagPlan, terminal: &Terminal) -> Error {
        let is_change = self.new.is_change || !self.new.numbers.is_empty();
        let output = self.args.output.clone().unwrap_or_else(|| PathBuf::from(&plan.name));
        if is_change && is_bag(&output) {
            terminal.note(&half_closed(terminal.lang));
        }
        error
    }
}

/// What stands before the checklist of a term that is not over.
fn so_far(archive: &Archive, term: TermIx, lang: Lang) -> String {
    let Term { name, period, .. } = archive.calendar.term(term);
    let last = period.last;
    match lang {
        Lang::Zh => format!("“{name}”到{last}才结束，到时候再收尾。照现在的记录：\n"),
        Lang::En => {
            format!("{name} ends on {last}; close it after that. By the records so far:\n")
        }
    }
}

/// The answer for a term that is closed and has not changed since.
fn closed_already(term: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "“{term}”已经收尾，没有改动，什么也没有写。要再做一份档案包，请加上 -o 和位置\n"
        ),
        Lang::En => format!(
            "{term} is closed already and nothing changed: nothing was written. For another bag, say with -o where it goes\n"
        ),
    }
}

/// Whether a bag lies at a path: a folder, or one packed file of those that `archive` writes.
fn is_bag(path: &Path) -> bool {
    match Container::find(path) {
        Ok(Some(Container::Folder(folder))) => folder.join("bagit.txt").exists(),
        Ok(found) => found.is_some(),
        Err(_) => false,
    }
}

/// What to do where a bag is there and the term is not closed, as after a run that was killed between the two.
fn half_closed(lang: Lang) -> String {
    pick(
        lang,
        "档案包已经在了，学期还没有封存：可能是上一次收尾中途停了，内容没有丢。请删去或移开下面的档案包，再运行一次",
        "the bag is there and the term is not sealed: an earlier run may have stopped halfway, nothing is lost. Delete the bag below or move it away, and run this again",
    )
    .to_owned()
}

/// What to do when the seal could not be written.
fn bag_alone(destination: &Destination, lang: Lang) -> String {
    let bag = shown(&destination.output);
    match lang {
        Lang::Zh => format!(
            "档案包已经做好（{bag}），但封存没有写成。排除下面的问题后，删去这个档案包，再运行一次"
        ),
        Lang::En => format!(
            "the bag is written ({bag}), but the seal is not. Fix the problem below, delete the bag and run this again"
        ),
    }
}

/// What `-n` tells besides the checklist.
fn outlook(new: &NewSeal, lang: Lang) -> String {
    let (records, figures, numbers) =
        (new.seal.records.len(), new.seal.figures.len(), new.numbers.len());
    match lang {
        Lang::Zh => format!(
            "会封存{records}份记录、{figures}个数字，编{numbers}个档号，做一个档案包。没有写文件\n"
        ),
        Lang::En => format!(
            "would seal {records} records and {figures} figures, give {numbers} file numbers and write a bag; nothing was written\n"
        ),
    }
}

/// What is missing, by kind.
fn checklist(snapshot: &Snapshot, term: TermIx, gaps: &[TermGap], lang: Lang) -> String {
    let name = &snapshot.archive.calendar.term(term).name;
    if gaps.is_empty() {
        return match lang {
            Lang::Zh => format!("“{name}”不缺什么\n"),
            Lang::En => format!("nothing is missing of {name}\n"),
        };
    }
    let count = gaps.len();
    let mut text = match lang {
        Lang::Zh => format!("“{name}”还缺{count}处：\n"),
        Lang::En if count == 1 => format!("1 thing is missing of {name}:\n"),
        Lang::En => format!("{count} things are missing of {name}:\n"),
    };
    let mut heading = "";
    for gap in gaps {
        let next = heading_of(gap, lang);
        if next != heading {
            text.push_str(&format!("\n{next}\n"));
            heading = next;
        }
        for part in line_of(snapshot, gap, lang).lines() {
            text.push_str(&format!("- {}\n", visible(part)));
        }
    }
    text.push('\n');
    text
}

fn heading_of(gap: &TermGap, lang: Lang) -> &'static str {
    match gap {
        TermGap::Plan(_)
        | TermGap::Actions(_)
        | TermGap::Records(_)
        | TermGap::Summary(_)
        | TermGap::Material { .. } => pick(lang, "四有和材料", "four-haves and materials"),
        TermGap::Uncounted(_) => {
            pick(lang, "没有计入任何目标的数", "figures that do not count towards any target")
        }
        TermGap::FollowUp { .. } => pick(lang, "没有销号的问题", "problems that are not settled"),
        TermGap::Draft(_) => pick(lang, "还是草稿，不会封存", "drafts, which are not sealed"),
    }
}

fn line_of(snapshot: &Snapshot, gap: &TermGap, lang: Lang) -> String {
    let archive = &snapshot.archive;
    match gap {
        TermGap::Plan(owner) => lacking(archive, *owner, pick(lang, "计划", "plan"), lang),
        TermGap::Actions(owner) => {
            lacking(archive, *owner, pick(lang, "措施", "actions in its plan"), lang)
        }
        TermGap::Records(owner) => lacking(archive, *owner, pick(lang, "记录", "record"), lang),
        TermGap::Summary(owner) => lacking(archive, *owner, pick(lang, "总结", "summary"), lang),
        TermGap::Material { record, material } => {
            let record = school_and_file(archive, *record);
            match lang {
                Lang::Zh => format!("{record}：写了“{material}”，附件里没有"),
                Lang::En => format!("{record}: lists {material}, which is not attached"),
            }
        }
        TermGap::Uncounted(figure) => {
            let record = school_and_file(archive, figure.record);
            let measure = &figure.key;
            let why = uncounted_reason((archive, snapshot.as_of()), Phrases(lang), figure);
            match lang {
                Lang::Zh => format!("{record} {measure}：{why}"),
                Lang::En => format!("{record}, {measure}: {why}"),
            }
        }
        TermGap::FollowUp { record, at, overdue } => {
            follow_up(archive, *record, *at, *overdue, lang)
        }
        TermGap::Draft(record) => school_and_file(archive, *record),
    }
}

fn lacking(archive: &Archive, owner: Owner, what: &str, lang: Lang) -> String {
    let name = school_or_pair_name(archive, owner);
    match lang {
        Lang::Zh => format!("{name}：缺{what}"),
        Lang::En => format!("{name}: no {what}"),
    }
}

/// The name of the school of a record, and its file.
fn school_and_file(archive: &Archive, record: RecordIx) -> String {
    let record = archive.record(record);
    format!("{} {}", archive.school(record.school).name, record.file)
}

fn follow_up(archive: &Archive, record: RecordIx, at: usize, overdue: bool, lang: Lang) -> String {
    let found = archive.record(record);
    let Detail::Visit(visit) = &found.detail else { return found.file.clone() };
    let problem = match visit.follow_ups.get(at) {
        Some(follow_up) => follow_up.problem.as_str(),
        None => "",
    };
    let school = &archive.school(found.school).name;
    let late = if overdue { pick(lang, "，已逾期", ", overdue") } else { "" };
    match lang {
        Lang::Zh => format!("{school} {}：{problem}{late}", found.file),
        Lang::En => format!("{school} {}: {problem}{late}", found.file),
    }
}
