//! `guidang status`: progress in the terminal, worst first.

use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use super::load::load_records;
use super::new::unknown;
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::{Globals, StatusFormat};
use crate::diagnostics;
use crate::engine::disclosure::{SuppressedFigures, Suppression};
use crate::engine::progress::{ActionReading, JudgedScope, Readings, TargetReading};
use crate::error::Error;
use crate::l10n::terms;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, PlanOwner, SchoolIx, Status};
use crate::project::{Origin, Project, Snapshot};
use crate::site::data::{self, Selection};

/// What was asked for.
pub(super) struct Asked<'a> {
    pub(super) format: StatusFormat,
    pub(super) school: Option<&'a str>,
    pub(super) plan: Option<&'a str>,
    pub(super) as_of: Option<crate::model::Day>,
    pub(super) compare: Option<&'a str>,
}

pub(super) fn run(
    asked: &Asked<'_>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let snapshot = load_records(&Project::at(root), asked.as_of, globals, terminal)?;
    let (errors, _) = diagnostics::count(&snapshot.diagnostics);
    if errors > 0 {
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        let counts = terminal.counts(&snapshot.diagnostics);
        terminal.note(&format!(
            "{}{counts}",
            pick(terminal.lang, "内容有错误，先改好再看进度：", "mend the errors first: ")
        ));
        return Ok(Exit::ContentErrors);
    }
    let archive = &snapshot.archive;
    let readings = &snapshot.readings;
    let keep = Keep::new(asked, archive)?;
    let lang = terminal.lang;
    if let Some(revision) = asked.compare {
        let origin = Origin::find(globals.root.as_deref(), Some(revision))?;
        let content = Arc::from(origin.open("content")?);
        let before = Snapshot::of_source(content, Some(readings.as_of))?;
        // What is asked about may not have been there.
        let keep_before = Keep::new(asked, &before.archive).unwrap_or(Keep::nothing());
        super::compare::run((&before, &snapshot), (&keep_before, &keep), asked.format, terminal)?;
        return Ok(Exit::Done);
    }
    match asked.format {
        StatusFormat::Json => {
            let (target, action) = (
                |it: &TargetReading| keep.target(it, archive),
                |it: &ActionReading| keep.plan(it.action.plan, archive),
            );
            let bytes = data::progress_json(
                archive,
                readings,
                Selection { target: &target, action: &action },
            );
            terminal.print(&String::from_utf8_lossy(&bytes))?;
        }
        StatusFormat::Csv => terminal.print(&csv(&rows(archive, readings, &keep, lang), lang))?,
        StatusFormat::Markdown => {
            terminal.print(&markdown(&rows(archive, readings, &keep, lang), readings, lang))?
        }
        StatusFormat::Text => {
            terminal.print(&text(&rows(archive, readings, &keep, lang), readings, lang))?
        }
    }
    Ok(Exit::Done)
}

/// Which targets are shown.
pub(super) struct Keep {
    school: Option<SchoolIx>,
    plan: Option<String>,
}

impl Keep {
    fn new(asked: &Asked<'_>, archive: &Archive) -> Result<Keep, Error> {
        let school = asked.school.map(|name| {
            let named = |it: &crate::model::School| {
                it.id == name || it.name == name || it.short.iter().any(|it| it == name)
            };
            archive.schools.iter().position(named).map(SchoolIx).ok_or_else(|| {
                let names = archive
                    .schools
                    .iter()
                    .flat_map(|it| it.short.iter().chain([&it.name, &it.id]).map(String::as_str));
                unknown("学校", "school", name, names)
            })
        });
        if let Some(name) = asked.plan
            && !archive.plans.iter().any(|it| it.id == name || it.title == name)
        {
            let names = archive.plans.iter().flat_map(|it| [it.title.as_str(), it.id.as_str()]);
            return Err(unknown("计划", "plan", name, names));
        }
        Ok(Keep { school: school.transpose()?, plan: asked.plan.map(str::to_owned) })
    }

