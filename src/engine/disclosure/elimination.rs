//! Exact elimination: the directions in which unknowns can move while every equation still holds.

use num_integer::Integer as _;

/// One equation, homogeneous: the factors of the unknowns.
pub(super) type Row = Vec<i128>;

/// A basis of all solutions of `rows`, in whole numbers without a common factor. `None` when the numbers become too
/// large; then nothing is known.
pub(super) fn solutions(rows: &[Row], unknowns: usize) -> Option<Vec<Row>> {
    let mut solved: Vec<(usize, Row)> = Vec::new();
    for row in rows {
        let mut row = row.clone();
        for (pivot, with) in &solved {
            eliminate(&mut row, with, *pivot)?;
        }
        let Some(pivot) = row.iter().position(|factor| *factor != 0) else { continue };
        for (_, other) in &mut solved {
            eliminate(other, &row, pivot)?;
        }
        solved.push((pivot, row));
    }
    let mut basis = Vec::new();
    for free in 0..unknowns {
        if solved.iter().all(|(pivot, _)| *pivot != free) {
            basis.push(solution(&solved, free, unknowns)?);
        }
    }
    Some(basis)
}

/// Subtracts from `row` the multiple of `with` that leaves nothing at `pivot`.
fn eliminate(row: &mut Row, with: &Row, pivot: usize) -> Option<()> {
    let (own, other) = (row[pivot], with[pivot]);
    if own == 0 {
        return Some(());
    }
    let common = own.gcd(&other);
    let (times, with_times) = (other / common, own / common);
    for (factor, subtracted) in row.iter_mut().zip(with) {
        *factor = factor.checked_mul(times)?.checked_sub(subtracted.checked_mul(with_times)?)?;
    }
    shorten(row);
    Some(())
}

/// Divides by the greatest common factor.
fn shorten(row: &mut Row) {
    let common = row.iter().fold(0i128, |common, factor| common.gcd(factor));
    if common > 1 {
        for factor in row {
            *factor /= common;
        }
    }
}

/// The solution in which `free` is the only free unknown that is not 0.
fn solution(solved: &[(usize, Row)], free: usize, unknowns: usize) -> Option<Row> {
    let mut scale = 1i128;
    for (pivot, row) in solved {
        if row[free] != 0 {
            let needed = row[*pivot] / row[*pivot].gcd(&row[free]);
            scale = (scale / scale.gcd(&needed)).checked_mul(needed)?.checked_abs()?;
        }
    }
    let mut solution = vec![0; unknowns];
    solution[free] = scale;
    for (pivot, row) in solved {
        solution[*pivot] = row[free].checked_mul(scale)?.checked_neg()? / row[*pivot];
    }
    shorten(&mut solution);
    Some(solution)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_table_with_all_sums_moves_in_rectangles() {
        // a b | c d, with the sums of both rows and of both columns.
        let rows = [vec![1, 1, 0, 0], vec![0, 0, 1, 1], vec![1, 0, 1, 0], vec![0, 1, 0, 1]];
        assert_eq!(solutions(&rows, 4), Some(vec![vec![1, -1, -1, 1]]));
        assert_eq!(solutions(&[], 2), Some(vec![vec![1, 0], vec![0, 1]]));
        assert_eq!(solutions(&[vec![3, -50]], 2), Some(vec![vec![50, 3]]));
        assert_eq!(solutions(&[vec![i128::MAX, 1], vec![1, i128::MAX]], 2), None);
    }

    proptest! {
        #[test]
        fn solutions_solve_and_are_as_many_as_free_unknowns(
            rows in prop::collection::vec(prop::collection::vec(-3..4i128, 5), 0..5)
        ) {
            let basis = solutions(&rows, 5).unwrap();
            for solution in &basis {
                prop_assert!(solution.iter().any(|value| *value != 0));
                for row in &rows {
                    let sum: i128 = row.iter().zip(solution).map(|(one, other)| one * other).sum();
                    prop_assert_eq!(sum, 0);
                }
            }
            prop_assert!(basis.len() + rows.len() >= 5);
        }
    }
}
