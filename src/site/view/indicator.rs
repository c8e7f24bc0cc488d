//! An indicator in every school and plan, and the list of indicators.

use std::borrow::Cow;

use serde::Serialize;

use super::super::layout::{Frame, Link, PageCtx};
use super::super::overview;
use super::super::status::Tally;
use super::super::target_row::{TargetRow, rows};
use super::super::theme::Page;
use super::facts::{Fact, Facts, say};
use crate::model::IndicatorIx;

/// `indicators.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct IndicatorsPage<'s> {
    page: Frame<'s>,
    indicators: Vec<IndicatorLine<'s>>,
}

#[derive(Debug, Serialize)]
struct IndicatorLine<'s> {
    link: Link<'s>,
    unit: &'s str,
    counting: String,
    tally: Tally,
}

impl Page for IndicatorsPage<'_> {
    const TEMPLATE: &'static str = "indicators.html";
}

fn counting(here: PageCtx<'_>, at: IndicatorIx) -> String {
    let site = here.site;
    let measure = |it: crate::model::MeasureIx| site.archive.measures[it.0 as usize].clone();
    site.words.counting(site.archive.indicator(at), measure)
}

/// The list of indicators.
pub(in crate::site) fn indicators(here: PageCtx<'_>) -> IndicatorsPage<'_> {
    let site = here.site;
    let line = |at: usize| IndicatorLine {
        link: here.indicator(IndicatorIx(at)),
        unit: &site.archive.indicators[at].unit,
        counting: counting(here, IndicatorIx(at)),
        tally: site.tally(site.lookup.readings_of_indicator[at].iter().copied()),
    };
    IndicatorsPage {
        page: here.frame(here.say("指标", "Indicators"), "indicators", Vec::new()),
        indicators: (0..site.archive.indicators.len()).map(line).collect(),
    }
}

/// `indicator.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct IndicatorPage<'s> {
    page: Frame<'s>,
    facts: Vec<Fact<'s>>,
    tally: Tally,
    /// Targets that judge several schools, each with its chart.
    groups: Vec<TargetGroup<'s>>,
    /// All other targets, a line each.
    singles: Vec<TargetRow<'s>>,
}

/// The readings of one target.
#[derive(Debug, Serialize)]
struct TargetGroup<'s> {
    plan: Link<'s>,
    rule: String,
    scope: Cow<'static, str>,
    multiples: String,
    rows: Vec<TargetRow<'s>>,
}

impl Page for IndicatorPage<'_> {
    const TEMPLATE: &'static str = "indicator.html";

    fn text(&self) -> String {
        let mut text = String::new();
        say(&self.facts, &mut text);
        text
    }
}

/// An indicator's page.
pub(in crate::site) fn indicator(here: PageCtx<'_>, at: IndicatorIx) -> IndicatorPage<'_> {
    let site = here.site;
    let it = site.archive.indicator(at);
    let labels = crate::l10n::labels::Labels::of(site.lang());
    let readings = &site.lookup.readings_of_indicator[at.0];
    let mut facts = Facts::default();
    facts
        .text(labels.how_counted, Some(counting(here, at)))
        .text(labels.unit, Some(it.unit.as_str()))
        .text(labels.note, it.note.as_deref());
    let all = &site.readings.targets;
    let same = |one: &usize, other: &usize| {
        (all[*one].plan, all[*one].target) == (all[*other].plan, all[*other].target)
    };
    let group = |(number, readings): (usize, &[usize])| {
        let first = &all[readings[0]];
        let target = &site.archive.plan(first.plan).targets[first.target];
        let value = target.value.map(|value| site.shown_value(value, it));
        TargetGroup {
            plan: here.plan(first.plan),
            rule: site.words.rule(it, target.every, value.as_deref(), target.pace),
            scope: super::super::reading::scope_words(site, &target.scope),
            multiples: overview::multiples(here, readings, &format!("m-{number}")),
            rows: rows(here, readings.to_vec()),
        }
    };
    IndicatorPage {
        page: here.frame(
            &*it.name,
            "indicators",
            vec![here.link(here.say("指标", "Indicators"), "indicators.html")],
        ),
        facts: facts.0,
        tally: site.tally(readings.iter().copied()),
        groups: readings.chunk_by(same).filter(|it| it.len() > 1).enumerate().map(group).collect(),
        singles: rows(
            here,
            readings.chunk_by(same).filter(|it| it.len() == 1).flatten().copied().collect(),
        ),
    }
}
