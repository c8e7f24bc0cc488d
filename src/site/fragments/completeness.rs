//! 四有检查, the completeness check: whether a school or pair has plan, measures, records and summary in a term.

use std::ops::Range;

use serde::Serialize;

use crate::engine::progress::{Completeness, Owner};
use crate::l10n::labels::Labels;
use crate::model::{Detail, PlanIx, RecordIx, TermIx};
use crate::site::fragments::materials::{MaterialLine, visits_lacking};
use crate::site::fragments::townships::schools_by_township;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// One mark of the completeness check (四有).
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
        /// Whether it is due: the summary of a term that still runs is not.
        pub(crate) due: bool,
    }
}

template_struct! {
    /// The completeness check (四有) of one term.
    #[derive(Debug, Serialize)]
    pub(crate) struct CompletenessCell<'s> {
        /// The term.
        pub(crate) term: Link<'s>,
        /// Plan, measures, records, summary.
        pub(crate) marks: Vec<Mark>,
        /// How many listed materials are not attached.
        pub(crate) missing: usize,
        /// Where these are listed.
        pub(crate) materials_href: String,
        /// Where what is missing is listed.
        pub(crate) href: String,
        /// Whether everything that is due is there.
        pub(crate) complete: bool,
    }
}

template_struct! {
    /// The completeness check (四有) of a school or pair, term by term.
    #[derive(Debug, Serialize)]
    pub(crate) struct OwnerRow<'s> {
        /// The school or pair.
        pub(crate) owner: Link<'s>,
        /// One a term, in the order of `terms`; none where nothing was asked.
        pub(crate) cells: Vec<Option<CompletenessCell<'s>>>,
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
        Owner::School(school) => ctx.school(school),
        Owner::Pair(pair) => ctx.pair(pair),
    }
}

/// The anchor of a school's or pair's line on the completeness check of a term.
fn owner_anchor(ctx: PageCtx<'_>, owner: Owner) -> String {
    match owner {
        Owner::School(school) => ctx.site.school_anchor(school),
        Owner::Pair(pair) => {
            let path = &ctx.site.routes.pairs[pair.0];
            let name = path.trim_start_matches("pairs/").trim_end_matches("/index.html");
            format!("pair-{name}")
        }
    }
}

/// The link to the first plan that has a page, at an anchor.
fn plan_href(ctx: PageCtx<'_>, plans: &[PlanIx], anchor: &str) -> Option<String> {
    let first = plans.iter().find(|plan| ctx.site.lookup.is_plan_shown(**plan))?;
    Some(ctx.plan(*first).href + anchor)
}

/// The link to the records: to the one that there is, or to the school's list of the term if there are several visits.
fn records_href(ctx: PageCtx<'_>, reading: &Completeness) -> Option<String> {
    let mut shown = reading.records.iter().filter_map(|record| ctx.record(*record));
    let first = shown.next()?;
    let is_visit = |at: &RecordIx| matches!(ctx.site.archive.record(*at).detail, Detail::Visit(_));
    let several = shown.next().filter(|_| reading.records.iter().any(is_visit));
    match (several, reading.owner) {
        (Some(_), Owner::School(_)) if ctx.site.is_term_used(reading.term) => {
            let school = owner_link(ctx, reading.owner).href;
            Some(format!("{school}#visits-term-{}", reading.term.0 + 1))
        }
        _ => Some(first.href),
    }
}

fn cell<'s>(ctx: PageCtx<'s>, reading: &Completeness) -> CompletenessCell<'s> {
    let labels = Labels::of(ctx.site.lang());
    let summary = reading.summaries.iter().find_map(|summary| ctx.record(*summary));
    let anchor = owner_anchor(ctx, reading.owner);
    let page = &ctx.site.routes.completeness[reading.term.0];
    let href = ctx.to(&format!("{page}#{anchor}"));
    let materials_href = match visits_lacking(ctx, reading).next() {
        None => href.clone(),
        Some(_) => ctx.to(&format!("{page}#materials-{anchor}")),
    };
    let marks = vec![
        Mark {
            letter: labels.have_plan_letter,
            word: labels.have_plan,
            href: plan_href(ctx, &reading.plans, ""),
            has: !reading.plans.is_empty(),
            due: true,
        },
        Mark {
            letter: labels.have_actions_letter,
            word: labels.have_actions,
            href: plan_href(ctx, &reading.with_actions, "#actions-title"),
            has: !reading.with_actions.is_empty(),
            due: true,
        },
        Mark {
            letter: labels.have_records_letter,
            word: labels.have_records,
            href: records_href(ctx, reading),
            has: !reading.records.is_empty(),
            due: true,
        },
        Mark {
            letter: labels.have_summary_letter,
            word: labels.have_summary,
            href: summary.map(|link| link.href),
            has: !reading.summaries.is_empty(),
            due: reading.summary_due,
        },
    ];
    CompletenessCell {
        term: ctx.term(reading.term),
        materials_href,
        href,
        complete: marks.iter().all(|mark| mark.has || !mark.due),
        marks,
        missing: reading.missing_materials.len(),
    }
}

/// The terms in which completeness is checked, the latest first.
pub(crate) fn terms(ctx: PageCtx<'_>) -> Vec<TermIx> {
    let mut terms: Vec<TermIx> =
        ctx.site.readings.completeness.iter().map(|reading| reading.term).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.reverse();
    terms
}

