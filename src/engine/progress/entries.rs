//! The entries of each school (docs/content-model.md §4, rules 1–4): records and ledger rows, sorted once by school and
//! day.
//!
//! The index holds positions, not values: a value is looked up in its record, so that a million ledger rows cost little
//! more memory than their days.

use rayon::prelude::*;

use super::EntryRef;
use super::aggregate::{Contribution, ContributionKind};
use super::school_pairs::SchoolPairs;
use super::written::is_unfilled;
use crate::model::{
    Aggregate, Archive, Cell, Datum, Day, Detail, Figure, Indicator, Ledger, MeasureIx, PairIx,
    PairOf, Period, PlanIx, PlanOwner, Reads, Record, RecordIx, RecordKind, RecordType, SchoolIx,
    TextKey,
};

/// All entries up to a day, without drafts (rule 1), by the school whose folder they are in (rule 2).
pub(super) struct Entries<'a> {
    archive: &'a Archive,
    schools: Vec<SchoolEntries>,
}

/// The entries of one school.
struct SchoolEntries {
    /// By day, then record, then row.
    all: Vec<SchoolEntry>,
    /// For each measure, the indexes in `all` of the entries that have it.
    by_measure: Vec<Vec<u32>>,
    /// For each kind of record, the indexes in `all` of its entries.
    by_kind: [Vec<u32>; RecordKind::ALL.len()],
}

/// An entry and the pair it belongs to.
struct SchoolEntry {
    at: EntryRef,
    pair: PairOf,
}

/// The entries of some schools that a target reads in one period.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// What they contribute: by school, then day, record and row.
    pub(super) contributions: Vec<Contribution>,
    /// Entries left out because several pairs fit them, including the target's: the first entry of each record.
    pub(super) of_several_pairs: Vec<(EntryRef, Vec<PairIx>)>,
}

impl<'a> Entries<'a> {
    /// Sorts the entries of an archive.
    pub(super) fn of(archive: &'a Archive, as_of: Day) -> Entries<'a> {
        let mut records = vec![Vec::new(); archive.schools.len()];
        for (index, record) in archive.records.iter().enumerate() {
            if !record.draft {
                records[record.school.0].push(RecordIx(index));
            }
        }
        let pairs = SchoolPairs::of(archive);
        let schools = records
            .par_iter()
            .map(|records| SchoolEntries::new(archive, records, &pairs, as_of))
            .collect();
        Entries { archive, schools }
    }

    /// What an indicator reads for a plan, from these schools, in a period (rules 2–4).
    pub(super) fn select(
        &self,
        plan: PlanIx,
        indicator: &Indicator,
        schools: &[SchoolIx],
        period: Period,
    ) -> Selection {
        let mut selection = Selection::default();
        for school in schools {
            for entry in self.schools[school.0].read_by(&indicator.reads, period) {
                self.select_entry(plan, indicator, *school, entry, &mut selection);
            }
        }
        selection
    }

    fn select_entry(
        &self,
        plan: PlanIx,
        indicator: &Indicator,
        school: SchoolIx,
        entry: &SchoolEntry,
        selection: &mut Selection,
    ) {
        let record = self.archive.record(entry.at.record);
        if record.plan.is_some_and(|named| named != plan) {
            return; // rule 3
        }
        let reader = EntryReader { record, school, at: entry.at };
        // Rule 4: a pair's plan counts only entries of that pair.
        match (self.archive.plan(plan).owner, entry.pair) {
            (PlanOwner::Pair(pair), PairOf::One(own)) if pair != own => {}
            (PlanOwner::Pair(_), PairOf::None) => {}
            (PlanOwner::Pair(pair), PairOf::Several) => {
                let is_known = match selection.of_several_pairs.last() {
                    Some((known, _)) => known.record == entry.at.record,
                    None => false,
                };
                if !is_known && reader.contributes(indicator) {
                    let fitting = fitting_pairs(self.archive, record, entry.at.day);
                    if fitting.contains(&pair) {
                        selection.of_several_pairs.push((entry.at, fitting));
                    }
                }
            }
            _ => reader.contribute(indicator, &mut selection.contributions),
        }
    }
}

impl SchoolEntries {
    fn new(
        archive: &Archive,
        records: &[RecordIx],
        pairs: &SchoolPairs<'_>,
        as_of: Day,
    ) -> SchoolEntries {
        let mut all = Vec::new();
        for record_ix in records {
            let record = archive.record(*record_ix);
            match &record.detail {
                Detail::Ledger(ledger) => {
                    for (row, day) in (0u32..).zip(&ledger.days) {
                        let Some(day) = *day else { continue };
                        let at = EntryRef { day, record: *record_ix, row: Some(row) };
                        all.push(SchoolEntry { at, pair: pairs.of_row(record.school, day) });
                    }
                }
                _ => {
                    if let Some(day) = record.day {
                        let at = EntryRef { day, record: *record_ix, row: None };
                        all.push(SchoolEntry { at, pair: record.pair });
                    }
                }
            }
        }
        all.retain(|entry| entry.at.day <= as_of);
        all.sort_unstable_by_key(|entry| entry.at);

        let mut by_measure = vec![Vec::new(); archive.measures.len()];
        let mut by_kind: [Vec<u32>; RecordKind::ALL.len()] = Default::default();
        for (index, entry) in (0u32..).zip(&all) {
            let record = archive.record(entry.at.record);
            if !is_unfilled(record) {
                by_kind[record.kind() as usize].push(index);
            }
            each_measure(record, entry.at.row, |measure| {
                let indexes: &mut Vec<u32> = &mut by_measure[measure.0 as usize];
                if indexes.last() != Some(&index) {
                    indexes.push(index);
                }
            });
        }
        SchoolEntries { all, by_measure, by_kind }
    }

