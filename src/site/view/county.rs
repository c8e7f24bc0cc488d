//! The page of one of the archives that this one rolls up.

use crate::l10n::labels::Labels;
use std::borrow::Cow;

use serde::Serialize;

use crate::engine::federation::{Amount, County, Federation, PlanOf, Published, PublishedTarget};
use crate::model::Direction;
use crate::site::fragments::card::Card;
use crate::site::fragments::county::{age, outside, reported_label, site_of};
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::reading_charts;
use crate::site::fragments::reading_charts::PublishedBullet;
use crate::site::fragments::status::{StatusLabel, Tally, label, tally_of};
use crate::site::fragments::target_row::TargetRow;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::federation_key::FederationKey;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// One page per archive that is rolled up.
pub(crate) struct CountyPages;

impl PageKind for CountyPages {
    type Key<'s> = FederationKey<'s>;
    type View<'s> = CountyPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FederationKey<'s>> {
        FederationKey::all(site.federation, |federation| federation.counties.len())
    }

    fn path<'s>(site: &'s Site<'s>, key: FederationKey<'s>) -> &'s str {
        &site.routes.counties[key.index]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FederationKey<'s>) -> CountyPage<'s> {
        county(ctx, key.federation, key.index)
    }

    fn search_document<'s>(
        facets: &SearchFacets<'s>,
        key: FederationKey<'s>,
    ) -> Option<Document<'s>> {
        Some(facets.title_only(&key.federation.counties[key.index].source.name))
    }
}

/// The most targets that are drawn as cards.
const MOST_CARDS: usize = 12;

/// The most targets that are listed; the archive's own site has the others.
const MOST_ROWS: usize = 400;

template_struct! {
    /// `counties/<name>/index.html`: an archive that is rolled up.
    #[derive(Debug, Serialize)]
    pub(crate) struct CountyPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// Whether its data is present and up to date.
        reported: StatusLabel,
        /// Why its data is left out; `none` when the data is there.
        why: Option<String>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// How many of its targets have each status.
        tally: Tally,
        /// Targets of the whole archive, worst first, 12 at most.
        cards: Vec<Card<'s>>,
        /// Its plans with their targets.
        plans: Vec<CountyPlan<'s>>,
        /// How many of its targets are not in `plans`.
        left_out: usize,
    }
}

template_struct! {
    /// A plan of an archive that is rolled up.
    #[derive(Debug, Serialize)]
    struct CountyPlan<'s> {
        /// Its page on the archive's own site.
        link: Link<'s>,
        /// The pair or school that the plan belongs to; empty for the archive's own plan.
        owner: &'s str,
        /// Its targets, worst first.
        rows: Vec<TargetRow<'s>>,
    }
}

impl Page for CountyPage<'_> {
    const TEMPLATE: Template = template!("county.html");

    fn text(&self) -> String {
        let mut text = String::new();
        push_facts(&self.facts, &mut text);
        text
    }
}

/// An archive's page.
fn county<'s>(ctx: PageCtx<'s>, federation: &'s Federation, at: usize) -> CountyPage<'s> {
    let (site, county) = (ctx.site, &federation.counties[at]);
    let view = county.data.as_ref().ok().map(|data| CountyView { ctx, federation, county, data });
    let (plans, left_out) = view.as_ref().map(CountyView::plans).unwrap_or_default();
    CountyPage {
        page: ctx.frame(
            &*county.source.name,
            "counties",
            vec![ctx.link(ctx.pick("下级档案", "Counties"), "counties/index.html")],
        ),
        reported: reported_label(ctx, federation.reported(at, site.readings.as_of)),
        why: county.data.as_ref().err().map(|error| error.reason(site.lang())),
        facts: facts(ctx, county),
        tally: tally_of(
            county.data.as_ref().map(Published::statuses).unwrap_or_default(),
            site.lang(),
        ),
        cards: view.as_ref().map(CountyView::cards).unwrap_or_default(),
        plans,
        left_out,
    }
}

/// What is known about an archive.
fn facts<'s>(ctx: PageCtx<'s>, county: &'s County) -> Vec<Fact<'s>> {
    let labels = Labels::of(ctx.site.lang());
    let mut facts = Facts::default();
    facts.links(labels.county_site, site_of(ctx, county));
    let Ok(data) = &county.data else { return facts.0 };
    let words = ctx.site.words;
    let days = county.age(ctx.site.readings.as_of).unwrap_or_default();
    facts
        .text(labels.title, Some(data.title.as_str()))
        .text(labels.organisation, data.organisation.as_deref())
        .text(labels.as_of, Some(words.day(data.as_of)))
        .text(labels.data_age, Some(age(ctx, days)))
        .text(labels.last_record, data.latest_record.map(|day| words.day(day)))
        .number(labels.schools, Some(data.counts.schools))
        .number(labels.pairs, Some(data.counts.pairs))
        .number(labels.plans, Some(data.counts.plans))
        .number(labels.records, Some(data.counts.records));
    facts.0
}

/// An archive's published data, as its page shows it.
struct CountyView<'s> {
    ctx: PageCtx<'s>,
    federation: &'s Federation,
    county: &'s County,
    data: &'s Published,
}

