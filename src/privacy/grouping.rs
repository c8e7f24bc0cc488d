//! The groups in which people write a telephone number or the number of a card, and those in which figures stand.

use super::char_class::Separator;
use super::checks::{is_day, value_of};
use super::stretch::Digit;

/// The most groups of a number.
const MAX_GROUPS: usize = 20;

/// The lengths of the groups of a number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lengths {
    lengths: [u8; MAX_GROUPS],
    count: usize,
    total: usize,
}

impl Lengths {
    pub(super) fn push(&mut self, length: usize) {
        if let Some(place) = self.lengths.get_mut(self.count) {
            *place = u8::try_from(length).unwrap_or(u8::MAX);
            self.count += 1;
            self.total += length;
        }
    }

    pub(super) fn total(&self) -> usize {
        self.total
    }

    fn as_slice(&self) -> &[u8] {
        self.lengths.get(..self.count).unwrap_or_default()
    }

    pub(super) fn is(&self, lengths: &[u8]) -> bool {
        self.as_slice() == lengths
    }

    /// Whether every digit stands alone, as in the boxes of a form.
    pub(super) fn is_single(&self) -> bool {
        self.count == self.total
    }

    /// Without so many digits at the beginning.
    pub(super) fn without(&self, mut digits: usize) -> Lengths {
        let mut rest = Lengths::default();
        for length in self.as_slice() {
            let length = usize::from(*length);
            let cut = digits.min(length);
            digits -= cut;
            if cut < length {
                rest.push(length - cut);
            }
        }
        rest
    }

    /// Whether all groups but the last have four digits.
    pub(super) fn are_fours(&self) -> bool {
        let Some((last, others)) = self.as_slice().split_last() else { return false };
        *last <= 4 && others.iter().all(|length| *length == 4)
    }

    /// Groups of four and what is left, or two to six groups that are not small.
    pub(super) fn is_card(&self) -> bool {
        let Some((last, others)) = self.as_slice().split_last() else { return false };
        self.is_single()
            || (self.count <= 6 && 1 <= *last && others.iter().all(|length| 4 <= *length))
    }
}

/// Whether the groups are those of a telephone number, and not those of figures or dates.
pub(super) fn is_mobile_grouping(
    digits: &[Digit],
    lengths: &Lengths,
    worst: Separator,
    lines: usize,
    is_uniform: bool,
) -> bool {
    let groups = lengths.as_slice();
    if lengths.is_single() || groups == [3, 4, 4] || groups == [11] {
        // Figures in the cells of a table: 138 | 1390 | 1400.
        let are_figures = worst == Separator::Border
            && groups == [3, 4, 4]
            && !is_zero(digits, 3)
            && !is_zero(digits, 7)
            && is_zero(digits, 6)
            && is_zero(digits, 10);
        let is_row =
            is_uniform || worst < Separator::Line || worst == Separator::Line && lines <= 1;
        return is_row && !are_figures;
    }
    if holds_date(digits, groups) {
        return false;
    }
    match worst {
        Separator::Border => is_uniform && groups == [3, 8],
        Separator::Line => {
            lines == 1
                && groups.len() == 2
                && groups.iter().all(|length| 3 <= *length)
                && !ends_with_year(digits, groups)
        }
        _ => is_plain_grouping(digits, groups, worst, is_uniform),
    }
}

/// Whether groups of digits on one line are written as one number.
fn is_plain_grouping(digits: &[Digit], groups: &[u8], worst: Separator, is_uniform: bool) -> bool {
    match groups {
        // A dash joins what it stands between; spaces stand between figures too.
        _ if worst == Separator::Dash && is_uniform && 2 <= groups.len() && groups.len() <= 5 => {
            !has_year(digits, groups)
        }
        [_, _] => groups.iter().all(|length| 3 <= *length),
        [_, _, _] => {
            groups.iter().all(|length| 3 <= *length)
                && !are_round(digits, groups)
                && !are_years(digits, groups)
        }
        // 13:80:01:38:00:0A is the address of a network card.
        [2, 2, 2, 2, 2, 1] | [1, 2, 2, 2, 2, 2] => is_uniform && worst != Separator::Mark,
        [first, rest @ ..] => {
            // 138.100.13.100 is the address of a machine.
            let is_address = worst == Separator::Dot
                && groups.len() == 4
                && groups.iter().all(|length| *length <= 3);
            groups.len() <= 5
                && 3 <= *first
                && rest.iter().all(|length| 2 <= *length)
                && !is_address
        }
        [] => false,
    }
}

fn is_zero(digits: &[Digit], at: usize) -> bool {
    value_of(digits, at, at + 1) == Some(0)
}

/// Whether every group ends with a zero, as in `1500 2000 300`.
fn are_round(digits: &[Digit], groups: &[u8]) -> bool {
    let mut end = 0;
    groups.iter().all(|length| {
        end += usize::from(*length);
        end.checked_sub(1)
            .and_then(|last| digits.get(last))
            .is_some_and(|digit| digit.value == b'0')
    })
}

/// Whether the first two groups are years.
fn are_years(digits: &[Digit], groups: &[u8]) -> bool {
    matches!(groups, [4, 4, ..]) && is_year(digits, 0) && is_year(digits, 4)
}

/// Whether a group of four is a year.
fn has_year(digits: &[Digit], groups: &[u8]) -> bool {
    let mut at = 0;
    groups.iter().any(|length| {
        let is_one = *length == 4 && is_year(digits, at);
        at += usize::from(*length);
        is_one
    })
}

fn ends_with_year(digits: &[Digit], groups: &[u8]) -> bool {
    groups.last() == Some(&4) && digits.len().checked_sub(4).is_some_and(|at| is_year(digits, at))
}

fn is_year(digits: &[Digit], at: usize) -> bool {
    value_of(digits, at, at + 4).is_some_and(|year| (1900..2100).contains(&year))
}

/// Whether groups begin with a date: 2024 03 05, or 20240305.
fn is_date(digits: &[Digit], groups: &[u8]) -> bool {
    let (month, day) = match groups {
        [8, ..] => ((4, 6), (6, 8)),
        [4, month @ 1..=2, day @ 1..=2, ..] => {
            let month = 4 + usize::from(*month);
            ((4, month), (month, month + usize::from(*day)))
        }
        _ => return false,
    };
    let (Some(year), Some(month), Some(day)) = (
        value_of(digits, 0, 4),
        value_of(digits, month.0, month.1),
        value_of(digits, day.0, day.1),
    ) else {
        return false;
    };
    (1900..2100).contains(&year) && is_day(year, month, day)
}

/// Whether a row of groups holds a date: figures beside dates are not one number.
fn holds_date(digits: &[Digit], lengths: &[u8]) -> bool {
    let mut at = 0;
    for (number, length) in lengths.iter().enumerate() {
        let rest = lengths.get(number..).unwrap_or_default();
        if is_date(digits.get(at..).unwrap_or_default(), rest) {
            return true;
        }
        at += usize::from(*length);
    }
    false
}
