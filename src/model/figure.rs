//! Figures: exact decimals, as they are written.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::Exact;
use crate::syntax::ascii::is_digits;

/// Decimal places that a written figure may have.
pub const MAX_PLACES: usize = 9;
/// Digits before the decimal point that a written figure may have.
pub const MAX_WHOLE_DIGITS: usize = 18;
const UNIT: i128 = 1_000_000_000;

/// A figure as a school writes it: an exact decimal with up to nine places (`1,200`, `98.5`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Figure(i128);

/// Why a text is not a [`Figure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FigureError {
    /// Not digits with at most one point and thousands commas.
    Shape,
    /// More than [`MAX_WHOLE_DIGITS`] digits before or [`MAX_PLACES`] after the point.
    TooLong,
}

impl Figure {
    /// Nothing, as a sum over no entries.
    pub const ZERO: Figure = Figure(0);

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Figure {
        Figure(i128::from(number) * UNIT)
    }

    /// Reads half-width digits with an optional sign, thousands commas in groups of three, and a decimal part.
    ///
    /// # Errors
    /// [`FigureError::Shape`] for anything else, `1e3`, `.5` and `12,34` included.
    pub fn parse(text: &str) -> Result<Figure, FigureError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let whole = ungroup(whole).ok_or(FigureError::Shape)?;
        if !is_digits(&whole) || !is_digits(places) {
            return Err(FigureError::Shape);
        }
        let whole = whole.trim_start_matches('0');
        let places = places.trim_end_matches('0');
        if whole.len() > MAX_WHOLE_DIGITS || places.len() > MAX_PLACES {
            return Err(FigureError::TooLong);
        }
        let scale = 10i128.pow((MAX_PLACES - places.len()) as u32);
        let amount = number(whole) * UNIT + number(places) * scale;
        Ok(Figure(if negative { -amount } else { amount }))
    }

    /// The exact fraction.
    #[must_use]
    pub fn exact(self) -> Exact {
        // Most figures are whole, so that nothing needs to be reduced.
        match self.0 % UNIT {
            0 => Exact::fraction(self.0 / UNIT, 1),
            _ => Exact::fraction(self.0, UNIT),
        }
    }

    /// As a whole number of the last of its [`MAX_PLACES`] decimals: 1.5 is 1 500 000 000. At most 27 digits.
    #[must_use]
    pub fn scaled(self) -> i128 {
        self.0
    }

    /// The figure multiplied by a whole number.
    #[must_use]
    pub fn times(self, factor: u32) -> Figure {
        // 10^27 times 2^32 is below 2^127.
        Figure(self.0 * i128::from(factor))
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// The number that digits write.
fn number(digits: &str) -> i128 {
    let mut number = 0;
    for digit in digits.bytes() {
        number = number * 10 + i128::from(digit - b'0');
    }
    number
}

/// `1,200` without its commas; `None` if the groups after the first do not have three digits.
fn ungroup(whole: &str) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let threes = groups.all(|group| group.len() == 3);
    (threes && (1..=3).contains(&first.len())).then(|| whole.replace(',', ""))
}

impl std::ops::Add for Figure {
    type Output = Figure;
    fn add(self, other: Figure) -> Figure {
        // 10^27 at most each: 10^11 of them fit.
        Figure(self.0 + other.0)
    }
}

impl std::iter::Sum for Figure {
    fn sum<I: Iterator<Item = Figure>>(figures: I) -> Figure {
        figures.fold(Figure::ZERO, |sum, figure| sum + figure)
    }
}

impl fmt::Display for Figure {
    /// Exact, without trailing zeros and without thousands commas: `12`, `98.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / UNIT, self.0.abs() % UNIT);
        if rest == 0 {
            return write!(out, "{sign}{whole}");
        }
        let places = format!("{rest:09}");
        write!(out, "{sign}{whole}.{}", places.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_and_print_exactly() {
        for (text, printed) in [
            ("10", "10"),
            ("1,200", "1200"),
            ("98.50", "98.5"),
            ("-3.25", "-3.25"),
            ("0012", "12"),
            ("+7", "7"),
            ("0.000000001", "0.000000001"),
        ] {
            assert_eq!(Figure::parse(text).unwrap().to_string(), printed, "{text}");
        }
        for text in
            ["", "1e3", ".5", "5.", "12,34", "1,2345", "1.2.3", "三", "0x10", "1 2", ",100", "--1"]
        {
            assert_eq!(Figure::parse(text), Err(FigureError::Shape), "{text}");
        }
        assert_eq!(Figure::parse("1234567890123456789"), Err(FigureError::TooLong));
        assert_eq!(Figure::parse("0.1234567891"), Err(FigureError::TooLong));
    }
}
