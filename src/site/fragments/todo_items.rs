//! The words of things to be done.

use std::borrow::Cow;

use crate::l10n::labels::Labels;
use crate::model::{Day, Status};
use crate::site::fragments::completeness::term_completeness_link;
use crate::site::fragments::status::{StatusLabel, action_label, follow_up_label, label};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::fragments::todo::TodoItem;
use crate::site::fragments::todo_tasks::{Task, TaskKind};
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::page_ctx::{Link, PageCtx};

/// The words of a task; `None` when what it is about has no page.
pub(crate) fn item<'s>(ctx: PageCtx<'s>, task: &Task) -> Option<TodoItem<'s>> {
    let item = match task.kind {
        TaskKind::Target(reading) => target(ctx, reading),
        TaskKind::Measure(index) => measure(ctx, index),
        TaskKind::Gaps(index) => gaps(ctx, index),
        TaskKind::Problem(index, scope) => problem(ctx, index, scope)?,
    };
    Some(with_day(ctx, item, task.due))
}

/// An item with nothing but how it stands and what it is.
fn plain(status: StatusLabel, what: Link<'_>) -> TodoItem<'_> {
    TodoItem {
        status,
        what,
        short: None,
        detail: None,
        who: None,
        due: None,
        left: None,
        overdue: false,
    }
}

/// The item with the day by which it is due.
fn with_day<'s>(ctx: PageCtx<'s>, item: TodoItem<'s>, due: Option<Day>) -> TodoItem<'s> {
    let Some(due) = due else { return item };
    let site = ctx.site;
    let days = due.days_since(site.readings.as_of);
    TodoItem {
        due: Some(site.words.day(due)),
        left: Some(site.words.days_left(days)),
        overdue: days < 0,
        ..item
    }
}

/// A target with what it is short of.
fn target(ctx: PageCtx<'_>, reading: usize) -> TodoItem<'_> {
    let site = ctx.site;
    let summary = TargetSummary::representative(ctx, reading);
    let demand = site.words.demand(summary.indicator);
    let goal = summary.target_text(ctx).map(|goal| site.words.join(demand, &goal));
    let detail = match (&summary.shown.text, goal) {
        (Some(figure), Some(goal)) => Some(format!("{figure}{}{goal}", ctx.pick("，", ", "))),
        (figure, goal) => figure.clone().or(goal),
    };
    let what = Link { text: summary.indicator.name.as_str().into(), href: ctx.reading(reading) };
    TodoItem {
        short: ctx.shown_gap(reading, summary.at),
        detail,
        who: summary.target.owner.as_deref().map(Cow::Borrowed),
        ..plain(ctx.reading_label(reading), what)
    }
}

/// A measure with how often it is still to be carried out.
fn measure(ctx: PageCtx<'_>, index: usize) -> TodoItem<'_> {
    let site = ctx.site;
    let reading = &site.readings.actions[index];
    let at = reading.action;
    let action = &site.archive.plan(at.plan).actions[at.action];
    let (done, times) = (reading.records.len(), action.times as usize);
    let href = format!("{}#action-{}", ctx.plan(at.plan).href, at.action + 1);
    let status = action_label(reading.status, (done, times), site.lang());
    TodoItem {
        short: Some(site.words.times_short(times.saturating_sub(done))),
        detail: Some(format!("{done} / {times}")),
        who: action.lead.as_deref().or(action.department.as_deref()).map(Cow::Borrowed),
        ..plain(status, Link { text: action.name.as_str().into(), href })
    }
}

/// What a school or pair lacks in a term.
fn gaps(ctx: PageCtx<'_>, index: usize) -> TodoItem<'_> {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let row = &site.readings.completeness[index];
    let mut lacks = Vec::new();
    for (word, is_lacking) in [
        (labels.have_plan, row.plans.is_empty()),
        (labels.have_actions, row.with_actions.is_empty()),
        (labels.have_records, row.records.is_empty()),
        (labels.have_summary, row.summary_due && row.summaries.is_empty()),
    ] {
        if is_lacking {
            lacks.push(word);
        }
    }
    let term = term_completeness_link(ctx, row.term);
    let is_over = site.archive.calendar.term(row.term).period.last <= site.readings.as_of;
    let status = if is_over { Status::Missed } else { Status::AtRisk };
    let text = site.words.join(&term.text, labels.four_haves);
    let status = StatusLabel { word: labels.lacking, ..label(status, site.lang()) };
    TodoItem {
        short: Some(site.words.lacking(&lacks, row.missing_materials.len())),
        ..plain(status, Link { text: text.into(), href: term.href })
    }
}

/// A problem that a visit found.
fn problem(ctx: PageCtx<'_>, index: usize, scope: FollowUpScope) -> Option<TodoItem<'_>> {
    let site = ctx.site;
    let reading = site.lookup.follow_ups.list(scope).get(index)?;
    let follow_up = reading.of(site.archive)?;
    let record = ctx.record(reading.record)?;
    let what = Link {
        text: follow_up.problem.as_str().into(),
        href: format!("{}#follow-up-{}", record.href, reading.problem + 1),
    };
    Some(TodoItem {
        detail: follow_up.measure.clone(),
        who: follow_up.owner.as_deref().map(Cow::Borrowed),
        ..plain(follow_up_label(reading.status, site.lang()), what)
    })
}
