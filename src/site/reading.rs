//! The full account of a reading: its charts, its periods, and the records behind each figure.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::layout::{Link, PageCtx};
use super::reading_charts;
use super::redacted::Shown;
use super::site::Site;
use super::status::{StatusLabel, label};
use crate::engine::progress::{EntryRef, JudgedScope, PeriodReading, TargetReading};
use crate::l10n::phrases::ReadingText;
use crate::model::{Aggregate, Exact, Indicator, Reads, RecordIx, Status, Target};

/// A ledger with more rows than this in a period is told in one line.
const MOST_ROWS: usize = 8;
/// A period with more lines than this is told school by school.
const MOST_LINES: usize = 400;
/// A period with at most this many lines is open from the start.
const OPEN_LINES: usize = 6;

/// Whether a period is lost: its target was missed, or broken already.
fn is_lost(period: &PeriodReading) -> bool {
    matches!(period.status, Status::Missed | Status::Breached)
}

/// A reading at one of its periods.
pub(super) struct TargetSummary<'s> {
    /// Its place among the readings.
    pub(super) reading: usize,
    pub(super) target: &'s Target,
    pub(super) indicator: &'s Indicator,
    /// The place of the period.
    pub(super) at: usize,
    pub(super) current: &'s PeriodReading,
    pub(super) shown: Shown,
    /// Tells charts of the same reading on one page apart.
    pub(super) tag: String,
}

impl<'s> TargetSummary<'s> {
    /// At the period that runs on the day of judgement, else the last one before, else the first.
    pub(super) fn of(site: &'s Site<'_>, reading: usize) -> TargetSummary<'s> {
        let periods = &site.readings.targets[reading].periods;
        let begun = periods.iter().rposition(|it| it.period.first <= site.readings.as_of);
        TargetSummary::at(site, reading, begun.unwrap_or(0))
    }

    /// At the period that explains the target's own status: the latest that was missed, where one was.
    pub(super) fn telling(site: &'s Site<'_>, reading: usize) -> TargetSummary<'s> {
        let it = &site.readings.targets[reading];
        let tells = |period: &PeriodReading| match it.status {
            Status::Missed | Status::Breached => is_lost(period),
            Status::NoData => period.status == Status::NoData,
            _ => false,
        };
        match it.periods.iter().rposition(tells) {
            Some(at) => TargetSummary::at(site, reading, at),
            None => TargetSummary::of(site, reading),
        }
    }

    /// At one of its periods.
    pub(super) fn at(site: &'s Site<'_>, reading: usize, at: usize) -> TargetSummary<'s> {
        let it = &site.readings.targets[reading];
        let target = &site.archive.plan(it.plan).targets[it.target];
        TargetSummary {
            reading,
            target,
            indicator: site.archive.indicator(target.indicator),
            at,
            current: &it.periods[at],
            shown: site.shown_figure(reading, at),
            tag: String::new(),
        }
    }

    /// The name of a chart, unique in its page.
    pub(super) fn chart_id(&self, here: PageCtx<'_>, kind: &str) -> String {
        let it = &here.site.readings.targets[self.reading];
        format!("{kind}{}-{}-{}", self.tag, it.plan.0, self.reading)
    }

    /// The period's name.
    pub(super) fn period_name(&self, site: &Site<'_>) -> String {
        site.words.period(self.current.period, self.target.every, &site.archive.calendar)
    }

    /// The target's value with its unit.
    pub(super) fn target_text(&self, here: PageCtx<'_>) -> Option<String> {
        self.target.value.map(|it| here.site.shown_value(it, self.indicator))
    }

    /// What was to be expected, while the period runs and it is not reached.
    pub(super) fn expected(&self, here: PageCtx<'_>) -> Option<String> {
        let matters =
            matches!(self.current.status, Status::OnTrack | Status::AtRisk | Status::Behind);
        here.site.shown_expected(self.reading, self.at).filter(|_| matters)
    }

    /// The current period in a sentence.
    pub(super) fn sentence(&self, here: PageCtx<'_>) -> String {
        let (period, target, expected) =
            (self.period_name(here.site), self.target_text(here), self.expected(here));
        here.site.words.sentence(&ReadingText {
            period: &period,
            indicator: self.indicator,
            figure: self.shown.text.as_deref(),
            target: target.as_deref(),
            expected: expected.as_deref(),
            status: self.current.status,
        })
    }
}

