//! A reading → its charts. Which chart suits which target, and which words stand in it; drawing is `charts/`.
//!
//! Only here do exact figures become `f64`, for the place of a mark. What is withheld is not drawn.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::engine::progress::{EntryRef, PeriodReading};
use crate::model::{
    Aggregate, Cell, Datum, Day, Detail, Direction, Exact, Figure, Indicator, MeasureIx, Period,
    Reads, RecordIx, Status,
};
use crate::site::charts;
use crate::site::charts::{Head, Svg};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;
use crate::timings::{Phase, phase};

/// The width of a drawing for phones.
const NARROW: f64 = 340.0;

/// The width of a course, beside the table of its periods.
const COURSE: f64 = 560.0;

/// More cells than this are no strip any more.
const LONGEST_STRIP: usize = 60;

fn direction(indicator: &Indicator) -> charts::Direction {
    match indicator.direction {
        Direction::AtLeast => charts::Direction::AtLeast,
        Direction::AtMost => charts::Direction::AtMost,
    }
}

/// A chart in both widths; the screen shows the one that suits it.
pub(crate) fn both(head: &Head, draw: impl Fn(Head) -> Svg) -> String {
    phase(Phase::Charts, || both_drawn(head, draw))
}

fn both_drawn(head: &Head, draw: impl Fn(Head) -> Svg) -> String {
    let wide = draw(head.clone());
    let narrow = draw(Head { id: format!("{}-n", head.id), width: NARROW, ..head.clone() });
    Svg::pair(&wide, &narrow).to_string()
}

/// A chart as its page shows it: paper is as wide as a screen, and needs no other.
fn shown(ctx: PageCtx<'_>, head: &Head, draw: impl Fn(Head) -> Svg) -> String {
    if ctx.is_paper() {
        return phase(Phase::Charts, || draw(head.clone()).to_string());
    }
    both(head, draw)
}

/// The bullet of a reading's current period; nothing when its figure is withheld. `narrow`: for a card.
pub(crate) fn bullet(ctx: PageCtx<'_>, it: &TargetSummary<'_>, narrow: bool) -> String {
    let drawn = it.current.actual.is_some() || it.target.value.is_some();
    if it.shown.hidden || !drawn {
        return String::new();
    }
    let say = |zh, en| ctx.say(zh, en);
    let head = Head {
        id: it.chart_id(ctx, "b"),
        title: it.indicator.name.clone(),
        desc: it.sentence(ctx),
        width: if narrow { NARROW } else { 0.0 },
    };
    let goal = if it.indicator.direction == Direction::AtMost {
        say("上限", "at most ")
    } else {
        say("目标", "target ")
    };
    let chart = |head: Head| charts::Bullet {
        head,
        actual: it.current.actual.as_ref().map(Exact::for_drawing),
        target: it.target.value.map(|value| value.exact().for_drawing()),
        expected: it
            .expected(ctx)
            .is_some()
            .then(|| it.current.expected.as_ref().map(Exact::for_drawing))
            .flatten(),
        baseline: it.target.baseline.map(|baseline| baseline.exact().for_drawing()),
        direction: direction(it.indicator),
        status: Some(it.current.status),
        actual_label: it
            .shown
            .text
            .clone()
            .unwrap_or_else(|| say("缺数据", "no figure").to_owned()),
        status_label: crate::l10n::terms::status(it.current.status, ctx.site.lang()).to_owned(),
        target_label: it
            .target_text(ctx)
            .map(|target_text| format!("{goal}{target_text}"))
            .unwrap_or_default(),
        expected_label: it
            .expected(ctx)
            .map(|item| format!("{}{item}", say("应达", "expected ")))
            .unwrap_or_default(),
        baseline_label: it
            .target
            .baseline
            .map(|value| {
                format!("{}{}", say("基线", "from "), ctx.site.shown_value(value, it.indicator))
            })
            .unwrap_or_default(),
    };
    if narrow {
        phase(Phase::Charts, || charts::bullet(&chart(head)).to_string())
    } else {
        shown(ctx, &head, |head| charts::bullet(&chart(head)))
    }
}

