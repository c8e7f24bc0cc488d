//! Random small systems, tried with all values that their cells could have.

use std::collections::BTreeSet;

use super::complementary::suppress;
use super::components::components;
use super::consistency::Publication;
use super::quantity::{Formula, ShownFigure};
use super::suppressed::{FigureName, SummedRows};
use super::system::{AtomicCell, System, UNIT};
use crate::model::{MeasureIx, RecordIx};

/// A number from 0 to below `bound`, the next of a fixed sequence.
fn next(state: &mut u64, bound: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % bound
}

/// A table of schools and months with some of its sums, in a random order of what is shown.
fn random_system(seed: u64) -> System {
    let mut state = seed;
    let (schools, months) = (1 + next(&mut state, 3), 1 + next(&mut state, 3));
    let mut system = System { threshold: 5 * UNIT, ..System::default() };
    let mut sums: Vec<Vec<u32>> = vec![Vec::new(); (schools + months + 1) as usize];
    for school in 0..schools {
        for month in 0..months {
            let value = if next(&mut state, 2) == 0 {
                1 + next(&mut state, 6)
            } else {
                5 + next(&mut state, 9)
            };
            let cell = system.cells.len() as u32;
            system.cells.push(AtomicCell { value: i128::from(value) * UNIT, step: UNIT });
            sums[school as usize].push(cell);
            sums[(schools + month) as usize].push(cell);
            sums[(schools + months) as usize].push(cell);
        }
    }
    for cell in 0..system.cells.len() as u32 {
        push(&mut system, Formula::Total(vec![cell]), 1);
    }
    for sum in sums {
        if 1 < sum.len() && 0 < next(&mut state, 4) {
            push(&mut system, Formula::Total(sum), 1);
        }
    }
    if next(&mut state, 4) == 0 {
        let all: Vec<u32> = (0..system.cells.len() as u32).collect();
        let (greatest, with_zero) = (next(&mut state, 2) == 0, false);
        push(&mut system, Formula::Extreme { greatest, cells: all, with_zero }, 1);
    }
    system.index();
    system
}

fn push(system: &mut System, formula: Formula, divisor: i128) {
    if system.quantities.iter().any(|known| known.formula == formula) {
        return;
    }
    let mut quantity = system.quantity(formula);
    let name = FigureName::Sum((RecordIx(0), MeasureIx(0), SummedRows::All));
    quantity.shown.push(ShownFigure { name, divisor });
    system.quantities.push(quantity);
}

/// All values that a reader must think possible for the withheld cells, cell by cell. `None` when they are too many.
fn possible_values(system: &System, published: &Publication) -> Option<Vec<Vec<i128>>> {
    let mut possible = Vec::new();
    let mut number = 1usize;
    for (cell, withheld) in system.cells.iter().zip(&published.withheld) {
        let value = cell.value / UNIT;
        let values: Vec<i128> = match (withheld, published.marks_small, value < 5) {
            (false, ..) => vec![value],
            (true, true, true) => (1..5).collect(),
            (true, true, false) => (5..value + 6).collect(),
            (true, false, _) => (1..value + 6).collect(),
        };
        number = number.saturating_mul(values.len());
        possible.push(values);
    }
    if number > 60_000 { None } else { Some(possible) }
}

/// The value of a formula, in whole numbers.
fn value(formula: &Formula, values: &[i128]) -> i128 {
    let own = formula.cells().map(|cell| values[cell as usize]);
    match formula {
        Formula::Total(_) => own.sum(),
        Formula::Extreme { greatest: true, .. } => own.max().unwrap_or(0),
        Formula::Extreme { .. } => own.min().unwrap_or(0),
        Formula::Share { .. } => unreachable!("the systems have no shares"),
    }
}

/// Whether a reader sees the same with these values as with the true ones.
fn looks_the_same(system: &System, published: &Publication, values: &[i128]) -> bool {
    system.quantities.iter().zip(&published.withheld).all(|(quantity, withheld)| {
        let (now, before) = (value(&quantity.formula, values), quantity.value / UNIT);
        match withheld {
            false => now == before,
            true => !published.marks_small || (now < 5) == (before < 5),
        }
    })
}

#[test]
fn every_withheld_figure_could_be_another_one() {
    let (mut tried, mut withheld_in_all) = (0, 0);
    for seed in 0..400 {
        for system in components(&random_system(seed)) {
            let published = suppress(&system);
            let Some(possible) = possible_values(&system, &published) else { continue };
            tried += 1;
            let mut seen = vec![BTreeSet::new(); system.quantities.len()];
            let mut at = vec![0; possible.len()];
            loop {
                let values: Vec<i128> =
                    at.iter().zip(&possible).map(|(at, values)| values[*at]).collect();
                if looks_the_same(&system, &published, &values) {
                    for (quantity, seen) in system.quantities.iter().zip(&mut seen) {
                        seen.insert(value(&quantity.formula, &values));
                    }
                }
                let Some(place) = (0..at.len()).find(|cell| at[*cell] + 1 < possible[*cell].len())
                else {
                    break;
                };
                at[place] += 1;
                at[..place].fill(0);
            }
            for (quantity, seen) in seen.iter().enumerate() {
                if published.withheld[quantity] {
                    withheld_in_all += 1;
                    assert!(1 < seen.len(), "seed {seed}: {:?}", system.quantities[quantity]);
                }
            }
        }
    }
    assert!(100 < tried && 300 < withheld_in_all, "{tried} systems, {withheld_in_all} withheld");
}
