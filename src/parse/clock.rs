//! Times of day as people write them: `14:30`, `8:00—11:30`, `下午2点30分`.

use crate::model::Day;
use crate::syntax::text::fold_width;

/// Words before a time of day.
const PARTS_OF_DAY: [&str; 7] = ["上午", "下午", "中午", "早上", "晚上", "AM", "PM"];
/// The most characters of a text in which a time of day is sought.
const MAX_CHARS: usize = 60;

/// Whether a text is a time of day or a stretch of it.
pub(crate) fn is_clock(text: &str) -> bool {
    let folded = fold_width(text);
    let Some(rest) = after_clock(&folded) else { return false };
    let separators = ['-', '–', '—', '―', '~', '至', '到'];
    match rest.strip_prefix(separators) {
        None => rest.is_empty(),
        Some(rest) => {
            let rest = rest.trim_start_matches(separators).trim_start();
            after_clock(rest).is_some_and(str::is_empty)
        }
    }
}

/// A text that is a date with a time of day → both.
pub(crate) fn day_and_clock(text: &str) -> Option<(String, String)> {
    let folded = fold_width(text);
    if MAX_CHARS < folded.chars().count() {
        return None;
    }
    let mut found = None;
    for (index, _) in folded.char_indices() {
        let (day, clock) = (folded[..index].trim_end(), &folded[index..]);
        if Day::parse(day).is_ok() {
            let clock = without_weekday(clock.trim_start_matches([' ', 'T', ',', '、']));
            if is_clock(clock) {
                found = Some((day.to_owned(), clock.to_owned()));
            }
        }
    }
    found
}

/// A text without the weekday at its start: `（星期五）14:30` → `14:30`.
fn without_weekday(text: &str) -> &str {
    let inside = text.trim_start_matches(['(', '（']);
    for word in ["星期", "周", "礼拜"] {
        if let Some(rest) = inside.strip_prefix(word) {
            let rest = rest.strip_prefix(|ch| "一二三四五六日天".contains(ch)).unwrap_or(rest);
            return rest.trim_start_matches([')', '）', ' ']);
        }
    }
    text
}

/// What follows one time of day; `None` when the text does not begin with one.
fn after_clock(text: &str) -> Option<&str> {
    let mut text = text.trim_start();
    for word in PARTS_OF_DAY {
        if let Some(rest) = text.strip_prefix(word) {
            text = rest.trim_start();
            break;
        }
    }
    let rest = after_number(text, 24)?;
    if let Some(rest) = rest.strip_prefix(':') {
        let rest = after_number(rest, 59)?;
        let seconds = rest.strip_prefix(':').and_then(|rest| after_number(rest, 59));
        return Some(seconds.unwrap_or(rest).trim_start());
    }
    let rest = rest.strip_prefix(['点', '时'])?;
    let minutes = rest.strip_prefix('半').or_else(|| after_number(rest, 59)).unwrap_or(rest);
    Some(minutes.strip_prefix('分').unwrap_or(minutes).trim_start())
}

/// What follows a number of one or two digits that is at most `most`.
fn after_number(text: &str, most: u32) -> Option<&str> {
    let end = text.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(text.len());
    let number: u32 = text[..end].parse().ok()?;
    (end <= 2 && number <= most).then_some(&text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_recognised() {
        for text in [
            "14:30",
            "8:00—11:30",
            "８：００－１１：３０",
            "下午2点30分",
            "14时至16时",
            "9点半",
            "08:00:00",
        ] {
            assert!(is_clock(text), "{text}");
        }
        for text in ["", "14", "2024-03-15", "25:00", "第一节", "14:30 操场", "8:00—"] {
            assert!(!is_clock(text), "{text}");
        }
    }

    #[test]
    fn a_date_with_a_time_of_day_is_both() {
        for (text, day, clock) in [
            ("2024-03-15 14:30", "2024-03-15", "14:30"),
            ("2024年3月15日下午2点", "2024年3月15日", "下午2点"),
            ("2024年3月15日（星期五）8:00—11:30", "2024年3月15日", "8:00—11:30"),
            ("2024/3/15 8：30－11：30", "2024/3/15", "8:30-11:30"),
        ] {
            assert_eq!(day_and_clock(text), Some((day.to_owned(), clock.to_owned())), "{text}");
        }
        for text in ["2024-03-15", "14:30", "2024-03-15至03-16", "3月15日14:30"] {
            assert_eq!(day_and_clock(text), None, "{text}");
        }
    }
}
