//! Round figures on an axis: those that plotters would choose, by arithmetic that gives the same bits on every system.
//! Its own way goes through logarithms and powers of the system's C library, which differ in the last bit.

/// The power of ten at or below a positive figure.
pub(super) fn power_of_ten(figure: f64) -> f64 {
    let text = format!("{figure:e}");
    let exponent = text.rsplit('e').next().unwrap_or("0");
    format!("1e{exponent}").parse().unwrap_or(1.0)
}

/// What is left of a figure above the next multiple of a step; none where that is but a rounding error.
fn rest(figure: f64, step: f64) -> f64 {
    let rest = figure - (figure / step).floor() * step;
    if (rest - step).abs() < f64::EPSILON { 0.0 } else { rest }
}

/// The first and the last multiple of a step between two figures.
fn ends((low, high): (f64, f64), step: f64) -> (f64, f64) {
    let first = low - rest(low, step);
    (if first < low { first + step } else { first }, high - rest(high, step))
}

/// At most `limit` round figures between two, which lie apart and are not huge.
pub(super) fn round_figures((low, high): (f64, f64), limit: usize) -> Vec<f64> {
    if limit == 0 {
        return Vec::new();
    }
    if high <= low + f64::EPSILON {
        return vec![low];
    }
    let mut step = power_of_ten(high - low);
    let mut grain = step / 10.0;
    if limit < 1 + ((high - low) / step).floor() as usize {
        step *= 10.0;
        grain *= 10.0;
    }
    'finer: loop {
        let coarse = step;
        for part in [2.0, 5.0, 10.0] {
            let (first, last) = ends((low, high), coarse / part);
            let count = 1.0 + ((last - first) / coarse * part);
            if limit < count.round() as usize {
                break 'finer;
            }
            step = coarse / part;
        }
        step = coarse / 10.0;
        grain /= 10.0;
    }
    let (first, last) = ends((low, high), step);
    let base = (first / grain).floor() * grain;
    let mut above = first - base;
    let mut figures = Vec::new();
    while -f64::EPSILON <= last - above - base && figures.len() < limit {
        if (above / grain).round() * grain < 0.0 {
            above += grain;
        }
        figures.push(above + base);
        above += step;
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::{power_of_ten, round_figures};
    use plotters::coord::ranged1d::{BoldPoints, Ranged};
    use plotters::coord::types::RangedCoordf64;

    #[test]
    fn powers_of_ten_are_exact() {
        for (figure, power) in [
            (1.0, 1.0),
            (9.999_999_999_999_998, 1.0),
            (10.0, 10.0),
            (100.0, 100.0),
            (1000.0, 1000.0),
            (999.999, 100.0),
            (0.1, 0.1),
            (0.099_999, 0.01),
            (0.001, 0.001),
            (1e-290, 1e-290),
            (2.5e290, 1e290),
        ] {
            assert_eq!(power_of_ten(figure).to_bits(), f64::to_bits(power), "{figure}");
        }
    }

    #[test]
    fn the_figures_are_those_of_plotters_bit_for_bit() {
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = |most: f64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 11) as f64 / (1_u64 << 53) as f64 * most
        };
        let mut ranges =
            vec![(0.0, 1.0), (0.0, 10.0), (-1.0, 1.0), (0.5, 1.5), (0.0, 0.001), (9.0, 9.1)];
        for _ in 0..3000 {
            let low = (next(20.0) - 10.0 + 0.005).trunc() / 2.0 + next(1.0);
            ranges.push((low, low + 1e-5 + next(9.0)));
        }
        for (low, high) in ranges {
            for limit in [1, 2, 3, 5, 6, 11] {
                let mut theirs = RangedCoordf64::from(low..high).key_points(BoldPoints(limit));
                theirs.truncate(limit);
                assert_eq!(round_figures((low, high), limit), theirs, "{low} to {high}, {limit}");
            }
        }
    }
}
