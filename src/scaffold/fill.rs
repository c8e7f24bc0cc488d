//! Filling a text: dates, terms, titles; and what makes a title safe in YAML and as a file's name.

use crate::l10n::Lang;
use crate::model::{Calendar, Day, Period, Term};

/// A value as YAML: as it stands when that is safe, otherwise in double quotes: `送教记录`, `"第1次: 送教"`.
#[must_use]
pub fn quote(text: &str) -> String {
    let han = |it: char| matches!(it, '\u{4E00}'..='\u{9FFF}');
    let inside = |it: char| it.is_alphanumeric() || " -_—·.（）《》、，。".contains(it);
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let starts_well = text.starts_with(|it: char| it.is_alphabetic() || "（《".contains(it))
        || text.starts_with(|it: char| it.is_ascii_digit()) && text.contains(han);
    let is_word = reserved.iter().any(|it| it.eq_ignore_ascii_case(text));
    if starts_well && !is_word && text.chars().all(inside) && !text.ends_with(' ') {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for it in text.chars() {
        match it {
            '"' | '\\' => quoted.extend(['\\', it]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            it if it.is_control() || matches!(it, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(it)));
            }
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}

/// Characters of a file's name at most, without its ending.
const LONGEST: usize = 40;

/// A title as a part of a file's name, safe on every system: letters, digits and Han characters are kept, what is
/// between them becomes one `-`; empty when nothing is left. `第1次：送教/讲座` → `第1次-送教-讲座`.
#[must_use]
pub fn file_name(title: &str) -> String {
    let mut name = String::new();
    for it in title.chars() {
        if it.is_alphanumeric() {
            name.push(it);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name: String = name.chars().take(LONGEST).collect();
    let name = name.trim_end_matches('-');
    // Windows keeps these names for devices.
    let device = match name.to_ascii_lowercase().as_str() {
        "con" | "prn" | "aux" | "nul" => true,
        it => {
            it.len() == 4
                && (it.starts_with("com") || it.starts_with("lpt"))
                && it.ends_with(|it: char| it.is_ascii_digit())
        }
    };
    if device { format!("{name}-1") } else { name.to_owned() }
}

/// The term of the default calendar that a day is in, or the one before when it is in a holiday.
pub(super) fn term_of(day: Day) -> Option<Term> {
    let calendar = Calendar::default_over(Period::new(day, day)?);
    calendar.term_of(day).map(|it| calendar.term(it).clone())
}

/// How a record names a term: in English by its code, since the default calendar's names are Chinese.
pub(super) fn term_name(term: &Term, lang: Lang) -> String {
    match lang {
        Lang::Zh => quote(&term.name),
        Lang::En => quote(&term.code),
    }
}

/// The day so many days later; earlier when negative.
pub(super) fn day_after(day: Day, days: i64) -> Day {
    let step = if days < 0 { Day::before } else { Day::next };
    (0..days.abs()).fold(day, |it, _| step(it))
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
