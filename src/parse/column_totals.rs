//! Running totals of a table's columns.

use crate::model::Exact;
use crate::syntax::spreadsheet::TotalRow;

/// The totals of each column: over all rows so far, and over the rows since the last 小计.
#[derive(Debug)]
pub(crate) struct ColumnTotals {
    totals: Vec<Exact>,
    subtotals: Vec<Exact>,
}

impl ColumnTotals {
    /// Totals of zero for a number of columns.
    pub(crate) fn new(columns: usize) -> ColumnTotals {
        let zeros = vec![Exact::whole(0); columns];
        ColumnTotals { totals: zeros.clone(), subtotals: zeros }
    }

    /// Adds a figure of a column.
    pub(crate) fn add(&mut self, column: usize, figure: &Exact) {
        self.totals[column] = &self.totals[column] + figure;
        self.subtotals[column] = &self.subtotals[column] + figure;
    }

    /// The total that a row of totals should state for a column.
    pub(crate) fn expected(&self, row: TotalRow, column: usize) -> &Exact {
        match row {
            TotalRow::Subtotal => &self.subtotals[column],
            TotalRow::Total => &self.totals[column],
        }
    }

    /// Begins the next part of the table after a 小计.
    pub(crate) fn finish_part(&mut self, row: TotalRow) {
        if row == TotalRow::Subtotal {
            self.subtotals.fill(Exact::whole(0));
        }
    }
}
