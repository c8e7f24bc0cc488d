//! A target of a plan with the full account of its readings.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::PlanIx;
use crate::site::fragments::overview;
use crate::site::fragments::reading::{ReadingView, reading_view};
use crate::site::fragments::status::{Tally, tally};
use crate::site::fragments::target_row::{TargetRow, rows};
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;

template_struct! {
    /// A target of a plan with all that it judges.
    #[derive(Debug, Serialize)]
    pub(crate) struct TargetView<'s> as "Target" {
        /// For its `id`.
        pub(crate) anchor: String,
        /// Its id, where it says more than the indicator's name.
        pub(crate) id: Option<&'s str>,
        /// The indicator.
        pub(crate) indicator: Link<'s>,
        /// What is asked for, in words.
        pub(crate) rule: String,
        /// Whom it judges, in words.
        pub(crate) scope: String,
        /// The plan's own words for it.
        pub(crate) note: Option<&'s str>,
        /// Who is in charge.
        pub(crate) owner: Option<&'s str>,
        /// Where it started from.
        pub(crate) baseline: Option<String>,
        /// Why it does not apply, and who says so.
        #[shown_as(Option<(&str, &str)>)]
        pub(crate) waived: Option<[&'s str; 2]>,
        /// Whether it is kept out of the totals.
        pub(crate) aspirational: bool,
        /// Its accounts; empty when the schools' pages hold them.
        pub(crate) readings: Vec<ReadingView<'s>>,
        /// A line a school instead, where it judges many: the worst 24.
        pub(crate) rows: Vec<TargetRow<'s>>,
        /// How many such lines there are.
        pub(crate) rows_total: usize,
        /// How these stand.
        pub(crate) tally: Option<Tally>,
        /// Small charts side by side, of three schools or more; else empty.
        #[shown_as(Html)]
        pub(crate) multiples: String,
    }
}

/// Whom a target judges, in words.
pub(crate) fn scope_words(site: &Site<'_>, scope: &crate::model::Scope) -> Cow<'static, str> {
    use crate::model::Scope;
    let words = site.words;
    Cow::Borrowed(match scope {
        Scope::Joint => words.pick("合计", "together"),
        Scope::Each => words.pick("各校分别评判", "each school apart"),
        Scope::Helper => words.pick("帮扶方", "the helper"),
        Scope::Helped => words.pick("受援方", "the helped"),
        Scope::Schools(_) => words.pick("所列学校分别评判", "the named schools apart"),
    })
}

/// So many schools are listed at a target; the page of the indicator has them all.
const MOST_ROWS: usize = 24;

/// A target with the full account of its readings, or with a line for each.
pub(crate) fn target_view(
    ctx: PageCtx<'_>,
    plan: PlanIx,
    at: usize,
    in_full: bool,
) -> TargetView<'_> {
    let site = ctx.site;
    let it = &site.archive.plan(plan).targets[at];
    let indicator = site.archive.indicator(it.indicator);
    let value = it.value.map(|value| site.shown_value(value, indicator));
    let readings: Vec<usize> = readings_of(site.readings, plan)
        .filter(|reading| site.readings.targets[*reading].target == at)
        .collect();
    let told_by_schools = readings.first().is_some_and(|reading| site.is_told_by_schools(*reading));
    let elsewhere = told_by_schools || !in_full;
    let anchor = site.routes.targets[plan.0][at].clone();
    TargetView {
        id: (it.id != indicator.name).then_some(it.id.as_str()),
        indicator: ctx.indicator(it.indicator),
        rule: site.words.rule(indicator, it.every, value.as_deref(), it.pace),
        scope: scope_words(site, &it.scope).into_owned(),
        note: it.note.as_deref(),
        owner: it.owner.as_deref(),
        baseline: it.baseline.map(|baseline| site.shown_value(baseline, indicator)),
        waived: it.waived.as_ref().map(|waived| [waived.reason.as_str(), waived.by.as_str()]),
        aspirational: it.aspirational,
        tally: told_by_schools.then(|| {
            tally(
                readings.iter().map(|reading| site.readings.targets[*reading].status),
                site.lang(),
            )
        }),
        multiples: if readings.len() > 2 && (in_full || told_by_schools) {
            overview::multiples(ctx, &readings, &format!("m-{at}"))
        } else {
            String::new()
        },
        rows: if elsewhere { worst(ctx, &readings) } else { Vec::new() },
        rows_total: if elsewhere { readings.len() } else { 0 },
        readings: if elsewhere {
            Vec::new()
        } else {
            readings.iter().map(|reading| reading_view(ctx, *reading)).collect()
        },
        anchor,
    }
}

/// The lines of the worst readings.
pub(crate) fn worst<'s>(ctx: PageCtx<'s>, readings: &[usize]) -> Vec<TargetRow<'s>> {
    let mut sorted = readings.to_vec();
    sorted.sort_by_key(|item| (ctx.site.readings.targets[*item].status, *item));
    sorted.truncate(MOST_ROWS);
    rows(ctx, sorted)
}
