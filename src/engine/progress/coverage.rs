//! On which days and in which schools the targets of a measure count.

use rustc_hash::{FxHashMap, FxHashSet};

use super::target::judged_schools;
use super::{JudgedScope, Readings, TargetReading};
use crate::model::{
    Archive, Day, MeasureIx, PairIx, Period, Plan, PlanOwner, SchoolIx, Scope, Target,
};

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
    cuts: FxHashMap<(MeasureIx, SchoolIx), Vec<Cut>>,
}

impl Coverage {
    /// The days on which the targets of an archive count.
    #[must_use]
    pub fn of(archive: &Archive, readings: &Readings) -> Coverage {
        let mut coverage = Coverage::default();
        for reading in readings.targets.iter().chain(&readings.withdrawn) {
            let measures = measures_read(archive, reading);
            let schools = schools_of(archive, reading);
            if schools.is_empty() {
                continue; // reported as an error of the target
            }
            coverage.measures.extend(&measures);
            for school in schools {
                for measure in &measures {
                    let periods = coverage.periods.entry((*measure, school)).or_default();
                    periods.extend(reading.periods.iter().map(|judged| judged.period));
                }
            }
        }
        coverage.add_cuts(archive);
        // Each list on its own: their order does not matter.
        coverage.periods.values_mut().for_each(merge);
        coverage
    }

    /// Adds the schools of targets whose plan is cut because the pair or the school does not exist all the while. Where
    /// nothing is left of the plan, there is no reading.
    fn add_cuts(&mut self, archive: &Archive) {
        for plan in archive.plans.iter().filter(|plan| !plan.draft) {
            for target in &plan.targets {
                for school in judged_schools(archive, plan, target) {
                    let Some(cut) = Cut::of(archive, plan, target, school) else { continue };
                    for measure in archive.indicator(target.indicator).measures() {
                        self.measures.insert(measure);
                        self.periods.entry((measure, school)).or_default();
                        self.cuts.entry((measure, school)).or_default().push(cut);
                    }
                }
            }
        }
    }

    /// Why a day of a plan is none on which its targets count, if the pair or the school is the reason.
    pub(super) fn cut_on(&self, measure: MeasureIx, school: SchoolIx, day: Day) -> Option<&Cut> {
        let cuts = self.cuts.get(&(measure, school))?;
        let is_outside = |cut: &&Cut| {
            cut.plan.contains(day) && !cut.range.is_some_and(|range| range.contains(day))
        };
        cuts.iter().find(is_outside)
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
    archive.indicator(target.indicator).measures()
}

fn schools_of(archive: &Archive, reading: &TargetReading) -> Vec<SchoolIx> {
    let plan = archive.plan(reading.plan);
    match reading.scope {
        JudgedScope::School(school) => vec![school],
        JudgedScope::Joint => judged_schools(archive, plan, &plan.targets[reading.target]),
    }
}

/// A plan of which only a part is judged, or nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    plan: Period,
    range: Option<Period>,
    /// The pair whose dates are the reason; `None` when those of the school are.
    pub(super) pair: Option<PairIx>,
}

impl Cut {
    /// `None` when the pair exists all the while, and so does the school where it is judged apart.
    fn of(archive: &Archive, plan: &Plan, target: &Target, school: SchoolIx) -> Option<Cut> {
        let pair = match plan.owner {
            PlanOwner::Pair(pair) => Some(pair),
            PlanOwner::Archive | PlanOwner::School(_) => None,
        };
        let of_pair = pair.map_or(Some(plan.period), |pair| archive.pair(pair).cut(plan.period));
        if of_pair != Some(plan.period) {
            return Some(Cut { plan: plan.period, range: of_pair, pair });
        }
        if target.scope == Scope::Joint {
            return None;
        }
        let range = archive.school(school).cut(plan.period);
        (range != of_pair).then_some(Cut { plan: plan.period, range, pair: None })
    }
}
