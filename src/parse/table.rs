//! The CSV table of a ledger → its rows (docs/content-model.md §2).

use csv::{ReaderBuilder, StringRecord};

use super::column_totals::ColumnTotals;
use super::data::negative;
use super::references::References;
use super::table_header::{header, line_of, span_of};
use super::values::{holds_placeholder, is_placeholder, number};
use crate::diagnostics::{NotCounted, Problem, SpannedProblem};
use crate::model::{Cell, Column, ColumnRole, Day, Ledger, TextKey};
use crate::syntax::csv::{HEADER_WITHIN, delimiter, header_row};
use crate::syntax::span::{Span, Spanned};
use crate::syntax::spreadsheet::{self, TotalRow};
use crate::syntax::text::{fold_width, nfc};

/// The most bytes of a table.
pub(crate) const MAX_TABLE: usize = 64 * 1024 * 1024;
/// The most rows of a table.
const MAX_ROWS: usize = 1_500_000;
/// Decimal places of a difference between totals.
const TOTAL_DECIMALS: u32 = 9;

/// Reads the table at `path`. Problems of the columns as the ledger lists them go to `problems`, all others to
/// `table_problems`. `None` when the table cannot be read.
pub(crate) fn read_table(
    references: &References,
    csv: &str,
    path: &str,
    columns: &[Spanned<Column>],
    problems: &mut Vec<SpannedProblem>,
    table_problems: &mut Vec<SpannedProblem>,
) -> Option<Ledger> {
    let names: Vec<&str> = columns.iter().map(|column| column.value.name.as_str()).collect();
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter(csv, &names))
        .from_reader(csv.as_bytes());
    let mut row = StringRecord::new();
    let mut first_rows = Vec::new();
    // The text is UTF-8 and rows are flexible, so reading a row never fails.
    while first_rows.len() < HEADER_WITHIN && reader.read_record(&mut row).unwrap_or(false) {
        first_rows.push(row.clone());
    }
    if first_rows.is_empty() {
        let (column, table) = (columns[0].value.name.clone(), file_name(path).into());
        let problem = Problem::MissingColumn { column, table, nearest: None };
        table_problems.push((Span::first(), problem));
        return None;
    }
    let header_index = header_row(&first_rows, &names);
    let header = header(&first_rows[header_index], path, columns, problems, table_problems)?;
    let mut table = TableReader {
        references,
        totals: ColumnTotals::new(header.len()),
        ledger: Ledger { table: path.to_owned(), columns: header, ..Ledger::default() },
        problems: table_problems,
    };
    for row in &first_rows[header_index + 1..] {
        table.row(row);
    }
    while reader.read_record(&mut row).unwrap_or(false) {
        if MAX_ROWS <= table.ledger.days.len() {
            let problem = Problem::TooLarge { limit: MAX_ROWS as u64 };
            table.problems.push((Span::first(), problem));
            return None;
        }
        table.row(&row);
    }
    Some(table.ledger)
}

struct TableReader<'a> {
    references: &'a References,
    totals: ColumnTotals,
    ledger: Ledger,
    problems: &'a mut Vec<SpannedProblem>,
}

