//! Days in any spelling become one: `2024年4月10日`. `DAY` in `static/search.js` does the same.

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

/// A normalised text with its days written in one way; `None` if there is none to write otherwise.
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
        let found = match end - at {
            4 if !matches!(before, b'-' | b'/' | b'.') => numeric(text, at),
            8 if !matches!(before, b'-' | b'/' | b'.') => compact(&text[at..end], end),
            1 | 2 => english(text, at),
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

/// What follows a separator of a day, and which one it is: `-`, `/`, `.` or the given Han character.
fn separator(text: &str, han: char) -> Option<(char, &str)> {
    let text = text.strip_prefix(' ').unwrap_or(text);
    let mark = text.chars().next().filter(|ch| matches!(ch, '-' | '/' | '.') || *ch == han)?;
    let rest = &text[mark.len_utf8()..];
    Some((mark, rest.strip_prefix(' ').unwrap_or(rest)))
}

/// A day or a month at `at`, which begins with four digits: how it is written, and where it ends.
fn numeric(text: &str, at: usize) -> Option<(String, usize)> {
    let year: i32 = text[at..at + 4].parse().ok()?;
    let (mark, rest) = separator(&text[at + 4..], '年')?;
    let (month, rest) = number(rest)?;
    if let Some((_, after)) = separator(rest, '月')
        && let Some((day, after)) = number(after)
        && !after.starts_with(['-', '/'])
        && Day::new(year, month, day).is_some()
    {
        let after = after.strip_prefix(" 日").or(after.strip_prefix('日')).unwrap_or(after);
        return Some((format!("{year}年{month}月{day}日"), text.len() - after.len()));
    }
    let after = rest.strip_prefix('月');
    let is_month = after.is_some() || mark == '-' && !rest.starts_with(['-', '/', '.']);
    if !is_month || !(1..=12).contains(&month) {
        return None;
    }
    Some((format!("{year}年{month}月"), text.len() - after.unwrap_or(rest).len()))
}

/// `20240410`, which ends at `end`.
fn compact(digits: &str, end: usize) -> Option<(String, usize)> {
    let (year, month) = (digits.get(..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?);
    let day = Day::new(year, month, digits.get(6..)?.parse().ok()?)?;
    let is_of_our_time = (1900..2100).contains(&day.year());
    is_of_our_time.then(|| (format!("{}年{}月{}日", day.year(), day.month(), day.day()), end))
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
        assert_eq!(fold_days("2024-04").as_deref(), Some("2024年4月"));
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
            "2024.4",
            "192.168.2024.1.1",
            "",
        ] {
            assert_eq!(fold_days(text), None, "{text}");
        }
    }
}
