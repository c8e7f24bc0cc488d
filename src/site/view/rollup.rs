//! An indicator over the archives that this one rolls up.

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

/// A page an indicator of the archives that are rolled up.
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

/// More panels than this are no overview any more.
const MOST_PANELS: usize = 60;

template_struct! {
    /// `rollup/<indicator>.html`: an indicator over these archives.
    #[derive(Debug, Serialize)]
    pub(crate) struct RollUpPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// How its targets stand.
        tally: Tally,
        /// What figures of the same days come to.
        totals: Vec<TotalLine>,
        /// Charts side by side; empty for one or more than 60.
        #[shown_as(Html)]
        multiples: String,
        /// The figures, worst first.
        rows: Vec<RollUpRow<'s>>,
    }
}

template_struct! {
    /// What figures of the same days come to.
    #[derive(Debug, Serialize)]
    struct TotalLine {
        /// The days.
        period: String,
        /// From which plans.
        basis: &'static str,
        /// How many archives.
        counties: usize,
        /// The sum.
        total: Option<String>,
        /// Why there is none.
        why: Option<&'static str>,
        /// The lowest figure that is shown.
        least: Option<String>,
        /// The highest figure that is shown.
        most: Option<String>,
    }
}

template_struct! {
    /// An archive's figure of an indicator.
    #[derive(Debug, Serialize)]
    struct RollUpRow<'s> {
        /// How it stands.
        status: StatusLabel,
        /// The archive's page on this site.
        county: Link<'s>,
        /// From which plans, or whose.
        basis: Cow<'s, str>,
        /// Of which days.
        period: String,
        /// The figure; none without a value.
        figure: Option<String>,
        /// What is asked for.
        goal: Option<String>,
        /// A line that draws both.
        #[shown_as(Html)]
        mini: String,
    }
}

impl Page for RollUpPage<'_> {
    const TEMPLATE: Template = template!("rollup.html");
}

/// An indicator's page.
fn rollup<'s>(ctx: PageCtx<'s>, federation: &'s Federation, at: usize) -> RollUpPage<'s> {
    let (site, it) = (ctx.site, &federation.rollups[at]);
    let labels = Labels::of(site.lang());
    let mut rows: Vec<&CountyFigure> = it.rows.iter().collect();
    rows.sort_by_key(|row| (row.status, row.county, row.period));
    let mut facts = Facts::default();
    facts
        .text(labels.unit, Some(it.key.unit.as_str()))
        .text(labels.rule, Some(site.words.direction(it.key.direction())))
        .text(labels.how_counted, it.aggregate.map(|aggregate| site.words.aggregate(aggregate)))
        .text(labels.counties, Some(counties(it).to_string()));
    RollUpPage {
        page: ctx.frame(
            &*it.key.name,
            "counties",
            vec![ctx.link(ctx.pick("下级档案", "Counties"), "counties/index.html")],
        ),
        facts: facts.0,
        tally: tally_of(it.statuses, site.lang()),
        totals: it.totals.iter().map(|total| total_line(ctx, it, total)).collect(),
        multiples: multiples(ctx, federation, it, &rows),
        rows: rows.iter().map(|row| line(ctx, it, row)).collect(),
    }
}

fn total_line(ctx: PageCtx<'_>, it: &IndicatorRollUp, total: &RollUpTotal) -> TotalLine {
    let extreme =
        |figure: Option<_>| figure.and_then(|figure| shown(ctx, it, Amount::Figure(figure)));
    TotalLine {
        period: ctx.site.words.days(total.period),
        basis: basis(ctx, total.basis),
        counties: total.counties,
        total: shown_total(ctx, it, total),
        why: match total.sum {
            Some(_) => None,
            None if 0 < total.suppressed => {
                Some(ctx.pick("有不公开的数字，不合计", "figures are withheld: no total"))
            }
            None if !it.adds_up() => {
                Some(ctx.pick("这类数字不能相加", "such figures are not added"))
            }
            None => Some(ctx.pick("没有数字", "no figures")),
        },
        least: extreme(total.least),
        most: extreme(total.most),
    }
}

