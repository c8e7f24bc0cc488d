//! `guidang receive INBOX`: takes what schools handed in into the archive.

use std::io::ErrorKind;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use unicode_width::UnicodeWidthStr;

use super::load::{load_records, lock_and_load};
use super::terminal::Terminal;
use super::{Exit, find_root, shown};
use crate::cli::{Globals, Receive, ReportFormat};
use crate::error::{Error, Operation};
use crate::inbox::{Handled, Inbox, InboxReport, MonthReport, Outcome, month_report, waiting};
use crate::l10n::{Lang, pick};
use crate::project::{Project, today};
use crate::source::git::Repository;

pub(super) fn run(
    asked: &Receive,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    must_be_apart(&asked.inbox, &root)?;
    if asked.report {
        return report(asked, &root, globals, terminal);
    }
    if asked.commit {
        Repository::of(&root)?;
    }
    if asked.watch {
        return watch(asked, &root, globals, terminal);
    }
    let totals = once(asked, &root, globals, terminal)?;
    terminal.note(&totals.summary(terminal.lang, asked.dry_run));
    Ok(if totals.needs_someone() { Exit::ContentErrors } else { Exit::Done })
}

/// What became of the hand-ins, in numbers.
#[derive(Default)]
struct Totals {
    taken: usize,
    changed: usize,
    already: usize,
    returned: usize,
    left: usize,
    report: InboxReport,
}

impl Totals {
    fn add(&mut self, outcome: &Outcome) {
        let count = match outcome {
            Outcome::Taken => &mut self.taken,
            Outcome::Changed => &mut self.changed,
            Outcome::Already => &mut self.already,
            Outcome::Returned { .. } => &mut self.returned,
            Outcome::Left { .. } => &mut self.left,
        };
        *count += 1;
    }

    /// Whether anything was not taken that somebody handed in.
    fn needs_someone(&self) -> bool {
        0 < self.returned + self.left || !self.report.unknown.is_empty()
    }

    fn summary(&self, lang: Lang, dry_run: bool) -> String {
        let Totals { taken, changed, already, returned, .. } = self;
        let waits = self.left + self.report.unfinished.len();
        match (lang, dry_run) {
            (Lang::Zh, false) => format!(
                "收下{taken}份，更新{changed}份，已经有的{already}份，退回{returned}份，还在等的{waits}份"
            ),
            (Lang::Zh, true) => format!(
                "会收下{taken}份，更新{changed}份，已经有的{already}份，退回{returned}份，还在等的{waits}份；什么也没有写"
            ),
            (Lang::En, false) => format!(
                "{taken} taken, {changed} updated, {already} known already, {returned} handed back, {waits} waiting"
            ),
            (Lang::En, true) => format!(
                "{taken} would be taken, {changed} updated, {already} known already, {returned} handed back, {waits} waiting; nothing was written"
            ),
        }
    }
}

