//! The auditor: proves of every withheld quantity that it could have another value.
//!
//! A proof is an example: other values of the cells that agree with everything published ([`System::unseen`]). Examples
//! are looked for in two ways: one cell takes what another gives, where both stand in the same published sums; and the
//! directions that exact elimination leaves open ([`super::directions`]). What is not proved counts as known to a reader.

use rustc_hash::FxHashMap;

use super::consistency::{Changes, Publication};
use super::directions::{self, Directions};
use super::quantity::Formula;
use super::system::{Role, System};

/// How many cells of a group are tried as partners, from the smallest and from the greatest.
const PARTNERS: usize = 3;

/// How many examples are tried: so many, and so many more for each cell.
const LEAST_TRIES: usize = 4000;
const TRIES_PER_CELL: usize = 30;

/// How often directions are worked out in one audit.
const MOST_DIRECTIONS: usize = 200;

/// Withheld cells that stand in the same published sums.
pub(super) struct CellGroup {
    /// The published totals and shares with the cells, and where the cells stand in them.
    pub(super) published: Vec<(u32, Role)>,
    /// By value.
    pub(super) cells: Vec<u32>,
}

/// One audit of one publication.
pub(super) struct Audit<'s> {
    pub(super) system: &'s System,
    pub(super) published: &'s Publication,
    pub(super) groups: Vec<CellGroup>,
    /// The group of each withheld cell.
    pub(super) group_of: FxHashMap<u32, usize>,
    /// For each quantity, whether nothing is left to prove.
    proven: Vec<bool>,
    /// How many examples may still be tried: in proportion to the system, so that no audit takes long.
    tries: usize,
}

/// The withheld quantities of which no other value is found, in order.
pub(super) fn unproven(system: &System, published: &Publication) -> Vec<usize> {
    let mut audit = Audit::new(system, published);
    audit.exchange_within_groups();
    let mut left = audit.left();
    let mut worked_out = 0;
    for quantity in &left {
        if audit.proven[*quantity] || worked_out == MOST_DIRECTIONS {
            continue;
        }
        worked_out += 1;
        if let Some(directions) = Directions::around(&audit, *quantity) {
            directions::follow(&mut audit, &directions);
        }
    }
    left.retain(|quantity| !audit.proven[*quantity]);
    left
}

impl<'s> Audit<'s> {
    pub(super) fn new(system: &'s System, published: &'s Publication) -> Audit<'s> {
        let mut proven = Vec::with_capacity(system.quantities.len());
        for (quantity, withheld) in published.withheld.iter().enumerate() {
            proven.push(!withheld || !system.needs_proof(quantity));
        }
        let mut audit = Audit {
            system,
            published,
            groups: Vec::new(),
            group_of: FxHashMap::default(),
            proven,
            tries: LEAST_TRIES + TRIES_PER_CELL * system.cells.len(),
        };
        audit.group_cells();
        audit
    }

    fn group_cells(&mut self) {
        let mut known: FxHashMap<Vec<(u32, Role)>, usize> = FxHashMap::default();
        for cell in 0..self.system.cells.len() as u32 {
            if !self.published.withheld[cell as usize] {
                continue;
            }
            let mut sums = self.system.uses[cell as usize].clone();
            sums.retain(|(quantity, _)| {
                let is_linear = !matches!(
                    self.system.quantities[*quantity as usize].formula,
                    Formula::Extreme { .. }
                );
                is_linear && !self.published.withheld[*quantity as usize]
            });
            let next = self.groups.len();
            let group = *known.entry(sums).or_insert_with_key(|sums| {
                self.groups.push(CellGroup { published: sums.clone(), cells: Vec::new() });
                next
            });
            self.groups[group].cells.push(cell);
            self.group_of.insert(cell, group);
        }
        for group in &mut self.groups {
            group.cells.sort_by_key(|cell| self.system.cells[*cell as usize].value);
        }
    }

    /// The quantities that are still to be proved.
    fn left(&self) -> Vec<usize> {
        (0..self.proven.len()).filter(|quantity| !self.proven[*quantity]).collect()
    }

    /// Whether a quantity needs no more proof.
    pub(super) fn is_proven(&self, quantity: usize) -> bool {
        self.proven[quantity]
    }

    /// Takes an example as proof of all that differs in it, if no reader could see it.
    pub(super) fn try_example(&mut self, changes: &Changes) {
        if self.tries == 0 {
            return;
        }
        self.tries -= 1;
        for differing in self.system.unseen(self.published, changes).unwrap_or_default() {
            self.proven[differing as usize] = true;
        }
    }

    /// Tries examples in which one cell takes what another of its group gives, or a cell in no published sum changes.
    fn exchange_within_groups(&mut self) {
        for group in 0..self.groups.len() {
            let cells = self.groups[group].cells.clone();
            let is_free = self.groups[group].published.is_empty();
            let ends = cells.iter().take(PARTNERS).chain(cells.iter().rev().take(PARTNERS));
            let partners: Vec<u32> = ends.copied().collect();
            for cell in cells {
                if self.are_uses_proven(cell) {
                    continue;
                }
                let step = self.system.cells[cell as usize].step;
                if is_free {
                    self.try_example(&[(cell, step)]);
                    self.try_example(&[(cell, -step)]);
                }
                for partner in &partners {
                    if *partner == cell || self.are_uses_proven(cell) {
                        continue;
                    }
                    let step = step.max(self.system.cells[*partner as usize].step);
                    self.try_example(&[(cell, step), (*partner, -step)]);
                    self.try_example(&[(cell, -step), (*partner, step)]);
                }
            }
        }
    }

    fn are_uses_proven(&self, cell: u32) -> bool {
        self.system.uses[cell as usize].iter().all(|(quantity, _)| self.proven[*quantity as usize])
    }
}
