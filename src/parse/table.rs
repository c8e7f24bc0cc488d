//! The table of a ledger → its rows (docs/content-model.md §2).

use csv::{ReaderBuilder, StringRecord};

use super::column_totals::ColumnTotals;
use super::data::{above_most, negative};
use super::dates::{date_problem, serial_day};
use super::document::personal_data;
use super::head_units::report_units;
use super::month_columns::{MonthHead, NOWHERE, month_header, unsaid_header};
use super::references::References;
use super::table_header::{Header, TablePlaces, header, joined_header, line_of, names_in};
use super::values::{holds_placeholder, is_placeholder, number};
use crate::diagnostics::{
    Misreading, NotCounted, Oddity, Problem, SpannedProblem, YamlSyntaxError,
};
use crate::model::{Cell, Column, ColumnRole, Day, Exact, Ledger, TextKey};
use crate::privacy;
use crate::syntax::csv::{
    HEADER_WITHIN, QuoteProblem, conflict_marker, delimiter, header_row, header_text,
    skip_blank_lines, wrong_quote,
};
use crate::syntax::span::{Span, Spanned};
use crate::syntax::spreadsheet::{self, TotalRow};
use crate::syntax::text::{fold_width, nfc};
use crate::syntax::workbook::NO_RESULT;

/// The most bytes of a table.
pub(crate) const MAX_TABLE: usize = 64 * 1024 * 1024;
/// The most rows of a table.
const MAX_ROWS: usize = 1_500_000;
/// Decimal places of a difference between totals.
const TOTAL_DECIMALS: u32 = 9;

/// A table as it was read from its file.
pub(crate) enum TableText {
    /// CSV.
    Csv(String),
    /// The rows of a spreadsheet.
    Sheet(Vec<StringRecord>),
}

/// The columns that a ledger describes, and where its table is.
pub(crate) struct TableSpec<'a> {
    pub(crate) path: &'a str,
    pub(crate) columns: &'a [Spanned<Column>],
    /// The row of the header, when the ledger names it.
    pub(crate) header_row: Option<u32>,
    /// The year of the first month, when the ledger says that there is a column a month.
    pub(crate) months: Option<Spanned<i32>>,
}

impl TableSpec<'_> {
    /// The index of the header's last row, and its cells, where the first row of a header of one row is known.
    fn header(
        &self,
        rows: &[StringRecord],
        single: usize,
        names: &[&str],
    ) -> (usize, Option<StringRecord>) {
        let is_named = self.header_row.is_some();
        match self.months {
            Some(_) => month_header(rows, is_named.then_some(single)),
            None => {
                let found = joined_header(rows, single, names, is_named);
                let has_name = found.1.as_ref().is_some_and(|row| 0 < names_in(row, names));
                // A head of months of which the ledger says nothing.
                let of_months = if has_name || is_named { None } else { unsaid_header(rows) };
                of_months.unwrap_or(found)
            }
        }
    }
}

/// Reads a table. Problems of the columns as the ledger lists them go to `problems`, all others to `table_problems`.
/// `None` when the table cannot be read.
pub(crate) fn read_table(
    references: &References,
    table: &TableText,
    spec: &TableSpec<'_>,
    problems: &mut Vec<SpannedProblem>,
    table_problems: &mut Vec<SpannedProblem>,
) -> Option<Ledger> {
    let names: Vec<&str> = spec.columns.iter().map(|column| &*column.value.name).collect();
    let csv = match table {
        TableText::Csv(csv) => csv,
        TableText::Sheet(rows) => {
            return read_sheet(references, rows, spec, &names, problems, table_problems);
        }
    };
    let delimiter = delimiter(csv, &names);
    if let Some(problem) = damage(csv, delimiter, names.len()) {
        table_problems.push(problem);
        return None;
    }
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(csv.as_bytes());
    let mut row = StringRecord::new();
    let mut first_rows = Vec::new();
    let head_rows = spec.header_row.map_or(0, |row| row.min(MAX_HEADER_ROW) as usize);
    // The text is UTF-8 and rows are flexible, so reading a row never fails.
    while first_rows.len() < HEADER_WITHIN.max(head_rows)
        && reader.read_record(&mut row).unwrap_or(false)
    {
        skip_blank_lines(&mut row, csv);
        first_rows.push(row.clone());
    }
    let single = match spec.header_row {
        Some(number) => at_line(&first_rows, number),
        None => header_row(&first_rows, &names),
    };
    let (last, head) = spec.header(&first_rows, single, &names);
    let header = header(head.as_ref(), false, spec, problems, table_problems)?;
    if let (Some(head), Some(above)) = (&head, first_rows.get(..single)) {
        let places = TablePlaces { is_sheet: false };
        report_units(&references.indicators, (above, head), &header, places, table_problems);
    }
    let mut table = TableReader::new(references, spec, header, false, table_problems);
    for row in first_rows.iter().skip(last + 1) {
        table.row(row);
    }
    while reader.read_record(&mut row).unwrap_or(false) {
        if MAX_ROWS <= table.ledger.days.len() {
            let problem = Problem::TooLarge { limit: MAX_ROWS as u64 };
            table.problems.push((Span::first(), problem));
            return None;
        }
        skip_blank_lines(&mut row, csv);
        table.row(&row);
    }
    Some(table.ledger)
}