impl<'s> CountyView<'s> {
    /// Its own targets as cards, worst first.
    fn cards(&self) -> Vec<Card<'s>> {
        let mut own: Vec<usize> =
            (0..self.data.targets.len()).filter(|index| self.is_own(*index)).collect();
        own.sort_by_key(|index| (self.data.rank(&self.data.targets[*index]), *index));
        let mut cards = Vec::new();
        for (number, index) in own.into_iter().take(MOST_CARDS).enumerate() {
            let row = self.row(index);
            let bullet = self.bullet(index, number, &row);
            cards.push(Card { row, bullet });
        }
        cards
    }

    /// Whether a target is one for the whole archive, not for a pair or school.
    fn is_own(&self, at: usize) -> bool {
        let target = &self.data.targets[at];
        self.data.plans[target.plan].of == PlanOf::Archive && target.school.is_none()
    }

    /// Its plans with their targets: the archive's first, then the pairs' and the schools'. The number is that of the
    /// targets left out because there are more than [`MOST_ROWS`].
    fn plans(&self) -> (Vec<CountyPlan<'s>>, usize) {
        let mut of_plan: Vec<Vec<usize>> = vec![Vec::new(); self.data.plans.len()];
        for (index, target) in self.data.targets.iter().enumerate() {
            of_plan[target.plan].push(index);
        }
        let mut order: Vec<usize> =
            (0..of_plan.len()).filter(|index| !of_plan[*index].is_empty()).collect();
        order.sort_by_key(|index| (self.data.plans[*index].of, *index));
        let (mut plans, mut room) = (Vec::new(), MOST_ROWS);
        for at in order {
            let mut targets = std::mem::take(&mut of_plan[at]);
            targets.sort_by_key(|index| (self.data.rank(&self.data.targets[*index]), *index));
            targets.truncate(room);
            room -= targets.len();
            if !targets.is_empty() {
                let plan = &self.data.plans[at];
                let rows = targets.into_iter().map(|target| self.row(target)).collect();
                plans.push(CountyPlan { link: self.plan(at), owner: &plan.owner, rows });
            }
        }
        let shown = MOST_ROWS - room;
        (plans, self.data.targets.len() - shown)
    }

    /// A link to a plan on the archive's own site; it has no address when that site is not known.
    fn plan(&self, at: usize) -> Link<'s> {
        let plan = &self.data.plans[at];
        let address = plan.href.as_deref().and_then(|href| self.county.link(href));
        let href = match address {
            Some(address) => outside(self.ctx, &address),
            None => String::new(),
        };
        Link { text: Cow::Borrowed(&plan.title), href }
    }

    /// The row of a target.
    fn row(&self, at: usize) -> TargetRow<'s> {
        let (site, target) = (self.ctx.site, &self.data.targets[at]);
        let current = self.data.representative(target);
        let indicator = &self.data.indicators[target.indicator];
        let plan = &self.data.plans[target.plan];
        TargetRow {
            status: label(self.data.standing(target), site.lang()),
            scope: match (&target.school, plan.of) {
                (Some(school), _) => Cow::Borrowed(school),
                (None, PlanOf::Archive) => Cow::Borrowed(&self.county.source.name),
                (None, PlanOf::Pair(_) | PlanOf::School(_)) => Cow::Borrowed(&plan.owner),
            },
            plan: self.plan(target.plan),
            target: match self.federation.place_of(indicator) {
                Some(place) => self.ctx.rollup(place),
                // An indicator with aspirational targets only is in no roll-up.
                None => Link { text: Cow::Borrowed(&indicator.name), href: String::new() },
            },
            period: site.words.row_period(current.period, target.every, &site.archive.calendar),
            figure: self.figure(target),
            goal: target.value.map(|value| {
                let value = site.with_unit(&value.to_string(), &indicator.unit);
                site.words.join(site.words.direction(indicator.direction), &value)
            }),
            mini: match (current.actual, target.value) {
                (Amount::Figure(actual), Some(value)) => reading_charts::mini_of(
                    actual.exact().for_drawing(),
                    value.exact().for_drawing(),
                    current.status,
                ),
                _ => String::new(),
            },
            aspirational: target.aspirational,
        }
    }

    /// The figure of a target's representative period, with its unit.
    fn figure(&self, target: &PublishedTarget) -> Option<String> {
        let indicator = &self.data.indicators[target.indicator];
        let amount = self.data.representative(target).actual;
        self.ctx.site.shown_amount(amount, indicator.direction, &indicator.unit, target.value)
    }

    /// The bullet chart of a target; empty when its figure is withheld. `number` makes the `id` of the chart unique.
    fn bullet(&self, at: usize, number: usize, row: &TargetRow<'_>) -> String {
        let target = &self.data.targets[at];
        let current = self.data.representative(target);
        let indicator = &self.data.indicators[target.indicator];
        let actual = match current.actual {
            Amount::Figure(figure) => Some(figure),
            Amount::None => None,
            Amount::Suppressed => return String::new(),
        };
        let prefix = match indicator.direction {
            Direction::AtMost => self.ctx.pick("上限", "at most "),
            Direction::AtLeast => self.ctx.pick("目标", "target "),
        };
        let goal = target.value.map(|value| {
            let value = self.ctx.site.with_unit(&value.to_string(), &indicator.unit);
            format!("{prefix}{value}")
        });
        reading_charts::plain_bullet(&PublishedBullet {
            id: format!("c{number}"),
            title: &indicator.name,
            actual,
            target: target.value,
            direction: indicator.direction,
            status: current.status,
            figure: row.figure.clone().unwrap_or_else(|| row.status.word.to_owned()),
            status_word: label(current.status, self.ctx.site.lang()).word,
            goal,
        })
    }
}
