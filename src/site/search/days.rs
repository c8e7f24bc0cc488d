//! Days and months in any spelling become one: `2024年4月10日`, `2024年4月`, `4月10日`. `foldDays` in
//! `static/search-words.js` does the same.

use super::normalise::is_common_han;
use crate::model::Day;

/// The months in English; three letters or more of one name it.
const MONTHS: [&str; 12] = [
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

/// A normalised text with its days and months written in one way; `None` if there is none to write otherwise.
pub(super) fn fold_days(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at + digits(&text[at..]);
        // A day that follows a digit and a separator is part of a longer number.
        let before = bytes[..at].last().copied().unwrap_or(b' ');
        let may_begin = !matches!(before, b'-' | b'/' | b'.');
        let found = match end - at {
            4 if may_begin => numeric(text, at),
            6 | 8 if may_begin => compact(text, at, end),
            2 if may_begin => short_year(text, at).or_else(|| few_digits(text, at)),
            1 | 2 => few_digits(text, at),
            _ => None,
        };
        match found {
            Some((words, end)) if text[at..end] != *words => {
                out.push_str(&text[copied..at]);
                out.push_str(&words);
                (copied, at) = (end, end);
            }
            Some((_, end)) => at = end,
            None => at = end,
        }
    }
    if copied == 0 {
        return None;
    }
    out.push_str(&text[copied..]);
    Some(out)
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// A number at the start of a text, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at(digits(text));
    if number.len() > 2 { None } else { Some((number.parse().ok()?, rest)) }
}

/// A text without the space at its start.
fn without_space(text: &str) -> &str {
    text.strip_prefix(' ').unwrap_or(text)
}

/// What follows a separator of a day, and which one it is: `-`, `/`, `.` or the given Han character.
fn separator(text: &str, han: char) -> Option<(char, &str)> {
    let text = without_space(text);
    let mark = text.chars().next().filter(|ch| matches!(ch, '-' | '/' | '.') || *ch == han)?;
    Some((mark, without_space(&text[mark.len_utf8()..])))
}

/// Whether a text begins with a further part of a number or a day, so that what stands before it is no whole one.
fn goes_on(text: &str) -> bool {
    separator(text, '月').is_some_and(|(_, rest)| 0 < digits(rest))
}

/// What follows the number of a day, from the separator before it to `日` or `号`: `5月12人` has none.
fn day_of_month(text: &str) -> Option<(u32, &str)> {
    let (mark, rest) = separator(text, '月')?;
    let (day, rest) = number(rest)?;
    if let Some(rest) = without_space(rest).strip_prefix(['日', '号']) {
        return Some((day, rest));
    }
    let is_open = goes_on(rest)
        || rest.starts_with(['-', '/'])
        || mark == '月' && rest.starts_with(is_common_han);
    (!is_open).then_some((day, rest))
}

/// A day or a month at `at`, which begins with four digits: how it is written, and where it ends.
fn numeric(text: &str, at: usize) -> Option<(String, usize)> {
    day_of_year(text, text[at..at + 4].parse().ok()?, at + 4)
}

/// `24年4月10日` at `at`, which begins with two digits.
fn short_year(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = without_space(&text[at + 2..]).strip_prefix('年')?;
    let (_, rest) = number(without_space(rest))?;
    if !without_space(rest).starts_with('月') {
        return None;
    }
    let year: i32 = text[at..at + 2].parse().ok()?;
    // What is no day keeps its year written in full, as in the script.
    let in_full = || (format!("{}", 2000 + year), at + 2);
    Some(day_of_year(text, 2000 + year, at + 2).unwrap_or_else(in_full))
}

/// A day or a month of a year whose digits end at `end`.
fn day_of_year(text: &str, year: i32, end: usize) -> Option<(String, usize)> {
    let (mark, rest) = separator(&text[end..], '年')?;
    let (month, rest) = number(rest)?;
    if let Some((day, after)) = day_of_month(rest) {
        Day::new(year, month, day)?;
        return Some((format!("{year}年{month}月{day}日"), text.len() - after.len()));
    }
    let after = after_month(rest);
    let is_month = after.is_some() || mark != '年' && !goes_on(rest);
    if !is_month {
        return None;
    }
    Day::new(year, month, 1)?;
    Some((format!("{year}年{month}月"), text.len() - after.unwrap_or(rest).len()))
}

/// What follows `月` or `月份` at the start of a text.
fn after_month(text: &str) -> Option<&str> {
    let rest = without_space(text).strip_prefix('月')?;
    Some(rest.strip_prefix('份').unwrap_or(rest))
}

