//! Builds schemas from the tables of `parse::names`.

use serde_json::{Map, Value, json};

use super::shape::{self, Shape};
use super::{describe, fields};
use crate::diagnostics::BilingualName;
use crate::model::Aggregate;
use crate::parse::labels::{ACTIVITY_TIME, LABELS};
use crate::parse::names::{
    AGGREGATE, AGGREGATES, ALL, DATE, DENOMINATOR, END, NUMERATOR, RECORDS, SCOPE_EACH,
    SCOPE_HELPED, SCOPE_HELPER, SCOPE_JOINT, START, YES_NO,
};

/// A date as people write it, or a placeholder (for which `check` only warns).
const DAY: &str = r"^\s*([0-9０-９]{4}([-/.－／．])[0-9０-９]{1,2}\2[0-9０-９]{1,2}|[0-9０-９]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日)\s*$|[xXｘＸ×]{2}|^\s*待定\s*$";
/// A number, perhaps with its unit, or a placeholder.
const FIGURE: &str = r"^\s*[-+－＋]?[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?\s*((?![eE][-+]?[0-9])[^0-9０-９.．,，\s].*)?$|[xXｘＸ×]{2}|^\s*待定\s*$";

/// The message of an editor where a pattern does not fit (a keyword of VS Code that others ignore).
const DAY_HELP: &str = "请写成 2024-03-15 或 2024年3月15日";
const FIGURE_HELP: &str = "请写确切的数，例如 10 或 98.5";

/// The schema of a kind of file: its map, and the maps in it as definitions.
pub(super) fn file(kind: &str) -> Map<String, Value> {
    let mut schema = map(kind);
    let mut definitions = Map::new();
    for name in within(kind) {
        let inner = or_nothing(Value::Object(map(name)));
        definitions.insert(name.to_owned(), inner);
    }
    if !definitions.is_empty() {
        schema.insert("definitions".into(), definitions.into());
    }
    schema
}

/// The maps within a map, at any depth.
fn within(name: &str) -> Vec<&'static str> {
    let mut inner = Vec::new();
    for key in fields(name) {
        if let Some(Shape::Map(map) | Shape::Maps(map)) = shape::of(*key) {
            inner.push(map);
            inner.extend(within(map));
        }
    }
    inner
}

/// The schema of a map: both spellings of each of its keys, and no others.
fn map(name: &str) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in fields(name) {
        let required = shape::required(name).contains(key);
        let value = value(*key, required, describe::key(name, *key));
        properties.insert(key.zh.to_owned(), value.clone());
        properties.insert(key.en.to_owned(), value);
    }
    for (label, key) in labels(name) {
        let value = match label {
            // A date, a time of day, or both.
            ACTIVITY_TIME => or_nothing(text()),
            _ => value(key, false, format!("同“{}”", key.zh)),
        };
        properties.insert(label.to_owned(), value);
    }
    let mut rules = Vec::new();
    for key in fields(name) {
        rules.push(spelled(name, *key));
    }
    rules.extend(map_rules(name));
    let mut map = Map::new();
    map.insert("type".into(), "object".into());
    if let Some(description) = describe::map(name) {
        map.insert("description".into(), description.into());
    }
    map.insert("properties".into(), properties.into());
    map.insert("additionalProperties".into(), false.into());
    map.insert("allOf".into(), rules.into());
    map
}

/// The labels of forms that stand for keys of a map.
pub(super) fn labels(map: &str) -> Vec<(&'static str, BilingualName)> {
    const WITH_LABELS: [&str; 10] = [
        "visit",
        "visit.follow_ups",
        "visit.closes",
        "summary",
        "ledger",
        "resource",
        "honour",
        "question",
        "plan",
        "pair",
    ];
    let mut labels = Vec::new();
    if WITH_LABELS.contains(&map) {
        for (label, key) in LABELS {
            let fields = fields(map);
            if fields.contains(key) && !fields.iter().any(|field| field.is(label)) {
                labels.push((*label, *key));
            }
        }
    }
    labels
}

/// The rule for the spellings of a key: a required one in exactly one spelling, any other not in both. Where forms print
/// labels for a required key, one of all is there.
fn spelled(map: &str, key: BilingualName) -> Value {
    let mut ways = vec![json!({ "required": [key.zh] }), json!({ "required": [key.en] })];
    for (label, of) in labels(map) {
        if of == key {
            ways.push(json!({ "required": [label] }));
        }
    }
    if shape::required(map).contains(&key) && 2 < ways.len() {
        json!({ "anyOf": ways, "not": { "required": [key.zh, key.en] } })
    } else if shape::required(map).contains(&key) {
        json!({ "oneOf": [{ "required": [key.zh] }, { "required": [key.en] }] })
    } else {
        json!({ "not": { "required": [key.zh, key.en] } })
    }
}

