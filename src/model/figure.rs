//! Figures: exact decimals as written, and exact fractions as worked out. Nothing here is binary floating point.

use serde::{Deserialize, Serialize};
use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

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
        let all_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        if !all_digits(&whole) || !all_digits(places) {
            return Err(FigureError::Shape);
        }
        let whole = whole.trim_start_matches('0');
        let places = places.trim_end_matches('0');
        if whole.len() > MAX_WHOLE_DIGITS || places.len() > MAX_PLACES {
            return Err(FigureError::TooLong);
        }
        let number =
            |part: &str| part.bytes().fold(0i128, |sum, it| sum * 10 + i128::from(it - b'0'));
        let scale = 10i128.pow((MAX_PLACES - places.len()) as u32);
        let amount = number(whole) * UNIT + number(places) * scale;
        Ok(Figure(if negative { -amount } else { amount }))
    }

    /// The exact fraction.
    #[must_use]
    pub fn exact(self) -> Exact {
        // Reduced here, as small numbers: most figures are whole, and a fraction of big ones is reduced slowly.
        let common = self.0.gcd(&UNIT);
        Exact(BigRational::new_raw(BigInt::from(self.0 / common), BigInt::from(UNIT / common)))
    }

    /// As a whole number of the last of its [`MAX_PLACES`] decimals: 1.5 is 1 500 000 000. At most 27 digits.
    #[must_use]
    pub fn scaled(self) -> i128 {
        self.0
    }

    /// So many times as much.
    #[must_use]
    pub fn times(self, factor: u32) -> Figure {
        // 10^27 times 2^32 is below 2^127.
        Figure(self.0 * i128::from(factor))
    }

    /// Whether it is below nothing.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// `1,200` without its commas; none when the groups are not threes.
fn ungroup(whole: &str) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let threes = groups.all(|it| it.len() == 3);
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
        figures.fold(Figure::ZERO, |sum, it| sum + it)
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

/// A figure worked out from others: an exact fraction. Compared before it is ever rounded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Exact {
        Exact(BigRational::from_integer(BigInt::from(number)))
    }

    /// `numerator / denominator`; none when the denominator is nothing.
    #[must_use]
    pub fn ratio(numerator: &Exact, denominator: &Exact) -> Option<Exact> {
        (!denominator.0.is_zero()).then(|| Exact(&numerator.0 / &denominator.0))
    }

    /// The fraction `part / whole` of two counts; nothing when `whole` is 0.
    #[must_use]
    pub fn share(part: i64, whole: i64) -> Exact {
        Exact::ratio(&Exact::whole(part), &Exact::whole(whole)).unwrap_or_else(|| Exact::whole(0))
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn floor(&self) -> Exact {
        Exact(self.0.floor())
    }

    /// The smallest whole number that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Exact {
        Exact(self.0.ceil())
    }

    /// Its distance from nothing.
    #[must_use]
    pub fn abs(&self) -> Exact {
        Exact(self.0.abs())
    }

    /// Rounded half away from zero to `places` decimals, without trailing zeros: `9.7638`, `12`.
    #[must_use]
    pub fn rounded(&self, places: u32) -> String {
        if self.0.is_integer() {
            return self.0.numer().to_string();
        }
        decimal(&self.shifted(places).round().to_integer(), places)
    }

    /// What [`Exact::rounded`] says, as a whole number of the last decimal; none when that is too large for one.
    #[must_use]
    pub fn scaled(&self, places: u32) -> Option<i128> {
        self.shifted(places).round().to_integer().to_i128()
    }

    fn shifted(&self, places: u32) -> BigRational {
        &self.0 * BigRational::from_integer(BigInt::from(10).pow(places))
    }

    /// Cut off towards zero after `places` decimals, without trailing zeros: 99.96 cut to one place is `99.9`.
    #[must_use]
    pub fn truncated(&self, places: u32) -> String {
        if self.0.is_integer() {
            return self.0.numer().to_string();
        }
        decimal(&self.shifted(places).trunc().to_integer(), places)
    }

    /// The nearest binary number, for the place of a mark in a drawing only.
    #[must_use]
    pub fn for_drawing(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }
}

fn decimal(scaled: &BigInt, places: u32) -> String {
    let sign = if scaled.is_negative() { "-" } else { "" };
    let digits = format!("{:0>width$}", scaled.abs().to_string(), width = places as usize + 1);
    let (whole, rest) = digits.split_at(digits.len() - places as usize);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

macro_rules! arithmetic {
    ($($operator:ident $method:ident)*) => {$(
        impl std::ops::$operator<&Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                // Most figures are whole: then there is nothing to reduce.
                if self.0.is_integer() && other.0.is_integer() {
                    let whole = std::ops::$operator::$method(self.0.numer(), other.0.numer());
                    return Exact(BigRational::from_integer(whole));
                }
                Exact(std::ops::$operator::$method(&self.0, &other.0))
            }
        }
    )*};
}
arithmetic!(Add add Sub sub Mul mul);

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

    #[test]
    fn rounding_is_half_away_from_zero() {
        for (part, whole, printed) in [
            (1, 3, "0.333333"),
            (2, 3, "0.666667"),
            (-2, 3, "-0.666667"),
            (1, 2_000_000, "0.000001"),
            (-1, 2_000_000, "-0.000001"),
            (12, 1, "12"),
        ] {
            assert_eq!(Exact::share(part, whole).rounded(6), printed);
        }
        assert_eq!(Exact::share(9996, 100).truncated(1), "99.9");
        assert_eq!(Exact::share(-1, 10_000_000).rounded(6), "0", "no negative zero");
    }
}
