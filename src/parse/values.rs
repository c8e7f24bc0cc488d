//! Texts as people type them → numbers, placeholders, codes of terms.

use std::borrow::Cow;

use crate::diagnostics::NumberProblem;
use crate::model::{Figure, FigureError};
use crate::syntax::ascii::is_digits;
use crate::syntax::text::{fold_width, is_invisible};

/// Words and signs that make a number inexact.
const INEXACT: [&str; 16] = [
    "约", "大约", "余", "多", "左右", "近", "若干", "几", "上下", "以上", "以下", "至少", "不到",
    "超过", "~", ">",
];

/// Parses a number in any width, with thousands separators, and with one of `units` or none.
///
/// # Errors
/// Why the text is not an exact number.
pub(crate) fn number(text: &str, units: &[&str]) -> Result<Figure, NumberProblem> {
    let unmarked = without_marks(text);
    let folded = fold_width(&unmarked);
    if let Some(result) = plain_number(&folded) {
        return result;
    }
    for unit in units {
        let unit = fold_width(unit);
        if !unit.is_empty()
            && let Some(before) = folded.strip_suffix(&*unit)
            && let Some(result) = plain_number(before.trim_end())
        {
            return result;
        }
    }
    Err(number_problem(&folded, units))
}

/// A text without what accounts put around digits: a currency sign, and no-break spaces between thousands.
fn without_marks(text: &str) -> Cow<'_, str> {
    let is_gap = |ch: char| matches!(ch, '\u{a0}' | '\u{202f}' | '\u{2009}');
    if !text.contains(|ch: char| is_gap(ch) || matches!(ch, '¥' | '￥')) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        let is_between_digits = plain.ends_with(|ch: char| ch.is_ascii_digit())
            && chars.peek().is_some_and(char::is_ascii_digit);
        let is_currency = matches!(ch, '¥' | '￥') && plain.trim().is_empty();
        if !(is_currency || is_gap(ch) && is_between_digits) {
            plain.push(ch);
        }
    }
    Cow::Owned(plain)
}

/// A number without a unit; `None` when the text has not the shape of one.
fn plain_number(text: &str) -> Option<Result<Figure, NumberProblem>> {
    match Figure::parse(text) {
        Ok(figure) => Some(Ok(figure)),
        Err(FigureError::TooLong) => Some(Err(NumberProblem::TooLong)),
        Err(FigureError::Shape) => None,
    }
}

/// Why a text is not a number.
fn number_problem(folded: &str, units: &[&str]) -> NumberProblem {
    let is_in_number = |ch: char| ch.is_ascii_digit() || matches!(ch, '.' | ',' | '-' | '+');
    let number_end = folded.find(|ch: char| !is_in_number(ch)).unwrap_or(folded.len());
    let (digits, rest) = folded.split_at(number_end);
    let starts_with_number = plain_number(digits).is_some();
    if starts_with_number && is_exponent(rest) {
        return NumberProblem::Exponent;
    }
    if let Some(number) = grouped(folded, units) {
        return NumberProblem::Grouped(number);
    }
    if let Some(number) = pointed(folded, units) {
        return NumberProblem::Point(number);
    }
    if let Some(number) = lettered(folded, units) {
        return NumberProblem::Letters(number);
    }
    if let Some(number) = bound(folded, units) {
        return NumberProblem::Bound(number);
    }
    if INEXACT.iter().any(|word| folded.contains(word)) {
        return NumberProblem::Inexact;
    }
    if starts_with_number && !goes_on(rest) {
        let found = rest.trim().to_owned();
        let number = match Figure::parse(digits) {
            Ok(figure) if found.starts_with('万') => figure.times(10_000).to_string(),
            _ => digits.to_owned(),
        };
        let unit = units.first().copied().unwrap_or_default().to_owned();
        return NumberProblem::OtherUnit { number, found, unit };
    }
    match han_number(folded) {
        Some(number) => NumberProblem::Han(number),
        None => NumberProblem::Shape,
    }
}

