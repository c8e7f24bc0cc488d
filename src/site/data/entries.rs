//! Every counted figure with its record: the lines of `data/entries.csv` and of tables for analysts.

use std::borrow::Cow;

use super::common::is_published;
use crate::engine::disclosure::{SuppressedFigures, Suppression};
use crate::model::{
    Archive, Cell, Datum, Day, Detail, Figure, Ledger, MeasureIx, Record, RecordIx,
};

pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One counted figure or text.
#[derive(Debug, Clone, Copy)]
pub(super) struct PublishedEntry<'a> {
    pub(super) record: RecordIx,
    /// For a ledger, the row (from 0).
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "entries.csv has no rows"))]
    pub(super) row: Option<u32>,
    pub(super) day: Day,
    pub(super) measure: MeasureIx,
    pub(super) value: EntryValue<'a>,
}

/// What may be shown of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) enum EntryValue<'a> {
    Figure(Figure),
    /// One text of a `distinct` indicator.
    Text(&'a str),
    Suppressed(Suppression),
}

/// Every entry that may be shown, in the order of records and rows.
///
/// Texts of a `distinct` indicator are entries too, one each; those of secret columns and of sensitive indicators are left
/// out entirely, because their number would reveal the figure.
pub(super) fn each<'a>(
    archive: &'a Archive,
    as_of: Day,
    suppressed: &SuppressedFigures,
    mut take: impl FnMut(PublishedEntry<'a>),
) {
    for (index, record) in archive.records.iter().enumerate() {
        if !is_published(record, as_of) {
            continue;
        }
        let reader = EntryReader { record: RecordIx(index), suppressed };
        match &record.detail {
            Detail::Ledger(ledger) => reader.each_of_ledger(ledger, as_of, &mut take),
            _ => reader.each_of_record(record, as_of, &mut take),
        }
    }
}

/// Reads the entries of one record.
struct EntryReader<'s> {
    record: RecordIx,
    suppressed: &'s SuppressedFigures,
}

impl EntryReader<'_> {
    /// The cells of the columns that indicators read, in rows with a day that has come.
    fn each_of_ledger<'a>(
        &self,
        ledger: &'a Ledger,
        as_of: Day,
        take: &mut impl FnMut(PublishedEntry<'a>),
    ) {
        for (row, day) in (0u32..).zip(&ledger.days) {
            let Some(day) = day.filter(|day| *day <= as_of) else { continue };
            for (column, cell) in ledger.columns.iter().zip(ledger.row(row as usize)) {
                let Some(measure) = column.measure else { continue };
                let value = match cell {
                    Cell::Number(figure) => self.figure(*figure, Some(row), measure),
                    Cell::Text(text) if !self.suppressed.is_sensitive(measure) => {
                        EntryValue::Text(text)
                    }
                    Cell::Text(_) | Cell::Secret(_) | Cell::Empty => continue,
                };
                take(PublishedEntry { record: self.record, row: Some(row), day, measure, value });
            }
        }
    }

    fn each_of_record<'a>(
        &self,
        record: &'a Record,
        as_of: Day,
        take: &mut impl FnMut(PublishedEntry<'a>),
    ) {
        let Some(day) = record.day.filter(|day| *day <= as_of) else { return };
        for (measure, datum) in &record.data {
            let measure = *measure;
            let mut take_value = |value| {
                take(PublishedEntry { record: self.record, row: None, day, measure, value });
            };
            match datum {
                Datum::Number(figure) => take_value(self.figure(*figure, None, measure)),
                Datum::Texts(_) if self.suppressed.is_sensitive(measure) => {}
                Datum::Texts(texts) => {
                    for text in texts {
                        take_value(EntryValue::Text(text));
                    }
                }
            }
        }
    }

    fn figure(&self, figure: Figure, row: Option<u32>, measure: MeasureIx) -> EntryValue<'static> {
        match self.suppressed.entry(self.record, row, measure) {
            None => EntryValue::Figure(figure),
            Some(why) => EntryValue::Suppressed(why),
        }
    }
}

/// The bytes of `data/entries.csv`: UTF-8 with a byte order mark, as spreadsheets need it; lines end with LF.
pub(super) fn csv(archive: &Archive, as_of: Day, suppressed: &SuppressedFigures) -> Vec<u8> {
    let mut lines = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let mut push = |fields: [&str; 5]| {
        lines.write_record(fields).expect("a Vec takes every byte");
    };
    push(["record", "school", "date", "measure", "value"]);
    let mut day = (as_of, as_of.to_string()); // formatted once for entries of the same day
    each(archive, as_of, suppressed, |entry| {
        let record = archive.record(entry.record);
        if day.0 != entry.day {
            day = (entry.day, entry.day.to_string());
        }
        let value = match entry.value {
            EntryValue::Figure(figure) => figure.to_string().into(),
            EntryValue::Text(text) => escape_formula(text),
            EntryValue::Suppressed(Suppression::Primary) => {
                format!("＜{}", archive.site.small_cell).into()
            }
            EntryValue::Suppressed(Suppression::Complementary) => Cow::Borrowed(""),
        };
        push([
            &escape_formula(&record.id),
            &escape_formula(&archive.school(record.school).id),
            &day.1,
            &escape_formula(&archive.measures[entry.measure.0 as usize]),
            &value,
        ]);
    });
    lines.into_inner().unwrap_or_else(|_| unreachable!("a Vec takes every byte"))
}

/// Puts a `'` before a text that begins like a formula of a spreadsheet.
pub(super) fn escape_formula(text: &str) -> Cow<'_, str> {
    let formula_starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(formula_starts) { format!("'{text}").into() } else { text.into() }
}
