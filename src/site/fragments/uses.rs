//! The targets that a record counts for, period by period.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::progress::{EntryRef, FigureUse};
use crate::model::{Day, Digest, RecordIx};
use crate::site::fragments::reading::value_of;
use crate::site::fragments::status::{StatusLabel, label};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::values::describe::template_struct;

template_struct! {
    /// A target's period that a record counts for.
    #[derive(Debug, Serialize)]
    pub(crate) struct UseView<'s> as "Use" {
        /// The indicator, leading to the period.
        pub(crate) target: Link<'s>,
        /// The plan.
        pub(crate) plan: Link<'s>,
        /// Whom the target is about.
        pub(crate) scope: Cow<'s, str>,
        /// The period.
        pub(crate) period: String,
        /// What the record counts.
        pub(crate) value: String,
        /// The figure it is part of; none when `pooled`.
        pub(crate) figure: Option<String>,
        /// Whether that figure pools so many records that it is told at its target alone.
        pub(crate) pooled: bool,
        /// How that period stands.
        pub(crate) status: StatusLabel,
    }
}

/// The figure that more records than these make up is told where the target is told, not on the page of each: one record
/// more would change the pages of all.
const MOST_RECORDS: usize = 60;

fn is_pooled(site: &Site<'_>, figure: FigureUse) -> bool {
    MOST_RECORDS < site.lookup.uses.records(figure)
}

/// The targets that a record counts for, period by period.
pub(crate) fn uses(ctx: PageCtx<'_>, at: RecordIx) -> Vec<UseView<'_>> {
    let site = ctx.site;
    let view = |used: &FigureUse| {
        let (reading, period) = used.of(site.readings);
        let target = &site.archive.plan(reading.plan).targets[reading.target];
        let indicator = site.archive.indicator(target.indicator);
        let own = own_entries(&period.entries, at, site.archive.record(at).day);
        let pooled = is_pooled(site, *used);
        UseView {
            target: Link {
                text: indicator.name.as_str().into(),
                href: format!("{}---p{}", ctx.reading(used.target), used.period + 1),
            },
            plan: ctx.plan(reading.plan),
            scope: ctx.scope(used.target),
            period: site.words.row_period(period.period, target.every, &site.archive.calendar),
            value: value_of(ctx, indicator, &own),
            figure: (!pooled).then(|| site.shown_figure(used.target, used.period).text).flatten(),
            pooled,
            status: label(period.status, site.lang()),
        }
    };
    site.lookup.uses.counting(at).iter().map(view).collect()
}

/// Of what a record's page tells of a figure that it counts in, besides what the record itself says.
pub(crate) fn told_of_use(site: &Site<'_>, used: FigureUse) -> Digest {
    let (reading, period) = used.of(site.readings);
    let figure = (!is_pooled(site, used)).then_some(&period.actual);
    Digest::of(&(reading.plan, reading.target, reading.scope, period.period, period.status, figure))
}

/// The entries of a record. They are sorted by day, then record: one with a day of its own is found at once.
fn own_entries(all: &[EntryRef], record: RecordIx, day: Option<Day>) -> Vec<EntryRef> {
    let from =
        day.map_or(0, |day| all.partition_point(|item| (item.day, item.record) < (day, record)));
    let at_once = all.get(from).is_some_and(|item| item.record == record && item.row.is_none());
    if at_once {
        vec![all[from]]
    } else {
        all.iter().copied().filter(|item| item.record == record).collect()
    }
}