/// The account of one judged scope of a target.
#[derive(Debug, Serialize)]
pub(super) struct ReadingView<'s> {
    pub(super) anchor: String,
    /// Whom it is about, where the target judges several.
    pub(super) scope: Option<Link<'s>>,
    pub(super) status: StatusLabel,
    pub(super) sentence: String,
    pub(super) bullet: String,
    pub(super) course: String,
    pub(super) strip: String,
    /// How many periods are met, where there are several.
    pub(super) met: Option<String>,
    pub(super) periods: Vec<PeriodView<'s>>,
    pub(super) has_expected: bool,
}

/// One period.
#[derive(Debug, Serialize)]
pub(super) struct PeriodView<'s> {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) actual: Option<String>,
    pub(super) expected: Option<String>,
    pub(super) status: StatusLabel,
    pub(super) count: String,
    pub(super) entries: Vec<EntryView<'s>>,
    /// What stands for records that are no longer public.
    pub(super) hidden: Option<String>,
    pub(super) open: bool,
}

/// One entry behind a figure, or many of one ledger or school.
#[derive(Debug, Serialize)]
pub(super) struct EntryView<'s> {
    pub(super) date: String,
    pub(super) link: Link<'s>,
    /// The school, where the figure pools several.
    pub(super) school: Option<&'s str>,
    /// How many rows or records it stands for.
    pub(super) rows: Option<String>,
    pub(super) value: String,
}

/// The account of a reading.
pub(super) fn reading_view(here: PageCtx<'_>, reading: usize) -> ReadingView<'_> {
    let site = here.site;
    let it: &TargetReading = &site.readings.targets[reading];
    let standing = TargetSummary::of(site, reading);
    let anchor = site.reading_anchor(reading);
    let periods: Vec<_> =
        (0..it.periods.len()).map(|at| period_view(here, &standing, at, &anchor)).collect();
    let several = periods.len() > 1;
    ReadingView {
        scope: match it.scope {
            JudgedScope::School(school) => Some(here.school(school)),
            JudgedScope::Joint => None,
        },
        status: label(it.status, site.lang()),
        sentence: standing.sentence(here),
        bullet: reading_charts::bullet(here, &standing, false),
        course: reading_charts::course(here, &standing),
        strip: reading_charts::strip(here, &standing),
        met: several.then(|| met_line(here, it)),
        has_expected: periods.iter().any(|it| it.expected.is_some()),
        periods,
        anchor,
    }
}

/// How many periods are met, and which were not.
fn met_line(here: PageCtx<'_>, it: &TargetReading) -> String {
    let site = here.site;
    let every = site.archive.plan(it.plan).targets[it.target].every;
    let lost = it.periods.iter().filter(|it| is_lost(it));
    let lost: Vec<String> =
        lost.map(|it| site.words.period(it.period, every, &site.archive.calendar)).collect();
    site.words.periods_met(it.periods_met, it.periods_due, it.periods.len(), &lost)
}

fn period_view<'s>(
    here: PageCtx<'s>,
    standing: &TargetSummary<'s>,
    at: usize,
    anchor: &str,
) -> PeriodView<'s> {
    let site = here.site;
    let it = &site.readings.targets[standing.reading].periods[at];
    let pooled = site.readings.targets[standing.reading].scope == JudgedScope::Joint
        && site
            .archive
            .schools_of(site.archive.plan(site.readings.targets[standing.reading].plan))
            .len()
            > 1;
    let (entries, hidden) = entries(here, standing.indicator, &it.entries, pooled);
    let mut records: Vec<RecordIx> = it.entries.iter().map(|it| it.record).collect();
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
    here: PageCtx<'s>,
    indicator: &Indicator,
    all: &[EntryRef],
    pooled: bool,
) -> (Vec<EntryView<'s>>, usize) {
    let site = here.site;
    let mut rows: BTreeMap<RecordIx, Vec<EntryRef>> = BTreeMap::new();
    for entry in all.iter().filter(|it| it.row.is_some()) {
        rows.entry(entry.record).or_default().push(*entry);
    }
    let mut hidden: Vec<RecordIx> =
        all.iter().map(|it| it.record).filter(|it| !site.lookup.is_shown(*it)).collect();
    hidden.sort_unstable();
    hidden.dedup();
    let shown: Vec<EntryRef> =
        all.iter().copied().filter(|it| site.lookup.is_shown(it.record)).collect();
    if shown.iter().filter(|it| it.row.is_none()).count() + rows.len() > MOST_LINES {
        return (by_school(here, indicator, &shown), hidden.len());
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
        let Some(link) = here.record(entry.record) else { continue };
        let last = group[group.len() - 1];
        let date = match entry.day == last.day {
            true => site.words.day(entry.day),
            false => crate::model::Period::new(entry.day, last.day)
                .map_or_else(String::new, |it| site.words.days(it)),
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
                        line_of(here, it.lines.get(row as usize).copied())
                    }
                    _ => String::new(),
                }),
                (many, _) => Some(site.words.rows(many)),
            },
            value: value_of(here, indicator, group),
        });
    }
    (lines, hidden.len())
}

