//! The page of a pair, with the checklists of its plans.

use std::cmp::Reverse;

use serde::Serialize;

use crate::engine::progress::Owner;
use crate::l10n::labels::Labels;
use crate::model::{Digest, Pair, PairIx, PlanIx};
use crate::site::fragments::action_row::{ActionRow, of_plan};
use crate::site::fragments::answer::{Answer, AnswerLinks, answer, standings};
use crate::site::fragments::answer_places::PlaceKind;
use crate::site::fragments::attachments::is_broken;
use crate::site::fragments::card::{Card, cards};
use crate::site::fragments::checklist::{Checklist, is_listed, sides};
use crate::site::fragments::completeness::{OwnerRow, owner_row};
use crate::site::fragments::facts::{Fact, Facts, former_names, push_facts};
use crate::site::fragments::filing::sheets_of;
use crate::site::fragments::follow_ups::{FollowUpsInShort, in_short};
use crate::site::fragments::lists::{Group, by_term};
use crate::site::fragments::pair_line::{readings_of_pair, since};
use crate::site::fragments::status::Tally;
use crate::site::fragments::target_row::{TargetRow, past_rows};
use crate::site::fragments::todo::{IN_FULL, Todo, TodoScope, todo};
use crate::site::model::filing::FilingOwner;
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::frame::Frame;
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};
use crate::site::view::printed_brief::has_brief;

/// One page per pair.
pub(crate) struct PairPages;

impl PageKind for PairPages {
    type Key<'s> = PairIx;
    type View<'s> = PairPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<PairIx> {
        (0..site.archive.pairs.len()).map(PairIx).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: PairIx) -> &'s str {
        &site.routes.pairs[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: PairIx) -> PairPage<'s> {
        pair(ctx, key)
    }

    fn inputs(inputs: &PageInputs<'_>, key: PairIx) -> Digest {
        inputs.pair(key)
    }

    fn search_document<'s>(facets: &SearchFacets<'s>, key: PairIx) -> Option<Document<'s>> {
        Some(facets.pair(key))
    }
}

template_struct! {
    /// `pairs/<id>/index.html`: one pair.
    #[derive(Debug, Serialize)]
    pub(crate) struct PairPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// Its brief on one page; none without targets.
        brief: Option<String>,
        /// How its targets stand, in a sentence.
        answer: Answer<'s>,
        /// What is to be done now.
        todo: Todo<'s>,
        /// The targets that missed periods which are over, the latest first.
        past: Vec<TargetRow<'s>>,
        /// How many of its targets have each status.
        tally: Tally,
        /// Its plans, the latest first.
        plans: Vec<PairPlan<'s>>,
        /// The problems that its visits found; none without any.
        follow_ups: Option<FollowUpsInShort<'s>>,
        /// Its completeness check (四有).
        haves: OwnerRow<'s>,
        /// How many records belong to it.
        count: usize,
        /// Its records by term, the latest first.
        groups: Vec<Group<'s>>,
    }
}

template_struct! {
    /// A plan on its pair's page.
    #[derive(Debug, Serialize)]
    struct PairPlan<'s> {
        /// The plan.
        link: Link<'s>,
        /// Its first and last day, in words.
        period: String,
        /// Whether it is a draft.
        draft: bool,
        /// Whether its last day is over.
        is_over: bool,
        /// The duties of the helped side and of the helper; empty if no target names a side.
        sides: Vec<Checklist<'s>>,
        /// The measures of both sides.
        actions: Vec<ActionRow<'s>>,
        /// The targets that are no duty of one side.
        cards: Vec<Card<'s>>,
    }
}

impl Page for PairPage<'_> {
    const TEMPLATE: Template = template!("pair.html");

    fn text(&self) -> String {
        let mut text = String::new();
        push_facts(&self.facts, &mut text);
        text
    }
}

/// A pair's page.
fn pair(ctx: PageCtx<'_>, at: PairIx) -> PairPage<'_> {
    let site = ctx.site;
    let mut plans = site.lookup.plans_of_pair[at.0].clone();
    plans.sort_by_key(|plan| (Reverse(site.archive.plan(*plan).period.last), *plan));
    let records = &site.lookup.by_pair[at.0];
    let readings = readings_of_pair(ctx, at);
    let standings = standings(ctx, readings.iter().copied());
    let links = AnswerLinks { targets: "#plan-1", todo: "#todo" };
    PairPage {
        page: ctx.frame(
            &*site.archive.pair(at).name,
            "pairs",
            vec![ctx.link(ctx.pick("结对", "Pairs"), "pairs.html")],
        ),
        facts: facts(ctx, at),
        brief: has_brief(site, at).then(|| ctx.to(&site.routes.briefs[at.0])),
        answer: answer(ctx, &standings, PlaceKind::Targets, links),
        todo: todo(ctx, TodoScope::Pair(at), IN_FULL),
        past: past_rows(ctx, readings.iter().copied()),
        tally: site.tally(readings.iter().copied()),
        plans: plans.into_iter().map(|plan| pair_plan(ctx, plan)).collect(),
        follow_ups: in_short(ctx, FollowUpScope::Pair(at)),
        haves: owner_row(ctx, Owner::Pair(at)),
        count: records.len(),
        groups: by_term(ctx, records),
    }
}

/// What is known about a pair.
fn facts(ctx: PageCtx<'_>, at: PairIx) -> Vec<Fact<'_>> {
    let pair = ctx.site.archive.pair(at);
    let labels = Labels::of(ctx.site.lang());
    let mut facts = Facts::default();
    facts
        .links(labels.helper, pair.helpers.iter().map(|helper| ctx.school(*helper)))
        .links(labels.helped, pair.helped.iter().map(|helped| ctx.school(*helped)))
        .text(labels.pair_kind, pair.kind.as_deref())
        .text(labels.since, Some(since(ctx, at)))
        .links(labels.agreement, agreement(ctx, pair))
        .text(labels.formerly, Some(former_names(&pair.formerly, ctx.pick("、", ", "))))
        .text(labels.note, pair.note.as_deref())
        .filing_links(labels.folders_title, sheets_of(ctx, FilingOwner::Pair(at)));
    facts.0
}

/// The pair's agreement, unless it could not be published.
fn agreement<'s>(ctx: PageCtx<'s>, pair: &'s Pair) -> Option<Link<'s>> {
    let file = pair.agreement.as_ref().filter(|file| !is_broken(ctx, file))?;
    let path = ctx.site.routes.attachments.get(file)?;
    Some(ctx.link(file.rsplit('/').next().unwrap_or(file), path))
}

/// A plan on its pair's page. Targets that a checklist shows get no card.
fn pair_plan(ctx: PageCtx<'_>, at: PlanIx) -> PairPlan<'_> {
    let site = ctx.site;
    let plan = site.archive.plan(at);
    let mut unlisted = Vec::new();
    for reading in readings_of(site.readings, at) {
        let target = &plan.targets[site.readings.targets[reading].target];
        if !is_listed(plan, target) {
            unlisted.push(reading);
        }
    }
    PairPlan {
        link: ctx.plan(at),
        period: site.words.days(plan.period),
        draft: plan.draft,
        is_over: plan.period.last < ctx.as_of(),
        sides: sides(ctx, at),
        actions: of_plan(ctx, at),
        cards: cards(ctx, unlisted),
    }
}
