//! The page of an indicator: what it means, where each school stands, how it went, and all its figures.

use crate::l10n::labels::Labels;

use serde::Serialize;

use crate::model::IndicatorIx;
use crate::site::fragments::counting::counting;
use crate::site::fragments::dot_plot::{DotPlot, dot_plots};
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::history::{History, histories};
use crate::site::fragments::status::Tally;
use crate::site::fragments::target_row::{TargetRow, rows_by_school};
use crate::site::model::frame::Frame;
use crate::site::model::href::csv_path;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
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

/// The most lines of a table; the file to download has all.
const MOST_ROWS: usize = 100;

template_struct! {
    /// `indicators/<id>.html`: one indicator.
    #[derive(Debug, Serialize)]
    pub(crate) struct IndicatorPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What it means, in the words of its definition; none where it has no note.
        meaning: Option<&'s str>,
        /// How it is counted, in a sentence.
        counting: String,
        /// Its unit, and what else its definition says.
        facts: Vec<Fact<'s>>,
        /// How many of its targets have each status.
        tally: Tally,
        /// Where each school and pair stands now: dots beside the line of the target.
        plots: Vec<DotPlot<'s>>,
        /// How it went, period after period.
        histories: Vec<History<'s>>,
        /// Its targets that still run, by township and school, 100 at most.
        rows: Vec<TargetRow<'s>>,
        /// How many targets still run.
        rows_total: usize,
        /// Its targets that are over, by township and school, 100 at most.
        past: Vec<TargetRow<'s>>,
        /// How many targets are over.
        past_total: usize,
        /// All its figures as a CSV file; none where no target asks for it.
        csv: Option<String>,
        /// How to cite the page.
        citation: String,
    }
}

impl Page for IndicatorPage<'_> {
    const TEMPLATE: Template = template!("indicator.html");

    fn text(&self) -> String {
        let mut text = self.meaning.map(|meaning| format!("{meaning}\n")).unwrap_or_default();
        text.push_str(&self.counting);
        text.push('\n');
        push_facts(&self.facts, &mut text);
        text
    }
}

/// An indicator's page.
fn indicator(ctx: PageCtx<'_>, at: IndicatorIx) -> IndicatorPage<'_> {
    let site = ctx.site;
    let readings = &site.lookup.readings_of_indicator[at.0];
    let standing = site.standing(readings);
    let (mut open, mut past) = (readings.clone(), readings.clone());
    open.retain(|reading| site.readings.targets[*reading].open);
    past.retain(|reading| !site.readings.targets[*reading].open);
    let name = &*site.archive.indicator(at).name;
    let page = &site.routes.indicators[at.0];
    let (rows_total, past_total) = (open.len(), past.len());
    IndicatorPage {
        page: ctx.frame(
            name,
            "indicators",
            vec![ctx.link(ctx.pick("指标", "Indicators"), "indicators.html")],
        ),
        meaning: site.archive.indicator(at).note.as_deref(),
        counting: counting(ctx, at),
        facts: facts(ctx, at),
        tally: site.tally(readings.iter().copied()),
        plots: dot_plots(ctx, &standing),
        histories: histories(ctx, at, readings),
        rows: rows_by_school(ctx, open, MOST_ROWS),
        rows_total,
        past: rows_by_school(ctx, past, MOST_ROWS),
        past_total,
        csv: (!readings.is_empty()).then(|| ctx.to(&csv_path(page))),
        citation: citation(site, name, page),
    }
}

/// What the definition of an indicator says beside its meaning.
fn facts(ctx: PageCtx<'_>, at: IndicatorIx) -> Vec<Fact<'_>> {
    let site = ctx.site;
    let indicator = site.archive.indicator(at);
    let labels = Labels::of(site.lang());
    let mut facts = Facts::default();
    facts.text(labels.unit, Some(indicator.unit.as_str()));
    let most = indicator.per_record_max.map(|most| site.shown_value(most, indicator));
    facts.text(labels.per_record_max, most);
    if indicator.sensitive {
        facts.text(labels.sensitive, Some(site.words.sensitive(site.archive.site.small_cell)));
    }
    facts.0
}

/// How to cite a page: with its address where the site has one, else with its path.
fn citation(site: &Site<'_>, name: &str, path: &str) -> String {
    let settings = &site.archive.site;
    let address = match &settings.base_url {
        Some(base) => format!("{}/{path}", base.trim_end_matches('/')),
        None => path.to_owned(),
    };
    let organisation = settings.organisation.as_deref();
    let as_of = site.words.day(site.readings.as_of);
    site.words.citation(organisation, name, &settings.title, &as_of, &address)
}
