//! The archives that this one rolls up: all of them, and one of them.

use crate::l10n::labels::Labels;
use std::borrow::Cow;

use serde::Serialize;

use crate::engine::federation::{Amount, County, Federation, PlanOf, Published, PublishedTarget};
use crate::model::{Day, Direction};
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

/// A page an archive that is rolled up.
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

/// So many targets are drawn.
const MOST_CARDS: usize = 12;

/// So many targets are listed; its own site has the others.
const MOST_ROWS: usize = 400;

template_struct! {
    /// `counties/<name>/index.html`: one of these archives.
    #[derive(Debug, Serialize)]
    pub(crate) struct CountyPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// Whether it reported.
        reported: StatusLabel,
        /// Why its data is left out; none when it is there.
        why: Option<String>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// How its targets stand.
        tally: Tally,
        /// Targets of the whole archive, worst first, 12 at most.
        cards: Vec<Card<'s>>,
        /// Its plans with their targets.
        plans: Vec<CountyPlan<'s>>,
        /// How many targets found no room.
        left_out: usize,
    }
}

template_struct! {
    /// A plan of an archive that is rolled up.
    #[derive(Debug, Serialize)]
    struct CountyPlan<'s> {
        /// Its page on the archive's own site.
        link: Link<'s>,
        /// The pair or school it is of; empty of the archive's own.
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
    let (site, it) = (ctx.site, &federation.counties[at]);
    let seen = it.data.as_ref().ok().map(|data| Seen { ctx, federation, county: it, data });
    let (plans, left_out) = seen.as_ref().map(Seen::plans).unwrap_or_default();
    CountyPage {
        page: ctx.frame(
            &*it.source.name,
            "counties",
            vec![ctx.link(ctx.pick("下级档案", "Counties"), "counties/index.html")],
        ),
        reported: reported_label(ctx, federation.reported(at, site.readings.as_of)),
        why: it.data.as_ref().err().map(|error| error.reason(site.lang())),
        facts: facts(ctx, it),
        tally: tally_of(it.data.as_ref().map(Published::statuses).unwrap_or_default(), site.lang()),
        cards: seen.as_ref().map(Seen::cards).unwrap_or_default(),
        plans,
        left_out,
    }
}

fn facts<'s>(ctx: PageCtx<'s>, county: &'s County) -> Vec<Fact<'s>> {
    let labels = Labels::of(ctx.site.lang());
    let mut facts = Facts::default();
    facts.links(labels.county_site, site_of(ctx, county));
    let Ok(data) = &county.data else { return facts.0 };
    let day = |day: Day| ctx.site.words.day(day);
    let days = county.age(ctx.site.readings.as_of).unwrap_or_default();
    facts
        .text(labels.title, Some(data.title.as_str()))
        .text(labels.organisation, data.organisation.as_deref())
        .text(labels.as_of, Some(day(data.as_of)))
        .text(labels.data_age, Some(age(ctx, days)))
        .text(labels.last_record, data.latest_record.map(day))
        .number(labels.schools, Some(data.counts.schools))
        .number(labels.pairs, Some(data.counts.pairs))
        .number(labels.plans, Some(data.counts.plans))
        .number(labels.records, Some(data.counts.records));
    facts.0
}

/// An archive seen from one page.
struct Seen<'s> {
    ctx: PageCtx<'s>,
    federation: &'s Federation,
    county: &'s County,
    data: &'s Published,
}

