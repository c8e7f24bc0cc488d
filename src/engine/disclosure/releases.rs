//! Figures that follow from two releases of a site together: 50 on one day and 53 on the next tell a 3.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::audit::unproven;
use super::collect::{Collected, collect};
use super::consistency::Publication;
use super::proofs::Proofs;
use super::quantity::Quantity;
use super::suppressed::{FigureName, SuppressedFigures};
use crate::engine::progress::{JudgedScope, Readings, TargetReading};
use crate::model::{Archive, Day, Detail, Figure, Period};

/// What an earlier release of the site said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EarlierRelease {
    /// The day on which it was judged.
    pub as_of: Option<Day>,
    /// The figures of periods that it showed.
    pub figures: Vec<EarlierFigure>,
    /// The figures in records that it showed.
    pub entries: Vec<EarlierEntry>,
}

/// A figure of a period that an earlier release showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierFigure {
    /// The id of the plan.
    pub plan: String,
    /// The id of the target.
    pub target: String,
    /// `joint`, or the id of the school.
    pub scope: String,
    /// Its days.
    pub period: Period,
    /// What it showed.
    pub actual: Figure,
}

/// A figure in a record that an earlier release showed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EarlierEntry {
    /// The id of the record.
    pub record: String,
    /// Its day.
    pub day: String,
    /// The data key.
    pub measure: String,
    /// What it showed.
    pub value: Figure,
}

/// The places of figures that are withheld, but follow from the earlier release together with this one: the ids of records
/// and of plans, each with the data key or the target, sorted.
#[must_use]
pub fn derivable_since(
    archive: &Archive,
    readings: &Readings,
    earlier: &EarlierRelease,
) -> Vec<(String, String)> {
    let suppressed = SuppressedFigures::find(archive, readings);
    if suppressed.nothing_is_sensitive() {
        return Vec::new();
    }
    let mut collected = collect(archive, &[readings], &suppressed);
    let mut publication = published(&collected, &suppressed);
    let mut proofs = Proofs::none(collected.system.quantities.len());
    let before = unproven(&collected.system, &publication, &mut proofs);
    let before: BTreeSet<usize> = before.into_iter().collect();
    let known = Known { archive, readings, earlier };
    known.publish_entries(&collected, &mut publication);
    known.publish_figures(&mut collected, &mut publication);
    let mut places = BTreeSet::new();
    let mut proofs = Proofs::none(collected.system.quantities.len());
    for quantity in unproven(&collected.system, &publication, &mut proofs) {
        if !before.contains(&quantity) {
            for shown in &collected.system.quantities[quantity].shown {
                places.insert(place(archive, readings, shown.name));
            }
        }
    }
    places.into_iter().collect()
}

/// What the site publishes of the collected quantities now.
fn published(collected: &Collected, suppressed: &SuppressedFigures) -> Publication {
    let mut withheld = Vec::with_capacity(collected.system.quantities.len());
    for quantity in &collected.system.quantities {
        withheld.push(match quantity.shown.first() {
            Some(shown) => suppressed.has(shown.name),
            None => true,
        });
    }
    Publication { withheld, marks_small: true }
}

/// What a reader of the earlier release knows.
struct Known<'a> {
    archive: &'a Archive,
    readings: &'a Readings,
    earlier: &'a EarlierRelease,
}

impl Known<'_> {
    /// Counts the figures of records as published that the earlier release showed as they are now.
    fn publish_entries(&self, collected: &Collected, publication: &mut Publication) {
        let shown: BTreeSet<_> = self.earlier.entries.iter().map(entry_key).collect();
        for cell in 0..collected.system.cells.len() {
            let Some(shown_now) = collected.system.quantities[cell].shown.first() else { continue };
            let FigureName::Entry((record, row, measure)) = shown_now.name else { continue };
            let record = self.archive.record(record);
            let day = match (&record.detail, row) {
                (Detail::Ledger(ledger), Some(row)) => {
                    ledger.days.get(row as usize).copied().flatten()
                }
                _ => record.day,
            };
            let Some(day) = day else { continue };
            let day = day.to_string();
            let measure = self.archive.measures[measure.0 as usize].as_str();
            let value = collected.system.cells[cell].value;
            if shown.contains(&(record.id.as_str(), day.as_str(), measure, value)) {
                publication.withheld[cell] = false;
            }
        }
    }

    /// Adds the figures that the earlier release showed, where the records of its day still make them up.
    fn publish_figures(&self, collected: &mut Collected, publication: &mut Publication) {
        let Some(as_of) = self.earlier.as_of else { return };
        let mut readings: FxHashMap<(&str, &str, &str), usize> = FxHashMap::default();
        for (index, reading) in self.readings.targets.iter().enumerate() {
            readings.insert(names(self.archive, reading), index);
        }
        let mut added = Vec::new();
        for figure in &self.earlier.figures {
            let key = (figure.plan.as_str(), figure.target.as_str(), figure.scope.as_str());
            let Some(index) = readings.get(&key) else { continue };
            let reading = &self.readings.targets[*index];
            let plan = self.archive.plan(reading.plan);
            let indicator = self.archive.indicator(plan.targets[reading.target].indicator);
            let Some(period) = reading.periods.iter().find(|one| one.period == figure.period)
            else {
                continue;
            };
            let entries = period.entries.iter().filter(|entry| entry.day <= as_of);
            let entries: Vec<_> = entries.copied().collect();
            if indicator.sensitive
                && let Some((formula, divisor)) =
                    collected.sum_over(self.archive, indicator, &entries)
            {
                let quantity = collected.system.quantity(formula);
                if is_value(&quantity, divisor, figure.actual) {
                    added.push(quantity);
                }
            }
        }
        for quantity in added {
            collected.system.quantities.push(quantity);
            publication.withheld.push(false);
        }
        collected.system.index();
    }
}

fn entry_key(entry: &EarlierEntry) -> (&str, &str, &str, i128) {
    (&entry.record, &entry.day, &entry.measure, entry.value.scaled())
}

/// Whether a sum over cells was shown as this figure. What was rounded is not taken as known.
fn is_value(quantity: &Quantity, divisor: i128, shown: Figure) -> bool {
    quantity.whole == 0 && Some(quantity.value) == shown.scaled().checked_mul(divisor)
}

/// The ids of the plan and the target of a reading, and whom it judges.
fn names<'a>(archive: &'a Archive, reading: &TargetReading) -> (&'a str, &'a str, &'a str) {
    let plan = archive.plan(reading.plan);
    let scope = match reading.scope {
        JudgedScope::Joint => "joint",
        JudgedScope::School(school) => &archive.school(school).id,
    };
    (&plan.id, &plan.targets[reading.target].id, scope)
}

/// The id of the record or plan in which a figure is shown, and the data key or the target.
fn place(archive: &Archive, readings: &Readings, name: FigureName) -> (String, String) {
    match name {
        FigureName::Entry((record, _, measure)) | FigureName::Sum((record, measure, _)) => {
            let measure = archive.measures[measure.0 as usize].clone();
            (archive.record(record).id.clone(), measure)
        }
        FigureName::Period { target, .. } => {
            let (plan, target, _) = names(archive, &readings.targets[target]);
            (plan.to_owned(), target.to_owned())
        }
    }
}
