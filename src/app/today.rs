//! `today`: what is due, what is behind and what is wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use super::refusal::Refused;
use super::session::{App, Opened};
use super::trash::Trash;
use crate::diagnostics;
use crate::engine::follow_ups::read_follow_ups;
use crate::engine::progress::JudgedScope;
use crate::l10n::app_messages::{due_by, target_stands};
use crate::l10n::terms;
use crate::model::{ActionStatus, FollowUpStatus, PlanIx, PlanOwner, Status};

/// The most lines of each list.
const MOST: usize = 100;
/// What is due within so many days is shown.
const SOON: i64 = 30;

#[derive(Serialize)]
pub(super) struct Today {
    behind: Vec<TodayLine>,
    due: Vec<TodayLine>,
    follow_ups: Vec<TodayLine>,
    problems: Problems,
    drafts: usize,
    trash: usize,
}

/// A line, and where it leads.
#[derive(Debug, Default, Serialize)]
struct TodayLine {
    words: String,
    path: Option<String>,
    page: Option<String>,
    school: Option<String>,
    day: Option<String>,
    /// The plan, where another line reads alike.
    plan: Option<String>,
    /// The name of the target.
    #[serde(skip)]
    name: String,
}

#[derive(Serialize)]
struct Problems {
    errors: usize,
    warnings: usize,
    list: Vec<TodayLine>,
}

pub(super) fn today(app: &App) -> Result<Today, Refused> {
    let opened = app.opened()?;
    Ok(Today {
        behind: behind(&opened),
        due: due(&opened),
        follow_ups: follow_ups(&opened),
        problems: problems(&opened),
        drafts: opened.index().rows.iter().filter(|row| row.draft).count(),
        trash: Trash::of(&opened).entries().len(),
    })
}

/// The school of a plan, where it is of one.
fn school_of(opened: &Opened, plan: PlanIx) -> Option<String> {
    match opened.snapshot.archive.plan(plan).owner {
        PlanOwner::School(school) => Some(opened.snapshot.archive.school(school).id.clone()),
        PlanOwner::Pair(_) | PlanOwner::Archive => None,
    }
}

/// Targets that are behind, missed or breached and not over, the worst first.
fn behind(opened: &Opened) -> Vec<TodayLine> {
    let (archive, lang) = (&opened.snapshot.archive, opened.lang());
    let mut found = Vec::new();
    for reading in &opened.snapshot.true_readings().targets {
        let is_behind = matches!(
            reading.current,
            Status::Breached | Status::Behind | Status::AtRisk | Status::NoData
        );
        let plan = archive.plan(reading.plan);
        let Some(target) = plan.targets.get(reading.target).filter(|_| is_behind && reading.open)
        else {
            continue;
        };
        let indicator = archive.indicator(target.indicator);
        let now = opened.snapshot.as_of();
        let period = reading.periods.iter().rfind(|period| period.period.first <= now);
        let figure = match period {
            Some(period) => period.actual.as_ref(),
            None => None,
        };
        let figure = figure.map(|figure| terms::number(figure, &indicator.unit));
        let goal = target.value.map(|value| value.to_string());
        let status = terms::status(reading.current, lang);
        let stands = (figure.as_deref(), goal.as_deref());
        let words = target_stands(&target.id, stands, &indicator.unit, status, lang);
        let school = match reading.scope {
            JudgedScope::School(school) => Some(archive.school(school).id.clone()),
            JudgedScope::Joint => school_of(opened, reading.plan),
        };
        let page = opened.index().page_of(&plan.file);
        // What is asked each term is asked by the end of the term.
        let last = period.map_or(plan.period.last, |period| period.period.last);
        let (day, plan) = (Some(last.to_string()), Some(plan.title.clone()));
        let name = target.id.clone();
        let path = None;
        found.push((reading.current, TodayLine { words, path, page, school, day, plan, name }));
    }
    found.sort_by_key(|(status, _)| *status);
    found.truncate(MOST);
    let mut lines = Vec::new();
    for (_, line) in found {
        lines.push(line);
    }
    drop_plans_where_unlike(&mut lines);
    lines
}

