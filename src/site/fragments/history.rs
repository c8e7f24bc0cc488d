//! An indicator period after period: a line for each school or pair over the terms, and the same figures as a table.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Day, Every, Exact, Figure, IndicatorIx, Period, Status};
use crate::site::charts;
use crate::site::charts::Head;
use crate::site::fragments::reading_charts::{axis_unit, direction};
use crate::site::fragments::reading_points::drawn;
use crate::site::model::page_ctx::PageCtx;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::timings::{Phase, phase};

/// The most periods that stand side by side: the latest.
const MOST_PERIODS: usize = 12;

/// The most small drawings.
const MOST_PANELS: usize = 60;

/// The most lines of the table; the file to download has all.
const MOST_ROWS: usize = 100;

template_struct! {
    /// The figures of an indicator period after period.
    #[derive(Debug, Serialize)]
    pub(crate) struct History<'s> {
        /// How often the figure is asked for: `每学期`; empty where each plan is one period.
        pub(crate) every: &'static str,
        /// The lines over the periods; empty where there is too little to draw.
        #[shown_as(Html)]
        pub(crate) chart: String,
        /// The periods, at most the latest 12.
        pub(crate) periods: Vec<String>,
        /// One line for each school or pair, 100 at most.
        pub(crate) rows: Vec<HistoryRow<'s>>,
        /// How many lines there are, shown here or not.
        pub(crate) total: usize,
    }
}

template_struct! {
    /// The figures of one school or pair in a History.
    #[derive(Debug, Serialize)]
    pub(crate) struct HistoryRow<'s> {
        /// Whose they are.
        pub(crate) scope: Cow<'s, str>,
        /// The figure of each period; none where there is none.
        pub(crate) figures: Vec<Option<String>>,
    }
}

/// What one school or pair reached in one period.
struct Reached {
    /// The name of the period.
    name: String,
    text: Option<String>,
    /// The figure, unless it is withheld or would tell a withheld one.
    drawn: Option<f64>,
    status: Status,
    is_open: bool,
}

/// The day that stands for a period: plans cut a term or a year differently, and mean the same one.
type Column = Day;

/// Figures by school or pair, and by period.
type Figures<'s> = BTreeMap<Cow<'s, str>, BTreeMap<Column, Reached>>;

/// The histories of an indicator's readings, one for each length of period; those with a single period are left out.
pub(crate) fn histories<'s>(
    ctx: PageCtx<'s>,
    indicator: IndicatorIx,
    readings: &[usize],
) -> Vec<History<'s>> {
    let mut lengths: Vec<Option<Every>> = Every::ALL.into_iter().map(Some).collect();
    lengths.push(None);
    let mut histories = Vec::new();
    for every in lengths {
        let mut of_length = readings.to_vec();
        of_length.retain(|reading| ctx.site.target_of(*reading).every == every);
        histories.extend(history(ctx, indicator, every, &of_length));
    }
    histories
}

fn history<'s>(
    ctx: PageCtx<'s>,
    indicator: IndicatorIx,
    every: Option<Every>,
    readings: &[usize],
) -> Option<History<'s>> {
    let (mut order, figures) = collect(ctx, every, readings);
    let mut periods: Vec<Column> = figures.values().flat_map(BTreeMap::keys).copied().collect();
    periods.sort_unstable();
    periods.dedup();
    if periods.len() < 2 {
        return None;
    }
    let periods = periods.split_off(periods.len().saturating_sub(MOST_PERIODS));
    order.retain(|scope| periods.iter().any(|period| figures[scope].contains_key(period)));
    let mut names: Vec<String> = Vec::with_capacity(periods.len());
    for period in &periods {
        let reached = figures.values().find_map(|of_scope| of_scope.get(period));
        names.push(reached.map(|reached| reached.name.clone()).unwrap_or_default());
    }
    let mut goals = Vec::with_capacity(readings.len());
    for reading in readings {
        goals.push(ctx.site.target_of(*reading).value);
    }
    goals.dedup();
    let goal = match goals[..] {
        [only] => only,
        _ => None,
    };
    let picture = Picture { ctx, indicator, every, names: &names, periods: &periods, goal };
    let mut rows = Vec::new();
    for scope in order.iter().take(MOST_ROWS) {
        let of_scope = &figures[scope];
        let texts = periods.iter().map(|period| of_scope.get(period)?.text.clone());
        rows.push(HistoryRow { scope: scope.clone(), figures: texts.collect() });
    }
    Some(History {
        every: ctx.site.words.every(every),
        chart: phase(Phase::Charts, || picture.draw(&order, &figures)),
        rows,
        total: order.len(),
        periods: names,
    })
}

/// The name of a period in a column; one that is a whole plan is named by the month it ends in.
fn name(ctx: PageCtx<'_>, period: Period, every: Option<Every>) -> String {
    match every {
        None => ctx.site.words.month(period.last),
        Some(_) => ctx.site.words.short_period(period, every, &ctx.site.archive.calendar),
    }
}

/// The day that stands for a period.
fn column(ctx: PageCtx<'_>, period: Period, every: Option<Every>) -> Column {
    let calendar = &ctx.site.archive.calendar;
    match every {
        None => period.last.month_start(),
        Some(Every::Week) => period.first,
        Some(Every::Month) => period.first.month_start(),
        Some(Every::Quarter) => period.last.quarter_end(),
        Some(Every::Year) => Day::new(period.first.school_year(), 9, 1).unwrap_or(period.first),
        Some(Every::Term) => match calendar.term_of(period.first) {
            Some(term) => calendar.term(term).period.first,
            None => period.first,
        },
    }
}

