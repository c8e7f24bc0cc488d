//! Values in the files of another archive: each is of its published form, bounded, and without anything that must not
//! reach a page.

use super::read::{ARCHIVE, PROGRESS};
use crate::diagnostics::{BilingualName, WhyMissing};
use crate::model::{Day, Direction, Figure, Status};
use crate::privacy;
use crate::syntax::text::is_deceptive;

/// Names and titles are cut to so many characters.
const LONGEST_NAME: usize = 120;
/// The most bytes of an id or a path.
const LONGEST_ID: usize = 400;

const fn key(en: &'static str, zh: &'static str) -> BilingualName {
    BilingualName { en, zh }
}

pub(super) const AS_OF: BilingualName = key("as_of", "截至日");
pub(super) const UNIT: BilingualName = key("unit", "单位");
pub(super) const DIRECTION: BilingualName = key("direction", "方向");
pub(super) const AGGREGATE: BilingualName = key("aggregate", "汇总方式");
const STATUS: BilingualName = key("status", "状态");
pub(super) const EVERY: BilingualName = key("every", "周期");
pub(super) const PLAN: BilingualName = key("plan", "计划编号");
pub(super) const SCOPE: BilingualName = key("scope", "学校编号");
pub(super) const SCHOOL: BilingualName = key("school", "学校编号");
pub(super) const PAIR: BilingualName = key("pair", "结对编号");
pub(super) const PERIODS: BilingualName = key("period", "周期");
const DATE: BilingualName = key("date", "日期");
const FIGURE: BilingualName = key("figure", "数值");
const ID: BilingualName = key("id", "编号");
const NAME: BilingualName = key("name", "名称");
const LINK: BilingualName = key("link", "链接");

pub(super) const DIRECTIONS: [Direction; 2] = [Direction::AtLeast, Direction::AtMost];

pub(super) fn status(text: &str) -> Result<Status, WhyMissing> {
    code(PROGRESS, STATUS, text, &Status::ALL, Status::code)
}

/// The value with that code.
pub(super) fn code<T: Copy>(
    file: &'static str,
    field: BilingualName,
    text: &str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
) -> Result<T, WhyMissing> {
    all.iter().copied().find(|known| code(*known) == text).ok_or_else(|| value(file, field, text))
}

/// A day as it is published: `2024-03-15`, and no other form.
pub(super) fn day(file: &'static str, text: &str) -> Result<Day, WhyMissing> {
    match Day::parse(text) {
        Ok(day) if day.to_string() == text => Ok(day),
        _ => Err(value(file, DATE, text)),
    }
}

/// A decimal as it is published: `-12.5`, without commas.
pub(super) fn figure(text: Option<&str>, unit: &str) -> Result<Option<Figure>, WhyMissing> {
    let Some(text) = text else { return Ok(None) };
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    let figure = match Figure::parse(text) {
        Ok(figure) if is_plain => figure,
        _ => return Err(value(PROGRESS, FIGURE, text)),
    };
    // Scanned in the form in which pages show it.
    no_personal_number(&format!("{figure}{unit}"))?;
    Ok(Some(figure))
}

/// An id. It is only compared with others, never shown.
pub(super) fn id<'t>(file: &'static str, text: &'t str) -> Result<&'t str, WhyMissing> {
    let fits = !text.is_empty() && text.len() <= LONGEST_ID && !text.contains(is_deceptive);
    if fits { Ok(text) } else { Err(value(file, ID, text)) }
}

/// A name or title, shortened for pages.
pub(super) fn name(file: &'static str, text: &str) -> Result<String, WhyMissing> {
    // Scanned before it is shortened, so that no part of a number gets through.
    no_personal_number(text)?;
    let name = clean(text, LONGEST_NAME);
    if name.is_empty() { Err(value(file, NAME, text)) } else { Ok(name) }
}

/// The path of a page, if there is one.
pub(super) fn optional_path(text: Option<&str>) -> Result<Option<String>, WhyMissing> {
    match text {
        Some(text) => Ok(Some(path(text)?)),
        None => Ok(None),
    }
}

/// The path of a page within its site: one that does not leave it, runs no script and cannot break out of an attribute.
fn path(text: &str) -> Result<String, WhyMissing> {
    let (page, anchor) = text.split_once('#').unwrap_or((text, ""));
    let is_plain = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.' | '/');
    let fits = text.len() <= LONGEST_ID
        && page.chars().all(is_plain)
        && page.split('/').all(|name| !name.is_empty() && !name.starts_with('.'))
        && page.ends_with(".html")
        && anchor.chars().all(|ch| is_plain(ch) && ch != '/');
    if !fits {
        return Err(value(ARCHIVE, LINK, text));
    }
    no_personal_number(text)?;
    Ok(text.to_owned())
}

/// A text on one line, without control and bidirectional characters, cut to so many characters.
pub(super) fn clean(text: &str, longest: usize) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for ch in text.chars() {
        if ch.is_whitespace() {
            cleaned.push(' ');
        } else if !is_deceptive(ch) {
            cleaned.push(ch);
        }
    }
    let cleaned = cleaned.trim();
    match cleaned.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &cleaned[..end]),
        None => cleaned.to_owned(),
    }
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    clean(text, 40)
}

pub(super) fn value(file: &'static str, field: BilingualName, found: &str) -> WhyMissing {
    WhyMissing::Value { file, field, found: short(found) }
}

/// The finished site is scanned for personal numbers and not published if it has one, so no text of another archive may
/// contain one.
pub(super) fn no_personal_number(text: &str) -> Result<(), WhyMissing> {
    if text.chars().filter(|ch| ch.is_numeric()).count() < 8 {
        return Ok(());
    }
    match privacy::numbers(text).into_iter().find(|number| number.kind.is_certain()) {
        Some(number) => {
            let (en, zh) = number.kind.names();
            Err(WhyMissing::Personal { kind: BilingualName { en, zh }, masked: number.masked })
        }
        None => Ok(()),
    }
}
