//! Numbers and dates as a value → in half width, dates as `2024-03-15`.

use super::place::Here;
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

/// A value as it should be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plainly {
    pub(super) text: String,
    /// The date had another form.
    pub(super) form: bool,
    /// Something had another width.
    pub(super) width: bool,
    /// It stood in curly quotes.
    pub(super) quotes: bool,
}

/// A plain value that is wholly a number or a date and is not yet written plainly. A title or an id keeps its width:
/// it may be referred to elsewhere.
pub(super) fn plainly(key: &str, here: Here, value: &str) -> Option<Plainly> {
    let one_of = |keys: &[BilingualName]| here != Here::Data && keys.iter().any(|it| it.is(key));
    let is_date = one_of(DATES);
    let is_number = one_of(NUMBERS) || here == Here::Data || !is_known_key(key);
    if !is_date && !is_number || holds_placeholder(value) {
        return None;
    }
    let bare = match one_of(NUMBERS) || is_date {
        true => curly_inner(value).unwrap_or(value),
        false => value,
    };
    let folded = fold_width(bare);
    let day = if is_date { day_meant(&folded) } else { Day::parse(&folded).ok() };
    let text = match day {
        Some(day) if is_date => day.to_string(),
        Some(_) => folded.clone(),
        None if is_number && is_figure(&folded) => folded.clone(),
        None => return None,
    };
    let [form, width, quotes] = [text != folded, folded != bare.trim(), bare != value];
    (text != value).then_some(Plainly { text, form, width, quotes })
}

/// The day that a text means; a time of day is never dropped.
fn day_meant(text: &str) -> Option<Day> {
    match Day::parse(text) {
        Ok(day) => Some(day),
        Err(DayError::Shape { meant }) => meant.filter(|_| !text.contains(':')),
        Err(_) => None,
    }
}

/// A whole text in curly quotes, which the parser refuses (DOMAIN.md §5): without them, or in straight ones where YAML
/// needs some.
pub(super) fn uncurled(key: &str, here: Here, value: &str) -> Option<Plainly> {
    let is_text = is_known_key(key) && matches!(here, Here::Root | Here::Fields(_));
    let inner = curly_inner(value).filter(|it| is_text && !it.trim().is_empty())?;
    let text = match is_plain(inner) {
        true => inner.to_owned(),
        false if inner.contains(['"', '\\']) => return None,
        false => format!("\"{inner}\""),
    };
    Some(Plainly { text, form: false, width: false, quotes: true })
}

/// Whether YAML reads a text as it stands.
fn is_plain(text: &str) -> bool {
    let special = |it: char| it.is_whitespace() || "\"'[]{}#&*!|>%@`,:?-~=".contains(it);
    text == text.trim()
        && !text.starts_with(special)
        && !text.ends_with(':')
        && ![": ", ":\t", " #", "\t#"].iter().any(|it| text.contains(it))
}

/// Whether a text stands in curly quotes.
pub(super) fn is_curly(text: &str) -> bool {
    curly_inner(text).is_some()
}

/// `1,200`, `98.5`, `30%`
fn is_figure(folded: &str) -> bool {
    Figure::parse(folded.strip_suffix('%').unwrap_or(folded)).is_ok()
}

/// What stands between curly quotes around a whole text.
pub(super) fn curly_inner(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('“').and_then(|it| it.strip_suffix('”'));
    let inner = inner.or_else(|| text.strip_prefix('‘').and_then(|it| it.strip_suffix('’')));
    inner.filter(|it| !it.contains(['“', '”', '‘', '’']))
}

/// Whether two texts say the same, written plainly or not.
pub(super) fn same(before: &str, after: &str) -> bool {
    let plain = |it: &str| fold_width(curly_inner(it).unwrap_or(it));
    let (before, after) = (plain(before), plain(after));
    before == after || day_meant(&before).is_some_and(|it| day_meant(&after) == Some(it))
}
