//! Targets with their bullet charts.

use serde::Serialize;

use crate::site::fragments::reading_charts;
use crate::site::fragments::target_row::{TargetRow, rows};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;

template_struct! {
    /// A target with its chart.
    #[derive(Debug, Serialize)]
    pub(crate) struct Card<'s> {
        /// The target.
        pub(crate) row: TargetRow<'s>,
        /// The bullet chart; empty when it has none.
        #[shown_as(Html)]
        pub(crate) bullet: String,
    }
}

/// The cards of readings, worst first.
pub(crate) fn cards(ctx: PageCtx<'_>, readings: Vec<usize>) -> Vec<Card<'_>> {
    let mut sorted = readings.clone();
    ctx.site.sort_worst_first(&mut sorted);
    let mut cards = Vec::with_capacity(sorted.len());
    for (row, reading) in rows(ctx, readings).into_iter().zip(sorted) {
        let summary = TargetSummary::representative(ctx, reading);
        cards.push(Card { row, bullet: reading_charts::bullet(ctx, &summary) });
    }
    cards
}
