//! The problems found at a visit, and those of earlier visits that it settles (docs/content-model.md §2).

use rustc_hash::FxHashMap;

use super::labels::relabel;
use super::map_reader::MapReader;
use super::names::{
    CLOSES, CLOSING_FIELDS, DATE, DONE, DUE, FOLLOW_UP_FIELDS, FOLLOW_UPS, Fields,
    MEASURE_FOLLOW_UP, NOTE, OWNER, PROBLEM, RECORD, START,
};
use crate::diagnostics::{BilingualName, Oddity, Problem, SpannedProblem};
use crate::model::{Day, FollowUp, NamedClosing, TextKey};
use crate::syntax::span::Spanned;
use crate::syntax::yaml::{Node, NodeKind};

/// The most problems that one visit can find, and the most that it can settle.
const MOST: usize = 200;

/// The maps of a list, unless it is too long.
fn maps<'t>(
    map: &MapReader<'t>,
    key: &BilingualName,
    fields: Fields,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<MapReader<'t>> {
    if let Some(Node { kind: NodeKind::Seq(items), .. }) = map.node(key)
        && MOST < items.len()
    {
        problems.push((map.key_span(key), Problem::Odd(Oddity::LongList { most: MOST })));
        return Vec::new();
    }
    map.maps(key, fields, problems)
}

/// `follow_ups`, in the order written. One without a problem is reported and left out.
pub(super) fn follow_ups(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Vec<FollowUp> {
    let found_on = first_day(map);
    let mut follow_ups = Vec::new();
    let mut lines: FxHashMap<TextKey, u32> = FxHashMap::default();
    for map in maps(map, &FOLLOW_UPS, FOLLOW_UP_FIELDS, problems) {
        let problem = map.required_text(PROBLEM, "活动室玩教具不足", problems);
        let measure = map.string(&MEASURE_FOLLOW_UP, problems);
        let owner = map.string(&OWNER, problems);
        let due = day_after(&map, &DUE, found_on, problems).map(|day| day.value);
        let done = day_after(&map, &DONE, found_on, problems);
        let (done, done_at) = match done {
            Some(Spanned { value, span }) => (Some(value), Some(span)),
            None => (None, None),
        };
        let note = map.string(&NOTE, problems);
        if let Some(Spanned { value: problem, span }) = problem {
            let line = span.start.line;
            if let Some(key) = TextKey::of(&problem)
                && let Some(line) = lines.insert(key, line)
            {
                let found = problem.clone();
                problems.push((span, Problem::Odd(Oddity::ProblemTwice { found, line })));
            }
            follow_ups.push(FollowUp { problem, measure, owner, due, done, done_at, note });
        }
    }
    follow_ups
}

/// A day of a problem. One before the day on which the problem was found is reported.
fn day_after(
    map: &MapReader<'_>,
    key: &BilingualName,
    found_on: Option<Day>,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Spanned<Day>> {
    let day = map.day(key, problems)?;
    if let Some(found_on) = found_on.filter(|found_on| day.value < *found_on) {
        let (written, found) = (day.value.to_string(), found_on.to_string());
        let oddity = match *key == DONE {
            true => Oddity::DoneBeforeFound { done: written, found },
            false => Oddity::DueBeforeFound { due: written, found },
        };
        problems.push((day.span, Problem::Odd(oddity)));
    }
    Some(day)
}

/// The first day of a visit. What is wrong with it is reported elsewhere.
fn first_day(map: &MapReader<'_>) -> Option<Day> {
    let key = if map.has(&START) { START } else { DATE };
    Some(map.day(&key, &mut Vec::new())?.value)
}

/// `closes`, in the order written. What it names is looked up once all records are read (`closings.rs`).
pub(super) fn closes(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Vec<NamedClosing> {
    let mut closes = Vec::new();
    for map in maps(map, &CLOSES, CLOSING_FIELDS, problems) {
        let record =
            map.required_text(RECORD, "schools/bochang/visits/2024-03-15-songjiao", problems);
        let problem = map.text(&PROBLEM, problems);
        if let Some(record) = record {
            closes.push(NamedClosing { record, problem });
        }
    }
    closes
}

/// Replaces the labels of forms in the lists within a visit.
pub(super) fn relabel_lists(front: &mut Node, problems: &mut Vec<SpannedProblem>) {
    let NodeKind::Map(entries) = &mut front.kind else { return };
    for (key, value) in entries {
        let text = key.text().unwrap_or_default();
        let fields: Fields = if FOLLOW_UPS.is(text) {
            FOLLOW_UP_FIELDS
        } else if CLOSES.is(text) {
            CLOSING_FIELDS
        } else {
            continue;
        };
        if let NodeKind::Seq(items) = &mut value.kind {
            for item in items {
                relabel(item, fields, problems);
            }
        }
    }
}
