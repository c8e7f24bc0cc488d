//! Months as the heads of tables name them: 3月, 三月份, 2024年3月, 2024-03.

use super::csv::header_text;
use super::spreadsheet::is_total;
use super::text::fold_width;

/// The months as Chinese writes them out.
const CHINESE: [&str; 12] =
    ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
/// The first letters of the months in English.
const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The fewest letters of a month in English.
const FEWEST_LETTERS: usize = 3;

/// A month that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NamedMonth {
    /// Its year, where the text has one.
    pub(crate) year: Option<i32>,
    /// From 1 to 12.
    pub(crate) month: u32,
}

/// The month that a text names, and nothing else. Spreadsheets keep a month as its first day: `2024-03-01`.
pub(crate) fn named_month(text: &str) -> Option<NamedMonth> {
    let text = fold_width(text.trim());
    let text: String = text.split_whitespace().collect();
    let text = text.strip_suffix('份').unwrap_or(&text);
    if let Some(rest) = text.strip_suffix('月') {
        return match rest.split_once('年') {
            Some((year, month)) => {
                Some(NamedMonth { year: Some(year_of(year)?), month: month_of(month)? })
            }
            None => Some(NamedMonth { year: None, month: month_of(rest)? }),
        };
    }
    let mut parts = text.trim_end_matches('.').split(['-', '/', '.']);
    if let (Some(year), Some(month), day, None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
        && matches!(day, None | Some("1" | "01"))
    {
        return Some(NamedMonth { year: Some(year_of(year)?), month: month_of(month)? });
    }
    let lower = text.trim_end_matches('.').to_ascii_lowercase();
    for (month, name) in (1..).zip(ENGLISH) {
        if FEWEST_LETTERS <= lower.len() && name.starts_with(&lower) {
            return Some(NamedMonth { year: None, month });
        }
    }
    None
}

/// The month that the head of a column names, alone or below the name of a group: `送教课时 3月`.
pub(crate) fn month_of_head(head: &str) -> Option<NamedMonth> {
    named_month(head).or_else(|| named_month(head.rsplit_once(' ')?.1))
}

/// Whether the head of a column says that it holds the total of a row.
pub(crate) fn is_total_head(head: &str) -> bool {
    let head = header_text(head);
    let is_english = matches!(head.to_ascii_lowercase().as_str(), "total" | "sum");
    is_english || head == "全年" || head == "全年数" || is_total(&head)
}

/// The year of four digits.
fn year_of(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_year { text.parse().ok() } else { None }
}

/// The number of a month, in digits or written out.
fn month_of(text: &str) -> Option<u32> {
    for (month, name) in (1..).zip(CHINESE) {
        if name == text {
            return Some(month);
        }
    }
    let is_short = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let month: u32 = if is_short { text.parse().ok()? } else { return None };
    (1..=12).contains(&month).then_some(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_told_from_days_and_words() {
        for (text, year, month) in [
            ("3月", None, 3),
            ("１２月", None, 12),
            ("十一月", None, 11),
            ("三月份", None, 3),
            ("03 月", None, 3),
            ("2024年3月", Some(2024), 3),
            ("2024-03", Some(2024), 3),
            ("2024.9", Some(2024), 9),
            ("2024-09-01", Some(2024), 9),
            ("Mar.", None, 3),
            ("September", None, 9),
        ] {
            assert_eq!(named_month(text), Some(NamedMonth { year, month }), "{text}");
        }
        for text in ["3月5日", "13月", "月", "每月", "月份", "2024-09-02", "3", "ma", "3.5", ""]
        {
            assert_eq!(named_month(text), None, "{text}");
        }
    }
}
