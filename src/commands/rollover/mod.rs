//! `guidang rollover YEAR`: the next school year.

mod report;

use std::collections::BTreeSet;

use super::find::school_year_named;
use super::load::{load_records, lock_archive};
use super::number::errors_besides_seals;
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::{Globals, Rollover as RolloverArgs};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Period, Plan};
use crate::project::{Project, Proposal, Snapshot};
use crate::scaffold::{CopyError, PlanCopy, PlanFate, TermList, copy_plan, fates, new_terms};
use crate::source::decode;

pub(super) fn run(
    args: &RolloverArgs,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let writer = match args.dry_run {
        true => None,
        false => Some(lock_archive(&root, "rollover", globals, terminal)?),
    };
    let snapshot = load_records(&Project::at(&root), None, globals, terminal)?;
    let year = school_year_named(&args.year)?;
    let errors = errors_besides_seals(&snapshot.diagnostics);
    if !errors.is_empty() {
        terminal.diagnostics(&errors, &*snapshot.source);
        terminal.note(pick(
            terminal.lang,
            "没有准备新学年：内容有错误，请先改好",
            "the school year was not prepared: fix the errors first",
        ));
        return Ok(Exit::ContentErrors);
    }
    let exists = |path: &str| root.join(path).symlink_metadata().is_ok();
    let mut rollover = Rollover::new(&snapshot, year, terminal.lang, args.dry_run);
    rollover.add_terms()?;
    let copies = rollover.copies(&exists)?;
    rollover.add_copies(copies)?;
    if rollover.has_new_errors(terminal)? {
        return Ok(Exit::ContentErrors);
    }
    if let Some(writer) = &writer {
        rollover.proposal.write_together(writer, &root)?;
    }
    rollover.note_settings();
    terminal.print(&rollover.report())?;
    Ok(Exit::Done)
}

/// What a rollover writes, and what it tells.
struct Rollover<'a> {
    snapshot: &'a Snapshot,
    year: i32,
    lang: Lang,
    dry_run: bool,
    proposal: Proposal,
    done: Vec<String>,
    left: Vec<String>,
    to_decide: Vec<String>,
}

/// A copy that can be written.
struct NewPlan<'a> {
    plan: &'a Plan,
    path: String,
    copy: PlanCopy,
    /// The attachments that go with it, by the paths that they have and get.
    attachments: Vec<(String, String)>,
    /// Paths of attachments at which there is another file already.
    taken: Vec<String>,
}

impl<'a> Rollover<'a> {
    fn new(snapshot: &'a Snapshot, year: i32, lang: Lang, dry_run: bool) -> Rollover<'a> {
        Rollover {
            snapshot,
            year,
            lang,
            dry_run,
            proposal: Proposal::default(),
            done: Vec::new(),
            left: Vec::new(),
            to_decide: Vec::new(),
        }
    }

    fn archive(&self) -> &'a Archive {
        &self.snapshot.archive
    }

    /// The text of a file, whatever its encoding.
    fn text(&self, path: &str) -> Result<Option<String>, Error> {
        let bytes = self.snapshot.source.bytes(path)?;
        Ok(decode(&bytes).ok().map(|decoded| decoded.text))
    }

    fn add_terms(&mut self) -> Result<(), Error> {
        let paths = self.snapshot.source.paths();
        let names = ["content/site.yaml", "content/站点.yaml"];
        let Some(path) = paths.into_iter().find(|path| names.contains(path)) else { return Ok(()) };
        let Some(text) = self.text(path)? else { return Ok(()) };
        let archive = self.archive();
        let (year, next) = (self.year, self.year + 1);
        let list = new_terms(&text, &archive.calendar, year, archive.site.language);
        match list {
            TermList::Default => self.to_decide.push(pick(
                self.lang,
                format!("站点.yaml没有列学期，按默认校历（9月1日—1月20日，2月21日—7月5日）。县里校历不同的，请列上{year}—{next}学年的学期"),
                format!("site.yaml lists no terms, so the default calendar holds (1 September to 20 January, 21 February to 5 July). Where the county's calendar differs, list the terms of {year}-{next}"),
            )),
            TermList::Complete { as_moved } => {
                self.left.push(pick(
                    self.lang,
                    format!("{year}—{next}学年的学期已有，没有动"),
                    format!("the terms of {year}-{next} are there already"),
                ));
                if as_moved {
                    self.check_terms(path);
                }
            }
            TermList::NothingToMove => self.to_decide.push(pick(
                self.lang,
                format!("站点.yaml里没有{}—{year}学年的学期可以照抄，请自己加上{year}—{next}学年的学期", year - 1),
                format!("site.yaml lists no terms of {}-{year} to go by: add the terms of {year}-{next}", year - 1),
            )),
            TermList::InBrackets => self.to_decide.push(pick(
                self.lang,
                format!("站点.yaml的“学期”写在方括号里，没法往后加，请自己加上{year}—{next}学年的学期"),
                format!("`terms` in site.yaml is written in brackets, so nothing can be added: add the terms of {year}-{next}"),
            )),
            TermList::Added { text, terms } => {
                self.proposal.replace(path, text.into_bytes());
                for (name, Period { first, last }) in &terms {
                    self.done.push(match (self.lang, self.dry_run) {
                        (Lang::Zh, false) => format!("加了学期“{name}”：{first}至{last}"),
                        (Lang::Zh, true) => format!("会加学期“{name}”：{first}至{last}"),
                        (Lang::En, false) => format!("term added: {name}, {first} to {last}"),
                        (Lang::En, true) => format!("term that would be added: {name}, {first} to {last}"),
                    });
                }
                self.check_terms(path);
            }
        }
        Ok(())
    }

