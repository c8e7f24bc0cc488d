//! Mobile numbers, alone or with what people write before and after them.

use super::checks::value_of;
use super::stretch::Digit;

/// Whether digits are a mobile number: 1[3-9] and nine digits.
pub(super) fn is_mobile(digits: &[Digit]) -> bool {
    digits.len() == 11
        && value_of(digits, 0, 2).is_some_and(|start| (13..=19).contains(&start))
        && digits.iter().all(|digit| digit.value.is_ascii_digit())
}

/// Whether digits are a mobile number of a range that is given out.
pub(super) fn is_allocated(digits: &[Digit]) -> bool {
    let is_given_out = match value_of(digits, 0, 3) {
        Some(130..=139 | 180..=189) => true,
        Some(start @ 140..=149) => !matches!(start, 142 | 143),
        Some(start @ 150..=159) => start != 154,
        Some(start @ 160..=169) => matches!(start, 162 | 165 | 166 | 167),
        Some(start @ 170..=179) => start != 179,
        Some(start @ 190..=199) => start != 194,
        _ => false,
    };
    is_given_out && is_mobile(digits)
}

/// Whether one group of digits is a mobile number: with the country's 86 or the 0 of long distance before it, with an X
/// or a digit too many after it.
pub(super) fn single_mobile(digits: &[Digit]) -> bool {
    let Some((last, others)) = digits.split_last() else { return false };
    match digits.len() {
        11 => is_mobile(digits),
        12 if last.value == b'X' => is_mobile(others),
        12 if value_of(digits, 0, 1) == Some(0) => digits.get(1..).is_some_and(is_allocated),
        12 => is_allocated(others) && !is_division(digits),
        13 => value_of(digits, 0, 2) == Some(86) && digits.get(2..).is_some_and(is_mobile),
        15 => value_of(digits, 0, 4) == Some(86) && digits.get(4..).is_some_and(is_mobile),
        _ => false,
    }
}

/// Whether 12 digits may be the code of a village (统计用区划代码) of Hebei, Shanxi or Inner Mongolia.
fn is_division(digits: &[Digit]) -> bool {
    let (Some(province), Some(city)) = (value_of(digits, 0, 2), value_of(digits, 2, 4)) else {
        return false;
    };
    (13..=15).contains(&province) && matches!(city, 1..=13 | 22 | 25 | 29)
}
