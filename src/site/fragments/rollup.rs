//! One indicator of the archives that are rolled up, in a list.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::engine::federation::{Amount, Federation, IndicatorRollUp, RollUpTotal};
use crate::site::fragments::status::{Tally, tally_of};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// An indicator of the archives that are rolled up.
    #[derive(Debug, Serialize)]
    pub(crate) struct RollUpLine<'s> {
        /// Its page on this site.
        pub(crate) link: Link<'s>,
        /// Its unit.
        pub(crate) unit: &'s str,
        /// Which way it is judged.
        pub(crate) direction: &'static str,
        /// How many archives have it.
        pub(crate) counties: usize,
        /// Their sum, when all have a figure of the same days.
        pub(crate) total: Option<String>,
        /// How its targets stand.
        pub(crate) tally: Tally,
    }
}

/// The indicators of all archives.
pub(crate) fn rollup_lines<'s>(
    ctx: PageCtx<'s>,
    federation: &'s Federation,
) -> Vec<RollUpLine<'s>> {
    let mut lines = Vec::with_capacity(federation.rollups.len());
    for (at, rollup) in federation.rollups.iter().enumerate() {
        // One figure for all says nothing about archives that are not in it.
        let total = match &rollup.totals[..] {
            [only] if only.without_value == 0 => shown_total(ctx, rollup, only),
            _ => None,
        };
        lines.push(RollUpLine {
            link: ctx.rollup(at),
            unit: &rollup.key.unit,
            direction: ctx.site.words.direction(rollup.key.direction()),
            counties: counties(rollup),
            total,
            tally: tally_of(rollup.statuses, ctx.site.lang()),
        });
    }
    lines
}

/// How many archives have a row of the indicator.
pub(crate) fn counties(rollup: &IndicatorRollUp) -> usize {
    let counties: BTreeSet<usize> = rollup.rows.iter().map(|row| row.county).collect();
    counties.len()
}

pub(crate) fn shown_total(
    ctx: PageCtx<'_>,
    rollup: &IndicatorRollUp,
    total: &RollUpTotal,
) -> Option<String> {
    shown(ctx, rollup, Amount::Figure(total.sum?))
}

pub(crate) fn shown(ctx: PageCtx<'_>, rollup: &IndicatorRollUp, amount: Amount) -> Option<String> {
    ctx.site.shown_amount(amount, rollup.key.direction(), &rollup.key.unit, None)
}
