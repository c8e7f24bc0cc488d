//! Takes a system apart: cells that no figure, pair or limit connects say nothing about each other.

use super::quantity::Quantity;
use super::system::{Limit, System};

/// The parts of a system that have anything to withhold, by their first cells.
pub(super) fn components(system: &System) -> Vec<System> {
    let mut groups = Groups { parents: (0..system.cells.len() as u32).collect() };
    for quantity in &system.quantities {
        groups.join(quantity.formula.cells());
    }
    for (part, whole) in &system.pairs {
        groups.join([*part, *whole].into_iter());
    }
    for limit in &system.limits {
        groups.join(limit.less.iter().chain(&limit.more).copied());
    }
    let roots: Vec<u32> = (0..system.cells.len() as u32).map(|cell| groups.root(cell)).collect();
    let mut parts = Parts::new(system, &roots);
    parts.share_out(system);
    let mut components = parts.components;
    for component in &mut components {
        component.index();
    }
    components
}

/// Cells that hang together, as trees.
struct Groups {
    parents: Vec<u32>,
}

impl Groups {
    fn root(&mut self, cell: u32) -> u32 {
        let mut root = cell;
        while self.parents[root as usize] != root {
            let above = self.parents[self.parents[root as usize] as usize];
            self.parents[root as usize] = above;
            root = above;
        }
        root
    }

    fn join(&mut self, mut cells: impl Iterator<Item = u32>) {
        let Some(first) = cells.next() else { return };
        for cell in cells {
            let (one, other) = (self.root(first), self.root(cell));
            // The smaller number becomes the root, so that parts come in the order of their first cells.
            self.parents[one.max(other) as usize] = one.min(other);
        }
    }
}

struct Parts {
    components: Vec<System>,
    /// The component of each cell, and its number there; `None` where nothing is withheld.
    places: Vec<Option<(usize, u32)>>,
}

impl Parts {
    /// Empty components for the parts with anything to withhold, with their cells.
    fn new(system: &System, roots: &[u32]) -> Parts {
        let mut needed = vec![false; system.cells.len()];
        for (quantity, withheld) in system.quantities.iter().zip(system.primary()) {
            if let (true, Some(cell)) = (withheld, quantity.formula.cells().next()) {
                needed[roots[cell as usize] as usize] = true;
            }
        }
        let mut components: Vec<System> = Vec::new();
        let mut component_of = vec![None; system.cells.len()];
        let mut places = Vec::with_capacity(system.cells.len());
        for (cell, root) in system.cells.iter().zip(roots) {
            if !needed[*root as usize] {
                places.push(None);
                continue;
            }
            let at = *component_of[*root as usize].get_or_insert_with(|| {
                components.push(System { threshold: system.threshold, ..System::default() });
                components.len() - 1
            });
            let cells = &mut components[at].cells;
            places.push(Some((at, cells.len() as u32)));
            cells.push(*cell);
        }
        Parts { components, places }
    }

    /// Gives each quantity, pair and limit to the component of its cells.
    fn share_out(&mut self, system: &System) {
        let place = |cell: u32| self.places[cell as usize];
        let number = |cell: u32| place(cell).map_or(0, |(_, number)| number);
        for quantity in &system.quantities {
            let Some((at, _)) = quantity.formula.cells().next().and_then(place) else { continue };
            let formula = quantity.formula.renumbered(&number);
            let (shown, value, whole) = (quantity.shown.clone(), quantity.value, quantity.whole);
            self.components[at].quantities.push(Quantity { formula, shown, value, whole });
        }
        for (part, whole) in &system.pairs {
            if let Some((at, _)) = place(*part) {
                self.components[at].pairs.push((number(*part), number(*whole)));
            }
        }
        for limit in &system.limits {
            let Some((at, _)) = limit.less.first().and_then(|cell| place(*cell)) else { continue };
            let less = limit.less.iter().map(|cell| number(*cell)).collect();
            let more = limit.more.iter().map(|cell| number(*cell)).collect();
            self.components[at].limits.push(Limit { less, more });
        }
    }
}
