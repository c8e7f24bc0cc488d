//! The full account of a reading: its charts, its periods, and the records behind each figure.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::engine::progress::{EntryRef, JudgedScope, TargetReading};
use crate::l10n::phrases::PeriodCounts;
use crate::l10n::terms;
use crate::model::{
    Aggregate, Detail, Exact, Indicator, Period, Reads, RecordIx, SchoolIx, Status,
};
use crate::site::fragments::status::StatusLabel;
use crate::site::fragments::target_summary::{TargetSummary, is_lost};
use crate::site::fragments::{reading_charts, reading_points};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;

/// A ledger with more rows than this in a period is shown as one line.
const MOST_ROWS: usize = 8;

/// A period with more lines than this is shown as one line for each school.
const MOST_LINES: usize = 400;

/// A period with at most this many lines is open from the start.
const OPEN_LINES: usize = 6;

template_struct! {
    /// The full account of one target for one school, or for all together.
    #[derive(Debug, Serialize)]
    pub(crate) struct ReadingView<'s> as "Reading" {
        /// For its `id`; links of figures lead here.
        pub(crate) anchor: String,
        /// The school, where the target judges several.
        pub(crate) scope: Option<Link<'s>>,
        /// How it stands.
        pub(crate) status: StatusLabel,
        /// Figure, target and status in a sentence.
        pub(crate) sentence: String,
        /// Bullet chart; empty when it has none, and where the course tells the same.
        #[shown_as(Html)]
        pub(crate) bullet: String,
        /// The course over the period that is now; empty when it has none.
        #[shown_as(Html)]
        pub(crate) course: String,
        /// The name of the period that `bullet` and `course` show, where there are several.
        pub(crate) now: Option<String>,
        /// One cell per period; empty when it has one period.
        #[shown_as(Html)]
        pub(crate) strip: String,
        /// How many periods are met, where there are several.
        pub(crate) met: Option<String>,
        /// Its periods.
        pub(crate) periods: Vec<PeriodView<'s>>,
        /// Whether any period says what was expected by now.
        pub(crate) has_expected: bool,
        /// The head of the column of what was expected: `应达`, `应降至`.
        pub(crate) expected_word: &'static str,
    }
}

template_struct! {
    /// One period of a Reading.
    #[derive(Debug, Serialize)]
    pub(crate) struct PeriodView<'s> as "Period" {
        /// For its `id`.
        pub(crate) anchor: String,
        /// The term, month or year.
        pub(crate) name: String,
        /// What was reached.
        pub(crate) actual: Option<String>,
        /// What was to be expected by now.
        pub(crate) expected: Option<String>,
        /// How it stands.
        pub(crate) status: StatusLabel,
        /// How many records it rests on.
        pub(crate) count: String,
        /// The records behind the figure.
        pub(crate) entries: Vec<EntryView<'s>>,
        /// A sentence for records that are no longer public.
        pub(crate) hidden: Option<String>,
        /// Whether its records are unfolded at first.
        pub(crate) open: bool,
    }
}

template_struct! {
    /// A record behind a figure.
    #[derive(Debug, Serialize)]
    pub(crate) struct EntryView<'s> as "Entry" {
        /// Its day; empty when it stands for several.
        pub(crate) date: String,
        /// The record.
        pub(crate) link: Link<'s>,
        /// The school, where the figure pools several.
        pub(crate) school: Option<&'s str>,
        /// How many rows of a ledger, or records, it stands for.
        pub(crate) rows: Option<String>,
        /// What it counts.
        pub(crate) value: String,
    }
}

