//! Cells and the quantities that rest on them: what a reader can set up equations with.

use super::quantity::{Formula, Quantity};

/// An atomic figure that no published figure splits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AtomicCell {
    /// In units of [`UNIT`]; never 0.
    pub(super) value: i128,
    /// The smallest difference between two values that schools write for it: 1, or a decimal place.
    pub(super) step: i128,
}

/// One in the unit of cells: figures have up to nine decimal places.
pub(super) const UNIT: i128 = 1_000_000_000;

/// In which sum of a quantity a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// In the only sum, or the upper one.
    Part,
    /// In the lower one of a share.
    Whole,
}

/// The sum of some cells cannot be greater than that of others: a numerator and its denominator, the number of different
/// texts in a month and in its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Limit {
    pub(super) less: Vec<u32>,
    pub(super) more: Vec<u32>,
}

/// Cells that hang together, and every quantity that is published of them.
#[derive(Debug, Clone, Default)]
pub(super) struct System {
    pub(super) cells: Vec<AtomicCell>,
    /// The first of them are the single cells, in their order.
    pub(super) quantities: Vec<Quantity>,
    /// For each cell, the quantities that rest on it.
    pub(super) uses: Vec<Vec<(u32, Role)>>,
    /// Numerator and denominator of the same entry.
    pub(super) pairs: Vec<(u32, u32)>,
    /// For each cell, its pairs.
    pub(super) pairs_of: Vec<Vec<u32>>,
    /// What everybody knows about the cells, and what holds of them.
    pub(super) limits: Vec<Limit>,
    /// For each cell, the limits that name it.
    pub(super) limits_of: Vec<Vec<u32>>,
    /// The first figure that is not small, in the unit of cells.
    pub(super) threshold: i128,
}

impl System {
    /// A quantity that is shown nowhere yet.
    pub(super) fn quantity(&self, formula: Formula) -> Quantity {
        let sum = |cells: &[u32]| -> i128 {
            cells.iter().map(|cell| self.cells[*cell as usize].value).sum()
        };
        let (value, whole) = match &formula {
            Formula::Total(cells) => (sum(cells), 0),
            Formula::Share { part, whole } => (sum(part), sum(whole)),
            Formula::Extreme { greatest, cells, with_zero } => {
                let values = cells.iter().map(|cell| self.cells[*cell as usize].value);
                let values = values.chain(with_zero.then_some(0));
                let extreme = if *greatest { values.max() } else { values.min() };
                (extreme.unwrap_or_default(), 0)
            }
        };
        Quantity { formula, shown: Vec::new(), value, whole }
    }

    /// Fills in what follows from cells, quantities and pairs.
    pub(super) fn index(&mut self) {
        self.uses = vec![Vec::new(); self.cells.len()];
        self.pairs_of = vec![Vec::new(); self.cells.len()];
        self.limits_of = vec![Vec::new(); self.cells.len()];
        for (index, quantity) in (0u32..).zip(&self.quantities) {
            let (part, whole): (&[u32], &[u32]) = match &quantity.formula {
                Formula::Total(cells) | Formula::Extreme { cells, .. } => (cells, &[]),
                Formula::Share { part, whole } => (part, whole),
            };
            for cell in part {
                self.uses[*cell as usize].push((index, Role::Part));
            }
            for cell in whole {
                self.uses[*cell as usize].push((index, Role::Whole));
            }
        }
        for (index, (part, whole)) in (0u32..).zip(&self.pairs) {
            self.pairs_of[*part as usize].push(index);
            self.pairs_of[*whole as usize].push(index);
        }
        for (index, limit) in (0u32..).zip(&self.limits) {
            for cell in limit.less.iter().chain(&limit.more) {
                self.limits_of[*cell as usize].push(index);
            }
        }
    }

    /// Whether a value is above 0 and below the threshold. `divisor`: that of the figure that shows it.
    pub(super) fn is_small(&self, value: i128, divisor: i128) -> bool {
        0 < value && value < self.threshold.saturating_mul(divisor)
    }

    /// Whether a share rests on a small number of people: above the fraction bar, below it, or the rest.
    pub(super) fn rests_on_few(&self, part: i128, whole: i128) -> bool {
        self.is_small(part, 1) || self.is_small(whole, 1) || self.is_small(whole - part, 1)
    }

    /// Whether a quantity is suppressed for its own sake.
    pub(super) fn is_primary(&self, quantity: &Quantity) -> bool {
        match &quantity.formula {
            Formula::Share { .. } => self.rests_on_few(quantity.value, quantity.whole),
            _ if quantity.shown.is_empty() => self.is_small(quantity.value, 1),
            _ => quantity.shown.iter().any(|shown| self.is_small(quantity.value, shown.divisor)),
        }
    }

    /// What is withheld before anything is worked out: small figures, shares that rest on them, numerators that differ
    /// from their denominators by a small number, and what is shown nowhere.
    pub(super) fn primary(&self) -> Vec<bool> {
        let mut withheld = Vec::with_capacity(self.quantities.len());
        for quantity in &self.quantities {
            withheld.push(quantity.shown.is_empty() || self.is_primary(quantity));
        }
        for (part, whole) in &self.pairs {
            let [of_part, of_whole] = [part, whole].map(|cell| self.cells[*cell as usize].value);
            if self.is_small(of_whole - of_part, 1) {
                withheld[*part as usize] = true;
            }
        }
        withheld
    }

    /// Whether a withheld quantity must be shown to have another value: all that a page names, and what is small.
    pub(super) fn needs_proof(&self, quantity: usize) -> bool {
        let quantity = &self.quantities[quantity];
        !quantity.shown.is_empty() || self.is_primary(quantity)
    }
}
