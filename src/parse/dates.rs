//! What is meant by a text that is no date but holds one: several days, or a date with its weekday.

use crate::diagnostics::{Oddity, Problem};
use crate::model::{Day, DayError};
use crate::syntax::text::fold_width;

/// Characters between the first and the last of several days.
const BETWEEN: [char; 8] = ['至', '到', '—', '–', '―', '~', '-', '、'];
/// The most characters of a text in which dates are sought.
const MAX_CHARS: usize = 40;

/// The problem of a text that is no date. `has_range`: whether a start and an end may be written instead.
pub(crate) fn date_problem(found: String, why: DayError, has_range: bool) -> Problem {
    let folded = fold_width(&found);
    if MAX_CHARS < folded.chars().count() {
        return Problem::BadDate { found, why };
    }
    if let Some((start, end)) = several_days(&folded) {
        let (start, end) = (start.to_string(), end.to_string());
        return Problem::Odd(Oddity::SeveralDays { found, start, end, has_range });
    }
    let why = match (why, Day::parse(without_weekday(&folded))) {
        (DayError::Shape { meant: None }, Ok(day)) => DayError::Shape { meant: Some(day) },
        (why, _) => why,
    };
    Problem::BadDate { found, why }
}

/// The first and the last day of a text such as `2026-11-15至11-16`.
pub(crate) fn several_days(folded: &str) -> Option<(Day, Day)> {
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

    #[test]
    fn a_weekday_does_not_hide_a_date() {
        for text in ["2026-11-15（星期日）", "2026年11月15日 星期日", "2026-11-15(周日)"]
        {
            let meant = Day::new(2026, 11, 15);
            let expected =
                Problem::BadDate { found: text.to_owned(), why: DayError::Shape { meant } };
            assert_eq!(problem(text), expected);
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in ["下周一", "2026-11", "11月15日", "--", "2026-11-16至2026-11-15"] {
            assert!(matches!(problem(text), Problem::BadDate { .. }), "{text}");
        }
    }
}