/// Takes in what is there.
fn once(
    asked: &Receive,
    root: &Path,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Totals, Error> {
    let (writer, snapshot) =
        lock_and_load(&Project::at(root), "receive", asked.dry_run, globals, terminal)?;
    let inbox = Inbox {
        root,
        inbox: &asked.inbox,
        snapshot: &snapshot,
        lang: terminal.lang,
        date: asked.date.unwrap_or_else(today),
        commit: asked.commit,
    };
    let mut totals = Totals::default();
    let mut print = |handled: &Handled| {
        totals.add(&handled.outcome);
        terminal.print(&line(handled, terminal.lang))
    };
    let report = inbox.receive(writer.as_ref(), &mut print)?;
    for name in &report.unfinished {
        terminal.note(&match terminal.lang {
            Lang::Zh => format!("等一等 {name}：还在复制，下次再收"),
            Lang::En => format!("wait     {name}: is still being copied; the next run takes it"),
        });
    }
    for name in &report.unknown {
        terminal.error(&match terminal.lang {
            Lang::Zh => format!(
                "收件箱里的“{name}”不是哪一所学校的文件夹，没有动它；请用学校的文件夹名、名称或简称命名"
            ),
            Lang::En => format!(
                "\"{name}\" in the inbox is the folder of no school and was left alone; name it by the school's id, name or short name"
            ),
        });
    }
    totals.report = report;
    Ok(totals)
}

fn line(handled: &Handled, lang: Lang) -> String {
    let Handled { name, record, outcome } = handled;
    match (outcome, lang) {
        (Outcome::Taken, Lang::Zh) => format!("收下 {name} → {record}\n"),
        (Outcome::Taken, Lang::En) => format!("taken    {name} → {record}\n"),
        (Outcome::Changed, Lang::Zh) => format!("更新 {name} → {record}\n"),
        (Outcome::Changed, Lang::En) => format!("updated  {name} → {record}\n"),
        (Outcome::Already, Lang::Zh) => format!("已有 {name} → {record}\n"),
        (Outcome::Already, Lang::En) => format!("known    {name} → {record}\n"),
        (Outcome::Returned { why }, Lang::Zh) => format!("退回 {name}：{why}\n"),
        (Outcome::Returned { why }, Lang::En) => format!("returned {name}: {why}\n"),
        (Outcome::Left { why }, Lang::Zh) => format!("没动 {name}：{why}\n"),
        (Outcome::Left { why }, Lang::En) => format!("left     {name}: {why}\n"),
    }
}

/// Looks again and again until the program is stopped, which it may be at any moment.
fn watch(
    asked: &Receive,
    root: &Path,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let mut last = None;
    loop {
        let now = waiting(&asked.inbox);
        if !now.is_empty() && last.as_ref() != Some(&now) || last.is_none() {
            match once(asked, root, globals, terminal) {
                Ok(totals) => {
                    let is_done = totals.report.unfinished.is_empty();
                    last = Some(if is_done { waiting(&asked.inbox) } else { Vec::new() });
                    terminal.note(&totals.summary(terminal.lang, false));
                }
                // A shared disk may be away, and another program may hold the archive for a while.
                Err(error) => {
                    terminal.fault(&error);
                    last = Some(Vec::new());
                }
            }
        }
        sleep(Duration::from_secs(asked.every));
    }
}

/// An inbox inside `content/` would be read as records, and records as hand-ins.
fn must_be_apart(inbox: &Path, root: &Path) -> Result<(), Error> {
    let real = inbox.canonicalize().map_err(Error::io(Operation::List, inbox))?;
    if !real.is_dir() {
        return Err(Error::io(Operation::List, inbox)(ErrorKind::NotADirectory.into()));
    }
    let content = root.join("content");
    let content = content.canonicalize().map_err(Error::io(Operation::List, &content))?;
    if real.starts_with(&content) || content.starts_with(&real) {
        let inbox = shown(inbox);
        return Err(Error::custom(
            format!(
                "收件箱“{inbox}”不能在content里面，也不能包着它；请另建一个文件夹，例如档案旁边的“收件箱”"
            ),
            format!(
                "the inbox \"{inbox}\" may not be inside content/ nor around it; make a folder of its own beside the archive"
            ),
        ));
    }
    Ok(())
}

fn report(
    asked: &Receive,
    root: &Path,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let snapshot = load_records(&Project::at(root), None, globals, terminal)?;
    let day = asked.date.unwrap_or_else(today);
    let report = month_report(root, &asked.inbox, &snapshot.archive, day)?;
    terminal.print(&match asked.format {
        ReportFormat::Text => text(&report, terminal.lang),
        ReportFormat::Csv => csv(&report, terminal.lang),
        ReportFormat::Json => {
            format!("{}\n", serde_json::to_string_pretty(&report).unwrap_or_default())
        }
    })?;
    Ok(Exit::Done)
}

/// The report for people: the schools that handed in something with what it was, then the others.
fn text(report: &MonthReport, lang: Lang) -> String {
    let mut width = 0;
    for school in &report.schools {
        width = width.max(school.name.width());
    }
    let mut out = match lang {
        Lang::Zh => format!("{}收到的材料\n\n", report.month),
        Lang::En => format!("Handed in during {}\n\n", report.month),
    };
    for school in &report.schools {
        let padding = " ".repeat(width.saturating_sub(school.name.width()));
        let mut changed = 0;
        for taken in &school.taken {
            changed += usize::from(taken.changed);
        }
        let new = school.taken.len() - changed;
        let mut parts = Vec::new();
        for (count, zh, en) in [
            (new, "新收", "new"),
            (changed, "更新", "updated"),
            (school.returned, "退回待改", "to be fixed"),
        ] {
            if 0 < count {
                parts.push(match lang {
                    Lang::Zh => format!("{zh}{count}份"),
                    Lang::En => format!("{count} {en}"),
                });
            }
        }
        if parts.is_empty() {
            parts.push(pick(lang, "没有交", "nothing").to_owned());
        }
        let parts = parts.join(pick(lang, "，", ", "));
        out.push_str(&format!("{}{padding}  {parts}\n", school.name));
        for taken in &school.taken {
            let version = match (taken.changed, lang) {
                (false, _) => "",
                (true, Lang::Zh) => "（更新）",
                (true, Lang::En) => " (updated)",
            };
            out.push_str(&format!("    {}  {}{version}\n", taken.date, taken.title));
        }
    }
    out
}

/// The report for spreadsheets: a row a hand-in, and one for each school without any.
fn csv(report: &MonthReport, lang: Lang) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heads = pick(
        lang,
        ["月份", "学校", "收下的日子", "记录", "编号", "新收或更新", "退回待改"],
        ["month", "school", "taken on", "record", "id", "new or updated", "to be fixed"],
    );
    // Writing to memory cannot fail.
    let _ = writer.write_record(heads);
    for school in &report.schools {
        let returned = school.returned.to_string();
        let mut rows: Vec<[&str; 4]> = Vec::new();
        if school.taken.is_empty() {
            rows.push([""; 4]);
        }
        for taken in &school.taken {
            let kind = if taken.changed {
                pick(lang, "更新", "updated")
            } else {
                pick(lang, "新收", "new")
            };
            rows.push([&taken.date, &taken.title, &taken.record, kind]);
        }
        for [date, title, id, kind] in rows {
            let cells = [&report.month, &school.name, date, title, id, kind, &returned];
            let _ = writer.write_record(cells.map(harmless));
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
