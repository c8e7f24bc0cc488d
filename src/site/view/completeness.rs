//! 四有检查: plan, measures, records, summary of every school and pair in every term.

use serde::Serialize;

use super::super::layout::{Frame, Link, PageCtx};
use super::super::theme::Page;
use crate::engine::progress::{Completeness, Owner};
use crate::l10n::labels::Labels;
use crate::model::TermIx;

/// So many lines of missing materials; data/completeness.json has them all.
const MOST_MATERIALS: usize = 60;
/// With more cells than this the matrix shows only what lacks something in the latest term: so many rows of each kind.
const MOST_CELLS: usize = 120;
const MOST_ROWS: usize = 36;

/// One of the four marks.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Mark {
    letter: &'static str,
    word: &'static str,
    href: Option<String>,
    has: bool,
}

/// The four marks of one owner in one term.
#[derive(Debug, Serialize)]
pub(in crate::site) struct HavesCell<'s> {
    term: Link<'s>,
    marks: Vec<Mark>,
    missing: usize,
    materials_href: String,
    complete: bool,
}

/// All terms of one owner.
#[derive(Debug, Serialize)]
pub(in crate::site) struct OwnerRow<'s> {
    owner: Link<'s>,
    cells: Vec<Option<HavesCell<'s>>>,
}

/// A school or pair that lacks something in the latest term.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Gap<'s> {
    owner: Link<'s>,
    term: Link<'s>,
    lacks: Vec<&'static str>,
    missing: usize,
}

fn owner_link(here: PageCtx<'_>, owner: Owner) -> Link<'_> {
    match owner {
        Owner::School(it) => here.school(it),
        Owner::Pair(it) => here.pair(it),
    }
}

fn cell<'s>(here: PageCtx<'s>, it: &Completeness) -> HavesCell<'s> {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let plan = |plans: &[crate::model::PlanIx], anchor: &str| {
        let first = plans.iter().find(|it| site.lookup.is_plan_shown(**it));
        first.map(|it| here.plan(*it).href + anchor)
    };
    let record = |records: &[crate::model::RecordIx]| {
        let mut shown = records.iter().filter_map(|it| here.record(*it));
        let first = shown.next();
        match (first, shown.next(), it.owner) {
            // Several: the owner's list of the term, rather than any one of them.
            (Some(first), Some(_), Owner::School(_)) if site.is_term_used(it.term) => {
                let _ = first;
                Some(format!(
                    "{}#{}-term-{}",
                    owner_link(here, it.owner).href,
                    "visits",
                    it.term.0 + 1
                ))
            }
            (Some(first), _, _) => Some(first.href),
            (None, _, _) => None,
        }
    };
    let marks = vec![
        Mark {
            letter: labels.have_plan_letter,
            word: labels.have_plan,
            href: plan(&it.plans, ""),
            has: !it.plans.is_empty(),
        },
        Mark {
            letter: labels.have_actions_letter,
            word: labels.have_actions,
            href: plan(&it.with_actions, "#actions-title"),
            has: !it.with_actions.is_empty(),
        },
        Mark {
            letter: labels.have_records_letter,
            word: labels.have_records,
            href: record(&it.visits),
            has: !it.visits.is_empty(),
        },
        Mark {
            letter: labels.have_summary_letter,
            word: labels.have_summary,
            href: it.summaries.iter().find_map(|it| here.record(*it)).map(|it| it.href),
            has: !it.summaries.is_empty(),
        },
    ];
    HavesCell {
        term: here.term(it.term),
        materials_href: here.to("four-haves.html#materials"),
        complete: marks.iter().all(|it| it.has),
        marks,
        missing: it.missing_materials.len(),
    }
}

fn terms(here: PageCtx<'_>) -> Vec<TermIx> {
    let mut terms: Vec<TermIx> = here.site.readings.completeness.iter().map(|it| it.term).collect();
    terms.sort_unstable_by(|a, b| b.cmp(a));
    terms.dedup();
    terms
}

