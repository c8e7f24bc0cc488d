//! The page of a plan: its targets with all their figures and records, its measures, its text.

use serde::Serialize;

use crate::engine::progress::{JudgedScope, TargetReading};
use crate::l10n::labels::Labels;
use crate::l10n::phrases::JudgedTargets;
use crate::model::{ActionRef, Digest, DocumentIx, PlanIx, PlanOwner, RecordIx};
use crate::site::fragments::answer::{Answer, AnswerLinks, answer, standings};
use crate::site::fragments::answer_places::place_kind;
use crate::site::fragments::attachments::{Attachment, attachments, say_files};
use crate::site::fragments::checklist::{Checklist, checklists};
use crate::site::fragments::edit_link::edit_link;
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::filing::{Stamp, stamp};
use crate::site::fragments::plan_facts::facts;
use crate::site::fragments::status::{StatusLabel, Tally, action_label, label};
use crate::site::fragments::target::{TargetView, target_view};
use crate::site::fragments::target_row::{TargetRow, past_rows};
use crate::site::fragments::todo::{IN_FULL, Todo, TodoScope, todo};
use crate::site::fragments::wall::{Wall, wall};
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

/// One page per plan; drafts have one only when the build includes drafts.
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
        /// How its targets stand, in a sentence.
        answer: Answer<'s>,
        /// What is to be done now.
        todo: Todo<'s>,
        /// The targets that missed periods which are over, the latest first.
        past: Vec<TargetRow<'s>>,
        /// Schools × targets as tiles; empty when fewer than two schools are judged each by itself.
        wall: Wall<'s>,
        /// How many of its targets have each status.
        tally: Tally,
        /// How many targets it has, and how often they are judged: `6项，共评价12个：在期内8个、已结束4个`.
        judged: String,
        /// The items to check of a pair's plan, by side; empty for other plans.
        checklists: Vec<Checklist<'s>>,
        /// The table of contents: one line per target.
        contents: Vec<Content<'s>>,
        /// Whether the targets have pages of their own.
        is_split: bool,
        /// The targets in full.
        targets: Vec<TargetView<'s>>,
        /// Chart of the measures; empty without measures.
        #[shown_as(Html)]
        timeline: String,
        /// The measures.
        actions: Vec<ActionView<'s>>,
        /// The text of the plan; empty without text.
        #[shown_as(Html)]
        body: String,
        /// The files attached to it.
        attachments: Vec<Attachment<'s>>,
        /// Its filing stamp; `none` without a file number.
        stamp: Option<Stamp>,
        /// Its id.
        id: &'s str,
    }
}

template_struct! {
    /// A line of a plan's table of contents.
    #[derive(Debug, Serialize)]
    struct Content<'s> {
        /// The target's `id` on the page.
        anchor: &'s str,
        /// The name of the indicator.
        title: &'s str,
        /// What is asked for.
        rule: String,
        /// The worst of its readings; `none` when it judges nobody.
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
        /// How often it was carried out, and how often it is to be.
        times: String,
        /// Its status; `none` in drafts.
        status: Option<StatusLabel>,
        /// Who carries it out, where, and to what standard.
        facts: Vec<Fact<'s>>,
        /// The visits that carried it out.
        records: Vec<ActionRecord<'s>>,
        /// A sentence about records that are no longer public; `none` without any.
        hidden: Option<String>,
    }
}

