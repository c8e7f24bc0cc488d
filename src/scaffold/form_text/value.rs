//! The values of a form's fields, as a page holds them and as a file says them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::schema::form::FormField;

/// What is filled in in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FormValue {
    /// A text, a day, a number, a choice; also a list of texts on one line.
    Text(String),
    /// A list of texts, or of maps; pairs of a label and a value are maps with `key` and `value`.
    List(Vec<FormValue>),
    /// The fields of a map by their English keys.
    Map(FormValues),
}

/// Values by the English keys of their fields.
pub type FormValues = BTreeMap<String, FormValue>;

/// A value that does not have the shape of its field, or that no field has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongShape {
    /// The English key.
    pub code: String,
}

/// What has no value is left out, texts lose the space around them, lists on one line are split; so two ways to fill in the
/// same are equal.
///
/// # Errors
/// When a value fits no field.
pub fn settled(fields: &[FormField], values: &FormValues) -> Result<FormValues, WrongShape> {
    let mut settled = FormValues::new();
    for (code, value) in values {
        let wrong = || WrongShape { code: code.clone() };
        let field = fields.iter().find(|field| field.code == code).ok_or_else(wrong)?;
        if let Some(value) = settled_value(field, value)? {
            settled.insert(code.clone(), value);
        }
    }
    Ok(settled)
}

fn settled_value(field: &FormField, value: &FormValue) -> Result<Option<FormValue>, WrongShape> {
    let wrong = || WrongShape { code: field.code.to_owned() };
    match (field.shape, value) {
        ("texts", FormValue::Text(text)) => {
            let text = trimmed(text);
            let items = split_items(&text);
            let list = match items.len() {
                0 | 1 => vec![text.as_str()],
                _ => items,
            };
            Ok(list_of(list.into_iter().filter(|item| !item.is_empty()).map(text_value)))
        }
        ("texts", FormValue::List(items)) => {
            let mut list = Vec::new();
            for item in items {
                let FormValue::Text(text) = item else { return Err(wrong()) };
                let text = trimmed(text);
                if !text.is_empty() {
                    list.push(FormValue::Text(text));
                }
            }
            Ok(list_of(list))
        }
        ("data" | "labelled", FormValue::List(rows)) => {
            let mut list = Vec::new();
            for row in rows {
                let (key, value) = pair_of(row).ok_or_else(wrong)?;
                let (key, value) = (trimmed(key), trimmed(value));
                if !key.is_empty() && !value.is_empty() {
                    list.push(pair(&key, &value));
                }
            }
            Ok(list_of(list))
        }
        ("maps", FormValue::List(rows)) => {
            let mut list = Vec::new();
            for row in rows {
                let FormValue::Map(row) = row else { return Err(wrong()) };
                let row = settled(&field.fields, row)?;
                if !row.is_empty() {
                    list.push(FormValue::Map(row));
                }
            }
            Ok(list_of(list))
        }
        ("map", FormValue::Map(inner)) => {
            let inner = settled(&field.fields, inner)?;
            Ok((!inner.is_empty()).then_some(FormValue::Map(inner)))
        }
        ("texts" | "data" | "labelled" | "maps" | "map", _) => Err(wrong()),
        (_, FormValue::Text(text)) => {
            let text = trimmed(text);
            Ok((!text.is_empty()).then_some(FormValue::Text(text)))
        }
        (_, FormValue::List(_) | FormValue::Map(_)) => Err(wrong()),
    }
}

/// Settled values as a page shows them: a list of texts on one line, where it is split into the same list again.
#[must_use]
pub fn shown(fields: &[FormField], values: &FormValues) -> FormValues {
    let mut shown_values = FormValues::new();
    for (code, value) in values {
        let field = fields.iter().find(|field| field.code == code);
        let inner = field.map_or(&[][..], |field| &field.fields);
        let value = match value {
            FormValue::List(items) if field.is_some_and(|field| field.shape == "texts") => {
                on_one_line(items).map_or_else(|| value.clone(), FormValue::Text)
            }
            FormValue::List(items) if !inner.is_empty() => {
                let mut list = Vec::new();
                for item in items {
                    list.push(match item {
                        FormValue::Map(map) => FormValue::Map(shown(inner, map)),
                        other => other.clone(),
                    });
                }
                FormValue::List(list)
            }
            FormValue::Map(map) if !inner.is_empty() => FormValue::Map(shown(inner, map)),
            other => other.clone(),
        };
        shown_values.insert(code.clone(), value);
    }
    shown_values
}

/// A list of texts on one line; `None` where it would be split otherwise.
fn on_one_line(items: &[FormValue]) -> Option<String> {
    let texts: Vec<&str> = items.iter().filter_map(text_of).collect();
    let line = texts.join("、");
    let split = split_items(&line);
    let is_same = match (split.len(), &texts[..]) {
        (0 | 1, [only]) => *only == line && !line.contains('\n'),
        _ => split == texts,
    };
    is_same.then_some(line)
}

/// Whether two settled values of a field say the same: the order of pairs does not matter.
pub(super) fn is_same(field: &FormField, one: &FormValue, other: &FormValue) -> bool {
    match (field.shape, one, other) {
        ("data" | "labelled", FormValue::List(one), FormValue::List(other)) => {
            let rows = |list: &[FormValue]| -> BTreeSet<(String, String)> {
                let pairs = list.iter().filter_map(pair_of);
                pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
            };
            one.len() == other.len() && rows(one) == rows(other)
        }
        _ => one == other,
    }
}

/// The items of a list that was written on one line. Within brackets nothing is split (as in form-yaml.js).
fn split_items(text: &str) -> Vec<&str> {
    if text.contains(['（', '(', '）', ')', '[', ']', '【', '】']) {
        return vec![text];
    }
    let parts = text.split(['、', '，', ',', '；', ';']).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// The text of a list of one, where it can stand on the line of its key: read again, it is not split.
pub(super) fn only_text(items: &[FormValue]) -> Option<&str> {
    let [only] = items else { return None };
    text_of(only).filter(|text| split_items(text).len() <= 1)
}

pub(super) fn text_of(value: &FormValue) -> Option<&str> {
    match value {
        FormValue::Text(text) => Some(text),
        FormValue::List(_) | FormValue::Map(_) => None,
    }
}

/// The label and the value of a pair.
pub(super) fn pair_of(row: &FormValue) -> Option<(&str, &str)> {
    let FormValue::Map(row) = row else { return None };
    let part = |name: &str| row.get(name).map_or(Some(""), text_of);
    Some((part("key")?, part("value")?))
}

pub(super) fn pair(key: &str, value: &str) -> FormValue {
    FormValue::Map(FormValues::from([
        ("key".to_owned(), text_value(key)),
        ("value".to_owned(), text_value(value)),
    ]))
}

pub(super) fn text_value(text: &str) -> FormValue {
    FormValue::Text(text.to_owned())
}

/// A text in which each line ends with `\n` alone.
#[must_use]
pub fn with_lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn trimmed(text: &str) -> String {
    with_lf(text).trim().to_owned()
}

pub(super) fn list_of(items: impl IntoIterator<Item = FormValue>) -> Option<FormValue> {
    let items: Vec<FormValue> = items.into_iter().collect();
    (!items.is_empty()).then_some(FormValue::List(items))
}
