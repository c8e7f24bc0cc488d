//! `guidang new`: a ready-to-fill record in the right place; never overwrites.

use super::find::{pair_named, school_named};
use super::load::{load_records, lock_archive};
use super::terminal::Terminal;
use super::{Exit, find_root, shown};
use crate::cli::{Globals, New};
use crate::error::Error;
use crate::l10n::Lang;
use crate::model::Archive;
use crate::project::{Project, today};
use crate::relocate::check_name;
use crate::scaffold::{self, Blank, Home, NewKind};

pub(super) fn run(new: &New, globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let writer = lock_archive(&root, "new", globals, terminal)?;
    let snapshot = load_records(&Project::at(&root), None, globals, terminal)?;
    let archive = &snapshot.archive;
    let today = new.date.unwrap_or_else(today);
    let lang = terminal.lang;
    let term = archive.calendar.term_of(today).map(|term| &*archive.calendar.term(term).name);
    let title = new.title.as_deref();
    let blank = Blank { title, term, ..Blank::new(new.kind, lang, today) };
    let home = home(new, archive)?;
    let exists = |path: &str| root.join(path).exists();
    let path = scaffold::path(&blank, home, &exists);
    if let Some(refusal) = refusal(archive, new.kind, &path) {
        return Err(refusal);
    }
    writer.create(&path, scaffold::record(&blank).as_bytes())?;
    let mut written = format!("{}\n", shown(&root.join(&path)));
    if new.kind == NewKind::Ledger {
        let table = format!("{}.csv", path.trim_end_matches(".md"));
        writer.create(&table, scaffold::ledger_table(lang).as_bytes())?;
        written.push_str(&format!("{}\n", shown(&root.join(&table))));
    }
    terminal.print(&written)?;
    Ok(Exit::Done)
}

/// Why nothing may be created at a path: its name is no name, or something has it or had it.
fn refusal(archive: &Archive, kind: NewKind, path: &str) -> Option<Error> {
    let is_owner = matches!(kind, NewKind::School | NewKind::Pair);
    let folder = path.strip_prefix("content/").and_then(|below| below.split_once('/'));
    let folder = folder.and_then(|(_, below)| below.rsplit_once('/'));
    if let Some((name, _)) = folder.filter(|_| is_owner)
        && let Err(refusal) = check_name(name)
    {
        return Some(Error::custom(refusal.text(Lang::Zh), refusal.text(Lang::En)));
    }
    let holder = scaffold::name_holder(archive, kind, path)?;
    let (title, file) = (holder.title, holder.file);
    let name = match folder {
        Some((name, _)) if is_owner => name,
        _ => path,
    };
    let option = if kind == NewKind::School { "--school" } else { "--pair" };
    Some(match (is_owner, holder.is_former) {
        (true, true) => Error::custom(
            format!(
                "“{name}”是“{title}”（{file}）原来的名称，以前的链接、档号和封存还用它，没有新建。请用 {option} 另写一个文件夹名。"
            ),
            format!(
                "`{name}` is the former name of \"{title}\" ({file}), which links, file numbers and seals still use; nothing was created. Give another folder name with {option}."
            ),
        ),
        (true, false) => Error::custom(
            format!(
                "文件夹“{name}”已经是“{title}”的（{file}），没有新建。请用 {option} 另写一个文件夹名，或直接修改原文件。"
            ),
            format!(
                "The folder `{name}` is that of \"{title}\" already ({file}); nothing was created. Give another folder name with {option}, or edit that file."
            ),
        ),
        (false, true) => Error::custom(
            format!(
                "“{name}”是“{title}”（{file}）原来的位置，以前的链接、档号和封存还用它，没有新建。请换一个标题或日期。"
            ),
            format!(
                "`{name}` is where \"{title}\" ({file}) was before, and links, file numbers and seals still use that; nothing was created. Choose another title or date."
            ),
        ),
        (false, false) => Error::custom(
            format!("“{file}”已经存在，没有改动。请换一个标题或日期，或直接修改原文件。"),
            format!(
                "\"{file}\" already exists and was not changed. Choose another title or date, or edit that file."
            ),
        ),
    })
}

/// The folder that a new record belongs in.
fn home<'a>(new: &'a New, archive: &'a Archive) -> Result<Home<'a>, Error> {
    let (mut school, mut pair) = (None, None);
    if let Some(name) = &new.school
        && new.kind != NewKind::School
    {
        school = Some(&*archive.school(school_named(archive, name)?).id);
    }
    if let Some(name) = &new.pair
        && new.kind != NewKind::Pair
    {
        pair = Some(&*pair_named(archive, name)?.folder);
    }
    Ok(match (new.kind, school, pair) {
        (NewKind::School, ..) => new.school.as_deref().map_or(Home::Archive, Home::School),
        (NewKind::Pair, ..) => new.pair.as_deref().map_or(Home::Archive, Home::Pair),
        (NewKind::Plan, _, Some(pair)) => Home::Pair(pair),
        (_, Some(school), _) => Home::School(school),
        (NewKind::Plan, None, None) => Home::Archive,
        _ => return Err(needs_school(archive)),
    })
}

fn needs_school(archive: &Archive) -> Error {
    let names: Vec<&str> = archive.schools.iter().take(12).map(|school| &*school.id).collect();
    let (first, chinese) = (names.first().copied().unwrap_or("…"), names.join("、"));
    Error::custom(
        format!("请用 --school 说明放在哪所学校，例如 --school {first}。已有：{chinese}"),
        format!("say whose it is with --school. There are: {}", names.join(", ")),
    )
}
