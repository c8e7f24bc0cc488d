//! One school in a list.

use serde::Serialize;

use crate::model::{SchoolIx, Status};
use crate::site::fragments::status::Tally;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// A line about one school.
    #[derive(Debug, Serialize)]
    pub(crate) struct SchoolLine<'s> {
        /// The school.
        pub(crate) link: Link<'s>,
        /// Kindergarten, primary …
        pub(crate) level: &'static str,
        /// Where it lies.
        pub(crate) township: Option<&'s str>,
        /// How its targets stand.
        pub(crate) tally: Tally,
        /// How many records it filed.
        pub(crate) records: usize,
        /// Day of the latest record; empty without any.
        pub(crate) last: String,
        /// For sorting the worst first.
        #[serde(skip)]
        pub(crate) rank: (Option<Status>, std::cmp::Reverse<usize>),
    }
}

/// All schools, in their order.
pub(crate) fn school_lines(ctx: PageCtx<'_>) -> Vec<SchoolLine<'_>> {
    let site = ctx.site;
    let line = |at: usize| {
        let it = &site.archive.schools[at];
        let readings = &site.lookup.readings_of_school[at];
        let rolled = || {
            readings
                .iter()
                .filter(|reading| site.is_rolled_up(**reading))
                .map(|reading| site.readings.targets[*reading].status)
        };
        let worst = rolled().min();
        SchoolLine {
            link: ctx.school(SchoolIx(at)),
            level: site.words.level(it.level),
            township: it.township.as_deref(),
            tally: site.tally(readings.iter().copied()),
            records: site.lookup.by_school[at].len(),
            last: site.lookup.by_school[at]
                .first()
                .and_then(|school| site.lookup.day(*school))
                .map(|day| site.words.day(day))
                .unwrap_or_default(),
            rank: (
                worst.or(Some(Status::Met)),
                std::cmp::Reverse(rolled().filter(|status| Some(*status) == worst).count()),
            ),
        }
    };
    (0..site.archive.schools.len()).map(line).collect()
}
