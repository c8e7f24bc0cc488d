//! The values of a form → the lines that a person would write: the one Rust writer of them. themes/default/static/form-yaml.js
//! writes the same in a browser.

use super::value::{FormValue, FormValues, only_text, pair_of, text_of, with_lf};
use crate::l10n::Lang;
use crate::scaffold::quote;
use crate::schema::form::FormField;
use crate::syntax::ascii::is_digits;

/// The text of a new record: front matter, then its text. The values are settled.
#[must_use]
pub fn new_record(fields: &[FormField], values: &FormValues, body: &str, lang: Lang) -> String {
    let mut text = "---\n".to_owned();
    text.push_str(&new_yaml(fields, values, lang));
    text.push_str("---\n");
    let body = with_lf(body);
    let body = body.trim();
    if !body.is_empty() {
        text.push('\n');
        text.push_str(body);
        text.push('\n');
    }
    text
}

/// The text of a new file that is YAML as a whole.
#[must_use]
pub fn new_yaml(fields: &[FormField], values: &FormValues, lang: Lang) -> String {
    let mut text = String::new();
    for line in map_lines(fields, values, "", lang) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

pub(super) fn map_lines(
    fields: &[FormField],
    values: &FormValues,
    indent: &str,
    lang: Lang,
) -> Vec<String> {
    let mut lines = Vec::new();
    for field in fields {
        if let Some(value) = values.get(field.code) {
            lines.extend(entry_lines(field, field.name.in_language(lang), value, indent, lang));
        }
    }
    lines
}

/// The lines of a key with its value.
pub(super) fn entry_lines(
    field: &FormField,
    key: &str,
    value: &FormValue,
    indent: &str,
    lang: Lang,
) -> Vec<String> {
    let mut lines = vec![format!("{indent}{key}:")];
    match value {
        FormValue::Text(text) => return vec![format!("{indent}{key}: {}", scalar(field, text))],
        FormValue::List(items) if field.shape == "texts" => {
            if let Some(only) = only_text(items) {
                return vec![format!("{indent}{key}: {}", quote(only))];
            }
            for text in items.iter().filter_map(text_of) {
                lines.push(format!("{indent}  - {}", quote(text)));
            }
        }
        FormValue::List(rows) if field.shape == "maps" => {
            for row in rows {
                lines.extend(item_lines(field, row, &format!("{indent}  "), lang));
            }
        }
        FormValue::List(rows) => {
            for row in rows {
                lines.push(pair_line(field, row, &format!("{indent}  ")));
            }
        }
        FormValue::Map(values) => {
            lines.extend(map_lines(&field.fields, values, &format!("{indent}  "), lang));
        }
    }
    lines
}

/// The lines of an item of a list whose dash is indented so.
pub(super) fn item_lines(
    field: &FormField,
    item: &FormValue,
    indent: &str,
    lang: Lang,
) -> Vec<String> {
    let values = match item {
        FormValue::Text(text) => return vec![format!("{indent}- {}", quote(text))],
        FormValue::List(_) => return Vec::new(),
        FormValue::Map(values) => values,
    };
    let inner = format!("{indent}  ");
    let mut lines = map_lines(&field.fields, values, &inner, lang);
    if let Some(first) = lines.first_mut() {
        *first = format!("{indent}- {}", first.trim_start_matches(' '));
    }
    lines
}

/// The line of a label and a value.
pub(super) fn pair_line(field: &FormField, row: &FormValue, indent: &str) -> String {
    let (key, value) = pair_of(row).unwrap_or_default();
    format!("{indent}{}: {}", quote(key), pair_value(field, value))
}

pub(super) fn pair_value(field: &FormField, value: &str) -> String {
    if field.shape == "data" && is_number(value) { value.to_owned() } else { quote(value) }
}

/// A value on one line: dates and numbers as they are, other texts quoted where they must be.
pub(super) fn scalar(field: &FormField, text: &str) -> String {
    let is_plain = match field.shape {
        "day" => is_day(text),
        "number" => is_number(text),
        _ => false,
    };
    if is_plain { text.to_owned() } else { quote(text) }
}

/// `2024-03-15`.
fn is_day(text: &str) -> bool {
    let mut is_day = text.len() == 10;
    for (at, byte) in text.bytes().enumerate() {
        is_day &= if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    }
    is_day
}

/// `-12.5`.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    match text.split_once('.') {
        Some((whole, decimals)) => is_digits(whole) && is_digits(decimals),
        None => is_digits(text),
    }
}
