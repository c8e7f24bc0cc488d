//! Whether other values of the cells would have been published as the true ones are.
//!
//! What a reader knows is what is published: the values of published quantities; of a withheld quantity, whether it is
//! shown as small (`＜5`); that nothing withheld is 0; and the limits. Values that agree with all of it are a proof that
//! nobody can tell them from the true ones. The proof does not depend on how the values were found.

use std::collections::BTreeMap;

use super::quantity::{Formula, Quantity};
use super::system::{Role, System};

/// Cells and by how much their values differ from the true ones.
pub(super) type Changes = [(u32, i128)];

/// What is published of a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Publication {
    /// For each quantity, whether it is withheld.
    pub(super) withheld: Vec<bool>,
    /// Whether small figures are marked as such. Where they are not, they cannot be told from other withheld ones.
    pub(super) marks_small: bool,
}

impl System {
    /// The withheld quantities that have other values when the cells change; `None` when a reader would see the
    /// difference.
    pub(super) fn unseen(&self, published: &Publication, changes: &Changes) -> Option<Vec<u32>> {
        let mut by_cell: BTreeMap<u32, i128> = BTreeMap::new();
        for (cell, by) in changes {
            *by_cell.entry(*cell).or_default() += by;
        }
        let mut by_quantity: BTreeMap<u32, [i128; 2]> = BTreeMap::new();
        for (cell, by) in &by_cell {
            if !self.cell_may_change(published, *cell, &by_cell) {
                return None;
            }
            for (quantity, role) in &self.uses[*cell as usize] {
                let sums = by_quantity.entry(*quantity).or_default();
                sums[usize::from(*role == Role::Whole)] += by;
            }
        }
        let mut differing = Vec::new();
        for (index, by) in by_quantity {
            if self.quantity_may_change(published, index, by, &by_cell)? {
                differing.push(index);
            }
        }
        Some(differing)
    }

    /// The value of a cell after changes.
    fn changed(&self, cell: u32, by_cell: &BTreeMap<u32, i128>) -> i128 {
        self.cells[cell as usize].value + by_cell.get(&cell).copied().unwrap_or_default()
    }

    /// Whether a cell keeps its sign, and the limits and differences that everybody knows.
    fn cell_may_change(
        &self,
        published: &Publication,
        cell: u32,
        by_cell: &BTreeMap<u32, i128>,
    ) -> bool {
        let (before, now) = (self.cells[cell as usize].value, self.changed(cell, by_cell));
        if now == 0 || (before > 0 && now < 0) {
            return false;
        }
        for limit in &self.limits_of[cell as usize] {
            let limit = &self.limits[*limit as usize];
            let sum = |cells: &[u32]| -> i128 {
                cells.iter().map(|cell| self.changed(*cell, by_cell)).sum()
            };
            if sum(&limit.less) > sum(&limit.more) {
                return false;
            }
        }
        for pair in &self.pairs_of[cell as usize] {
            let (part, whole) = self.pairs[*pair as usize];
            let rest = self.changed(whole, by_cell) - self.changed(part, by_cell);
            if !published.withheld[part as usize] && self.is_small(rest, 1) {
                return false;
            }
        }
        true
    }

    /// Whether a quantity has another value after changes that no reader can see; `None` when a reader sees them.
    fn quantity_may_change(
        &self,
        published: &Publication,
        index: u32,
        [by, whole_by]: [i128; 2],
        by_cell: &BTreeMap<u32, i128>,
    ) -> Option<bool> {
        let quantity = &self.quantities[index as usize];
        let is_withheld = published.withheld[index as usize];
        let (differs, value) = match &quantity.formula {
            Formula::Total(_) => (by != 0, quantity.value + by),
            Formula::Share { .. } => {
                let (part, whole) = (quantity.value + by, quantity.whole + whole_by);
                let differs =
                    part.checked_mul(quantity.whole)? != quantity.value.checked_mul(whole)?;
                if whole == 0 || (!is_withheld && self.rests_on_few(part, whole)) {
                    return None;
                }
                return if differs && !is_withheld { None } else { Some(differs) };
            }
            Formula::Extreme { greatest, cells, with_zero } => {
                let values = cells.iter().map(|cell| self.changed(*cell, by_cell));
                let values = values.chain(with_zero.then_some(0));
                let now = if *greatest { values.max() } else { values.min() };
                let now = now.unwrap_or_default();
                (now != quantity.value, now)
            }
        };
        if differs && !is_withheld {
            return None;
        }
        if is_withheld && published.marks_small && !self.keeps_marks(quantity, value) {
            return None;
        }
        Some(differs)
    }

    /// Whether a quantity would be shown as small, or not, as the true one is.
    fn keeps_marks(&self, quantity: &Quantity, value: i128) -> bool {
        quantity.shown.iter().all(|shown| {
            self.is_small(quantity.value, shown.divisor) == self.is_small(value, shown.divisor)
        })
    }
}
