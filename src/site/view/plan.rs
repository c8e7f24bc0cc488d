//! A plan's page: its targets with all their figures and records, its measures, its text; and the list of plans.

use serde::Serialize;

use super::super::checklist::{Checklist, checklists};
use super::super::layout::{Frame, Link, PageCtx};
use super::super::reading::{TargetView, reading_view, scope_words};
use super::super::status::{StatusLabel, Tally, action_label, label};
use super::super::target_row::{TargetRow, rows};
use super::super::theme::Page;
use super::super::{body, overview};
use super::facts::{Fact, Facts, say};
use super::filing::{Stamp, file_number, stamp};
use super::record::{Attachment, attachments, edit_link, say_files};
use crate::model::{ActionRef, DocumentIx, PlanIx, PlanOwner};
use crate::site::search::plain_text;

/// So many schools are listed at a target; the page of the indicator has them all.
const MOST_ROWS: usize = 24;

/// `plan.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct PlanPage<'s> {
    page: Frame<'s>,
    facts: Vec<Fact<'s>>,
    tally: Tally,
    checklists: Vec<Checklist<'s>>,
    /// One line a target, to find it.
    contents: Vec<Content<'s>>,
    /// Whether the targets have pages of their own.
    is_split: bool,
    targets: Vec<TargetView<'s>>,
    timeline: String,
    actions: Vec<ActionView<'s>>,
    body: String,
    attachments: Vec<Attachment<'s>>,
    stamp: Option<Stamp>,
    id: &'s str,
}

/// A line of the table of targets.
#[derive(Debug, Serialize)]
struct Content<'s> {
    anchor: &'s str,
    title: &'s str,
    rule: String,
    status: Option<StatusLabel>,
}

/// A planned measure.
#[derive(Debug, Serialize)]
struct ActionView<'s> {
    anchor: String,
    name: &'s str,
    by: Option<String>,
    times: String,
    status: Option<StatusLabel>,
    facts: Vec<Fact<'s>>,
    records: Vec<ActionRecord<'s>>,
    hidden: Option<String>,
}

#[derive(Debug, Serialize)]
struct ActionRecord<'s> {
    date: String,
    link: Link<'s>,
}

impl Page for PlanPage<'_> {
    const TEMPLATE: &'static str = "plan.html";

    fn text(&self) -> String {
        let mut text = String::new();
        plain_text(&self.body, &mut text);
        say(&self.facts, &mut text);
        for it in &self.targets {
            text.push_str(&format!("{} {}\n", it.indicator.text, it.rule));
            let waived = it.waived.iter().flatten().copied();
            let said = it.note.into_iter().chain(it.owner).chain(waived);
            said.for_each(|it| text.push_str(&format!("{it}\n")));
        }
        for it in &self.actions {
            text.push_str(&format!("{}\n", it.name));
            say(&it.facts, &mut text);
        }
        say_files(&self.attachments, &mut text);
        text
    }
}

