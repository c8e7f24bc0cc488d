//! What is proved of withheld quantities, and by which examples.

use super::quantity::Formula;
use super::system::System;

/// Examples, and the one that proves each quantity.
///
/// An example stays good when more is withheld: what it does not change was published with the same value. When a quantity
/// is published again, the examples in which it differs are no longer good.
#[derive(Debug, Clone)]
pub(super) struct Proofs {
    /// For each example, the quantities that differ in it, in order.
    examples: Vec<Vec<u32>>,
    /// For each quantity, its example.
    of: Vec<Option<u32>>,
    /// How much was tried for them, as a measure of time.
    pub(super) work: usize,
}

impl Proofs {
    /// Nothing is proved of so many quantities.
    pub(super) fn none(quantities: usize) -> Proofs {
        Proofs { examples: Vec::new(), of: vec![None; quantities], work: 0 }
    }

    /// Whether a quantity is proved.
    pub(super) fn has(&self, quantity: usize) -> bool {
        self.of[quantity].is_some()
    }

    /// Takes in an example that proves these quantities, which are in order.
    pub(super) fn add(&mut self, differing: Vec<u32>) {
        let example = self.examples.len() as u32;
        let mut is_new = false;
        for quantity in &differing {
            let proof = &mut self.of[*quantity as usize];
            is_new |= proof.is_none();
            proof.get_or_insert(example);
        }
        if is_new {
            self.examples.push(differing);
        }
    }

    /// Removes the proofs that are no longer good when a quantity is published: those in which it differs, and those that
    /// change what must not be small beside it.
    pub(super) fn publish(&mut self, system: &System, quantity: usize) {
        let mut changed = vec![quantity as u32];
        if let Formula::Share { .. } = &system.quantities[quantity].formula {
            changed.extend(system.quantities[quantity].formula.cells());
        }
        for pair in system.pairs_of.get(quantity).into_iter().flatten() {
            changed.push(system.pairs[*pair as usize].1);
        }
        self.work += self.of.len();
        for proof in &mut self.of {
            let example = proof.and_then(|example| self.examples.get(example as usize));
            let differs = |differing: &Vec<u32>| {
                changed.iter().any(|quantity| differing.binary_search(quantity).is_ok())
            };
            if example.is_some_and(differs) {
                *proof = None;
            }
        }
    }
}
