//! `guidang new`: a ready-to-fill record in the right place; never overwrites.

use std::fs;
use std::path::Path;

use chrono::Datelike;

use super::load::load_records;
use super::terminal::Terminal;
use super::{Exit, find_root, shown};
use crate::cli::{Globals, New};
use crate::error::{Error, Operation, UsageError};
use crate::model::{Archive, Day};
use crate::project::Project;
use crate::scaffold::{self, Blank, Home, NewKind};

/// Today, in the machine's own time: only for the date that a new record begins with.
pub(super) fn today() -> Day {
    let now = chrono::Local::now().date_naive();
    Day::new(now.year(), now.month(), now.day()).unwrap_or_else(Day::first)
}

pub(super) fn run(new: &New, globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let snapshot = load_records(&Project::at(&root), None, globals, terminal)?;
    let archive = &snapshot.archive;
    let today = new.date.unwrap_or_else(today);
    let lang = terminal.lang;
    let school = new.school.as_deref().filter(|_| new.kind != NewKind::School);
    let school = school.map(|it| folder_of_school(archive, it)).transpose()?;
    let pair = new.pair.as_deref().filter(|_| new.kind != NewKind::Pair);
    let pair = pair.map(|it| folder_of_pair(archive, it)).transpose()?;
    let term = archive.calendar.term_of(today).map(|it| archive.calendar.term(it).name.clone());
    let blank = Blank {
        title: new.title.as_deref(),
        term: term.as_deref(),
        ..Blank::new(new.kind, lang, today)
    };
    let home = match (new.kind, &school, &pair) {
        (NewKind::School, ..) => new.school.as_deref().map_or(Home::Archive, Home::School),
        (NewKind::Pair, ..) => new.pair.as_deref().map_or(Home::Archive, Home::Pair),
        (NewKind::Plan, _, Some(pair)) => Home::Pair(pair),
        (_, Some(school), _) => Home::School(school),
        (NewKind::Plan, None, None) => Home::Archive,
        _ => return Err(needs_school(archive)),
    };
    let exists = |path: &str| root.join(path).exists();
    let path = scaffold::path(&blank, home, &exists);
    write_new(&root, &path, &scaffold::record(&blank))?;
    let mut made = format!("{}\n", shown(&root.join(&path)));
    if new.kind == NewKind::Ledger {
        let table = format!("{}.csv", path.trim_end_matches(".md"));
        write_new(&root, &table, &scaffold::ledger_table(lang))?;
        made.push_str(&format!("{}\n", shown(&root.join(&table))));
    }
    terminal.print(&made)?;
    Ok(Exit::Done)
}

fn write_new(root: &Path, path: &str, text: &str) -> Result<(), Error> {
    let path = root.join(path);
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    let mut file = fs::File::create_new(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => UsageError::Exists { path: path.clone() }.into(),
        _ => Error::io(Operation::Save, &path)(error),
    })?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(Error::io(Operation::Save, &path))
}

pub(super) fn folder_of_school(archive: &Archive, name: &str) -> Result<String, Error> {
    let named = |it: &&crate::model::School| {
        it.id == name || it.name == name || it.short.iter().any(|it| it == name)
    };
    match archive.schools.iter().find(named) {
        Some(school) => Ok(school.id.clone()),
        None => Err(unknown(
            "学校",
            "school",
            name,
            archive.schools.iter().flat_map(|it| [it.name.as_str(), it.id.as_str()]),
        )),
    }
}

fn folder_of_pair(archive: &Archive, name: &str) -> Result<String, Error> {
    match archive.pairs.iter().find(|it| it.folder == name || it.id == name || it.name == name) {
        Some(pair) => Ok(pair.folder.clone()),
        None => Err(unknown(
            "结对",
            "pair",
            name,
            archive.pairs.iter().flat_map(|it| [it.name.as_str(), it.folder.as_str()]),
        )),
    }
}

/// That there is no such thing, with the nearest that there is.
pub(super) fn unknown<'a>(
    zh: &str,
    en: &str,
    name: &str,
    names: impl Iterator<Item = &'a str>,
) -> Error {
    let nearest = crate::parse::nearest_name(name, names);
    let (zh_hint, en_hint) = match nearest {
        Some(it) => (format!("，是不是“{it}”？"), format!("; did you mean `{it}`?")),
        None => (String::new(), String::new()),
    };
    Error::custom(
        format!("没有名为“{name}”的{zh}{zh_hint}"),
        format!("there is no {en} called `{name}`{en_hint}"),
    )
}

fn needs_school(archive: &Archive) -> Error {
    let names: Vec<&str> = archive.schools.iter().take(12).map(|it| it.id.as_str()).collect();
    let names = names.join("、");
    Error::custom(
        format!(
            "请用 --school 说明放在哪所学校，例如 --school {}。已有：{names}",
            archive.schools.first().map_or("…", |it| &it.id)
        ),
        format!("say whose it is with --school. There are: {names}"),
    )
}
