//! What is meant by a text that is no date but holds one: several days, or a date with its weekday.

use crate::diagnostics::{Misreading, Oddity, Problem};
use crate::model::{Day, DayError};
use crate::syntax::spreadsheet::serial_date;
use crate::syntax::text::{fold_width, without_hidden};

/// Characters between the first and the last of several days.
const BETWEEN: [char; 7] = ['至', '到', '—', '–', '―', '~', '-'];
/// Characters between days that are named one by one.
const AMONG: [char; 7] = ['、', ',', ';', '和', '及', '与', ' '];
/// The most characters of a text in which dates are sought.
const MAX_CHARS: usize = 40;

/// The problem of a text that is no date. `has_range`: whether a start and an end may be written instead.
pub(crate) fn date_problem(found: String, why: DayError, has_range: bool) -> Problem {
    let visible = without_hidden(&found);
    let folded = fold_width(&visible);
    if MAX_CHARS < folded.chars().count() {
        return Problem::BadDate { year: None, found, why };
    }
    if matches!(folded.as_ref(), "同上" | "〃" | "″" | "\"" | "同前" | ".." | "ditto") {
        return Problem::Misread(Misreading::Ditto { found });
    }
    if let Some((start, end)) = several_days(&folded) {
        let (start, end) = (start.to_string(), end.to_string());
        return Problem::Odd(Oddity::SeveralDays { found, start, end, has_range });
    }
    if let Some(days) = listed_days(&folded) {
        let days = days.iter().map(Day::to_string).collect();
        return Problem::Odd(Oddity::SeparateDays { found, days });
    }
    let why = match why {
        DayError::Shape { meant: None } => DayError::Shape { meant: meant_day(&folded) },
        why => why,
    };
    Problem::BadDate { year: None, found, why }
}

/// The day that a text means which is none of the ways to write one: with its weekday, with letters for digits or marks
/// of the input method, with two digits of the year or the year behind, or as a spreadsheet counts days.
fn meant_day(folded: &str) -> Option<Day> {
    let plain = without_weekday(folded);
    if let Ok(day) = Day::parse(plain) {
        return Some(day);
    }
    if let Some(day) = serial_day(plain) {
        return Some(day);
    }
    if let Some(day) = before_hours(plain).or_else(|| english_day(plain)) {
        return Some(day);
    }
    let typed: String = plain.chars().map(typed_in_date).collect();
    if let Ok(day) = Day::parse(&typed) {
        return Some(day);
    }
    let is_mark = |ch: char| matches!(ch, '-' | '/' | '.' | '年' | '月' | '日');
    let parts: Vec<&str> = typed.split(is_mark).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |text: &str| text.parse::<u32>().ok();
    match (first.len(), third.len()) {
        // A number of more than twelve is no month, so that it is the year.
        (2, 1..=2) if (13..70).contains(&number(first)?) => {
            Day::new(2000 + first.parse::<i32>().ok()?, number(second)?, number(third)?)
        }
        // Day and month differ visibly where one is more than twelve.
        (1..=2, 4) if 12 < number(first)? => {
            Day::new(third.parse().ok()?, number(second)?, number(first)?)
        }
        (1..=2, 4) if 12 < number(second)? => {
            Day::new(third.parse().ok()?, number(first)?, number(second)?)
        }
        _ => None,
    }
}

/// The day before a part of the day: `2026年10月12日上午`, `2026-10-12 第3节`, `2026-10-12 8:30`.
fn before_hours(text: &str) -> Option<Day> {
    const PARTS: [&str; 9] = ["上午", "下午", "晚", "早", "中午", "全天", "傍晚", "第", "凌晨"];
    for part in PARTS {
        if let Some((day, _)) = text.split_once(part)
            && let Ok(day) = Day::parse(day.trim_end())
        {
            return Some(day);
        }
    }
    let (day, hours) = text.split_once(' ')?;
    let is_hours =
        hours.contains(':') && hours.trim_start().starts_with(|ch: char| ch.is_ascii_digit());
    if is_hours { Day::parse(day).ok() } else { None }
}

/// A date in English words: `20 October 2026`, `Oct 20, 2026`, but not `10-12 October 2026`.
fn english_day(text: &str) -> Option<Day> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (mut day, mut month, mut year) = (None, None, None);
    let words = text.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty());
    for word in words {
        let lower = word.to_ascii_lowercase();
        let digits = lower.trim_end_matches(|ch: char| ch.is_ascii_alphabetic());
        match (digits.parse::<u32>(), digits.len()) {
            (Ok(number), 4) if year.is_none() => year = Some(i32::try_from(number).ok()?),
            (Ok(number), 1..=2) if day.is_none() => day = Some(number),
            _ => {
                let at = MONTHS.iter().position(|name| lower.starts_with(name))?;
                month = Some(u32::try_from(at).ok()? + 1);
            }
        }
    }
    Day::new(year?, month?, day?)
}

/// The day that a spreadsheet counts as this number: `45366` is 2024-03-15.
pub(super) fn serial_day(text: &str) -> Option<Day> {
    Day::from_date(serial_date(text)?)
}

/// A character of a date as it was meant: O and l for digits, the signs of the input method for dots.
fn typed_in_date(ch: char) -> char {
    match ch {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        '。' | '，' | ',' | '、' | '．' | '·' | '—' | '_' => '-',
        _ => ch,
    }
}