/// One owner's row, the latest term first.
pub(in crate::site) fn owner_row(here: PageCtx<'_>, owner: Owner) -> OwnerRow<'_> {
    let matrix = &here.site.readings.completeness;
    let from = matrix.partition_point(|it| it.owner < owner);
    let to = matrix.partition_point(|it| it.owner <= owner);
    let own = &matrix[from..to];
    let of_term = |term: TermIx| own.iter().find(|it| it.term == term).map(|it| cell(here, it));
    OwnerRow {
        owner: owner_link(here, owner),
        cells: terms(here).into_iter().map(of_term).collect(),
    }
}

/// Whether the latest term is not over on the day of judgement: a summary may well be still to come.
pub(in crate::site) fn latest_term_runs(here: PageCtx<'_>) -> bool {
    let latest = terms(here).first().map(|it| here.site.archive.calendar.term(*it).period.last);
    latest.is_some_and(|it| here.site.readings.as_of < it)
}

/// What is missing in the latest term, by owner.
pub(in crate::site) fn gaps(here: PageCtx<'_>) -> Vec<Gap<'_>> {
    let Some(latest) = terms(here).first().copied() else { return Vec::new() };
    let of_latest = here.site.readings.completeness.iter().filter(|it| it.term == latest);
    let gap = |it: &Completeness| {
        let cell = cell(here, it);
        let lacks: Vec<&'static str> =
            cell.marks.iter().filter(|it| !it.has).map(|it| it.word).collect();
        let has_gap = !lacks.is_empty() || cell.missing > 0;
        has_gap.then(|| Gap {
            owner: owner_link(here, it.owner),
            term: cell.term,
            missing: cell.missing,
            lacks,
        })
    };
    let mut gaps: Vec<Gap<'_>> = of_latest.filter_map(gap).collect();
    gaps.sort_by_key(|it| std::cmp::Reverse(it.lacks.len()));
    gaps
}

/// `four-haves.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct FourHavesPage<'s> {
    page: Frame<'s>,
    by_term: Vec<Link<'s>>,
    terms: Vec<Link<'s>>,
    schools: Vec<OwnerRow<'s>>,
    pairs: Vec<OwnerRow<'s>>,
    in_short: bool,
    materials: Vec<MaterialLine<'s>>,
    materials_total: usize,
}

/// What one visit lists and nobody attached.
#[derive(Debug, Serialize)]
struct MaterialLine<'s> {
    school: &'s str,
    date: String,
    link: Link<'s>,
    missing: Vec<&'s str>,
}

impl Page for FourHavesPage<'_> {
    const TEMPLATE: &'static str = "four-haves.html";
}

/// The matrix.
pub(in crate::site) fn four_haves<'s>(here: PageCtx<'s>) -> FourHavesPage<'s> {
    let site = here.site;
    let all_terms = terms(here);
    let in_short =
        MOST_CELLS < all_terms.len() * (site.archive.schools.len() + site.archive.pairs.len());
    let rows = |owners: Vec<Owner>| -> Vec<OwnerRow<'s>> {
        let rows = owners.into_iter().map(|it| owner_row(here, it));
        if !in_short {
            return rows.filter(|it| it.cells.iter().any(Option::is_some)).collect();
        }
        let latest = |mut it: OwnerRow<'s>| {
            it.cells.truncate(1);
            it
        };
        let lacks = |it: &OwnerRow<'s>| it.cells.iter().flatten().any(|it| !it.complete);
        rows.map(latest).filter(lacks).take(MOST_ROWS).collect()
    };
    let all = site.lookup.visits_missing_materials();
    let line = |(record, missing): &(crate::model::RecordIx, Vec<&'_ str>)| {
        let it = site.archive.record(*record);
        Some(MaterialLine {
            school: &site.archive.school(it.school).name,
            date: it.day.map(|it| site.words.day(it)).unwrap_or_default(),
            link: here.record(*record)?,
            missing: missing.iter().filter_map(|name| own(it, name)).collect(),
        })
    };
    FourHavesPage {
        page: here.frame(here.say("四有检查", "Four haves"), "four-haves", Vec::new()),
        by_term: all_terms.iter().map(|it| term_haves(here, *it)).collect(),
        terms: {
            let most = if in_short { 1 } else { all_terms.len() };
            all_terms.iter().take(most).map(|it| here.term(*it)).collect()
        },
        schools: rows(owners(here).filter(|it| matches!(it, Owner::School(_))).collect()),
        pairs: rows(owners(here).filter(|it| matches!(it, Owner::Pair(_))).collect()),
        in_short,
        materials_total: all.len(),
        materials: all.iter().filter_map(line).take(MOST_MATERIALS).collect(),
    }
}

