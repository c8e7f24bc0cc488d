//! `closes` of visits → the problems of other visits that they name (docs/content-model.md §2, §5).

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::former::{FormerFolders, FormerIds};
use super::names::{few_names, nearest_owned};
use crate::diagnostics::{Diagnostic, Oddity, Problem, ReferenceKind};
use crate::model::{
    Closing, Detail, DocumentIx, FollowUp, NamedClosing, Record, RecordIx, TextKey, VisitDetail,
};
use crate::syntax::fold::fold_text;
use crate::syntax::span::Spanned;
use crate::syntax::text::nfc;

/// The most unknown names for which the nearest visit is looked up.
const MOST_HINTS: usize = 20;

/// The most visits of one title that a message lists.
const MOST_CANDIDATES: usize = 8;

/// The visits with problems, by the names that `closes` may use.
struct FoundAt<'r> {
    records: &'r [Arc<Record>],
    /// With the English names of reserved folders.
    by_id: FxHashMap<String, RecordIx>,
    /// As titles are compared.
    by_title: FxHashMap<Cow<'r, str>, Vec<RecordIx>>,
    /// The ids of the records that could not be read.
    unread: FxHashSet<String>,
    former: &'r FormerIds,
}

/// The problems that visits settle, sorted. What names no problem is reported at its place. `unread`: the ids of the
/// records that could not be read; that they are unknown would only follow from the other error.
pub(super) fn closings(
    records: &[Arc<Record>],
    (unread, former): (FxHashSet<String>, &FormerIds),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Closing> {
    let mut closings = Vec::new();
    if records.iter().all(|record| closes_of(record).is_empty()) {
        return closings;
    }
    let found_at = FoundAt::new(records, unread, former);
    // Each hint compares a text with all visits.
    let mut hints = MOST_HINTS;
    for (index, record) in records.iter().enumerate() {
        let mut settled: FxHashSet<RecordIx> = FxHashSet::default();
        for named in closes_of(record) {
            match found_at.problems(record, named, &mut hints) {
                Ok((found, None)) if !settled.insert(found) => {}
                Ok((found, one)) => {
                    let by = RecordIx(index);
                    let later = closes_no_earlier(record, &records[found.0], named);
                    diagnostics.extend(later);
                    for problem in found_at.settled(found, one) {
                        closings.push(Closing { found, problem, by });
                    }
                }
                Err(None) => {}
                Err(Some(wrong)) => {
                    diagnostics.push(Diagnostic::new(&record.file, wrong.span, wrong.value));
                }
            }
        }
    }
    closings.sort_unstable();
    closings.dedup();
    closings
}

/// That a visit settles what it found itself, or what a later one found.
fn closes_no_earlier(by: &Record, found: &Record, named: &NamedClosing) -> Option<Diagnostic> {
    if std::ptr::eq(by, found) {
        let problem = Problem::Odd(Oddity::ClosesOwn);
        return Some(Diagnostic::new(&by.file, named.record.span, problem));
    }
    let found_on = found.first_day.or(found.day)?;
    if found_on <= by.day? {
        return None;
    }
    let (title, day) = (found.title.clone(), found_on.to_string());
    let problem = Problem::Odd(Oddity::ClosesLater { title, day });
    Some(Diagnostic::new(&by.file, named.record.span, problem))
}

fn visit_of(record: &Record) -> Option<&VisitDetail> {
    match &record.detail {
        Detail::Visit(visit) => Some(visit),
        _ => None,
    }
}

fn follow_ups_of(record: &Record) -> &[FollowUp] {
    visit_of(record).map_or(&[], |visit| &visit.follow_ups)
}

fn closes_of(record: &Record) -> &[NamedClosing] {
    visit_of(record).map_or(&[], |visit| &visit.closes)
}

/// What is wrong with a reference; `None` where that follows from another error.
type Wrong = Option<Box<Spanned<Problem>>>;

impl<'r> FoundAt<'r> {
    fn new(
        records: &'r [Arc<Record>],
        unread: FxHashSet<String>,
        former: &'r FormerIds,
    ) -> FoundAt<'r> {
        let mut by_id = FxHashMap::default();
        let mut by_title: FxHashMap<Cow<'_, str>, Vec<RecordIx>> = FxHashMap::default();
        let reserved = FormerFolders::default();
        for (index, record) in records.iter().enumerate() {
            by_id.insert(reserved.canonical(&record.id), RecordIx(index));
            if !follow_ups_of(record).is_empty() {
                by_title.entry(fold_text(&record.title)).or_default().push(RecordIx(index));
            }
        }
        FoundAt { records, by_id, by_title, unread, former }
    }

    /// The visit that is named, and the one problem that is, if any.
    fn problems<'n>(
        &self,
        by: &Record,
        named: &'n NamedClosing,
        hints: &mut usize,
    ) -> Result<(RecordIx, Option<&'n str>), Wrong> {
        let found = self.record(by, &named.record, hints)?;
        let record = &self.records[found.0];
        let follow_ups = follow_ups_of(record);
        if follow_ups.is_empty() {
            let problem = Oddity::ClosesNothing { found: record.title.clone() };
            return Err(Some(at(&named.record, Problem::Odd(problem))));
        }
        let Some(text) = &named.problem else { return Ok((found, None)) };
        if self.settled(found, Some(&text.value)).is_empty() {
            let known = follow_ups.iter().map(|follow_up| follow_up.problem.as_str());
            return Err(Some(at(text, unknown(ReferenceKind::FollowUp, &text.value, known))));
        }
        Ok((found, Some(&text.value)))
    }

    /// The problems of a visit with a text, or all of them.
    fn settled(&self, found: RecordIx, text: Option<&str>) -> Vec<usize> {
        let wanted = text.map(TextKey::of);
        let mut settled = Vec::new();
        for (index, follow_up) in follow_ups_of(&self.records[found.0]).iter().enumerate() {
            if wanted.is_none_or(|wanted| wanted == TextKey::of(&follow_up.problem)) {
                settled.push(index);
            }
        }
        settled
    }

    /// The record that a text names: by its id, by the path of its file, or, of a visit with problems, by its title.
    fn record(
        &self,
        by: &Record,
        text: &Spanned<String>,
        hints: &mut usize,
    ) -> Result<RecordIx, Wrong> {
        let id = id_of(&text.value, &by.id);
        if let Some(found) = self.by_id.get(&FormerFolders::default().canonical(&id)) {
            return Ok(*found);
        }
        match self.by_title.get(&fold_text(bare_title(&text.value))).map(Vec::as_slice) {
            Some([one]) => return Ok(*one),
            Some(several) => {
                let ids = several.iter().take(MOST_CANDIDATES);
                let candidates = ids.map(|at| self.records[at.0].id.clone()).collect();
                let (named, found) = (ReferenceKind::Record, text.value.clone());
                let problem = Problem::AmbiguousReference { named, found, candidates };
                return Err(Some(at(text, problem)));
            }
            None => {}
        }
        // A record that was moved names others from where it stood.
        let places = by.formerly.iter().map(|former| former.id.as_str());
        for place in [by.id.as_str()].into_iter().chain(places) {
            if let Some(DocumentIx::Record(found)) =
                self.former.document(&id_of(&text.value, place))
            {
                return Ok(found);
            }
        }
        // A title may be that of any record that could not be read.
        let is_path = text.value.contains('/');
        if self.unread.contains(&id) || !is_path && !self.unread.is_empty() {
            return Err(None);
        }
        let mut known: Vec<&str> = Vec::new();
        if let Some(left) = hints.checked_sub(1) {
            *hints = left;
            let found = self.records.iter().filter(|record| !follow_ups_of(record).is_empty());
            known.extend(found.map(|record| record.id.as_str()));
        }
        Err(Some(at(text, unknown(ReferenceKind::Record, &text.value, known.into_iter()))))
    }
}

/// A title without the marks around it.
fn bare_title(text: &str) -> &str {
    let text = text.trim();
    for (open, shut) in [('《', '》'), ('“', '”')] {
        if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(shut)) {
            return inner;
        }
    }
    text
}

/// The id that a text spells: as an id, as a path from the root, or as a path from the folder of the record that has it.
fn id_of(text: &str, from: &str) -> String {
    let path = text.strip_suffix(".md").unwrap_or(text);
    let path = path.strip_suffix("/index").unwrap_or(path);
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_prefix("content/").unwrap_or(path);
    if !path.starts_with("./") && !path.starts_with("../") {
        return nfc(path);
    }
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "." | "" => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    nfc(&segments.join("/"))
}

fn at(text: &Spanned<String>, problem: Problem) -> Box<Spanned<Problem>> {
    Box::new(Spanned { value: problem, span: text.span })
}

fn unknown<'a>(
    named: ReferenceKind,
    found: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Problem {
    let nearest = nearest_owned(found, known.clone());
    let known = if nearest.is_some() { Vec::new() } else { few_names(known) };
    Problem::UnknownReference { named, found: found.to_owned(), nearest, known }
}
