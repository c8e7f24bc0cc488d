//! The page of an indicator over the archives that this one rolls up.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::federation::{
    Amount, Basis, CountyFigure, Federation, IndicatorRollUp, RollUpTotal,
};
use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::site::charts;
use crate::site::charts::Head;
use crate::site::fragments::facts::{Fact, Facts};
use crate::site::fragments::reading_charts;
use crate::site::fragments::rollup::{counties, shown, shown_total};
use crate::site::fragments::status::{StatusLabel, Tally, label, tally_of};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::federation_key::FederationKey;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};

/// One page per indicator of the archives that are rolled up.
pub(crate) struct RollUpPages;

impl PageKind for RollUpPages {
    type Key<'s> = FederationKey<'s>;
    type View<'s> = RollUpPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FederationKey<'s>> {
        FederationKey::all(site.federation, |federation| federation.rollups.len())
    }

    fn path<'s>(site: &'s Site<'s>, key: FederationKey<'s>) -> &'s str {
        &site.routes.rollups[key.index]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FederationKey<'s>) -> RollUpPage<'s> {
        rollup(ctx, key.federation, key.index)
    }

    fn search_document<'s>(
        facets: &SearchFacets<'s>,
        key: FederationKey<'s>,
    ) -> Option<Document<'s>> {
        Some(facets.title_only(&key.federation.rollups[key.index].key.name))
    }
}

/// With more panels than this, no chart is drawn.
const MOST_PANELS: usize = 60;

template_struct! {
    /// `rollup/<indicator>.html`: an indicator over the archives that are rolled up.
    #[derive(Debug, Serialize)]
    pub(crate) struct RollUpPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// How many of its targets have each status.
        tally: Tally,
        /// The totals, one per period and kind of plans.
        totals: Vec<TotalLine>,
        /// Small charts side by side; empty for fewer than two figures or more than 60.
        #[shown_as(Html)]
        multiples: String,
        /// The figures, worst first.
        rows: Vec<RollUpRow<'s>>,
    }
}

template_struct! {
    /// The total of figures of the same period and the same kind of plans.
    #[derive(Debug, Serialize)]
    struct TotalLine {
        /// The days of the period.
        period: String,
        /// The kind of plans the figures come from.
        basis: &'static str,
        /// How many archives have such a figure.
        counties: usize,
        /// The sum; `none` when the figures are not added.
        total: Option<String>,
        /// Why there is no sum; `none` when there is one.
        why: Option<&'static str>,
        /// The lowest figure that is not withheld.
        least: Option<String>,
        /// The highest figure that is not withheld.
        most: Option<String>,
    }
}

template_struct! {
    /// An archive's figure of an indicator.
    #[derive(Debug, Serialize)]
    struct RollUpRow<'s> {
        /// The status of the target.
        status: StatusLabel,
        /// The archive's page on this site.
        county: Link<'s>,
        /// The pair or school of the plan, or the kind of plans the figure comes from.
        basis: Cow<'s, str>,
        /// The days of the figure.
        period: String,
        /// The figure; `none` without one.
        figure: Option<String>,
        /// What the target asks for.
        goal: Option<String>,
        /// A small chart of the figure and the target.
        #[shown_as(Html)]
        mini: String,
    }
}

impl Page for RollUpPage<'_> {
    const TEMPLATE: Template = template!("rollup.html");
}

/// An indicator's page.
fn rollup<'s>(ctx: PageCtx<'s>, federation: &'s Federation, at: usize) -> RollUpPage<'s> {
    let (site, rollup) = (ctx.site, &federation.rollups[at]);
    let mut rows: Vec<&CountyFigure> = rollup.rows.iter().collect();
    rows.sort_by_key(|row| (row.status, row.county, row.period));
    RollUpPage {
        page: ctx.frame(
            &*rollup.key.name,
            "counties",
            vec![ctx.link(ctx.pick("下级档案", "Counties"), "counties/index.html")],
        ),
        facts: facts(ctx, rollup),
        tally: tally_of(rollup.statuses, site.lang()),
        totals: rollup.totals.iter().map(|total| total_line(ctx, rollup, total)).collect(),
        multiples: multiples(ctx, federation, rollup, &rows),
        rows: rows.iter().map(|row| rollup_row(ctx, rollup, row)).collect(),
    }
}

/// What is known about an indicator over the archives.
fn facts<'s>(ctx: PageCtx<'s>, rollup: &'s IndicatorRollUp) -> Vec<Fact<'s>> {
    let words = ctx.site.words;
    let labels = Labels::of(ctx.site.lang());
    let mut facts = Facts::default();
    facts
        .text(labels.unit, Some(rollup.key.unit.as_str()))
        .text(labels.rule, Some(words.direction(rollup.key.direction())))
        .text(labels.how_counted, rollup.aggregate.map(|aggregate| words.aggregate(aggregate)))
        .text(labels.counties, Some(counties(rollup).to_string()));
    facts.0
}

