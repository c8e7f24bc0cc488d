//! The tables: which lines each has, and what their columns say.

use super::ByTerm;
use super::columns::{Cell, Column, Kind};
use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::{JudgedScope, PeriodReading, Readings, TargetReading};
use crate::model::{
    Archive, Day, Figure, Indicator, MeasureIx, Plan, PlanOwner, Reads, Record, Target, TermIx,
};
use crate::site::data::entries::{self, Entry, Value};
use crate::site::data::progress::{EXPECTED_PLACES, PLACES};
use crate::site::data::{is_published, published_ids};

/// Decimals of a written figure.
const WRITTEN: u32 = crate::model::MAX_PLACES as u32;

/// What the tables are made from.
pub(super) struct From<'a> {
    pub(super) archive: &'a Archive,
    pub(super) readings: &'a Readings,
    pub(super) withheld: &'a SuppressedFigures,
}

/// A line of `periods`.
#[derive(Clone, Copy)]
pub(super) struct PeriodLine<'a> {
    reading: &'a TargetReading,
    period: &'a PeriodReading,
    is_withheld: bool,
}

/// A line of `evidence`: a record behind a figure.
pub(super) struct EvidenceLine<'a> {
    reading: &'a TargetReading,
    period: &'a PeriodReading,
    record: &'a str,
}

fn column<'a, R>(
    name: &'static str,
    kind: Kind,
    cell: impl Fn(&R) -> Option<Cell<'a>> + 'a,
) -> Column<'a, R> {
    Column { name, kind, cell: Box::new(cell) }
}

fn text<'a, R>(name: &'static str, read: impl Fn(&R) -> Option<&'a str> + 'a) -> Column<'a, R> {
    column(name, Kind::Text, move |it| read(it).map(|it| Cell::Text(it.into())))
}

fn day<'a, R>(name: &'static str, read: impl Fn(&R) -> Option<Day> + 'a) -> Column<'a, R> {
    column(name, Kind::Day, move |it| read(it).map(Cell::Day))
}

fn written<'a, R>(name: &'static str, read: impl Fn(&R) -> Option<Figure> + 'a) -> Column<'a, R> {
    column(name, Kind::Decimal(WRITTEN), move |it| read(it).map(|it| Cell::Decimal(it.scaled())))
}

fn flag<'a, R>(name: &'static str, read: impl Fn(&R) -> bool + 'a) -> Column<'a, R> {
    column(name, Kind::Flag, move |it| Some(Cell::Flag(read(it))))
}

fn whole<'a, R>(name: &'static str, read: impl Fn(&R) -> usize + 'a) -> Column<'a, R> {
    column(name, Kind::Whole, move |it| i32::try_from(read(it)).ok().map(Cell::Whole))
}