/// The days of a text that names each: `2026年9月18日、25日`.
pub(crate) fn listed_days(folded: &str) -> Option<Vec<Day>> {
    let mut days: Vec<Day> = Vec::new();
    for part in folded.split(AMONG) {
        let part = without_weekday(part);
        if part.is_empty() {
            continue;
        }
        days.push(match days.last() {
            None => Day::parse(part).ok()?,
            Some(before) => last_day(part, *before)?,
        });
    }
    (2 <= days.len()).then_some(days)
}

/// The first and the last day of a text such as `2026-11-15至11-16`. Days that are named one by one are several only
/// where each follows the other.
pub(crate) fn several_days(folded: &str) -> Option<(Day, Day)> {
    if let Some(days) = listed_days(folded) {
        let is_row = days.windows(2).all(|pair| pair[0].next() == pair[1]);
        return Some((*days.first()?, *days.last()?)).filter(|_| is_row);
    }
    for (index, ch) in folded.char_indices() {
        if !BETWEEN.contains(&ch) {
            continue;
        }
        let first = without_weekday(folded[..index].trim_end());
        let last =
            folded[index..].trim_start_matches(|ch: char| BETWEEN.contains(&ch) || ch == ' ');
        if let Ok(start) = Day::parse(first)
            && let Some(end) = last_day(without_weekday(last), start)
            && start < end
        {
            return Some((start, end));
        }
    }
    None
}

/// The last of several days, of which the year, or the year and the month, may be left out.
fn last_day(text: &str, start: Day) -> Option<Day> {
    if let Ok(day) = Day::parse(text) {
        return Some(day);
    }
    let is_mark = |ch: char| matches!(ch, '-' | '/' | '.' | '月' | '日' | '号');
    let parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [month, day] => Day::new(start.year(), month.parse().ok()?, day.parse().ok()?),
        [day] => Day::new(start.year(), start.month(), day.parse().ok()?),
        _ => None,
    }
}

/// A text without the weekday, or a remark in brackets, behind it.
pub(crate) fn without_weekday(text: &str) -> &str {
    let text = text.trim();
    if let Some(open) = text.find(['(', '（'])
        && text.ends_with([')', '）'])
    {
        return text[..open].trim_end();
    }
    for word in ["星期", "周", "礼拜"] {
        if let Some((day, weekday)) = text.split_once(word)
            && weekday.chars().count() == 1
        {
            return day.trim_end();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Problem {
        let why = Day::parse(&fold_width(text)).expect_err(text);
        date_problem(text.to_owned(), why, true)
    }

    #[test]
    fn several_days_are_told_from_other_texts() {
        for text in [
            "2026-11-15至11-16",
            "2026年11月15日—16日",
            "2026.11.15-11.16",
            "2026-11-15～2026-11-16",
            "2026/11/15（周日）到11/16（周一）",
        ] {
            let Problem::Odd(Oddity::SeveralDays { start, end, .. }) = problem(text) else {
                panic!("{text}: {:?}", problem(text));
            };
            assert_eq!((start.as_str(), end.as_str()), ("2026-11-15", "2026-11-16"), "{text}");
        }
    }

    /// Two days a week apart are no week.
    #[test]
    fn days_that_are_named_one_by_one_are_no_span() {
        for text in ["2026年9月18日、25日", "2026-09-18，2026-09-25", "2026年9月18日和9月25日"]
        {
            let Problem::Odd(Oddity::SeparateDays { days, .. }) = problem(text) else {
                panic!("{text}: {:?}", problem(text));
            };
            assert_eq!(days, ["2026-09-18", "2026-09-25"], "{text}");
        }
        let three = several_days("2026年9月18日、19日、20日").unwrap();
        assert_eq!(
            (three.0.to_string(), three.1.to_string()),
            ("2026-09-18".into(), "2026-09-20".into())
        );
        assert_eq!(several_days("2026年9月18日、19日、21日"), None);
    }

    #[test]
    fn a_weekday_does_not_hide_a_date() {
        for text in ["2026-11-15（星期日）", "2026年11月15日 星期日", "2026-11-15(周日)"]
        {
            let meant = Day::new(2026, 11, 15);
            let expected = Problem::BadDate {
                year: None,
                found: text.to_owned(),
                why: DayError::Shape { meant },
            };
            assert_eq!(problem(text), expected);
        }
    }

    #[test]
    fn what_a_date_means_is_told_where_it_is_certain() {
        for text in [
            "24-04-10",
            "24年4月10日",
            "45392",
            "2024-O4-1O",
            "2024。4。10",
            "2024，04，10",
            "2024_04_10",
            "2024年4月10日上午",
            "2024-04-10 第3节",
            "2024-04-10 8:30",
            "10 April 2024",
            "Apr 10th, 2024",
            "2024\u{34f}-04-10",
        ] {
            let meant = Day::new(2024, 4, 10);
            let expected = Problem::BadDate {
                year: None,
                found: text.to_owned(),
                why: DayError::Shape { meant },
            };
            assert_eq!(problem(text), expected, "{text}");
        }
        let meant = Day::new(2024, 4, 30);
        for text in ["30/04/2024", "04/30/2024"] {
            let expected = Problem::BadDate {
                year: None,
                found: text.to_owned(),
                why: DayError::Shape { meant },
            };
            assert_eq!(problem(text), expected, "{text}");
        }
        for text in ["10/04/2024", "10-04-11", "1234", "24-13-10", "10-12 October 2026"] {
            let expected = Problem::BadDate {
                year: None,
                found: text.to_owned(),
                why: DayError::Shape { meant: None },
            };
            assert_eq!(problem(text), expected, "{text}");
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in ["下周一", "2026-11", "11月15日", "--", "2026-11-16至2026-11-15"] {
            assert!(matches!(problem(text), Problem::BadDate { .. }), "{text}");
        }
    }
}
