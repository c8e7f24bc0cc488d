//! 效果检测: the targets of a pair's plan as two checklists, one for the helped side, one for the helper.
//!
//! Targets with scope `helped` or `helper` are grouped by the part of their id before `-` when it ends in a number
//! (`受援1-优课率` and `受援1-合格率` are item 1). Where a side numbers its items, only these are its list, and its
//! other targets stand among the rest of the plan's; where it numbers none, each of its targets is an item.

use crate::l10n::labels::Labels;
use serde::Serialize;

use crate::engine::progress::JudgedScope;
use crate::model::{Plan, PlanIx, PlanOwner, RecordIx, Scope, Status, Target};
use crate::site::fragments::status::{StatusLabel, label};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

/// So many records are named as evidence; the others are a click away.
const MOST_EVIDENCE: usize = 5;

template_struct! {
    /// A side's list of items to check in a pair's plan.
    #[derive(Debug, Serialize)]
    pub(crate) struct Checklist<'s> {
        /// Which side.
        pub(crate) title: &'static str,
        /// The schools of that side.
        pub(crate) schools: Vec<Link<'s>>,
        /// The items.
        pub(crate) items: Vec<Item<'s>>,
    }
}

template_struct! {
    /// One item of a Checklist.
    #[derive(Debug, Serialize)]
    pub(crate) struct Item<'s> {
        /// Its number.
        pub(crate) number: String,
        /// What it asks for, as the plan says it.
        pub(crate) text: Vec<&'s str>,
        /// The worst of its figures.
        pub(crate) status: StatusLabel,
        /// A line a target and school.
        pub(crate) figures: Vec<ItemFigure<'s>>,
        /// Records it rests on, the first few.
        pub(crate) evidence: Vec<Link<'s>>,
        /// How many more records there are.
        pub(crate) more: usize,
        /// Where all of them are.
        pub(crate) more_href: String,
    }
}

template_struct! {
    /// One figure of an Item.
    #[derive(Debug, Serialize)]
    pub(crate) struct ItemFigure<'s> {
        /// The indicator, leading to the full account.
        pub(crate) link: Link<'s>,
        /// The school, where the side has several.
        pub(crate) school: Option<&'s str>,
        /// What was reached.
        pub(crate) figure: Option<String>,
        /// What was to be reached.
        pub(crate) goal: Option<String>,
        /// The period, where the target has several.
        pub(crate) period: Option<String>,
        /// How it stands.
        pub(crate) status: StatusLabel,
    }
}

/// The lists of a pair's plan: the helped side first; none when no target names a side.
pub(crate) fn checklists(ctx: PageCtx<'_>, plan: PlanIx) -> Vec<Checklist<'_>> {
    let site = ctx.site;
    let PlanOwner::Pair(pair) = site.archive.plan(plan).owner else { return Vec::new() };
    let pair = site.archive.pair(pair);
    let labels = Labels::of(site.lang());
    let helped = pair.helped.iter().map(|helped| ctx.school(*helped)).collect();
    let mut lists = vec![
        Checklist {
            title: labels.helped_side,
            schools: helped,
            items: items(ctx, plan, &Scope::Helped),
        },
        Checklist {
            title: labels.helper_side,
            schools: vec![ctx.school(pair.helper)],
            items: items(ctx, plan, &Scope::Helper),
        },
    ];
    lists.retain(|list| !list.items.is_empty());
    lists
}

/// Whether a target of a pair's plan stands in one of the two lists.
pub(crate) fn is_listed(plan: &Plan, target: &Target) -> bool {
    let of_side = |item: &&Target| item.scope == target.scope;
    matches!(target.scope, Scope::Helper | Scope::Helped)
        && (item_of(target).is_some()
            || !plan.targets.iter().filter(of_side).any(|target| item_of(target).is_some()))
}

fn items<'s>(ctx: PageCtx<'s>, plan: PlanIx, scope: &Scope) -> Vec<Item<'s>> {
    let of = ctx.site.archive.plan(plan);
    let listed = |target: &(usize, &Target)| target.1.scope == *scope && is_listed(of, target.1);
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, target) in of.targets.iter().enumerate().filter(listed) {
        let number = item_of(target).unwrap_or(groups.len() + 1);
        match groups.iter_mut().find(|(it, _)| *it == number) {
            Some((_, members)) => members.push(at),
            None => groups.push((number, vec![at])),
        }
    }
    groups.sort_by_key(|(number, _)| *number);
    groups.iter().filter_map(|(number, members)| item(ctx, plan, members, *number)).collect()
}

/// The number of the item that a target belongs to, from its id.
fn item_of(target: &Target) -> Option<usize> {
    let item = target.id.split_once(['-', '－', '—']).map_or(&*target.id, |(item, _)| item);
    number_of(item)
}

/// The number that a name ends in.
fn number_of(name: &str) -> Option<usize> {
    let digits = name.len() - name.trim_end_matches(|name: char| name.is_ascii_digit()).len();
    name[name.len() - digits..].parse().ok()
}

fn item<'s>(ctx: PageCtx<'s>, plan: PlanIx, members: &[usize], number: usize) -> Option<Item<'s>> {
    let site = ctx.site;
    let of_plan = readings_of(site.readings, plan);
    let readings: Vec<usize> =
        of_plan.filter(|plan| members.contains(&site.readings.targets[*plan].target)).collect();
    let worst: Status =
        readings.iter().map(|reading| site.readings.targets[*reading].status).min()?;
    let several = {
        let scopes = readings.iter().map(|reading| site.readings.targets[*reading].scope);
        scopes.clone().any(|scope| Some(scope) != scopes.clone().next())
    };
    let figure = |reading: &usize| {
        let it = TargetSummary::telling(site, *reading);
        let direction = site.words.direction(it.indicator.direction);
        ItemFigure {
            link: Link { text: it.indicator.name.as_str().into(), href: ctx.reading(*reading) },
            school: match site.readings.targets[*reading].scope {
                JudgedScope::School(school) if several => Some(&site.archive.school(school).name),
                _ => None,
            },
            figure: it.shown.text.clone(),
            goal: it.target_text(ctx).map(|target_text| site.words.join(direction, &target_text)),
            period: it.target.every.map(|_| it.period_name(site)),
            status: label(site.readings.targets[*reading].status, site.lang()),
        }
    };
    let mut records: Vec<RecordIx> = readings
        .iter()
        .flat_map(|reading| &site.readings.targets[*reading].periods)
        .flat_map(|it| it.entries.iter().map(|entry| entry.record))
        .filter(|it| site.lookup.is_shown(*it))
        .collect();
    records.sort_by_key(|record| (std::cmp::Reverse(site.lookup.day(*record)), *record));
    records.dedup();
    let targets = &site.archive.plan(plan).targets;
    let mut text: Vec<&str> =
        members.iter().filter_map(|member| targets[*member].note.as_deref()).collect();
    text.dedup();
    if text.is_empty() {
        text = members
            .iter()
            .map(|member| site.archive.indicator(targets[*member].indicator).name.as_str())
            .collect();
    }
    Some(Item {
        number: number.to_string(),
        text,
        status: label(worst, site.lang()),
        figures: readings.iter().map(figure).collect(),
        more: records.len().saturating_sub(MOST_EVIDENCE),
        more_href: readings.first().map(|reading| ctx.reading(*reading)).unwrap_or_default(),
        evidence: records
            .into_iter()
            .take(MOST_EVIDENCE)
            .filter_map(|record| ctx.record(record))
            .collect(),
    })
}