fn basis(ctx: PageCtx<'_>, basis: Basis) -> &'static str {
    match basis {
        Basis::Archive => ctx.pick("本级计划", "its own plan"),
        Basis::Pairs => ctx.pick("各结对计划", "its pairs' plans"),
        Basis::Schools => ctx.pick("各校计划", "its schools' plans"),
    }
}

fn line<'s>(ctx: PageCtx<'s>, of: &'s IndicatorRollUp, row: &'s CountyFigure) -> RollUpRow<'s> {
    let site = ctx.site;
    let goal = row.value.map(|value| {
        let value = site.with_unit(&value.to_string(), &of.key.unit);
        site.words.join(site.words.direction(of.key.direction()), &value)
    });
    RollUpRow {
        status: label(row.status, site.lang()),
        county: ctx.county(row.county),
        basis: match &row.owner {
            Some(owner) => Cow::Borrowed(owner),
            None => Cow::Borrowed(basis(ctx, row.basis)),
        },
        period: site.words.row_period(row.period, row.every, &site.archive.calendar),
        figure: site.shown_amount(row.amount, of.key.direction(), &of.key.unit, row.value),
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

/// The archives side by side, each with the periods of its target.
fn multiples(
    ctx: PageCtx<'_>,
    federation: &Federation,
    of: &IndicatorRollUp,
    rows: &[&CountyFigure],
) -> String {
    if rows.len() < 2 || MOST_PANELS < rows.len() {
        return String::new();
    }
    let site = ctx.site;
    let panel = |row: &&CountyFigure| {
        let name = &federation.counties[row.county].source.name;
        let figure = site.shown_amount(row.amount, of.key.direction(), &of.key.unit, row.value);
        let goal = row
            .value
            .map(|value| format!(" / {}", site.with_unit(&value.to_string(), &of.key.unit)));
        charts::Panel {
            name: match &row.owner {
                Some(owner) => format!("{name} {owner}"),
                None => name.clone(),
            },
            href: Some(ctx.county(row.county).href),
            values: values(federation, row),
            target: row.value.map(|value| value.exact().for_drawing()),
            value_label: format!(
                "{}{}",
                figure.as_deref().unwrap_or("—"),
                goal.unwrap_or_default()
            ),
            status: Some(row.status),
        }
    };
    let cumulative = of.aggregate.is_some_and(|aggregate| aggregate.is_cumulative());
    let chart = charts::Multiples {
        head: Head {
            id: "m".to_owned(),
            title: match site.lang() {
                Lang::Zh => format!("{}：各地对比", of.key.name),
                Lang::En => format!("{}: county by county", of.key.name),
            },
            desc: ctx
                .pick(
                    "每格一个下级档案，横线为目标，数字见下表。",
                    "A panel a county; the line is the target. Figures are in the table.",
                )
                .to_owned(),
            width: 860.0,
        },
        kind: if cumulative { charts::PanelKind::Bars } else { charts::PanelKind::Line },
        own_scales: false,
        ends: (String::new(), String::new()),
        panels: rows.iter().map(panel).collect(),
    };
    charts::small_multiples(&chart).to_string()
}

/// The figures of all periods, where the row is one target; else its own.
fn values(federation: &Federation, row: &CountyFigure) -> Vec<Option<f64>> {
    let drawn = |amount: Amount| match amount {
        Amount::Figure(figure) => Some(figure.exact().for_drawing()),
        Amount::None | Amount::Suppressed => None,
    };
    match (&federation.counties[row.county].data, &row.targets[..]) {
        (Ok(data), [only]) => {
            data.targets[*only].periods.iter().map(|period| drawn(period.actual)).collect()
        }
        _ => vec![drawn(row.amount)],
    }
}
