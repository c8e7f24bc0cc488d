//! Lines about problems found at visits (问题整改).

use serde::Serialize;

use crate::engine::follow_ups::{FollowUpReading, follow_ups_of};
use crate::model::{Detail, FollowUp, FollowUpStatus, Period, RecordIx};
use crate::site::fragments::status::{StatusLabel, follow_up_label};
use crate::site::model::follow_ups::{FollowUpCounts, FollowUpScope};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// A line about a problem that a visit found.
    #[derive(Debug, Serialize)]
    pub(crate) struct FollowUpRow<'s> {
        /// How it stands; none for a draft's, and for one that is found only after the reporting date.
        pub(crate) status: Option<StatusLabel>,
        /// The problem, leading to it on the page of its visit.
        pub(crate) problem: Link<'s>,
        /// The visit that found it.
        pub(crate) record: Link<'s>,
        /// The school of the visit.
        pub(crate) school: Link<'s>,
        /// The schools that were visited.
        pub(crate) to: Vec<Link<'s>>,
        /// The pair of the visit.
        pub(crate) pair: Option<Link<'s>>,
        /// The day of the visit.
        pub(crate) date: String,
        /// What is done about it.
        pub(crate) measure: Option<&'s str>,
        /// Who is responsible.
        pub(crate) owner: Option<&'s str>,
        /// By when it is to be settled.
        pub(crate) due: Option<String>,
        /// When it was settled.
        pub(crate) settled: Option<String>,
        /// The visit that settled it.
        pub(crate) closed_by: Option<Link<'s>>,
        /// A remark.
        pub(crate) note: Option<&'s str>,
    }
}

template_struct! {
    /// The problems of a school, a pair or a term in short.
    #[derive(Debug, Serialize)]
    pub(crate) struct FollowUpsInShort<'s> {
        /// The overdue ones, then the open ones, 12 at most.
        pub(crate) rows: Vec<FollowUpRow<'s>>,
        /// How many there are of each status.
        pub(crate) counts: Vec<FollowUpCount>,
        /// The page that lists all of them.
        pub(crate) href: String,
    }
}

template_struct! {
    /// How many problems have a status.
    #[derive(Debug, Serialize)]
    pub(crate) struct FollowUpCount {
        /// The status.
        pub(crate) status: StatusLabel,
        /// How many.
        pub(crate) count: usize,
    }
}

