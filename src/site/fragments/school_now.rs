//! What a school did in the term that runs: its completeness, what it filed, and its newest records.

use serde::Serialize;

use crate::engine::progress::Owner;
use crate::model::{RecordIx, SchoolIx, TermIx};
use crate::site::fragments::completeness::{CompletenessCell, owner_row};
use crate::site::fragments::lists::{RecordLine, counts_by_kind, kind_title, lines, section};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

/// The most records that are named.
const NEWEST: usize = 6;

template_struct! {
    /// A school's term that runs, or its latest one.
    #[derive(Debug, Serialize)]
    pub(crate) struct ThisTerm<'s> {
        /// The term.
        pub(crate) term: Link<'s>,
        /// Its completeness check (四有); none where it is not checked.
        pub(crate) haves: Option<CompletenessCell<'s>>,
        /// How many records of each kind it filed, leading to them.
        pub(crate) counts: Vec<FiledCount>,
        /// Its newest records, 6 at most.
        pub(crate) newest: Vec<RecordLine<'s>>,
    }
}

template_struct! {
    /// How many records of a kind a school filed in a term.
    #[derive(Debug, Serialize)]
    pub(crate) struct FiledCount {
        /// The name of the kind.
        pub(crate) title: &'static str,
        /// How many there are.
        pub(crate) count: usize,
        /// Where they are listed.
        pub(crate) href: String,
    }
}

/// The term that runs on the day of judgement, else the last one before that has a page, and of a school that is closed
/// the last one that it saw; `None` before the first.
pub(crate) fn this_term(ctx: PageCtx<'_>, school: SchoolIx) -> Option<ThisTerm<'_>> {
    let site = ctx.site;
    let mut begun = Vec::new();
    let last_day = site.archive.school(school).closed;
    for (at, term) in site.archive.calendar.terms() {
        let was_open = last_day.is_none_or(|last| term.period.first <= last);
        if term.period.first <= ctx.as_of() && site.is_term_used(at) && was_open {
            begun.push(at);
        }
    }
    let term = begun.pop()?;
    let mut records = site.lookup.by_school[school.0].clone();
    records.retain(|record| site.lookup.term(*record) == Some(term));
    let cells = owner_row(ctx, Owner::School(school)).cells;
    let link = ctx.term(term);
    Some(ThisTerm {
        haves: cells.into_iter().flatten().find(|cell| cell.term == link),
        term: link,
        counts: filed(ctx, term, &records),
        newest: lines(ctx, records.into_iter().take(NEWEST)),
    })
}

/// How many records of each kind there are, leading to their lists on the school's page.
fn filed(ctx: PageCtx<'_>, term: TermIx, records: &[RecordIx]) -> Vec<FiledCount> {
    let mut counts = Vec::new();
    for (kind, count) in counts_by_kind(ctx, records) {
        let href = format!("#{}-term-{}", section(kind), term.0 + 1);
        counts.push(FiledCount { title: kind_title(ctx, kind), count, href });
    }
    counts
}
