//! A list of problems that comes back: what was settled becomes a visit that settles it, as no record is ever changed.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{FieldItem, FollowUpItem, Item, paragraph_of};
use super::label::{LabelTarget, normalised};
use crate::diagnostics::{BilingualName, ImportNote, ImportPlace};
use crate::forms::blank::FOUND;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Detail};
use crate::parse::names::{DATE, DONE, PROBLEM, RECORD, TITLE};

/// A problem of an earlier visit that is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClosingItem {
    /// The visit that found it, as the file names it.
    pub(super) record: String,
    pub(super) problem: String,
    pub(super) place: ImportPlace,
}

/// Takes the rows that name an earlier visit, or the day of a new problem, out of the parts of a file. Gives the parts of
/// one visit a day on which problems were settled, and of one a day on which some were found; a row of a problem that is
/// still open as before is only noted.
pub(super) fn settle(
    items: &mut Vec<Item>,
    archive: &Archive,
) -> (Vec<Vec<Item>>, Vec<ImportNote>) {
    let mut settled: BTreeMap<String, Vec<(ClosingItem, String)>> = BTreeMap::new();
    let mut found: BTreeMap<String, Vec<FollowUpItem>> = BTreeMap::new();
    let mut unchanged = Vec::new();
    let known = known_problems(archive);
    for item in items.iter_mut() {
        let Item::FollowUps(rows) = item else { continue };
        let mut others = Vec::new();
        for row in std::mem::take(rows) {
            let (Some(record), Some(problem)) = (named(&row), value(&row, PROBLEM)) else {
                match found_on(&row) {
                    Some(day) => found.entry(day).or_default().push(without_day(row)),
                    None => others.push(row),
                }
                continue;
            };
            match value(&row, DONE) {
                Some(day) => {
                    let (record, problem) = (record.to_owned(), problem.to_owned());
                    let closing = ClosingItem { record, problem, place: row.place.clone() };
                    settled.entry(day.to_owned()).or_default().push((closing, told(&row)));
                }
                None if known.contains(&(record, problem)) => unchanged.push(told(&row)),
                None => others.push(row),
            }
        }
        *rows = others;
    }
    items.retain(|item| !matches!(item, Item::FollowUps(rows) if rows.is_empty()));
    let mut notes = Vec::new();
    if !unchanged.is_empty() {
        notes.push(ImportNote::RowsLeftOut(unchanged));
    }
    let lang = archive.site.language;
    let mut visits = Vec::new();
    for (day, closings) in settled {
        visits.push(visit(&day, closings, lang));
    }
    for (day, rows) in found {
        visits.push(inspection(&day, rows, lang));
    }
    (visits, notes)
}

/// The parts of a visit that settles problems.
fn visit(day: &str, closings: Vec<(ClosingItem, String)>, lang: Lang) -> Vec<Item> {
    let first = match closings.first() {
        Some((closing, _)) => closing.place.clone(),
        None => ImportPlace::FileName,
    };
    let title = pick(lang, "问题整改销号", "Problems settled");
    let mut items = vec![key_field(TITLE, title, &first), key_field(DATE, day, &first)];
    let mut settled = Vec::new();
    for (closing, text) in closings {
        items.push(Item::Text { block: paragraph_of(&text), place: closing.place.clone() });
        settled.push(closing);
    }
    items.push(Item::Closings(settled));
    items
}

/// The parts of a visit at which problems were found.
fn inspection(day: &str, rows: Vec<FollowUpItem>, lang: Lang) -> Vec<Item> {
    let place = match rows.first() {
        Some(row) => row.place.clone(),
        None => ImportPlace::FileName,
    };
    let title = pick(lang, "问题整改", "Problems found");
    vec![key_field(TITLE, title, &place), key_field(DATE, day, &place), Item::FollowUps(rows)]
}

/// The day on which a problem was found, in the column of our own form or of one like it.
fn found_on(row: &FollowUpItem) -> Option<String> {
    for (_, label, day) in &row.values {
        if is_day_found(label) {
            return Some(day.trim().to_owned());
        }
    }
    None
}

fn is_day_found(label: &str) -> bool {
    let label = normalised(label);
    FOUND.is(&label) || ["发现时间", "检查日期", "检查时间"].contains(&label.as_str())
}

/// A row without the day on which its problem was found: that is the date of the visit.
fn without_day(mut row: FollowUpItem) -> FollowUpItem {
    row.values.retain(|(_, label, _)| !is_day_found(label));
    row
}

/// A key and its value.
fn key_field(key: BilingualName, text: &str, place: &ImportPlace) -> Item {
    Item::Field(FieldItem::of_key(key, text, place.clone()))
}

/// The earlier visit that a row names.
fn named(row: &FollowUpItem) -> Option<&str> {
    for (_, label, value) in &row.values {
        if RECORD.is(&normalised(label)) {
            return Some(value.trim());
        }
    }
    None
}

fn value(row: &FollowUpItem, key: BilingualName) -> Option<&str> {
    for (target, _, value) in &row.values {
        if *target == LabelTarget::FollowUp(key) {
            return Some(value.trim());
        }
    }
    None
}

/// The whole of a row as a sentence.
fn told(row: &FollowUpItem) -> String {
    let mut parts = Vec::new();
    for (_, label, value) in &row.values {
        parts.push(format!(
            "{}：{}",
            normalised(label),
            value.split_whitespace().collect::<Vec<_>>().join(" ")
        ));
    }
    parts.join("；")
}

/// The problems of all visits, each under the id and under the title of its visit.
fn known_problems(archive: &Archive) -> BTreeSet<(&str, &str)> {
    let mut known = BTreeSet::new();
    for record in &archive.records {
        let Detail::Visit(visit) = &record.detail else { continue };
        for found in &visit.follow_ups {
            known.insert((record.id.as_str(), found.problem.trim()));
            known.insert((record.title.as_str(), found.problem.trim()));
        }
    }
    known
}
