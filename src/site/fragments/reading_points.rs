//! The points and day labels that the charts of a reading draw.
//!
//! Only here do exact figures become `f64`, to place a mark.

use std::collections::BTreeSet;

use crate::engine::progress::{EntryRef, PeriodReading};
use crate::model::{
    Aggregate, Cell, Datum, Day, Detail, Exact, Figure, MeasureIx, Period, Reads, RecordIx, TextKey,
};
use crate::site::charts;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;

/// A figure, to place a mark.
pub(crate) fn drawn(figure: Figure) -> f64 {
    figure.exact().for_drawing()
}

/// Days from the first of a period.
pub(crate) fn offset(period: Period, day: Day) -> f64 {
    day.days_since(period.first) as f64
}

/// The day of judgement, if it lies in a period and is not its last day.
pub(crate) fn today(ctx: PageCtx<'_>, period: Period) -> Option<charts::DayLabel> {
    let as_of = ctx.as_of();
    if period.contains(as_of) && as_of != period.last {
        Some((offset(period, as_of), ctx.site.words.short_day(as_of)))
    } else {
        None
    }
}

/// The months of a period, few enough to stand side by side.
pub(crate) fn month_ticks(ctx: PageCtx<'_>, period: Period) -> Vec<charts::DayLabel> {
    let mut months = Vec::new();
    let mut day = period.first.month_start();
    while day <= period.last {
        if period.first <= day
            || day.month_end() >= period.first && period.first.day() <= 10 && months.is_empty()
        {
            months.push(day.max(period.first));
        }
        let next = day.month_end().next();
        if next <= day {
            break;
        }
        day = next;
    }
    let step = months.len().div_ceil(12).max(1);
    let mut ticks = Vec::new();
    for month in months.iter().step_by(step) {
        let label = match month.month() {
            1 if months.len() > 8 => month.year().to_string(),
            _ => ctx.site.words.short_month(*month),
        };
        ticks.push((offset(period, *month), label));
    }
    ticks
}

/// The line from zero to the target, which is level on days that do not count.
pub(crate) fn plan_line(ctx: PageCtx<'_>, period: Period, target: &Exact) -> Vec<(f64, f64)> {
    let calendar = &ctx.site.archive.calendar;
    let goal = target.for_drawing();
    let counted = calendar.term_days(period);
    if counted == 0 {
        return vec![(0.0, 0.0), ((period.days() - 1) as f64, goal)];
    }
    let mut points = vec![(0.0, 0.0)];
    let mut days = 0;
    for (_, term) in calendar.terms() {
        let Some(piece) = term.period.cut(period) else { continue };
        points.push((offset(period, piece.first), goal * days as f64 / counted as f64));
        days += piece.days();
        points.push((offset(period, piece.last), goal * days as f64 / counted as f64));
    }
    points.push(((period.days() - 1) as f64, goal));
    points.dedup();
    points
}

