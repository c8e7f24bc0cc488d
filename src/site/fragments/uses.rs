//! The targets that a record counts for, period by period.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::progress::{EntryRef, FigureUse};
use crate::model::{Day, Digest, RecordIx};
use crate::site::fragments::reading::value_of;
use crate::site::fragments::status::StatusLabel;
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
        /// Whether that figure pools so many records that only the target shows it.
        pub(crate) pooled: bool,
        /// How that period stands.
        pub(crate) status: StatusLabel,
    }
}

/// A figure of more records than this is shown only with its target, not on the page of each record: otherwise one new
/// record would change the pages of all the others.
const MOST_RECORDS: usize = 60;

fn is_pooled(site: &Site<'_>, figure: FigureUse) -> bool {
    MOST_RECORDS < site.lookup.uses.records(figure)
}

/// The targets that a record counts for, period by period.
pub(crate) fn uses(ctx: PageCtx<'_>, at: RecordIx) -> Vec<UseView<'_>> {
    let site = ctx.site;
    let mut views = Vec::new();
    for used in site.lookup.uses.counting(at) {
        let (reading, period) = used.of(site.readings);
        let target = &site.archive.plan(reading.plan).targets[reading.target];
        let indicator = site.archive.indicator(target.indicator);
        let own = own_entries(&period.entries, at, site.archive.record(at).day);
        let pooled = is_pooled(site, *used);
        let figure = if pooled { None } else { ctx.shown_figure(used.target, used.period).text };
        views.push(UseView {
            target: Link {
                text: indicator.name.as_str().into(),
                href: format!("{}---p{}", ctx.reading(used.target), used.period + 1),
            },
            plan: ctx.plan(reading.plan),
            scope: ctx.scope(used.target),
            period: site.words.row_period(period.period, target.every, &site.archive.calendar),
            value: value_of(ctx, indicator, &own),
            figure,
            pooled,
            status: ctx.period_label(used.target, used.period),
        });
    }
    views
}

/// The digest of what a record's page shows of a figure that it counts in, apart from the record itself.
pub(crate) fn use_digest(site: &Site<'_>, used: FigureUse) -> Digest {
    let (reading, period) = used.of(site.readings);
    let figure = if is_pooled(site, used) { None } else { Some(&period.actual) };
    Digest::of(&(reading.plan, reading.target, reading.scope, period.period, period.status, figure))
}

/// The entries of a record. All entries are sorted by day, then record, so the entry of a dated record is found by binary
/// search.
fn own_entries(all: &[EntryRef], record: RecordIx, day: Option<Day>) -> Vec<EntryRef> {
    let from = match day {
        Some(day) => all.partition_point(|entry| (entry.day, entry.record) < (day, record)),
        None => 0,
    };
    match all.get(from) {
        Some(entry) if entry.record == record && entry.row.is_none() => vec![*entry],
        _ => all.iter().copied().filter(|entry| entry.record == record).collect(),
    }
}