/// The course of the current period: a growing total against its plan, or levels against their target.
pub(crate) fn course(ctx: PageCtx<'_>, it: &TargetSummary<'_>) -> String {
    let ceiling_of_nothing = it.indicator.direction == Direction::AtMost
        && it.target.value.is_some_and(|value| value.is_zero());
    let nothing_to_draw =
        it.current.entries.is_empty() || it.current.period.days() < 14 || ceiling_of_nothing;
    if nothing_to_draw || ctx.site.is_course_hidden(it.reading) {
        return String::new();
    }
    if it.indicator.aggregate.is_cumulative() { pace(ctx, it) } else { levels(ctx, it) }
}

fn pace(ctx: PageCtx<'_>, it: &TargetSummary<'_>) -> String {
    let say = |zh, en| ctx.say(zh, en);
    let period = it.current.period;
    let head = Head {
        id: it.chart_id(ctx, "p"),
        title: format!("{}{}", it.indicator.name, say("：累计进度", ": running total")),
        desc: it.sentence(ctx),
        width: COURSE,
    };
    let target = it.target.value.map(|value| value.exact());
    let at_most = it.indicator.direction == Direction::AtMost;
    let linear = it.target.pace == crate::model::Pace::Linear;
    let chart = charts::Pace {
        days: (period.days() - 1) as f64,
        actual: totals(ctx, it),
        stepped: true,
        plan: target
            .as_ref()
            .filter(|_| linear && !at_most)
            .map(|target| plan_line(ctx, period, target))
            .unwrap_or_default(),
        limit: target.as_ref().filter(|_| at_most || !linear).map(Exact::for_drawing),
        direction: direction(it.indicator),
        status: Some(it.current.status),
        actual_label: format!(
            "{}{}",
            say("实际", "actual "),
            it.shown.text.clone().unwrap_or_default()
        ),
        plan_label: it
            .target_text(ctx)
            .map(|target_text| format!("{}{target_text}", say("目标", "target ")))
            .unwrap_or_default(),
        ticks: month_ticks(ctx, period),
        today: today(ctx, period),
        unit: if it.indicator.is_percent() { "%".to_owned() } else { String::new() },
        ..charts::Pace::default()
    };
    shown(ctx, &head, |head| charts::pace(&charts::Pace { head, ..chart.clone() }))
}

fn levels(ctx: PageCtx<'_>, it: &TargetSummary<'_>) -> String {
    let say = |zh, en| ctx.say(zh, en);
    let values = levels_of(ctx, it);
    if values.len() < 2 && it.target.baseline.is_none() {
        return String::new();
    }
    let period = it.current.period;
    let head = Head {
        id: it.chart_id(ctx, "l"),
        title: format!("{}{}", it.indicator.name, say("：历次数值", ": values over time")),
        desc: it.sentence(ctx),
        width: COURSE,
    };
    let chart = charts::Levels {
        days: (period.days() - 1) as f64,
        values,
        target: it.target.value.map(|value| value.exact().for_drawing()),
        baseline: it.target.baseline.map(|baseline| baseline.exact().for_drawing()),
        direction: direction(it.indicator),
        status: Some(it.current.status),
        actual_label: it.shown.text.clone().unwrap_or_default(),
        target_label: it
            .target_text(ctx)
            .map(|target_text| format!("{}{target_text}", say("目标", "target ")))
            .unwrap_or_default(),
        baseline_label: it
            .target
            .baseline
            .map(|value| {
                format!("{}{}", say("基线", "from "), ctx.site.shown_value(value, it.indicator))
            })
            .unwrap_or_default(),
        ticks: month_ticks(ctx, period),
        today: today(ctx, period),
        unit: if it.indicator.is_percent() { "%".to_owned() } else { String::new() },
        ..charts::Levels::default()
    };
    shown(ctx, &head, |head| charts::levels(&charts::Levels { head, ..chart.clone() }))
}