fn line_of(here: PageCtx<'_>, line: Option<u32>) -> String {
    let Some(line) = line else { return String::new() };
    match here.site.lang() {
        crate::l10n::Lang::Zh => format!("第{line}行"),
        crate::l10n::Lang::En => format!("line {line}"),
    }
}

fn by_school<'s>(
    here: PageCtx<'s>,
    indicator: &Indicator,
    shown: &[EntryRef],
) -> Vec<EntryView<'s>> {
    let site = here.site;
    let mut schools: BTreeMap<crate::model::SchoolIx, Vec<EntryRef>> = BTreeMap::new();
    for entry in shown {
        schools.entry(site.archive.record(entry.record).school).or_default().push(*entry);
    }
    let line = |(school, group): (crate::model::SchoolIx, Vec<EntryRef>)| EntryView {
        date: String::new(),
        link: here.school(school),
        school: None,
        rows: Some(site.words.times(group.len())),
        value: value_of(here, indicator, &group),
    };
    schools.into_iter().map(line).collect()
}

/// What a line carries: the value of an entry, or of several what can be said of them together.
pub(super) fn value_of(here: PageCtx<'_>, indicator: &Indicator, group: &[EntryRef]) -> String {
    let site = here.site;
    if let [only] = group {
        return site.shown_entry(*only, indicator);
    }
    let nothing = || "—".to_owned();
    match (indicator.aggregate, &indicator.reads) {
        (Aggregate::Sum, Reads::Measure(measure)) => {
            if group.iter().any(|it| site.withheld.entry(it.record, it.row, *measure).is_some()) {
                return site.words.say("不公开", "withheld").to_owned();
            }
            let values = group
                .iter()
                .filter_map(|it| reading_charts::value(here, it.record, it.row, *measure));
            let sum = values.fold(Exact::whole(0), |sum, it| &sum + &it);
            site.with_unit(&sum.rounded(9), &indicator.unit)
        }
        (Aggregate::Count, _) => site.with_unit(&group.len().to_string(), &indicator.unit),
        (Aggregate::Last | Aggregate::LastRatio, _) => {
            group.last().map_or_else(nothing, |it| site.shown_entry(*it, indicator))
        }
        _ => nothing(),
    }
}

/// A target with all it judges.
#[derive(Debug, Serialize)]
pub(super) struct TargetView<'s> {
    pub(super) anchor: String,
    /// Its id, where it says more than the indicator's name.
    pub(super) id: Option<&'s str>,
    pub(super) indicator: Link<'s>,
    pub(super) rule: String,
    pub(super) scope: String,
    pub(super) note: Option<&'s str>,
    pub(super) owner: Option<&'s str>,
    pub(super) baseline: Option<String>,
    pub(super) waived: Option<[&'s str; 2]>,
    pub(super) aspirational: bool,
    pub(super) readings: Vec<ReadingView<'s>>,
    /// One line a school instead, where the target judges many.
    pub(super) rows: Vec<super::target_row::TargetRow<'s>>,
    /// How many lines there are; the page of the indicator has them all.
    pub(super) rows_total: usize,
    pub(super) tally: Option<super::status::Tally>,
    pub(super) multiples: String,
}

/// Whom a target judges, in words.
pub(super) fn scope_words(site: &Site<'_>, scope: &crate::model::Scope) -> Cow<'static, str> {
    use crate::model::Scope;
    let words = site.words;
    Cow::Borrowed(match scope {
        Scope::Joint => words.say("合计", "together"),
        Scope::Each => words.say("各校分别评判", "each school apart"),
        Scope::Helper => words.say("帮扶方", "the helper"),
        Scope::Helped => words.say("受援方", "the helped"),
        Scope::Schools(_) => words.say("所列学校分别评判", "the named schools apart"),
    })
}
