//! Charts over many things at once: visits by school and month, an indicator in every school, a plan's measures.

use crate::l10n::Lang;
use crate::model::{ActionRef, Day, Exact, PlanIx, SchoolIx};
use crate::site::charts;
use crate::site::charts::Head;
use crate::site::fragments::reading_points::{drawn, month_ticks, offset, today};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;
use crate::timings::{Phase, phase};

/// Readings that are more than this are not shown side by side.
const MOST_PANELS: usize = 60;

/// The months that the map of visits shows.
const MONTHS: usize = 12;

/// How many visits each school had in the last twelve months, up to the day of judgement. Empty if there were none.
pub(crate) fn visits_by_month(ctx: PageCtx<'_>, schools: &[SchoolIx]) -> String {
    let site = ctx.site;
    let mut months: Vec<Day> = Vec::new();
    let mut month = site.readings.as_of.month_start();
    for _ in 0..MONTHS {
        months.push(month);
        month = month.before().month_start();
    }
    months.reverse();
    let mut all_visits = 0;
    let mut rows = Vec::new();
    for school in schools {
        let counts = &site.lookup.visits_by_month[school.0];
        let mut total = 0;
        let mut cells = Vec::new();
        for month in &months {
            let count = counts.get(month).copied().unwrap_or(0);
            total += count;
            cells.push(cell(ctx, *school, *month, count));
        }
        all_visits += total;
        rows.push(charts::HeatRow {
            name: site.archive.school(*school).name.clone(),
            href: Some(ctx.school(*school).href),
            cells,
            total: total.to_string(),
        });
    }
    if all_visits == 0 {
        return String::new();
    }
    let mut columns = Vec::new();
    for month in months {
        let label = month_label(ctx, month);
        columns.push(charts::HeatColumn { label, group: month.year().to_string() });
    }
    let head = Head {
        id: "visits".to_owned(),
        title: ctx.pick("各校各月活动次数", "Visits by school and month").to_owned(),
        desc: ctx
            .pick("每行一所学校，每格一个月的活动次数。", "One row per school, one cell per month.")
            .to_owned(),
        width: 0.0,
    };
    heatmap(ctx, head, columns, rows)
}

/// A school's visits: one row for each school year, one cell for each month. Empty if there were none.
pub(crate) fn visits_by_year(ctx: PageCtx<'_>, school: SchoolIx) -> String {
    let counts = &ctx.site.lookup.visits_by_month[school.0];
    let mut years: Vec<i32> = counts.keys().map(|month| month.school_year()).collect();
    years.dedup();
    if years.is_empty() {
        return String::new();
    }
    let mut rows = Vec::new();
    for year in years.iter().rev() {
        let (mut cells, mut total) = (Vec::new(), 0);
        for month in school_year_months(*year) {
            let count = counts.get(&month).copied().unwrap_or(0);
            total += count;
            cells.push(cell(ctx, school, month, count));
        }
        rows.push(charts::HeatRow {
            name: format!("{year}—{:02}", (year + 1) % 100),
            href: None,
            cells,
            total: total.to_string(),
        });
    }
    let mut columns = Vec::new();
    for month in (9..=12).chain(1..=8) {
        let label = match Day::new(2023, month, 1) {
            Some(day) => month_label(ctx, day),
            None => String::new(),
        };
        columns.push(charts::HeatColumn { label, group: String::new() });
    }
    let head = Head {
        id: "months".to_owned(),
        title: ctx.pick("各月活动次数", "Visits by month").to_owned(),
        desc: ctx
            .pick(
                "每行一个学年，每格一个月的活动次数。",
                "One row per school year, one cell per month.",
            )
            .to_owned(),
        width: 0.0,
    };
    heatmap(ctx, head, columns, rows)
}

fn heatmap(
    ctx: PageCtx<'_>,
    head: Head,
    columns: Vec<charts::HeatColumn>,
    rows: Vec<charts::HeatRow>,
) -> String {
    let total_label = ctx.pick("合计", "Total").to_owned();
    let chart = charts::Heatmap { head, columns, rows, total_label };
    phase(Phase::Charts, || charts::heatmap(&chart).to_string())
}

/// The name of a month above its column: in Chinese its number alone, so that twelve stand side by side on a phone.
fn month_label(ctx: PageCtx<'_>, month: Day) -> String {
    match ctx.site.lang() {
        Lang::Zh => month.month().to_string(),
        Lang::En => ctx.site.words.short_month(month),
    }
}

/// The months of a school year, from September to August.
fn school_year_months(year: i32) -> impl Iterator<Item = Day> {
    let months = (9..=12).map(move |month| Day::new(year, month, 1));
    months.chain((1..=8).map(move |month| Day::new(year + 1, month, 1))).flatten()
}

