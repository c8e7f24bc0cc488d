//! The figures and texts that records and rows of ledgers carry.

use std::collections::BTreeMap;

use super::suppressed::EntryKey;
use crate::engine::progress::EntryRef;
use crate::model::{Archive, Cell, Datum, Detail, Figure, MeasureIx, Record, SchoolIx, TextKey};

/// Looks up the figures that records and rows of ledgers carry.
#[derive(Clone, Copy)]
pub(super) struct RecordFigures<'a> {
    archive: &'a Archive,
}

impl<'a> RecordFigures<'a> {
    pub(super) fn new(archive: &'a Archive) -> RecordFigures<'a> {
        RecordFigures { archive }
    }

    /// The figure that a record or row carries for a measure.
    pub(super) fn value(self, (record, row, measure): EntryKey) -> Option<Figure> {
        let record = self.archive.record(record);
        match (cell(record, row, measure), row) {
            (Some(Cell::Number(figure)), _) => Some(*figure),
            (_, Some(_)) => None,
            (_, None) => match record.datum(measure)? {
                Datum::Number(figure) => Some(*figure),
                Datum::Texts(_) => None,
            },
        }
    }

    /// The entries that count for the latest value: the last one of each school.
    pub(super) fn last_of_each_school(self, entries: &[EntryRef]) -> Vec<EntryRef> {
        let mut last = BTreeMap::new();
        for entry in entries {
            last.insert(self.archive.record(entry.record).school, *entry);
        }
        last.into_values().collect()
    }

    /// How many different texts the entries of each school carry.
    pub(super) fn distinct_texts(
        self,
        entries: &[EntryRef],
        measure: MeasureIx,
    ) -> BTreeMap<SchoolIx, usize> {
        let mut texts: BTreeMap<SchoolIx, Vec<TextKey>> = BTreeMap::new();
        for entry in entries {
            let record = self.archive.record(entry.record);
            push_texts(record, entry.row, measure, texts.entry(record.school).or_default());
        }
        let mut numbers = BTreeMap::new();
        for (school, mut keys) in texts {
            keys.sort_unstable();
            keys.dedup();
            numbers.insert(school, keys.len());
        }
        numbers
    }
}

/// The cell of a measure in a row of a record's ledger.
fn cell(record: &Record, row: Option<u32>, measure: MeasureIx) -> Option<&Cell> {
    match (&record.detail, row) {
        (Detail::Ledger(ledger), Some(row)) => {
            ledger.row(row as usize).get(ledger.column_of(measure)?)
        }
        _ => None,
    }
}

/// The texts that the progress engine compares for `distinct`; a number is the text that it prints as.
fn push_texts(record: &Record, row: Option<u32>, measure: MeasureIx, texts: &mut Vec<TextKey>) {
    if row.is_some() {
        match cell(record, row, measure) {
            Some(Cell::Text(text)) => texts.extend(TextKey::of(text)),
            Some(Cell::Secret(key)) => texts.push(*key),
            Some(Cell::Number(figure)) => texts.extend(TextKey::of(&figure.to_string())),
            Some(Cell::Empty) | None => {}
        }
        return;
    }
    match record.datum(measure) {
        Some(Datum::Texts(all)) => texts.extend(all.iter().filter_map(|text| TextKey::of(text))),
        Some(Datum::Number(figure)) => texts.extend(TextKey::of(&figure.to_string())),
        None => {}
    }
}
