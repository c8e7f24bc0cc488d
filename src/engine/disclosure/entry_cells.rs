//! The cells of a system: the figures of sensitive measures in records and in rows of ledgers.

use rustc_hash::FxHashMap;

use super::collect::Collector;
use super::quantity::{Formula, Quantity, ShownFigure};
use super::suppressed::{EntryKey, FigureName, SummedRows, SuppressedFigures};
use super::system::{AtomicCell, Limit, UNIT};
use crate::model::{Aggregate, Day, Detail, Ledger, MeasureIx, Reads, RecordIx};

impl Collector<'_> {
    /// Makes a cell of each figure of a sensitive measure, and takes in the sums of ledgers.
    pub(super) fn read_entries(&mut self, suppressed: &SuppressedFigures) {
        let archive = self.archive;
        for (index, record) in archive.records.iter().enumerate() {
            let record_ix = RecordIx(index);
            if let Detail::Ledger(ledger) = &record.detail {
                for described in &ledger.columns {
                    if let Some(measure) = described.measure
                        && suppressed.is_sensitive(measure)
                    {
                        self.read_column(record_ix, ledger, measure);
                    }
                }
                continue;
            }
            for (measure, _) in &record.data {
                if suppressed.is_sensitive(*measure) {
                    self.read_entry((record_ix, None, *measure));
                }
            }
        }
    }

    fn read_entry(&mut self, key: EntryKey) {
        let Some(figure) = self.recorded.value(key) else { return };
        let shown = ShownFigure { name: FigureName::Entry(key), divisor: 1 };
        if let Some(cell) = self.cell(figure.scaled(), vec![shown]) {
            self.cell_of.insert(key, cell);
        }
    }

    /// A new cell; none for 0.
    pub(super) fn cell(&mut self, value: i128, shown: Vec<ShownFigure>) -> Option<u32> {
        if value == 0 {
            return None;
        }
        let cell = self.system.cells.len() as u32;
        self.system.cells.push(AtomicCell { value, step: UNIT });
        let formula = Formula::Total(vec![cell]);
        self.system.quantities.push(Quantity { formula, shown, value, whole: 0 });
        Some(cell)
    }

    fn read_column(&mut self, record: RecordIx, ledger: &Ledger, measure: MeasureIx) {
        let mut sums: FxHashMap<SummedRows, Vec<u32>> = FxHashMap::default();
        let mut order: Vec<SummedRows> = Vec::new();
        for (row, day) in ledger.days.iter().enumerate() {
            let key = (record, Some(row as u32), measure);
            self.read_entry(key);
            let Some(cell) = self.cell_of.get(&key) else { continue };
            let month = SummedRows::Month(day.map(Day::month_start));
            for rows in [SummedRows::All, month] {
                if rows == SummedRows::All || ledger.is_summed_by_month() {
                    let cells = sums.entry(rows).or_insert_with(|| {
                        order.push(rows);
                        Vec::new()
                    });
                    cells.push(*cell);
                }
            }
        }
        let is_additive = self.archive.indicators.iter().any(|indicator| {
            indicator.aggregate == Aggregate::Sum && indicator.reads == Reads::Measure(measure)
        });
        for rows in order.into_iter().filter(|_| is_additive) {
            let cells = sums.remove(&rows).unwrap_or_default();
            let name = FigureName::Sum((record, measure, rows));
            self.sums.push((Formula::Total(cells), ShownFigure { name, divisor: 1 }));
        }
    }

    /// Finds the numerators and denominators of sensitive ratios in the same entry.
    pub(super) fn read_pairs(&mut self) {
        for indicator in self.archive.indicators.iter().filter(|indicator| indicator.sensitive) {
            let Reads::Ratio { numerator, denominator } = indicator.reads else { continue };
            let mut pairs = Vec::new();
            for whole in 0..self.system.cells.len() as u32 {
                if let Some((record, row, measure)) = self.entry_of(whole)
                    && measure == denominator
                    && let Some(part) = self.cell_of.get(&(record, row, numerator))
                    && *part != whole
                {
                    pairs.push((*part, whole));
                }
            }
            self.system.pairs.extend(pairs);
        }
        self.system.pairs.sort_unstable();
        self.system.pairs.dedup();
        for (part, whole) in &self.system.pairs {
            let values = [part, whole].map(|cell| self.system.cells[*cell as usize].value);
            if values[0] <= values[1] {
                self.system.limits.push(Limit { less: vec![*part], more: vec![*whole] });
            }
        }
    }

    /// The step of a cell is that of the figures of its measure: a number of people changes by 1, an amount of money by
    /// what schools write it down to.
    pub(super) fn set_steps(&mut self) {
        let mut steps: FxHashMap<MeasureIx, i128> = FxHashMap::default();
        for cell in 0..self.system.cells.len() as u32 {
            let Some((_, _, measure)) = self.entry_of(cell) else { continue };
            let step = steps.entry(measure).or_insert(UNIT);
            while self.system.cells[cell as usize].value % *step != 0 {
                *step /= 10;
            }
        }
        for cell in 0..self.system.cells.len() as u32 {
            if let Some((_, _, measure)) = self.entry_of(cell) {
                self.system.cells[cell as usize].step = steps[&measure];
            }
        }
    }

    /// The record or row, and the measure, of a cell; `None` for a number of texts.
    fn entry_of(&self, cell: u32) -> Option<EntryKey> {
        match self.system.quantities.get(cell as usize)?.shown.first()?.name {
            FigureName::Entry(key) => Some(key),
            FigureName::Period { .. } | FigureName::Sum(_) => None,
        }
    }
}
