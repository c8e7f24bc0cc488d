//! Assessment of results (成效评估): the targets of a pair's plan, one list for the helped side and one for the helper.
//!
//! Targets with scope `helped` or `helper` are grouped by the part of their id before `-` when it ends in a number
//! (`受援1-优课率` and `受援1-合格率` are item 1). Where a side numbers its items, only these are its list, and its
//! other targets stand among the rest of the plan's; where it numbers none, each of its targets is an item.

use std::cmp::Reverse;

use serde::Serialize;

use crate::engine::progress::JudgedScope;
use crate::l10n::labels::Labels;
use crate::model::{Plan, PlanIx, PlanOwner, RecordIx, Scope, Status, Target};
use crate::site::fragments::status::{StatusLabel, label};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

/// The most records that an item names as evidence; it links to the others.
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

/// The lists of a pair's plan, the helped side first, without those that are empty.
pub(crate) fn checklists(ctx: PageCtx<'_>, plan: PlanIx) -> Vec<Checklist<'_>> {
    let mut lists = sides(ctx, plan);
    lists.retain(|list| !list.items.is_empty());
    lists
}

/// Both sides of a pair's plan, the helped one first; empty if no target names a side.
pub(crate) fn sides(ctx: PageCtx<'_>, plan: PlanIx) -> Vec<Checklist<'_>> {
    let site = ctx.site;
    let PlanOwner::Pair(pair) = site.archive.plan(plan).owner else { return Vec::new() };
    let pair = site.archive.pair(pair);
    let labels = Labels::of(site.lang());
    let helped = pair.helped.iter().map(|helped| ctx.school(*helped)).collect();
    let lists = vec![
        Checklist {
            title: labels.helped_side,
            schools: helped,
            items: items(ctx, plan, &Scope::Helped),
        },
        Checklist {
            title: labels.helper_side,
            schools: pair.helpers.iter().map(|helper| ctx.school(*helper)).collect(),
            items: items(ctx, plan, &Scope::Helper),
        },
    ];
    if lists.iter().all(|list| list.items.is_empty()) { Vec::new() } else { lists }
}

/// Whether a target of a pair's plan stands in one of the two lists.
pub(crate) fn is_listed(plan: &Plan, target: &Target) -> bool {
    if !matches!(target.scope, Scope::Helper | Scope::Helped) {
        return false;
    }
    let is_numbered_sibling =
        |other: &Target| other.scope == target.scope && item_of(other).is_some();
    item_of(target).is_some() || !plan.targets.iter().any(is_numbered_sibling)
}

fn items<'s>(ctx: PageCtx<'s>, plan: PlanIx, scope: &Scope) -> Vec<Item<'s>> {
    let plan_data = ctx.site.archive.plan(plan);
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, target) in plan_data.targets.iter().enumerate() {
        if target.scope != *scope || !is_listed(plan_data, target) {
            continue;
        }
        let number = item_of(target).unwrap_or(groups.len() + 1);
        match groups.iter_mut().find(|(group_number, _)| *group_number == number) {
            Some((_, members)) => members.push(at),
            None => groups.push((number, vec![at])),
        }
    }
    groups.sort_by_key(|(number, _)| *number);
    groups.iter().filter_map(|(number, members)| item(ctx, plan, members, *number)).collect()
}

/// The number of the item that a target belongs to, from its id.
fn item_of(target: &Target) -> Option<usize> {
    match target.id.split_once(['-', '－', '—']) {
        Some((item, _)) => number_of(item),
        None => number_of(&target.id),
    }
}

/// The number that a name ends in.
fn number_of(name: &str) -> Option<usize> {
    let stem = name.trim_end_matches(|ch: char| ch.is_ascii_digit());
    name[stem.len()..].parse().ok()
}

/// The item of some targets of a plan; `None` if none of them has a reading.
fn item<'s>(ctx: PageCtx<'s>, plan: PlanIx, members: &[usize], number: usize) -> Option<Item<'s>> {
    let site = ctx.site;
    let mut readings: Vec<usize> = Vec::new();
    for reading in readings_of(site.readings, plan) {
        if members.contains(&site.readings.targets[reading].target) {
            readings.push(reading);
        }
    }
    let first = *readings.first()?;
    let worst: Status = readings.iter().map(|reading| site.reading_status(*reading)).min()?;
    let first_scope = site.readings.targets[first].scope;
    let has_several_schools =
        readings.iter().any(|reading| site.readings.targets[*reading].scope != first_scope);
    let mut figures = Vec::new();
    for reading in &readings {
        figures.push(item_figure(ctx, *reading, has_several_schools));
    }
    let records = evidence(ctx, &readings);
    let named = records.iter().take(MOST_EVIDENCE);
    Some(Item {
        number: number.to_string(),
        text: item_text(ctx, plan, members),
        status: label(worst, site.lang()),
        figures,
        more: records.len().saturating_sub(MOST_EVIDENCE),
        more_href: ctx.reading(first),
        evidence: named.filter_map(|record| ctx.record(*record)).collect(),
    })
}

fn item_figure(ctx: PageCtx<'_>, reading: usize, has_several_schools: bool) -> ItemFigure<'_> {
    let site = ctx.site;
    let summary = TargetSummary::representative(ctx, reading);
    let direction = site.words.demand(summary.indicator);
    let goal = summary.target_text(ctx);
    ItemFigure {
        link: Link { text: summary.indicator.name.as_str().into(), href: ctx.reading(reading) },
        school: match site.readings.targets[reading].scope {
            JudgedScope::School(school) if has_several_schools => {
                Some(&site.archive.school(school).name)
            }
            _ => None,
        },
        goal: goal.map(|goal| site.words.join(direction, &goal)),
        period: summary.target.every.map(|_| summary.period_name(site)),
        status: ctx.reading_label(reading),
        figure: summary.shown.text,
    }
}

/// The records behind some readings that have a page, the newest first.
fn evidence(ctx: PageCtx<'_>, readings: &[usize]) -> Vec<RecordIx> {
    let site = ctx.site;
    let mut records: Vec<RecordIx> = Vec::new();
    for reading in readings {
        for period in &site.readings.targets[*reading].periods {
            let of_period = period.entries.iter().map(|entry| entry.record);
            records.extend(of_period.filter(|record| site.lookup.is_shown(*record)));
        }
    }
    records.sort_by_key(|record| (Reverse(site.lookup.day(*record)), *record));
    records.dedup();
    records
}

/// The notes of targets; the names of their indicators if they have no notes.
fn item_text<'s>(ctx: PageCtx<'s>, plan: PlanIx, members: &[usize]) -> Vec<&'s str> {
    let archive = ctx.site.archive;
    let targets = &archive.plan(plan).targets;
    let (mut notes, mut names) = (Vec::new(), Vec::new());
    for member in members {
        let target = &targets[*member];
        notes.extend(target.note.as_deref());
        names.push(archive.indicator(target.indicator).name.as_str());
    }
    notes.dedup();
    if notes.is_empty() { names } else { notes }
}