/// The account of a reading.
pub(crate) fn reading_view(ctx: PageCtx<'_>, reading: usize) -> ReadingView<'_> {
    let site = ctx.site;
    let judged = ctx.judged(reading);
    let summary = TargetSummary::of(ctx, reading);
    let anchor = site.reading_anchor(reading);
    let strip = reading_charts::strip(ctx, &summary);
    let course = reading_charts::trend(ctx, &summary);
    // Where periods lead, one drawing tells of the one that is now: the course holds what the bullet says.
    let is_told = !strip.is_empty() && !course.is_empty();
    let bullet = if is_told { String::new() } else { reading_charts::bullet(ctx, &summary) };
    let mut periods = Vec::with_capacity(judged.periods.len());
    for at in 0..judged.periods.len() {
        periods.push(period_view(ctx, &summary, at, &anchor));
    }
    ReadingView {
        scope: match judged.scope {
            JudgedScope::School(school) => Some(ctx.school(school)),
            JudgedScope::Joint => None,
        },
        status: ctx.reading_label(reading),
        sentence: summary.sentence(ctx),
        now: (!strip.is_empty()).then(|| summary.period_name(site)),
        bullet,
        course,
        strip,
        met: met_line(ctx, reading),
        expected_word: site.words.expected(summary.indicator),
        has_expected: periods.iter().any(|period| period.expected.is_some()),
        periods,
        anchor,
    }
}

/// How many periods are met, and which were not; `None` of a target that has one period.
pub(crate) fn met_line(ctx: PageCtx<'_>, reading: usize) -> Option<String> {
    let site = ctx.site;
    let judged = &site.readings.targets[reading];
    let every = site.archive.plan(judged.plan).targets[judged.target].every?;
    if judged.periods.len() < 2 {
        return None;
    }
    let mut lost = Vec::new();
    for period in judged.periods.iter().filter(|period| is_lost(period)) {
        lost.push(site.words.period(period.period, Some(every), &site.archive.calendar));
    }
    let mut line = site.words.periods_met(counts(judged), every, &lost);
    if judged.status == Status::Breached && judged.standing() != Status::Breached {
        line.push_str(terms::lost_as_a_whole(site.lang()));
    }
    Some(line)
}

/// How many periods of a reading are met, are due, and there are.
pub(crate) fn counts(reading: &TargetReading) -> PeriodCounts {
    PeriodCounts { met: reading.periods_met, due: reading.periods_due, all: reading.periods.len() }
}

fn period_view<'s>(
    ctx: PageCtx<'s>,
    summary: &TargetSummary<'s>,
    at: usize,
    anchor: &str,
) -> PeriodView<'s> {
    let site = ctx.site;
    let reading = &site.readings.targets[summary.reading];
    let period = &reading.periods[at];
    let pooled = reading.scope == JudgedScope::Joint
        && site.archive.schools_of(site.archive.plan(reading.plan)).len() > 1;
    let (entries, hidden) = entries(ctx, summary.indicator, &period.entries, pooled);
    let mut records: Vec<RecordIx> = period.entries.iter().map(|entry| entry.record).collect();
    records.sort_unstable();
    records.dedup();
    PeriodView {
        anchor: format!("{anchor}---p{}", at + 1),
        name: site.words.period(period.period, summary.target.every, &site.archive.calendar),
        actual: ctx.shown_figure(summary.reading, at).text,
        expected: ctx.shown_expected(summary.reading, at),
        status: ctx.period_label(summary.reading, at),
        count: site.words.records(records.len()),
        open: !entries.is_empty() && entries.len() <= OPEN_LINES && at == summary.at,
        entries,
        hidden: if hidden > 0 { Some(site.words.no_longer_public(hidden)) } else { None },
    }
}

/// The lines behind a figure, and how many records may not be named.
fn entries<'s>(
    ctx: PageCtx<'s>,
    indicator: &Indicator,
    all: &[EntryRef],
    pooled: bool,
) -> (Vec<EntryView<'s>>, usize) {
    let site = ctx.site;
    let mut rows: BTreeMap<RecordIx, Vec<EntryRef>> = BTreeMap::new();
    let mut shown: Vec<EntryRef> = Vec::new();
    let mut hidden: BTreeSet<RecordIx> = BTreeSet::new();
    let mut whole_records = 0;
    for entry in all {
        if entry.row.is_some() {
            rows.entry(entry.record).or_default().push(*entry);
        }
        if site.lookup.is_shown(entry.record) {
            shown.push(*entry);
            whole_records += usize::from(entry.row.is_none());
        } else {
            hidden.insert(entry.record);
        }
    }
    if whole_records + rows.len() > MOST_LINES {
        return (by_school(ctx, indicator, &shown), hidden.len());
    }
    let mut lines = Vec::new();
    for entry in shown {
        let group = match rows.get(&entry.record) {
            Some(rows) if rows.len() > MOST_ROWS => rows.as_slice(),
            _ => std::slice::from_ref(&entry),
        };
        if group.len() > 1 && group[0] != entry {
            continue; // the line of the first row covers this row
        }
        lines.extend(entry_line(ctx, indicator, group, pooled));
    }
    (lines, hidden.len())
}

