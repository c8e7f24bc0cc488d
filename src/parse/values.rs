//! Texts as people type them → numbers, days, term codes.

use crate::diagnostics::NumberTrouble;
use crate::model::{Figure, FigureError};
use crate::syntax::text::fold_width;

/// A number, in any width, with thousands commas, and with one of the units that fit.
///
/// # Errors
/// Why it is not one.
pub(crate) fn number(text: &str, units: &[&str]) -> Result<Figure, NumberTrouble> {
    let folded = fold_width(text);
    let plain = |text: &str| match Figure::parse(text) {
        Ok(figure) => Some(Ok(figure)),
        Err(FigureError::TooLong) => Some(Err(NumberTrouble::TooLong)),
        Err(FigureError::Shape) => None,
    };
    if let Some(result) = plain(&folded) {
        return result;
    }
    for unit in units {
        let unit = fold_width(unit);
        if let Some(before) = folded.strip_suffix(unit.as_str()).filter(|_| !unit.is_empty())
            && let Some(result) = plain(before.trim_end())
        {
            return result;
        }
    }
    Err(trouble(&folded, units, &|text| plain(text).is_some()))
}

fn trouble(folded: &str, units: &[&str], is_number: &dyn Fn(&str) -> bool) -> NumberTrouble {
    const INEXACT: [&str; 16] = [
        "约", "大约", "余", "多", "左右", "近", "若干", "几", "上下", "以上", "以下", "至少",
        "不到", "超过", "~", ">",
    ];
    let number_end = folded
        .find(|it: char| !it.is_ascii_digit() && !matches!(it, '.' | ',' | '-' | '+'))
        .unwrap_or(folded.len());
    let (digits, rest) = folded.split_at(number_end);
    let exponent = rest.strip_prefix(['e', 'E']).map(|it| it.trim_start_matches(['+', '-']));
    if is_number(digits)
        && exponent.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
    {
        return NumberTrouble::Exponent;
    }
    if INEXACT.iter().any(|it| folded.contains(it)) {
        return NumberTrouble::Inexact;
    }
    if is_number(digits) {
        let unit = units.first().map(|it| (*it).to_owned()).unwrap_or_default();
        let found = rest.trim().to_owned();
        let number = match (Figure::parse(digits), found.starts_with('万')) {
            (Ok(figure), true) => figure.times(10_000).to_string(),
            _ => digits.to_owned(),
        };
        return NumberTrouble::OtherUnit { number, found, unit };
    }
    match han_number(folded) {
        Some(number) => NumberTrouble::Han(number),
        None => NumberTrouble::Shape,
    }
}

