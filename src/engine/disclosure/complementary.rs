//! Complementary suppression: withholds more until the auditor has proved of every withheld figure that nobody can work
//! it out.

use super::audit::unproven;
use super::consistency::Publication;
use super::proofs::Proofs;
use super::quantity::Formula;
use super::system::System;

/// With at most this many quantities, sets that withhold less are searched for.
const SEARCHED: usize = 60;

/// How many audits a search may make.
const MOST_AUDITS: usize = 1500;

/// What need not be withheld after all is published again: so many figures, divided by the number of all.
const REVIEWED: usize = 1_000_000;

/// How much work may be done for one system, in examples tried, before all sums with withheld figures are withheld; then as
/// much again to publish what need not be withheld.
const MOST_WORK: usize = 1_500_000;

/// How often figures are added, before everything of the system is withheld.
const MOST_ROUNDS: usize = 200;

/// With more cells than this, several figures are added at a time.
const ONE_BY_ONE: usize = 200;

/// What is withheld of a system, so that the auditor finds nothing that follows from what is published.
pub(super) fn suppress(system: &System) -> Publication {
    let small = Publication { withheld: system.primary(), marks_small: true };
    if let Some(published) = withhold_more(system, small.clone()) {
        return published;
    }
    // The marks alone tell the values: two figures below 3 whose sum is below 3. Without them, less tells more.
    let unmarked = Publication { marks_small: false, ..small };
    if let Some(published) = withhold_more(system, unmarked) {
        return published;
    }
    Publication { withheld: vec![true; system.quantities.len()], marks_small: false }
}

/// Withholds more until nothing is left to prove; `None` when even withholding everything is not enough.
fn withhold_more(system: &System, mut published: Publication) -> Option<Publication> {
    let mut first = published.clone();
    let mut proofs = Proofs::none(system.quantities.len());
    let mut is_safe = false;
    for _ in 0..MOST_ROUNDS {
        let left = unproven(system, &published, &mut proofs);
        is_safe = left.is_empty();
        if is_safe || proofs.work > MOST_WORK || !withhold_for(system, &mut published, &left) {
            break;
        }
    }
    if !is_safe {
        withhold_sums(system, &mut published);
        if !unproven(system, &published, &mut proofs).is_empty() {
            published.withheld.fill(true);
            if !unproven(system, &published, &mut proofs).is_empty() {
                return None;
            }
        }
    }
    publish_again(system, &first, &mut published, &mut proofs);
    if system.quantities.len() <= SEARCHED {
        let mut search = Search { system, audits: MOST_AUDITS, best: published };
        search.deepen(&mut first);
        published = search.best;
    }
    Some(published)
}

/// Withholds all quantities that rest on a withheld cell.
fn withhold_sums(system: &System, published: &mut Publication) {
    for (index, quantity) in system.quantities.iter().enumerate() {
        if quantity.formula.cells().any(|cell| published.withheld[cell as usize]) {
            published.withheld[index] = true;
        }
    }
}

/// Withholds one figure more for what is not proved, or in a large system one for each published sum. Returns false when
/// there is none left that could help.
fn withhold_for(system: &System, published: &mut Publication, left: &[usize]) -> bool {
    let mut sums_met: Vec<usize> = Vec::new();
    let mut has_withheld = false;
    for quantity in left {
        let sums = published_sums(system, published, *quantity);
        if sums.iter().take(1).any(|sum| sums_met.contains(sum)) {
            continue;
        }
        let Some(chosen) = best_for(system, published, *quantity, &sums) else { continue };
        sums_met.extend(sums.first());
        published.withheld[chosen] = true;
        has_withheld = true;
        if system.cells.len() <= ONE_BY_ONE {
            return true;
        }
    }
    has_withheld
}

/// The published quantities over more than one cell that rest on a cell of a quantity, the smallest first.
fn published_sums(system: &System, published: &Publication, quantity: usize) -> Vec<usize> {
    let mut sums: Vec<usize> = Vec::new();
    for cell in system.quantities[quantity].formula.cells() {
        if !published.withheld[cell as usize] {
            continue;
        }
        for (sum, _) in &system.uses[cell as usize] {
            if !published.withheld[*sum as usize] {
                sums.push(*sum as usize);
            }
        }
    }
    sums.sort_unstable();
    sums.dedup();
    sums.sort_by_key(|sum| {
        let cells = system.quantities[*sum].formula.cells();
        (cells.filter(|cell| published.withheld[*cell as usize]).count(), *sum)
    });
    sums
}

