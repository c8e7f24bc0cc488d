//! Tables → schemas.

use serde_json::{Map, Value, json};

use super::shape::{self, Shape};
use super::{describe, fields};
use crate::diagnostics::BilingualName;
use crate::parse::names::{
    AGGREGATE, AGGREGATES, ALL, DATE, DENOMINATOR, END, NUMERATOR, RECORDS, SCOPE_EACH,
    SCOPE_HELPED, SCOPE_HELPER, SCOPE_JOINT, START, YES_NO,
};

/// A date as people write it, or a placeholder (which `check` only warns of).
const DAY: &str = r"^\s*([0-9０-９]{4}([-/.－／．])[0-9０-９]{1,2}\2[0-9０-９]{1,2}|[0-9０-９]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日)\s*$|[xXｘＸ×]{2}|^\s*待定\s*$";
/// A number, perhaps with its unit, or a placeholder.
const FIGURE: &str = r"^\s*[-+－＋]?[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?\s*((?![eE][-+]?[0-9])[^0-9０-９.．,，\s].*)?$|[xXｘＸ×]{2}|^\s*待定\s*$";

/// What an editor says where a pattern does not fit (a keyword of VS Code; others pass over it).
const DAY_HELP: &str = "请写成 2024-03-15 或 2024年3月15日";
const FIGURE_HELP: &str = "请写确切的数，例如 10 或 98.5";

/// The schema of a kind of file: its map, and those that lie in it as definitions.
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
    let inner = fields(name).iter().filter_map(|key| match shape::of(*key) {
        Some(Shape::Map(inner) | Shape::Maps(inner)) => Some(inner),
        _ => None,
    });
    inner.flat_map(|it| [vec![it], within(it)].concat()).collect()
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
    let mut rules: Vec<Value> = fields(name).iter().map(|it| spelled(name, *it)).collect();
    rules.extend(of_map(name));
    let mut map = Map::new();
    map.insert("type".into(), "object".into());
    map.extend(describe::map(name).map(|it| ("description".to_owned(), it.into())));
    map.insert("properties".into(), properties.into());
    map.insert("additionalProperties".into(), false.into());
    map.insert("allOf".into(), rules.into());
    map
}

/// A required key: in one spelling exactly; any other: not in both.
fn spelled(map: &str, key: BilingualName) -> Value {
    if shape::required(map).contains(&key) {
        json!({ "oneOf": [{ "required": [key.zh] }, { "required": [key.en] }] })
    } else {
        json!({ "not": { "required": [key.zh, key.en] } })
    }
}

/// Rules that join several keys of a map.
fn of_map(name: &str) -> Vec<Value> {
    match name {
        // The days of several: both; otherwise the date.
        "visit" => vec![json!({
            "if": { "anyOf": [has(START), has(END)] },
            "then": { "allOf": [has(START), has(END)] },
            "else": has(DATE),
        })],
        "indicator" => {
            let ratios = AGGREGATES.iter().filter(|(_, it)| it.is_ratio()).map(|(it, _)| *it);
            let count = AGGREGATES.iter().map(|(it, _)| *it).find(|it| it.en == "count");
            vec![
                json!({ "if": is(AGGREGATE, ratios), "then": { "allOf": [has(NUMERATOR), has(DENOMINATOR)] } }),
                json!({ "if": is(AGGREGATE, count.into_iter()), "then": has(RECORDS) }),
            ]
        }
        _ => Vec::new(),
    }
}

/// The key is written, in either spelling, and not left empty.
fn has(key: BilingualName) -> Value {
    either(key, &json!({ "not": { "type": "null" } }))
}

/// The key is written, in either spelling, with one of these values.
fn is(key: BilingualName, values: impl Iterator<Item = BilingualName>) -> Value {
    either(key, &json!({ "enum": spellings(values) }))
}

fn either(key: BilingualName, value: &Value) -> Value {
    let written = |it: &str| json!({ "required": [it], "properties": { it: value } });
    json!({ "anyOf": [written(key.zh), written(key.en)] })
}

fn spellings(keys: impl Iterator<Item = BilingualName>) -> Vec<&'static str> {
    keys.flat_map(|it| [it.zh, it.en]).collect()
}

/// The schema of a key's value. Nothing written at all (`地点:`) is as good as no key, unless it is required.
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
            values.extend(spellings(YES_NO.iter().map(|(it, _)| *it)).into_iter().map(Value::from));
            json!({ "enum": values })
        }
        Shape::Choice(keys) => json!({ "enum": spellings(keys.into_iter()) }),
        Shape::Scope => {
            let scopes = [SCOPE_JOINT, SCOPE_EACH, SCOPE_HELPER, SCOPE_HELPED];
            json!({ "anyOf": [{ "enum": spellings(scopes.into_iter()) }, texts()] })
        }
        Shape::Data => json!({ "type": "object", "additionalProperties": or_nothing(texts()) }),
        Shape::Grants => {
            let grant = json!({ "anyOf": [{ "enum": spellings([ALL].into_iter()) }, texts()] });
            json!({ "type": "object", "additionalProperties": grant })
        }
        Shape::Map(name) => defined(name),
        Shape::Maps(name) => json!({ "type": "array", "items": defined(name) }),
    }
}

fn defined(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// A text: a YAML reader may take `2024` for a number and `true` for a flag.
fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn texts() -> Value {
    json!({
        "type": ["string", "number", "boolean", "array"],
        "items": { "type": ["string", "number", "boolean", "null"] },
    })
}

/// What is allowed, or an empty value.
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
