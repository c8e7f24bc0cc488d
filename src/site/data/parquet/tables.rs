//! The lines and columns of each table.

use super::ByTerm;
use super::columns::{Cell, Column, ColumnKind};
use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::{JudgedScope, PeriodReading, Readings, TargetReading};
use crate::l10n::Lang;
use crate::model::{
    Archive, Day, Detail, Figure, Indicator, MeasureIx, Plan, PlanOwner, Reads, Record, Target,
    TermIx, VisitAmount,
};
use crate::site::data::common::{published_ids, shown_amount, withheld_amounts};
use crate::site::data::entries::{self, EntryValue, PublishedEntry};
use crate::site::data::progress::{EXPECTED_PLACES, PLACES};
use crate::site::data::{is_published, visits};

/// Decimal places of a figure as it was recorded.
const RECORDED_PLACES: u32 = crate::model::MAX_PLACES as u32;

/// What the tables are built from.
pub(super) struct Tables<'a> {
    pub(super) archive: &'a Archive,
    pub(super) readings: &'a Readings,
    pub(super) suppressed: &'a SuppressedFigures,
}

/// A line of `periods`.
#[derive(Clone, Copy)]
pub(super) struct PeriodLine<'a> {
    reading: &'a TargetReading,
    period: &'a PeriodReading,
    is_suppressed: bool,
}

/// A line of `evidence`: a record behind a figure.
pub(super) struct EvidenceLine<'a> {
    reading: &'a TargetReading,
    period: &'a PeriodReading,
    record: &'a str,
}

fn column<'a, R>(
    name: &'static str,
    kind: ColumnKind,
    cell: impl Fn(&R) -> Option<Cell<'a>> + 'a,
) -> Column<'a, R> {
    Column { name, kind, cell: Box::new(cell) }
}

fn text<'a, R>(name: &'static str, read: impl Fn(&R) -> Option<&'a str> + 'a) -> Column<'a, R> {
    column(name, ColumnKind::Text, move |line| Some(Cell::Text(read(line)?.into())))
}

/// The columns of `visits.csv` with texts that only visits have.
const VISIT_TEXTS: [&str; 12] = [
    "time", "form", "subject", "grade", "lesson", "place", "host", "speakers", "recorder", "needs",
    "feedback", "other",
];

/// One of [`VISIT_TEXTS`]; empty for other records.
fn visit_text<'a>(name: &'static str, lang: Lang) -> Column<'a, &'a Record> {
    column(name, ColumnKind::Text, move |record: &&'a Record| {
        let Detail::Visit(visit) = &record.detail else { return None };
        let text = visits::visit_text(visit, name, lang);
        (!text.is_empty()).then_some(Cell::Text(text.into()))
    })
}

fn day<'a, R>(name: &'static str, read: impl Fn(&R) -> Option<Day> + 'a) -> Column<'a, R> {
    column(name, ColumnKind::Day, move |line| read(line).map(Cell::Day))
}

fn figure<'a, R>(name: &'static str, read: impl Fn(&R) -> Option<Figure> + 'a) -> Column<'a, R> {
    column(name, ColumnKind::Decimal(RECORDED_PLACES), move |line| {
        Some(Cell::Decimal(read(line)?.scaled()))
    })
}

fn flag<'a, R>(name: &'static str, read: impl Fn(&R) -> bool + 'a) -> Column<'a, R> {
    column(name, ColumnKind::Flag, move |line| Some(Cell::Flag(read(line))))
}

fn whole<'a, R>(name: &'static str, read: impl Fn(&R) -> usize + 'a) -> Column<'a, R> {
    column(name, ColumnKind::Whole, move |line| i32::try_from(read(line)).ok().map(Cell::Whole))
}

