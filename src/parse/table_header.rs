//! The header of a ledger's table, and the places of its cells.

use std::collections::BTreeSet;

use csv::StringRecord;

use super::head_units::split_at_unit_word;
use super::month_columns::{MonthHead, NOWHERE, may_be_below, no_months, unsaid_months};
use super::names::nearest_owned;
use super::table::TableSpec;
use crate::diagnostics::{Misreading, Oddity, Problem, SpannedProblem};
use crate::model::{Column, ColumnRole};
use crate::privacy;
use crate::syntax::csv::{HEADER_WITHIN, header_text};
use crate::syntax::heads;
use crate::syntax::span::{Span, Spanned};
use crate::syntax::text::nfc;
use crate::syntax::workbook::NO_RESULT;

/// The most columns of a table.
const MAX_COLUMNS: usize = 512;

/// The header of a table.
pub(super) struct Header {
    /// The columns of the ledger in the order of the table.
    pub(super) columns: Vec<Column>,
    /// The index of each column's cells in a row.
    pub(super) positions: Vec<usize>,
    /// How many cells the header has.
    pub(super) cells: usize,
    /// The months, where the table has a column for each.
    pub(super) months: Option<MonthHead>,
}

/// Where the cells of a table are.
#[derive(Debug, Clone, Copy)]
pub(super) struct TablePlaces {
    /// A column of a sheet is its number, one of a text its first character.
    pub(super) is_sheet: bool,
}

/// Why a row is no header: it has the separators or quotes of Chinese text, or no column that the ledger names.
fn no_header(heads: &[String], columns: &[Spanned<Column>]) -> Option<Problem> {
    if let Some(found) = heads.iter().find_map(|head| wide_sign(head, columns)) {
        return Some(Problem::Odd(Oddity::WideSeparator { found }));
    }
    if columns.len() < 2 || heads.iter().any(|head| column_of(head, heads, columns).is_some()) {
        return None;
    }
    let names: Vec<&str> = columns.iter().map(|column| &*column.value.name).collect();
    let names = names.join(",");
    for head in heads {
        let unquoted = head.trim_matches(['“', '”', '‘', '’', '＂']);
        if column_of(unquoted, heads, columns).is_some() {
            return Some(Problem::Misread(Misreading::QuotedHead { meant: names }));
        }
    }
    Some(Problem::Odd(Oddity::NoHeader { columns: names }))
}

/// Why a row is no header that can be read, and the place of the cell that shows it.
fn unread_head(
    row: &StringRecord,
    heads: &[String],
    spec: &TableSpec<'_>,
) -> Option<(usize, Problem)> {
    if spec.months.is_some() {
        return None;
    }
    unsaid_months(row, spec.columns).or(no_header(heads, spec.columns).map(|problem| (0, problem)))
}