/// The running total after each day with entries.
pub(crate) fn totals(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> Vec<(f64, f64)> {
    let period = summary.current.period;
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut total = Exact::whole(0);
    let mut seen = BTreeSet::new();
    for entry in &summary.current.entries {
        let more = match (summary.indicator.aggregate, &summary.indicator.reads) {
            (Aggregate::Distinct, Reads::Measure(measure)) => {
                Exact::whole(new_texts(ctx, *entry, *measure, &mut seen))
            }
            (_, Reads::Measure(measure)) => {
                value(ctx, entry.record, entry.row, *measure).unwrap_or(Exact::whole(0))
            }
            _ => Exact::whole(1),
        };
        total = &total + &more;
        let day = offset(period, entry.day);
        match points.last_mut() {
            Some(last) if last.0 == day => last.1 = total.for_drawing(),
            _ => points.push((day, total.for_drawing())),
        }
    }
    points
}

/// The days of the entries, each with what it counted.
pub(crate) fn counted(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    for entry in &summary.current.entries {
        let count = match &summary.indicator.reads {
            Reads::Measure(measure) => value(ctx, entry.record, entry.row, *measure),
            _ => Some(Exact::whole(1)),
        };
        let day = offset(summary.current.period, entry.day);
        points.extend(count.map(|count| (day, count.for_drawing())));
    }
    points
}

/// How many texts of an entry were not seen before, counted for each school separately.
fn new_texts(
    ctx: PageCtx<'_>,
    entry: EntryRef,
    measure: MeasureIx,
    seen: &mut BTreeSet<(usize, TextKey)>,
) -> i64 {
    let record = ctx.site.archive.record(entry.record);
    let mut keys = Vec::new();
    match (&record.detail, entry.row) {
        (Detail::Ledger(ledger), Some(row)) => {
            if let Some(column) = ledger.column_of(measure) {
                match &ledger.row(row as usize)[column] {
                    Cell::Secret(key) => keys.push(*key),
                    Cell::Text(text) => keys.extend(TextKey::of(text)),
                    Cell::Empty | Cell::Number(_) => {}
                }
            }
        }
        _ => {
            if let Some(Datum::Texts(texts)) = record.datum(measure) {
                keys.extend(texts.iter().filter_map(|text| TextKey::of(text)));
            }
        }
    }
    let mut new = 0;
    for key in keys {
        new += i64::from(seen.insert((record.school.0, key)));
    }
    new
}

/// The level after each day with entries. Empty if the entries are of several schools: their levels make no one line.
pub(crate) fn levels_of(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> Vec<(f64, f64)> {
    let PeriodReading { period, entries, .. } = summary.current;
    let school = |entry: &EntryRef| ctx.site.archive.record(entry.record).school;
    if entries.windows(2).any(|pair| school(&pair[0]) != school(&pair[1])) {
        return Vec::new();
    }
    let aggregate = summary.indicator.aggregate;
    // Means and ratios are of all entries so far: the last point is the figure that is judged.
    let is_running = matches!(aggregate, Aggregate::Mean | Aggregate::Ratio);
    let is_share = summary.indicator.is_percent() && aggregate.is_ratio();
    let (mut parts, mut wholes) = (Exact::whole(0), Exact::whole(0));
    let mut points: Vec<(f64, f64)> = Vec::new();
    for entry in entries {
        let Some((part, whole)) = part_and_whole(ctx, summary, *entry) else { continue };
        (parts, wholes) =
            if is_running { (&parts + &part, &wholes + &whole) } else { (part, whole) };
        let Some(ratio) = Exact::ratio(&parts, &wholes) else { continue };
        let level = if is_share { &ratio * &Exact::whole(100) } else { ratio };
        let point = (offset(*period, entry.day), level.for_drawing());
        match points.last_mut() {
            Some(last) if last.0 == point.0 => *last = point,
            _ => points.push(point),
        }
    }
    points
}

/// What an entry adds to a level: numerator and denominator. `None` if it has no number.
fn part_and_whole(
    ctx: PageCtx<'_>,
    summary: &TargetSummary<'_>,
    entry: EntryRef,
) -> Option<(Exact, Exact)> {
    match &summary.indicator.reads {
        Reads::Measure(measure) => {
            Some((value(ctx, entry.record, entry.row, *measure)?, Exact::whole(1)))
        }
        Reads::Ratio { numerator, denominator } => Some((
            value(ctx, entry.record, entry.row, *numerator)?,
            value(ctx, entry.record, entry.row, *denominator)?,
        )),
        Reads::Records { .. } => None,
    }
}

/// The number that a record, or a row of its ledger, has for a measure.
pub(crate) fn value(
    ctx: PageCtx<'_>,
    record: RecordIx,
    row: Option<u32>,
    measure: MeasureIx,
) -> Option<Exact> {
    let record = ctx.site.archive.record(record);
    let figure = match (&record.detail, row) {
        (Detail::Ledger(ledger), Some(row)) => {
            match &ledger.row(row as usize)[ledger.column_of(measure)?] {
                Cell::Number(figure) => *figure,
                Cell::Empty | Cell::Text(_) | Cell::Secret(_) => return None,
            }
        }
        _ => match record.datum(measure)? {
            Datum::Number(figure) => *figure,
            Datum::Texts(_) => return None,
        },
    };
    Some(figure.exact())
}