/// Reads the rows of a spreadsheet's sheet.
fn read_sheet(
    references: &References,
    rows: &[StringRecord],
    spec: &TableSpec<'_>,
    names: &[&str],
    problems: &mut Vec<SpannedProblem>,
    table_problems: &mut Vec<SpannedProblem>,
) -> Option<Ledger> {
    let single = header_in_sheet(rows, names, spec.header_row);
    let (last, head) = spec.header(rows, single, names);
    let header = header(head.as_ref(), true, spec, problems, table_problems)?;
    if let (Some(head), Some(above)) = (&head, rows.get(..single)) {
        let places = TablePlaces { is_sheet: true };
        report_units(&references.indicators, (above, head), &header, places, table_problems);
    }
    let mut reader = TableReader::new(references, spec, header, true, table_problems);
    for row in rows.iter().skip(last + 1) {
        if MAX_ROWS <= reader.ledger.days.len() {
            let problem = Problem::TooLarge { limit: MAX_ROWS as u64 };
            reader.problems.push((Span::first(), problem));
            return None;
        }
        reader.row(row);
    }
    Some(reader.ledger)
}

/// The greatest row that can be the header of a CSV.
const MAX_HEADER_ROW: u32 = 1000;

/// What makes every row below it unreliable: a conflict marker, or a wrong quotation mark.
fn damage(csv: &str, delimiter: u8, columns: usize) -> Option<SpannedProblem> {
    if let Some(span) = conflict_marker(csv) {
        return Some((span, Problem::Yaml(YamlSyntaxError::ConflictMarker)));
    }
    let (span, problem) = wrong_quote(csv, delimiter, columns)?;
    let oddity = match problem {
        QuoteProblem::Open => Oddity::OpenCellQuote,
        QuoteProblem::TextAfter(text) => Oddity::TextAfterQuote { text },
        QuoteProblem::SpaceBefore => Oddity::SpaceBeforeQuote,
    };
    Some((span, Problem::Odd(oddity)))
}

/// The index of the first row at or below a line.
fn at_line(rows: &[StringRecord], line: u32) -> usize {
    let below = rows.iter().position(|row| line <= line_of(row).unwrap_or(0));
    below.unwrap_or(rows.len())
}

/// The index of the header of a sheet: the row that the ledger names, else the first that has every name, else the one
/// near the top with most of them.
fn header_in_sheet(rows: &[StringRecord], names: &[&str], number: Option<u32>) -> usize {
    if let Some(number) = number {
        return at_line(rows, number);
    }
    let has_all = |row: &StringRecord| {
        let heads: Vec<String> = row.iter().map(header_text).collect();
        names.iter().all(|name| heads.contains(&header_text(name)))
    };
    rows.iter().position(has_all).unwrap_or_else(|| header_row(rows, names))
}

struct TableReader<'a> {
    references: &'a References,
    totals: ColumnTotals,
    /// For each column of the ledger, the index of its cells in a row.
    positions: Vec<usize>,
    /// The cells of the header.
    header_cells: usize,
    /// The months, where the table has a column for each.
    months: Option<MonthHead>,
    places: TablePlaces,
    /// The public column of children's names.
    names: Option<usize>,
    /// Whether a dash in the place of a number has been reported.
    has_dash: bool,
    ledger: Ledger,
    problems: &'a mut Vec<SpannedProblem>,
}

