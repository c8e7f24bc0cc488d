//! On which days and in which schools the targets of a measure count.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{JudgedScope, Readings, TargetReading};
use crate::model::{Archive, Day, MeasureIx, Period, PlanOwner, Reads, SchoolIx};

/// Whether any target can count a figure, by its school and its day alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// A target can count it.
    Yes,
    /// There are targets for its school, on other days.
    OtherDays,
    /// There are targets, for other schools.
    OtherSchools,
    /// No target reads it.
    NoTarget,
}

/// The days of all targets, by measure and school.
#[derive(Debug, Default)]
pub struct Coverage {
    periods: FxHashMap<(MeasureIx, SchoolIx), Vec<Period>>,
    measures: FxHashSet<MeasureIx>,
}

impl Coverage {
    /// The days on which the targets of an archive count.
    #[must_use]
    pub fn of(archive: &Archive, readings: &Readings) -> Coverage {
        let mut coverage = Coverage::default();
        for reading in &readings.targets {
            let measures = measures_read(archive, reading);
            coverage.measures.extend(&measures);
            for school in schools_of(archive, reading) {
                for measure in &measures {
                    let periods = coverage.periods.entry((*measure, school)).or_default();
                    periods.extend(reading.periods.iter().map(|judged| judged.period));
                }
            }
        }
        // Each list on its own: their order does not matter.
        coverage.periods.values_mut().for_each(merge);
        coverage
    }

    /// Whether any target can count a figure of a school on a day.
    #[must_use]
    pub fn covers(&self, measure: MeasureIx, school: SchoolIx, day: Day) -> Covered {
        match self.periods.get(&(measure, school)) {
            Some(periods) if contains(periods, day) => Covered::Yes,
            Some(_) => Covered::OtherDays,
            None if self.measures.contains(&measure) => Covered::OtherSchools,
            None => Covered::NoTarget,
        }
    }
}

/// Sorts periods, and joins those that touch.
fn merge(periods: &mut Vec<Period>) {
    periods.sort_unstable();
    let mut merged: Vec<Period> = Vec::new();
    for period in periods.iter() {
        match merged.last_mut() {
            Some(last) if period.first <= last.last.next() => {
                last.last = last.last.max(period.last)
            }
            _ => merged.push(*period),
        }
    }
    *periods = merged;
}

/// Whether a day is in one of some periods, which are sorted and do not touch.
fn contains(periods: &[Period], day: Day) -> bool {
    let index = periods.partition_point(|period| period.last < day);
    periods.get(index).is_some_and(|period| period.contains(day))
}

/// The measures that the indicator of a reading reads.
pub(super) fn measures_read(archive: &Archive, reading: &TargetReading) -> Vec<MeasureIx> {
    let target = &archive.plan(reading.plan).targets[reading.target];
    match archive.indicator(target.indicator).reads {
        Reads::Measure(measure) => vec![measure],
        Reads::Ratio { numerator, denominator } => vec![numerator, denominator],
        Reads::Records { .. } => Vec::new(),
    }
}

fn schools_of(archive: &Archive, reading: &TargetReading) -> Vec<SchoolIx> {
    let plan = archive.plan(reading.plan);
    match (reading.scope, plan.owner) {
        (JudgedScope::School(school), _) | (JudgedScope::Joint, PlanOwner::School(school)) => {
            vec![school]
        }
        (JudgedScope::Joint, _) => archive.schools_of(plan),
    }
}
