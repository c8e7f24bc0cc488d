//! Statuses and figures in words, for the terminal and the pages alike.

use super::{Lang, pick};
use crate::model::{ActionStatus, Direction, Exact, Figure, FollowUpStatus, Status};
use crate::syntax::ascii::is_digits;

/// A status in words (docs/content-model.md §5).
#[must_use]
pub fn status(status: Status, lang: Lang) -> &'static str {
    let (zh, en) = match status {
        Status::Missed => ("未达成", "missed"),
        Status::Breached => ("已不达标", "already missed"),
        Status::Behind => ("滞后", "behind"),
        Status::NoData => ("缺数据", "no data"),
        Status::AtRisk => ("需关注", "at risk"),
        Status::OnTrack => ("进度正常", "on track"),
        Status::NotDue => ("未开始", "not due"),
        Status::Withheld => ("不公开", "not published"),
        Status::Unquantified => ("未设指标值", "no value set"),
        Status::Waived => ("不适用", "waived"),
        Status::Met => ("已达成", "met"),
    };
    pick(lang, zh, en)
}

/// The mark of a status on the wall of tiles: one sign in Chinese, a short word in English.
#[must_use]
pub fn status_mark(status: Status, lang: Lang) -> &'static str {
    let (zh, en) = match status {
        Status::Missed => ("未", "miss"),
        Status::Breached => ("不", "lost"),
        Status::Behind => ("滞", "late"),
        Status::NoData => ("缺", "none"),
        Status::AtRisk => ("注", "risk"),
        Status::OnTrack => ("进", "on"),
        Status::NotDue => ("待", "wait"),
        Status::Withheld => ("密", "hid"),
        Status::Unquantified => ("无", "n/v"),
        Status::Waived => ("免", "n/a"),
        Status::Met => ("达", "met"),
    };
    pick(lang, zh, en)
}

/// Why a target is already missed, in brackets.
#[must_use]
pub fn breach_reason(direction: Direction, lang: Lang) -> &'static str {
    let (zh, en) = match direction {
        Direction::AtMost => ("（超过上限）", " (over the limit)"),
        Direction::AtLeast => ("（低于底线）", " (below the floor)"),
    };
    pick(lang, zh, en)
}

/// What is said beside the current status of a target that is already missed as a whole.
#[must_use]
pub fn lost_as_a_whole(lang: Lang) -> &'static str {
    pick(
        lang,
        "；全期已不达标（有周期未达成）",
        "; already missed as a whole (a period was missed)",
    )
}

/// An action's status in words.
#[must_use]
pub fn action_status(status: ActionStatus, lang: Lang) -> &'static str {
    let (zh, en) = match status {
        ActionStatus::Overdue => ("逾期", "overdue"),
        ActionStatus::Pending => ("待开展", "pending"),
        ActionStatus::InProgress => ("进行中", "in progress"),
        ActionStatus::DoneLate => ("逾期完成", "done late"),
        ActionStatus::Done => ("已完成", "done"),
    };
    pick(lang, zh, en)
}

/// The status of a problem found at a visit, in words.
#[must_use]
pub fn follow_up_status(status: FollowUpStatus, lang: Lang) -> &'static str {
    let (zh, en) = match status {
        FollowUpStatus::Overdue => ("逾期", "overdue"),
        FollowUpStatus::Open => ("整改中", "open"),
        FollowUpStatus::Done => ("已销号", "done"),
    };
    pick(lang, zh, en)
}

/// A figure as people read it: at most two decimals, truncated so that it never looks better than it is.
/// Percentages at most one: 99.96 % shows as `99.9%` (docs/content-model.md §4).
#[must_use]
pub fn number(figure: &Exact, unit: &str) -> String {
    figure.truncated(if unit == "%" { 1 } else { 2 })
}