impl<'s> Seen<'s> {
    /// Its own targets as cards, worst first.
    fn cards(&self) -> Vec<Card<'s>> {
        let mut own: Vec<usize> =
            (0..self.data.targets.len()).filter(|index| self.is_own(*index)).collect();
        own.sort_by_key(|item| (self.data.targets[*item].status, *item));
        own.truncate(MOST_CARDS);
        let card = |(number, at): (usize, &usize)| {
            let row = self.row(*at);
            let bullet = self.bullet(*at, number, &row);
            Card { row, bullet }
        };
        own.iter().enumerate().map(card).collect()
    }

    /// Whether a target is asked of the whole archive.
    fn is_own(&self, at: usize) -> bool {
        let it = &self.data.targets[at];
        self.data.plans[it.plan].of == PlanOf::Archive && it.school.is_none()
    }

    /// Its plans with their targets: the archive's first, then the pairs' and the schools', and how many targets
    /// found no room.
    fn plans(&self) -> (Vec<CountyPlan<'s>>, usize) {
        let mut of_plan: Vec<Vec<usize>> = vec![Vec::new(); self.data.plans.len()];
        for (at, it) in self.data.targets.iter().enumerate() {
            of_plan[it.plan].push(at);
        }
        let mut order: Vec<usize> =
            (0..of_plan.len()).filter(|index| !of_plan[*index].is_empty()).collect();
        order.sort_by_key(|order| (self.data.plans[*order].of, *order));
        let (mut plans, mut room) = (Vec::new(), MOST_ROWS);
        for at in order {
            let mut targets = std::mem::take(&mut of_plan[at]);
            targets.sort_by_key(|target| (self.data.targets[*target].status, *target));
            targets.truncate(room);
            room -= targets.len();
            if !targets.is_empty() {
                let plan = &self.data.plans[at];
                let rows = targets.into_iter().map(|target| self.row(target)).collect();
                plans.push(CountyPlan { link: self.plan(at), owner: &plan.owner, rows });
            }
        }
        let shown: usize = plans.iter().map(|plan| plan.rows.len()).sum();
        (plans, self.data.targets.len() - shown)
    }

    /// A plan on the archive's own site; it leads nowhere when that is not known.
    fn plan(&self, at: usize) -> Link<'s> {
        let plan = &self.data.plans[at];
        let href = plan.href.as_deref().and_then(|href| self.county.link(href));
        let href = href.map(|href| outside(self.ctx, &href)).unwrap_or_default();
        Link { text: Cow::Borrowed(&plan.title), href }
    }

    fn row(&self, at: usize) -> TargetRow<'s> {
        let (site, it) = (self.ctx.site, &self.data.targets[at]);
        let current = self.data.representative(it);
        let indicator = &self.data.indicators[it.indicator];
        let place = self.federation.place_of(indicator);
        let plan = &self.data.plans[it.plan];
        TargetRow {
            status: label(it.status, site.lang()),
            scope: match (&it.school, plan.of) {
                (Some(school), _) => Cow::Borrowed(school),
                (None, PlanOf::Archive) => Cow::Borrowed(&self.county.source.name),
                (None, PlanOf::Pair(_) | PlanOf::School(_)) => Cow::Borrowed(&plan.owner),
            },
            plan: self.plan(it.plan),
            target: match place {
                Some(place) => self.ctx.rollup(place),
                // Aspirational alone: it is in no roll-up.
                None => Link { text: Cow::Borrowed(&indicator.name), href: String::new() },
            },
            period: site.words.row_period(current.period, it.every, &site.archive.calendar),
            figure: self.figure(it),
            goal: it.value.map(|value| {
                let value = site.with_unit(&value.to_string(), &indicator.unit);
                site.words.join(site.words.direction(indicator.direction), &value)
            }),
            mini: match (current.actual, it.value) {
                (Amount::Figure(actual), Some(value)) => reading_charts::mini_of(
                    actual.exact().for_drawing(),
                    value.exact().for_drawing(),
                    current.status,
                ),
                _ => String::new(),
            },
            aspirational: it.aspirational,
        }
    }

    fn figure(&self, it: &PublishedTarget) -> Option<String> {
        let indicator = &self.data.indicators[it.indicator];
        let amount = self.data.representative(it).actual;
        self.ctx.site.shown_amount(amount, indicator.direction, &indicator.unit, it.value)
    }

    /// The bullet of a target; nothing when its figure is withheld.
    fn bullet(&self, at: usize, number: usize, row: &TargetRow<'_>) -> String {
        let it = &self.data.targets[at];
        let (current, indicator) =
            (self.data.representative(it), &self.data.indicators[it.indicator]);
        let actual = match current.actual {
            Amount::Figure(figure) => Some(figure),
            Amount::None => None,
            Amount::Suppressed => return String::new(),
        };
        let goal = match indicator.direction {
            Direction::AtMost => self.ctx.pick("上限", "at most "),
            Direction::AtLeast => self.ctx.pick("目标", "target "),
        };
        let shown = |text: String| self.ctx.site.with_unit(&text, &indicator.unit);
        reading_charts::plain_bullet(&PublishedBullet {
            id: format!("c{number}"),
            title: &indicator.name,
            actual,
            target: it.value,
            direction: indicator.direction,
            status: current.status,
            figure: row.figure.clone().unwrap_or_else(|| row.status.word.to_owned()),
            status_word: label(current.status, self.ctx.site.lang()).word,
            goal: it.value.map(|value| format!("{goal}{}", shown(value.to_string()))),
        })
    }
}
