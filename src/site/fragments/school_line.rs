//! One school in a list.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::model::SchoolIx;
use crate::site::fragments::status::Tally;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// A line about one school.
    #[derive(Debug, Serialize)]
    pub(crate) struct SchoolLine<'s> {
        /// The school.
        pub(crate) link: Link<'s>,
        /// Its last day; empty for a school that is open.
        pub(crate) closed: String,
        /// The school that it became a part of.
        pub(crate) merged_into: Option<Link<'s>>,
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
    }
}

/// All schools, by township and within one in the order of the archive; those without one come last. Never by how they
/// stand: that is a choice of the reader.
pub(crate) fn school_lines(ctx: PageCtx<'_>) -> Vec<SchoolLine<'_>> {
    let site = ctx.site;
    let mut lines = Vec::with_capacity(site.archive.schools.len());
    for (at, school) in site.archive.schools.iter().enumerate() {
        let readings = &site.lookup.readings_of_school[at];
        let records = &site.lookup.by_school[at];
        let last = records.first().and_then(|record| site.lookup.day(*record));
        lines.push(SchoolLine {
            link: ctx.school(SchoolIx(at)),
            closed: school.closed.map(|day| site.words.day(day)).unwrap_or_default(),
            merged_into: school.merged_into.map(|into| ctx.school(into)),
            level: site.words.level(school.level),
            township: school.township.as_deref(),
            tally: site.tally(readings.iter().copied()),
            records: records.len(),
            last: last.map(|day| site.words.day(day)).unwrap_or_default(),
        });
    }
    // Townships in the order of their first school.
    let mut townships: FxHashMap<&str, usize> = FxHashMap::default();
    for line in &lines {
        let next = townships.len();
        townships.entry(line.township.unwrap_or_default()).or_insert(next);
    }
    lines.sort_by_key(|line| (line.township.is_none(), line.township.map(|name| townships[name])));
    lines
}
