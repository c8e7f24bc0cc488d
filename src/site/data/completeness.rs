//! Writes `data/completeness.json`: the completeness check (四有: 有计划、有措施、有记录、有总结).

use serde::Serialize;

use super::common::{is_published, push_lines};
use crate::engine::progress::{Completeness, Owner, Readings};
use crate::model::Archive;

#[derive(Serialize)]
struct CompletenessJson<'a> {
    owner: &'a str,
    term: &'a str,
    plan: bool,
    actions: bool,
    record: bool,
    /// `null`: not due yet.
    summary: Option<bool>,
    missing_materials: Vec<MissingJson<'a>>,
}

#[derive(Serialize)]
struct MissingJson<'a> {
    record: &'a str,
    material: &'a str,
}

/// The bytes of the file.
pub(super) fn json(archive: &Archive, readings: &Readings) -> Vec<u8> {
    let mut rows = Vec::new();
    for of in &readings.completeness {
        rows.push(row(archive, readings, of));
    }
    let mut out = Vec::new();
    push_lines(&mut out, rows);
    out.push(b'\n');
    out
}

fn row<'a>(
    archive: &'a Archive,
    readings: &Readings,
    row: &'a Completeness,
) -> CompletenessJson<'a> {
    let mut missing_materials = Vec::new();
    for missing in &row.missing_materials {
        let record = archive.record(missing.record);
        if is_published(record, readings.as_of) {
            missing_materials.push(MissingJson { record: &record.id, material: &missing.material });
        }
    }
    CompletenessJson {
        owner: match row.owner {
            Owner::School(school) => &archive.school(school).id,
            Owner::Pair(pair) => &archive.pair(pair).id,
        },
        term: &archive.calendar.term(row.term).name,
        plan: !row.plans.is_empty(),
        actions: !row.with_actions.is_empty(),
        record: !row.records.is_empty(),
        summary: match row.summaries.is_empty() {
            true if !row.summary_due => None,
            is_missing => Some(!is_missing),
        },
        missing_materials,
    }
}