impl TableReader<'_> {
    /// Reads a row of any kind. Blank rows are skipped.
    fn row(&mut self, row: &StringRecord) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        match spreadsheet::total_row(row) {
            Some(kind) => self.compare_totals(row, kind),
            None => {
                let before = self.problems.len();
                self.data_row(row);
                let first_number = self.add_to_totals();
                if let Some(index) = first_number
                    && self.problems.len() == before
                    && self.lacks_day()
                {
                    let span = Span { len: 0, ..span_of(row, index, "") };
                    self.problems.push((span, Problem::NotCounted(NotCounted::RowWithoutDate)));
                }
            }
        }
    }

    /// Adds the last row to the totals of its columns. Returns the column of its first number.
    fn add_to_totals(&mut self) -> Option<usize> {
        let mut first_number = None;
        let cells = self.ledger.row(self.ledger.days.len() - 1);
        for (column, cell) in cells.iter().enumerate() {
            if let Cell::Number(figure) = cell {
                self.totals.add(column, &figure.exact());
                first_number = first_number.or(Some(column));
            }
        }
        first_number
    }

    /// Whether the last row has no day although the table has a column for it.
    fn lacks_day(&self) -> bool {
        let has_day = self.ledger.days.last().is_some_and(Option::is_some);
        !has_day && self.ledger.columns.iter().any(|column| column.role == ColumnRole::Date)
    }

    /// Compares a row of totals (合计, 小计) with the sums of the rows above it. The row itself is never counted.
    fn compare_totals(&mut self, row: &StringRecord, kind: TotalRow) {
        let label = row.iter().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
        for (index, column) in self.ledger.columns.iter().enumerate() {
            let text = row.get(index).unwrap_or_default().trim();
            if column.role != ColumnRole::Data || text.is_empty() || text == label {
                continue;
            }
            let Ok(stated) = number(text, &self.units(column)) else { continue };
            let (stated, rows) = (stated.exact(), self.totals.expected(kind, index));
            if stated == *rows {
                continue;
            }
            let apart = if stated < *rows { rows - &stated } else { &stated - rows };
            let problem = Problem::NotCounted(NotCounted::SumDiffers {
                label: label.to_owned(),
                stated: stated.truncated(TOTAL_DECIMALS),
                rows: rows.truncated(TOTAL_DECIMALS),
                apart: apart.truncated(TOTAL_DECIMALS),
            });
            self.problems.push((span_of(row, index, text), problem));
        }
        self.totals.finish_part(kind);
    }

    /// The units in which the numbers of a column may be written.
    fn units(&self, column: &Column) -> Vec<&str> {
        match column.measure {
            Some(measure) => {
                let uses = self.references.indicators.uses(measure);
                uses.units.iter().map(String::as_str).collect()
            }
            None => Vec::new(),
        }
    }

    /// Adds a row to the ledger.
    fn data_row(&mut self, row: &StringRecord) {
        let mut day = None;
        for index in 0..self.ledger.columns.len() {
            let text = row.get(index).unwrap_or_default().trim();
            let mut problem = None;
            let cell = match self.ledger.columns[index].role {
                _ if text.is_empty() => Ok(Cell::Empty),
                ColumnRole::Date => {
                    (day, problem) = day_of(text);
                    Ok(Cell::Empty)
                }
                ColumnRole::Data => self.data_cell(text, &self.ledger.columns[index]),
                ColumnRole::Text | ColumnRole::Secret if spreadsheet::is_lost_number(text) => {
                    Err(Problem::LostNumber { found: text.to_owned() })
                }
                ColumnRole::Text => Ok(Cell::Text(nfc(text).into())),
                ColumnRole::Secret => Ok(TextKey::of(&nfc(text)).map_or(Cell::Empty, Cell::Secret)),
            };
            let cell = cell.unwrap_or_else(|error| {
                problem = Some(error);
                Cell::Empty
            });
            if let Some(problem) = problem {
                self.problems.push((span_of(row, index, text), problem));
            }
            self.ledger.cells.push(cell);
        }
        for (index, text) in row.iter().enumerate().skip(self.ledger.columns.len()) {
            let text = text.trim();
            if !text.is_empty() {
                let problem = Problem::ExtraCell { found: text.to_owned() };
                self.problems.push((span_of(row, index, text), problem));
                break;
            }
        }
        self.ledger.days.push(day);
        self.ledger.lines.push(line_of(row).unwrap_or(0));
    }

    fn data_cell(&self, text: &str, column: &Column) -> Result<Cell, Problem> {
        if is_placeholder(text) {
            return Err(Problem::Placeholder { found: text.to_owned() });
        }
        let uses = column.measure.map(|measure| self.references.indicators.uses(measure));
        let holds_texts = uses.is_some_and(|uses| uses.texts && !uses.number);
        let may_be_negative = uses.is_none_or(|uses| uses.signed || holds_texts);
        match number(text, &self.units(column)) {
            Ok(figure) if figure.is_negative() && !may_be_negative => Err(negative(figure)),
            Ok(figure) => Ok(Cell::Number(figure)),
            Err(_) if holds_texts => Ok(Cell::Text(nfc(text).into())),
            Err(why) => Err(Problem::BadNumber { found: text.to_owned(), why }),
        }
    }
}

/// The day that a cell names, and what is wrong with it. A serial number is both read and reported.
fn day_of(text: &str) -> (Option<Day>, Option<Problem>) {
    let found = text.to_owned();
    if holds_placeholder(text) {
        return (None, Some(Problem::Placeholder { found }));
    }
    let why = match Day::parse(&fold_width(spreadsheet::without_time(text))) {
        Ok(day) => return (Some(day), None),
        Err(why) => why,
    };
    match serial_day(text) {
        Some(day) => (Some(day), Some(Problem::SerialDate { found, day: day.to_string() })),
        None => (None, Some(Problem::BadDate { found, why })),
    }
}

fn serial_day(text: &str) -> Option<Day> {
    let date = spreadsheet::serial_date(text)?;
    Day::parse(&date.format("%Y-%m-%d").to_string()).ok()
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
