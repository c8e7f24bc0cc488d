//! The full account of a reading: its charts, its periods, and the records behind each figure.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::progress::{EntryRef, JudgedScope, TargetReading};
use crate::model::{Aggregate, Exact, Indicator, Reads, RecordIx};
use crate::site::fragments::status::{StatusLabel, label};
use crate::site::fragments::target_summary::{TargetSummary, is_lost};
use crate::site::fragments::{reading_charts, reading_points};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;

/// A ledger with more rows than this in a period is told in one line.
const MOST_ROWS: usize = 8;

/// A period with more lines than this is told school by school.
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
        /// Bullet chart; empty when it has none.
        #[shown_as(Html)]
        pub(crate) bullet: String,
        /// The course over the period; empty when it has none.
        #[shown_as(Html)]
        pub(crate) course: String,
        /// A cell a period; empty when it has one period.
        #[shown_as(Html)]
        pub(crate) strip: String,
        /// How many periods are met, where there are several.
        pub(crate) met: Option<String>,
        /// Its periods.
        pub(crate) periods: Vec<PeriodView<'s>>,
        /// Whether any period says what was expected by now.
        pub(crate) has_expected: bool,
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
    let it: &TargetReading = &site.readings.targets[reading];
    let standing = TargetSummary::of(site, reading);
    let anchor = site.reading_anchor(reading);
    let periods: Vec<_> =
        (0..it.periods.len()).map(|at| period_view(ctx, &standing, at, &anchor)).collect();
    let several = periods.len() > 1;
    ReadingView {
        scope: match it.scope {
            JudgedScope::School(school) => Some(ctx.school(school)),
            JudgedScope::Joint => None,
        },
        status: label(it.status, site.lang()),
        sentence: standing.sentence(ctx),
        bullet: reading_charts::bullet(ctx, &standing, false),
        course: reading_charts::course(ctx, &standing),
        strip: reading_charts::strip(ctx, &standing),
        met: several.then(|| met_line(ctx, it)),
        has_expected: periods.iter().any(|period| period.expected.is_some()),
        periods,
        anchor,
    }
}

/// How many periods are met, and which were not.
fn met_line(ctx: PageCtx<'_>, it: &TargetReading) -> String {
    let site = ctx.site;
    let every = site.archive.plan(it.plan).targets[it.target].every;
    let lost = it.periods.iter().filter(|period| is_lost(period));
    let lost: Vec<String> =
        lost.map(|lost| site.words.period(lost.period, every, &site.archive.calendar)).collect();
    site.words.periods_met(it.periods_met, it.periods_due, it.periods.len(), &lost)
}

fn period_view<'s>(
    ctx: PageCtx<'s>,
    standing: &TargetSummary<'s>,
    at: usize,
    anchor: &str,
) -> PeriodView<'s> {
    let site = ctx.site;
    let it = &site.readings.targets[standing.reading].periods[at];
    let pooled = site.readings.targets[standing.reading].scope == JudgedScope::Joint
        && site
            .archive
            .schools_of(site.archive.plan(site.readings.targets[standing.reading].plan))
            .len()
            > 1;
    let (entries, hidden) = entries(ctx, standing.indicator, &it.entries, pooled);
    let mut records: Vec<RecordIx> = it.entries.iter().map(|entry| entry.record).collect();
    records.sort_unstable();
    records.dedup();
    PeriodView {
        anchor: format!("{anchor}---p{}", at + 1),
        name: site.words.period(it.period, standing.target.every, &site.archive.calendar),
        actual: site.shown_figure(standing.reading, at).text,
        expected: site.shown_expected(standing.reading, at),
        status: label(it.status, site.lang()),
        count: site.words.records(records.len()),
        open: !entries.is_empty() && entries.len() <= OPEN_LINES && at == standing.at,
        entries,
        hidden: (hidden > 0).then(|| site.words.no_longer_public(hidden)),
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
    for entry in all.iter().filter(|item| item.row.is_some()) {
        rows.entry(entry.record).or_default().push(*entry);
    }
    let mut hidden: Vec<RecordIx> = all
        .iter()
        .map(|item| item.record)
        .filter(|record| !site.lookup.is_shown(*record))
        .collect();
    hidden.sort_unstable();
    hidden.dedup();
    let shown: Vec<EntryRef> =
        all.iter().copied().filter(|item| site.lookup.is_shown(item.record)).collect();
    if shown.iter().filter(|shown| shown.row.is_none()).count() + rows.len() > MOST_LINES {
        return (by_school(ctx, indicator, &shown), hidden.len());
    }
    let mut lines = Vec::new();
    for entry in shown {
        let group = match rows.get(&entry.record) {
            Some(rows) if rows.len() > MOST_ROWS => rows.as_slice(),
            _ => std::slice::from_ref(&entry),
        };
        if group.len() > 1 && group[0] != entry {
            continue; // told with the first row
        }
        let Some(link) = ctx.record(entry.record) else { continue };
        let last = group[group.len() - 1];
        let date = match entry.day == last.day {
            true => site.words.day(entry.day),
            false => crate::model::Period::new(entry.day, last.day)
                .map_or_else(String::new, |value| site.words.days(value)),
        };
        let record = site.archive.record(entry.record);
        lines.push(EntryView {
            date,
            link,
            school: pooled.then(|| site.archive.school(record.school).name.as_str()),
            rows: match (group.len(), entry.row) {
                (1, None) => None,
                (1, Some(row)) => Some(match &record.detail {
                    crate::model::Detail::Ledger(it) => {
                        line_of(ctx, it.lines.get(row as usize).copied())
                    }
                    _ => String::new(),
                }),
                (many, _) => Some(site.words.rows(many)),
            },
            value: value_of(ctx, indicator, group),
        });
    }
    (lines, hidden.len())
}

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
    let mut schools: BTreeMap<crate::model::SchoolIx, Vec<EntryRef>> = BTreeMap::new();
    for entry in shown {
        schools.entry(site.archive.record(entry.record).school).or_default().push(*entry);
    }
    let line = |(school, group): (crate::model::SchoolIx, Vec<EntryRef>)| EntryView {
        date: String::new(),
        link: ctx.school(school),
        school: None,
        rows: Some(site.words.times(group.len())),
        value: value_of(ctx, indicator, &group),
    };
    schools.into_iter().map(line).collect()
}

/// What a line carries: the value of an entry, or of several what can be said of them together.
pub(crate) fn value_of(ctx: PageCtx<'_>, indicator: &Indicator, group: &[EntryRef]) -> String {
    let site = ctx.site;
    if let [only] = group {
        return site.shown_entry(*only, indicator);
    }
    let nothing = || "—".to_owned();
    match (indicator.aggregate, &indicator.reads) {
        (Aggregate::Sum, Reads::Measure(measure)) => {
            if group
                .iter()
                .any(|group| site.withheld.entry(group.record, group.row, *measure).is_some())
            {
                return site.words.pick("不公开", "withheld").to_owned();
            }
            let values = group
                .iter()
                .filter_map(|group| reading_points::value(ctx, group.record, group.row, *measure));
            let sum = values.fold(Exact::whole(0), |sum, it| &sum + &it);
            site.with_unit(&sum.rounded(9), &indicator.unit)
        }
        (Aggregate::Count, _) => site.with_unit(&group.len().to_string(), &indicator.unit),
        (Aggregate::Last | Aggregate::LastRatio, _) => {
            group.last().map_or_else(nothing, |group| site.shown_entry(*group, indicator))
        }
        _ => nothing(),
    }
}