/// The number meant where a space or an apostrophe parts the thousands: `1 060`, `12'345'678套`.
fn grouped(folded: &str, units: &[&str]) -> Option<String> {
    let is_between = |ch: char| ch.is_whitespace() || matches!(ch, '\'' | '’' | '‘' | '＇');
    let mut groups = folded.split(is_between);
    let first = groups.next()?;
    let is_first =
        (1..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit());
    let mut joined = first.to_owned();
    for group in groups {
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        if digits != 3 {
            return None;
        }
        joined.push_str(group);
    }
    if !is_first || joined.len() == first.len() {
        return None;
    }
    Some(number(&joined, units).ok()?.to_string())
}

/// The number meant where a full stop or a dot in the middle stands for the point: `4。5`.
fn pointed(folded: &str, units: &[&str]) -> Option<String> {
    let (whole, places) = folded.split_once(['。', '·'])?;
    if !whole.ends_with(char::is_numeric) || !places.starts_with(char::is_numeric) {
        return None;
    }
    let exact = number(&format!("{whole}.{places}"), units).ok()?;
    Some(exact.to_string())
}

/// The number meant where the letter O stands for zero behind a digit: `1O`, `2O课时`.
fn lettered(folded: &str, units: &[&str]) -> Option<String> {
    if !folded.contains(['O', 'o']) {
        return None;
    }
    let (mut digits, mut is_in_number) = (String::with_capacity(folded.len()), false);
    for ch in folded.chars() {
        let is_zero = is_in_number && matches!(ch, 'O' | 'o');
        is_in_number = is_zero || ch.is_ascii_digit() || is_in_number && matches!(ch, '.' | ',');
        digits.push(if is_zero { '0' } else { ch });
    }
    if digits.contains(['O', 'o']) {
        return None;
    }
    Some(number(&digits, units).ok()?.to_string())
}

/// The number beside words that say in which direction it counts: `不少于10`, `10课时以上`.
fn bound(folded: &str, units: &[&str]) -> Option<String> {
    const BEFORE: [&str; 13] = [
        "不少于",
        "不低于",
        "不超过",
        "不高于",
        "不多于",
        "至少",
        "至多",
        "最少",
        "最多",
        "≥",
        "≤",
        ">=",
        "<=",
    ];
    const AFTER: [&str; 4] = ["及以上", "以上", "以内", "以下"];
    let begin = BEFORE.iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(folded).trim();
    let rest = AFTER.iter().find_map(|word| begin.strip_suffix(word)).unwrap_or(begin).trim();
    if rest.len() == folded.trim().len() {
        return None;
    }
    Some(number(rest, units).ok()?.to_string())
}

/// Whether what follows a number is part of a fraction, a sum or a time, and no unit: `2/3`, `2+3`, `12:30`.
fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start();
    let after = rest.trim_start_matches(|ch: char| "/／:：~～—–×*+至到-".contains(ch));
    after.len() < rest.len() && after.trim_start().starts_with(|ch: char| ch.is_ascii_digit())
}

/// Whether a text is an exponent such as `E+17`.
fn is_exponent(text: &str) -> bool {
    let Some(exponent) = text.strip_prefix(['e', 'E']) else { return false };
    let digits = exponent.trim_start_matches(['+', '-']);
    is_digits(digits)
}

