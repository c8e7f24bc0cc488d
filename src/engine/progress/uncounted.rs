//! The figures that no target counts, with the reason (docs/content-model.md §6, *Nothing is lost in silence*).

use rustc_hash::FxHashMap;

use super::coverage::{Coverage, Covered, Cut, measures_read};
use super::exclusions::{ExclusionReason, days_apart, exclusion_reason, outside_school};
use super::{JudgedScope, Readings};
use crate::model::{
    Archive, Cell, ColumnRole, Day, Detail, Ledger, MeasureIx, PairIx, Record, RecordIx, SchoolIx,
};
use crate::parse::nearest_slip;

/// Why no target counts a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UncountedReason {
    /// No target reads it.
    NoTarget,
    /// The targets that read it are for other schools.
    OtherSchools,
    /// The targets that read it are for other days.
    OtherDays,
    /// The targets that read it are for days on which its pair does not exist.
    OutsidePair(PairIx),
    /// The rule by which the nearest target leaves it out.
    Excluded(ExclusionReason),
    /// The row of a table has no date.
    NoDate,
    /// No indicator reads its data key.
    Unread {
        /// The key that was probably meant.
        nearest: Option<MeasureIx>,
    },
}

/// Figures of one data key in one record that no target counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UncountedFigure {
    /// The record.
    pub record: RecordIx,
    /// The data key.
    pub key: String,
    /// The day; of a ledger that of the first such row, or of its first row with a date where they have none.
    pub day: Day,
    /// For a ledger, how many rows.
    pub rows: Option<usize>,
    /// Why.
    pub reason: UncountedReason,
}

/// The figures of all records that no target counts: by record, then as written, those with a data key that no indicator
/// reads last. Drafts are left out. `attendance`, `beneficiaries` and `cost` are figures where an indicator reads them, and
/// facts like the place elsewhere.
#[must_use]
pub fn uncounted_figures(archive: &Archive, readings: &Readings) -> Vec<UncountedFigure> {
    let finder = Finder {
        archive,
        readings,
        coverage: Coverage::of(archive, readings),
        counted: counted_rows(archive, readings),
        by_measure: readings_by_measure(archive, readings),
    };
    let mut figures = Vec::new();
    for (index, record) in archive.records.iter().enumerate() {
        if !record.draft {
            finder.record(RecordIx(index), record, &mut figures);
        }
    }
    figures
}

/// For each record and measure, the counted rows of its table; no rows for a record that is no ledger.
type CountedRows = FxHashMap<(RecordIx, MeasureIx), Vec<bool>>;

fn counted_rows(archive: &Archive, readings: &Readings) -> CountedRows {
    let mut counted = CountedRows::default();
    for reading in readings.targets.iter().chain(&readings.withdrawn) {
        for measure in measures_read(archive, reading) {
            for entry in reading.periods.iter().flat_map(|judged| &judged.entries) {
                let rows = counted.entry((entry.record, measure)).or_default();
                let Some(row) = entry.row else { continue };
                let row = row as usize;
                if rows.len() <= row {
                    rows.resize(row + 1, false);
                }
                rows[row] = true;
            }
        }
    }
    counted
}

fn readings_by_measure(archive: &Archive, readings: &Readings) -> FxHashMap<MeasureIx, Vec<usize>> {
    let mut by_measure: FxHashMap<MeasureIx, Vec<usize>> = FxHashMap::default();
    for (index, reading) in readings.targets.iter().enumerate() {
        for measure in measures_read(archive, reading) {
            by_measure.entry(measure).or_default().push(index);
        }
    }
    by_measure
}

struct Finder<'a> {
    archive: &'a Archive,
    readings: &'a Readings,
    coverage: Coverage,
    counted: CountedRows,
    by_measure: FxHashMap<MeasureIx, Vec<usize>>,
}