/// A plan's page.
pub(in crate::site) fn plan(here: PageCtx<'_>, at: PlanIx) -> PlanPage<'_> {
    let site = here.site;
    let it = site.archive.plan(at);
    let readings = super::super::lookup::readings_of(site.readings, at);
    let mut crumbs = vec![here.link(here.say("计划", "Plans"), "plans.html")];
    match it.owner {
        PlanOwner::Archive => {}
        PlanOwner::School(school) => crumbs.push(here.school(school)),
        PlanOwner::Pair(pair) => crumbs.push(here.pair(pair)),
    }
    let mut page = here.frame(&*it.title, "plans", crumbs);
    page.draft = it.draft;
    page.edit = edit_link(here, &it.file);
    page.print = Some(here.to(&site.routes.printed_plans[at.0]));
    let split = site.is_split(at);
    let targets: Vec<TargetView<'_>> =
        (0..it.targets.len()).map(|target| target_view(here, at, target, !split)).collect();
    let contents = targets.iter().enumerate().map(|(target, view)| {
        let of_target = readings.clone().filter(|it| site.readings.targets[*it].target == target);
        let worst = of_target.map(|it| site.readings.targets[it].status).min();
        Content {
            anchor: &site.routes.targets[at.0][target],
            title: &site.archive.indicator(it.targets[target].indicator).name,
            rule: view.rule.clone(),
            status: worst.map(|it| label(it, site.lang())),
        }
    });
    let body = body::html(here, &it.body, &it.file, None);
    PlanPage {
        contents: contents.collect(),
        is_split: site.is_split(at),
        facts: facts(here, at),
        tally: site.tally(readings.clone()),
        checklists: checklists(here, at),
        targets,
        timeline: overview::timeline(here, at),
        actions: (0..it.actions.len()).map(|action| action_view(here, at, action)).collect(),
        attachments: attachments(here, &it.attachments, &body),
        stamp: stamp(here, DocumentIx::Plan(at)),
        body,
        id: &it.id,
        page,
    }
}

/// What is known about a plan.
pub(in crate::site) fn facts(here: PageCtx<'_>, at: PlanIx) -> Vec<Fact<'_>> {
    let site = here.site;
    let it = site.archive.plan(at);
    let labels = crate::l10n::labels::Labels::of(site.lang());
    let comma = here.say("、", ", ");
    let mut facts = Facts::default();
    match it.owner {
        PlanOwner::Archive => {
            facts.text(labels.owner, Some(labels.of_archive));
        }
        PlanOwner::School(school) => {
            facts.links(labels.owner, [here.school(school)]);
        }
        PlanOwner::Pair(pair) => {
            facts.links(labels.owner, [here.pair(pair)]);
            facts.links(labels.helper, [here.school(site.archive.pair(pair).helper)]);
            facts.links(
                labels.helped,
                site.archive.pair(pair).helped.iter().map(|it| here.school(*it)),
            );
        }
    }
    facts.text(labels.term_days, Some(site.words.days(it.period)));
    facts.text(labels.based_on, Some(it.based_on.join(here.say("；", "; "))));
    if let Some(team) = &it.team {
        facts
            .text(labels.leader, team.leader.as_deref())
            .text(labels.deputies, Some(team.deputies.join(comma)))
            .text(labels.members, Some(team.members.join(comma)));
    }
    facts.filing(labels.file_number, file_number(here, DocumentIx::Plan(at)));
    facts.text(labels.document_number, it.filing.document_number.as_deref());
    facts.0
}

/// A target with the full account of its readings, or with a line for each.
pub(in crate::site) fn target_view(
    here: PageCtx<'_>,
    plan: PlanIx,
    at: usize,
    in_full: bool,
) -> TargetView<'_> {
    let site = here.site;
    let it = &site.archive.plan(plan).targets[at];
    let indicator = site.archive.indicator(it.indicator);
    let value = it.value.map(|it| site.shown_value(it, indicator));
    let readings: Vec<usize> = super::super::lookup::readings_of(site.readings, plan)
        .filter(|it| site.readings.targets[*it].target == at)
        .collect();
    let told_by_schools = readings.first().is_some_and(|it| site.is_told_by_schools(*it));
    let elsewhere = told_by_schools || !in_full;
    let anchor = site.routes.targets[plan.0][at].clone();
    TargetView {
        id: (it.id != indicator.name).then_some(it.id.as_str()),
        indicator: here.indicator(it.indicator),
        rule: site.words.rule(indicator, it.every, value.as_deref(), it.pace),
        scope: scope_words(site, &it.scope).into_owned(),
        note: it.note.as_deref(),
        owner: it.owner.as_deref(),
        baseline: it.baseline.map(|it| site.shown_value(it, indicator)),
        waived: it.waived.as_ref().map(|it| [it.reason.as_str(), it.by.as_str()]),
        aspirational: it.aspirational,
        tally: told_by_schools.then(|| {
            super::super::status::tally(
                readings.iter().map(|it| site.readings.targets[*it].status),
                site.lang(),
            )
        }),
        multiples: if readings.len() > 2 && (in_full || told_by_schools) {
            overview::multiples(here, &readings, &format!("m-{at}"))
        } else {
            String::new()
        },
        rows: if elsewhere { worst(here, &readings) } else { Vec::new() },
        rows_total: if elsewhere { readings.len() } else { 0 },
        readings: if elsewhere {
            Vec::new()
        } else {
            readings.iter().map(|it| reading_view(here, *it)).collect()
        },
        anchor,
    }
}

/// The lines of the worst readings.
fn worst<'s>(here: PageCtx<'s>, readings: &[usize]) -> Vec<TargetRow<'s>> {
    let mut sorted = readings.to_vec();
    sorted.sort_by_key(|it| (here.site.readings.targets[*it].status, *it));
    sorted.truncate(MOST_ROWS);
    rows(here, sorted)
}