/// The figures of readings, and whose they are in the order of the readings. Periods that have not begun are left out;
/// where two plans ask for the same period of the same school, the first counts.
fn collect<'s>(
    ctx: PageCtx<'s>,
    every: Option<Every>,
    readings: &[usize],
) -> (Vec<Cow<'s, str>>, Figures<'s>) {
    let mut order: Vec<Cow<'s, str>> = Vec::new();
    let mut figures: Figures<'s> = BTreeMap::new();
    for reading in readings {
        let scope = ctx.scope(*reading);
        let is_hidden = ctx.is_trend_hidden(*reading);
        for (at, judged) in ctx.judged(*reading).periods.iter().enumerate() {
            if ctx.as_of() < judged.period.first {
                continue;
            }
            let shown = ctx.shown_figure(*reading, at);
            let may_draw = !is_hidden && !shown.hidden;
            if !figures.contains_key(&scope) {
                order.push(scope.clone());
            }
            let of_scope = figures.entry(scope.clone()).or_default();
            of_scope.entry(column(ctx, judged.period, every)).or_insert_with(|| Reached {
                name: name(ctx, judged.period, every),
                text: shown.text,
                drawn: judged.actual.as_ref().filter(|_| may_draw).map(Exact::for_drawing),
                status: judged.status,
                is_open: ctx.as_of() < judged.period.last,
            });
        }
    }
    (order, figures)
}

/// What the drawing of a history needs.
struct Picture<'p, 's> {
    ctx: PageCtx<'s>,
    indicator: IndicatorIx,
    every: Option<Every>,
    names: &'p [String],
    periods: &'p [Column],
    /// The target of all lines, if they have the same.
    goal: Option<Figure>,
}

impl Picture<'_, '_> {
    /// One drawing of a single line, or a small drawing for each of several.
    fn draw(&self, order: &[Cow<'_, str>], figures: &Figures<'_>) -> String {
        let mut drawable: Vec<&Cow<'_, str>> = Vec::new();
        for scope in order {
            let drawn = self.periods.iter().filter_map(|period| figures[scope].get(period)?.drawn);
            if 1 < drawn.count() {
                drawable.push(scope);
            }
        }
        match drawable[..] {
            [] => String::new(),
            [only] => self.line(only, &figures[only]),
            _ => self.panels(&drawable, figures),
        }
    }

    fn head(&self, desc: String) -> Head {
        let name = &self.ctx.site.archive.indicator(self.indicator).name;
        let every = self.every.map_or("plan", Every::code);
        Head {
            id: format!("h-{every}"),
            title: format!("{name}{}", self.ctx.pick("：历次变化", ": over time")),
            desc,
            width: 0.0,
        }
    }

    fn values(&self, of_scope: &BTreeMap<Column, Reached>) -> Vec<Option<f64>> {
        self.periods.iter().map(|period| of_scope.get(period)?.drawn).collect()
    }

    /// The latest period of a scope that has a figure.
    fn latest<'f>(&self, of_scope: &'f BTreeMap<Column, Reached>) -> Option<&'f Reached> {
        let mut latest = self.periods.iter().rev().filter_map(|period| of_scope.get(period));
        latest.find(|reached| reached.drawn.is_some())
    }

    fn line(&self, scope: &str, of_scope: &BTreeMap<Column, Reached>) -> String {
        let indicator = self.ctx.site.archive.indicator(self.indicator);
        let latest = self.latest(of_scope);
        let label = latest.and_then(|latest| latest.text.clone()).unwrap_or_default();
        let head = self.head(format!("{scope} {label}"));
        let line = charts::CourseLine {
            label,
            values: self.values(of_scope),
            status: latest.map(|latest| latest.status),
            is_open: latest.is_some_and(|latest| latest.is_open),
        };
        let goal = self.goal.map(|goal| self.ctx.site.shown_value(goal, indicator));
        let chart = charts::Course {
            head,
            periods: self.names.to_vec(),
            lines: vec![line],
            target: self.goal.map(drawn),
            direction: direction(indicator.direction),
            target_label: match goal {
                Some(goal) => format!("{}{goal}", self.ctx.pick("目标", "target ")),
                None => String::new(),
            },
            from_zero: indicator.aggregate.is_cumulative(),
            unit: axis_unit(indicator),
        };
        charts::course(&chart).to_string()
    }

    fn panels(&self, scopes: &[&Cow<'_, str>], figures: &Figures<'_>) -> String {
        if MOST_PANELS < scopes.len() {
            return String::new();
        }
        let mut panels = Vec::new();
        for scope in scopes {
            let latest = self.latest(&figures[*scope]);
            panels.push(charts::Panel {
                name: scope.to_string(),
                href: None,
                values: self.values(&figures[*scope]),
                target: self.goal.map(drawn),
                value_label: latest.and_then(|latest| latest.text.clone()).unwrap_or_default(),
                status: latest.map(|latest| latest.status),
            });
        }
        let desc = self.ctx.pick(
            "每格一个对象，横线为目标值，数据见下表。",
            "One panel each; the line is the target. The figures are in the table.",
        );
        let is_cumulative =
            self.ctx.site.archive.indicator(self.indicator).aggregate.is_cumulative();
        let chart = charts::Multiples {
            head: self.head(desc.to_owned()),
            kind: if is_cumulative { charts::PanelKind::Bars } else { charts::PanelKind::Line },
            own_scales: false,
            ends: (
                self.names.first().cloned().unwrap_or_default(),
                self.names.last().cloned().unwrap_or_default(),
            ),
            panels,
        };
        charts::small_multiples(&chart).to_string()
    }
}
