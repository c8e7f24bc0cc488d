//! The tables about targets: figures, plans, measures, checklists and the completeness check.

use super::parts::{DASH, Part, center, left, right, wide};
use crate::l10n::labels::Labels;
use crate::l10n::phrases::Requirement;
use crate::model::{ActionRef, PlanIx};
use crate::site::fragments::checklist::{Checklist, ItemFigure};
use crate::site::fragments::completeness::TermCompletenessRow;
use crate::site::fragments::status::action_label;
use crate::site::fragments::target::scope_words;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::{Link, PageCtx};

/// Targets with their figures, the worst first.
pub(super) fn targets_part(ctx: PageCtx<'_>, summaries: &[TargetSummary<'_>]) -> Part {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for (number, summary) in (1..).zip(summaries) {
        let goal = match summary.target_text(ctx) {
            Some(target) => site.words.join(site.words.demand(summary.indicator), &target),
            None => DASH.to_owned(),
        };
        let calendar = &site.archive.calendar;
        let (period, every) = (summary.current.period, summary.target.every);
        rows.push(vec![
            center(number.to_string()),
            left(summary.indicator.name.as_str()),
            left(ctx.scope(summary.reading)),
            left(site.words.row_period(period, every, calendar)),
            left(goal),
            right(summary.shown.text.as_deref().unwrap_or(DASH)),
            center(ctx.period_label(summary.reading, summary.at).text()),
        ]);
    }
    Part {
        head: vec![
            wide(7, center(labels.number)),
            wide(19, left(labels.target_one)),
            wide(17, left(labels.scope)),
            wide(17, left(labels.period)),
            wide(14, left(labels.target)),
            wide(13, right(labels.figure)),
            wide(13, center(labels.status)),
        ],
        rows,
        ..Part::default()
    }
}

/// The targets of a plan as they are set.
pub(super) fn plan_targets_part(ctx: PageCtx<'_>, at: PlanIx) -> Part {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for (number, target) in (1..).zip(&site.archive.plan(at).targets) {
        let indicator = site.archive.indicator(target.indicator);
        let value = target.value.map(|value| site.shown_value(value, indicator));
        rows.push(vec![
            center(number.to_string()),
            left(indicator.name.as_str()),
            left(site.words.rule(&Requirement {
                indicator,
                every: target.every,
                value: value.as_deref(),
                pace: target.pace,
                pool: None,
            })),
            left(scope_words(site, at, target)),
            left(target.owner.as_deref().unwrap_or(DASH)),
        ]);
    }
    Part {
        title: labels.targets.to_owned(),
        head: vec![
            wide(7, center(labels.number)),
            wide(25, left(labels.target_one)),
            wide(32, left(labels.rule)),
            wide(20, left(labels.scope)),
            wide(16, left(labels.responsible)),
        ],
        rows,
        ..Part::default()
    }
}

/// The measures of a plan, and how often each was carried out.
pub(super) fn measures_part(ctx: PageCtx<'_>, at: PlanIx) -> Part {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for (index, action) in site.archive.plan(at).actions.iter().enumerate() {
        let (done, status) = match site.lookup.action(ActionRef { plan: at, action: index }) {
            Some(reading) => {
                let reading = &site.readings.actions[reading];
                let done = reading.records.len();
                let counts = (done, action.times as usize);
                (done, action_label(reading.status, counts, site.lang()).text())
            }
            None => (0, DASH.to_owned()),
        };
        let by = action.by.map(|day| site.words.day(day));
        rows.push(vec![
            center((index + 1).to_string()),
            left(action.name.as_str()),
            left(by.as_deref().unwrap_or(DASH)),
            left(action.lead.as_deref().or(action.department.as_deref()).unwrap_or(DASH)),
            right(format!("{done} / {}", action.times)),
            center(status),
        ]);
    }
    Part {
        title: labels.actions.to_owned(),
        head: vec![
            wide(7, center(labels.number)),
            wide(32, left(labels.action)),
            wide(20, left(labels.action_by)),
            wide(18, left(labels.action_lead)),
            wide(10, right(labels.action_times)),
            wide(13, center(labels.status)),
        ],
        rows,
        ..Part::default()
    }
}

/// 考核表: one side's checklist, item by item with status, figure and evidence.
pub(super) fn checklist_part(ctx: PageCtx<'_>, list: &Checklist<'_>) -> Part {
    let labels = Labels::of(ctx.site.lang());
    let schools = link_texts(&list.schools);
    let separator = ctx.pick("；", "; ");
    let mut rows = Vec::new();
    for item in &list.items {
        let mut figures = Vec::new();
        for figure in &item.figures {
            figures.push(figure_text(figure, labels));
        }
        let mut evidence = link_texts(&item.evidence);
        let more = format!("+{}", item.more);
        if 0 < item.more {
            evidence.push(&more);
        }
        if evidence.is_empty() {
            evidence.push(DASH);
        }
        rows.push(vec![
            center(item.number.as_str()),
            left(item.text.join(separator)),
            left(figures.join(separator)),
            center(item.status.text()),
            left(evidence.join(separator)),
        ]);
    }
    Part {
        title: format!("{}{}{}", list.title, labels.colon, schools.join(ctx.pick("、", ", "))),
        head: vec![
            wide(7, center(labels.number)),
            wide(25, left(labels.checklist_item)),
            wide(27, left(labels.figure)),
            wide(13, center(labels.status)),
            wide(28, left(labels.evidence)),
        ],
        rows,
        ..Part::default()
    }
}

fn link_texts<'l>(links: &'l [Link<'_>]) -> Vec<&'l str> {
    let mut texts: Vec<&str> = Vec::new();
    for link in links {
        texts.push(&link.text);
    }
    texts
}

/// `石门小学 听课课时 12 课时（目标 15 课时）`
fn figure_text(figure: &ItemFigure<'_>, labels: &Labels) -> String {
    let mut text = String::new();
    if let Some(school) = figure.school {
        text = format!("{school} ");
    }
    text.push_str(&figure.link.text);
    text.push(' ');
    text.push_str(figure.figure.as_deref().unwrap_or(DASH));
    if let Some(goal) = &figure.goal {
        text.push_str(&format!("{}{goal}{}", labels.open_bracket, labels.shut_bracket));
    }
    text
}

/// The completeness check (四有) of a term, a row for each school or pair.
pub(super) fn completeness_part(
    ctx: PageCtx<'_>,
    title: &str,
    marks: &[&'static str; 4],
    owners: &[TermCompletenessRow<'_>],
) -> Part {
    let labels = Labels::of(ctx.site.lang());
    let mut rows = Vec::new();
    for (number, owner) in (1..).zip(owners) {
        let mut cells = vec![center(number.to_string()), left(&*owner.owner.text)];
        let [plan, actions, records, summary] = owner.has;
        for is_present in [plan, actions, records] {
            cells.push(center(if is_present { "✓" } else { labels.lacking }));
        }
        cells.push(center(match summary {
            true => "✓",
            false if owner.summary_due => labels.lacking,
            false => labels.not_due_mark,
        }));
        let missing = if owner.missing == 0 { String::new() } else { owner.missing.to_string() };
        cells.push(right(missing));
        rows.push(cells);
    }
    let mut head = vec![wide(8, center(labels.number)), wide(36, left(title))];
    for &mark in marks {
        head.push(wide(10, center(mark)));
    }
    head.push(wide(16, right(labels.missing_materials)));
    Part { title: title.to_owned(), head, rows, ..Part::default() }
}