/// A day or a month without its year, or a day in English, at `at`, which begins with one or two digits.
fn few_digits(text: &str, at: usize) -> Option<(String, usize)> {
    let (month, rest) = number(&text[at..])?;
    let Some(after) = after_month(rest) else { return english(text, at) };
    let named = without_space(rest).strip_prefix('月').and_then(|rest| number(without_space(rest)));
    if let Some((day, rest)) = named
        && let Some(rest) = without_space(rest).strip_prefix(['日', '号'])
    {
        // A leap year has every day.
        Day::new(2000, month, day)?;
        return Some((format!("{month}月{day}日"), text.len() - rest.len()));
    }
    (1..=12).contains(&month).then(|| (format!("{month}月"), text.len() - after.len()))
}

/// `20240410` or `202404`, whose digits go from `at` to `end`.
fn compact(text: &str, at: usize, end: usize) -> Option<(String, usize)> {
    let digits = &text[at..end];
    let (year, month) = (digits.get(..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?);
    let of_month = digits.get(6..)?;
    let day = Day::new(year, month, if of_month.is_empty() { 1 } else { of_month.parse().ok()? })?;
    if !(1900..2100).contains(&year) {
        return None;
    }
    if of_month.is_empty() {
        let length = if text[end..].starts_with('份') { '份'.len_utf8() } else { 0 };
        return Some((format!("{year}年{month}月"), end + length));
    }
    Some((format!("{year}年{month}月{}日", day.day()), end))
}

/// `10 apr 2024` at `at`, as pages in English write a day.
fn english(text: &str, at: usize) -> Option<(String, usize)> {
    let (day, rest) = number(&text[at..])?;
    let rest = rest.strip_prefix(' ')?;
    let (name, rest) = rest.split_once(' ')?;
    let month = MONTHS.iter().position(|month| 3 <= name.len() && month.starts_with(name))? + 1;
    if digits(rest) != 4 {
        return None;
    }
    let (year, rest) = rest.split_at(4);
    let day = Day::new(year.parse().ok()?, month as u32, day)?;
    let words = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    Some((words, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::fold_days;

    #[test]
    fn a_day_is_written_in_one_way() {
        for text in [
            "2024-04-10",
            "2024-4-10",
            "2024/4/10",
            "2024/04/10",
            "2024.4.10",
            "2024年04月10日",
            "2024 年 4 月 10 日",
            "2024年4月10号",
            "2024-4-10日",
            "24年4月10日",
            "24 年 04 月 10 号",
            "20240410",
            "10 apr 2024",
            "10 april 2024",
        ] {
            assert_eq!(fold_days(text).as_deref(), Some("2024年4月10日"), "{text}");
        }
        assert_eq!(
            fold_days("于2024-04-10送教，2024/5/8回访").as_deref(),
            Some("于2024年4月10日送教，2024年5月8日回访")
        );
        assert_eq!(
            fold_days("2024年04月10日-12日，4月13号").as_deref(),
            Some("2024年4月10日-12日，4月13日")
        );
    }

    #[test]
    fn a_month_is_written_in_one_way() {
        for text in [
            "2024-04",
            "2024-4",
            "2024.04",
            "2024.4",
            "2024/04",
            "2024/4",
            "2024年04月",
            "2024 年 4 月",
            "2024年4月份",
            "24年4月",
            "202404",
        ] {
            assert_eq!(fold_days(text).as_deref(), Some("2024年4月"), "{text}");
        }
        assert_eq!(fold_days("2024年04月12人").as_deref(), Some("2024年4月12人"));
    }

    #[test]
    fn what_has_no_year_is_written_in_one_way_too() {
        for text in ["04月10日", "4月10号", "4 月 10 日", "04 月 10 号"] {
            assert_eq!(fold_days(text).as_deref(), Some("4月10日"), "{text}");
        }
        for text in ["04月", "4月份", "4 月"] {
            assert_eq!(fold_days(text).as_deref(), Some("4月"), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_stays() {
        for text in [
            "2024年4月10日",
            "2023-2024学年",
            "2023-2024-2",
            "j012-ws·2024-y-0001",
            "2024-13-01",
            "12345-04-10",
            "2024-02-30-1",
            "20241310",
            "30240410",
            "202404101",
            "1-20240410",
            "3 mark 2024",
            "10课时",
            "2024年5",
            "2024年5号",
            "2024.13",
            "2200.1",
            "2024/25",
            "202413",
            "300412",
            "4月10日",
            "13月1日",
            "2月30号",
            "5月12人",
            "4-10",
            "192.168.2024.1.1",
            "2024.1.1.1",
            "",
        ] {
            assert_eq!(fold_days(text), None, "{text}");
        }
    }
}