/// Whether a text begins with Han digits, and the number it names when that is certain: `三次` is 3, `三四次` is not.
fn han_number(text: &str) -> Option<Option<u32>> {
    let is_numeral = |ch: char| han_digit(ch).is_some() || matches!(ch, '十' | '百' | '千');
    let numerals: Vec<char> = text.chars().take_while(|ch| is_numeral(*ch)).collect();
    let rest = text.chars().count() - numerals.len();
    if numerals.is_empty() || rest > 3 {
        return None;
    }
    let (mut sum, mut last_digit) = (0, None);
    for numeral in numerals {
        match (han_digit(numeral), last_digit) {
            (Some(digit), None | Some(0)) => last_digit = Some(digit),
            (Some(_), Some(_)) => return Some(None), // 三四次
            (None, _) => {
                let power = match numeral {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                sum += last_digit.take().unwrap_or(1) * power;
            }
        }
    }
    Some(Some(sum + last_digit.unwrap_or(0)))
}

/// The value of a Han digit.
fn han_digit(ch: char) -> Option<u32> {
    Some(match ch {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether a whole text is a placeholder of a template: `xx`, `XXX`, `××`, `20xx`, `待定` (docs/content-model.md §6).
pub(crate) fn is_placeholder(text: &str) -> bool {
    // Nearly every text ends the search with its first character.
    if !text.chars().all(may_be_in_placeholder) {
        return false;
    }
    let is_mark = |ch: char| matches!(ch, 'x' | 'X' | '×');
    let folded = fold_width(text);
    let marks = folded.chars().filter(|ch| is_mark(*ch)).count();
    let rest = folded.strip_prefix("20").or_else(|| folded.strip_prefix("19")).unwrap_or(&folded);
    folded == "待定" || marks >= 2 && rest.chars().all(is_mark)
}

fn may_be_in_placeholder(ch: char) -> bool {
    match ch {
        'x' | 'X' | '×' | '0' | '1' | '2' | '9' | '待' | '定' => true,
        '\u{ff01}'..='\u{ff5e}' => true,
        _ => ch.is_whitespace() || is_invisible(ch),
    }
}

/// Whether a date or number contains a placeholder: `20xx-03-15`, `20xx.3`.
pub(crate) fn holds_placeholder(text: &str) -> bool {
    let may_be_mark = |byte: u8| matches!(byte, b'x' | b'X' | 0xc3 | 0xef);
    if !text.bytes().any(may_be_mark) && !is_placeholder(text) {
        return false;
    }
    let folded = fold_width(text).to_lowercase().replace('×', "x");
    is_placeholder(text)
        || folded.contains("xx") && folded.chars().all(|ch| ch == 'x' || !ch.is_ascii_alphabetic())
}

/// The first year and the half (1 or 2) of the school year that a text names, in the usual forms: a full name, a code
/// (`2023-2024-2`), `2024年春季学期`, `2023-2024学年下学期`, `23-24学年下期`.
pub(crate) fn term_code(text: &str) -> Option<(i32, u8)> {
    let mut folded = String::new();
    for ch in fold_width(text).chars() {
        match ch {
            '—' | '–' | '－' | '―' | '~' | '～' | '至' | '/' => folded.push('-'),
            ' ' => {}
            _ => folded.push(ch),
        }
    }
    let (first, rest) = split_digits(&folded);
    let first = year(first)?;
    if let Some(rest) = rest.strip_prefix('-') {
        let (second, rest) = split_digits(rest.trim_start_matches('-'));
        if year(second)? != first + 1 {
            return None;
        }
        return Some((first, half(rest)?));
    }
    let season = rest.trim_start_matches('年').trim_end_matches("学期").trim_end_matches('季');
    match season {
        "春" => Some((first - 1, 2)),
        "秋" => Some((first, 1)),
        _ => None,
    }
}

/// The digits at the start of a text, and the rest.
fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(text.len()))
}

fn year(digits: &str) -> Option<i32> {
    let number: i32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

fn half(text: &str) -> Option<u8> {
    let text = text
        .trim_start_matches('-')
        .trim_start_matches("学年")
        .trim_start_matches('度')
        .trim_start_matches('-');
    let text = text
        .trim_start_matches('第')
        .trim_end_matches('期')
        .trim_end_matches('学')
        .trim_end_matches('季');
    match text {
        "一" | "1" | "上" | "秋" => Some(1),
        "二" | "2" | "下" | "春" => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_have_a_unit_and_any_width() {
        for (text, units, expected) in [
            ("10", &[][..], "10"),
            ("１，２００", &[], "1200"),
            ("10课时", &["课时"], "10"),
            ("10 课时", &["课时"], "10"),
            ("30%", &["%"], "30"),
            ("３０％", &["%"], "30"),
            ("98.50", &[], "98.5"),
            ("1\u{a0}200", &[], "1200"),
            ("¥ 1,200.00", &["元"], "1200"),
            ("￥300元", &["元"], "300"),
        ] {
            assert_eq!(number(text, units).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn inexact_numbers_are_rejected_with_the_reason() {
        let other = |number: &str, found: &str, unit: &str| NumberProblem::OtherUnit {
            number: number.into(),
            found: found.into(),
            unit: unit.into(),
        };
        for (text, why) in [
            ("约10", NumberProblem::Inexact),
            ("10余", NumberProblem::Inexact),
            ("若干", NumberProblem::Inexact),
            ("1 060", NumberProblem::Grouped("1060".into())),
            ("12'345'678课时", NumberProblem::Grouped("12345678".into())),
            ("1　060", NumberProblem::Grouped("1060".into())),
            ("10 2", other("10", "2", "课时")),
            ("4。5", NumberProblem::Point("4.5".into())),
            ("4·5课时", NumberProblem::Point("4.5".into())),
            ("1O", NumberProblem::Letters("10".into())),
            ("2OO课时", NumberProblem::Letters("200".into())),
            ("4。", other("4", "。", "课时")),
            ("不少于10", NumberProblem::Bound("10".into())),
            ("10课时以上", NumberProblem::Bound("10".into())),
            ("≥10课时", NumberProblem::Bound("10".into())),
            ("以上", NumberProblem::Inexact),
            ("三次", NumberProblem::Han(Some(3))),
            ("两场", NumberProblem::Han(Some(2))),
            ("十二", NumberProblem::Han(Some(12))),
            ("二十", NumberProblem::Han(Some(20))),
            ("一百零五", NumberProblem::Han(Some(105))),
            ("三四次", NumberProblem::Han(None)),
            ("200套", other("200", "套", "课时")),
            ("1.2万课时", other("12000", "万课时", "课时")),
            ("1.1E+17", NumberProblem::Exponent),
            ("1e3", NumberProblem::Exponent),
            ("12:30", NumberProblem::Shape),
            ("2/3", NumberProblem::Shape),
            ("1—2", NumberProblem::Shape),
            ("很好", NumberProblem::Shape),
            ("", NumberProblem::Shape),
        ] {
            assert_eq!(number(text, &["课时"]), Err(why), "{text}");
        }
    }

    #[test]
    fn placeholders_are_recognised() {
        for text in ["xx", "XXX", "20xx", "××", "×××", "ｘｘ", "待定"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["x", "xx学校", "20", "无", "", "XXL号"] {
            assert!(!is_placeholder(text), "{text}");
        }
        assert!(
            holds_placeholder("20xx-03-15")
                && holds_placeholder("20XX年3月")
                && !holds_placeholder("2024-03-15")
        );
    }

    #[test]
    fn terms_are_recognised_in_their_usual_forms() {
        for text in [
            "2023—2024学年第二学期",
            "2023-2024-2",
            "2024年春季学期",
            "2024春",
            "2023-2024学年下学期",
            "2023－2024学年度第二学期",
            "23-24学年下期",
            "２０２３-２０２４学年春季学期",
            "2023——2024学年第2学期",
        ] {
            assert_eq!(term_code(text), Some((2023, 2)), "{text}");
        }
        assert_eq!(term_code("2024年秋季学期"), Some((2024, 1)));
        for text in ["2024学年", "2024上半年", "2024-1", "2023-2025学年第一学期", "春季学期", ""]
        {
            assert_eq!(term_code(text), None, "{text}");
        }
    }
}
