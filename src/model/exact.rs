//! Exact fractions: what figures are worked out with.

use std::cmp::Ordering;
use std::ops::{Add, Mul, Sub};

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

/// A figure worked out from others: an exact fraction. Compared before it is ever rounded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Exact(Number);

/// Reduced, the denominator above nothing; small wherever both numbers are, so that a value is written in one way only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Number {
    /// Nearly all are: a sum of ten thousand figures takes no memory of its own.
    Small(i64, i64),
    Large(Box<BigRational>),
}

impl Exact {
    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Exact {
        Exact(Number::Small(number, 1))
    }

    /// `numerator / denominator`; `None` if the denominator is zero.
    #[must_use]
    pub fn ratio(numerator: &Exact, denominator: &Exact) -> Option<Exact> {
        match (&numerator.0, &denominator.0) {
            (_, Number::Small(0, _)) => None,
            (Number::Small(a, b), Number::Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                Some(Exact::fraction(a * d * c.signum(), b * c.abs()))
            }
            _ => Some(Exact::large(numerator.rational() / denominator.rational())),
        }
    }

    /// The fraction `part / whole` of two counts; nothing when `whole` is 0.
    #[must_use]
    pub fn share(part: i64, whole: i64) -> Exact {
        Exact::ratio(&Exact::whole(part), &Exact::whole(whole)).unwrap_or_else(|| Exact::whole(0))
    }

