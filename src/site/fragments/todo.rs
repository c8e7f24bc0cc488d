//! What is to be done now, by owner and day: targets that need attention with what they are short of, measures that are due,
//! what terms lack, problems to settle.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Day;
use crate::site::fragments::status::StatusLabel;
use crate::site::fragments::todo_items::item;
use crate::site::fragments::todo_tasks::{Task, TaskOwner, tasks};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

pub(crate) use crate::site::fragments::todo_tasks::TodoScope;

template_struct! {
    /// What is to be done now.
    #[derive(Debug, Default, Serialize)]
    pub(crate) struct Todo<'s> {
        /// By owner, the owner first whose first item is due first.
        pub(crate) groups: Vec<TodoGroup<'s>>,
        /// How many items there are, listed or not.
        pub(crate) total: usize,
        /// How many items there are and how many of them are overdue, in words.
        pub(crate) lead: String,
        /// The owners that are not listed, 60 at most, with their number of items.
        pub(crate) others: Vec<TodoOwner<'s>>,
        /// How many such owners there are.
        pub(crate) others_total: usize,
    }
}

template_struct! {
    /// A school or pair that has something to do.
    #[derive(Debug, Serialize)]
    pub(crate) struct TodoOwner<'s> {
        /// Its page, at what is to be done.
        pub(crate) link: Link<'s>,
        /// How many items it has.
        pub(crate) total: usize,
    }
}

template_struct! {
    /// What one school, pair or plan has to do.
    #[derive(Debug, Serialize)]
    pub(crate) struct TodoGroup<'s> {
        /// Who: a school, a pair, or the archive as a whole.
        pub(crate) owner: Link<'s>,
        /// What, by the day that it is due; items without a day come last.
        pub(crate) items: Vec<TodoItem<'s>>,
        /// How many there are, listed or not.
        pub(crate) total: usize,
        /// Where all of its items are: the page of the owner, or of the whole archive; none if all are listed here.
        pub(crate) more: Option<String>,
    }
}

template_struct! {
    /// A thing to be done.
    #[derive(Debug, Serialize)]
    pub(crate) struct TodoItem<'s> {
        /// How it stands.
        pub(crate) status: StatusLabel,
        /// What it is, leading to its account.
        pub(crate) what: Link<'s>,
        /// What is short or lacking: `还差4课时`; none where that is not known or not public.
        pub(crate) short: Option<String>,
        /// What there is, and what is asked for: `6课时，不少于10课时`.
        pub(crate) detail: Option<String>,
        /// Who is responsible, as written.
        pub(crate) who: Option<Cow<'s, str>>,
        /// By when.
        pub(crate) due: Option<String>,
        /// How far that is from the day of judgement: `余47天`.
        pub(crate) left: Option<String>,
        /// Whether that day is over.
        pub(crate) overdue: bool,
    }
}

/// How much of a list is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TodoLimits {
    /// The most owners.
    pub(crate) owners: usize,
    /// The most items of each.
    pub(crate) items: usize,
}

/// On the home page.
pub(crate) const IN_SHORT: TodoLimits = TodoLimits { owners: 8, items: 4 };

/// On the page of a school, a pair or a plan.
pub(crate) const IN_FULL: TodoLimits = TodoLimits { owners: 60, items: 60 };

/// The day by which an item of an owner is due, for sorting: those without one last.
type DueKey = (bool, Option<Day>);

/// What is to be done now within a scope.
pub(crate) fn todo<'s>(ctx: PageCtx<'s>, scope: TodoScope, limits: TodoLimits) -> Todo<'s> {
    let as_of = ctx.site.readings.as_of;
    let mut by_owner: BTreeMap<TaskOwner, Vec<Task>> = BTreeMap::new();
    let (mut total, mut overdue) = (0, 0);
    for task in tasks(ctx, scope) {
        total += 1;
        overdue += usize::from(task.due.is_some_and(|due| due < as_of));
        by_owner.entry(task.owner).or_default().push(task);
    }
    let mut owners: Vec<(DueKey, TaskOwner, Vec<Task>)> = Vec::new();
    for (owner, mut tasks) in by_owner {
        tasks.sort_by_key(|task| (due_key(task), task.kind));
        let first = tasks.first().map(due_key).unwrap_or_default();
        owners.push((first, owner, tasks));
    }
    owners.sort_by_key(|(first, owner, _)| (*first, *owner));
    let unlisted = owners.split_off(owners.len().min(limits.owners));
    let mut groups = Vec::with_capacity(owners.len());
    for (_, owner, tasks) in owners {
        groups.push(group(ctx, owner, &tasks, limits.items));
    }
    let mut others = Vec::new();
    for (_, owner, tasks) in unlisted.iter().take(MOST_OTHERS) {
        let link = Link { href: owner.list(ctx), ..owner.link(ctx) };
        others.push(TodoOwner { link, total: tasks.len() });
    }
    let lead = ctx.site.words.to_do(total, overdue);
    Todo { groups, total, lead, others, others_total: unlisted.len() }
}

/// The most owners that are named without their items.
const MOST_OTHERS: usize = 60;

fn due_key(task: &Task) -> DueKey {
    (task.due.is_none(), task.due)
}

fn group<'s>(ctx: PageCtx<'s>, owner: TaskOwner, tasks: &[Task], most: usize) -> TodoGroup<'s> {
    let link = owner.link(ctx);
    let mut items = Vec::new();
    for task in tasks.iter().take(most) {
        items.extend(item(ctx, task));
    }
    let more = (items.len() < tasks.len()).then(|| owner.list(ctx));
    TodoGroup { owner: link, items, total: tasks.len(), more }
}