    /// Keeps nothing at all.
    fn nothing() -> Keep {
        Keep { school: None, plan: Some(String::new()) }
    }

    pub(super) fn plan(&self, plan: crate::model::PlanIx, archive: &Archive) -> bool {
        let plan = archive.plan(plan);
        let named = self.plan.as_ref().is_none_or(|it| plan.id == *it || plan.title == *it);
        named && self.school.is_none_or(|it| archive.schools_of(plan).contains(&it))
    }

    pub(super) fn target(&self, reading: &TargetReading, archive: &Archive) -> bool {
        let of_school = match (self.school, reading.scope) {
            (Some(school), JudgedScope::School(it)) => it == school,
            _ => true,
        };
        of_school && self.plan(reading.plan, archive)
    }
}

/// A target in words.
struct Row {
    status: Status,
    whom: String,
    plan: String,
    target: String,
    actual: String,
    value: String,
    expected: String,
    period: String,
}

fn rows(archive: &Archive, readings: &Readings, keep: &Keep, lang: Lang) -> Vec<Row> {
    let withheld = SuppressedFigures::find(archive, readings);
    let wanted = readings.targets.iter().enumerate().filter(|(_, it)| keep.target(it, archive));
    let mut rows: Vec<Row> =
        wanted.map(|(at, it)| row(archive, (at, it), readings, &withheld, lang)).collect();
    rows.sort_by_key(|it| it.status); // stable: within a status by plan, as in the plan, then by scope
    rows
}

fn row(
    archive: &Archive,
    (at, reading): (usize, &TargetReading),
    readings: &Readings,
    withheld: &SuppressedFigures,
    lang: Lang,
) -> Row {
    let plan = archive.plan(reading.plan);
    let target = &plan.targets[reading.target];
    let indicator = archive.indicator(target.indicator);
    let whom = whom(archive, reading);
    let actual_at = |number| figure_of(archive, reading, (at, number), withheld, lang);
    let number = telling_period(reading, readings);
    let period = &reading.periods[number];
    let actual = actual_at(number);
    Row {
        status: reading.status,
        whom,
        plan: plan.title.clone(),
        target: target.id.clone(),
        actual,
        value: target
            .value
            .map_or_else(|| "—".into(), |it| terms::figure(&it.exact(), &indicator.unit, lang)),
        expected: period
            .expected
            .as_ref()
            .map_or_else(String::new, |it| terms::figure(it, &indicator.unit, lang)),
        period: format!("{}—{}", period.period.first, period.period.last),
    }
}

/// Whom a target is about, by name.
pub(super) fn whom(archive: &Archive, reading: &TargetReading) -> String {
    match (reading.scope, archive.plan(reading.plan).owner) {
        (JudgedScope::School(school), _) | (JudgedScope::Joint, PlanOwner::School(school)) => {
            archive.school(school).name.clone()
        }
        (JudgedScope::Joint, PlanOwner::Pair(pair)) => archive.pair(pair).name.clone(),
        (JudgedScope::Joint, PlanOwner::Archive) => {
            archive.site.organisation.clone().unwrap_or_else(|| archive.site.title.clone())
        }
    }
}

/// A period's figure as anybody may read it. `at`: the reading's place and the period's in it.
pub(super) fn figure_of(
    archive: &Archive,
    reading: &TargetReading,
    at: (usize, usize),
    withheld: &SuppressedFigures,
    lang: Lang,
) -> String {
    let target = &archive.plan(reading.plan).targets[reading.target];
    let unit = &archive.indicator(target.indicator).unit;
    match (withheld.figure(at.0, at.1), &reading.periods[at.1].actual) {
        (Some(Suppression::Primary), _) => format!("＜{}", archive.site.small_cell),
        (Some(Suppression::Complementary), _) => pick(lang, "不公开", "withheld").to_owned(),
        (None, Some(it)) => terms::figure(it, unit, lang),
        (None, None) => "—".to_owned(),
    }
}

