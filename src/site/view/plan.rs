//! A plan's page: its targets with all their figures and records, its measures, its text; and the list of plans.

use crate::l10n::labels::Labels;
use serde::Serialize;

use crate::model::Digest;
use crate::model::{ActionRef, DocumentIx, PlanIx, PlanOwner};
use crate::site::fragments::attachments::{Attachment, attachments, say_files};
use crate::site::fragments::checklist::{Checklist, checklists};
use crate::site::fragments::edit_link::edit_link;
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::filing::{Stamp, stamp};
use crate::site::fragments::plan_facts::facts;
use crate::site::fragments::status::{StatusLabel, Tally, action_label, label};
use crate::site::fragments::target::{TargetView, target_view};
use crate::site::fragments::{body, overview};
use crate::site::model::frame::Frame;
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::search::plain_text;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};

/// A page a plan, of drafts only when they are asked for.
pub(crate) struct PlanPages;

impl PageKind for PlanPages {
    type Key<'s> = PlanIx;
    type View<'s> = PlanPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<PlanIx> {
        site.shown_plans().collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: PlanIx) -> &'s str {
        &site.routes.plans[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: PlanIx) -> PlanPage<'s> {
        plan(ctx, key)
    }

    fn inputs(inputs: &PageInputs<'_>, key: PlanIx) -> Digest {
        inputs.plan(key)
    }

    fn search_document<'s>(facets: &SearchFacets<'s>, key: PlanIx) -> Option<Document<'s>> {
        Some(facets.plan(key))
    }
}

template_struct! {
    /// `…/plans/<id>.html`: one plan.
    #[derive(Debug, Serialize)]
    pub(crate) struct PlanPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// How its targets stand.
        tally: Tally,
        /// Of a pair's plan: the items to check, by side.
        checklists: Vec<Checklist<'s>>,
        /// One line a target, to find it.
        contents: Vec<Content<'s>>,
        /// Whether the targets have pages of their own.
        is_split: bool,
        /// The targets in full.
        targets: Vec<TargetView<'s>>,
        /// Chart of the measures; empty without any.
        #[shown_as(Html)]
        timeline: String,
        /// The measures.
        actions: Vec<ActionView<'s>>,
        /// The text of the plan; empty without one.
        #[shown_as(Html)]
        body: String,
        /// Files beside it.
        attachments: Vec<Attachment<'s>>,
        /// Its filing stamp; none without a file number.
        stamp: Option<Stamp>,
        /// Its id.
        id: &'s str,
    }
}

template_struct! {
    /// A line of a plan's list of targets.
    #[derive(Debug, Serialize)]
    struct Content<'s> {
        /// The target's `id` on the page.
        anchor: &'s str,
        /// The indicator.
        title: &'s str,
        /// What is asked for.
        rule: String,
        /// The worst of its readings; none when it judges nobody.
        status: Option<StatusLabel>,
    }
}

template_struct! {
    /// A measure of a plan.
    #[derive(Debug, Serialize)]
    struct ActionView<'s> as "Action" {
        /// For its `id`.
        anchor: String,
        /// What is to be done.
        name: &'s str,
        /// By when.
        by: Option<String>,
        /// How often it was done and is to be done.
        times: String,
        /// How it stands; none in drafts.
        status: Option<StatusLabel>,
        /// Who, where, how well.
        facts: Vec<Fact<'s>>,
        /// The visits that carried it out.
        records: Vec<ActionRecord<'s>>,
        /// A sentence for records that are no longer public.
        hidden: Option<String>,
    }
}

template_struct! {
    /// A visit that carried out an Action.
    #[derive(Debug, Serialize)]
    struct ActionRecord<'s> {
        /// Its day.
        date: String,
        /// The visit.
        link: Link<'s>,
    }
}

impl Page for PlanPage<'_> {
    const TEMPLATE: Template = template!("plan.html");

    fn text(&self) -> String {
        let mut text = String::new();
        plain_text(&self.body, &mut text);
        push_facts(&self.facts, &mut text);
        for target in &self.targets {
            text.push_str(&format!("{} {}\n", target.indicator.text, target.rule));
            let waived = target.waived.iter().flatten().copied();
            let said = target.note.into_iter().chain(target.owner).chain(waived);
            said.for_each(|item| text.push_str(&format!("{item}\n")));
        }
        for action in &self.actions {
            text.push_str(&format!("{}\n", action.name));
            push_facts(&action.facts, &mut text);
        }
        say_files(&self.attachments, &mut text);
        text
    }
}

/// A plan's page.
fn plan(ctx: PageCtx<'_>, at: PlanIx) -> PlanPage<'_> {
    let site = ctx.site;
    let it = site.archive.plan(at);
    let readings = readings_of(site.readings, at);
    let mut crumbs = vec![ctx.link(ctx.pick("计划", "Plans"), "plans.html")];
    match it.owner {
        PlanOwner::Archive => {}
        PlanOwner::School(school) => crumbs.push(ctx.school(school)),
        PlanOwner::Pair(pair) => crumbs.push(ctx.pair(pair)),
    }
    let mut page = ctx.frame(&*it.title, "plans", crumbs);
    page.draft = it.draft;
    page.edit = edit_link(ctx, &it.file);
    page.print = Some(ctx.to(&site.routes.printed_plans[at.0]));
    let split = site.is_split(at);
    let targets: Vec<TargetView<'_>> =
        (0..it.targets.len()).map(|target| target_view(ctx, at, target, !split)).collect();
    let contents = targets.iter().enumerate().map(|(target, view)| {
        let of_target =
            readings.clone().filter(|reading| site.readings.targets[*reading].target == target);
        let worst = of_target.map(|target| site.readings.targets[target].status).min();
        Content {
            anchor: &site.routes.targets[at.0][target],
            title: &site.archive.indicator(it.targets[target].indicator).name,
            rule: view.rule.clone(),
            status: worst.map(|worst| label(worst, site.lang())),
        }
    });
    let body = body::html(ctx, &it.body, &it.file, None);
    PlanPage {
        contents: contents.collect(),
        is_split: site.is_split(at),
        facts: facts(ctx, at),
        tally: site.tally(readings.clone()),
        checklists: checklists(ctx, at),
        targets,
        timeline: overview::timeline(ctx, at),
        actions: (0..it.actions.len()).map(|action| action_view(ctx, at, action)).collect(),
        attachments: attachments(ctx, &it.attachments, &body),
        stamp: stamp(ctx, DocumentIx::Plan(at)),
        body,
        id: &it.id,
        page,
    }
}

fn action_view(ctx: PageCtx<'_>, plan: PlanIx, at: usize) -> ActionView<'_> {
    let site = ctx.site;
    let it = &site.archive.plan(plan).actions[at];
    let labels = Labels::of(site.lang());
    let reading = site
        .lookup
        .action(ActionRef { plan, action: at })
        .map(|action| &site.readings.actions[action]);
    let records = reading.map_or(&[][..], |reading| reading.records.as_slice());
    let hidden = records.iter().filter(|record| !site.lookup.is_shown(**record)).count();
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
        by: it.by.map(|by| site.words.day(by)),
        times: format!("{} / {}", records.len(), it.times),
        status: reading.map(|reading| action_label(reading.status, site.lang())),
        facts: facts.0,
        records: records
            .iter()
            .filter_map(|record| {
                let date =
                    site.lookup.day(*record).map(|day| site.words.day(day)).unwrap_or_default();
                Some(ActionRecord { date, link: ctx.record(*record)? })
            })
            .collect(),
        hidden: (hidden > 0).then(|| site.words.no_longer_public(hidden)),
    }
}