/// The figure to withhold for one that is not proved: in its smallest published sum, the cell that stands in the most
/// alike sums, the smallest of these; where the sum has no such cell, the sum.
fn best_for(
    system: &System,
    published: &Publication,
    quantity: usize,
    sums: &[usize],
) -> Option<usize> {
    let Some(sum) = sums.first() else { return sharing(system, published, quantity) };
    let own = system.quantities[quantity].formula.cells().find(|cell| {
        published.withheld[*cell as usize]
            && system.uses[*cell as usize].iter().any(|(of_cell, _)| *of_cell as usize == *sum)
    })?;
    let standing = |cell: u32| -> Vec<usize> {
        let uses = system.uses[cell as usize].iter().map(|(quantity, _)| *quantity as usize);
        uses.filter(|quantity| *quantity != cell as usize && !published.withheld[*quantity])
            .collect()
    };
    let own_sums = standing(own);
    let mut best: Option<(usize, i128, u32)> = None;
    for cell in system.quantities[*sum].formula.cells() {
        if published.withheld[cell as usize] {
            continue;
        }
        let sums = standing(cell);
        let shared = sums.iter().filter(|sum| own_sums.contains(sum)).count();
        let differing = own_sums.len() + sums.len() - 2 * shared;
        let key = (differing, system.cells[cell as usize].value.abs(), cell);
        if best.is_none_or(|best| key < best) {
            best = Some(key);
        }
    }
    Some(best.map_or(*sum, |(_, _, cell)| cell as usize))
}

/// A published quantity that hangs together with one which stands in no published sum: through a limit or an extreme.
fn sharing(system: &System, published: &Publication, quantity: usize) -> Option<usize> {
    let mut candidates: Vec<usize> = Vec::new();
    for cell in system.quantities[quantity].formula.cells() {
        if !published.withheld[cell as usize] {
            candidates.push(cell as usize);
        }
        for limit in &system.limits_of[cell as usize] {
            let limit = &system.limits[*limit as usize];
            candidates.extend(limit.less.iter().chain(&limit.more).map(|cell| *cell as usize));
        }
        for (of_cell, _) in &system.uses[cell as usize] {
            for other in system.quantities[*of_cell as usize].formula.cells() {
                candidates.push(other as usize);
            }
        }
    }
    candidates.retain(|candidate| !published.withheld[*candidate]);
    candidates.into_iter().min_by_key(|cell| (system.cells[*cell].value.abs(), *cell))
}

/// Publishes again what was withheld for others, where the auditor still proves all the rest: sums first, then the
/// greatest figures.
fn publish_again(
    system: &System,
    first: &Publication,
    published: &mut Publication,
    proofs: &mut Proofs,
) {
    let mut added: Vec<usize> = (0..published.withheld.len())
        .filter(|quantity| published.withheld[*quantity] && !first.withheld[*quantity])
        .collect();
    added.sort_by_key(|quantity| {
        let of_one = *quantity < system.cells.len();
        (of_one, std::cmp::Reverse(system.quantities[*quantity].value), *quantity)
    });
    added.truncate(REVIEWED / system.quantities.len().max(1));
    let most = proofs.work + MOST_WORK;
    for quantity in added {
        if proofs.work > most {
            return;
        }
        let before = proofs.clone();
        published.withheld[quantity] = false;
        proofs.publish(system, quantity);
        if !unproven(system, published, proofs).is_empty() {
            published.withheld[quantity] = true;
            let work = proofs.work;
            *proofs = before;
            proofs.work = work;
        }
    }
}

/// A search for a publication that withholds as little as possible.
struct Search<'s> {
    system: &'s System,
    audits: usize,
    best: Publication,
}

impl Search<'_> {
    /// Tries all ways to withhold one figure more, then two, then three, until one is safe or the best known is reached.
    fn deepen(&mut self, first: &mut Publication) {
        for most in 1.. {
            if self.cost(&self.best) <= self.cost(first) + most || self.audits == 0 {
                return;
            }
            if self.descend(first, most) {
                return;
            }
        }
    }

    /// In how many places figures are withheld.
    fn cost(&self, published: &Publication) -> usize {
        let quantities = self.system.quantities.iter().zip(&published.withheld);
        quantities
            .filter(|(_, withheld)| **withheld)
            .map(|(quantity, _)| quantity.shown.len())
            .sum()
    }

    /// Whether withholding at most `most` places more is enough. The best is kept.
    fn descend(&mut self, published: &mut Publication, most: usize) -> bool {
        if self.audits == 0 {
            return false;
        }
        self.audits -= 1;
        let mut proofs = Proofs::none(self.system.quantities.len());
        let left = unproven(self.system, published, &mut proofs);
        let Some(quantity) = left.first() else {
            self.best = published.clone();
            return true;
        };
        for candidate in self.candidates(published, *quantity) {
            let places = self.system.quantities[candidate].shown.len();
            if places <= most {
                published.withheld[candidate] = true;
                let is_enough = self.descend(published, most - places);
                published.withheld[candidate] = false;
                if is_enough {
                    return true;
                }
            }
        }
        false
    }

    /// The published quantities that have to do with one: the sums of its cells, and the cells of these.
    fn candidates(&self, published: &Publication, quantity: usize) -> Vec<usize> {
        let mut candidates = published_sums(self.system, published, quantity);
        for index in 0..candidates.len() {
            let Some(sum) = self.system.quantities.get(candidates[index]) else { continue };
            if !matches!(sum.formula, Formula::Share { .. }) {
                candidates.extend(sum.formula.cells().map(|cell| cell as usize));
            }
        }
        for cell in self.system.quantities[quantity].formula.cells() {
            candidates.push(cell as usize);
        }
        candidates.retain(|candidate| !published.withheld[*candidate]);
        candidates.sort_by_key(|candidate| (self.system.quantities[*candidate].value, *candidate));
        candidates.dedup();
        candidates
    }
}