impl<'a> From<'a> {
    /// Plans are left to `targets`; otherwise as records.json, by the record's term.
    pub(super) fn records(&self) -> ByTerm<&'a Record> {
        let published = |it: &&Record| is_published(it, self.readings.as_of);
        let mut lines = ByTerm::new();
        for record in self.archive.records.iter().map(AsRef::as_ref).filter(published) {
            lines.entry(record.term).or_insert_with(Vec::new).push(record);
        }
        lines
    }

    pub(super) fn record_columns(&self) -> Vec<Column<'a, &'a Record>> {
        let archive = self.archive;
        vec![
            text("record", |it: &&'a Record| Some(it.id.as_str())),
            text("kind", |it: &&'a Record| Some(it.kind().code())),
            text("title", |it: &&'a Record| Some(it.title.as_str())),
            text("school", |it: &&'a Record| Some(archive.school(it.school).id.as_str())),
            text("school_name", |it: &&'a Record| Some(archive.school(it.school).name.as_str())),
            text("pair", |it: &&'a Record| Some(archive.pair(it.pair.one()?).id.as_str())),
            day("date", |it: &&'a Record| it.day),
            text("type", |it: &&'a Record| it.of_type.as_deref()),
            text("term_name", |it: &&'a Record| {
                Some(archive.calendar.term(it.term?).name.as_str())
            }),
        ]
    }

    /// As entries.csv, by the term of the entry's day.
    pub(super) fn entries(&self) -> ByTerm<Entry<'a>> {
        let mut lines = ByTerm::new();
        entries::each(self.archive, self.readings.as_of, self.withheld, |entry| {
            let term = self.archive.calendar.term_of(entry.day);
            lines.entry(term).or_insert_with(Vec::new).push(entry);
        });
        lines
    }

    pub(super) fn entry_columns(&self) -> Vec<Column<'a, Entry<'a>>> {
        let archive = self.archive;
        vec![
            text("record", |it: &Entry<'a>| Some(archive.record(it.record).id.as_str())),
            whole("row", |it: &Entry<'a>| it.row.map_or(0, |it| it as usize + 1)),
            text("school", |it: &Entry<'a>| {
                Some(archive.school(archive.record(it.record).school).id.as_str())
            }),
            day("date", |it: &Entry<'a>| Some(it.day)),
            text("measure", |it: &Entry<'a>| Some(measure(archive, it.measure))),
            written("value", |it: &Entry<'a>| match it.value {
                Value::Figure(figure) => Some(figure),
                Value::Text(_) | Value::Withheld(_) => None,
            }),
            text("text", |it: &Entry<'a>| match it.value {
                Value::Text(text) => Some(text),
                Value::Figure(_) | Value::Withheld(_) => None,
            }),
            flag("suppressed", |it: &Entry<'a>| matches!(it.value, Value::Withheld(_))),
        ]
    }

    /// By the term in which the plan ends.
    pub(super) fn targets(&self) -> ByTerm<&'a TargetReading> {
        let mut lines = ByTerm::new();
        for reading in &self.readings.targets {
            let term = self.archive.calendar.term_of(self.archive.plan(reading.plan).period.last);
            lines.entry(term).or_insert_with(Vec::new).push(reading);
        }
        lines
    }

    pub(super) fn target_columns(&self) -> Vec<Column<'a, &'a TargetReading>> {
        type Of<'a> = &'a TargetReading;
        let archive = self.archive;
        let plan = |it: Of<'a>| archive.plan(it.plan);
        let target = move |it: Of<'a>| -> &'a Target { &plan(it).targets[it.target] };
        let indicator =
            move |it: Of<'a>| -> &'a Indicator { archive.indicator(target(it).indicator) };
        let mut columns = self.keys(|it: &Of<'a>| *it);
        columns.extend([
            text("plan_title", move |it: &Of<'a>| Some(plan(it).title.as_str())),
            text("school", move |it: &Of<'a>| match it.scope {
                JudgedScope::School(school) => Some(archive.school(school).id.as_str()),
                JudgedScope::Joint => owner_school(archive, plan(it)),
            }),
            text("pair", move |it: &Of<'a>| match plan(it).owner {
                PlanOwner::Pair(pair) => Some(archive.pair(pair).id.as_str()),
                PlanOwner::Archive | PlanOwner::School(_) => None,
            }),
            day("plan_start", move |it: &Of<'a>| Some(plan(it).period.first)),
            day("plan_end", move |it: &Of<'a>| Some(plan(it).period.last)),
            text("indicator", move |it: &Of<'a>| Some(indicator(it).name.as_str())),
            text("unit", move |it: &Of<'a>| Some(indicator(it).unit.as_str())),
            text("direction", move |it: &Of<'a>| Some(indicator(it).direction.code())),
            text("aggregate", move |it: &Of<'a>| Some(indicator(it).aggregate.code())),
            text("measure", move |it: &Of<'a>| match indicator(it).reads {
                Reads::Measure(it) | Reads::Ratio { numerator: it, .. } => {
                    Some(measure(archive, it))
                }
                Reads::Records { .. } => None,
            }),
            text("denominator", move |it: &Of<'a>| match indicator(it).reads {
                Reads::Ratio { denominator, .. } => Some(measure(archive, denominator)),
                Reads::Measure(_) | Reads::Records { .. } => None,
            }),
            flag("sensitive", move |it: &Of<'a>| indicator(it).sensitive),
            flag("aspirational", move |it: &Of<'a>| target(it).aspirational),
            written("value", move |it: &Of<'a>| target(it).value),
            text("every", move |it: &Of<'a>| Some(target(it).every?.code())),
            text("status", |it: &Of<'a>| Some(it.status.code())),
            whole("periods_met", |it: &Of<'a>| it.periods_met),
            whole("periods_due", |it: &Of<'a>| it.periods_due),
        ]);
        columns
    }

    /// By the term in which the period ends.
    pub(super) fn periods(&self) -> ByTerm<PeriodLine<'a>> {
        let mut lines = ByTerm::new();
        for (at, reading) in self.readings.targets.iter().enumerate() {
            for (number, period) in reading.periods.iter().enumerate() {
                let is_withheld = self.withheld.is_suppressed(at, number);
                let line = PeriodLine { reading, period, is_withheld };
                lines.entry(self.term_of(period)).or_insert_with(Vec::new).push(line);
            }
        }
        lines
    }

    pub(super) fn period_columns(&self) -> Vec<Column<'a, PeriodLine<'a>>> {
        type Of<'a> = PeriodLine<'a>;
        let mut columns = self.keys(|it: &Of<'a>| it.reading);
        columns.extend([
            day("start", |it: &Of<'a>| Some(it.period.period.first)),
            day("end", |it: &Of<'a>| Some(it.period.period.last)),
            column("actual", Kind::Decimal(PLACES), |it: &Of<'a>| {
                let actual = it.period.actual.as_ref().filter(|_| !it.is_withheld)?;
                actual.scaled(PLACES).map(Cell::Decimal)
            }),
            column("expected", Kind::Decimal(EXPECTED_PLACES), |it: &Of<'a>| {
                it.period.expected.as_ref()?.scaled(EXPECTED_PLACES).map(Cell::Decimal)
            }),
            text("status", |it: &Of<'a>| Some(it.period.status.code())),
            flag("suppressed", |it: &Of<'a>| it.is_withheld),
        ]);
        columns
    }

    /// Which records a period's figure rests on, each once; beside the period.
    pub(super) fn evidence(&self) -> ByTerm<EvidenceLine<'a>> {
        let mut lines = ByTerm::new();
        for reading in &self.readings.targets {
            for period in &reading.periods {
                let records = period.entries.iter().map(|it| it.record);
                let all = published_ids(self.archive, self.readings.as_of, records);
                let all = all.into_iter().map(|record| EvidenceLine { reading, period, record });
                let of_term = lines.entry(self.term_of(period)).or_insert_with(Vec::new);
                of_term.extend(all);
            }
        }
        lines.retain(|_, it| !it.is_empty());
        lines
    }

    pub(super) fn evidence_columns(&self) -> Vec<Column<'a, EvidenceLine<'a>>> {
        type Of<'a> = EvidenceLine<'a>;
        let mut columns = self.keys(|it: &Of<'a>| it.reading);
        columns.extend([
            day("start", |it: &Of<'a>| Some(it.period.period.first)),
            day("end", |it: &Of<'a>| Some(it.period.period.last)),
            text("record", |it: &Of<'a>| Some(it.record)),
        ]);
        columns
    }

    /// What names a target: its plan, its id there, whom it is about.
    fn keys<R: 'a>(&self, reading: fn(&R) -> &'a TargetReading) -> Vec<Column<'a, R>> {
        let archive = self.archive;
        let plan = move |it: &R| archive.plan(reading(it).plan);
        vec![
            text("plan", move |it: &R| Some(plan(it).id.as_str())),
            text("target", move |it: &R| Some(plan(it).targets[reading(it).target].id.as_str())),
            text("scope", move |it: &R| match reading(it).scope {
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