/// Names the plan only where two lines read alike.
fn drop_plans_where_unlike(lines: &mut [TodayLine]) {
    let mut alike: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    for line in lines.iter() {
        *alike.entry((line.name.clone(), line.school.clone())).or_default() += 1;
    }
    for line in lines {
        if alike.get(&(line.name.clone(), line.school.clone())) == Some(&1) {
            line.plan = None;
        }
    }
}

/// Measures that are overdue, or due soon.
fn due(opened: &Opened) -> Vec<TodayLine> {
    let (archive, lang, now) = (&opened.snapshot.archive, opened.lang(), opened.snapshot.as_of());
    let mut lines = Vec::new();
    for reading in &opened.snapshot.true_readings().actions {
        let plan = archive.plan(reading.action.plan);
        let Some(action) = plan.actions.get(reading.action.action) else { continue };
        let Some(by) = action.by.filter(|_| plan.period.first <= now && now <= plan.period.last)
        else {
            continue;
        };
        let is_soon = by.days_since(now) <= SOON;
        let is_open = matches!(
            reading.status,
            ActionStatus::Overdue | ActionStatus::Pending | ActionStatus::InProgress
        );
        if is_open && is_soon {
            let status = terms::action_status(reading.status, lang);
            let words = due_by(&action.name, &by.to_string(), status, lang);
            let page = opened.index().page_of(&plan.file);
            let school = school_of(opened, reading.action.plan);
            let day = Some(by.to_string());
            lines.push(TodayLine { words, page, school, day, ..TodayLine::default() });
        }
    }
    lines.sort_by(|one, other| one.day.cmp(&other.day));
    lines.truncate(MOST);
    lines
}

/// Problems that visits found and nobody settled, the first due ones first.
fn follow_ups(opened: &Opened) -> Vec<TodayLine> {
    let (archive, lang) = (&opened.snapshot.archive, opened.lang());
    let mut lines = Vec::new();
    for reading in read_follow_ups(archive, opened.snapshot.as_of()) {
        let Some(problem) = reading.of(archive) else { continue };
        if reading.status == FollowUpStatus::Done {
            continue;
        }
        let record = archive.record(reading.record);
        let status = terms::follow_up_status(reading.status, lang);
        let day = problem.due.map(|due| due.to_string());
        let words = due_by(&problem.problem, day.as_deref().unwrap_or("—"), status, lang);
        let school = Some(archive.school(record.school).id.clone());
        let path = Some(record.file.clone());
        lines.push(TodayLine { words: shown(&words), path, school, day, ..TodayLine::default() });
    }
    lines.sort_by(|one, other| {
        (one.day.is_none(), &one.day).cmp(&(other.day.is_none(), &other.day))
    });
    lines.truncate(MOST);
    lines
}

fn problems(opened: &Opened) -> Problems {
    let all = &opened.snapshot.diagnostics;
    let (errors, warnings) = diagnostics::count(all);
    let mut list = Vec::new();
    for of_errors in [true, false] {
        for diagnostic in all.iter().filter(|one| super::problems::is_error(one) == of_errors) {
            if MOST <= list.len() {
                break;
            }
            let row = opened.index().row(&diagnostic.file);
            let place = shown(&crate::privacy::redact(&diagnostics::place(diagnostic)));
            let message = shown(&diagnostic.message(opened.lang()).text);
            list.push(TodayLine {
                words: format!("{place}: {message}"),
                path: row.map(|row| row.path.clone()),
                school: row.and_then(|row| row.school.clone()),
                ..TodayLine::default()
            });
        }
    }
    Problems { errors, warnings, list }
}

fn shown(text: &str) -> String {
    diagnostics::visible(text)
}