/// The periods of a target that asks anew each month, term or year: a cell each, leading to its records.
pub(crate) fn strip(ctx: PageCtx<'_>, it: &TargetSummary<'_>) -> String {
    let Some(every) = it.target.every else { return String::new() };
    let reading = &ctx.site.readings.targets[it.reading];
    if reading.periods.len() < 2 || LONGEST_STRIP < reading.periods.len() {
        return String::new();
    }
    let words = ctx.site.words;
    let mut rows: Vec<charts::StripRow> = Vec::new();
    let mut year = None;
    for (at, period) in reading.periods.iter().enumerate() {
        let first = period.period.first;
        // Months stand in a row a school year; terms and years all in one.
        if year.is_none()
            || every == crate::model::Every::Month && year != Some(first.school_year())
        {
            year = Some(first.school_year());
            let label = format!("{}—{:02}", first.school_year(), (first.school_year() + 1) % 100);
            let months = (first.month() + 3) % 12;
            let skip = if rows.is_empty() { 0 } else { months as usize };
            rows.push(charts::StripRow { label, skip, cells: Vec::new() });
        }
        let shown = ctx.site.shown_figure(it.reading, at);
        let figure = match (&period.actual, shown.hidden) {
            (_, true) => "＊".to_owned(),
            (Some(actual), _) => actual.truncated(if it.indicator.is_percent() { 1 } else { 2 }),
            (None, _) => "–".to_owned(),
        };
        let cell = charts::StripCell {
            label: words.short_period(period.period, it.target.every, &ctx.site.archive.calendar),
            figure,
            status: period.status,
            href: Some(ctx.to(&format!("{}---p{}", ctx.site.reading_path(it.reading), at + 1))),
        };
        rows.last_mut().expect("a row was begun").cells.push(cell);
    }
    if let [only] = &mut rows[..] {
        only.label.clear();
    }
    let head = Head {
        id: it.chart_id(ctx, "s"),
        title: format!("{}{}", it.indicator.name, ctx.say("：各周期", ": period by period")),
        desc: words.periods_met(
            reading.periods_met,
            reading.periods_due,
            reading.periods.len(),
            &[],
        ),
        width: 0.0,
    };
    shown(ctx, &head, |head| charts::strip(&charts::Strip { head, rows: rows.clone() }))
}

/// A line of a few millimetres for a row of a table: the figure, the target's mark. Decoration: the figures stand beside.
pub(crate) fn mini(it: &TargetSummary<'_>) -> String {
    let (Some(actual), Some(target), false) =
        (&it.current.actual, it.target.value, it.shown.hidden)
    else {
        return String::new();
    };
    mini_of(actual.for_drawing(), target.exact().for_drawing(), it.current.status)
}

/// The same of figures that are at hand.
pub(crate) fn mini_of(actual: f64, target: f64, status: Status) -> String {
    let (actual, target) = (actual.max(0.0), target.max(0.0));
    let whole = actual.max(target) * 1.08;
    if !whole.is_finite() || whole <= 0.0 {
        return String::new();
    }
    let (bar, mark) = (actual / whole * 96.0, target / whole * 96.0);
    let mut svg = String::with_capacity(220);
    let code = status.code();
    let _ = write!(
        svg,
        r#"<svg class="mini st-{code}" viewBox="0 0 96 12" aria-hidden="true"><path d="M0 3h96v6H0z"/><path d="M0 3h{bar:.0}v6H0z"/><path d="M{mark:.0} 0v12"/></svg>"#
    );
    svg
}

/// All that a bullet for a card needs, of a target that is not this archive's own.
pub(crate) struct TargetSummaries<'a> {
    /// The name of the chart, unique in its page.
    pub(crate) id: String,
    pub(crate) title: &'a str,
    pub(crate) actual: Option<Figure>,
    pub(crate) target: Option<Figure>,
    pub(crate) direction: Direction,
    pub(crate) status: Status,
    /// The figure in words.
    pub(crate) figure: String,
    pub(crate) status_word: &'a str,
    /// The target in words.
    pub(crate) goal: Option<String>,
}

/// A bullet for a card; nothing when there is nothing to draw.
pub(crate) fn plain_bullet(it: &TargetSummaries<'_>) -> String {
    if it.actual.is_none() && it.target.is_none() {
        return String::new();
    }
    let goal = it.goal.clone().unwrap_or_default();
    let chart = charts::Bullet {
        head: Head {
            id: it.id.clone(),
            title: it.title.to_owned(),
            desc: format!("{} {goal} {}", it.figure, it.status_word),
            width: NARROW,
        },
        actual: it.actual.map(|actual| actual.exact().for_drawing()),
        target: it.target.map(|target| target.exact().for_drawing()),
        direction: match it.direction {
            Direction::AtLeast => charts::Direction::AtLeast,
            Direction::AtMost => charts::Direction::AtMost,
        },
        status: Some(it.status),
        actual_label: it.figure.clone(),
        status_label: it.status_word.to_owned(),
        target_label: goal,
        ..charts::Bullet::default()
    };
    charts::bullet(&chart).to_string()
}