    /// The entries of a period that have what an indicator reads (for ratios, the numerator), in order.
    fn read_by(&self, reads: &Reads, period: Period) -> impl Iterator<Item = &SchoolEntry> {
        let indexes = match reads {
            Reads::Measure(measure) | Reads::Ratio { numerator: measure, .. } => {
                &self.by_measure[measure.0 as usize]
            }
            Reads::Records { kind, .. } => &self.by_kind[*kind as usize],
        };
        let start = indexes.partition_point(|index| self.day(*index) < period.first);
        let rest = &indexes[start..];
        let end = rest.partition_point(|index| self.day(*index) <= period.last);
        rest[..end].iter().map(|index| &self.all[*index as usize])
    }

    fn day(&self, index: u32) -> Day {
        self.all[index as usize].at.day
    }
}

/// Reads what one entry contributes.
struct EntryReader<'a> {
    record: &'a Record,
    school: SchoolIx,
    at: EntryRef,
}

impl EntryReader<'_> {
    fn contributes(&self, indicator: &Indicator) -> bool {
        let mut contributions = Vec::new();
        self.contribute(indicator, &mut contributions);
        !contributions.is_empty()
    }

    /// Adds what the entry contributes to the indicator: nothing, one number or record, or its texts.
    fn contribute(&self, indicator: &Indicator, contributions: &mut Vec<Contribution>) {
        let mut add = |kind| {
            contributions.push(Contribution { school: self.school, at: self.at, kind });
        };
        match &indicator.reads {
            Reads::Measure(measure) if indicator.aggregate == Aggregate::Distinct => {
                self.each_text(*measure, |key| add(ContributionKind::Text(key)));
            }
            Reads::Measure(measure) => {
                if let Some(figure) = self.number(*measure) {
                    add(ContributionKind::Number(figure));
                }
            }
            Reads::Ratio { numerator, denominator } => {
                if let (Some(part), Some(whole)) =
                    (self.number(*numerator), self.number(*denominator))
                {
                    add(ContributionKind::Ratio(part, whole));
                }
            }
            Reads::Records { types, .. } => {
                if is_of_type(self.record, types) {
                    add(ContributionKind::Record);
                }
            }
        }
    }

    /// The number that the entry has for a measure.
    fn number(&self, measure: MeasureIx) -> Option<Figure> {
        match (&self.record.detail, self.at.row) {
            (Detail::Ledger(ledger), Some(row)) => match cell(ledger, row, measure)? {
                Cell::Number(figure) => Some(*figure),
                Cell::Empty | Cell::Text(_) | Cell::Secret(_) => None,
            },
            _ => match self.record.datum(measure)? {
                Datum::Number(figure) => Some(*figure),
                Datum::Texts(_) => None,
            },
        }
    }

    /// Calls `add` with each text that the entry has for a measure. A number in a table is the text that it prints as; one
    /// in a record's data is no name, and only sums read it.
    fn each_text(&self, measure: MeasureIx, add: impl FnMut(TextKey)) {
        match (&self.record.detail, self.at.row) {
            (Detail::Ledger(ledger), Some(row)) => match cell(ledger, row, measure) {
                Some(Cell::Text(text)) => TextKey::of(text).into_iter().for_each(add),
                Some(Cell::Secret(key)) => Some(*key).into_iter().for_each(add),
                Some(Cell::Number(figure)) => {
                    TextKey::of(&figure.to_string()).into_iter().for_each(add);
                }
                Some(Cell::Empty) | None => {}
            },
            _ => match self.record.datum(measure) {
                Some(Datum::Texts(texts)) => {
                    texts.iter().filter_map(|text| TextKey::of(text)).for_each(add);
                }
                Some(Datum::Number(_)) | None => {}
            },
        }
    }
}

/// Whether a record is of one of the types that an indicator counts; none stands for all types.
pub(super) fn is_of_type(record: &Record, counted: &[RecordType]) -> bool {
    counted.is_empty()
        || record.types.iter().any(|own| counted.iter().any(|counted| counted.is(own)))
}

fn cell(ledger: &Ledger, row: u32, measure: MeasureIx) -> Option<&Cell> {
    let column = ledger.column_of(measure)?;
    Some(&ledger.row(row as usize)[column])
}

/// Calls `add` with each measure that a record, or a row of its table, has; an empty cell has none.
fn each_measure(record: &Record, row: Option<u32>, mut add: impl FnMut(MeasureIx)) {
    match (&record.detail, row) {
        (Detail::Ledger(ledger), Some(row)) => {
            for (column, cell) in ledger.columns.iter().zip(ledger.row(row as usize)) {
                if let (Some(measure), false) = (column.measure, *cell == Cell::Empty) {
                    add(measure);
                }
            }
        }
        _ => {
            for (measure, _) in &record.data {
                add(*measure);
            }
        }
    }
}

/// The pairs that fit a record on a day, by id, if it is not clear to which pair it belongs (docs/content-model.md §4
/// rule 4).
pub(super) fn fitting_pairs(archive: &Archive, record: &Record, day: Day) -> Vec<PairIx> {
    let to = match &record.detail {
        Detail::Visit(visit) => visit.to.as_slice(),
        _ => &[],
    };
    let mut fitting = Vec::new();
    for (index, pair) in archive.pairs.iter().enumerate() {
        if pair.active_on(day) && pair.joins(record.school, to) {
            fitting.push(PairIx(index));
        }
    }
    fitting
}
