//! Charts over many things at once: visits by school and month, an indicator in every school, a plan's measures.

use std::collections::BTreeMap;

use crate::model::{Day, Exact, Period, PlanIx, SchoolIx};
use crate::site::charts;
use crate::site::charts::Head;
use crate::site::fragments::reading_charts::{both, month_ticks, today};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;
use crate::timings::{Phase, phase};

/// More panels than this are no overview any more.
const MOST_PANELS: usize = 60;

/// The months that the map of visits shows.
const MONTHS: usize = 12;

/// How many visits each school had in the last twelve months, up to the day of judgement.
pub(crate) fn visits_by_month(ctx: PageCtx<'_>, schools: &[SchoolIx]) -> String {
    let site = ctx.site;
    let mut months: Vec<Day> = Vec::new();
    let mut month = site.readings.as_of.month_start();
    for _ in 0..MONTHS {
        months.push(month);
        month = month.before().month_start();
    }
    months.reverse();
    let counts = &site.lookup.visits_by_month;
    let count = |school: SchoolIx, month: Day| counts[school.0].get(&month).copied().unwrap_or(0);
    if schools.iter().all(|school| months.iter().all(|month| count(*school, *month) == 0)) {
        return String::new();
    }
    let rows = schools.iter().map(|school| {
        let cells = months.iter().map(|month| cell(count(*school, *month))).collect();
        let total: usize = months.iter().map(|month| count(*school, *month)).sum();
        charts::HeatRow {
            name: site.archive.school(*school).name.clone(),
            href: Some(ctx.school(*school).href),
            cells,
            total: total.to_string(),
        }
    });
    let column = |day: &Day| charts::HeatColumn {
        label: site.words.short_month(*day),
        group: day.year().to_string(),
    };
    let chart = charts::Heatmap {
        head: Head {
            id: "visits".to_owned(),
            title: ctx.say("各校各月活动次数", "Visits by school and month").to_owned(),
            desc: ctx
                .say("每行一所学校，每格一个月的活动次数。", "A row a school, a cell a month.")
                .to_owned(),
            width: 860.0,
        },
        columns: months.iter().map(column).collect(),
        rows: rows.collect(),
        total_label: ctx.say("合计", "Total").to_owned(),
    };
    phase(Phase::Charts, || charts::heatmap(&chart).to_string())
}

/// A school's visits: a row a school year, a cell a month.
pub(crate) fn visits_by_year(ctx: PageCtx<'_>, school: SchoolIx) -> String {
    let mut years: BTreeMap<i32, [usize; 12]> = BTreeMap::new();
    for (month, count) in &ctx.site.lookup.visits_by_month[school.0] {
        let place = (month.month() as usize + 3) % 12;
        years.entry(month.school_year()).or_default()[place] += count;
    }
    if years.is_empty() {
        return String::new();
    }
    let row = |(year, counts): (&i32, &[usize; 12])| charts::HeatRow {
        name: format!("{year}—{:02}", (year + 1) % 100),
        href: None,
        cells: counts.iter().map(|count| cell(*count)).collect(),
        total: counts.iter().sum::<usize>().to_string(),
    };
    let month = |index: u32| {
        let label = Day::new(2023, index, 1)
            .map(|value| ctx.site.words.short_month(value))
            .unwrap_or_default();
        charts::HeatColumn { label, group: String::new() }
    };
    let chart = charts::Heatmap {
        head: Head {
            id: "months".to_owned(),
            title: ctx.say("各月活动次数", "Visits by month").to_owned(),
            desc: ctx
                .say("每行一个学年，每格一个月的活动次数。", "A row a school year, a cell a month.")
                .to_owned(),
            width: 640.0,
        },
        columns: (9..=12).chain(1..=8).map(month).collect(),
        rows: years.iter().rev().map(row).collect(),
        total_label: ctx.say("合计", "Total").to_owned(),
    };
    phase(Phase::Charts, || charts::heatmap(&chart).to_string())
}

fn cell(count: usize) -> charts::HeatCell {
    let text = if count == 0 { String::new() } else { count.to_string() };
    charts::HeatCell { value: Some(count as f64), text, href: None }
}

