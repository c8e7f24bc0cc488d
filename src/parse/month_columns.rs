//! Tables with a column a month (docs/content-model.md §2): the head of the months, and which column of the ledger a row
//! fills in. Each filled cell becomes a row of the ledger, on the last day of its month.

use csv::StringRecord;

use crate::diagnostics::{Oddity, Problem, SpannedProblem};
use crate::model::{Column, ColumnRole, Day};
use crate::syntax::csv::{HEADER_WITHIN, header_text};
use crate::syntax::heads;
use crate::syntax::months::{is_total_head, month_of_head};
use crate::syntax::span::{Span, Spanned};

/// The position of a column that the head does not have: beyond that of any cell.
pub(super) const NOWHERE: usize = 1 << 20;
/// The fewest months of a head whose ledger says nothing of months.
const FEWEST: usize = 3;

/// The months in the head of a table.
#[derive(Debug, Default)]
pub(super) struct MonthHead {
    /// The cells of the months, each with the last day of its month.
    pub(super) months: Vec<(usize, Day)>,
    /// The cells that hold the total of a row, each with what the head calls it.
    pub(super) totals: Vec<(usize, String)>,
    /// The columns of the ledger that the head does not have: their figures stand below the months.
    pub(super) below: Vec<usize>,
    year: i32,
    last_month: u32,
}

impl MonthHead {
    /// A head whose first month is in a year.
    pub(super) fn new(first_year: i32) -> MonthHead {
        MonthHead { year: first_year, ..MonthHead::default() }
    }

    /// Takes a cell of the head that names a month or the total of them. Returns whether it does. A month that is earlier
    /// than the one before it is of the next year.
    pub(super) fn takes(&mut self, position: usize, head: &str) -> bool {
        if let Some(named) = month_of_head(head) {
            if let Some(year) = named.year {
                self.year = year;
            } else if named.month < self.last_month {
                self.year += 1;
            }
            self.last_month = named.month;
            let Some(first) = Day::new(self.year, named.month, 1) else { return false };
            self.months.push((position, first.month_end()));
            return true;
        }
        let is_total = is_total_head(head);
        if is_total {
            self.totals.push((position, head.trim().to_owned()));
        }
        is_total
    }

    /// A month that stands twice in the head: the position of the second one.
    pub(super) fn second(&self) -> Option<usize> {
        for (at, (position, day)) in self.months.iter().enumerate() {
            for (_, earlier) in &self.months[..at] {
                if earlier == day {
                    return Some(*position);
                }
            }
        }
        None
    }

    /// Whether a cell belongs to a month or is the total of them.
    pub(super) fn holds(&self, position: usize) -> bool {
        let is_month = self.months.iter().any(|(known, _)| *known == position);
        is_month || self.totals.iter().any(|(known, _)| *known == position)
    }

    /// The column of the ledger that a row fills in: the one whose name stands in the row, else the only one.
    pub(super) fn column_of(&self, row: &StringRecord, columns: &[Column]) -> Option<usize> {
        for cell in row {
            let cell = header_text(cell);
            for column in &self.below {
                if columns.get(*column).is_some_and(|known| header_text(&known.name) == cell) {
                    return Some(*column);
                }
            }
        }
        match self.below[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// The head with the most months among the first rows: the index of its last row, and its cells.
pub(super) fn month_header(
    rows: &[StringRecord],
    named: Option<usize>,
) -> (usize, Option<StringRecord>) {
    let (first, end) = match named {
        Some(row) => (row, row + 1),
        None => (0, HEADER_WITHIN),
    };
    let (mut best, mut most) = ((first, rows.get(first).cloned()), 0);
    for at in first..end.min(rows.len()) {
        let mut cells: Vec<Vec<&str>> = Vec::new();
        for row in rows.iter().skip(at).take(heads::MAX_ROWS) {
            cells.push(row.iter().collect());
        }
        let head = heads::head(&cells);
        let joined = StringRecord::from(head.names);
        let single = rows.get(at).map_or(0, months_in);
        let (count, last) = match months_in(&joined) {
            of_joined if single < of_joined => (of_joined, at + head.rows.saturating_sub(1)),
            _ => (single, at),
        };
        if most < count {
            let mut found = if last == at { rows[at].clone() } else { joined };
            found.set_position(rows.get(last).and_then(|row| row.position().cloned()));
            (best, most) = ((last, Some(found)), count);
        }
    }
    best
}

/// [`month_header`] where the ledger says nothing of months: one with several of them.
pub(super) fn unsaid_header(rows: &[StringRecord]) -> Option<(usize, Option<StringRecord>)> {
    let (last, head) = month_header(rows, None);
    let months = head.as_ref().map_or(0, months_in);
    (FEWEST <= months).then_some((last, head))
}

/// The problem of a head of months whose ledger says nothing of them, with the place of its first
/// month.
pub(super) fn unsaid_months(
    row: &StringRecord,
    columns: &[Spanned<Column>],
) -> Option<(usize, Problem)> {
    let mut months = Vec::new();
    for (position, head) in row.iter().enumerate() {
        let head_text = header_text(head);
        let is_column = columns.iter().any(|column| header_text(&column.value.name) == head_text);
        if !is_column && month_of_head(head).is_some() {
            months.push((position, head.trim()));
        }
    }
    let ((first, name), (_, last)) = (months.first()?, months.last()?);
    let problem = Oddity::UnsaidMonths { first: (*name).to_owned(), last: (*last).to_owned() };
    (FEWEST <= months.len()).then_some((*first, Problem::Odd(problem)))
}

/// The problem of a ledger that says that there is a column a month where the head has no month.
pub(super) fn no_months(key: Span) -> SpannedProblem {
    (key, Problem::Odd(Oddity::NoMonths))
}

/// Whether the head may lack a column: its days are the months, or its figures stand below them.
pub(super) fn may_be_below(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Date | ColumnRole::Data | ColumnRole::Text)
}

fn months_in(row: &StringRecord) -> usize {
    let mut count = 0;
    for head in row {
        count += usize::from(month_of_head(head).is_some());
    }
    count
}