impl<'a> TableReader<'a> {
    fn new(
        references: &'a References,
        spec: &TableSpec<'_>,
        header: Header,
        is_sheet: bool,
        problems: &'a mut Vec<SpannedProblem>,
    ) -> TableReader<'a> {
        let Header { columns, positions, cells, months } = header;
        let is_name = |column: &Column| {
            column.role == ColumnRole::Text && privacy::is_name_label(&column.name)
        };
        let names = columns.iter().position(is_name);
        TableReader {
            references,
            totals: ColumnTotals::new(
                columns.len() + months.as_ref().map_or(0, |head| head.months.len()),
            ),
            positions,
            header_cells: cells,
            months,
            places: TablePlaces { is_sheet },
            names,
            has_dash: false,
            ledger: Ledger { table: spec.path.to_owned(), columns, ..Ledger::default() },
            problems,
        }
    }
}

impl TableReader<'_> {
    /// The text of a column's cell in a row.
    fn cell<'r>(&self, row: &'r StringRecord, column: usize) -> &'r str {
        let position = self.positions.get(column).copied().unwrap_or(usize::MAX);
        row.get(position).unwrap_or_default().trim()
    }

    /// The place of a column's cell in a row.
    fn span(&self, row: &StringRecord, column: usize, text: &str) -> Span {
        let position = self.positions.get(column).copied().unwrap_or(0);
        self.places.span_of(row, position, text)
    }

    /// Reads a row of any kind. Blank rows are skipped.
    fn row(&mut self, row: &StringRecord) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        match spreadsheet::total_row(row).filter(|_| !self.has_day(row)) {
            Some(kind) => self.compare_totals(row, kind),
            None if self.is_footer(row) => {}
            None => {
                let before = self.problems.len();
                if self.reports_wide_commas(row) {
                    return;
                }
                if let Some(months) = self.months.take() {
                    self.row_of_months(row, &months);
                    self.months = Some(months);
                    return;
                }
                self.data_row(row);
                self.report_dated_total(row);
                let first_number = self.add_to_totals();
                if let Some(index) = first_number
                    && self.problems.len() == before
                    && self.lacks_day()
                {
                    let span = Span { len: 0, ..self.span(row, index, "") };
                    self.problems.push((span, Problem::NotCounted(NotCounted::RowWithoutDate)));
                }
            }
        }
    }

    /// Whether a row has a day where the table has its column of dates.
    fn has_day(&self, row: &StringRecord) -> bool {
        self.ledger.columns.iter().enumerate().any(|(index, column)| {
            column.role == ColumnRole::Date && day_of(self.cell(row, index)).0.is_some()
        })
    }

    /// Reports a row of totals that has a day and therefore counts as an entry.
    fn report_dated_total(&mut self, row: &StringRecord) {
        let Some(label) = spreadsheet::total_word(row) else { return };
        // The first row has nothing above it that it could total.
        let has_above = 1 < self.ledger.days.len();
        if has_above && self.has_day(row) && self.has_number(row) {
            let misreading = Misreading::TotalWithDay { label: label.to_owned() };
            let index = row.iter().position(|cell| cell.trim() == label).unwrap_or_default();
            let span = self.places.span_of(row, index, label);
            self.problems.push((span, Problem::Misread(misreading)));
        }
    }

    /// Whether a row is a remark below the table: it has neither a day nor a number.
    fn is_footer(&self, row: &StringRecord) -> bool {
        spreadsheet::is_footer(row) && !self.has_day(row) && !self.has_number(row)
    }

    /// Whether a row has a number in a column of data.
    fn has_number(&self, row: &StringRecord) -> bool {
        self.ledger.columns.iter().enumerate().any(|(index, column)| {
            column.role == ColumnRole::Data
                && number(self.cell(row, index), &self.units(column)).is_ok()
        })
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
        let label = spreadsheet::total_cell(row).unwrap_or_default();
        let mut differing = Vec::new();
        for (index, column) in self.ledger.columns.iter().enumerate() {
            let text = self.cell(row, index);
            if column.role != ColumnRole::Data || text.is_empty() || text == label {
                continue;
            }
            let Ok(stated) = number(text, &self.units(column)) else { continue };
            let rows = self.totals.expected(kind, index);
            if let Some(problem) = sum_differs(label, &stated.exact(), rows) {
                differing.push((self.span(row, index, text), problem));
            }
        }
        differing.extend(self.months_apart(row, kind, label));
        self.problems.extend(differing);
        self.totals.finish_part(kind);
    }

    /// The months whose total in a row of totals differs from the sum of the rows above.
    fn months_apart(&self, row: &StringRecord, kind: TotalRow, label: &str) -> Vec<SpannedProblem> {
        let mut differing = Vec::new();
        let Some(head) = &self.months else { return differing };
        // Rows of several measures have no common total.
        let [column] = head.below[..] else { return differing };
        let units = self.ledger.columns.get(column).map(|column| self.units(column));
        for (number_of_month, (position, _)) in head.months.iter().enumerate() {
            let text = row.get(*position).unwrap_or_default().trim();
            let Ok(stated) = number(text, units.as_deref().unwrap_or_default()) else { continue };
            let rows = self.totals.expected(kind, self.ledger.columns.len() + number_of_month);
            if let Some(problem) = sum_differs(label, &stated.exact(), rows) {
                differing.push((self.places.span_of(row, *position, text), problem));
            }
        }
        differing
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

    /// Adds a row to the ledger for each month in which a row of the table has something.
    fn row_of_months(&mut self, row: &StringRecord, head: &MonthHead) {
        self.report_short_row(row);
        self.report_extra_month_cell(row, head);
        let Some(column) = head.column_of(row, &self.ledger.columns) else {
            let found = row.iter().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
            let problem = Problem::Odd(Oddity::RowOfNoColumn { found: found.to_owned() });
            self.problems.push((self.places.span_of(row, 0, found), problem));
            return;
        };
        let mut around = Vec::with_capacity(self.ledger.columns.len());
        for index in 0..self.ledger.columns.len() {
            let (cell, _) = self.read_cell(row, index);
            around.push(cell);
        }
        self.report_named_hardship(row);
        let mut sum = Exact::whole(0);
        for (number_of_month, (position, day)) in head.months.iter().enumerate() {
            self.positions[column] = *position;
            let (cell, _) = self.read_cell(row, column);
            if cell == Cell::Empty {
                continue;
            }
            if let Cell::Number(figure) = &cell {
                let figure = figure.exact();
                self.totals.add(self.ledger.columns.len() + number_of_month, &figure);
                sum = &sum + &figure;
            }
            let start = self.ledger.cells.len();
            self.ledger.cells.extend(around.iter().cloned());
            self.ledger.cells[start + column] = cell;
            self.ledger.days.push(Some(*day));
            self.ledger.lines.push(line_of(row).unwrap_or(0));
        }
        self.positions[column] = NOWHERE;
        self.compare_months(row, head, column, &sum);
    }

    /// Compares the total that stands in a row with the sum of its months.
    fn compare_months(&mut self, row: &StringRecord, head: &MonthHead, column: usize, sum: &Exact) {
        for (position, label) in &head.totals {
            let text = row.get(*position).unwrap_or_default().trim();
            let units = self.ledger.columns.get(column).map(|column| self.units(column));
            let Ok(stated) = number(text, units.as_deref().unwrap_or_default()) else { continue };
            if let Some(problem) = sum_differs(label, &stated.exact(), sum) {
                self.problems.push((self.places.span_of(row, *position, text), problem));
            }
        }
    }

    /// Reports a cell that stands below no column, no month and no total.
    fn report_extra_month_cell(&mut self, row: &StringRecord, head: &MonthHead) {
        for (position, text) in row.iter().enumerate() {
            let text = text.trim();
            let is_known = head.holds(position) || self.positions.contains(&position);
            if !is_known && !text.is_empty() {
                let problem = Problem::ExtraCell { found: text.to_owned() };
                self.problems.push((self.places.span_of(row, position, text), problem));
                return;
            }
        }
    }

    /// Adds a row to the ledger.
    fn data_row(&mut self, row: &StringRecord) {
        self.report_short_row(row);
        let mut day = None;
        for index in 0..self.ledger.columns.len() {
            let (cell, found) = self.read_cell(row, index);
            day = day.or(found);
            self.ledger.cells.push(cell);
        }
        self.report_extra_cell(row);
        self.report_named_hardship(row);
        self.ledger.days.push(day);
        self.ledger.lines.push(line_of(row).unwrap_or(0));
    }

    /// A column's cell in a row, and the day that it names; what is wrong with it is reported.
    fn read_cell(&mut self, row: &StringRecord, index: usize) -> (Cell, Option<Day>) {
        let mut day = None;
        let text = self.cell(row, index);
        let mut problem = None;
        let cell = match self.ledger.columns[index].role {
            _ if text.is_empty() => Ok(Cell::Empty),
            _ if text == NO_RESULT => Err(Problem::Odd(Oddity::NoResult)),
            ColumnRole::Date | ColumnRole::Data if spreadsheet::is_sheet_error(text) => {
                Err(Problem::Odd(Oddity::SheetError { found: text.to_owned() }))
            }
            ColumnRole::Date => {
                (day, problem) = day_of(text);
                Ok(Cell::Empty)
            }
            ColumnRole::Data if spreadsheet::is_dash(text) => {
                problem = self.dash(text);
                Ok(Cell::Empty)
            }
            ColumnRole::Data => self.data_cell(text, &self.ledger.columns[index]),
            ColumnRole::Text | ColumnRole::Secret if spreadsheet::is_lost_number(text) => {
                Err(Problem::LostNumber { found: text.to_owned() })
            }
            ColumnRole::Text => Ok(Cell::Text(nfc(text).into())),
            ColumnRole::Secret => Ok(TextKey::of(&nfc(text)).map_or(Cell::Empty, Cell::Secret)),
        };
        if let (Ok(Cell::Number(figure)), Some(measure)) =
            (&cell, self.ledger.columns[index].measure)
        {
            problem = above_most(*figure, self.references.indicators.uses(measure));
        }
        let cell = cell.unwrap_or_else(|error| {
            problem = Some(error);
            Cell::Empty
        });
        if let Some(problem) = problem {
            self.problems.push((self.span(row, index, text), problem));
        }
        (cell, day)
    }

    /// Reports a child's name beside a hardship, whatever the columns are called.
    fn report_named_hardship(&mut self, row: &StringRecord) {
        let Some(names) = self.names else { return };
        let name = self.cell(row, names);
        let is_told = self.ledger.columns.iter().enumerate().any(|(index, column)| {
            column.role == ColumnRole::Text && privacy::is_hardship(self.cell(row, index))
        });
        if is_told && privacy::is_name(name) {
            let problem = personal_data(privacy::told(privacy::NAME, name));
            self.problems.push((self.span(row, names, name), problem));
        }
    }

    /// Reports a cell that stands in no column of the header.
    fn report_extra_cell(&mut self, row: &StringRecord) {
        for (position, text) in row.iter().enumerate() {
            let text = text.trim();
            let has_gaps = self.positions.len() < self.header_cells;
            let is_extra =
                self.header_cells <= position || has_gaps && !self.positions.contains(&position);
            if is_extra && !text.is_empty() {
                let problem = match text {
                    NO_RESULT => Problem::Odd(Oddity::NoResult),
                    _ => Problem::ExtraCell { found: text.to_owned() },
                };
                self.problems.push((self.places.span_of(row, position, text), problem));
                return;
            }
        }
    }

    /// Reports a row of a CSV that is one cell because of full-width commas: `2026-10-01，甲，1`.
    fn reports_wide_commas(&mut self, row: &StringRecord) -> bool {
        if row.len() != 1 || self.header_cells < 2 || self.places.is_sheet {
            return false;
        }
        let text = row.get(0).unwrap_or_default().trim();
        let Some(found) = text.chars().find(|ch| matches!(ch, '，' | '、' | '；')) else {
            return false;
        };
        let mut parts = text.split(['，', '、', '；']).map(str::trim);
        if !parts.any(|part| day_of(part).0.is_some()) {
            return false;
        }
        let problem = Problem::Odd(Oddity::WideSeparator { found });
        self.problems.push((self.places.span_of(row, 0, text), problem));
        true
    }

    /// Reports a row of a CSV with fewer cells than the header. A spreadsheet leaves out empty cells.
    fn report_short_row(&mut self, row: &StringRecord) {
        let (cells, columns) = (row.len(), self.header_cells);
        if cells < columns && !self.places.is_sheet {
            let span = Span::new(line_of(row).unwrap_or(0), 1, 0);
            self.problems.push((span, Problem::Odd(Oddity::ShortRow { cells, columns })));
        }
    }

    /// The problem of the first dash in the place of a number.
    fn dash(&mut self, text: &str) -> Option<Problem> {
        let is_first = !std::mem::replace(&mut self.has_dash, true);
        is_first.then(|| Problem::Odd(Oddity::DashForNothing { found: text.to_owned() }))
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

/// The problem of a total that is stated and differs from the sum.
fn sum_differs(label: &str, stated: &Exact, sum: &Exact) -> Option<Problem> {
    if stated == sum {
        return None;
    }
    let apart = if stated < sum { sum - stated } else { stated - sum };
    Some(Problem::NotCounted(NotCounted::SumDiffers {
        label: label.to_owned(),
        stated: stated.truncated(TOTAL_DECIMALS),
        rows: sum.truncated(TOTAL_DECIMALS),
        apart: apart.truncated(TOTAL_DECIMALS),
    }))
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
        None => (None, Some(date_problem(found, why, false))),
    }
}