/// Schools and pairs, in their order.
fn owners(here: PageCtx<'_>) -> impl Iterator<Item = Owner> {
    let archive = here.site.archive;
    let schools = (0..archive.schools.len()).map(|it| Owner::School(crate::model::SchoolIx(it)));
    schools.chain((0..archive.pairs.len()).map(|it| Owner::Pair(crate::model::PairIx(it))))
}

fn term_haves(here: PageCtx<'_>, term: TermIx) -> Link<'_> {
    let site = here.site;
    here.link(&*site.archive.calendar.term(term).name, &site.routes.haves[term.0])
}

/// `four-haves-term.html`: one term's matrix in full.
#[derive(Debug, Serialize)]
pub(in crate::site) struct TermHavesPage<'s> {
    page: Frame<'s>,
    pub(in crate::site) marks: [&'static str; 4],
    pub(in crate::site) schools: Vec<TermHaves<'s>>,
    pub(in crate::site) pairs: Vec<TermHaves<'s>>,
    complete: usize,
    term: Link<'s>,
    prev: Option<Link<'s>>,
    next: Option<Link<'s>>,
}

/// The four haves of one owner in one term.
#[derive(Debug, Serialize)]
pub(in crate::site) struct TermHaves<'s> {
    pub(in crate::site) owner: Link<'s>,
    pub(in crate::site) has: [bool; 4],
    pub(in crate::site) missing: usize,
}

impl Page for TermHavesPage<'_> {
    const TEMPLATE: &'static str = "four-haves-term.html";
}

/// The matrix of one term.
pub(in crate::site) fn four_haves_of(here: PageCtx<'_>, term: TermIx) -> TermHavesPage<'_> {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let of_term = site.readings.completeness.iter().filter(|it| it.term == term);
    let (mut schools, mut pairs) = (Vec::new(), Vec::new());
    for it in of_term {
        let line = TermHaves {
            owner: owner_link(here, it.owner),
            has: [
                !it.plans.is_empty(),
                !it.with_actions.is_empty(),
                !it.visits.is_empty(),
                !it.summaries.is_empty(),
            ],
            missing: it.missing_materials.len(),
        };
        match it.owner {
            Owner::School(_) => schools.push(line),
            Owner::Pair(_) => pairs.push(line),
        }
    }
    let all = terms(here);
    let at = all.iter().position(|it| *it == term).unwrap_or_default();
    let near = |at: Option<usize>| at.and_then(|it| all.get(it)).map(|it| term_haves(here, *it));
    let title = site.words.join(&site.archive.calendar.term(term).name, labels.four_haves);
    let crumbs = vec![here.link(labels.four_haves, "four-haves.html")];
    let mut page = here.frame(title, "four-haves", crumbs);
    page.print = Some(here.to(&site.routes.printed_haves[term.0]));
    TermHavesPage {
        page,
        marks: [labels.have_plan, labels.have_actions, labels.have_records, labels.have_summary],
        complete: schools.iter().chain(&pairs).filter(|it| it.has == [true; 4]).count(),
        schools,
        pairs,
        term: here.term(term),
        prev: near(Some(at + 1)),
        next: near(at.checked_sub(1)),
    }
}

/// The material's name as the visit has it.
fn own<'s>(record: &'s crate::model::Record, name: &str) -> Option<&'s str> {
    match &record.detail {
        crate::model::Detail::Visit(it) => {
            it.materials.iter().find(|it| *it == name).map(String::as_str)
        }
        _ => None,
    }
}
