//! 四有检查: plan, measures, records, summary of every school and pair in every term.

use serde::Serialize;

use super::super::frame::{Frame, Here, Link};
use super::super::labels::Labels;
use super::super::theme::Page;
use crate::model::TermIx;
use crate::progress::{Completeness, Owner};

/// So many lines of missing materials; data/completeness.json has them all.
const MOST_MATERIALS: usize = 300;

/// One of the four marks.
#[derive(Debug, Serialize)]
pub(in crate::pages) struct Mark {
    letter: &'static str,
    word: &'static str,
    href: Option<String>,
    has: bool,
}

/// The four marks of one owner in one term.
#[derive(Debug, Serialize)]
pub(in crate::pages) struct HavesCell<'s> {
    term: Link<'s>,
    marks: Vec<Mark>,
    missing: usize,
    materials_href: String,
    complete: bool,
}

/// All terms of one owner.
#[derive(Debug, Serialize)]
pub(in crate::pages) struct OwnerRow<'s> {
    owner: Link<'s>,
    cells: Vec<Option<HavesCell<'s>>>,
}

/// A school or pair that lacks something in the latest term.
#[derive(Debug, Serialize)]
pub(in crate::pages) struct Gap<'s> {
    owner: Link<'s>,
    term: Link<'s>,
    lacks: Vec<&'static str>,
    missing: usize,
}

fn owner_link(here: Here<'_>, owner: Owner) -> Link<'_> {
    match owner {
        Owner::School(it) => here.school(it),
        Owner::Pair(it) => here.pair(it),
    }
}

fn cell<'s>(here: Here<'s>, it: &Completeness) -> HavesCell<'s> {
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

fn terms(here: Here<'_>) -> Vec<TermIx> {
    let mut terms: Vec<TermIx> = here.site.readings.completeness.iter().map(|it| it.term).collect();
    terms.sort_unstable_by(|a, b| b.cmp(a));
    terms.dedup();
    terms
}

/// One owner's row, the latest term first.
pub(in crate::pages) fn owner_row(here: Here<'_>, owner: Owner) -> OwnerRow<'_> {
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
pub(in crate::pages) fn latest_term_runs(here: Here<'_>) -> bool {
    let latest = terms(here).first().map(|it| here.site.archive.calendar.term(*it).period.last);
    latest.is_some_and(|it| here.site.readings.as_of < it)
}

/// What is missing in the latest term, by owner.
pub(in crate::pages) fn gaps(here: Here<'_>) -> Vec<Gap<'_>> {
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
pub(in crate::pages) struct FourHavesPage<'s> {
    page: Frame<'s>,
    terms: Vec<Link<'s>>,
    schools: Vec<OwnerRow<'s>>,
    pairs: Vec<OwnerRow<'s>>,
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
pub(in crate::pages) fn four_haves(here: Here<'_>) -> FourHavesPage<'_> {
    let site = here.site;
    let schools = (0..site.archive.schools.len())
        .map(|it| owner_row(here, Owner::School(crate::model::SchoolIx(it))));
    let pairs = (0..site.archive.pairs.len())
        .map(|it| owner_row(here, Owner::Pair(crate::model::PairIx(it))));
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
        terms: terms(here).into_iter().map(|it| here.term(it)).collect(),
        schools: schools.collect(),
        pairs: pairs.filter(|it| it.cells.iter().any(Option::is_some)).collect(),
        materials_total: all.len(),
        materials: all.iter().filter_map(line).take(MOST_MATERIALS).collect(),
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
