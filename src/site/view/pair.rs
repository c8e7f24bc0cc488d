//! A pair's page with its checklists, and the list of all pairs.

use serde::Serialize;

use super::super::checklist::{Checklist, checklists, is_listed};
use super::super::filing::Whose;
use super::super::layout::{Frame, Link, PageCtx};
use super::super::lists::{Group, by_term};
use super::super::status::Tally;
use super::super::theme::Page;
use super::completeness::{OwnerRow, owner_row};
use super::facts::{Fact, Facts, say};
use super::filing::sheets_of;
use super::school::{Card, cards};
use crate::engine::progress::Owner;
use crate::model::{PairIx, Status};

/// One pair in a list.
#[derive(Debug, Serialize)]
pub(in crate::site) struct PairLine<'s> {
    link: Link<'s>,
    helper: Link<'s>,
    helped: Vec<Link<'s>>,
    since: String,
    tally: Tally,
    records: usize,
    /// For sorting the worst first.
    #[serde(skip)]
    pub(in crate::site) rank: (Option<Status>, std::cmp::Reverse<usize>),
}

fn readings_of_pair(here: PageCtx<'_>, at: PairIx) -> Vec<usize> {
    let plans = &here.site.lookup.plans_of_pair[at.0];
    plans.iter().flat_map(|it| super::super::lookup::readings_of(here.site.readings, *it)).collect()
}

/// The line of a pair.
pub(in crate::site) fn pair_line(here: PageCtx<'_>, at: PairIx) -> PairLine<'_> {
    let site = here.site;
    let it = site.archive.pair(at);
    let readings = readings_of_pair(here, at);
    let rolled = || {
        readings
            .iter()
            .filter(|it| site.is_rolled_up(**it))
            .map(|it| site.readings.targets[*it].status)
    };
    let worst = rolled().min();
    PairLine {
        link: here.pair(at),
        helper: here.school(it.helper),
        helped: it.helped.iter().map(|it| here.school(*it)).collect(),
        since: since(here, at),
        tally: site.tally(readings.iter().copied()),
        records: site.lookup.by_pair[at.0].len(),
        rank: (
            worst.or(Some(Status::Met)),
            std::cmp::Reverse(rolled().filter(|it| Some(*it) == worst).count()),
        ),
    }
}

fn since(here: PageCtx<'_>, at: PairIx) -> String {
    let it = here.site.archive.pair(at);
    let words = here.site.words;
    match it.end.and_then(|end| crate::model::Period::new(it.start, end)) {
        Some(period) => words.days(period),
        None => format!("{}{}", words.day(it.start), here.say("起", " –")),
    }
}

/// All pairs, in their order.
pub(in crate::site) fn pair_lines(here: PageCtx<'_>) -> Vec<PairLine<'_>> {
    (0..here.site.archive.pairs.len()).map(|at| pair_line(here, PairIx(at))).collect()
}

/// `pairs.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct PairsPage<'s> {
    page: Frame<'s>,
    pairs: Vec<PairLine<'s>>,
}

impl Page for PairsPage<'_> {
    const TEMPLATE: &'static str = "pairs.html";
}

/// The list of all pairs.
pub(in crate::site) fn pairs(here: PageCtx<'_>) -> PairsPage<'_> {
    PairsPage {
        page: here.frame(here.say("结对", "Pairs"), "pairs", Vec::new()),
        pairs: pair_lines(here),
    }
}

/// `pair.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct PairPage<'s> {
    page: Frame<'s>,
    facts: Vec<Fact<'s>>,
    tally: Tally,
    plans: Vec<PairPlan<'s>>,
    haves: OwnerRow<'s>,
    count: usize,
    groups: Vec<Group<'s>>,
}

/// One plan of the pair: its checklists, or its targets where it has none.
#[derive(Debug, Serialize)]
struct PairPlan<'s> {
    link: Link<'s>,
    period: String,
    draft: bool,
    checklists: Vec<Checklist<'s>>,
    cards: Vec<Card<'s>>,
}

impl Page for PairPage<'_> {
    const TEMPLATE: &'static str = "pair.html";

    fn text(&self) -> String {
        let mut text = String::new();
        say(&self.facts, &mut text);
        text
    }
}

/// A pair's page.
pub(in crate::site) fn pair(here: PageCtx<'_>, at: PairIx) -> PairPage<'_> {
    let site = here.site;
    let it = site.archive.pair(at);
    let labels = crate::l10n::labels::Labels::of(site.lang());
    let mut facts = Facts::default();
    facts
        .links(labels.helper, [here.school(it.helper)])
        .links(labels.helped, it.helped.iter().map(|it| here.school(*it)))
        .text(labels.since, Some(since(here, at)))
        .text(labels.note, it.note.as_deref())
        .filing_links(labels.folders_title, sheets_of(here, Whose::Pair(at)));
    let plan = |plan: &crate::model::PlanIx| {
        let of = site.archive.plan(*plan);
        let checklists = checklists(here, *plan);
        // What a checklist tells is not told again.
        let told =
            |reading: &usize| is_listed(of, &of.targets[site.readings.targets[*reading].target]);
        let rest = super::super::lookup::readings_of(site.readings, *plan)
            .filter(|it| !told(it))
            .collect();
        PairPlan {
            link: here.plan(*plan),
            period: site.words.days(of.period),
            draft: of.draft,
            checklists,
            cards: cards(here, rest),
        }
    };
    let mut plans: Vec<_> = site.lookup.plans_of_pair[at.0].clone();
    plans.sort_by_key(|it| (std::cmp::Reverse(site.archive.plan(*it).period.last), *it));
    let records = &site.lookup.by_pair[at.0];
    PairPage {
        page: here.frame(
            &*it.name,
            "pairs",
            vec![here.link(here.say("结对", "Pairs"), "pairs.html")],
        ),
        facts: facts.0,
        tally: site.tally(readings_of_pair(here, at).into_iter()),
        plans: plans.iter().map(plan).collect(),
        haves: owner_row(here, Owner::Pair(at)),
        count: records.len(),
        groups: by_term(here, records),
    }
}