    /// A fraction of these numbers; the denominator is positive.
    pub(super) fn fraction(numerator: i128, denominator: i128) -> Exact {
        let common = if denominator == 1 { 1 } else { numerator.gcd(&denominator) };
        let (numerator, denominator) = (numerator / common, denominator / common);
        match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(numerator), Ok(denominator)) => Exact(Number::Small(numerator, denominator)),
            _ => {
                let value =
                    BigRational::new_raw(BigInt::from(numerator), BigInt::from(denominator));
                Exact(Number::Large(Box::new(value)))
            }
        }
    }

    /// A reduced fraction.
    fn large(value: BigRational) -> Exact {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(numerator), Some(denominator)) => Exact(Number::Small(numerator, denominator)),
            _ => Exact(Number::Large(Box::new(value))),
        }
    }

    fn rational(&self) -> BigRational {
        match &self.0 {
            Number::Small(numerator, denominator) => {
                BigRational::new_raw(BigInt::from(*numerator), BigInt::from(*denominator))
            }
            Number::Large(value) => (**value).clone(),
        }
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn floor(&self) -> Exact {
        match &self.0 {
            Number::Small(numerator, denominator) => Exact::whole(numerator.div_floor(denominator)),
            Number::Large(value) => Exact::large(value.floor()),
        }
    }

    /// The smallest whole number that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Exact {
        match &self.0 {
            Number::Small(numerator, denominator) => {
                Exact::whole(num_integer::Integer::div_ceil(numerator, denominator))
            }
            Number::Large(value) => Exact::large(value.ceil()),
        }
    }

    /// The absolute value.
    #[must_use]
    pub fn abs(&self) -> Exact {
        match &self.0 {
            Number::Small(numerator, denominator) => {
                Exact::fraction(i128::from(*numerator).abs(), i128::from(*denominator))
            }
            Number::Large(value) => Exact::large(value.abs()),
        }
    }

    /// Rounded half away from zero to `places` decimals, without trailing zeros: `9.7638`, `12`.
    #[must_use]
    pub fn rounded(&self, places: u32) -> String {
        match &self.0 {
            Number::Small(whole, 1) => whole.to_string(),
            _ => decimal(&self.shifted(places).round().to_integer(), places),
        }
    }

    /// The value of [`Exact::rounded`] in units of the last decimal; `None` if that is too large.
    #[must_use]
    pub fn scaled(&self, places: u32) -> Option<i128> {
        self.shifted(places).round().to_integer().to_i128()
    }

    fn shifted(&self, places: u32) -> BigRational {
        self.rational() * BigRational::from_integer(BigInt::from(10).pow(places))
    }

    /// Cut off towards zero after `places` decimals, without trailing zeros: 99.96 cut to one place is `99.9`.
    #[must_use]
    pub fn truncated(&self, places: u32) -> String {
        match &self.0 {
            Number::Small(whole, 1) => whole.to_string(),
            _ => decimal(&self.shifted(places).trunc().to_integer(), places),
        }
    }

    /// The nearest binary number, for the place of a mark in a drawing only.
    #[must_use]
    pub fn for_drawing(&self) -> f64 {
        self.rational().to_f64().unwrap_or(0.0)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        match (&self.0, &other.0) {
            (Number::Small(a, b), Number::Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                (a * d).cmp(&(c * b))
            }
            _ => self.rational().cmp(&other.rational()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Products of two numbers of 64 bits have 126 bits and a sign, so that the sum of two has room in 128.
macro_rules! arithmetic {
    ($($operator:ident $method:ident ($a:ident, $b:ident, $c:ident, $d:ident) $small:expr;)*) => {$(
        impl $operator<&Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                match (&self.0, &other.0) {
                    (Number::Small(a, b), Number::Small(c, d)) => {
                        let [$a, $b, $c, $d] = [*a, *b, *c, *d].map(i128::from);
                        let (numerator, denominator) = $small;
                        Exact::fraction(numerator, denominator)
                    }
                    _ => Exact::large($operator::$method(self.rational(), other.rational())),
                }
            }
        }
    )*};
}
arithmetic! {
    Add add (a, b, c, d) (a * d + c * b, b * d);
    Sub sub (a, b, c, d) (a * d - c * b, b * d);
    Mul mul (a, b, c, d) (a * c, b * d);
}

fn decimal(scaled: &BigInt, places: u32) -> String {
    let sign = if scaled.is_negative() { "-" } else { "" };
    let digits = format!("{:0>width$}", scaled.abs().to_string(), width = places as usize + 1);
    let (whole, rest) = digits.split_at(digits.len() - places as usize);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

#[cfg(test)]
mod tests {
    use num_traits::Zero as _;
    use proptest::prelude::*;

    use super::*;

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

    /// Numbers at which 64 bits end, and everyday ones.
    fn number() -> impl Strategy<Value = i64> {
        prop_oneof![
            -40..40i64,
            any::<i64>(),
            Just(i64::MIN),
            Just(i64::MAX),
            (i64::MAX - 9..i64::MAX),
            (i64::MIN..i64::MIN + 9),
        ]
    }

    fn value() -> impl Strategy<Value = Exact> {
        let share = |(part, whole)| Exact::share(part, whole);
        let squared = |(one, other): (Exact, Exact)| &one * &other;
        let shares = || (number(), number()).prop_map(share);
        prop_oneof![shares(), (shares(), shares()).prop_map(squared)]
    }

    /// Checks a value against the one computed with big numbers, and that it has its one normal form.
    fn check(value: &Exact, want: &BigRational) {
        assert_eq!(&value.rational(), want);
        let is_small = want.numer().to_i64().is_some() && want.denom().to_i64().is_some();
        assert_eq!(matches!(value.0, Number::Small(..)), is_small, "{value:?}");
        assert_eq!(value.rational().reduced(), *want);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn small_numbers_compute_like_large_ones(one in value(), other in value()) {
            let (a, b) = (one.rational(), other.rational());
            check(&(&one + &other), &(&a + &b));
            check(&(&one - &other), &(&a - &b));
            check(&(&one * &other), &(&a * &b));
            match Exact::ratio(&one, &other) {
                Some(quotient) => check(&quotient, &(&a / &b)),
                None => prop_assert!(b.is_zero()),
            }
            check(&one.floor(), &a.floor());
            check(&one.ceil(), &a.ceil());
            check(&one.abs(), &a.abs());
            prop_assert_eq!(one.cmp(&other), a.cmp(&b));
            prop_assert_eq!(one == other, a == b);
        }
    }
}
