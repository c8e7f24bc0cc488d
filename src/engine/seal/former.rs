//! Seals of things that were moved since: a seal keeps the ids of its day, and is compared under those of today.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{SealFile, SealedRecord};
use crate::model::{Archive, DocumentIx};
use crate::parse::names::FORMERLY;
use crate::parse::{FormerIds, FormerTarget};
use crate::syntax::front_matter;
use crate::syntax::yaml::{self, Node, NodeKind};

/// The seals under the ids that their records, plans and schools have now.
#[must_use]
pub fn with_current_ids(mut seals: Vec<SealFile>, archive: &Archive) -> Vec<SealFile> {
    if seals.is_empty() {
        return seals;
    }
    let former = FormerIds::of(archive);
    if former.is_empty() {
        return seals;
    }
    for SealFile { seal, .. } in &mut seals {
        seal.records = with_records_of_today(std::mem::take(&mut seal.records), archive, &former);
        let mut figures = BTreeMap::new();
        for (key, figure) in std::mem::take(&mut seal.figures) {
            figures.insert(current_key(&key, archive, &former), figure);
        }
        seal.figures = figures;
        for correction in &mut seal.corrections {
            let subject = match correction.subject.contains(" | ") {
                true => current_key(&correction.subject, archive, &former),
                false => current_id(&correction.subject, archive, &former),
            };
            correction.subject = subject;
        }
    }
    seals
}

/// The sealed records under the ids that they have now. Where two would be one, as when somebody writes the id of a deleted
/// record as a former id of another, the one that was never moved keeps it; the other keeps its own, and is missed.
fn with_records_of_today(
    sealed: BTreeMap<String, SealedRecord>,
    archive: &Archive,
    former: &FormerIds,
) -> BTreeMap<String, SealedRecord> {
    let mut records = BTreeMap::new();
    let mut moved = Vec::new();
    for (id, record) in sealed {
        let current = current_id(&id, archive, former);
        let record = with_current_files(record, &current, archive, former);
        if current == id {
            records.insert(id, record);
        } else {
            moved.push((id, current, record));
        }
    }
    for (id, current, record) in moved {
        let id = if records.contains_key(&current) { id } else { current };
        records.insert(id, record);
    }
    records
}

/// The id that a document has now.
fn current_id(id: &str, archive: &Archive, former: &FormerIds) -> String {
    match former.document(id) {
        Some(DocumentIx::Plan(plan)) => archive.plan(plan).id.clone(),
        Some(DocumentIx::Record(record)) => archive.record(record).id.clone(),
        None => id.to_owned(),
    }
}

/// The key of a figure with the ids of today: `plan | target | scope | days`.
fn current_key(key: &str, archive: &Archive, former: &FormerIds) -> String {
    let mut parts: Vec<Cow<'_, str>> = key.split(" | ").map(Cow::Borrowed).collect();
    if let Some(plan) = parts.first_mut() {
        *plan = Cow::Owned(current_id(plan, archive, former));
    }
    // A target's name may hold the separator, so the scope is counted from the end.
    if let Some(at) = parts.len().checked_sub(2).filter(|at| 2 <= *at) {
        parts[at] = Cow::Owned(former.school(&parts[at]).to_owned());
    }
    parts.join(" | ")
}

/// A sealed record with the paths that its attachments have now.
fn with_current_files(
    mut record: SealedRecord,
    id: &str,
    archive: &Archive,
    former: &FormerIds,
) -> SealedRecord {
    let position = archive.records.binary_search_by(|record| (*record.id).cmp(id));
    let now = position.ok().and_then(|index| archive.records.get(index));
    let attachments = now.map_or(&[][..], |record| &record.attachments);
    let mut files = BTreeMap::new();
    for (path, digest) in std::mem::take(&mut record.files) {
        let current = match former.target(&path) {
            Some(FormerTarget::File(current)) if !attachments.contains(&path) => current,
            _ => path,
        };
        files.insert(current, digest);
    }
    record.files = files;
    record
}

/// The text of a record without what it says of its former ids: that changes when it is moved, and nothing else does.
pub(super) fn without_formerly(text: &str) -> Cow<'_, str> {
    let is_written = |key: &str| text.contains(key);
    if !is_written(FORMERLY.en) && !is_written(FORMERLY.zh) {
        return Cow::Borrowed(text);
    }
    let Ok(parts) = front_matter::split(text) else { return Cow::Borrowed(text) };
    let Ok(document) = yaml::parse(parts.yaml, parts.yaml_line, &|_| false) else {
        return Cow::Borrowed(text);
    };
    let NodeKind::Map(entries) = &document.root.kind else { return Cow::Borrowed(text) };
    let is_formerly = |(key, _): &&(Node, Node)| key.text().is_some_and(|key| FORMERLY.is(key));
    let Some((key, value)) = entries.iter().find(is_formerly) else { return Cow::Borrowed(text) };
    let (first, last) = (key.span.start.line, last_line(value).max(key.span.start.line));
    // Another key on the same line would vanish with this one.
    let is_shared = |(other, _): &(Node, Node)| {
        other.span != key.span && (first..=last).contains(&other.span.start.line)
    };
    if entries.iter().any(is_shared) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if !(first..=last).contains(&number) {
            kept.push_str(line);
        }
    }
    Cow::Owned(kept)
}

/// The last line on which something of a value begins.
fn last_line(node: &Node) -> u32 {
    let below = match &node.kind {
        NodeKind::Scalar { .. } => None,
        NodeKind::Seq(items) => items.iter().map(last_line).max(),
        NodeKind::Map(entries) => entries.iter().map(|(_, value)| last_line(value)).max(),
    };
    below.unwrap_or_default().max(node.span.start.line)
}
