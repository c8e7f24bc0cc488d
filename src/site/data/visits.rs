//! Writes `data/visits.csv`: what the forms of visits ask, one visit a row.

use super::SpreadsheetTable;
use super::common::{is_published, shown_amount, withheld_amounts};
use crate::engine::disclosure::SuppressedFigures;
use crate::l10n::Lang;
use crate::model::{Archive, Day, Detail, Record, VisitAmount, VisitDetail};

const COLUMNS: [&str; 24] = [
    "record",
    "school",
    "date",
    "start",
    "time",
    "type",
    "form",
    "to",
    "pair",
    "subject",
    "grade",
    "lesson",
    "place",
    "people",
    "host",
    "speakers",
    "recorder",
    "attendance",
    "beneficiaries",
    "cost",
    "needs",
    "feedback",
    "materials",
    "other",
];

/// The bytes of the file: UTF-8 with a byte order mark; lines end with LF.
pub(super) fn csv(archive: &Archive, as_of: Day, suppressed: &SuppressedFigures) -> Vec<u8> {
    let mut table = SpreadsheetTable::new(&COLUMNS);
    let withheld = withheld_amounts(archive, suppressed);
    for record in &archive.records {
        if let Detail::Visit(visit) = &record.detail
            && is_published(record, as_of)
        {
            let cells = COLUMNS.map(|column| cell(archive, record, visit, column, &withheld));
            table.row(&cells.each_ref().map(String::as_str));
        }
    }
    table.bytes()
}

/// The cell of a visit in one of [`COLUMNS`].
fn cell(
    archive: &Archive,
    record: &Record,
    visit: &VisitDetail,
    column: &str,
    withheld: &[VisitAmount],
) -> String {
    match column {
        "record" => record.id.clone(),
        "school" => archive.school(record.school).id.clone(),
        "date" => day_text(record.day),
        "start" => day_text(record.first_day),
        "type" => text(&record.of_type),
        "to" => {
            let mut ids = Vec::new();
            for school in &visit.to {
                ids.push(archive.school(*school).id.clone());
            }
            joined(&ids)
        }
        "pair" => match record.pair.one() {
            Some(pair) => archive.pair(pair).id.clone(),
            None => String::new(),
        },
        "people" => joined(&record.people),
        "attendance" => amount_text(visit, VisitAmount::Attendance, withheld),
        "beneficiaries" => amount_text(visit, VisitAmount::Beneficiaries, withheld),
        "cost" => amount_text(visit, VisitAmount::Cost, withheld),
        "materials" => joined(&visit.materials),
        _ => visit_text(visit, column, archive.site.language),
    }
}

/// A text that only visits have, by its column; empty where it has none, and for any other column.
pub(super) fn visit_text(visit: &VisitDetail, column: &str, lang: Lang) -> String {
    match column {
        "time" => text(&visit.time),
        "form" => text(&visit.form),
        "subject" => text(&visit.subject),
        "grade" => text(&visit.grade),
        "lesson" => text(&visit.lesson),
        "place" => text(&visit.place),
        "host" => text(&visit.host),
        "speakers" => joined(&visit.speakers),
        "recorder" => text(&visit.recorder),
        "needs" => text(&visit.needs),
        "feedback" => text(&visit.feedback),
        "other" => visit.other_text(lang == Lang::Zh),
        _ => String::new(),
    }
}

fn amount_text(visit: &VisitDetail, amount: VisitAmount, withheld: &[VisitAmount]) -> String {
    match shown_amount(visit, amount, withheld) {
        Some(figure) => figure.to_string(),
        None => String::new(),
    }
}

fn text(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

fn joined(items: &[String]) -> String {
    items.join("、")
}

fn day_text(day: Option<Day>) -> String {
    match day {
        Some(day) => day.to_string(),
        None => String::new(),
    }
}