impl<'a> Tables<'a> {
    /// The records of records.json without plans (see `targets`), by the term of the record.
    pub(super) fn records(&self) -> ByTerm<&'a Record> {
        let mut lines: ByTerm<&'a Record> = ByTerm::new();
        for record in &self.archive.records {
            if is_published(record, self.readings.as_of) {
                lines.entry(record.term).or_default().push(record);
            }
        }
        lines
    }

    pub(super) fn record_columns(&self) -> Vec<Column<'a, &'a Record>> {
        let archive = self.archive;
        let mut columns = vec![
            text("record", |record: &&'a Record| Some(record.id.as_str())),
            text("kind", |record: &&'a Record| Some(record.kind().code())),
            text("title", |record: &&'a Record| Some(record.title.as_str())),
            text("school", |record: &&'a Record| Some(archive.school(record.school).id.as_str())),
            text("school_name", |record: &&'a Record| {
                Some(archive.school(record.school).name.as_str())
            }),
            text("pair", |record: &&'a Record| Some(archive.pair(record.pair.one()?).id.as_str())),
            day("date", |record: &&'a Record| record.day),
            text("type", |record: &&'a Record| record.of_type.as_deref()),
            text("term_name", |record: &&'a Record| {
                Some(archive.calendar.term(record.term?).name.as_str())
            }),
        ];
        let withheld = withheld_amounts(archive, self.suppressed);
        for (name, amount) in [
            ("attendance", VisitAmount::Attendance),
            ("beneficiaries", VisitAmount::Beneficiaries),
            ("cost", VisitAmount::Cost),
        ] {
            let withheld = withheld.clone();
            columns.push(figure(name, move |record: &&'a Record| {
                let Detail::Visit(visit) = &record.detail else { return None };
                shown_amount(visit, amount, &withheld)
            }));
        }
        for name in VISIT_TEXTS {
            columns.push(visit_text(name, archive.site.language));
        }
        columns
    }

    /// The entries of entries.csv, by the term of their day.
    pub(super) fn entries(&self) -> ByTerm<PublishedEntry<'a>> {
        let mut lines = ByTerm::new();
        entries::each(self.archive, self.readings.as_of, self.suppressed, |entry| {
            let term = self.archive.calendar.term_of(entry.day);
            lines.entry(term).or_insert_with(Vec::new).push(entry);
        });
        lines
    }

    pub(super) fn entry_columns(&self) -> Vec<Column<'a, PublishedEntry<'a>>> {
        let archive = self.archive;
        vec![
            text("record", |entry: &PublishedEntry<'a>| {
                Some(archive.record(entry.record).id.as_str())
            }),
            whole("row", |entry: &PublishedEntry<'a>| entry.row.map_or(0, |row| row as usize + 1)),
            text("school", |entry: &PublishedEntry<'a>| {
                Some(archive.school(archive.record(entry.record).school).id.as_str())
            }),
            day("date", |entry: &PublishedEntry<'a>| Some(entry.day)),
            text("measure", |entry: &PublishedEntry<'a>| Some(measure(archive, entry.measure))),
            figure("value", |entry: &PublishedEntry<'a>| match entry.value {
                EntryValue::Figure(figure) => Some(figure),
                EntryValue::Text(_) | EntryValue::Suppressed(_) => None,
            }),
            text("text", |entry: &PublishedEntry<'a>| match entry.value {
                EntryValue::Text(text) => Some(text),
                EntryValue::Figure(_) | EntryValue::Suppressed(_) => None,
            }),
            flag("suppressed", |entry: &PublishedEntry<'a>| {
                matches!(entry.value, EntryValue::Suppressed(_))
            }),
        ]
    }

    /// The targets, by the term in which the plan ends.
    pub(super) fn targets(&self) -> ByTerm<&'a TargetReading> {
        let mut lines = ByTerm::new();
        for reading in &self.readings.targets {
            let term = self.archive.calendar.term_of(self.archive.plan(reading.plan).period.last);
            lines.entry(term).or_insert_with(Vec::new).push(reading);
        }
        lines
    }

    pub(super) fn target_columns(&self) -> Vec<Column<'a, &'a TargetReading>> {
        type Line<'a> = &'a TargetReading;
        let archive = self.archive;
        let plan = |reading: Line<'a>| archive.plan(reading.plan);
        let target =
            move |reading: Line<'a>| -> &'a Target { &plan(reading).targets[reading.target] };
        let indicator = move |reading: Line<'a>| -> &'a Indicator {
            archive.indicator(target(reading).indicator)
        };
        let mut columns = self.keys(|reading: &Line<'a>| *reading);
        columns.extend([
            text("plan_title", move |reading: &Line<'a>| Some(plan(reading).title.as_str())),
            text("school", move |reading: &Line<'a>| match reading.scope {
                JudgedScope::School(school) => Some(archive.school(school).id.as_str()),
                JudgedScope::Joint => owner_school(archive, plan(reading)),
            }),
            text("pair", move |reading: &Line<'a>| match plan(reading).owner {
                PlanOwner::Pair(pair) => Some(archive.pair(pair).id.as_str()),
                PlanOwner::Archive | PlanOwner::School(_) => None,
            }),
            day("plan_start", move |reading: &Line<'a>| Some(plan(reading).period.first)),
            day("plan_end", move |reading: &Line<'a>| Some(plan(reading).period.last)),
            text("indicator", move |reading: &Line<'a>| Some(indicator(reading).name.as_str())),
            text("unit", move |reading: &Line<'a>| Some(indicator(reading).unit.as_str())),
            text("direction", move |reading: &Line<'a>| Some(indicator(reading).direction.code())),
            text("aggregate", move |reading: &Line<'a>| Some(indicator(reading).aggregate.code())),
            text("measure", move |reading: &Line<'a>| match indicator(reading).reads {
                Reads::Measure(read) | Reads::Ratio { numerator: read, .. } => {
                    Some(measure(archive, read))
                }
                Reads::Records { .. } => None,
            }),
            text("denominator", move |reading: &Line<'a>| match indicator(reading).reads {
                Reads::Ratio { denominator, .. } => Some(measure(archive, denominator)),
                Reads::Measure(_) | Reads::Records { .. } => None,
            }),
            flag("sensitive", move |reading: &Line<'a>| indicator(reading).sensitive),
            flag("aspirational", move |reading: &Line<'a>| target(reading).aspirational),
            figure("value", move |reading: &Line<'a>| target(reading).value),
            text("every", move |reading: &Line<'a>| Some(target(reading).every?.code())),
            text("status", |reading: &Line<'a>| Some(reading.status.code())),
            whole("periods_met", |reading: &Line<'a>| reading.periods_met),
            whole("periods_due", |reading: &Line<'a>| reading.periods_due),
        ]);
        columns
    }

    /// The periods, by the term in which they end.
    pub(super) fn periods(&self) -> ByTerm<PeriodLine<'a>> {
        let mut lines = ByTerm::new();
        for (index, reading) in self.readings.targets.iter().enumerate() {
            for (number, period) in reading.periods.iter().enumerate() {
                let is_suppressed = self.suppressed.is_suppressed(index, number);
                let line = PeriodLine { reading, period, is_suppressed };
                lines.entry(self.term_of(period)).or_insert_with(Vec::new).push(line);
            }
        }
        lines
    }

    pub(super) fn period_columns(&self) -> Vec<Column<'a, PeriodLine<'a>>> {
        type Line<'a> = PeriodLine<'a>;
        let mut columns = self.keys(|line: &Line<'a>| line.reading);
        columns.extend([
            day("start", |line: &Line<'a>| Some(line.period.period.first)),
            day("end", |line: &Line<'a>| Some(line.period.period.last)),
            column("actual", ColumnKind::Decimal(PLACES), |line: &Line<'a>| {
                let actual = line.period.actual.as_ref().filter(|_| !line.is_suppressed)?;
                actual.scaled(PLACES).map(Cell::Decimal)
            }),
            column("expected", ColumnKind::Decimal(EXPECTED_PLACES), |line: &Line<'a>| {
                line.period.expected.as_ref()?.scaled(EXPECTED_PLACES).map(Cell::Decimal)
            }),
            text("status", |line: &Line<'a>| Some(line.period.status.code())),
            flag("suppressed", |line: &Line<'a>| line.is_suppressed),
        ]);
        columns
    }

    /// The records behind the figure of each period, each once, by the term in which the period ends.
    pub(super) fn evidence(&self) -> ByTerm<EvidenceLine<'a>> {
        let mut lines = ByTerm::new();
        for reading in &self.readings.targets {
            for period in &reading.periods {
                let records = period.entries.iter().map(|entry| entry.record);
                let of_term: &mut Vec<_> = lines.entry(self.term_of(period)).or_default();
                for record in published_ids(self.archive, self.readings.as_of, records) {
                    of_term.push(EvidenceLine { reading, period, record });
                }
            }
        }
        lines.retain(|_, of_term| !of_term.is_empty());
        lines
    }

    pub(super) fn evidence_columns(&self) -> Vec<Column<'a, EvidenceLine<'a>>> {
        type Line<'a> = EvidenceLine<'a>;
        let mut columns = self.keys(|line: &Line<'a>| line.reading);
        columns.extend([
            day("start", |line: &Line<'a>| Some(line.period.period.first)),
            day("end", |line: &Line<'a>| Some(line.period.period.last)),
            text("record", |line: &Line<'a>| Some(line.record)),
        ]);
        columns
    }

    /// The columns that identify a target: its plan, its id there, and its scope.
    fn keys<R: 'a>(&self, reading: fn(&R) -> &'a TargetReading) -> Vec<Column<'a, R>> {
        let archive = self.archive;
        let plan = move |line: &R| archive.plan(reading(line).plan);
        vec![
            text("plan", move |line: &R| Some(plan(line).id.as_str())),
            text("target", move |line: &R| {
                Some(plan(line).targets[reading(line).target].id.as_str())
            }),
            text("scope", move |line: &R| match reading(line).scope {
                JudgedScope::Joint => Some("joint"),
                JudgedScope::School(school) => Some(archive.school(school).id.as_str()),
            }),
        ]
    }

    fn term_of(&self, period: &PeriodReading) -> Option<TermIx> {
        self.archive.calendar.term_of(period.period.last)
    }
}

fn measure(archive: &Archive, measure: MeasureIx) -> &str {
    &archive.measures[measure.0 as usize]
}

/// The school whose own plan it is.
fn owner_school<'a>(archive: &'a Archive, plan: &Plan) -> Option<&'a str> {
    match plan.owner {
        PlanOwner::School(school) => Some(archive.school(school).id.as_str()),
        PlanOwner::Archive | PlanOwner::Pair(_) => None,
    }
}
