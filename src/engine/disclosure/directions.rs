//! Examples from the directions in which groups of cells can move together.

use std::collections::BTreeSet;

use num_integer::Integer as _;

use super::audit::Audit;
use super::elimination::{Row, solutions};
use super::quantity::Formula;
use super::system::Role;

/// How many groups are looked at together. What lies farther away is taken as fixed, which is always allowed.
const MOST_GROUPS: usize = 48;

/// How many groups of one sum are taken in. A few of each let directions close to cycles.
const GROUPS_OF_A_SUM: usize = 7;

/// With at most this many free directions, all their combinations with factors from −1 to 1 are tried.
const ALL_COMBINATIONS: usize = 5;

/// How many directions are combined by twos.
const PAIRED: usize = 12;

/// Groups of cells near a quantity, and how their sums can move.
pub(super) struct Directions {
    groups: Vec<usize>,
    basis: Vec<Row>,
}

impl Directions {
    /// Works out the directions around a quantity; `None` when there are none.
    pub(super) fn around(audit: &Audit<'_>, quantity: usize) -> Option<Directions> {
        let groups = neighbourhood(audit, quantity);
        let mut sums: Vec<u32> = Vec::new();
        for group in &groups {
            sums.extend(audit.groups[*group].published.iter().map(|(quantity, _)| *quantity));
        }
        sums.sort_unstable();
        sums.dedup();
        let mut rows: Vec<Row> = sums.iter().map(|sum| row(audit, &groups, *sum)).collect();
        rows.sort_unstable();
        rows.dedup();
        let basis = solutions(&rows, groups.len())?;
        if basis.is_empty() { None } else { Some(Directions { groups, basis }) }
    }

    /// How much work it was to find them, as a number of examples that could be tried in the time.
    pub(super) fn work(&self) -> usize {
        self.groups.len() * self.groups.len() / 8
    }

    /// Combinations of directions, the short ones first.
    fn combined(&self) -> Vec<Row> {
        let mut all = self.basis.clone();
        if self.basis.len() <= ALL_COMBINATIONS {
            for code in 0..3usize.pow(self.basis.len() as u32) {
                let mut sum = vec![0; self.groups.len()];
                let mut rest = code;
                for direction in &self.basis {
                    add(&mut sum, direction, (rest % 3) as i128 - 1);
                    rest /= 3;
                }
                all.push(sum);
            }
        } else {
            for (index, one) in self.basis.iter().take(PAIRED).enumerate() {
                for other in self.basis.iter().take(PAIRED).skip(index + 1) {
                    for factor in [1, -1] {
                        let mut sum = one.clone();
                        add(&mut sum, other, factor);
                        all.push(sum);
                    }
                }
            }
        }
        all.retain(|direction| direction.iter().any(|by| *by != 0));
        all
    }
}

fn add(sum: &mut Row, direction: &Row, factor: i128) {
    for (total, by) in sum.iter_mut().zip(direction) {
        *total = total.saturating_add(by.saturating_mul(factor));
    }
}

/// The groups of the cells of a quantity, then those in the same published sums, beginning with the smallest sums.
fn neighbourhood(audit: &Audit<'_>, quantity: usize) -> Vec<usize> {
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut waiting: Vec<usize> = Vec::new();
    for cell in audit.system.quantities[quantity].formula.cells() {
        if let Some(group) = audit.group_of.get(&cell)
            && found.len() < MOST_GROUPS
            && found.insert(*group)
        {
            waiting.push(*group);
        }
    }
    let mut next = 0;
    while next < waiting.len() && found.len() < MOST_GROUPS {
        let mut sums = audit.groups[waiting[next]].published.clone();
        next += 1;
        sums.sort_by_key(|(sum, _)| (audit.system.quantities[*sum as usize].size(), *sum));
        for (sum, _) in sums {
            let mut taken = 0;
            for cell in audit.system.quantities[sum as usize].formula.cells() {
                let Some(group) = audit.group_of.get(&cell) else { continue };
                if found.len() < MOST_GROUPS && taken < GROUPS_OF_A_SUM && found.insert(*group) {
                    waiting.push(*group);
                    taken += 1;
                }
            }
        }
    }
    waiting
}

/// The equation of a published quantity: how much each group counts in it.
fn row(audit: &Audit<'_>, groups: &[usize], sum: u32) -> Row {
    let quantity = &audit.system.quantities[sum as usize];
    let (part, whole) = match &quantity.formula {
        Formula::Share { .. } => {
            let common = quantity.value.gcd(&quantity.whole).max(1);
            (quantity.whole / common, -quantity.value / common)
        }
        Formula::Total(_) | Formula::Extreme { .. } => (1, 0),
    };
    let mut row = Vec::with_capacity(groups.len());
    for group in groups {
        let mut factor = 0;
        for (published, role) in &audit.groups[*group].published {
            if *published == sum {
                factor += if *role == Role::Whole { whole } else { part };
            }
        }
        row.push(factor);
    }
    row
}

/// Tries examples along all directions, until nothing is left to prove near.
pub(super) fn follow(audit: &mut Audit<'_>, directions: &Directions) {
    for direction in directions.combined() {
        let mut moves = Vec::new();
        for (group, by) in directions.groups.iter().zip(&direction) {
            if *by != 0 {
                moves.push((*group, *by));
            }
        }
        let pending = pending(audit, &moves);
        if pending.is_empty() {
            continue;
        }
        for factor in [1, -1, 2, -2] {
            try_moves(audit, &moves, factor, None);
        }
        for cell in pending {
            for factor in [1, -1] {
                if !audit.are_uses_proven(cell) {
                    try_moves(audit, &moves, factor, Some(cell));
                }
            }
        }
    }
}

/// Cells of groups that move, of which something is left to prove: the first few of each group.
fn pending(audit: &Audit<'_>, moves: &[(usize, i128)]) -> Vec<u32> {
    let mut pending = Vec::new();
    for (group, _) in moves {
        let cells = audit.groups[*group].cells.iter();
        let unproven = cells.filter(|cell| !audit.are_uses_proven(**cell));
        pending.extend(unproven.take(GROUPS_OF_A_SUM).copied());
    }
    pending
}

/// Tries one example: each group gives its change to one of its cells, `through` if it is one of them.
fn try_moves(audit: &mut Audit<'_>, moves: &[(usize, i128)], factor: i128, through: Option<u32>) {
    let mut step = 1;
    for (group, _) in moves {
        for cell in audit.groups[*group].cells.iter().take(1) {
            step = step.max(audit.system.cells[*cell as usize].step);
        }
    }
    let mut changes = Vec::with_capacity(moves.len());
    for (group, by) in moves {
        let Some(by) = by.checked_mul(factor).and_then(|by| by.checked_mul(step)) else { return };
        let cell = match through {
            Some(cell) if audit.group_of.get(&cell) == Some(group) => cell,
            _ => match carrier(audit, *group, by > 0) {
                Some(cell) => cell,
                None => return,
            },
        };
        changes.push((cell, by));
    }
    audit.try_example(&changes);
}

/// The cell of a group with the most room: the greatest, or to grow where all are small, the smallest.
fn carrier(audit: &Audit<'_>, group: usize, grows: bool) -> Option<u32> {
    let cells = &audit.groups[group].cells;
    let (smallest, greatest) = (*cells.first()?, *cells.last()?);
    let are_all_small = audit.system.is_small(audit.system.cells[greatest as usize].value, 1);
    Some(if grows && are_all_small { smallest } else { greatest })
}