/// Days from the first of a period.
fn offset(period: Period, day: Day) -> f64 {
    day.days_since(period.first) as f64
}

pub(crate) fn today(ctx: PageCtx<'_>, period: Period) -> Option<charts::DayLabel> {
    let as_of = ctx.site.readings.as_of;
    (period.contains(as_of) && as_of != period.last)
        .then(|| (offset(period, as_of), ctx.site.words.short_day(as_of)))
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
    let label = |day: Day| match day.month() {
        1 if months.len() > 8 => format!("{}", day.year()),
        _ => ctx.site.words.short_month(day),
    };
    months.iter().step_by(step).map(|month| (offset(period, *month), label(*month))).collect()
}

/// The straight way to the target, standing still while no days count.
fn plan_line(ctx: PageCtx<'_>, period: Period, target: &Exact) -> Vec<(f64, f64)> {
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
fn totals(ctx: PageCtx<'_>, it: &TargetSummary<'_>) -> Vec<(f64, f64)> {
    let period = it.current.period;
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut total = Exact::whole(0);
    let mut seen = BTreeSet::new();
    for entry in &it.current.entries {
        let more = match (it.indicator.aggregate, &it.indicator.reads) {
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

/// How many texts of an entry were not seen before, each school's apart.
fn new_texts(
    ctx: PageCtx<'_>,
    entry: EntryRef,
    measure: MeasureIx,
    seen: &mut BTreeSet<(usize, crate::model::TextKey)>,
) -> i64 {
    use crate::model::TextKey;
    let record = ctx.site.archive.record(entry.record);
    let keys: Vec<TextKey> = match (&record.detail, entry.row) {
        (Detail::Ledger(ledger), Some(row)) => {
            match ledger.column_of(measure).map(|column| &ledger.row(row as usize)[column]) {
                Some(Cell::Secret(key)) => vec![*key],
                Some(Cell::Text(text)) => vec![TextKey::of(text)],
                _ => Vec::new(),
            }
        }
        _ => match record.datum(measure) {
            Some(Datum::Texts(texts)) => texts.iter().map(|text| TextKey::of(text)).collect(),
            _ => Vec::new(),
        },
    };
    keys.into_iter().filter(|key| seen.insert((record.school.0, *key))).count() as i64
}

/// The level after each day with entries. Of several schools' levels there is no one line: then nothing.
fn levels_of(ctx: PageCtx<'_>, it: &TargetSummary<'_>) -> Vec<(f64, f64)> {
    let PeriodReading { period, entries, .. } = it.current;
    let school = |entry: &EntryRef| ctx.site.archive.record(entry.record).school;
    if entries.windows(2).any(|pair| school(&pair[0]) != school(&pair[1])) {
        return Vec::new();
    }
    let zero = || Exact::whole(0);
    let (mut parts, mut wholes) = (zero(), zero());
    let mut level = |entry: &EntryRef| {
        let (part, whole) = match &it.indicator.reads {
            Reads::Measure(measure) => {
                (value(ctx, entry.record, entry.row, *measure)?, Exact::whole(1))
            }
            Reads::Ratio { numerator, denominator } => (
                value(ctx, entry.record, entry.row, *numerator)?,
                value(ctx, entry.record, entry.row, *denominator)?,
            ),
            Reads::Records { .. } => return None,
        };
        // Means and ratios over all entries so far: the last point is the figure that is judged.
        let runs = matches!(it.indicator.aggregate, Aggregate::Mean | Aggregate::Ratio);
        (parts, wholes) = if runs { (&parts + &part, &wholes + &whole) } else { (part, whole) };
        let ratio = Exact::ratio(&parts, &wholes)?;
        let is_share = it.indicator.is_percent() && it.indicator.aggregate.is_ratio();
        Some(if is_share { &ratio * &Exact::whole(100) } else { ratio })
    };
    let mut points: Vec<(f64, f64)> = Vec::new();
    for entry in entries {
        let Some(level) = level(entry) else { continue };
        let point = (offset(*period, entry.day), level.for_drawing());
        match points.last_mut() {
            Some(last) if last.0 == point.0 => *last = point,
            _ => points.push(point),
        }
    }
    points
}

/// The number that a record or a row carries.
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