/// Whom or what a list is about; `None` for the whole archive.
pub(crate) fn owner(ctx: PageCtx<'_>, scope: FollowUpScope) -> Option<Link<'_>> {
    match scope {
        FollowUpScope::Archive => None,
        FollowUpScope::Term(term) => Some(ctx.term(term)),
        FollowUpScope::School(school) => Some(ctx.school(school)),
        FollowUpScope::Pair(pair) => Some(ctx.pair(pair)),
    }
}

/// The most problems that the page of a school, a pair or a term lists.
const MOST_IN_SHORT: usize = 12;

/// The first problems of a list; `None` where it has none.
pub(crate) fn in_short(ctx: PageCtx<'_>, scope: FollowUpScope) -> Option<FollowUpsInShort<'_>> {
    let site = ctx.site;
    let href = ctx.to(site.routes.follow_ups.get(&scope)?);
    let list = site.lookup.follow_ups.list(scope);
    let unsettled = list.iter().filter(|reading| reading.status != FollowUpStatus::Done);
    let rows = unsettled.take(MOST_IN_SHORT).filter_map(|reading| row(ctx, *reading)).collect();
    let counts = counts(ctx, site.lookup.follow_ups.counts(scope));
    Some(FollowUpsInShort { rows, counts, href })
}

/// The overdue problems of the archive, `most` at most.
pub(crate) fn overdue_rows(ctx: PageCtx<'_>, most: usize) -> Vec<FollowUpRow<'_>> {
    let list = ctx.site.lookup.follow_ups.list(FollowUpScope::Archive);
    let overdue = list.iter().take_while(|reading| reading.status == FollowUpStatus::Overdue);
    overdue.take(most).filter_map(|reading| row(ctx, *reading)).collect()
}

/// The problems that the visits of a period found, overdue ones first and `most` at most, and how many there are.
pub(crate) fn found_in(
    ctx: PageCtx<'_>,
    days: Period,
    most: usize,
) -> (Vec<FollowUpRow<'_>>, usize) {
    let site = ctx.site;
    let mut found = site.lookup.follow_ups.list(FollowUpScope::Archive).to_vec();
    found.retain(|reading| site.lookup.day(reading.record).is_some_and(|day| days.contains(day)));
    let rows = found.iter().filter_map(|reading| row(ctx, *reading)).take(most).collect();
    (rows, found.len())
}

/// How many problems have each status; those that none has are left out.
pub(crate) fn counts(ctx: PageCtx<'_>, counts: FollowUpCounts) -> Vec<FollowUpCount> {
    let mut shown = Vec::new();
    for (status, count) in [
        (FollowUpStatus::Overdue, counts.overdue),
        (FollowUpStatus::Open, counts.open),
        (FollowUpStatus::Done, counts.done),
    ] {
        if 0 < count {
            shown.push(FollowUpCount { status: follow_up_label(status, ctx.site.lang()), count });
        }
    }
    shown
}

/// The line about a problem; `None` when its visit has no page.
pub(crate) fn row(ctx: PageCtx<'_>, reading: FollowUpReading) -> Option<FollowUpRow<'_>> {
    let follow_up = reading.of(ctx.site.archive)?;
    line(ctx, (reading.record, reading.problem), follow_up, Some(reading))
}

/// The lines about the problems that a visit found, in the order written.
pub(crate) fn rows_of_record(ctx: PageCtx<'_>, at: RecordIx) -> Vec<FollowUpRow<'_>> {
    let mut rows = Vec::new();
    for (problem, follow_up) in follow_ups_of(ctx.site.archive.record(at)).iter().enumerate() {
        let reading = ctx.site.lookup.follow_ups.reading(at, problem);
        rows.extend(line(ctx, (at, problem), follow_up, reading));
    }
    rows
}

/// The lines about the problems of other visits that a visit settles.
pub(crate) fn rows_settled_by(ctx: PageCtx<'_>, at: RecordIx) -> Vec<FollowUpRow<'_>> {
    let mut rows = Vec::new();
    for closing in ctx.site.lookup.follow_ups.closings_by(at) {
        let found = ctx.site.archive.record(closing.found);
        let Some(follow_up) = follow_ups_of(found).get(closing.problem) else { continue };
        let reading = ctx.site.lookup.follow_ups.reading(closing.found, closing.problem);
        rows.extend(line(ctx, (closing.found, closing.problem), follow_up, reading));
    }
    rows
}

fn line<'s>(
    ctx: PageCtx<'s>,
    (at, problem): (RecordIx, usize),
    follow_up: &'s FollowUp,
    reading: Option<FollowUpReading>,
) -> Option<FollowUpRow<'s>> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let link = ctx.record(at)?;
    let to = match &record.detail {
        Detail::Visit(visit) => visit.to.as_slice(),
        _ => &[],
    };
    let settled = match reading {
        Some(reading) => reading.settled,
        None => follow_up.done,
    };
    Some(FollowUpRow {
        status: reading.map(|reading| follow_up_label(reading.status, site.lang())),
        problem: Link {
            text: follow_up.problem.as_str().into(),
            href: format!("{}#follow-up-{}", link.href, problem + 1),
        },
        record: link,
        school: ctx.school(record.school),
        to: to.iter().map(|school| ctx.school(*school)).collect(),
        pair: record.pair.one().map(|pair| ctx.pair(pair)),
        date: record.day.map(|day| site.words.day(day)).unwrap_or_default(),
        measure: follow_up.measure.as_deref(),
        owner: follow_up.owner.as_deref(),
        due: follow_up.due.map(|day| site.words.day(day)),
        settled: settled.map(|day| site.words.day(day)),
        closed_by: reading.and_then(|reading| ctx.record(reading.closed_by?)),
        note: follow_up.note.as_deref(),
    })
}

/// Appends problems to the text that the search indexes.
pub(crate) fn push_follow_ups(rows: &[FollowUpRow<'_>], out: &mut String) {
    for row in rows {
        out.push_str(&row.problem.text);
        out.push('\n');
        for text in [row.measure, row.owner, row.due.as_deref(), row.note].into_iter().flatten() {
            out.push_str(text);
            out.push('\n');
        }
    }
}

impl FollowUpRow<'_> {
    /// The status in words; empty where there is none.
    pub(crate) fn status_word(&self) -> &'static str {
        self.status.as_ref().map_or("", |status| status.word)
    }
}
