//! Every counted figure, with the record it stands in: the lines of `data/entries.csv`, and of tables for analysts.

use std::borrow::Cow;

use super::is_published;
use crate::engine::disclosure::{SuppressedFigures, Suppression};
use crate::model::{Archive, Cell, Datum, Day, Detail, Figure, MeasureIx, Record, RecordIx};

/// One counted figure or text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) record: RecordIx,
    /// Of a ledger, the row (from 0).
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "entries.csv has no rows"))]
    pub(super) row: Option<u32>,
    pub(super) day: Day,
    pub(super) measure: MeasureIx,
    pub(super) value: Value<'a>,
}

/// What of an entry may be shown.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Figure(Figure),
    /// One text of a `distinct` indicator.
    Text(&'a str),
    Withheld(Suppression),
}

/// Every entry that may be shown, in the order of records and rows.
///
/// Texts of a `distinct` indicator are entries too, one each; those of secret columns and of sensitive indicators
/// are left out altogether, for their number would tell the figure.
pub(super) fn each<'a>(
    archive: &'a Archive,
    as_of: Day,
    withheld: &SuppressedFigures,
    mut take: impl FnMut(Entry<'a>),
) {
    let figure = |figure, record, row, measure| match withheld.entry(record, row, measure) {
        None => Value::Figure(figure),
        Some(cover) => Value::Withheld(cover),
    };
    let may_show = |measure| !withheld.is_sensitive(measure);
    let records = archive.records.iter().enumerate().filter(|(_, it)| is_published(it, as_of));
    for (at, it) in records {
        let record = RecordIx(at);
        if let Detail::Ledger(_) = &it.detail {
            each_cell(it, as_of, |row, day, measure, cell| {
                let value = match cell {
                    Cell::Number(it) => figure(*it, record, Some(row), measure),
                    Cell::Text(it) if may_show(measure) => Value::Text(it),
                    _ => return,
                };
                take(Entry { record, row: Some(row), day, measure, value });
            });
        } else if let Some(day) = it.day.filter(|it| *it <= as_of) {
            for (measure, datum) in &it.data {
                let measure = *measure;
                let mut push = |value| take(Entry { record, row: None, day, measure, value });
                match datum {
                    Datum::Number(it) => push(figure(*it, record, None, measure)),
                    Datum::Texts(texts) if may_show(measure) => {
                        texts.iter().for_each(|it| push(Value::Text(it)));
                    }
                    Datum::Texts(_) => {}
                }
            }
        }
    }
}

/// The cells of a ledger's columns that are read, of rows that have a day and count by now.
fn each_cell<'a>(
    record: &'a Record,
    as_of: Day,
    mut take: impl FnMut(u32, Day, MeasureIx, &'a Cell),
) {
    let Detail::Ledger(ledger) = &record.detail else { return };
    for (row, day) in ledger.days.iter().enumerate() {
        let Some(day) = day.filter(|it| *it <= as_of) else { continue };
        for (column, cell) in ledger.columns.iter().zip(ledger.row(row)) {
            if let Some(measure) = column.measure {
                take(row as u32, day, measure, cell);
            }
        }
    }
}

/// `data/entries.csv`: UTF-8 without a mark, LF.
pub(super) fn csv(archive: &Archive, as_of: Day, withheld: &SuppressedFigures) -> Vec<u8> {
    let mut lines = csv::Writer::from_writer(Vec::new());
    let mut push = |fields: [&str; 5]| {
        lines.write_record(fields).expect("a Vec takes every byte");
    };
    push(["record", "school", "date", "measure", "value"]);
    let mut day = (as_of, as_of.to_string()); // many entries of a record have its day
    each(archive, as_of, withheld, |entry| {
        let record = archive.record(entry.record);
        if day.0 != entry.day {
            day = (entry.day, entry.day.to_string());
        }
        let value = match entry.value {
            Value::Figure(figure) => figure.to_string().into(),
            Value::Text(text) => harmless(text),
            Value::Withheld(Suppression::Primary) => {
                format!("＜{}", archive.site.small_cell).into()
            }
            Value::Withheld(Suppression::Complementary) => Cow::Borrowed(""),
        };
        push([
            &harmless(&record.id),
            &harmless(&archive.school(record.school).id),
            &day.1,
            &harmless(&archive.measures[entry.measure.0 as usize]),
            &value,
        ]);
    });
    lines.into_inner().unwrap_or_else(|_| unreachable!("a Vec takes every byte"))
}

/// A text that no spreadsheet takes for a formula: behind a `'` when it begins like one.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(begins) { format!("'{text}").into() } else { text.into() }
}