/// The places of an owner's checks among the readings, which are in the order of owners.
pub(crate) fn rows_of(ctx: PageCtx<'_>, owner: Owner) -> Range<usize> {
    let rows = &ctx.site.readings.completeness;
    let from = rows.partition_point(|row| row.owner < owner);
    from..rows.partition_point(|row| row.owner <= owner)
}

/// One owner's row, the latest term first.
pub(crate) fn owner_row(ctx: PageCtx<'_>, owner: Owner) -> OwnerRow<'_> {
    let rows = &ctx.site.readings.completeness[rows_of(ctx, owner)];
    let mut cells = Vec::new();
    for term in terms(ctx) {
        let reading = rows.iter().find(|row| row.term == term);
        cells.push(reading.map(|reading| cell(ctx, reading)));
    }
    OwnerRow { owner: owner_link(ctx, owner), cells }
}

/// Whether the latest term is not over on the day of judgement: its summary may still be to come.
pub(crate) fn latest_term_runs(ctx: PageCtx<'_>) -> bool {
    match terms(ctx).first() {
        Some(latest) => {
            ctx.site.readings.as_of < ctx.site.archive.calendar.term(*latest).period.last
        }
        None => false,
    }
}

/// What is missing in the latest term: schools by township and in the order of the site, then pairs. How much is missing
/// does not matter, so that no school is ranked.
pub(crate) fn gaps(ctx: PageCtx<'_>) -> Vec<Gap<'_>> {
    let Some(latest) = terms(ctx).first().copied() else { return Vec::new() };
    let mut gaps: Vec<Gap<'_>> = Vec::new();
    let mut readings: Vec<&Completeness> = Vec::new();
    readings.extend(ctx.site.readings.completeness.iter().filter(|row| row.term == latest));
    let mut places = vec![0; ctx.site.archive.schools.len()];
    for (place, school) in schools_by_township(ctx.site.archive).into_iter().enumerate() {
        places[school.0] = place;
    }
    readings.sort_by_key(|reading| match reading.owner {
        Owner::School(school) => (false, places[school.0]),
        Owner::Pair(pair) => (true, pair.0),
    });
    for reading in readings {
        let CompletenessCell { term, marks, missing, .. } = cell(ctx, reading);
        let lacking = marks.iter().filter(|mark| !mark.has && mark.due);
        let lacks: Vec<&'static str> = lacking.map(|mark| mark.word).collect();
        if !lacks.is_empty() || missing > 0 {
            gaps.push(Gap { owner: owner_link(ctx, reading.owner), term, lacks, missing });
        }
    }
    gaps
}

pub(crate) fn term_completeness_link(ctx: PageCtx<'_>, term: TermIx) -> Link<'_> {
    let site = ctx.site;
    ctx.link(&*site.archive.calendar.term(term).name, &site.routes.completeness[term.0])
}

template_struct! {
    /// The completeness check (四有) of one owner in one term.
    #[derive(Debug, Serialize)]
    pub(crate) struct TermCompletenessRow<'s> {
        /// The school or pair.
        pub(crate) owner: Link<'s>,
        /// Plan, measures, records, summary.
        pub(crate) has: [bool; 4],
        /// Whether the summary is due: not while the term runs.
        pub(crate) summary_due: bool,
        /// How many listed materials nobody attached.
        pub(crate) missing: usize,
        /// For the `id` of its line.
        pub(crate) anchor: String,
        /// The visits that list these materials.
        pub(crate) materials: Vec<MaterialLine<'s>>,
    }
}

impl TermCompletenessRow<'_> {
    /// Whether everything that is due is there.
    pub(crate) fn is_complete(&self) -> bool {
        let [plan, actions, records, summary] = self.has;
        plan && actions && records && (summary || !self.summary_due)
    }
}

/// The completeness of all schools and pairs in one term.
pub(crate) struct TermMatrix<'s> {
    /// The names of the four things that are checked.
    pub(crate) marks: [&'static str; 4],
    pub(crate) schools: Vec<TermCompletenessRow<'s>>,
    pub(crate) pairs: Vec<TermCompletenessRow<'s>>,
}

/// The completeness of all schools and pairs in a term, in their order.
pub(crate) fn term_matrix(ctx: PageCtx<'_>, term: TermIx) -> TermMatrix<'_> {
    let labels = Labels::of(ctx.site.lang());
    let (mut schools, mut pairs) = (Vec::new(), Vec::new());
    for row in ctx.site.readings.completeness.iter().filter(|row| row.term == term) {
        let line = TermCompletenessRow {
            owner: owner_link(ctx, row.owner),
            has: [
                !row.plans.is_empty(),
                !row.with_actions.is_empty(),
                !row.records.is_empty(),
                !row.summaries.is_empty(),
            ],
            summary_due: row.summary_due,
            missing: row.missing_materials.len(),
            anchor: owner_anchor(ctx, row.owner),
            materials: visits_lacking(ctx, row).collect(),
        };
        match row.owner {
            Owner::School(_) => schools.push(line),
            Owner::Pair(_) => pairs.push(line),
        }
    }
    let marks = [labels.have_plan, labels.have_actions, labels.have_records, labels.have_summary];
    TermMatrix { marks, schools, pairs }
}