    fn check_terms(&mut self, path: &str) {
        self.to_decide.push(pick(
            self.lang,
            format!("{path}：按县里的校历核对新学期的开始和结束"),
            format!("{path}: check the days of the new terms against the county's calendar"),
        ));
    }

    /// The copies of the plans of the school year before.
    fn copies(&mut self, exists: &dyn Fn(&str) -> bool) -> Result<Vec<NewPlan<'a>>, Error> {
        let archive = self.archive();
        let mut copies: Vec<NewPlan<'a>> = Vec::new();
        let mut paths = BTreeSet::new();
        for (index, fate) in fates(archive, self.year, exists) {
            let plan = archive.plan(index);
            let PlanFate::Copy { path } = fate else {
                self.note_fate(plan, &fate)?;
                continue;
            };
            let text = self.text(&plan.file)?;
            let copied = match &text {
                Some(text) => copy_plan(text, archive, plan, self.year),
                None => Err(CopyError::Layout),
            };
            match copied {
                Ok(_) if !paths.insert(path.clone()) => {
                    self.cannot_copy(plan, CopyError::Layout);
                }
                Ok(copy) => copies.push(self.with_attachments(plan, path, copy)?),
                Err(why) => self.cannot_copy(plan, why),
            }
        }
        Ok(copies)
    }

    /// Adds the copies that have no error themselves.
    fn add_copies(&mut self, copies: Vec<NewPlan<'a>>) -> Result<(), Error> {
        let mut all = self.proposal.clone();
        for new in &copies {
            self.propose(new, &mut all)?;
        }
        let (_, errors) = all.judge(self.snapshot)?;
        let wrong: BTreeSet<&str> = errors.iter().map(|error| &*error.file).collect();
        for new in copies {
            if wrong.contains(&*new.path) {
                self.cannot_copy(new.plan, CopyError::Layout);
                continue;
            }
            let mut proposal = std::mem::take(&mut self.proposal);
            self.propose(&new, &mut proposal)?;
            self.proposal = proposal;
            self.note_copy(&new);
        }
        Ok(())
    }

    /// Tells the errors that the archive would have, if any.
    fn has_new_errors(&self, terminal: &Terminal) -> Result<bool, Error> {
        let (after, errors) = self.proposal.judge(self.snapshot)?;
        if errors.is_empty() {
            return Ok(false);
        }
        terminal.note(pick(
            terminal.lang,
            "这样做以后，档案会有下面的错误，所以没有写任何文件：",
            "the archive would have these errors then, so nothing was written:",
        ));
        terminal.diagnostics(&errors, &*after.source);
        Ok(true)
    }

    /// A copy with the attachments that have to go with it: those in the plan's own folder. A plan in one file is copied
    /// beside itself, so that its links lead to the same files as before.
    fn with_attachments(
        &self,
        plan: &'a Plan,
        path: String,
        copy: PlanCopy,
    ) -> Result<NewPlan<'a>, Error> {
        let (old_folder, new_folder) = (folder_of(&plan.file), folder_of(&path).to_owned());
        let mut new = NewPlan { plan, path, copy, attachments: Vec::new(), taken: Vec::new() };
        if old_folder == new_folder {
            return Ok(new);
        }
        let source = &self.snapshot.source;
        let known: BTreeSet<&str> = source.paths().into_iter().collect();
        for attachment in &new.copy.attachments {
            let from = format!("content/{}", attachment.trim_start_matches("content/"));
            let Some(below) = from.strip_prefix(old_folder) else { continue };
            let to = format!("{new_folder}{below}");
            if !known.contains(&*to) {
                new.attachments.push((from, to));
            } else if source.bytes(&to)? != source.bytes(&from)? {
                new.taken.push(to);
            }
        }
        Ok(new)
    }

    fn propose(&self, new: &NewPlan<'_>, proposal: &mut Proposal) -> Result<(), Error> {
        proposal.create(&new.path, new.copy.text.clone().into_bytes());
        for (from, to) in &new.attachments {
            proposal.copy(from, to, self.snapshot.source.bytes(from)?);
        }
        Ok(())
    }
}

/// The folder that a file is in.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
