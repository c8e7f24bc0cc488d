//! Figures that an indicator reads, on a day or in a school that none of its targets could count
//! (docs/content-model.md §6).

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, NotCounted, Problem, Span};
use crate::engine::progress::{Coverage, Covered, Readings};
use crate::model::{Archive, Cell, Detail, Ledger, MeasureIx, Record};

/// Reports figures that no target could count. Where no target reads a figure at all, nothing is asked of anybody.
pub(super) fn without_target(archive: &Archive, readings: &Readings) -> Vec<Diagnostic> {
    let coverage = Coverage::of(archive, readings);
    let mut diagnostics = Vec::new();
    for record in archive.records.iter().filter(|record| !record.draft) {
        let lost = match &record.detail {
            Detail::Ledger(ledger) => lost_rows(&coverage, record, ledger),
            _ => lost_figures(&coverage, record),
        };
        for (covered, lost) in lost {
            diagnostics.push(diagnostic(archive, record, covered == Covered::OtherDays, &lost));
        }
    }
    diagnostics
}

/// Lost figures of one record and one reason.
#[derive(Default)]
struct Lost {
    measures: Vec<MeasureIx>,
    /// The rows of a ledger: their number, and the index of the first.
    rows: Option<(usize, usize)>,
}

/// Lost figures by whether their days or their school is the reason.
type LostByReason = Vec<(Covered, Lost)>;

fn lost_figures(coverage: &Coverage, record: &Record) -> LostByReason {
    let Some(day) = record.day else { return Vec::new() };
    let mut by_reason: BTreeMap<bool, Lost> = BTreeMap::new();
    for (measure, _) in &record.data {
        let covered = coverage.covers(*measure, record.school, day);
        if matches!(covered, Covered::OtherDays | Covered::OtherSchools) {
            let lost = by_reason.entry(covered == Covered::OtherDays).or_default();
            lost.measures.push(*measure);
        }
    }
    listed(by_reason)
}

fn lost_rows(coverage: &Coverage, record: &Record, ledger: &Ledger) -> LostByReason {
    let mut by_reason: BTreeMap<bool, Lost> = BTreeMap::new();
    for (row, day) in ledger.days.iter().enumerate() {
        let Some(day) = *day else { continue };
        let mut is_lost = [false; 2];
        for (column, cell) in ledger.columns.iter().zip(ledger.row(row)) {
            let (Some(measure), false) = (column.measure, *cell == Cell::Empty) else { continue };
            let covered = coverage.covers(measure, record.school, day);
            if !matches!(covered, Covered::OtherDays | Covered::OtherSchools) {
                continue;
            }
            let is_day = covered == Covered::OtherDays;
            let lost = by_reason.entry(is_day).or_default();
            if !lost.measures.contains(&measure) {
                lost.measures.push(measure);
            }
            if !std::mem::replace(&mut is_lost[usize::from(is_day)], true) {
                let (count, first) = lost.rows.unwrap_or((0, row));
                lost.rows = Some((count + 1, first));
            }
        }
    }
    listed(by_reason)
}

fn listed(by_reason: BTreeMap<bool, Lost>) -> LostByReason {
    let mut list = Vec::new();
    for (is_day, lost) in by_reason {
        list.push((if is_day { Covered::OtherDays } else { Covered::OtherSchools }, lost));
    }
    list
}

fn diagnostic(archive: &Archive, record: &Record, is_day: bool, lost: &Lost) -> Diagnostic {
    let mut measures = Vec::new();
    for measure in &lost.measures {
        measures.extend(archive.measures.get(measure.0 as usize).cloned());
    }
    let school = archive.school(record.school).name.clone();
    let (rows, first) = lost.rows.unzip();
    let (file, span, day) = match (&record.detail, first) {
        (Detail::Ledger(ledger), Some(first)) => {
            let line = ledger.lines.get(first).copied().unwrap_or(0);
            let day = ledger.days.get(first).copied().flatten();
            (&ledger.table, Span::new(line, 1, 0), day)
        }
        _ => (&record.file, record.at, record.day),
    };
    let day = match day {
        Some(day) if is_day => Some(day.to_string()),
        _ => None,
    };
    let why = NotCounted::NoTarget { measures, school, day, rows };
    Diagnostic::new(file, span, Problem::NotCounted(why))
}
