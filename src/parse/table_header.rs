//! The header of a ledger's table, and the places of its cells.

use csv::StringRecord;

use super::names::nearest_owned;
use crate::diagnostics::{Problem, SpannedProblem};
use crate::model::{Column, ColumnRole};
use crate::privacy;
use crate::syntax::span::{Span, Spanned};
use crate::syntax::text::nfc;

/// The most columns of a table.
const MAX_COLUMNS: usize = 512;

/// The columns of a ledger in the order of its table. `None` when a column is missing, unknown or there twice.
pub(super) fn header(
    row: &StringRecord,
    path: &str,
    columns: &[Spanned<Column>],
    problems: &mut Vec<SpannedProblem>,
    table_problems: &mut Vec<SpannedProblem>,
) -> Option<Vec<Column>> {
    if row.len() > MAX_COLUMNS {
        let problem = Problem::TooLarge { limit: MAX_COLUMNS as u64 };
        table_problems.push((Span::first(), problem));
        return None;
    }
    let table = path.rsplit('/').next().unwrap_or(path);
    let headers: Vec<String> = row.iter().map(|header| nfc(header.trim())).collect();
    let before = problems.len() + table_problems.len();
    let mut seen: Vec<&str> = Vec::new();
    let mut ordered = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        if header.is_empty() && headers[index..].iter().all(String::is_empty) {
            break; // trailing commas
        }
        let span = span_in_header(row, index, header);
        if seen.contains(&header.as_str()) {
            let problem = Problem::DuplicateKey { found: header.clone(), line: 1 };
            table_problems.push((span, problem));
            continue;
        }
        seen.push(header);
        match columns.iter().find(|column| column.value.name == *header) {
            Some(column) => ordered.push(column.value.clone()),
            None => {
                let (found, table) = (header.clone(), table.to_owned());
                table_problems.push((span, Problem::UnknownColumn { found, table }));
            }
        }
    }
    for Spanned { value: column, span } in columns {
        if !seen.contains(&column.name.as_str()) {
            let nearest = nearest_owned(&column.name, headers.iter().map(String::as_str));
            let (column, table) = (column.name.clone(), table.to_owned());
            problems.push((*span, Problem::MissingColumn { column, table, nearest }));
        }
    }
    let is_readable = problems.len() + table_problems.len() == before;
    report_personal_columns(row, &ordered, table_problems);
    is_readable.then_some(ordered)
}

/// Reports columns whose very name says that they hold personal data. A secret column may hold what is only counted,
/// such as 户主, but no number that identifies a person: it stays in the history.
fn report_personal_columns(
    row: &StringRecord,
    columns: &[Column],
    problems: &mut Vec<SpannedProblem>,
) {
    let mut public = Vec::new();
    for column in columns {
        if matches!(column.role, ColumnRole::Data | ColumnRole::Text) {
            public.push(column.name.as_str());
        }
    }
    let with_hardship = privacy::telling_column(&public);
    for column in columns {
        let is_personal = match privacy::telling_label(&column.name) {
            Some(label) => column.role != ColumnRole::Secret || privacy::identifies(label),
            None => with_hardship == Some(column.name.as_str()),
        };
        if is_personal {
            let index = row.iter().position(|header| nfc(header.trim()) == column.name);
            let span = span_in_header(row, index.unwrap_or(0), &column.name);
            problems.push((span, Problem::PersonalColumn { column: column.name.clone() }));
        }
    }
}

/// The span of a header cell.
fn span_in_header(row: &StringRecord, index: usize, text: &str) -> Span {
    let mut span = span_of(row, index, text);
    span.start.line = line_of(row).unwrap_or(1);
    span
}

/// The span of a cell with this text. The column is exact where no earlier cell of the row is quoted.
pub(super) fn span_of(row: &StringRecord, index: usize, text: &str) -> Span {
    let mut column = 1;
    for cell in row.iter().take(index) {
        column += cell.chars().count() as u32 + 1;
    }
    Span::new(line_of(row).unwrap_or(0), column, text.chars().count() as u32)
}

/// The line on which a row begins, from 1.
pub(super) fn line_of(row: &StringRecord) -> Option<u32> {
    Some(row.position()?.line() as u32)
}