template_struct! {
    /// A visit that carried out a measure.
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
            for remark in target.note.into_iter().chain(target.owner).chain(waived) {
                text.push_str(&format!("{remark}\n"));
            }
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
    let plan = site.archive.plan(at);
    let mut crumbs = vec![ctx.link(ctx.pick("计划", "Plans"), "plans.html")];
    match plan.owner {
        PlanOwner::Archive => {}
        PlanOwner::School(school) => crumbs.push(ctx.school(school)),
        PlanOwner::Pair(pair) => crumbs.push(ctx.pair(pair)),
    }
    let mut page = ctx.frame(&*plan.title, "plans", crumbs);
    page.draft = plan.draft;
    page.edit = edit_link(ctx, &plan.file);
    page.print = Some(ctx.to(&site.routes.printed_plans[at.0]));
    let is_split = site.is_split(at);
    let targets: Vec<TargetView<'_>> =
        (0..plan.targets.len()).map(|target| target_view(ctx, at, target, !is_split)).collect();
    let body = body::html(ctx, &plan.body, &plan.file, None);
    let links = AnswerLinks { targets: "#targets-title", todo: "#todo" };
    let standings = standings(ctx, readings_of(site.readings, at));
    let mut each = standings.clone();
    each.retain(|standing| site.readings.targets[standing.reading].scope != JudgedScope::Joint);
    PlanPage {
        contents: contents(ctx, at, &targets),
        is_split,
        facts: facts(ctx, at),
        answer: answer(ctx, &standings, place_kind(ctx, &standings), links),
        todo: todo(ctx, TodoScope::Plan(at), IN_FULL),
        wall: wall(ctx, &each),
        past: past_rows(ctx, readings_of(site.readings, at)),
        tally: site.tally(readings_of(site.readings, at)),
        judged: judged(ctx, at),
        checklists: checklists(ctx, at),
        targets,
        timeline: overview::timeline(ctx, at),
        actions: (0..plan.actions.len()).map(|action| action_view(ctx, at, action)).collect(),
        attachments: attachments(ctx, &plan.attachments, &body),
        stamp: stamp(ctx, DocumentIx::Plan(at)),
        body,
        id: &plan.id,
        page,
    }
}

/// How many targets a plan has, and how many readings of them are open, over, or left out of the totals: together all.
fn judged(ctx: PageCtx<'_>, at: PlanIx) -> String {
    let site = ctx.site;
    let mut counts =
        JudgedTargets { targets: site.archive.plan(at).targets.len(), ..JudgedTargets::default() };
    for reading in readings_of(site.readings, at) {
        if !site.is_rolled_up(reading) {
            counts.aspirational += 1;
        } else if site.readings.targets[reading].open {
            counts.open += 1;
        } else {
            counts.over += 1;
        }
    }
    site.words.judged_targets(counts)
}

/// The lines of a plan's table of contents.
fn contents<'s>(ctx: PageCtx<'s>, plan: PlanIx, targets: &[TargetView<'s>]) -> Vec<Content<'s>> {
    let site = ctx.site;
    let mut contents = Vec::new();
    for (index, view) in targets.iter().enumerate() {
        let worst = readings_of(site.readings, plan)
            .map(|reading| &site.readings.targets[reading])
            .filter(|reading| reading.target == index)
            .map(TargetReading::standing)
            .min();
        let indicator = site.archive.plan(plan).targets[index].indicator;
        contents.push(Content {
            anchor: &site.routes.targets[plan.0][index],
            title: &site.archive.indicator(indicator).name,
            rule: view.rule.clone(),
            status: worst.map(|worst| label(worst, site.lang())),
        });
    }
    contents
}

/// A measure of a plan, with the visits that carried it out.
fn action_view(ctx: PageCtx<'_>, plan: PlanIx, at: usize) -> ActionView<'_> {
    let site = ctx.site;
    let action = &site.archive.plan(plan).actions[at];
    let labels = Labels::of(site.lang());
    let reading = site
        .lookup
        .action(ActionRef { plan, action: at })
        .map(|reading| &site.readings.actions[reading]);
    let records = reading.map_or(&[][..], |reading| reading.records.as_slice());
    let hidden = records.iter().filter(|record| !site.lookup.is_shown(**record)).count();
    let mut facts = Facts::default();
    facts
        .text(labels.action_lead, action.lead.as_deref())
        .text(labels.action_department, action.department.as_deref())
        .text(labels.action_place, action.place.as_deref())
        .text(labels.action_quality, action.quality.as_deref())
        .text(labels.note, action.note.as_deref());
    ActionView {
        anchor: format!("action-{}", at + 1),
        name: &action.name,
        by: action.by.map(|day| site.words.day(day)),
        times: format!("{} / {}", records.len(), action.times),
        status: reading.map(|reading| {
            let counts = (records.len(), action.times as usize);
            action_label(reading.status, counts, site.lang())
        }),
        facts: facts.0,
        records: action_records(ctx, records),
        hidden: (hidden > 0).then(|| site.words.no_longer_public(hidden)),
    }
}

/// The published records among those that carried out a measure.
fn action_records<'s>(ctx: PageCtx<'s>, records: &[RecordIx]) -> Vec<ActionRecord<'s>> {
    let site = ctx.site;
    let mut shown = Vec::new();
    for record in records {
        let Some(link) = ctx.record(*record) else { continue };
        let date = site.lookup.day(*record).map(|day| site.words.day(day)).unwrap_or_default();
        shown.push(ActionRecord { date, link });
    }
    shown
}
