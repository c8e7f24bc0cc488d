//! JSON Schemas for every kind of file, so that an editor can offer keys and underline mistakes.
//!
//! The keys, their spellings and the choices are those of `parse::names`, the descriptions those of
//! docs/content-reference.md; `shape.rs` adds what a key's value looks like and which keys a map needs. A schema is
//! looser than `guidang check`, never stricter: it knows nothing of other files, and takes a date, number or yes/no as
//! text or as whatever an editor's YAML reader makes of it. Draft-07, as far as the YAML language server goes.

mod build;
mod describe;
pub mod form;
mod shape;
#[cfg(test)]
mod tests;
pub mod types;

use serde_json::{Map, Value};

use crate::model::RecordKind;
use crate::parse::names::{
    ACCESS_FILE, ALL_FIELDS, Fields, INDICATORS_FILE, PAIR_FILE, PLANS_DIR, RECORD_DIRS,
    SCHOOL_FILE, SITE_FILE, SOURCES_FILE,
};

/// The kinds of files, by the name of their map in `names::ALL_FIELDS`, with the titles of their schemas.
const KINDS: [(&str, &str); 13] = [
    ("site", "档案的标题、校历和设置"),
    ("indicators", "统计什么、怎样统计"),
    ("school", "一所学校"),
    ("pair", "一个结对"),
    ("access", "谁可以改什么"),
    ("sources", "汇总哪些下级档案"),
    ("plan", "一份计划开头的字段"),
    ("visit", "一条活动记录开头的字段"),
    ("summary", "一份总结开头的字段"),
    ("ledger", "一份台账开头的字段"),
    ("resource", "一份资源开头的字段"),
    ("honour", "一项荣誉开头的字段"),
    ("question", "一个问题开头的字段"),
];

/// The schemas as files: name and text, by name.
#[must_use]
pub fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (kind, title) in KINDS {
        let text = serde_json::to_string_pretty(&schema(kind, title)).unwrap_or_default();
        files.push((format!("{kind}.json"), text + "\n"));
    }
    files.sort();
    files
}

/// The schema of a file below `content/`; `None` for a table or an attachment.
#[must_use]
pub fn kind_of(path: &str) -> Option<&'static str> {
    let segments: Vec<&str> = path.split('/').collect();
    let (name, folders) = segments.split_last()?;
    let of_yaml = [
        (SITE_FILE, "site"),
        (INDICATORS_FILE, "indicators"),
        (SCHOOL_FILE, "school"),
        (PAIR_FILE, "pair"),
        (ACCESS_FILE, "access"),
        (SOURCES_FILE, "sources"),
    ];
    if let Some((_, kind)) = of_yaml.iter().find(|(file, _)| file.is(name)) {
        return Some(kind);
    }
    if !name.ends_with(".md") {
        return None;
    }
    folders.iter().rev().find_map(|folder| kind_in(folder))
}

/// The name of a kind of records: `visit`.
#[must_use]
pub fn code_of(kind: RecordKind) -> &'static str {
    shape::record(kind)
}

/// The kind of the records in a folder.
fn kind_in(folder: &str) -> Option<&'static str> {
    match RECORD_DIRS.iter().find(|(dir, _)| dir.is(folder)) {
        Some((_, kind)) => Some(shape::record(*kind)),
        None if PLANS_DIR.is(folder) => Some("plan"),
        None => None,
    }
}

fn schema(kind: &str, title: &str) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    schema.insert("title".into(), title.into());
    schema.extend(build::file(kind));
    Value::Object(schema)
}

/// The keys of a map by its name.
fn fields(map: &str) -> Fields {
    ALL_FIELDS.iter().find(|(name, _)| *name == map).map_or(&[], |(_, fields)| fields)
}
