//! The page of an indicator: its targets in all plans and schools.

use crate::l10n::labels::Labels;
use crate::l10n::phrases::Requirement;

use std::borrow::Cow;

use serde::Serialize;

use crate::model::IndicatorIx;
use crate::site::fragments::counting::counting;
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::overview;
use crate::site::fragments::status::Tally;
use crate::site::fragments::target::scope_words;
use crate::site::fragments::target_row::{TargetRow, rows};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};

/// One page per indicator.
pub(crate) struct IndicatorPages;

impl PageKind for IndicatorPages {
    type Key<'s> = IndicatorIx;
    type View<'s> = IndicatorPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<IndicatorIx> {
        (0..site.archive.indicators.len()).map(IndicatorIx).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: IndicatorIx) -> &'s str {
        &site.routes.indicators[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: IndicatorIx) -> IndicatorPage<'s> {
        indicator(ctx, key)
    }

    fn search_document<'s>(facets: &SearchFacets<'s>, key: IndicatorIx) -> Option<Document<'s>> {
        Some(facets.indicator(key))
    }
}

template_struct! {
    /// `indicators/<id>.html`: one indicator.
    #[derive(Debug, Serialize)]
    pub(crate) struct IndicatorPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// How it is counted.
        facts: Vec<Fact<'s>>,
        /// How many of its targets have each status.
        tally: Tally,
        /// Targets that judge several schools, each with its chart.
        groups: Vec<TargetGroup<'s>>,
        /// The targets that judge one school, or all together.
        singles: Vec<TargetRow<'s>>,
    }
}

template_struct! {
    /// A target that judges several schools.
    #[derive(Debug, Serialize)]
    struct TargetGroup<'s> {
        /// The plan.
        plan: Link<'s>,
        /// What the target asks for, in words.
        rule: String,
        /// Whom it judges, in words.
        scope: Cow<'static, str>,
        /// Small charts, one per school; empty when there is nothing to draw.
        #[shown_as(Html)]
        multiples: String,
        /// One row per school.
        rows: Vec<TargetRow<'s>>,
    }
}

impl Page for IndicatorPage<'_> {
    const TEMPLATE: Template = template!("indicator.html");

    fn text(&self) -> String {
        let mut text = String::new();
        push_facts(&self.facts, &mut text);
        text
    }
}

/// An indicator's page.
fn indicator(ctx: PageCtx<'_>, at: IndicatorIx) -> IndicatorPage<'_> {
    let site = ctx.site;
    let indicator = site.archive.indicator(at);
    let labels = Labels::of(site.lang());
    let readings = &site.lookup.readings_of_indicator[at.0];
    let mut facts = Facts::default();
    facts
        .text(labels.how_counted, Some(counting(ctx, at)))
        .text(labels.unit, Some(indicator.unit.as_str()))
        .text(labels.note, indicator.note.as_deref());
    let all = &site.readings.targets;
    let (mut groups, mut singles) = (Vec::new(), Vec::new());
    for of_target in readings.chunk_by(|one, other| {
        (all[*one].plan, all[*one].target) == (all[*other].plan, all[*other].target)
    }) {
        match of_target {
            [single] => singles.push(*single),
            _ => groups.push(target_group(ctx, of_target, groups.len())),
        }
    }
    IndicatorPage {
        page: ctx.frame(
            &*indicator.name,
            "indicators",
            vec![ctx.link(ctx.pick("指标", "Indicators"), "indicators.html")],
        ),
        facts: facts.0,
        tally: site.tally(readings.iter().copied()),
        groups,
        singles: rows(ctx, singles),
    }
}

/// A target that judges several schools, with its readings. `number` makes the `id` of its charts unique.
fn target_group<'s>(ctx: PageCtx<'s>, readings: &[usize], number: usize) -> TargetGroup<'s> {
    let site = ctx.site;
    let first = &site.readings.targets[readings[0]];
    let target = &site.archive.plan(first.plan).targets[first.target];
    let indicator = site.archive.indicator(target.indicator);
    let value = target.value.map(|value| site.shown_value(value, indicator));
    TargetGroup {
        plan: ctx.plan(first.plan),
        rule: site.words.rule(&Requirement {
            indicator,
            every: target.every,
            value: value.as_deref(),
            pace: target.pace,
            pool: None,
        }),
        scope: scope_words(site, first.plan, target),
        multiples: overview::multiples(ctx, readings, &format!("m-{number}")),
        rows: rows(ctx, readings.to_vec()),
    }
}
