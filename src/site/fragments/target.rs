//! A target of a plan with the full account of its readings.

use std::borrow::Cow;

use serde::Serialize;

use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::l10n::phrases::Requirement;
use crate::model::{PlanIx, PlanOwner, Scope, Target};
use crate::site::fragments::overview;
use crate::site::fragments::reading::{ReadingView, reading_view};
use crate::site::fragments::status::{Tally, tally};
use crate::site::fragments::target_row::{TargetRow, rows_by_school};
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
        /// Whom it judges, in words; empty where the rule says it.
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
        /// From which day its periods are waived; none when all are.
        pub(crate) waived_from: Option<String>,
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

/// Whom a target of a plan judges, in words: `逐校考核（小学、初中）`.
pub(crate) fn scope_words(site: &Site<'_>, plan: PlanIx, target: &Target) -> Cow<'static, str> {
    let words = site.words;
    let whom = scope_word(site, plan, &target.scope);
    if target.levels.is_empty() {
        return Cow::Borrowed(whom);
    }
    let levels: Vec<&str> = target.levels.iter().map(|level| words.level(*level)).collect();
    let labels = Labels::of(site.lang());
    let levels = levels.join(labels.comma);
    Cow::Owned(format!("{whom}{}{levels}{}", labels.open_bracket, labels.shut_bracket))
}

fn scope_word(site: &Site<'_>, plan: PlanIx, scope: &Scope) -> &'static str {
    let words = site.words;
    match (scope, site.archive.plan(plan).owner) {
        (Scope::Joint, PlanOwner::Archive) => words.pick("全县合计", "all schools together"),
        (Scope::Joint, PlanOwner::Pair(_)) => words.pick("双方合计", "both sides together"),
        (Scope::Joint, PlanOwner::School(_)) => words.pick("本校", "this school"),
        (Scope::Each | Scope::Schools(_), _) => words.pick("逐校考核", "judged school by school"),
        (Scope::Helper, _) => words.pick("帮扶方", "the helper"),
        (Scope::Helped, _) => words.pick("受援方", "the helped"),
    }
}

/// The schools whose figures a target puts together; `None` if it judges one figure of one school.
fn pool_words(site: &Site<'_>, plan: PlanIx, scope: &Scope) -> Option<&'static str> {
    match (scope, site.archive.plan(plan).owner) {
        (Scope::Joint, PlanOwner::Archive) => Some(site.words.pick("全县", "all schools")),
        (Scope::Joint, PlanOwner::Pair(_)) => Some(site.words.pick("双方", "both sides")),
        _ => None,
    }
}

/// The most schools that are listed at a target; the page of the indicator lists all.
const MOST_ROWS: usize = 24;

/// A target with the full account of its readings, or with a line for each.
pub(crate) fn target_view(
    ctx: PageCtx<'_>,
    plan: PlanIx,
    at: usize,
    in_full: bool,
) -> TargetView<'_> {
    let site = ctx.site;
    let target = &site.archive.plan(plan).targets[at];
    let indicator = site.archive.indicator(target.indicator);
    let value = target.value.map(|value| site.shown_value(value, indicator));
    let mut readings: Vec<usize> = readings_of(site.readings, plan).collect();
    readings.retain(|reading| site.readings.targets[*reading].target == at);
    let is_on_school_pages = match readings.first() {
        Some(first) => site.is_on_school_pages(*first),
        None => false,
    };
    let is_elsewhere = is_on_school_pages || !in_full;
    let mut view = TargetView {
        anchor: site.routes.targets[plan.0][at].clone(),
        id: if target.id == indicator.name { None } else { Some(&target.id) },
        indicator: ctx.indicator(target.indicator),
        rule: site.words.rule(&Requirement {
            indicator,
            every: target.every,
            value: value.as_deref(),
            pace: target.pace,
            pool: pool_words(site, plan, &target.scope),
        }),
        scope: match (&target.scope, site.lang()) {
            (Scope::Joint, Lang::Zh) if target.levels.is_empty() => String::new(), // the rule says it
            _ => scope_words(site, plan, target).into_owned(),
        },
        note: target.note.as_deref(),
        owner: target.owner.as_deref(),
        baseline: target.baseline.map(|baseline| site.shown_value(baseline, indicator)),
        waived: target.waived.as_ref().map(|waived| [&*waived.reason, &*waived.by]),
        waived_from: target
            .waived
            .as_ref()
            .and_then(|waived| waived.from)
            .map(|from| site.words.day(from)),
        aspirational: target.aspirational,
        readings: Vec::new(),
        rows: Vec::new(),
        rows_total: 0,
        tally: None,
        multiples: String::new(),
    };
    if is_on_school_pages {
        let statuses = readings.iter().map(|reading| site.reading_status(*reading));
        view.tally = Some(tally(statuses, site.lang()));
    }
    if readings.len() > 2 && (in_full || is_on_school_pages) {
        view.multiples = overview::multiples(ctx, &readings, &format!("m-{at}"));
    }
    if is_elsewhere {
        view.rows = first_rows(ctx, &readings);
        view.rows_total = readings.len();
    } else {
        view.readings = readings.into_iter().map(|reading| reading_view(ctx, reading)).collect();
    }
    view
}

/// The lines of the first readings, in the order of the schools: none is ranked.
pub(crate) fn first_rows<'s>(ctx: PageCtx<'s>, readings: &[usize]) -> Vec<TargetRow<'s>> {
    rows_by_school(ctx, readings.to_vec(), MOST_ROWS)
}
