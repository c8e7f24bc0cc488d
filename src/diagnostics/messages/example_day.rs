//! The day that shows how to write in full what a text names only in part: `2026-11-25` for 2026年11月下旬.

use crate::model::Day;
use crate::syntax::text::fold_width;

/// The year of an example whose text has none.
pub(super) const SOME_YEAR: i32 = 2024;
/// The month of an example whose text has none.
const SOME_MONTH: u32 = 3;
/// Words for a part of a month, or more than a day of it.
const VAGUE: [&str; 7] = ["旬", "初", "底", "末", "周", "星期", "第"];

/// A day of the year and the month that a text names, as far as it names them; else of `own_year`, that of the record. `None`
/// when it names neither.
pub(super) fn example_day(found: &str, own_year: Option<i32>) -> Option<Day> {
    let folded = fold_width(found);
    let numbers = numbers(&folded);
    let (year, rest) = match numbers.split_first() {
        Some((first, rest)) if (1900..2200).contains(first) => (i32::try_from(*first).ok(), rest),
        Some((first, rest)) if (13..70).contains(first) && folded.contains('年') => {
            (i32::try_from(2000 + *first).ok(), rest)
        }
        _ => (None, numbers.as_slice()),
    };
    let is_week = folded.contains('周') && !folded.contains('月');
    let names_month = !is_week && (year.is_some() || folded.contains('月') || 2 <= rest.len());
    let month = rest.first().copied().filter(|month| names_month && (1..=12).contains(month));
    if year.is_none() && month.is_none() {
        return None;
    }
    let is_vague = VAGUE.iter().any(|word| folded.contains(word));
    let own_day = rest.get(1).copied().filter(|_| month.is_some() && !is_vague);
    let day = own_day.unwrap_or_else(|| usual_day(&folded));
    let year = year.or(own_year).unwrap_or(SOME_YEAR);
    let month = month.unwrap_or(if folded.contains('秋') { 9 } else { SOME_MONTH });
    Day::new(year, month, day).or_else(|| Day::new(year, month, 1))
}

/// The last day of a month.
pub(super) fn last_of_month(year: i32, month: u32) -> Option<Day> {
    Day::new(year, month, 1).map(Day::month_end)
}

/// A day in the part of a month that a text names.
fn usual_day(text: &str) -> u32 {
    if text.contains(['初']) || text.contains("上旬") {
        5
    } else if text.contains(['底', '末']) || text.contains("下旬") {
        25
    } else {
        15
    }
}

/// The numbers in a text, in digits or in Han characters: `二〇二六年十一月` holds 2026 and 11.
fn numbers(text: &str) -> Vec<u32> {
    let digits: String = text.chars().map(|ch| han_digit(ch).unwrap_or(ch)).collect();
    let words = digits.split(|ch: char| !ch.is_ascii_digit() && ch != '十');
    let mut numbers = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let number = match word.split_once('十') {
            None => word.parse().ok(),
            Some((tens, ones)) => {
                let tens = if tens.is_empty() { Some(1) } else { tens.parse::<u32>().ok() };
                let ones = if ones.is_empty() { Some(0) } else { ones.parse::<u32>().ok() };
                tens.zip(ones).and_then(|(tens, ones)| tens.checked_mul(10)?.checked_add(ones))
            }
        };
        numbers.extend(number);
    }
    numbers
}

fn han_digit(ch: char) -> Option<char> {
    let digit = match ch {
        '零' => 0,
        _ => "〇一二三四五六七八九".chars().position(|han| han == ch)?,
    };
    char::from_digit(u32::try_from(digit).ok()?, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_of_the_year_and_the_month_that_are_written() {
        for (text, day) in [
            ("2026年11月", "2026-11-15"),
            ("2026.11", "2026-11-15"),
            ("2026年11月下旬", "2026-11-25"),
            ("2026年11月初", "2026-11-05"),
            ("2026年11月第3周", "2026-11-15"),
            ("二〇二六年十一月底", "2026-11-25"),
            ("11月下旬", "2024-11-25"),
            ("十一月十五日", "2024-11-15"),
            ("11-15", "2024-11-15"),
            ("2026年第11周", "2026-03-15"),
            ("26年11月", "2026-11-15"),
            ("2026", "2026-03-15"),
            ("2026年秋", "2026-09-15"),
        ] {
            let example = example_day(text, None).map(|day| day.to_string());
            assert_eq!(example.as_deref(), Some(day), "{text}");
        }
        assert_eq!(example_day("11月下旬", Some(2026)), Day::new(2026, 11, 25));
        for text in ["下周一", "15日", "本月15日", "", "99999999999"] {
            assert_eq!(example_day(text, None), None, "{text}");
        }
    }
}
