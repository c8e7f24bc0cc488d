//! 四有检查, the completeness check: whether a school or pair has plan, measures, records and summary in a term.

use serde::Serialize;

use crate::engine::progress::{Completeness, Owner};
use crate::l10n::labels::Labels;
use crate::model::TermIx;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// One of the four haves.
    #[derive(Debug, Serialize)]
    pub(crate) struct Mark {
        /// One letter for it.
        pub(crate) letter: &'static str,
        /// Its word.
        pub(crate) word: &'static str,
        /// Where it is; none when missing or not public.
        pub(crate) href: Option<String>,
        /// Whether it is there.
        pub(crate) has: bool,
    }
}

template_struct! {
    /// The four haves in one term.
    #[derive(Debug, Serialize)]
    pub(crate) struct HavesCell<'s> {
        /// The term.
        pub(crate) term: Link<'s>,
        /// Plan, measures, records, summary.
        pub(crate) marks: Vec<Mark>,
        /// How many listed materials are not attached.
        pub(crate) missing: usize,
        /// Where these are listed.
        pub(crate) materials_href: String,
        /// Whether all four are there.
        pub(crate) complete: bool,
    }
}

template_struct! {
    /// The four haves of a school or pair, term by term.
    #[derive(Debug, Serialize)]
    pub(crate) struct OwnerRow<'s> {
        /// The school or pair.
        pub(crate) owner: Link<'s>,
        /// One a term, in the order of `terms`; none where nothing was asked.
        pub(crate) cells: Vec<Option<HavesCell<'s>>>,
    }
}

template_struct! {
    /// What a school or pair lacks in the latest term.
    #[derive(Debug, Serialize)]
    pub(crate) struct Gap<'s> {
        /// The school or pair.
        pub(crate) owner: Link<'s>,
        /// The latest term.
        pub(crate) term: Link<'s>,
        /// Words of the haves that are missing.
        pub(crate) lacks: Vec<&'static str>,
        /// How many listed materials are not attached.
        pub(crate) missing: usize,
    }
}

pub(crate) fn owner_link(ctx: PageCtx<'_>, owner: Owner) -> Link<'_> {
    match owner {
        Owner::School(it) => ctx.school(it),
        Owner::Pair(it) => ctx.pair(it),
    }
}

fn cell<'s>(ctx: PageCtx<'s>, it: &Completeness) -> HavesCell<'s> {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let plan = |plans: &[crate::model::PlanIx], anchor: &str| {
        let first = plans.iter().find(|plan| site.lookup.is_plan_shown(**plan));
        first.map(|first| ctx.plan(*first).href + anchor)
    };
    let record = |records: &[crate::model::RecordIx]| {
        let mut shown = records.iter().filter_map(|record| ctx.record(*record));
        let first = shown.next();
        match (first, shown.next(), it.owner) {
            // Several: the owner's list of the term, rather than any one of them.
            (Some(first), Some(_), Owner::School(_)) if site.is_term_used(it.term) => {
                let _ = first;
                Some(format!(
                    "{}#{}-term-{}",
                    owner_link(ctx, it.owner).href,
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
            href: it
                .summaries
                .iter()
                .find_map(|summary| ctx.record(*summary))
                .map(|record| record.href),
            has: !it.summaries.is_empty(),
        },
    ];
    HavesCell {
        term: ctx.term(it.term),
        materials_href: ctx.to("four-haves.html#materials"),
        complete: marks.iter().all(|mark| mark.has),
        marks,
        missing: it.missing_materials.len(),
    }
}

pub(crate) fn terms(ctx: PageCtx<'_>) -> Vec<TermIx> {
    let mut terms: Vec<TermIx> =
        ctx.site.readings.completeness.iter().map(|reading| reading.term).collect();
    terms.sort_unstable_by(|a, b| b.cmp(a));
    terms.dedup();
    terms
}

/// One owner's row, the latest term first.
pub(crate) fn owner_row(ctx: PageCtx<'_>, owner: Owner) -> OwnerRow<'_> {
    let matrix = &ctx.site.readings.completeness;
    let from = matrix.partition_point(|matrix| matrix.owner < owner);
    let to = matrix.partition_point(|matrix| matrix.owner <= owner);
    let own = &matrix[from..to];
    let of_term =
        |term: TermIx| own.iter().find(|item| item.term == term).map(|item| cell(ctx, item));
    OwnerRow { owner: owner_link(ctx, owner), cells: terms(ctx).into_iter().map(of_term).collect() }
}

/// Whether the latest term is not over on the day of judgement: a summary may well be still to come.
pub(crate) fn latest_term_runs(ctx: PageCtx<'_>) -> bool {
    let latest = terms(ctx).first().map(|term| ctx.site.archive.calendar.term(*term).period.last);
    latest.is_some_and(|latest| ctx.site.readings.as_of < latest)
}

/// What is missing in the latest term, by owner.
pub(crate) fn gaps(ctx: PageCtx<'_>) -> Vec<Gap<'_>> {
    let Some(latest) = terms(ctx).first().copied() else { return Vec::new() };
    let of_latest = ctx.site.readings.completeness.iter().filter(|reading| reading.term == latest);
    let gap = |reading: &Completeness| {
        let cell = cell(ctx, reading);
        let lacks: Vec<&'static str> =
            cell.marks.iter().filter(|mark| !mark.has).map(|mark| mark.word).collect();
        let has_gap = !lacks.is_empty() || cell.missing > 0;
        has_gap.then(|| Gap {
            owner: owner_link(ctx, reading.owner),
            term: cell.term,
            missing: cell.missing,
            lacks,
        })
    };
    let mut gaps: Vec<Gap<'_>> = of_latest.filter_map(gap).collect();
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.lacks.len()));
    gaps
}

pub(crate) fn term_haves(ctx: PageCtx<'_>, term: TermIx) -> Link<'_> {
    let site = ctx.site;
    ctx.link(&*site.archive.calendar.term(term).name, &site.routes.haves[term.0])
}

template_struct! {
    /// The four haves of one owner in one term.
    #[derive(Debug, Serialize)]
    pub(crate) struct TermHaves<'s> {
        /// The school or pair.
        pub(crate) owner: Link<'s>,
        /// Plan, measures, records, summary.
        pub(crate) has: [bool; 4],
        /// How many listed materials nobody attached.
        pub(crate) missing: usize,
    }
}

/// The completeness of all schools and pairs in one term.
pub(crate) struct TermMatrix<'s> {
    /// The names of the four things that are checked.
    pub(crate) marks: [&'static str; 4],
    pub(crate) schools: Vec<TermHaves<'s>>,
    pub(crate) pairs: Vec<TermHaves<'s>>,
}

/// The completeness of all schools and pairs in a term, in their order.
pub(crate) fn term_matrix(ctx: PageCtx<'_>, term: TermIx) -> TermMatrix<'_> {
    let labels = Labels::of(ctx.site.lang());
    let (mut schools, mut pairs) = (Vec::new(), Vec::new());
    for row in ctx.site.readings.completeness.iter().filter(|row| row.term == term) {
        let line = TermHaves {
            owner: owner_link(ctx, row.owner),
            has: [
                !row.plans.is_empty(),
                !row.with_actions.is_empty(),
                !row.visits.is_empty(),
                !row.summaries.is_empty(),
            ],
            missing: row.missing_materials.len(),
        };
        match row.owner {
            Owner::School(_) => schools.push(line),
            Owner::Pair(_) => pairs.push(line),
        }
    }
    let marks = [labels.have_plan, labels.have_actions, labels.have_records, labels.have_summary];
    TermMatrix { marks, schools, pairs }
}
