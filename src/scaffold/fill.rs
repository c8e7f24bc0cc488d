//! Fills templates with dates, terms and titles; makes titles safe in YAML and as file names.

use crate::l10n::Lang;
use crate::model::{Calendar, Day, Period, Term};
use crate::syntax::file_name::is_device;

/// A value as YAML: literally if that is safe, otherwise in double quotes: `送教记录`, `"第1次: 送教"`.
#[must_use]
pub fn quote(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => quoted.extend(['\\', ch]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            ch if ch.is_control() || matches!(ch, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(ch)));
            }
            ch => quoted.push(ch),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether YAML reads a text literally without quotes, as a text.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts_well = first.is_alphabetic()
        || "（《".contains(first)
        || first.is_ascii_digit() && text.chars().any(is_han);
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    starts_well
        && !reserved.iter().any(|word| word.eq_ignore_ascii_case(text))
        && text.chars().all(|ch| ch.is_alphanumeric() || " -_—·.（）《》、，。".contains(ch))
        && !text.ends_with(' ')
}

fn is_han(ch: char) -> bool {
    matches!(ch, '\u{4E00}'..='\u{9FFF}')
}

/// The most characters of a file name, without its extension.
const MAX_NAME_CHARS: usize = 40;

/// A title as a part of a file name that is safe on every system: letters, digits and Han characters stay, what is
/// between them becomes one `-`. Empty if nothing is left. `第1次：送教/讲座` → `第1次-送教-讲座`.
#[must_use]
pub fn file_name(title: &str) -> String {
    let mut name = String::new();
    for ch in title.chars() {
        if ch.is_alphanumeric() {
            name.push(ch);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name: String = name.chars().take(MAX_NAME_CHARS).collect();
    let name = name.trim_end_matches('-');
    if is_device(name) { format!("{name}-1") } else { name.to_owned() }
}

/// The term of the default calendar that contains a day, or the one before if the day is in a holiday.
pub(super) fn term_of(day: Day) -> Option<Term> {
    let calendar = Calendar::default_over(Period::new(day, day)?);
    let term = calendar.term_of(day)?;
    Some(calendar.term(term).clone())
}

/// How a record names a term: in English by its code, since the default calendar's names are Chinese.
pub(super) fn term_name(term: &Term, lang: Lang) -> String {
    match lang {
        Lang::Zh => quote(&term.name),
        Lang::En => quote(&term.code),
    }
}

/// The day so many days later; earlier if the number is negative.
pub(super) fn day_after(day: Day, days: i64) -> Day {
    let mut day = day;
    for _ in 0..days.abs() {
        day = if days < 0 { day.before() } else { day.next() };
    }
    day
}

/// Fills the places `{name}` that `value` knows; any other `{…}` stays as it is.
pub(super) fn fill(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        match known {
            Some((value, after)) => {
                out.push_str(&value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