fn action_view(here: PageCtx<'_>, plan: PlanIx, at: usize) -> ActionView<'_> {
    let site = here.site;
    let it = &site.archive.plan(plan).actions[at];
    let labels = crate::l10n::labels::Labels::of(site.lang());
    let reading =
        site.lookup.action(ActionRef { plan, action: at }).map(|it| &site.readings.actions[it]);
    let records = reading.map_or(&[][..], |it| it.records.as_slice());
    let hidden = records.iter().filter(|it| !site.lookup.is_shown(**it)).count();
    let mut facts = Facts::default();
    facts
        .text(labels.action_lead, it.lead.as_deref())
        .text(labels.action_department, it.department.as_deref())
        .text(labels.action_place, it.place.as_deref())
        .text(labels.action_quality, it.quality.as_deref())
        .text(labels.note, it.note.as_deref());
    ActionView {
        anchor: format!("action-{}", at + 1),
        name: &it.name,
        by: it.by.map(|it| site.words.day(it)),
        times: format!("{} / {}", records.len(), it.times),
        status: reading.map(|it| action_label(it.status, site.lang())),
        facts: facts.0,
        records: records
            .iter()
            .filter_map(|it| {
                let date = site.lookup.day(*it).map(|it| site.words.day(it)).unwrap_or_default();
                Some(ActionRecord { date, link: here.record(*it)? })
            })
            .collect(),
        hidden: (hidden > 0).then(|| site.words.no_longer_public(hidden)),
    }
}

/// `plans.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct PlansPage<'s> {
    page: Frame<'s>,
    groups: Vec<PlanGroup<'s>>,
}

#[derive(Debug, Serialize)]
struct PlanGroup<'s> {
    title: &'static str,
    plans: Vec<PlanLine<'s>>,
}

#[derive(Debug, Serialize)]
struct PlanLine<'s> {
    link: Link<'s>,
    owner: Option<Link<'s>>,
    period: String,
    draft: bool,
    tally: Tally,
}

impl Page for PlansPage<'_> {
    const TEMPLATE: &'static str = "plans.html";
}

/// The list of all plans: the archive's, the pairs', the schools'.
pub(in crate::site) fn plans(here: PageCtx<'_>) -> PlansPage<'_> {
    let site = here.site;
    let shown =
        || (0..site.archive.plans.len()).map(PlanIx).filter(|it| site.lookup.is_plan_shown(*it));
    let line = |at: PlanIx| {
        let it = site.archive.plan(at);
        PlanLine {
            link: here.plan(at),
            owner: match it.owner {
                PlanOwner::Archive => None,
                PlanOwner::School(school) => Some(here.school(school)),
                PlanOwner::Pair(pair) => Some(here.pair(pair)),
            },
            period: site.words.days(it.period),
            draft: it.draft,
            tally: site.tally(super::super::lookup::readings_of(site.readings, at)),
        }
    };
    let group = |title, of: fn(PlanOwner) -> bool| PlanGroup {
        title,
        plans: shown().filter(|it| of(site.archive.plan(*it).owner)).map(line).collect(),
    };
    let mut groups = vec![
        group(here.say("全档案计划", "Plans of the whole archive"), |it| {
            matches!(it, PlanOwner::Archive)
        }),
        group(here.say("结对计划", "Plans of pairs"), |it| matches!(it, PlanOwner::Pair(_))),
        group(here.say("学校计划", "Plans of schools"), |it| {
            matches!(it, PlanOwner::School(_))
        }),
    ];
    groups.retain(|it| !it.plans.is_empty());
    PlansPage { page: here.frame(here.say("计划", "Plans"), "plans", Vec::new()), groups }
}