/// Rules that concern several keys of a map.
fn map_rules(name: &str) -> Vec<Value> {
    match name {
        // Either both ends of a period, or the date.
        "visit" => vec![json!({
            "if": { "anyOf": [has(START), has(END)] },
            "then": { "allOf": [has(START), has(END)] },
            "else": has(DATE),
        })],
        "indicator" => {
            let (mut ratios, mut counts) = (Vec::new(), Vec::new());
            for (name, aggregate) in AGGREGATES {
                if aggregate.is_ratio() {
                    ratios.push(*name);
                }
                if *aggregate == Aggregate::Count {
                    counts.push(*name);
                }
            }
            vec![
                json!({ "if": is(AGGREGATE, &ratios), "then": { "allOf": [has(NUMERATOR), has(DENOMINATOR)] } }),
                json!({ "if": is(AGGREGATE, &counts), "then": has(RECORDS) }),
            ]
        }
        _ => Vec::new(),
    }
}

/// The key is written, in either spelling or as a label of forms, and not empty.
fn has(key: BilingualName) -> Value {
    let filled = json!({ "not": { "type": "null" } });
    let mut ways = vec![written(key.zh, &filled), written(key.en, &filled)];
    for (label, of) in LABELS {
        if *of == key {
            ways.push(written(label, &filled));
        }
    }
    json!({ "anyOf": ways })
}

/// The key is written, in either spelling, with one of these values.
fn is(key: BilingualName, values: &[BilingualName]) -> Value {
    either(key, &json!({ "enum": spellings(values) }))
}

fn either(key: BilingualName, value: &Value) -> Value {
    json!({ "anyOf": [written(key.zh, value), written(key.en, value)] })
}

fn written(name: &str, value: &Value) -> Value {
    json!({ "required": [name], "properties": { name: value } })
}

/// Both spellings of each name.
fn spellings(names: &[BilingualName]) -> Vec<&'static str> {
    names.iter().flat_map(|name| [name.zh, name.en]).collect()
}

/// The schema of a key's value. An empty value (`地点:`) means the same as no key, unless the key is required.
fn value(key: BilingualName, required: bool, description: String) -> Value {
    let mut schema = match shape::of(key) {
        Some(shape) => of_shape(shape),
        None => json!({}),
    };
    if !required {
        schema = or_nothing(schema);
    }
    let mut described = json!({ "description": description });
    if let (Some(described), Value::Object(schema)) = (described.as_object_mut(), schema) {
        described.extend(schema);
    }
    described
}

fn of_shape(shape: Shape) -> Value {
    match shape {
        Shape::Text => text(),
        Shape::Texts => texts(),
        Shape::Day => {
            json!({ "type": "string", "pattern": DAY, "patternErrorMessage": DAY_HELP })
        }
        Shape::Figure => {
            json!({ "type": ["number", "string"], "pattern": FIGURE, "patternErrorMessage": FIGURE_HELP })
        }
        Shape::Whole(least, most) => json!({
            "type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": FIGURE,
            "patternErrorMessage": FIGURE_HELP,
        }),
        Shape::Flag => {
            let mut values: Vec<Value> = vec![true.into(), false.into()];
            for (name, _) in YES_NO {
                values.extend([name.zh.into(), name.en.into()]);
            }
            json!({ "enum": values })
        }
        Shape::Choice(keys) => json!({ "enum": spellings(&keys) }),
        Shape::Choices(keys) => {
            let keys = json!({ "enum": spellings(&keys) });
            json!({ "anyOf": [keys, { "type": "array", "items": keys }, text()] })
        }
        Shape::Scope => {
            let scopes = [SCOPE_JOINT, SCOPE_EACH, SCOPE_HELPER, SCOPE_HELPED];
            json!({ "anyOf": [{ "enum": spellings(&scopes) }, texts()] })
        }
        Shape::Data => json!({ "type": "object", "additionalProperties": or_nothing(texts()) }),
        Shape::Labelled => {
            json!({ "type": "object", "additionalProperties": or_nothing(text()) })
        }
        Shape::Grants => {
            let grant = json!({ "anyOf": [{ "enum": spellings(&[ALL]) }, texts()] });
            json!({ "type": "object", "additionalProperties": grant })
        }
        Shape::Map(name) => defined(name),
        Shape::Maps(name) => json!({ "type": "array", "items": defined(name) }),
    }
}

fn defined(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// A text. A YAML reader can take `2024` for a number and `true` for a flag.
fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn texts() -> Value {
    json!({
        "type": ["string", "number", "boolean", "array"],
        "items": { "type": ["string", "number", "boolean", "null"] },
    })
}

/// The schema, or an empty value.
fn or_nothing(mut schema: Value) -> Value {
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.push(Value::Null);
    } else if let Some(Value::Array(ways)) = schema.get_mut("anyOf") {
        ways.push(json!({ "type": "null" }));
    } else if let Some(kind) = schema.get_mut("type") {
        let mut kinds = match kind.take() {
            Value::Array(kinds) => kinds,
            one => vec![one],
        };
        kinds.push("null".into());
        *kind = kinds.into();
    }
    // Rules about keys would refuse an empty value, which has none.
    if let Some(schema) = schema.as_object_mut()
        && let Some(rules) = schema.remove("allOf")
    {
        schema.insert("if".into(), json!({ "type": "object" }));
        schema.insert("then".into(), json!({ "allOf": rules }));
    }
    schema
}
