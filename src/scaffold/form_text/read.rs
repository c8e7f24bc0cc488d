//! A file's YAML → the values of a form's fields.

use super::value::{FormValue, FormValues, list_of, pair, text_value};
use crate::parse::labels::key_of_label;
use crate::schema::form::FormField;
use crate::syntax::yaml::{Node, NodeKind};

/// What a key's value is for a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ReadValue {
    /// Nothing is written.
    Nothing,
    /// This, settled.
    Value(FormValue),
    /// Something that the form cannot show: it is kept as it is.
    Kept,
}

/// The values of a map, and its keys that the form does not show.
pub(super) fn read_map(
    entries: &[(Node, Node)],
    fields: &[FormField],
) -> (FormValues, Vec<String>) {
    let (mut values, mut kept) = (FormValues::new(), Vec::new());
    for (key, value) in entries {
        let name = key.text().unwrap_or_default();
        let Some(field) = field_of(fields, name).filter(|field| !values.contains_key(field.code))
        else {
            kept.push(name.to_owned());
            continue;
        };
        match read_value(field, value) {
            ReadValue::Nothing => {}
            ReadValue::Value(value) => {
                values.insert(field.code.to_owned(), value);
            }
            ReadValue::Kept => kept.push(name.to_owned()),
        }
    }
    (values, kept)
}

/// The field that a key of a file stands for, in either spelling or as a label of printed forms.
pub(super) fn field_of<'f>(fields: &'f [FormField], key: &str) -> Option<&'f FormField> {
    let key = key.trim();
    if let Some(field) = fields.iter().find(|field| field.name.is(key)) {
        return Some(field);
    }
    let name = key_of_label(key)?;
    fields.iter().find(|field| field.name == name)
}

pub(super) fn read_value(field: &FormField, node: &Node) -> ReadValue {
    if node.is_empty() {
        return ReadValue::Nothing;
    }
    let value = match (field.shape, &node.kind) {
        ("texts", NodeKind::Scalar { text, .. }) => return settled(field, &text_value(text)),
        ("texts", NodeKind::Seq(items)) => texts(items),
        ("data" | "labelled", NodeKind::Map(entries)) => pairs(entries),
        ("maps", NodeKind::Seq(items)) => maps(field, items),
        ("map", NodeKind::Map(entries)) => inner(field, entries).map(Some),
        ("texts" | "data" | "labelled" | "maps" | "map", _) => None,
        (_, NodeKind::Scalar { text, .. }) => return settled(field, &text_value(text)),
        (_, NodeKind::Seq(_) | NodeKind::Map(_)) => None,
    };
    match value {
        Some(Some(value)) => ReadValue::Value(value),
        Some(None) => ReadValue::Nothing,
        None => ReadValue::Kept,
    }
}

fn settled(field: &FormField, value: &FormValue) -> ReadValue {
    let values = FormValues::from([(field.code.to_owned(), value.clone())]);
    match super::value::settled(std::slice::from_ref(field), &values) {
        Ok(mut settled) => settled.remove(field.code).map_or(ReadValue::Nothing, ReadValue::Value),
        Err(_) => ReadValue::Kept,
    }
}

fn texts(items: &[Node]) -> Option<Option<FormValue>> {
    let mut list = Vec::new();
    for item in items {
        let text = item.text()?.trim();
        if !text.is_empty() {
            list.push(text_value(text));
        }
    }
    Some(list_of(list))
}

fn pairs(entries: &[(Node, Node)]) -> Option<Option<FormValue>> {
    let mut list = Vec::new();
    for (key, value) in entries {
        let text = match &value.kind {
            NodeKind::Scalar { text, .. } => text.trim().to_owned(),
            NodeKind::Seq(items) => {
                let mut texts = Vec::new();
                for item in items {
                    texts.push(item.text()?.trim());
                }
                texts.join("、")
            }
            NodeKind::Map(_) => return None,
        };
        let key = key.text()?.trim();
        if !key.is_empty() && !text.is_empty() {
            list.push(pair(key, &text));
        }
    }
    Some(list_of(list))
}

fn maps(field: &FormField, items: &[Node]) -> Option<Option<FormValue>> {
    let mut list = Vec::new();
    for item in items {
        let NodeKind::Map(entries) = &item.kind else { return None };
        list.push(inner(field, entries)?);
    }
    Some(list_of(list))
}

/// The values of a map within a value; `None` where it says more than the form shows.
fn inner(field: &FormField, entries: &[(Node, Node)]) -> Option<FormValue> {
    let (values, kept) = read_map(entries, &field.fields);
    kept.is_empty().then_some(FormValue::Map(values))
}
