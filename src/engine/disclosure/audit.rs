//! The auditor: proves of every withheld quantity that it could have another value.
//!
//! A proof is an example: other values of the cells that agree with everything published ([`System::unseen`]). Examples
//! are looked for in two ways: one cell takes what another gives, where both stand in the same published sums; and the
//! directions that exact elimination leaves open ([`super::directions`]). What is not proved counts as known to a reader.

use rustc_hash::{FxHashMap, FxHashSet};

use super::consistency::{Changes, Publication};
use super::directions::{self, Directions};
use super::proofs::Proofs;
use super::quantity::Formula;
use super::system::{Role, System};

/// How many cells of a group are tried as partners, from the smallest and from the greatest.
const PARTNERS: usize = 3;

/// How many cells in the same small sum are tried as partners.
const NEIGHBOURS: usize = 8;

/// How many examples are tried: so many, and so many more for each cell.
const LEAST_TRIES: usize = 4000;
const TRIES_PER_CELL: usize = 12;

/// How often directions are worked out in one audit: so often, and once more for so many cells.
const LEAST_DIRECTIONS: usize = 60;
const CELLS_PER_DIRECTION: usize = 8;

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
    proofs: &'s mut Proofs,
    /// How many examples may still be tried: in proportion to the system, so that no audit takes long.
    tries: usize,
    /// Cells of which something is left to prove, by value and by where they stand: others like them are passed over.
    hopeless: FxHashSet<(i128, Vec<u32>)>,
}

/// The withheld quantities of which no other value is found, in order. `proofs`: what is proved already; what is found is
/// added.
pub(super) fn unproven(
    system: &System,
    published: &Publication,
    proofs: &mut Proofs,
) -> Vec<usize> {
    let mut audit = Audit::new(system, published, proofs);
    if audit.left().is_empty() {
        return Vec::new();
    }
    audit.group_cells();
    audit.exchange_within_groups();
    audit.hopeless.clear();
    let mut left = audit.left();
    let mut rest = LEAST_DIRECTIONS + system.cells.len() / CELLS_PER_DIRECTION;
    for quantity in &left {
        if audit.is_proven(*quantity) || rest == 0 || audit.is_hopeless(*quantity) {
            continue;
        }
        rest -= 1;
        if let Some(directions) = Directions::around(&audit, *quantity) {
            audit.proofs.work += directions.work();
            directions::follow(&mut audit, &directions);
        }
        if !audit.is_proven(*quantity) {
            audit.give_up(*quantity);
        }
    }
    left.retain(|quantity| !audit.is_proven(*quantity));
    left
}

impl<'s> Audit<'s> {
    fn new(system: &'s System, published: &'s Publication, proofs: &'s mut Proofs) -> Audit<'s> {
        Audit {
            system,
            published,
            groups: Vec::new(),
            group_of: FxHashMap::default(),
            proofs,
            tries: LEAST_TRIES + TRIES_PER_CELL * system.cells.len(),
            hopeless: FxHashSet::default(),
        }
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
        (0..self.system.quantities.len()).filter(|quantity| !self.is_proven(*quantity)).collect()
    }

    /// Whether a quantity needs no more proof.
    pub(super) fn is_proven(&self, quantity: usize) -> bool {
        !self.published.withheld[quantity]
            || self.proofs.has(quantity)
            || !self.system.needs_proof(quantity)
    }

    /// Whether no quantity with a cell needs more proof.
    pub(super) fn are_uses_proven(&self, cell: u32) -> bool {
        self.system.uses[cell as usize]
            .iter()
            .all(|(quantity, _)| self.is_proven(*quantity as usize))
    }

    /// Takes an example as proof of all that differs in it, if no reader could see it.
    pub(super) fn try_example(&mut self, changes: &Changes) {
        if self.tries == 0 {
            return;
        }
        self.tries -= 1;
        self.proofs.work += 1;
        if let Some(differing) = self.system.unseen(self.published, changes) {
            self.proofs.add(differing);
        }
    }

    /// How a cell stands among others; `None` for a sum of several.
    fn standing(&self, quantity: usize) -> Option<(i128, Vec<u32>)> {
        let cell = self.system.cells.get(quantity)?;
        let uses = self.system.uses[quantity].iter().map(|(other, _)| *other);
        Some((cell.value, uses.filter(|other| *other as usize != quantity).collect()))
    }

    /// Whether nothing was found for another cell of the same value in the same sums.
    fn is_hopeless(&self, quantity: usize) -> bool {
        self.standing(quantity).is_some_and(|standing| self.hopeless.contains(&standing))
    }

    fn give_up(&mut self, quantity: usize) {
        self.hopeless.extend(self.standing(quantity));
    }

    /// Tries examples in which one cell takes what another of its group gives, or a cell in no published sum changes.
    fn exchange_within_groups(&mut self) {
        for group in 0..self.groups.len() {
            let cells = self.groups[group].cells.clone();
            let is_free = self.groups[group].published.is_empty();
            let ends = cells.iter().take(PARTNERS).chain(cells.iter().rev().take(PARTNERS));
            let ends: Vec<u32> = ends.copied().collect();
            for cell in cells {
                if self.are_uses_proven(cell) || self.is_hopeless(cell as usize) {
                    continue;
                }
                let step = self.system.cells[cell as usize].step;
                if is_free {
                    self.try_example(&[(cell, step)]);
                    self.try_example(&[(cell, -step)]);
                }
                let mut partners = ends.clone();
                partners.extend(self.neighbours(cell, group));
                for partner in partners {
                    if partner == cell || self.are_uses_proven(cell) {
                        continue;
                    }
                    let step = step.max(self.system.cells[partner as usize].step);
                    self.try_example(&[(cell, step), (partner, -step)]);
                    self.try_example(&[(cell, -step), (partner, step)]);
                }
                if !self.is_proven(cell as usize) {
                    self.give_up(cell as usize);
                }
            }
        }
    }

    /// Cells of a group that stand with a cell in the smallest sum over several cells.
    fn neighbours(&self, cell: u32, group: usize) -> Vec<u32> {
        let mut smallest: Option<(usize, u32)> = None;
        for (quantity, _) in &self.system.uses[cell as usize] {
            let size = self.system.quantities[*quantity as usize].size();
            if size > 1 && smallest.is_none_or(|known| (size, *quantity) < known) {
                smallest = Some((size, *quantity));
            }
        }
        let Some((_, quantity)) = smallest else { return Vec::new() };
        let cells = self.system.quantities[quantity as usize].formula.cells();
        let own = cells.filter(|cell| self.group_of.get(cell) == Some(&group));
        own.take(NEIGHBOURS).collect()
    }
}