/// The readings of one target side by side, each with all its periods.
pub(crate) fn multiples(ctx: PageCtx<'_>, readings: &[usize], id: &str) -> String {
    let site = ctx.site;
    if readings.len() < 2 || MOST_PANELS < readings.len() {
        return String::new();
    }
    let standings: Vec<TargetSummary<'_>> =
        readings.iter().map(|reading| TargetSummary::of(site, *reading)).collect();
    let indicator = standings[0].indicator;
    let panel = |target_summary: &TargetSummary<'_>| {
        let periods = &site.readings.targets[target_summary.reading].periods;
        let drawn = |at: usize| {
            let shown = site.shown_figure(target_summary.reading, at);
            periods[at].actual.as_ref().filter(|_| !shown.hidden).map(Exact::for_drawing)
        };
        let goal = target_summary
            .target_text(ctx)
            .map(|target_text| format!(" / {target_text}"))
            .unwrap_or_default();
        charts::Panel {
            name: ctx.scope(target_summary.reading).into_owned(),
            href: Some(ctx.reading(target_summary.reading)),
            values: (0..periods.len()).map(drawn).collect(),
            target: target_summary.target.value.map(|value| value.exact().for_drawing()),
            value_label: format!("{}{goal}", target_summary.shown.text.as_deref().unwrap_or("—")),
            status: Some(site.readings.targets[target_summary.reading].status),
        }
    };
    let ends = |target_summary: &TargetSummary<'_>| {
        let periods = &site.readings.targets[target_summary.reading].periods;
        let name = |it_: Option<&crate::engine::progress::PeriodReading>| {
            let name = it_.map(|period| {
                site.words.short_period(
                    period.period,
                    target_summary.target.every,
                    &site.archive.calendar,
                )
            });
            name.unwrap_or_default()
        };
        if periods.len() < 2 {
            (String::new(), String::new())
        } else {
            (name(periods.first()), name(periods.last()))
        }
    };
    let chart = charts::Multiples {
        head: Head {
            id: id.to_owned(),
            title: format!("{}{}", indicator.name, ctx.say("：各校对比", ": school by school")),
            desc: ctx
                .say(
                    "每格一所学校，横线为目标，数字见下表。",
                    "A panel a school; the line is the target. Figures are in the table.",
                )
                .to_owned(),
            width: 860.0,
        },
        kind: if indicator.aggregate.is_cumulative() {
            charts::PanelKind::Bars
        } else {
            charts::PanelKind::Line
        },
        own_scales: false,
        ends: ends(&standings[0]),
        panels: standings.iter().map(panel).collect(),
    };
    phase(Phase::Charts, || charts::small_multiples(&chart).to_string())
}

/// A plan's measures over its days.
pub(crate) fn timeline(ctx: PageCtx<'_>, plan: PlanIx) -> String {
    let site = ctx.site;
    let of = site.archive.plan(plan);
    let offset = |period: Period, day: Day| day.days_since(period.first) as f64;
    let rows: Vec<charts::TimelineRow> = of
        .actions
        .iter()
        .enumerate()
        .filter_map(|(at, action)| {
            let it = &site.readings.actions
                [site.lookup.action(crate::model::ActionRef { plan, action: at })?];
            let day = |record: &crate::model::RecordIx| site.archive.record(*record).day;
            Some(charts::TimelineRow {
                name: action.name.clone(),
                href: Some(format!("#action-{}", at + 1)),
                by: action.by.map(|by| offset(of.period, by)),
                done: it.records.iter().filter_map(day).map(|it| offset(of.period, it)).collect(),
                status: Some(it.status),
                status_label: format!(
                    "{} {}/{}",
                    crate::l10n::terms::action_status(it.status, site.lang()),
                    it.records.len(),
                    action.times
                ),
            })
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let head = Head {
        id: "actions".to_owned(),
        title: ctx.say("措施时间表", "Schedule of measures").to_owned(),
        desc: ctx
            .say(
                "菱形为完成时间，圆点为开展记录，明细见下表。",
                "A diamond is the due day, dots are the records. Details are in the table.",
            )
            .to_owned(),
        width: 0.0,
    };
    let chart = charts::Timeline {
        days: (of.period.days() - 1) as f64,
        rows,
        ticks: month_ticks(ctx, of.period),
        today: today(ctx, of.period),
        ..charts::Timeline::default()
    };
    both(&head, |head| charts::timeline(&charts::Timeline { head, ..chart.clone() }))
}