impl Finder<'_> {
    fn record(&self, at: RecordIx, record: &Record, figures: &mut Vec<UncountedFigure>) {
        if let Detail::Ledger(ledger) = &record.detail {
            return self.ledger(at, record, ledger, figures);
        }
        let Some(day) = record.day else { return };
        for (measure, _) in &record.data {
            let measure = *measure;
            if !self.counted.contains_key(&(at, measure)) {
                let reason = self.reason(record, measure, day);
                let key = self.key(measure);
                figures.push(UncountedFigure { record: at, key, day, rows: None, reason });
            }
        }
        for key in &record.unread {
            let (reason, key) = (self.unread(key), key.clone());
            figures.push(UncountedFigure { record: at, key, day, rows: None, reason });
        }
    }

    fn key(&self, measure: MeasureIx) -> String {
        self.archive.measures.get(measure.0 as usize).cloned().unwrap_or_default()
    }

    fn unread(&self, key: &str) -> UncountedReason {
        let measures = self.archive.measures.iter().map(String::as_str);
        let nearest = nearest_slip(key, measures);
        let known = self.archive.measures.iter().position(|known| nearest == Some(known));
        UncountedReason::Unread { nearest: known.map(|index| MeasureIx(index as u32)) }
    }

    fn ledger(
        &self,
        at: RecordIx,
        record: &Record,
        ledger: &Ledger,
        figures: &mut Vec<UncountedFigure>,
    ) {
        for (column, described) in ledger.columns.iter().enumerate() {
            if described.measure.is_none() && described.role != ColumnRole::Data {
                continue;
            }
            let counted = described.measure.and_then(|measure| self.counted.get(&(at, measure)));
            let mut first = None;
            let mut rows = 0;
            for (row, day) in ledger.days.iter().enumerate() {
                let Some(day) = *day else { continue };
                let is_counted = counted.and_then(|rows| rows.get(row)).copied().unwrap_or(false);
                if !is_counted && ledger.row(row)[column] != Cell::Empty {
                    rows += 1;
                    first = first.or(Some(day));
                }
            }
            self.rows_without_date(at, ledger, column, figures);
            if let Some(day) = first {
                let reason = match described.measure {
                    Some(measure) => self.reason_of_rows(measure, record.school, day),
                    None => self.unread(&described.name),
                };
                let (key, rows) = (described.name.clone(), Some(rows));
                figures.push(UncountedFigure { record: at, key, day, rows, reason });
            }
        }
    }

    /// The figures of a column in rows without a date, which belong to no day.
    fn rows_without_date(
        &self,
        at: RecordIx,
        ledger: &Ledger,
        column: usize,
        figures: &mut Vec<UncountedFigure>,
    ) {
        let Some(day) = ledger.days.iter().flatten().next() else { return };
        let mut rows = 0;
        for (row, own) in ledger.days.iter().enumerate() {
            if own.is_none() && ledger.row(row)[column] != Cell::Empty {
                rows += 1;
            }
        }
        if 0 < rows {
            figures.push(UncountedFigure {
                record: at,
                key: ledger.columns[column].name.clone(),
                day: *day,
                rows: Some(rows),
                reason: UncountedReason::NoDate,
            });
        }
    }

    /// Why no target counts rows of a table, by the first of their days.
    fn reason_of_rows(&self, measure: MeasureIx, school: SchoolIx, day: Day) -> UncountedReason {
        match self.coverage.covers(measure, school, day) {
            Covered::NoTarget => UncountedReason::NoTarget,
            Covered::OtherSchools => UncountedReason::OtherSchools,
            Covered::OtherDays => self.other_days(measure, school, day),
            Covered::Yes if self.readings.as_of < day => {
                UncountedReason::Excluded(ExclusionReason::AfterAsOf)
            }
            Covered::Yes => UncountedReason::Excluded(ExclusionReason::OtherPair),
        }
    }

    /// Why no target counts a measure of a record: the reason that is the easiest to do something about.
    fn reason(&self, record: &Record, measure: MeasureIx, day: Day) -> UncountedReason {
        let readings = self.by_measure.get(&measure).map_or(&[][..], Vec::as_slice);
        let mut best: Option<((u8, i64), ExclusionReason)> = None;
        for reading in readings {
            let why = exclusion_reason(self.archive, self.readings, record, *reading);
            let Some(why) = why else { continue };
            let rank = (rank(why), days_apart(why, day).unwrap_or_default());
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, why));
            }
        }
        match (best, self.coverage.covers(measure, record.school, day)) {
            // On such a day no pair and no plan would make it count.
            (Some((_, why)), Covered::OtherDays) => {
                match self.other_days(measure, record.school, day) {
                    UncountedReason::Excluded(school) => UncountedReason::Excluded(school),
                    _ if is_about_days(why) => UncountedReason::Excluded(why),
                    days => days,
                }
            }
            (Some((_, why)), _) => UncountedReason::Excluded(why),
            (None, Covered::NoTarget) => UncountedReason::NoTarget,
            (None, Covered::OtherDays) => self.other_days(measure, record.school, day),
            (None, Covered::OtherSchools | Covered::Yes) => UncountedReason::OtherSchools,
        }
    }

    /// Why the days of a figure are none of a target: often the pair or the school is said not to exist.
    fn other_days(&self, measure: MeasureIx, school: SchoolIx, day: Day) -> UncountedReason {
        let cut = self.coverage.cut_on(measure, school, day);
        let is_of_school = match cut {
            Some(cut) => cut.pair.is_none(),
            None => self.is_judged_apart(measure, school),
        };
        if is_of_school && let Some(why) = outside_school(self.archive, school, day) {
            return UncountedReason::Excluded(why);
        }
        match cut {
            Some(Cut { pair: Some(pair), .. }) => UncountedReason::OutsidePair(*pair),
            Some(Cut { pair: None, .. }) | None => UncountedReason::OtherDays,
        }
    }

    /// Whether a target that reads a measure judges a school by itself: only then do the dates of the school matter.
    fn is_judged_apart(&self, measure: MeasureIx, school: SchoolIx) -> bool {
        let readings = self.by_measure.get(&measure).map_or(&[][..], Vec::as_slice);
        let apart = JudgedScope::School(school);
        readings.iter().any(|reading| self.readings.targets[*reading].scope == apart)
    }
}

/// The order of reasons: those first that a correction of the record removes.
fn rank(why: ExclusionReason) -> u8 {
    match why {
        ExclusionReason::Incomplete => 0,
        ExclusionReason::SeveralPairs => 1,
        ExclusionReason::OtherPair => 2,
        ExclusionReason::NamesOtherPlan(_) => 3,
        ExclusionReason::AfterAsOf => 4,
        ExclusionReason::AfterClosing(_) | ExclusionReason::BeforeOpening(_) => 5,
        ExclusionReason::BetweenPeriods => 6,
        ExclusionReason::OutsidePair(_) => 7,
        ExclusionReason::OutsidePlan(_) => 8,
    }
}

/// Whether a reason is the date.
fn is_about_days(why: ExclusionReason) -> bool {
    matches!(
        why,
        ExclusionReason::OutsidePlan(_)
            | ExclusionReason::OutsidePair(_)
            | ExclusionReason::AfterClosing(_)
            | ExclusionReason::BeforeOpening(_)
            | ExclusionReason::BetweenPeriods
    )
}
