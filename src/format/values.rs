//! Writes numbers and dates plainly: in half width, dates as `2024-03-15`.

use super::place::MapKind;
use crate::diagnostics::BilingualName;
use crate::model::{Day, DayError, Figure};
use crate::parse::names::{
    AS_OF, BASELINE, BOARDERS, BY_ACTION, CLASSES, CODE, DATE, END, MIN_PERIOD_DAYS,
    PACE_ALLOWANCE, PUBLIC_UNTIL, PUPILS, SMALL_CELL, START, TEACHERS, TIMES, VALUE, is_known_key,
};
use crate::parse::values::holds_placeholder;
use crate::syntax::text::fold_width;

const DATES: &[BilingualName] = &[DATE, START, END, BY_ACTION, AS_OF, PUBLIC_UNTIL];
const NUMBERS: &[BilingualName] = &[
    VALUE,
    BASELINE,
    TIMES,
    CLASSES,
    PUPILS,
    BOARDERS,
    TEACHERS,
    CODE,
    PACE_ALLOWANCE,
    MIN_PERIOD_DAYS,
    SMALL_CELL,
];

/// A value in its plain form, and how it differs from what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plainly {
    pub(super) text: String,
    /// The date had another form.
    pub(super) form: bool,
    /// Something had another width.
    pub(super) width: bool,
    /// It was in curly quotes.
    pub(super) quotes: bool,
}

/// The plain form of a value that is a number or a date as a whole; `None` if it is neither or plain already. A title
/// or an id keeps its width, because other files can refer to it.
pub(super) fn plainly(key: &str, map_kind: MapKind, value: &str) -> Option<Plainly> {
    let in_data = map_kind == MapKind::Data;
    let is_date = !in_data && is_one_of(DATES, key);
    let is_number_field = !in_data && is_one_of(NUMBERS, key);
    let is_number = is_number_field || in_data || !is_known_key(key);
    if !is_date && !is_number || holds_placeholder(value) {
        return None;
    }
    let bare = match is_number_field || is_date {
        true => curly_inner(value).unwrap_or(value),
        false => value,
    };
    let folded = fold_width(bare);
    let day = if is_date { day_meant(&folded) } else { Day::parse(&folded).ok() };
    let text = match day {
        Some(day) if is_date => day.to_string(),
        Some(_) => folded.to_string(),
        None if is_number && is_figure(&folded) => folded.to_string(),
        None => return None,
    };
    let [form, width, quotes] = [text != folded, folded != bare.trim(), bare != value];
    (text != value).then_some(Plainly { text, form, width, quotes })
}

fn is_one_of(names: &[BilingualName], key: &str) -> bool {
    names.iter().any(|name| name.is(key))
}

/// The day that a text means. A text with a time of day means none: the time must not be lost.
fn day_meant(text: &str) -> Option<Day> {
    match Day::parse(text) {
        Ok(day) => Some(day),
        Err(DayError::Shape { meant }) => meant.filter(|_| !text.contains(':')),
        Err(_) => None,
    }
}

/// The plain form of a text in curly quotes, which the parser refuses (docs/domain.md §5): without quotes, or in
/// straight ones where YAML needs them.
pub(super) fn uncurled(key: &str, map_kind: MapKind, value: &str) -> Option<Plainly> {
    let is_text = is_known_key(key) && matches!(map_kind, MapKind::Root | MapKind::Fields(_));
    let inner = curly_inner(value).filter(|inner| is_text && !inner.trim().is_empty())?;
    let text = match is_plain(inner) {
        true => inner.to_owned(),
        false if inner.contains(['"', '\\']) => return None,
        false => format!("\"{inner}\""),
    };
    Some(Plainly { text, form: false, width: false, quotes: true })
}

/// Whether YAML reads a text literally without quotes.
fn is_plain(text: &str) -> bool {
    text == text.trim()
        && !text.starts_with(|ch: char| ch.is_whitespace() || "\"'[]{}#&*!|>%@`,:?-~=".contains(ch))
        && !text.ends_with(':')
        && ![": ", ":\t", " #", "\t#"].iter().any(|marks| text.contains(marks))
}

/// Whether a text is in curly quotes.
pub(super) fn is_curly(text: &str) -> bool {
    curly_inner(text).is_some()
}

/// Whether a text is a figure: `1,200`, `98.5`, `30%`.
fn is_figure(folded: &str) -> bool {
    Figure::parse(folded.strip_suffix('%').unwrap_or(folded)).is_ok()
}

/// The text between curly quotes around a whole text.
pub(super) fn curly_inner(text: &str) -> Option<&str> {
    let inner = strip_pair(text, '“', '”').or_else(|| strip_pair(text, '‘', '’'))?;
    if inner.contains(['“', '”', '‘', '’']) { None } else { Some(inner) }
}

fn strip_pair(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// Whether two texts mean the same, in plain form or not.
pub(super) fn same(before: &str, after: &str) -> bool {
    let before = fold_width(curly_inner(before).unwrap_or(before));
    let after = fold_width(curly_inner(after).unwrap_or(after));
    before == after || day_meant(&before).is_some_and(|day| day_meant(&after) == Some(day))
}