/// The total of one period and kind of plans.
fn total_line(ctx: PageCtx<'_>, rollup: &IndicatorRollUp, total: &RollUpTotal) -> TotalLine {
    TotalLine {
        period: ctx.site.words.days(total.period),
        basis: basis(ctx, total.basis),
        counties: total.counties,
        total: shown_total(ctx, rollup, total),
        why: match total.sum {
            Some(_) => None,
            None if total.suppressed > 0 => {
                Some(ctx.pick("含不公开的数据，不合计", "figures are withheld: no total"))
            }
            None if !rollup.adds_up() => {
                Some(ctx.pick("此类数据不能相加", "such figures cannot be added"))
            }
            None => Some(ctx.pick("无数据", "no figures")),
        },
        least: total.least.and_then(|figure| shown(ctx, rollup, Amount::Figure(figure))),
        most: total.most.and_then(|figure| shown(ctx, rollup, Amount::Figure(figure))),
    }
}

/// The kind of plans that figures come from, in words.
fn basis(ctx: PageCtx<'_>, basis: Basis) -> &'static str {
    match basis {
        Basis::Archive => ctx.pick("本级计划", "its own plan"),
        Basis::Pairs => ctx.pick("各结对计划", "its pairs' plans"),
        Basis::Schools => ctx.pick("各校计划", "its schools' plans"),
    }
}

/// The row of one archive's figure.
fn rollup_row<'s>(
    ctx: PageCtx<'s>,
    rollup: &'s IndicatorRollUp,
    row: &'s CountyFigure,
) -> RollUpRow<'s> {
    let site = ctx.site;
    let (unit, direction) = (&rollup.key.unit, rollup.key.direction());
    let goal = row.value.map(|value| {
        let value = site.with_unit(&value.to_string(), unit);
        site.words.join(site.words.direction(direction), &value)
    });
    RollUpRow {
        status: label(row.status, site.lang()),
        county: ctx.county(row.county),
        basis: match &row.owner {
            Some(owner) => Cow::Borrowed(owner),
            None => Cow::Borrowed(basis(ctx, row.basis)),
        },
        period: site.words.row_period(row.period, row.every, &site.archive.calendar),
        figure: site.shown_amount(row.amount, direction, unit, row.value),
        goal,
        mini: match (row.amount, row.value) {
            (Amount::Figure(actual), Some(value)) => reading_charts::mini_of(
                actual.exact().for_drawing(),
                value.exact().for_drawing(),
                row.status,
            ),
            _ => String::new(),
        },
    }
}

/// The archives side by side, one panel each with the periods of its target.
fn multiples(
    ctx: PageCtx<'_>,
    federation: &Federation,
    rollup: &IndicatorRollUp,
    rows: &[&CountyFigure],
) -> String {
    if rows.len() < 2 || MOST_PANELS < rows.len() {
        return String::new();
    }
    let name = &rollup.key.name;
    let kind = match rollup.aggregate {
        Some(aggregate) if aggregate.is_cumulative() => charts::PanelKind::Bars,
        _ => charts::PanelKind::Line,
    };
    let chart = charts::Multiples {
        head: Head {
            id: "m".to_owned(),
            title: match ctx.site.lang() {
                Lang::Zh => format!("{name}：各地对比"),
                Lang::En => format!("{name}: county by county"),
            },
            desc: ctx
                .pick(
                    "每格一个下级档案，横线为目标值，数据见下表。",
                    "A panel a county; the line is the target. Figures are in the table.",
                )
                .to_owned(),
            width: 0.0,
        },
        kind,
        own_scales: false,
        ends: (String::new(), String::new()),
        panels: rows.iter().map(|row| panel(ctx, federation, rollup, row)).collect(),
    };
    charts::small_multiples(&chart).to_string()
}

/// The panel of one archive's figure.
fn panel(
    ctx: PageCtx<'_>,
    federation: &Federation,
    rollup: &IndicatorRollUp,
    row: &CountyFigure,
) -> charts::Panel {
    let site = ctx.site;
    let unit = &rollup.key.unit;
    let name = &federation.counties[row.county].source.name;
    let figure = site.shown_amount(row.amount, rollup.key.direction(), unit, row.value);
    let mut value_label = figure.unwrap_or_else(|| "—".to_owned());
    if let Some(value) = row.value {
        value_label.push_str(" / ");
        value_label.push_str(&site.with_unit(&value.to_string(), unit));
    }
    charts::Panel {
        name: match &row.owner {
            Some(owner) => format!("{name} {owner}"),
            None => name.clone(),
        },
        href: Some(ctx.county(row.county).href),
        values: panel_values(federation, row),
        target: row.value.map(|value| value.exact().for_drawing()),
        value_label,
        status: Some(row.status),
    }
}

/// The figures to draw: those of all periods when the row is that of a single target, otherwise the row's own.
fn panel_values(federation: &Federation, row: &CountyFigure) -> Vec<Option<f64>> {
    match (&federation.counties[row.county].data, &row.targets[..]) {
        (Ok(data), [only]) => {
            let periods = &data.targets[*only].periods;
            periods.iter().map(|period| drawn_value(period.actual)).collect()
        }
        _ => vec![drawn_value(row.amount)],
    }
}

/// An amount as a number to draw; `None` when it is withheld or there is none.
fn drawn_value(amount: Amount) -> Option<f64> {
    match amount {
        Amount::Figure(figure) => Some(figure.exact().for_drawing()),
        Amount::None | Amount::Suppressed => None,
    }
}