/// The header in a row. `None` when a column is missing, unknown or there twice.
pub(super) fn header(
    row: Option<&StringRecord>,
    is_sheet: bool,
    spec: &TableSpec<'_>,
    problems: &mut Vec<SpannedProblem>,
    table_problems: &mut Vec<SpannedProblem>,
) -> Option<Header> {
    let table = spec.path.rsplit('/').next().unwrap_or(spec.path);
    let columns = spec.columns;
    let Some(row) = row else {
        let column = columns.first()?.value.name.clone();
        let problem = Problem::MissingColumn { column, table: table.to_owned(), nearest: None };
        table_problems.push((Span::first(), problem));
        return None;
    };
    if row.len() > MAX_COLUMNS {
        let problem = Problem::TooLarge { limit: MAX_COLUMNS as u64 };
        table_problems.push((Span::first(), problem));
        return None;
    }
    let places = TablePlaces { is_sheet };
    let heads: Vec<String> = row.iter().map(header_text).collect();
    if let Some((position, problem)) = unread_head(row, &heads, spec) {
        let text = heads.get(position).map_or("", String::as_str);
        table_problems.push((places.span_in_header(row, position, text), problem));
        return None;
    }
    let before = problems.len() + table_problems.len();
    let mut months = spec.months.as_ref().map(|year| MonthHead::new(year.value));
    let mut header = Header { columns: Vec::new(), positions: Vec::new(), cells: 0, months: None };
    for (index, head) in heads.iter().enumerate() {
        if head.is_empty() && (is_sheet || heads[index..].iter().all(String::is_empty)) {
            continue; // trailing commas, or a column without a head
        }
        header.cells = index + 1;
        let cell = row.get(index).unwrap_or_default();
        if months.as_mut().is_some_and(|months| months.takes(index, cell)) {
            continue;
        }
        let found = nfc(cell.trim());
        let span = places.span_in_header(row, index, &found);
        let Some(column) = column_of(head, &heads, columns) else {
            table_problems.push((span, unknown_column(found, table)));
            continue;
        };
        if header.columns.iter().any(|known: &Column| known.name == column.name) {
            let line = line_of(row).unwrap_or(1);
            table_problems.push((span, Problem::DuplicateKey { found, line }));
            continue;
        }
        header.columns.push(column.clone());
        header.positions.push(index);
    }
    header.add_below(columns, months);
    report_months(&header, spec, places, row, (problems, table_problems));
    for Spanned { value: column, span } in columns {
        if !header.columns.iter().any(|known| known.name == column.name) {
            let nearest = nearest_owned(&column.name, heads.iter().map(String::as_str));
            let (column, table) = (column.name.clone(), table.to_owned());
            problems.push((*span, Problem::MissingColumn { column, table, nearest }));
        }
    }
    let is_readable = problems.len() + table_problems.len() == before;
    report_personal_columns(row, places, &header, table_problems);
    is_readable.then_some(header)
}

impl Header {
    /// Adds the columns of the ledger that a head of months lacks: the day, and the figures below the months.
    fn add_below(&mut self, columns: &[Spanned<Column>], months: Option<MonthHead>) {
        let Some(mut months) = months else { return };
        for Spanned { value: column, .. } in columns {
            let is_known = self.columns.iter().any(|known| known.name == column.name);
            if is_known || !may_be_below(column.role) {
                continue;
            }
            if column.role != ColumnRole::Date {
                months.below.push(self.columns.len());
            }
            self.columns.push(column.clone());
            self.positions.push(NOWHERE);
        }
        self.months = Some(months);
    }
}

/// Reports a head that has no month, or one twice.
fn report_months(
    header: &Header,
    spec: &TableSpec<'_>,
    places: TablePlaces,
    row: &StringRecord,
    (problems, table_problems): (&mut Vec<SpannedProblem>, &mut Vec<SpannedProblem>),
) {
    let (Some(months), Some(year)) = (&header.months, &spec.months) else { return };
    if months.months.is_empty() {
        problems.push(no_months(year.span));
    }
    if let Some(position) = months.second() {
        let found = nfc(row.get(position).unwrap_or_default().trim());
        let span = places.span_in_header(row, position, &found);
        table_problems
            .push((span, Problem::DuplicateKey { found, line: line_of(row).unwrap_or(1) }));
    }
}

/// The header at the row `single`, or one of several rows, a group above its parts, if that has more of the names. Returns
/// the index of its last row, and its cells. With `is_named`, the ledger says which row it is: the header begins
/// there or one row above.
pub(super) fn joined_header(
    rows: &[StringRecord],
    single: usize,
    names: &[&str],
    is_named: bool,
) -> (usize, Option<StringRecord>) {
    let mut best = (single, rows.get(single).cloned());
    let mut most = match &best.1 {
        Some(row) => names_in(row, names),
        None => 0,
    };
    let (first, end) = match is_named {
        true => (single.saturating_sub(1), single + 1),
        false => (0, HEADER_WITHIN),
    };
    for (at, row) in rows.iter().enumerate().take(end).skip(first) {
        if most == names.len() {
            break;
        }
        let mut cells: Vec<Vec<&str>> = Vec::new();
        for row in rows.iter().skip(at).take(heads::MAX_ROWS) {
            cells.push(row.iter().collect());
        }
        let head = heads::head(&cells);
        let last = at + head.rows.saturating_sub(1);
        let mut joined = StringRecord::from(head.names);
        let count = names_in(&joined, names);
        if at < last && most < count {
            joined.set_position(rows.get(last).unwrap_or(row).position().cloned());
            (best, most) = ((last, Some(joined)), count);
        }
    }
    best
}

