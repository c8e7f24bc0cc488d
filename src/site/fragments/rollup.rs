//! One indicator of the archives that are rolled up, in a list.

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
    let line = |(at, it): (usize, &'s IndicatorRollUp)| RollUpLine {
        link: ctx.rollup(at),
        unit: &it.key.unit,
        direction: ctx.site.words.direction(it.key.direction()),
        counties: counties(it),
        // One figure says nothing of archives that are not in it.
        total: match &it.totals[..] {
            [only] if only.without_value == 0 => shown_total(ctx, it, only),
            _ => None,
        },
        tally: tally_of(it.statuses, ctx.site.lang()),
    };
    federation.rollups.iter().enumerate().map(line).collect()
}

pub(crate) fn counties(it: &IndicatorRollUp) -> usize {
    let of: std::collections::BTreeSet<usize> = it.rows.iter().map(|row| row.county).collect();
    of.len()
}

pub(crate) fn shown_total(
    ctx: PageCtx<'_>,
    it: &IndicatorRollUp,
    total: &RollUpTotal,
) -> Option<String> {
    shown(ctx, it, Amount::Figure(total.sum?))
}

pub(crate) fn shown(ctx: PageCtx<'_>, it: &IndicatorRollUp, amount: Amount) -> Option<String> {
    ctx.site.shown_amount(amount, it.key.direction(), &it.key.unit, None)
}
