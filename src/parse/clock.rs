//! Times of day as people write them: `14:30`, `8:00—11:30`, `下午2点30分`.

use crate::model::Day;
use crate::syntax::text::fold_width;

/// Words before a time of day.
const PARTS_OF_DAY: [&str; 7] = ["上午", "下午", "中午", "早上", "晚上", "AM", "PM"];
/// What stands between the start and the end.
const SEPARATORS: [char; 7] = ['-', '–', '—', '―', '~', '至', '到'];
/// The most characters of a text in which a time of day is sought.
const MAX_CHARS: usize = 60;

/// Whether a text is a time of day or a stretch of it.
pub(crate) fn is_clock(text: &str) -> bool {
    let folded = fold_width(text);
    let Some(rest) = after_clock(&folded) else { return false };
    match rest.strip_prefix(SEPARATORS) {
        None => rest.is_empty(),
        Some(rest) => {
            let rest = rest.trim_start_matches(SEPARATORS).trim_start();
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

/// Whether a text is a stretch of the day that ends before it begins. `下午2点—4点` does not, nor does a night.
pub(crate) fn ends_before_start(text: &str) -> bool {
    let folded = fold_width(text);
    let Some((start, ends)) = stretch(&folded) else { return false };
    ends.iter().all(|end| {
        let is_night = FIRST_OF_NIGHT <= start && *end <= LAST_OF_NIGHT;
        *end < start && !is_night
    })
}

/// When a night can begin, in minutes from midnight.
const FIRST_OF_NIGHT: u32 = 18 * 60;
/// When a night can end, in minutes from midnight.
const LAST_OF_NIGHT: u32 = 9 * 60;

/// When a stretch begins, and when it may end, in minutes from midnight: after `下午3点`, `4点` may mean 16:00.
fn stretch(text: &str) -> Option<(u32, [u32; 2])> {
    let (start, rest) = clock(text)?;
    let rest = rest.strip_prefix(SEPARATORS)?.trim_start_matches(SEPARATORS).trim_start();
    let (end, rest) = clock(rest)?;
    let part_of_end = if end.part.is_empty() { start.part } else { end.part };
    let ends = [end.minutes(end.part), end.minutes(part_of_end)];
    rest.is_empty().then_some((start.minutes(start.part), ends))
}

/// A time of day as written.
#[derive(Debug, Clone, Copy)]
struct Clock {
    hour: u32,
    minute: u32,
    /// The word before it, one of [`PARTS_OF_DAY`]; empty when there is none.
    part: &'static str,
}

impl Clock {
    /// The minutes from midnight, if it is in this part of the day.
    fn minutes(self, part: &str) -> u32 {
        let hour = match (part, self.hour) {
            ("晚上", 12) => 24,
            // 中午11点半 is in the morning.
            ("中午", 11) => 11,
            ("下午" | "中午" | "晚上" | "PM", hour @ 0..12) => hour + 12,
            (_, hour) => hour,
        };
        hour * 60 + self.minute
    }
}

/// What follows one time of day; `None` when the text does not begin with one.
fn after_clock(text: &str) -> Option<&str> {
    Some(clock(text)?.1)
}

/// A time of day at the start of a text, and what follows.
fn clock(text: &str) -> Option<(Clock, &str)> {
    let mut text = text.trim_start();
    let mut part = "";
    for word in PARTS_OF_DAY {
        if let Some(rest) = text.strip_prefix(word) {
            text = rest.trim_start();
            part = word;
            break;
        }
    }
    let (hour, rest) = number(text, 24)?;
    let (minute, rest) = match rest.strip_prefix(':') {
        Some(rest) => {
            let (minute, rest) = number(rest, 59)?;
            let seconds = rest.strip_prefix(':').and_then(|rest| number(rest, 59));
            (minute, seconds.map_or(rest, |(_, rest)| rest))
        }
        None => {
            let rest = rest.strip_prefix(['点', '时'])?;
            let half = rest.strip_prefix('半').map(|rest| (30, rest));
            let (minute, rest) = half.or_else(|| number(rest, 59)).unwrap_or((0, rest));
            (minute, rest.strip_prefix('分').unwrap_or(rest))
        }
    };
    Some((Clock { hour, minute, part }, rest.trim_start()))
}

/// A number of one or two digits that is at most `most`, and what follows.
fn number(text: &str, most: u32) -> Option<(u32, &str)> {
    let end = text.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(text.len());
    let number: u32 = text[..end].parse().ok()?;
    (end <= 2 && number <= most).then_some((number, &text[end..]))
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

    #[test]
    fn stretches_that_end_before_they_begin() {
        for text in [
            "11:30—8:00",
            "14:30-9:00",
            "下午3点至2点",
            "9:00—2:00",
            "下午2点到上午9点",
            "下午3点至中午12点",
        ] {
            assert!(ends_before_start(text), "{text}");
        }
        for text in [
            "8:00—11:30",
            "下午2点—4点",
            "上午8点至下午4点",
            "中午12点—1点半",
            "中午11点半—1点",
            "22:00—6:00",
            "晚上10点至6点",
            "晚上10点至12点",
            "晚上8点—晚上12点",
            "晚上12点半—1点",
            "中午11点—11点半",
            "14:30—14:30",
            "14:30",
            "8:00—24:00",
        ] {
            assert!(!ends_before_start(text), "{text}");
        }
    }
}