/// How many of the names stand in a row.
pub(super) fn names_in(row: &StringRecord, names: &[&str]) -> usize {
    let heads: BTreeSet<String> = row.iter().map(header_text).collect();
    let mut count = 0;
    for name in names {
        count += usize::from(heads.contains(&header_text(name)));
    }
    count
}

/// The problem of a head that no column has.
fn unknown_column(found: String, table: &str) -> Problem {
    match found.as_str() {
        NO_RESULT => Problem::Odd(Oddity::NoResult),
        _ => Problem::UnknownColumn { found, table: table.to_owned() },
    }
}

/// The full-width sign between the names of several columns in one cell of the header: `日期，课时，备注`.
fn wide_sign(head: &str, columns: &[Spanned<Column>]) -> Option<char> {
    let is_sign = |ch: char| matches!(ch, '，' | '、' | '；');
    let found = head.chars().find(|ch| is_sign(*ch))?;
    let names_column = |name: &str| columns.iter().any(|column| column.value.name == name.trim());
    head.split(is_sign).all(names_column).then_some(found)
}

/// The column that a head names, exactly or with its unit behind it: 资助金额（元）, 资助金额单位：元.
fn column_of<'c>(
    head: &str,
    heads: &[String],
    columns: &'c [Spanned<Column>],
) -> Option<&'c Column> {
    let named = |text: &str| {
        let column = columns.iter().find(|column| header_text(&column.value.name) == text)?;
        Some(&column.value)
    };
    if let Some(column) = named(head) {
        return Some(column);
    }
    let name = match head.strip_suffix(['）', ')']) {
        Some(rest) => rest.rsplit_once(['（', '('])?.0,
        None => split_at_unit_word(head)?.0,
    };
    let is_alone = heads.iter().all(|other| other != name);
    named(name).filter(|_| is_alone)
}

/// Reports columns whose very name says that they hold personal data. A secret column may hold what is only counted,
/// such as 户主, but no number that identifies a person: it stays in the history.
fn report_personal_columns(
    row: &StringRecord,
    places: TablePlaces,
    header: &Header,
    problems: &mut Vec<SpannedProblem>,
) {
    let mut public = Vec::new();
    for column in &header.columns {
        if matches!(column.role, ColumnRole::Data | ColumnRole::Text) {
            public.push(column.name.as_str());
        }
    }
    let with_hardship = privacy::telling_column(&public);
    for (column, position) in header.columns.iter().zip(&header.positions) {
        let is_personal = match privacy::telling_label(&column.name) {
            Some(label) => column.role != ColumnRole::Secret || privacy::identifies(label),
            None => with_hardship == Some(column.name.as_str()),
        };
        if is_personal {
            let span = places.span_in_header(row, *position, &column.name);
            problems.push((span, Problem::PersonalColumn { column: column.name.clone() }));
        }
    }
}

impl TablePlaces {
    /// The span of a header cell.
    fn span_in_header(self, row: &StringRecord, index: usize, text: &str) -> Span {
        let mut span = self.span_of(row, index, text);
        span.start.line = line_of(row).unwrap_or(1);
        span
    }

    /// The span of a cell with this text. The column is exact where no earlier cell of the row is quoted.
    pub(super) fn span_of(self, row: &StringRecord, index: usize, text: &str) -> Span {
        let line = line_of(row).unwrap_or(0);
        if self.is_sheet {
            return Span::new(line, index as u32 + 1, 0);
        }
        let mut column = 1;
        for cell in row.iter().take(index) {
            column += cell.chars().count() as u32 + 1;
        }
        Span::new(line, column, text.chars().count() as u32)
    }
}

/// The line on which a row begins, from 1.
pub(super) fn line_of(row: &StringRecord) -> Option<u32> {
    Some(row.position()?.line() as u32)
}