/// The cell of a school's month, which leads to what the school filed in it.
fn cell(ctx: PageCtx<'_>, school: SchoolIx, month: Day, count: usize) -> charts::HeatCell {
    let page = ctx.site.months.of_school(school, month).filter(|_| 0 < count);
    let href =
        page.map(|page| ctx.to(&format!("{}#{}", page.path, ctx.site.school_anchor(school))));
    let text = if count == 0 { String::new() } else { count.to_string() };
    charts::HeatCell { value: Some(count as f64), text, href }
}

/// The readings of one target side by side, each with all its periods. Empty for a single reading, and for too many.
pub(crate) fn multiples(ctx: PageCtx<'_>, readings: &[usize], id: &str) -> String {
    if readings.len() < 2 || MOST_PANELS < readings.len() {
        return String::new();
    }
    let mut panels = Vec::new();
    for reading in readings {
        panels.push(panel(ctx, &TargetSummary::of(ctx, *reading)));
    }
    let first = TargetSummary::of(ctx, readings[0]);
    let chart = charts::Multiples {
        head: Head {
            id: id.to_owned(),
            title: format!(
                "{}{}",
                first.indicator.name,
                ctx.pick("：各校对比", ": school by school")
            ),
            desc: ctx
                .pick(
                    "每格一所学校，横线为目标值，数据见下表。",
                    "One panel per school; the line is the target. Figures are in the table.",
                )
                .to_owned(),
            width: 0.0,
        },
        kind: if first.indicator.aggregate.is_cumulative() {
            charts::PanelKind::Bars
        } else {
            charts::PanelKind::Line
        },
        own_scales: false,
        ends: end_labels(ctx, &first),
        panels,
    };
    phase(Phase::Charts, || charts::small_multiples(&chart).to_string())
}

/// A reading with all its periods; suppressed figures are not drawn.
fn panel(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> charts::Panel {
    let site = ctx.site;
    let reading = &site.readings.targets[summary.reading];
    let mut values = Vec::new();
    for (at, period) in reading.periods.iter().enumerate() {
        let is_hidden = ctx.shown_figure(summary.reading, at).hidden;
        let actual = if is_hidden { None } else { period.actual.as_ref() };
        values.push(actual.map(Exact::for_drawing));
    }
    let mut value_label = summary.shown.text.as_deref().unwrap_or("—").to_owned();
    if let Some(target) = summary.target_text(ctx) {
        value_label.push_str(" / ");
        value_label.push_str(&target);
    }
    charts::Panel {
        name: ctx.scope(summary.reading).into_owned(),
        href: Some(ctx.reading(summary.reading)),
        values,
        target: summary.target.value.map(drawn),
        value_label,
        status: Some(reading.status),
    }
}

/// The names of a reading's first and last period; empty if it has only one.
fn end_labels(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> (String, String) {
    let site = ctx.site;
    let [first, .., last] = &site.readings.targets[summary.reading].periods[..] else {
        return (String::new(), String::new());
    };
    let [first, last] = [first, last].map(|reading| {
        site.words.short_period(reading.period, summary.target.every, &site.archive.calendar)
    });
    (first, last)
}

/// A plan's measures on a time line. Empty if it has none.
pub(crate) fn timeline(ctx: PageCtx<'_>, plan: PlanIx) -> String {
    let site = ctx.site;
    let period = site.archive.plan(plan).period;
    let mut rows = Vec::new();
    for (at, action) in site.archive.plan(plan).actions.iter().enumerate() {
        let Some(place) = site.lookup.action(ActionRef { plan, action: at }) else { continue };
        let reading = &site.readings.actions[place];
        let days = reading.records.iter().filter_map(|record| site.archive.record(*record).day);
        let status_word = crate::l10n::terms::action_status(reading.status, site.lang());
        rows.push(charts::TimelineRow {
            name: action.name.clone(),
            href: Some(format!("#action-{}", at + 1)),
            by: action.by.map(|day| offset(period, day)),
            done: days.map(|day| offset(period, day)).collect(),
            status: Some(reading.status),
            status_label: format!("{status_word} {}/{}", reading.records.len(), action.times),
        });
    }
    if rows.is_empty() {
        return String::new();
    }
    let head = Head {
        id: "actions".to_owned(),
        title: ctx.pick("措施时间表", "Schedule of measures").to_owned(),
        desc: ctx
            .pick(
                "菱形为完成时间，圆点为开展记录，明细见下表。",
                "A diamond is the due day, dots are the records. Details are in the table.",
            )
            .to_owned(),
        width: 0.0,
    };
    let chart = charts::Timeline {
        head,
        days: (period.days() - 1) as f64,
        rows,
        ticks: month_ticks(ctx, period),
        today: today(ctx, period),
    };
    phase(Phase::Charts, || charts::timeline(&chart).to_string())
}
