//! A pair's page with its checklists, and the list of all pairs.

use crate::l10n::labels::Labels;
use serde::Serialize;

use crate::engine::progress::Owner;
use crate::model::Digest;
use crate::model::PairIx;
use crate::site::fragments::card::{Card, cards};
use crate::site::fragments::checklist::{Checklist, checklists, is_listed};
use crate::site::fragments::completeness::{OwnerRow, owner_row};
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::filing::sheets_of;
use crate::site::fragments::lists::{Group, by_term};
use crate::site::fragments::pair_line::{readings_of_pair, since};
use crate::site::fragments::status::Tally;
use crate::site::model::filing::Whose;
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

/// A page a pair.
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
        /// How its targets stand.
        tally: Tally,
        /// Its plans, the latest first.
        plans: Vec<PairPlan<'s>>,
        /// Its four haves.
        haves: OwnerRow<'s>,
        /// How many records belong to it.
        count: usize,
        /// These records by term, the latest first.
        groups: Vec<Group<'s>>,
    }
}

template_struct! {
    /// A plan on its pair's page.
    #[derive(Debug, Serialize)]
    struct PairPlan<'s> {
        /// The plan.
        link: Link<'s>,
        /// From when to when.
        period: String,
        /// Whether it is a draft.
        draft: bool,
        /// The helped side's, then the helper's.
        checklists: Vec<Checklist<'s>>,
        /// Targets that no checklist names.
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
    let it = site.archive.pair(at);
    let labels = Labels::of(site.lang());
    let mut facts = Facts::default();
    facts
        .links(labels.helper, [ctx.school(it.helper)])
        .links(labels.helped, it.helped.iter().map(|helped| ctx.school(*helped)))
        .text(labels.since, Some(since(ctx, at)))
        .text(labels.note, it.note.as_deref())
        .filing_links(labels.folders_title, sheets_of(ctx, Whose::Pair(at)));
    let plan = |plan: &crate::model::PlanIx| {
        let of = site.archive.plan(*plan);
        let checklists = checklists(ctx, *plan);
        // What a checklist tells is not told again.
        let told =
            |reading: &usize| is_listed(of, &of.targets[site.readings.targets[*reading].target]);
        let rest = readings_of(site.readings, *plan).filter(|reading| !told(reading)).collect();
        PairPlan {
            link: ctx.plan(*plan),
            period: site.words.days(of.period),
            draft: of.draft,
            checklists,
            cards: cards(ctx, rest),
        }
    };
    let mut plans: Vec<_> = site.lookup.plans_of_pair[at.0].clone();
    plans.sort_by_key(|plan| (std::cmp::Reverse(site.archive.plan(*plan).period.last), *plan));
    let records = &site.lookup.by_pair[at.0];
    PairPage {
        page: ctx.frame(
            &*it.name,
            "pairs",
            vec![ctx.link(ctx.pick("结对", "Pairs"), "pairs.html")],
        ),
        facts: facts.0,
        tally: site.tally(readings_of_pair(ctx, at).into_iter()),
        plans: plans.iter().map(plan).collect(),
        haves: owner_row(ctx, Owner::Pair(at)),
        count: records.len(),
        groups: by_term(ctx, records),
    }
}
