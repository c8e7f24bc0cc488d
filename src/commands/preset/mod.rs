//! `guidang preset`: ready sets of indicators and a plan.

mod forms;
mod report;

pub(super) use forms::{FormsWanted, preset_forms, scope_of};

use forms::forms_folder;
use report::report;

use super::find::{pair_named, school_named, school_year_named, unknown_name};
use super::load::{lock_and_load, stopped_by_errors};
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::{Globals, Preset as PresetArgs, PresetAdd};
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day, Pair};
use crate::project::{Project, Proposal, Snapshot, today};
use crate::scaffold::{
    AppendRefusal, Home, Merge, MergeTarget, PRESETS, PlanHome, Preset, PresetDays, merge,
};
use crate::source::decode;

pub(super) fn run(
    args: &PresetArgs,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    match args {
        PresetArgs::List => list(terminal),
        PresetArgs::Show { name } => show(preset_named(name)?, terminal),
        PresetArgs::Add(args) => add(args, globals, terminal),
    }
}

/// The preset of that name or title.
pub(super) fn preset_named(name: &str) -> Result<&'static Preset, Error> {
    if let Some(preset) = Preset::named(name) {
        return Ok(preset);
    }
    let mut names = Vec::new();
    for preset in &PRESETS {
        names.extend([preset.name, preset.title(Lang::Zh)]);
    }
    Err(unknown_name("预设", "preset", name, names))
}

fn list(terminal: &Terminal) -> Result<Exit, Error> {
    let lang = terminal.lang;
    let mut width = 0;
    for preset in &PRESETS {
        width = width.max(preset.name.len());
    }
    let mut text = String::new();
    for preset in &PRESETS {
        let (name, title, summary) = (preset.name, preset.title(lang), preset.summary(lang));
        text.push_str(&match lang {
            Lang::Zh => format!("{name:width$}  {title}：{summary}\n"),
            Lang::En => format!("{name:width$}  {title}: {summary}\n"),
        });
    }
    terminal.print(&text)?;
    terminal.note(pick(
        lang,
        "查看一个：guidang preset show 名称；新建档案：guidang init 文件夹 --preset 名称；加到已有的档案：guidang preset add 名称",
        "show one: guidang preset show NAME; a new archive: guidang init DIR --preset NAME; add to this archive: guidang preset add NAME",
    ));
    Ok(Exit::Done)
}

fn show(preset: &Preset, terminal: &Terminal) -> Result<Exit, Error> {
    let lang = terminal.lang;
    let (title, summary, sources) =
        (preset.title(lang), preset.summary(lang), preset.sources(lang));
    let plan = preset.plan_text(lang, &PresetDays::of(today()));
    let indicators = preset.indicators(lang);
    terminal.print(&match lang {
        Lang::Zh => format!(
            "{}  {title}\n{summary}\n\n{sources}\n—— 指标.yaml ——\n{indicators}\n—— 计划 ——\n{plan}",
            preset.name
        ),
        Lang::En => format!(
            "{}  {title}\n{summary}\n\n{sources}\n-- indicators.yaml --\n{indicators}\n-- plan --\n{plan}",
            preset.name
        ),
    })?;
    Ok(Exit::Done)
}

fn add(args: &PresetAdd, globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let preset = preset_named(&args.name)?;
    let root = find_root(globals)?;
    let (writer, snapshot) =
        lock_and_load(&Project::at(&root), "preset", args.dry_run, globals, terminal)?;
    let note = pick(
        terminal.lang,
        "没有加预设：内容有错误，请先改好",
        "nothing was added: fix the errors first",
    );
    if stopped_by_errors(&snapshot, note, terminal) {
        return Ok(Exit::ContentErrors);
    }
    let archive = &snapshot.archive;
    let (home, pair) = home(preset, args, archive)?;
    let days = days(args.year.as_deref(), archive, today())?.with_pair(pair);
    let list = indicator_file(&snapshot)?;
    let exists = |path: &str| root.join(path).symlink_metadata().is_ok();
    let target = MergeTarget {
        archive,
        indicators: list.as_ref().map(|(path, text)| (&**path, &**text)),
        lang: archive.site.language,
        home,
        exists: &exists,
    };
    let merged = merge(preset, &days, &target)?.map_err(not_a_list)?;
    let mut proposal = proposal(&merged, list.is_some());
    let (after, errors) = proposal.judge(&snapshot)?;
    if !errors.is_empty() {
        return Ok(would_break(&errors, &after, terminal));
    }
    let plan = match &merged.plan {
        Some((path, _)) => path.as_str(),
        None => "",
    };
    let wanted = FormsWanted {
        archive: &after.archive,
        scope: scope_of(&after.archive, plan),
        folder: forms_folder(archive.site.language, &exists),
        lang: archive.site.language,
        today: today(),
    };
    let mut written = Vec::new();
    for (path, bytes) in preset_forms(preset, &wanted)? {
        if merged.plan.is_some() && !exists(&path) {
            proposal.create(&path, bytes);
            written.push(path);
        }
    }
    if let Some(writer) = &writer {
        proposal.write(writer)?;
    }
    terminal.print(&report(&merged, &written, args.dry_run, terminal.lang))?;
    Ok(Exit::Done)
}

