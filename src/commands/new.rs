//! `guidang new`: a ready-to-fill record in the right place; never overwrites.

use super::find::{pair_named, school_named};
use super::load::{load_records, lock_archive};
use super::terminal::Terminal;
use super::{Exit, find_root, shown};
use crate::cli::{Globals, New};
use crate::error::Error;
use crate::model::Archive;
use crate::project::{Project, today};
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