/// Whether a text begins with Han digits, and the number meant by it when that is certain: `三次` is 3, `三四次` is not.
fn han_number(text: &str) -> Option<Option<u32>> {
    let digit = |it: char| {
        "〇零一二三四五六七八九"
            .chars()
            .position(|han| han == it)
            .map(|at| (at as u32).saturating_sub(1))
            .or((it == '两').then_some(2))
    };
    let digits: Vec<char> = text
        .chars()
        .take_while(|it| digit(*it).is_some() || matches!(it, '十' | '百' | '千'))
        .collect();
    let rest = text.chars().count() - digits.len();
    if digits.is_empty() || rest > 3 {
        return None;
    }
    let (mut sum, mut last) = (0, None);
    for it in digits {
        match (digit(it), last) {
            (Some(number), None) => last = Some(number),
            (Some(number), Some(0)) => last = Some(number),
            (Some(_), Some(_)) => return Some(None), // 三四次
            (None, _) => {
                let step = match it {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                sum += last.take().unwrap_or(1) * step;
            }
        }
    }
    Some(Some(sum + last.unwrap_or(0)))
}

/// Whether a whole text is what templates leave to be filled in: `xx`, `XXX`, `××`, `20xx`, `待定` (MODEL.md §6).
pub(crate) fn is_placeholder(text: &str) -> bool {
    let folded = fold_width(text);
    let is_mark = |it: char| matches!(it, 'x' | 'X' | '×');
    let marks = folded.chars().filter(|it| is_mark(*it)).count();
    let rest = folded.strip_prefix("20").or_else(|| folded.strip_prefix("19")).unwrap_or(&folded);
    folded == "待定" || marks >= 2 && rest.chars().all(is_mark)
}

/// Whether a date or number holds such a mark: `20xx-03-15`, `20xx.3`.
pub(crate) fn holds_placeholder(text: &str) -> bool {
    let folded = fold_width(text).to_lowercase().replace('×', "x");
    is_placeholder(text)
        || folded.contains("xx") && folded.chars().all(|it| it == 'x' || !it.is_ascii_alphabetic())
}

/// The first year and the half (1 or 2) of a school year that a text names, in the usual forms: a full name, a code
/// (`2023-2024-2`), `2024年春季学期`, `2023-2024学年下学期`, `23-24学年下期`.
pub(crate) fn term_code(text: &str) -> Option<(i32, u8)> {
    let folded: String = fold_width(text)
        .chars()
        .map(|it| {
            if matches!(it, '—' | '–' | '－' | '―' | '~' | '～' | '至' | '/') {
                '-'
            } else {
                it
            }
        })
        .filter(|it| *it != ' ')
        .collect();
    let digits = folded.find(|it: char| !it.is_ascii_digit()).unwrap_or(folded.len());
    let (first, rest) = folded.split_at(digits);
    let first = year(first)?;
    if let Some(rest) = rest.strip_prefix('-') {
        let rest = rest.trim_start_matches('-');
        let digits = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
        let (second, rest) = rest.split_at(digits);
        if year(second)? != first + 1 {
            return None;
        }
        return half(rest).map(|half| (first, half));
    }
    let season = rest.trim_start_matches('年').trim_end_matches("学期").trim_end_matches('季');
    match season {
        "春" => Some((first - 1, 2)),
        "秋" => Some((first, 1)),
        _ => None,
    }
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
    fn numbers_with_their_unit_and_in_any_width() {
        for (text, units, number_) in [
            ("10", &[][..], "10"),
            ("１，２００", &[], "1200"),
            ("10课时", &["课时"], "10"),
            ("10 课时", &["课时"], "10"),
            ("30%", &["%"], "30"),
            ("３０％", &["%"], "30"),
            ("98.50", &[], "98.5"),
        ] {
            assert_eq!(number(text, units).unwrap().to_string(), number_, "{text}");
        }
    }

    #[test]
    fn what_is_not_an_exact_number() {
        let other = |number: &str, found: &str, unit: &str| NumberTrouble::OtherUnit {
            number: number.into(),
            found: found.into(),
            unit: unit.into(),
        };
        for (text, why) in [
            ("约10", NumberTrouble::Inexact),
            ("10余", NumberTrouble::Inexact),
            ("若干", NumberTrouble::Inexact),
            ("三次", NumberTrouble::Han(Some(3))),
            ("两场", NumberTrouble::Han(Some(2))),
            ("十二", NumberTrouble::Han(Some(12))),
            ("二十", NumberTrouble::Han(Some(20))),
            ("一百零五", NumberTrouble::Han(Some(105))),
            ("三四次", NumberTrouble::Han(None)),
            ("200套", other("200", "套", "课时")),
            ("1.2万课时", other("12000", "万课时", "课时")),
            ("1.1E+17", NumberTrouble::Exponent),
            ("1e3", NumberTrouble::Exponent),
            ("12:30", other("12", ":30", "课时")),
            ("很好", NumberTrouble::Shape),
            ("", NumberTrouble::Shape),
        ] {
            assert_eq!(number(text, &["课时"]), Err(why), "{text}");
        }
    }

    #[test]
    fn placeholders() {
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
    fn the_usual_forms_of_a_term() {
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
