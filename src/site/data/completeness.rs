//! `data/completeness.json`: the four-haves matrix (有计划、有措施、有记录、有总结).

use serde::Serialize;

use super::{is_published, push_lines};
use crate::engine::progress::{Completeness, Owner, Readings};
use crate::model::Archive;

#[derive(Serialize)]
struct CompletenessJson<'a> {
    owner: &'a str,
    term: &'a str,
    plan: bool,
    actions: bool,
    record: bool,
    summary: bool,
    missing_materials: Vec<MissingJson<'a>>,
}

#[derive(Serialize)]
struct MissingJson<'a> {
    record: &'a str,
    material: &'a str,
}

/// The file.
pub(super) fn json(archive: &Archive, readings: &Readings) -> Vec<u8> {
    let mut out = Vec::new();
    push_lines(&mut out, readings.completeness.iter().map(|it| row(archive, readings, it)));
    out.push(b'\n');
    out
}

fn row<'a>(
    archive: &'a Archive,
    readings: &Readings,
    row: &'a Completeness,
) -> CompletenessJson<'a> {
    let shown = row
        .missing_materials
        .iter()
        .map(|it| (archive.record(it.record), it.material.as_str()))
        .filter(|(record, _)| is_published(record, readings.as_of));
    CompletenessJson {
        owner: match row.owner {
            Owner::School(school) => &archive.school(school).id,
            Owner::Pair(pair) => &archive.pair(pair).id,
        },
        term: &archive.calendar.term(row.term).name,
        plan: !row.plans.is_empty(),
        actions: !row.with_actions.is_empty(),
        record: !row.visits.is_empty(),
        summary: !row.summaries.is_empty(),
        missing_materials: shown
            .map(|(record, material)| MissingJson { record: &record.id, material })
            .collect(),
    }
}