/// The place of the period that explains a target's status: the latest that has begun and has that status.
fn telling_period(reading: &TargetReading, readings: &Readings) -> usize {
    let begun = || {
        reading.periods.iter().enumerate().rev().filter(|(_, it)| it.period.first <= readings.as_of)
    };
    let explains = |it: Status| {
        it == reading.status || reading.status == Status::Breached && it == Status::Missed
    };
    begun().find(|(_, it)| explains(it.status)).or_else(|| begun().next()).map_or(0, |(at, _)| at)
}

fn text(rows: &[Row], readings: &Readings, lang: Lang) -> String {
    if rows.is_empty() {
        return format!("{}\n", pick(lang, "没有目标", "no targets"));
    }
    let mut out = String::new();
    let counts = Status::ALL.iter().filter_map(|status| {
        let count = rows.iter().filter(|it| it.status == *status).count();
        (count > 0).then(|| {
            format!(
                "{}{}{count}",
                terms::status(*status, lang),
                if lang == Lang::Zh { "" } else { " " }
            )
        })
    });
    let joined = counts.collect::<Vec<_>>().join(pick(lang, "、", ", "));
    match lang {
        Lang::Zh => {
            out.push_str(&format!("截至{}，目标{}项：{joined}\n\n", readings.as_of, rows.len()))
        }
        Lang::En => {
            out.push_str(&format!("as of {}, {} targets: {joined}\n\n", readings.as_of, rows.len()))
        }
    }
    let widest =
        |of: &dyn Fn(&Row) -> &str| rows.iter().map(|it| of(it).width()).max().unwrap_or(0).min(40);
    let (whom, target) = (widest(&|it| &it.whom), widest(&|it| &it.target));
    for row in rows {
        let expected = match (row.expected.as_str(), lang) {
            ("", _) => String::new(),
            (it, Lang::Zh) => format!("（应达{it}）"),
            (it, Lang::En) => format!(" (expected {it})"),
        };
        let status = padded(terms::status(row.status, lang), 12);
        let figure = padded(&format!("{} / {}{expected}", row.actual, row.value), 36);
        let line = format!(
            "{status}{}  {}  {figure}  {}  {}",
            padded(&row.whom, whom),
            padded(&row.target, target),
            row.period,
            crate::diagnostics::visible(&row.plan)
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// On one line whatever a title holds.
fn padded(text: &str, width: usize) -> String {
    let text = crate::diagnostics::visible(text);
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A table for a comment or a page of notes.
fn markdown(rows: &[Row], readings: &Readings, lang: Lang) -> String {
    let mut out = match lang {
        Lang::Zh => format!(
            "### 截至{}\n\n| 状态 | 对象 | 目标 | 实际 | 目标值 | 计划 |\n|---|---|---|---|---|---|\n",
            readings.as_of
        ),
        Lang::En => format!(
            "### As of {}\n\n| Status | Whom | Target | Actual | Value | Plan |\n|---|---|---|---|---|---|\n",
            readings.as_of
        ),
    };
    for row in rows {
        let cells = [&row.whom, &row.target, &row.actual, &row.value, &row.plan];
        let cells: Vec<String> = cells.iter().map(|it| super::changes::plain(it)).collect();
        out.push_str(&format!("| {} | {} |\n", terms::status(row.status, lang), cells.join(" | ")));
    }
    out
}

fn csv(rows: &[Row], lang: Lang) -> String {
    let header = match lang {
        Lang::Zh => ["状态", "对象", "目标", "实际", "目标值", "应达", "周期", "计划"],
        Lang::En => ["status", "whom", "target", "actual", "value", "expected", "period", "plan"],
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let _ = writer.write_record(header);
    for row in rows {
        let cells: [&str; 8] = [
            terms::status(row.status, lang),
            &row.whom,
            &row.target,
            &row.actual,
            &row.value,
            &row.expected,
            &row.period,
            &row.plan,
        ];
        let _ = writer.write_record(cells.map(data::safe_cell));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
