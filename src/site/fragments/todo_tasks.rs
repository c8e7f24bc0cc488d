//! Which things are to be done now, whose they are, and when they are due; without their words.

use crate::engine::follow_ups::FollowUpReading;
use crate::engine::progress::{Completeness, JudgedScope, Owner};
use crate::model::{
    ActionStatus, Day, Detail, FollowUpStatus, PairIx, PlanIx, PlanOwner, SchoolIx, TermIx,
};
use crate::site::fragments::completeness::{rows_of, terms};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::{Link, PageCtx};

/// Whose tasks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TodoScope {
    /// Those of everybody.
    Archive,
    /// Those of a school, and of the pairs and plans that judge it.
    School(SchoolIx),
    /// Those of a pair and of its plans.
    Pair(PairIx),
    /// Those of a plan.
    Plan(PlanIx),
}

/// Who has to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TaskOwner {
    /// All schools together.
    All,
    /// A pair.
    Pair(PairIx),
    /// A school.
    School(SchoolIx),
}

impl TaskOwner {
    fn of_plan(owner: PlanOwner) -> TaskOwner {
        match owner {
            PlanOwner::Archive => TaskOwner::All,
            PlanOwner::Pair(pair) => TaskOwner::Pair(pair),
            PlanOwner::School(school) => TaskOwner::School(school),
        }
    }

    /// The list of all of its tasks.
    pub(crate) fn list(self, ctx: PageCtx<'_>) -> String {
        let page = self.link(ctx).href;
        match self {
            TaskOwner::All => page,
            TaskOwner::Pair(_) | TaskOwner::School(_) => format!("{page}#todo"),
        }
    }