/// The line of one entry, or of all rows of one ledger. `None` if the record has no page.
fn entry_line<'s>(
    ctx: PageCtx<'s>,
    indicator: &Indicator,
    group: &[EntryRef],
    pooled: bool,
) -> Option<EntryView<'s>> {
    let site = ctx.site;
    let (first, last) = (group.first()?, group.last()?);
    let link = ctx.record(first.record)?;
    let date = if first.day == last.day {
        site.words.day(first.day)
    } else {
        Period::new(first.day, last.day).map(|days| site.words.days(days)).unwrap_or_default()
    };
    let record = site.archive.record(first.record);
    let rows = match (group.len(), first.row) {
        (1, None) => None,
        (1, Some(row)) => Some(match &record.detail {
            Detail::Ledger(ledger) => line_of(ctx, ledger.lines.get(row as usize).copied()),
            _ => String::new(),
        }),
        (many, _) => Some(site.words.rows(many)),
    };
    let school = if pooled { Some(&*site.archive.school(record.school).name) } else { None };
    Some(EntryView { date, link, school, rows, value: value_of(ctx, indicator, group) })
}

/// The number of a line in the table of a ledger, in words.
fn line_of(ctx: PageCtx<'_>, line: Option<u32>) -> String {
    let Some(line) = line else { return String::new() };
    match ctx.site.lang() {
        crate::l10n::Lang::Zh => format!("第{line}行"),
        crate::l10n::Lang::En => format!("line {line}"),
    }
}

fn by_school<'s>(
    ctx: PageCtx<'s>,
    indicator: &Indicator,
    shown: &[EntryRef],
) -> Vec<EntryView<'s>> {
    let site = ctx.site;
    let mut schools: BTreeMap<SchoolIx, Vec<EntryRef>> = BTreeMap::new();
    for entry in shown {
        schools.entry(site.archive.record(entry.record).school).or_default().push(*entry);
    }
    let mut lines = Vec::new();
    for (school, group) in schools {
        lines.push(EntryView {
            date: String::new(),
            link: ctx.school(school),
            school: None,
            rows: Some(site.words.times(group.len())),
            value: value_of(ctx, indicator, &group),
        });
    }
    lines
}

/// The value of a line: that of its entry, or of several entries what can be said of them together.
pub(crate) fn value_of(ctx: PageCtx<'_>, indicator: &Indicator, group: &[EntryRef]) -> String {
    let site = ctx.site;
    if let [only] = group {
        return site.shown_entry(*only, indicator);
    }
    match (indicator.aggregate, &indicator.reads) {
        (Aggregate::Sum, Reads::Measure(measure)) => {
            let mut sum = Exact::whole(0);
            for entry in group {
                if site.withheld.entry(entry.record, entry.row, *measure).is_some() {
                    return site.words.pick("不公开", "withheld").to_owned();
                }
                if let Some(value) = reading_points::value(ctx, entry.record, entry.row, *measure) {
                    sum = &sum + &value;
                }
            }
            site.with_unit(&sum.rounded(9), &indicator.unit)
        }
        (Aggregate::Count, _) => site.with_unit(&group.len().to_string(), &indicator.unit),
        (Aggregate::Last | Aggregate::LastRatio, _) => match group.last() {
            Some(last) => site.shown_entry(*last, indicator),
            None => "—".to_owned(),
        },
        _ => "—".to_owned(),
    }
}
