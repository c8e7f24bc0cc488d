//! `data/entries.csv`: every counted figure, with the record it stands in.

use std::borrow::Cow;

use super::is_published;
use super::small::{Cover, Withheld};
use crate::model::{
    Archive, Cell, Datum, Day, Detail, Figure, Ledger, MeasureIx, Record, RecordIx,
};

/// A line of the file, but for its value.
#[derive(Clone, Copy)]
struct Line<'a> {
    record: &'a Record,
    at: RecordIx,
    row: Option<u32>,
    day: Day,
    measure: MeasureIx,
}

struct Table<'a> {
    archive: &'a Archive,
    withheld: &'a Withheld,
    lines: csv::Writer<Vec<u8>>,
}

/// The file: UTF-8 without a mark, LF.
///
/// Texts of a `distinct` indicator are values too, one a line; those of secret columns and of sensitive indicators
/// are left out altogether, for their number would tell the figure.
pub(super) fn csv(archive: &Archive, as_of: Day, withheld: &Withheld) -> Vec<u8> {
    let lines = csv::Writer::from_writer(Vec::new());
    let mut table = Table { archive, withheld, lines };
    table.push(["record", "school", "date", "measure", "value"]);
    let records = archive.records.iter().enumerate().filter(|(_, it)| is_published(it, as_of));
    for (at, record) in records {
        let at = RecordIx(at);
        if let Detail::Ledger(ledger) = &record.detail {
            table.ledger(record, at, ledger, as_of);
        } else if let Some(day) = record.day.filter(|it| *it <= as_of) {
            for (measure, datum) in &record.data {
                let line = Line { record, at, row: None, day, measure: *measure };
                match datum {
                    Datum::Number(figure) => table.figure(line, *figure),
                    Datum::Texts(texts) => texts.iter().for_each(|it| table.text(line, it)),
                }
            }
        }
    }
    table.lines.into_inner().unwrap_or_else(|_| unreachable!("a Vec takes every byte"))
}

impl Table<'_> {
    fn ledger(&mut self, record: &Record, at: RecordIx, ledger: &Ledger, as_of: Day) {
        for (row, day) in ledger.days.iter().enumerate() {
            let Some(day) = day.filter(|it| *it <= as_of) else { continue };
            for (column, cell) in ledger.columns.iter().zip(ledger.row(row)) {
                let Some(measure) = column.measure else { continue };
                let line = Line { record, at, row: Some(row as u32), day, measure };
                match cell {
                    Cell::Number(figure) => self.figure(line, *figure),
                    Cell::Text(text) => self.text(line, text),
                    Cell::Empty | Cell::Secret(_) => {}
                }
            }
        }
    }

    fn figure(&mut self, line: Line<'_>, figure: Figure) {
        let value = match self.withheld.entry(line.at, line.row, line.measure) {
            None => figure.to_string(),
            Some(Cover::Small) => format!("＜{}", self.archive.site.small_cell),
            Some(Cover::Beside) => String::new(),
        };
        self.line(line, &value);
    }

    fn text(&mut self, line: Line<'_>, text: &str) {
        if !self.withheld.is_sensitive(line.measure) {
            self.line(line, &harmless(text));
        }
    }

    fn line(&mut self, line: Line<'_>, value: &str) {
        let school = &self.archive.school(line.record.school).id;
        let measure = &self.archive.measures[line.measure.0 as usize];
        let day = line.day.to_string();
        self.push([&harmless(&line.record.id), &harmless(school), &day, &harmless(measure), value]);
    }

    fn push(&mut self, fields: [&str; 5]) {
        self.lines.write_record(fields).expect("a Vec takes every byte");
    }
}

/// A text that no spreadsheet takes for a formula: behind a `'` when it begins like one.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(begins) { format!("'{text}").into() } else { text.into() }
}
