//! The schemas say what `parse::names` says.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{KINDS, describe, files, shape};
use crate::parse::names::{ALL_FIELDS, Fields};

/// Maps that stand in no file of their own but in a fenced block of a text.
const IN_BLOCKS: [&str; 2] = ["chart", "chart.target"];

fn of_files() -> impl Iterator<Item = (&'static str, Fields)> {
    ALL_FIELDS.iter().copied().filter(|(map, _)| !IN_BLOCKS.contains(map))
}

/// The keys of every map in a schema.
fn maps(schema: &Value, found: &mut BTreeSet<BTreeSet<String>>) {
    match schema {
        Value::Object(object) => {
            let closed = object.get("additionalProperties") == Some(&Value::Bool(false));
            if let (true, Some(Value::Object(keys))) = (closed, object.get("properties")) {
                found.insert(keys.keys().cloned().collect());
            }
            object.values().for_each(|value| maps(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| maps(item, found)),
        _ => {}
    }
}

#[test]
fn the_keys_are_those_of_the_table() {
    let mut got = BTreeSet::new();
    for (_, text) in files() {
        maps(&serde_json::from_str(&text).unwrap(), &mut got);
    }
    let both =
        |fields: Fields| fields.iter().flat_map(|name| [name.en.to_owned(), name.zh.to_owned()]);
    let want: BTreeSet<BTreeSet<String>> = of_files()
        .map(|(map, fields)| {
            let labels = super::build::labels(map).into_iter();
            both(fields).chain(labels.map(|(label, _)| label.to_owned())).collect()
        })
        .collect();
    assert_eq!(got, want);
}

#[test]
fn every_key_has_a_shape_and_every_required_one_is_a_key() {
    for (map, fields) in of_files() {
        for key in fields {
            assert!(shape::of(*key).is_some(), "{map}: {} {}", key.zh, key.en);
        }
        for key in shape::required(map) {
            assert!(fields.contains(key), "{map} has no {}", key.en);
        }
    }
}

#[test]
fn what_the_reference_calls_required_is_required() {
    for (map, fields) in of_files() {
        for key in fields {
            let said = describe::key(map, *key);
            let said = said.split_once('：').map_or("", |(_, text)| text).starts_with("必填");
            let is = shape::required(map).contains(key) || map == "visit" && key.en == "date";
            let in_table = describe::map(map).is_none();
            assert!(!said || is, "{map}: {} is not required", key.zh);
            assert!(said || !is || !in_table, "{map}: the reference calls {} optional", key.zh);
        }
    }
}

#[test]
fn every_record_kind_has_its_schema() {
    for (kind, _) in KINDS {
        assert!(of_files().any(|(map, _)| map == kind), "{kind}");
    }
    let kind_of = |path| super::kind_of(path);
    assert_eq!(kind_of("content/学校/a/活动/b/index.md"), Some("visit"));
    assert_eq!(kind_of("content/schools/a/plans/b.md"), Some("plan"));
    assert_eq!(kind_of("content/学校/a/学校.yaml"), Some("school"));
    assert_eq!(kind_of("content/学校/a/台账/b.csv"), None);
}