    /// Its name, and the page that lists all of its tasks.
    pub(crate) fn link(self, ctx: PageCtx<'_>) -> Link<'_> {
        match self {
            TaskOwner::All => {
                ctx.link(ctx.pick("全县合计", "All schools together"), "attention.html")
            }
            TaskOwner::Pair(pair) => ctx.pair(pair),
            TaskOwner::School(school) => ctx.school(school),
        }
    }
}

/// A thing to be done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Task {
    /// Who has to do it.
    pub(crate) owner: TaskOwner,
    /// By when.
    pub(crate) due: Option<Day>,
    /// What it is.
    pub(crate) kind: TaskKind,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TaskKind {
    /// The target reading with this index needs attention.
    Target(usize),
    /// The measure with this index among the readings is due.
    Measure(usize),
    /// The completeness check with this index among the readings has gaps.
    Gaps(usize),
    /// The problem with this index in the list of the scope is to be settled.
    Problem(usize, FollowUpScope),
}

/// Measures and problems that are due within so many days are to be done now.
const SOON: i64 = 30;

/// The tasks of a scope.
pub(crate) fn tasks(ctx: PageCtx<'_>, scope: TodoScope) -> Vec<Task> {
    let mut tasks = target_tasks(ctx, scope);
    tasks.extend(measure_tasks(ctx, scope));
    tasks.extend(gap_tasks(ctx, scope));
    tasks.extend(problem_tasks(ctx, scope));
    tasks
}

/// The open targets that need attention, each due at the end of its period.
fn target_tasks(ctx: PageCtx<'_>, scope: TodoScope) -> Vec<Task> {
    let site = ctx.site;
    let readings: Vec<usize> = match scope {
        TodoScope::Archive => (0..site.readings.targets.len()).collect(),
        TodoScope::School(school) => site.lookup.readings_of_school[school.0].clone(),
        TodoScope::Plan(plan) => readings_of(site.readings, plan).collect(),
        TodoScope::Pair(pair) => {
            let plans = site.lookup.plans_of_pair[pair.0].iter();
            plans.flat_map(|plan| readings_of(site.readings, *plan)).collect()
        }
    };
    let mut tasks = Vec::new();
    for reading in readings {
        let judged = &site.readings.targets[reading];
        if !judged.open || !judged.current.needs_attention() || !site.is_rolled_up(reading) {
            continue;
        }
        let owner = match judged.scope {
            JudgedScope::School(school) => TaskOwner::School(school),
            JudgedScope::Joint => TaskOwner::of_plan(site.archive.plan(judged.plan).owner),
        };
        let period = TargetSummary::representative(ctx, reading).current.period;
        tasks.push(Task { owner, due: Some(period.last), kind: TaskKind::Target(reading) });
    }
    tasks
}

/// The measures of plans that are not over: those overdue, and those that are due soon.
fn measure_tasks(ctx: PageCtx<'_>, scope: TodoScope) -> Vec<Task> {
    let (archive, readings) = (ctx.site.archive, ctx.site.readings);
    let mut tasks = Vec::new();
    for at in plans_within(ctx, scope) {
        let plan = archive.plan(at);
        if plan.period.last <= readings.as_of {
            continue;
        }
        let from = readings.actions.partition_point(|reading| reading.action.plan < at);
        for (offset, reading) in readings.actions_of(at).iter().enumerate() {
            let due = plan.actions[reading.action.action].by.unwrap_or(plan.period.last);
            let is_soon = due.days_since(readings.as_of) <= SOON;
            let is_due = match reading.status {
                ActionStatus::Overdue => true,
                ActionStatus::Pending | ActionStatus::InProgress => is_soon,
                ActionStatus::Done | ActionStatus::DoneLate => false,
            };
            if is_due {
                let (owner, kind) =
                    (TaskOwner::of_plan(plan.owner), TaskKind::Measure(from + offset));
                tasks.push(Task { owner, due: Some(due), kind });
            }
        }
    }
    tasks
}

/// The plans whose measures a scope has to carry out; of a school, those of its pairs too.
fn plans_within(ctx: PageCtx<'_>, scope: TodoScope) -> Vec<PlanIx> {
    let lookup = &ctx.site.lookup;
    match scope {
        TodoScope::Archive => ctx.site.shown_plans().collect(),
        TodoScope::Plan(plan) => vec![plan],
        TodoScope::Pair(pair) => lookup.plans_of_pair[pair.0].clone(),
        TodoScope::School(school) => {
            let mut plans = lookup.plans_of_school[school.0].clone();
            for pair in &lookup.pairs_of_school[school.0] {
                plans.extend(&lookup.plans_of_pair[pair.0]);
            }
            plans
        }
    }
}

/// What is lacking in the latest term, and the summaries and materials of the term before it.
fn gap_tasks(ctx: PageCtx<'_>, scope: TodoScope) -> Vec<Task> {
    let latest: Vec<TermIx> = terms(ctx).into_iter().take(2).collect();
    let rows = &ctx.site.readings.completeness;
    let range = match scope {
        TodoScope::Archive => 0..rows.len(),
        TodoScope::School(school) => rows_of(ctx, Owner::School(school)),
        TodoScope::Pair(pair) => rows_of(ctx, Owner::Pair(pair)),
        TodoScope::Plan(_) => 0..0,
    };
    let mut tasks = Vec::new();
    for index in range {
        let row = &rows[index];
        if latest.contains(&row.term) && has_gaps(row, latest.first() == Some(&row.term)) {
            let owner = match row.owner {
                Owner::School(school) => TaskOwner::School(school),
                Owner::Pair(pair) => TaskOwner::Pair(pair),
            };
            let due = ctx.site.archive.calendar.term(row.term).period.last;
            tasks.push(Task { owner, due: Some(due), kind: TaskKind::Gaps(index) });
        }
    }
    tasks
}

/// Whether a term lacks something that can still be handed in. Of a term that is over, these are the summary and the
/// materials.
fn has_gaps(row: &Completeness, is_latest: bool) -> bool {
    let lacks_summary = row.summary_due && row.summaries.is_empty();
    let lacks_else = row.plans.is_empty() || row.with_actions.is_empty() || row.records.is_empty();
    lacks_summary || !row.missing_materials.is_empty() || (is_latest && lacks_else)
}

/// The problems that are overdue, and those that are due soon.
fn problem_tasks(ctx: PageCtx<'_>, scope: TodoScope) -> Vec<Task> {
    let list_scope = match scope {
        TodoScope::Archive => FollowUpScope::Archive,
        TodoScope::School(school) => FollowUpScope::School(school),
        TodoScope::Pair(pair) => FollowUpScope::Pair(pair),
        TodoScope::Plan(_) => return Vec::new(),
    };
    let as_of = ctx.site.readings.as_of;
    let mut tasks = Vec::new();
    for (index, reading) in ctx.site.lookup.follow_ups.list(list_scope).iter().enumerate() {
        let due = reading.of(ctx.site.archive).and_then(|follow_up| follow_up.due);
        let is_soon = due.is_some_and(|due| due.days_since(as_of) <= SOON);
        let is_due = match reading.status {
            FollowUpStatus::Overdue => true,
            FollowUpStatus::Open => is_soon,
            FollowUpStatus::Done => false,
        };
        if is_due {
            let owner = match scope {
                TodoScope::School(school) => TaskOwner::School(school),
                TodoScope::Pair(pair) => TaskOwner::Pair(pair),
                TodoScope::Archive | TodoScope::Plan(_) => visited(ctx, *reading),
            };
            tasks.push(Task { owner, due, kind: TaskKind::Problem(index, list_scope) });
        }
    }
    tasks
}

/// Who has to settle a problem: the one school that was visited, else that of the visit.
fn visited(ctx: PageCtx<'_>, reading: FollowUpReading) -> TaskOwner {
    let record = ctx.site.archive.record(reading.record);
    match &record.detail {
        Detail::Visit(visit) if visit.to.len() == 1 => TaskOwner::School(visit.to[0]),
        _ => TaskOwner::School(record.school),
    }
}
