//! The arithmetic of numbers: provinces, dates of birth, check digits, sums (docs/domain.md §4.4).

use std::ops::RangeInclusive;

use super::stretch::Digit;

/// The first two digits that a resident's number can have: the provinces.
const PROVINCES: [RangeInclusive<u32>; 8] =
    [11..=15, 21..=23, 31..=37, 41..=46, 50..=54, 61..=65, 71..=71, 81..=83];
const PROVINCE_OF_FOREIGNERS: u32 = 91;
const YEARS: RangeInclusive<u32> = 1900..=2100;

/// The value of some digits; `None` when there are not so many, or there is an X among them.
pub(super) fn value_of(digits: &[Digit], from: usize, to: usize) -> Option<u32> {
    let mut value = 0_u32;
    for digit in digits.get(from..to)? {
        if !digit.value.is_ascii_digit() {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(u32::from(digit.value - b'0'))?;
    }
    Some(value)
}

/// Whether digits begin with 17 digits and a digit or X, with a province and a date of birth.
pub(super) fn is_dated(digits: &[Digit]) -> bool {
    let Some((head, [_, ..])) = digits.split_at_checked(17) else { return false };
    // Decides nearly always.
    if !value_of(head, 0, 2).is_some_and(is_province)
        || !head.iter().all(|digit| digit.value.is_ascii_digit())
    {
        return false;
    }
    let (Some(province), Some(year), Some(month), Some(day)) = (
        value_of(head, 0, 2),
        value_of(head, 6, 10),
        value_of(head, 10, 12),
        value_of(head, 12, 14),
    ) else {
        return false;
    };
    is_province(province) && YEARS.contains(&year) && is_day(year, month, day)
}

fn is_province(number: u32) -> bool {
    number == PROVINCE_OF_FOREIGNERS || PROVINCES.iter().any(|range| range.contains(&number))
}

pub(super) fn is_day(year: u32, month: u32, day: u32) -> bool {
    i32::try_from(year)
        .is_ok_and(|year| chrono::NaiveDate::from_ymd_opt(year, month, day).is_some())
}

/// Whether the check digit is right (GB 11643: Σ aᵢ·wᵢ mod 11).
pub(super) fn is_checked(digits: &[Digit]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let mut sum = 0;
    for (digit, weight) in digits.iter().zip(WEIGHTS) {
        sum += u32::from(digit.value.wrapping_sub(b'0')) * weight;
    }
    let check = CHECKS.get((sum % 11) as usize);
    digits.get(17).map(|digit| &digit.value) == check
}

/// Whether 20 digits are a resident's number, the kind of disability (1–7) and its grade (1–4).
pub(super) fn is_disability(digits: &[Digit]) -> bool {
    let [.., kind, grade] = digits else { return false };
    matches!((kind.value, grade.value), (b'1'..=b'7', b'1'..=b'4'))
        && is_dated(digits)
        && is_checked(digits)
}

/// Whether 15 digits are a number as given out until 1999: the year has two digits, and there is no check digit.
pub(super) fn is_old_resident(digits: &[Digit]) -> bool {
    let (Some(province), Some(year), Some(month), Some(day), Some(_)) = (
        value_of(digits, 0, 2),
        value_of(digits, 6, 8),
        value_of(digits, 8, 10),
        value_of(digits, 10, 12),
        value_of(digits, 12, 15),
    ) else {
        return false;
    };
    is_province(province) && is_day(1900 + year, month, day)
}

/// Whether a card of so many digits can begin like this.
pub(super) fn is_issued(digits: &[Digit]) -> bool {
    match (value_of(digits, 0, 2), digits.len()) {
        (Some(62), 16..=19) => true,
        (Some(40..=49 | 51..=55), 16) => true,
        (Some(95), 16 | 19) => value_of(digits, 0, 4) == Some(9558),
        _ => false,
    }
}

/// Whether the sum of Luhn is right. An X is wrong.
pub(super) fn is_luhn(digits: &[Digit]) -> bool {
    let mut sum = 0;
    for (place, digit) in digits.iter().rev().enumerate() {
        if !digit.value.is_ascii_digit() {
            return false;
        }
        let factor = if place % 2 == 1 { 2 } else { 1 };
        let value = u32::from(digit.value - b'0') * factor;
        sum += value / 10 + value % 10;
    }
    sum % 10 == 0
}