/// A decimal with its thousands apart: `150,000`. Anything else, as `＜5`, stays as it is.
#[must_use]
pub fn grouped(number: &str) -> String {
    let (sign, rest) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (whole, decimals) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    if whole.len() < 4 || !is_digits(whole) {
        return number.to_owned();
    }
    let mut out = sign.to_owned();
    for (at, digit) in whole.char_indices() {
        if 0 < at && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(decimals);
    out
}

/// A figure with its unit beside its target, on which side of which it must be seen to be: it is cut off like others, but
/// keeps so many decimals that it does not look met when it is not: 2.04% of at most 2% is `2.04%`.
#[must_use]
pub fn figure_beside(
    figure: &Exact,
    unit: &str,
    direction: Direction,
    target: Option<Figure>,
    lang: Lang,
) -> String {
    with_unit(&number_beside(figure, unit, direction, target), unit, lang)
}

/// The most decimals of a figure in words.
const MOST_PLACES: u32 = 9;

/// The number of [`figure_beside`].
#[must_use]
pub fn number_beside(
    figure: &Exact,
    unit: &str,
    direction: Direction,
    target: Option<Figure>,
) -> String {
    let mut places = if unit == "%" { 1 } else { 2 };
    let Some(target) = target else { return figure.truncated(places) };
    if let Some((_, decimals)) = target.to_string().split_once('.') {
        places = places.max(decimals.len() as u32);
    }
    let target = target.exact();
    let is_satisfied = |figure: &Exact| match direction {
        Direction::AtLeast => *figure >= target,
        Direction::AtMost => *figure <= target,
    };
    let is_met = is_satisfied(figure);
    loop {
        let text = figure.truncated(places);
        let shown = Figure::parse(&text).map(Figure::exact);
        let looks_right = shown.is_ok_and(|shown| is_satisfied(&shown) == is_met);
        if looks_right || places == MOST_PLACES {
            return text;
        }
        places += 1;
    }
}

/// A number with its unit: `1,200课时`, `98.5%`; in English with a space before a word.
pub(crate) fn with_unit(number: &str, unit: &str, lang: Lang) -> String {
    match lang {
        Lang::En if unit != "%" && !unit.is_empty() => match number {
            "1" => format!("1 {}", singular(unit)),
            _ => format!("{number} {unit}"),
        },
        _ => format!("{number}{unit}"),
    }
}

/// An English unit beside 1: `lectures` is `lecture`, `classes` is `class`, `bus` and `yuan` stay.
fn singular(unit: &str) -> String {
    for (plural, one) in
        [("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")]
    {
        if let Some(stem) = unit.strip_suffix(plural).filter(|stem| 1 < stem.len()) {
            return format!("{stem}{one}");
        }
    }
    let is_plural =
        unit.ends_with('s') && !["ss", "us", "is"].iter().any(|end| unit.ends_with(end));
    let stem = unit.strip_suffix('s').filter(|stem| is_plural && 2 < stem.len());
    stem.unwrap_or(unit).to_owned()
}

/// A figure with its unit: `12课时`, `98.5%`; in English with a space before a word.
#[must_use]
pub fn figure(figure: &Exact, unit: &str, lang: Lang) -> String {
    with_unit(&number(figure, unit), unit, lang)
}

#[cfg(test)]
mod tests {
    use super::{grouped, singular};

    #[test]
    fn an_english_unit_is_singular_beside_one() {
        for (unit, one) in [
            ("lectures", "lecture"),
            ("classes", "class"),
            ("bodies", "body"),
            ("boxes", "box"),
            ("yuan", "yuan"),
            ("bus", "bus"),
            ("m²", "m²"),
            ("课时", "课时"),
            ("s", "s"),
        ] {
            assert_eq!(singular(unit), one);
        }
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, shown) in [
            ("150000", "150,000"),
            ("1200.5", "1,200.5"),
            ("-27900", "-27,900"),
            ("999", "999"),
            ("1234567", "1,234,567"),
            ("＜5", "＜5"),
            ("2024年", "2024年"),
            ("", ""),
        ] {
            assert_eq!(grouped(number), shown);
        }
    }
}
