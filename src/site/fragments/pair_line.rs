//! One pair in a list.

use serde::Serialize;

use crate::model::{PairIx, Period};
use crate::site::fragments::status::Tally;
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// A line about one pair.
    #[derive(Debug, Serialize)]
    pub(crate) struct PairLine<'s> {
        /// The pair.
        pub(crate) link: Link<'s>,
        /// The helping schools.
        pub(crate) helpers: Vec<Link<'s>>,
        /// The helped schools.
        pub(crate) helped: Vec<Link<'s>>,
        /// Since when, or from when to when.
        pub(crate) since: String,
        /// How its targets stand.
        pub(crate) tally: Tally,
        /// How many records belong to it.
        pub(crate) records: usize,
    }
}

/// The readings of a pair's plans.
pub(crate) fn readings_of_pair(ctx: PageCtx<'_>, at: PairIx) -> Vec<usize> {
    let mut readings = Vec::new();
    for plan in &ctx.site.lookup.plans_of_pair[at.0] {
        readings.extend(readings_of(ctx.site.readings, *plan));
    }
    readings
}

/// The line of a pair.
pub(crate) fn pair_line(ctx: PageCtx<'_>, at: PairIx) -> PairLine<'_> {
    let site = ctx.site;
    let pair = site.archive.pair(at);
    let readings = readings_of_pair(ctx, at);
    PairLine {
        link: ctx.pair(at),
        helpers: pair.helpers.iter().map(|school| ctx.school(*school)).collect(),
        helped: pair.helped.iter().map(|school| ctx.school(*school)).collect(),
        since: since(ctx, at),
        tally: site.tally(readings.iter().copied()),
        records: site.lookup.by_pair[at.0].len(),
    }
}

/// The days of a pair: from its start to its end, or only its start if it has no end.
pub(crate) fn since(ctx: PageCtx<'_>, at: PairIx) -> String {
    let pair = ctx.site.archive.pair(at);
    let words = ctx.site.words;
    match pair.end.and_then(|end| Period::new(pair.start, end)) {
        Some(period) => words.days(period),
        None => format!("{}{}", words.day(pair.start), ctx.pick("起", " onwards")),
    }
}

/// All pairs, in their order.
pub(crate) fn pair_lines(ctx: PageCtx<'_>) -> Vec<PairLine<'_>> {
    (0..ctx.site.archive.pairs.len()).map(|at| pair_line(ctx, PairIx(at))).collect()
}
