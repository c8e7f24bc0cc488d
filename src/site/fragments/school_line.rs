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
    let mut lines = Vec::with_capacity(site.archive.schools.len());
    for (at, school) in site.archive.schools.iter().enumerate() {
        let readings = &site.lookup.readings_of_school[at];
        let records = &site.lookup.by_school[at];
        let last = records.first().and_then(|record| site.lookup.day(*record));
        lines.push(SchoolLine {
            link: ctx.school(SchoolIx(at)),
            level: site.words.level(school.level),
            township: school.township.as_deref(),
            tally: site.tally(readings.iter().copied()),
            records: records.len(),
            last: last.map(|day| site.words.day(day)).unwrap_or_default(),
            rank: site.worst_first_rank(readings),
        });
    }
    lines
}