/// The files that are written.
fn proposal(merged: &Merge, has_list: bool) -> Proposal {
    let mut proposal = Proposal::default();
    if let Some((path, text)) = &merged.indicators {
        match has_list {
            true => proposal.replace(path, text.clone().into_bytes()),
            false => proposal.create(path, text.clone().into_bytes()),
        }
    }
    if let Some((path, text)) = &merged.plan {
        proposal.create(path, text.clone().into_bytes());
    }
    proposal
}

fn would_break(errors: &[Diagnostic], after: &Snapshot, terminal: &Terminal) -> Exit {
    terminal.note(pick(
        terminal.lang,
        "加上这个预设，档案会有下面的错误，所以没有写任何文件：",
        "with this preset the archive would have these errors, so nothing was written:",
    ));
    terminal.diagnostics(errors, &*after.source);
    Exit::ContentErrors
}

/// Whose plan it becomes, and the name of the pair.
fn home<'a>(
    preset: &Preset,
    args: &PresetAdd,
    archive: &'a Archive,
) -> Result<(Home<'a>, &'a str), Error> {
    if let Some(name) = &args.pair {
        let pair = pair_named(archive, name)?;
        return Ok((Home::Pair(&pair.folder), &pair.name));
    }
    if preset.plan_home() == PlanHome::Pair {
        return match &*archive.pairs {
            [pair] => Ok((Home::Pair(&pair.folder), &pair.name)),
            pairs => Err(needs_pair(pairs)),
        };
    }
    match &args.school {
        Some(name) => {
            let school = archive.school(school_named(archive, name)?);
            Ok((Home::School(&school.id), ""))
        }
        None => Ok((Home::Archive, "")),
    }
}

fn needs_pair(pairs: &[Pair]) -> Error {
    match pairs.first() {
        None => Error::custom(
            "这个预设的计划是结对的，档案里还没有结对。请先建一个：guidang new pair --pair 文件夹名",
            "the plan of this preset is a pair's, and there is no pair yet. Make one first: guidang new pair --pair FOLDER",
        ),
        Some(first) => {
            let first = &first.folder;
            let mut names: Vec<&str> = Vec::new();
            for pair in pairs.iter().take(12) {
                names.push(&pair.folder);
            }
            let chinese = names.join("、");
            Error::custom(
                format!("请用 --pair 说明是哪个结对的计划，例如 --pair {first}。已有：{chinese}"),
                format!("say whose plan it is with --pair. There are: {}", names.join(", ")),
            )
        }
    }
}

/// The school year of the plan, in which the calendar must have a term.
fn days(year: Option<&str>, archive: &Archive, today: Day) -> Result<PresetDays, Error> {
    let year = match year {
        Some(text) => school_year_named(text)?,
        // In July and August the next school year is prepared.
        None if matches!(today.month(), 7 | 8) => today.school_year() + 1,
        None => today.school_year(),
    };
    let days = PresetDays::of_year(year, today);
    let (first, last) = days.period();
    let has_term = archive
        .calendar
        .terms()
        .any(|(_, term)| first <= term.period.last && term.period.first <= last);
    if has_term {
        return Ok(days);
    }
    Err(Error::custom(
        format!(
            "站点.yaml列的学期里没有{year}—{}学年的。请先加上（guidang rollover {year}），或用 --year 写一个有学期的学年。",
            year + 1
        ),
        format!(
            "site.yaml lists no term of the school year {year}-{}. Add its terms first (guidang rollover {year}), or name another year with --year.",
            year + 1
        ),
    ))
}

/// The path and the text of the archive's indicators.yaml.
fn indicator_file(snapshot: &Snapshot) -> Result<Option<(String, String)>, Error> {
    let paths = snapshot.source.paths();
    let names = ["content/indicators.yaml", "content/指标.yaml"];
    let Some(path) = paths.into_iter().find(|path| names.contains(path)) else { return Ok(None) };
    let bytes = snapshot.source.bytes(path)?;
    let text = decode(&bytes).map(|decoded| decoded.text).unwrap_or_default();
    Ok(Some((path.to_owned(), text)))
}

fn not_a_list(refusal: AppendRefusal) -> Error {
    match refusal {
        AppendRefusal::InBrackets => Error::custom(
            "指标.yaml里的“指标”写在方括号里，没法往后加。请改成每个指标一段、以“- 名称:”开头，再运行一次。没有写任何文件。",
            "`indicators` in indicators.yaml is written in brackets, so nothing can be added to it. Write each indicator as a block that begins with `- name:`, and run this again. Nothing was written.",
        ),
        AppendRefusal::NoList => Error::custom(
            "指标.yaml里“指标”不是文件末尾的一个列表，没法往后加。请把它放到最后、每个指标一段，再运行一次。没有写任何文件。",
            "`indicators` is not a list at the end of indicators.yaml, so nothing can be added to it. Put it last, with each indicator as a block, and run this again. Nothing was written.",
        ),
    }
}
