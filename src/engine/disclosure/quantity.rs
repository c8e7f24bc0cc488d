//! What a published figure says about the cells that it rests on.

use super::suppressed::FigureName;

/// How a figure follows from cells. Cells are named by their indexes, in ascending order; cells of 0 are left out,
/// because a 0 is never suppressed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Formula {
    /// The sum of cells; a mean too, because everybody can count the records.
    Total(Vec<u32>),
    /// The sum of some cells over the sum of others.
    Share { part: Vec<u32>, whole: Vec<u32> },
    /// The smallest or the greatest of cells, `with_zero` if one of them is 0.
    Extreme { greatest: bool, cells: Vec<u32>, with_zero: bool },
}

impl Formula {
    /// All cells that it rests on.
    pub(super) fn cells(&self) -> impl Iterator<Item = u32> + '_ {
        let (one, other): (&[u32], &[u32]) = match self {
            Formula::Total(cells) | Formula::Extreme { cells, .. } => (cells, &[]),
            Formula::Share { part, whole } => (part, whole),
        };
        one.iter().chain(other).copied()
    }

    /// The same formula over cells that are numbered in another way. The order of the numbers must be the same.
    pub(super) fn renumbered(&self, number: &dyn Fn(u32) -> u32) -> Formula {
        let all = |cells: &[u32]| cells.iter().map(|cell| number(*cell)).collect();
        match self {
            Formula::Total(cells) => Formula::Total(all(cells)),
            Formula::Share { part, whole } => Formula::Share { part: all(part), whole: all(whole) },
            Formula::Extreme { greatest, cells, with_zero } => {
                Formula::Extreme { greatest: *greatest, cells: all(cells), with_zero: *with_zero }
            }
        }
    }
}

/// A figure in one place of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ShownFigure {
    /// Where it is shown.
    pub(super) name: FigureName,
    /// By what the quantity is divided there: the number of entries for a mean, else 1.
    pub(super) divisor: i128,
}

/// A quantity that is published in one or several places. All these places show it, or none does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) formula: Formula,
    /// Empty for a quantity that is shown nowhere.
    pub(super) shown: Vec<ShownFigure>,
    /// Its value; of a share, the upper number.
    pub(super) value: i128,
    /// Of a share, the lower number; else 0.
    pub(super) whole: i128,
}

impl Quantity {
    /// How many cells it rests on.
    pub(super) fn size(&self) -> usize {
        match &self.formula {
            Formula::Total(cells) | Formula::Extreme { cells, .. } => cells.len(),
            Formula::Share { part, whole } => part.len() + whole.len(),
        }
    }
}
