//! Values as forms have them, brought into the shape that records are written in. Nothing is guessed at: what is not
//! understood stays as typed, and the parser judges it.

use crate::model::Day;
use crate::parse::clock::{day_and_clock, is_clock};
use crate::parse::dates::{listed_days, several_days, without_weekday};
use crate::syntax::text::fold_width;

/// What a text in a cell for a date holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateText {
    /// The first and the last of several days.
    Days(String, String),
    DayAndTime(String, String),
    /// A time of day alone.
    Time,
    /// A date, and what stands behind it: a weekday, 上午.
    DayAndMore(String, String),
    /// A date, or anything else.
    Other,
}

/// The most characters of a text in which a date is sought.
const MAX_DATE: usize = 60;

/// What a text in a cell for a date holds.
pub(super) fn date_text(text: &str) -> DateText {
    let text = text.trim();
    if MAX_DATE < text.chars().count() {
        return DateText::Other;
    }
    let folded: String = fold_width(text).split_whitespace().collect::<Vec<_>>().join(" ");
    // 2026 年 3 月 5 日
    let compact = folded.replace(' ', "");
    if Day::parse(&folded).is_ok() {
        return DateText::Other;
    }
    if is_clock(text) {
        return DateText::Time;
    }
    if let Some((first, last)) = several_days(&compact) {
        return DateText::Days(first.to_string(), last.to_string());
    }
    // Several visits: nobody can tell what belongs to which day, so that the parser says what to write.
    let is_spaced = 1 < folded.matches(['日', '号']).count();
    if listed_days(&compact).is_some()
        || is_spaced && listed_days(&folded.replace(' ', "、")).is_some()
    {
        return DateText::Other;
    }
    for text in [&folded, &compact] {
        if let Some((day, time)) = day_and_clock(text) {
            return DateText::DayAndTime(day, time);
        }
    }
    let bare = without_weekday(&compact);
    if Day::parse(bare).is_ok() {
        let more = compact.strip_prefix(bare).unwrap_or_default().to_owned();
        return match more.is_empty() {
            true => DateText::DayAndMore(bare.to_owned(), text.to_owned()),
            false => DateText::DayAndMore(bare.to_owned(), more),
        };
    }
    let mut found = DateText::Other;
    for (index, _) in compact.char_indices() {
        let (day, more) = compact.split_at(index);
        if day.ends_with(['日', '号']) && Day::parse(day).is_ok() {
            found = DateText::DayAndMore(day.to_owned(), more.to_owned());
        }
    }
    found
}

/// Whether a text behind a date only says which day of the week it is, or repeats the date with spaces.
pub(super) fn is_weekday(more: &str) -> bool {
    let inner = more.trim_matches(['（', '）', '(', ')', ' ']);
    let is_named = ["星期", "周", "礼拜"].iter().any(|word| inner.starts_with(word));
    is_named && inner.chars().count() <= 3 || more.starts_with(|ch: char| ch.is_ascii_digit())
}

/// Whether a text is what stands beside the label of a date: a day, several, a day and more.
pub(super) fn is_date_like(text: &str) -> bool {
    Day::parse(&fold_width(text.trim())).is_ok() || date_text(text) != DateText::Other
}

/// Whether a text is what stands beside the label of a number.
pub(super) fn is_number_like(text: &str) -> bool {
    fold_width(text.trim()).starts_with(|ch: char| ch.is_ascii_digit())
}

/// A list as forms write it: names on lines of their own, or separated by spaces.
pub(super) fn list_text(text: &str) -> String {
    let mut items: Vec<String> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.is_empty() {
            continue;
        }
        if 1 < words.len() && words.iter().all(|word| is_name(word)) {
            items.extend(words.into_iter().map(str::to_owned));
        } else {
            items.push(words.join(" "));
        }
    }
    items.join("、").replace("、、", "、")
}

/// Whether a text looks like the name of a person: two to four Han characters.
fn is_name(text: &str) -> bool {
    (2..=4).contains(&text.chars().count())
        && text.chars().all(|ch| matches!(ch, '\u{3400}'..='\u{9fff}' | '·'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_forms_write_them() {
        let more = |day: &str, more: &str| DateText::DayAndMore(day.to_owned(), more.to_owned());
        for (text, expected) in [
            ("2026年3月5日", DateText::Other),
            ("2026.3.5", DateText::Other),
            ("下周五", DateText::Other),
            ("14:30", DateText::Time),
            ("2026年3月5日至6日", DateText::Days("2026-03-05".into(), "2026-03-06".into())),
            ("2026年3月5日、12日", DateText::Other),
            ("2026年3月5日　12日", DateText::Other),
            ("2026年3月5日 14:30", DateText::DayAndTime("2026年3月5日".into(), "14:30".into())),
            ("2026年3月5日（星期四）", more("2026年3月5日", "(星期四)")),
            ("2026年3月5日上午", more("2026年3月5日", "上午")),
            ("2026 年 3 月 5 日", more("2026年3月5日", "2026 年 3 月 5 日")),
        ] {
            assert_eq!(date_text(text), expected, "{text}");
        }
    }

    #[test]
    fn names_on_lines_or_between_spaces_are_a_list() {
        assert_eq!(list_text("王芳\n李明\n"), "王芳、李明");
        assert_eq!(list_text("王芳  李明　赵强强"), "王芳、李明、赵强强");
        assert_eq!(list_text("王 芳"), "王 芳");
        assert_eq!(list_text("王芳、李明"), "王芳、李明");
        assert_eq!(list_text("全体教师 共20人"), "全体教师 共20人");
    }
}
