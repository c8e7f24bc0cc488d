//! One pair in a list.

use serde::Serialize;

use crate::model::{PairIx, Status};
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
        /// The helping school.
        pub(crate) helper: Link<'s>,
        /// The helped schools.
        pub(crate) helped: Vec<Link<'s>>,
        /// Since when, or from when to when.
        pub(crate) since: String,
        /// How its targets stand.
        pub(crate) tally: Tally,
        /// How many records belong to it.
        pub(crate) records: usize,
        /// For sorting the worst first.
        #[serde(skip)]
        pub(crate) rank: (Option<Status>, std::cmp::Reverse<usize>),
    }
}

pub(crate) fn readings_of_pair(ctx: PageCtx<'_>, at: PairIx) -> Vec<usize> {
    let plans = &ctx.site.lookup.plans_of_pair[at.0];
    plans.iter().flat_map(|plan| readings_of(ctx.site.readings, *plan)).collect()
}

/// The line of a pair.
pub(crate) fn pair_line(ctx: PageCtx<'_>, at: PairIx) -> PairLine<'_> {
    let site = ctx.site;
    let it = site.archive.pair(at);
    let readings = readings_of_pair(ctx, at);
    let rolled = || {
        readings
            .iter()
            .filter(|reading| site.is_rolled_up(**reading))
            .map(|reading| site.readings.targets[*reading].status)
    };
    let worst = rolled().min();
    PairLine {
        link: ctx.pair(at),
        helper: ctx.school(it.helper),
        helped: it.helped.iter().map(|helped| ctx.school(*helped)).collect(),
        since: since(ctx, at),
        tally: site.tally(readings.iter().copied()),
        records: site.lookup.by_pair[at.0].len(),
        rank: (
            worst.or(Some(Status::Met)),
            std::cmp::Reverse(rolled().filter(|status| Some(*status) == worst).count()),
        ),
    }
}

pub(crate) fn since(ctx: PageCtx<'_>, at: PairIx) -> String {
    let it = ctx.site.archive.pair(at);
    let words = ctx.site.words;
    match it.end.and_then(|end| crate::model::Period::new(it.start, end)) {
        Some(period) => words.days(period),
        None => format!("{}{}", words.day(it.start), ctx.pick("起", " –")),
    }
}

/// All pairs, in their order.
pub(crate) fn pair_lines(ctx: PageCtx<'_>) -> Vec<PairLine<'_>> {
    (0..ctx.site.archive.pairs.len()).map(|at| pair_line(ctx, PairIx(at))).collect()
}
