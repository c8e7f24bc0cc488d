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

pub(crate) fn readings_of_pair(here: PageCtx<'_>, at: PairIx) -> Vec<usize> {
    let plans = &here.site.lookup.plans_of_pair[at.0];
    plans.iter().flat_map(|plan| readings_of(here.site.readings, *plan)).collect()
}

/// The line of a pair.
pub(crate) fn pair_line(here: PageCtx<'_>, at: PairIx) -> PairLine<'_> {
    let site = here.site;
    let it = site.archive.pair(at);
    let readings = readings_of_pair(here, at);
    let rolled = || {
        readings
            .iter()
            .filter(|reading| site.is_rolled_up(**reading))
            .map(|reading| site.readings.targets[*reading].status)
    };
    let worst = rolled().min();
    PairLine {
        link: here.pair(at),
        helper: here.school(it.helper),
        helped: it.helped.iter().map(|helped| here.school(*helped)).collect(),
        since: since(here, at),
        tally: site.tally(readings.iter().copied()),
        records: site.lookup.by_pair[at.0].len(),
        rank: (
            worst.or(Some(Status::Met)),
            std::cmp::Reverse(rolled().filter(|status| Some(*status) == worst).count()),
        ),
    }
}

pub(crate) fn since(here: PageCtx<'_>, at: PairIx) -> String {
    let it = here.site.archive.pair(at);
    let words = here.site.words;
    match it.end.and_then(|end| crate::model::Period::new(it.start, end)) {
        Some(period) => words.days(period),
        None => format!("{}{}", words.day(it.start), here.say("起", " –")),
    }
}

/// All pairs, in their order.
pub(crate) fn pair_lines(here: PageCtx<'_>) -> Vec<PairLine<'_>> {
    (0..here.site.archive.pairs.len()).map(|at| pair_line(here, PairIx(at))).collect()
}
